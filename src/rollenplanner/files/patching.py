"""Carries out operations on the content of a scenario, as nodes with their places in the files.

Nothing is changed in place: what an operation does not touch is shared with the content before.
What is new has the place of the entry that it stands in, so that a problem with it points there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from rollenplanner.domain.editing.operations import Add, Drop, Loc, Operation, Put, Take, Value
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    MapNode,
    Node,
    Place,
    ScalarNode,
    problem_at,
    to_data,
)
from rollenplanner.files.overlays import ID_SECTIONS
from rollenplanner.files.yaml_writing import number_text

#: Makes the new value of the place and the value there, which may be none; None: no value.
_Change = Callable[[Place, Node | None], Node | None]


def patched(root: MapNode, operations: Iterable[Operation]) -> MapNode:
    """The content after some operations, one after the other.

    Raises:
        InputError: One is about something that is not there, or adds what is there.
    """
    for operation in operations:
        _insist(root, operation)
        root = _PATCHES[type(operation)](root, operation)
    return root


def _insist(root: MapNode, operation: Operation) -> None:
    problem = _obstacle(root, operation)
    if problem is not None:
        raise InputError([problem])


def _obstacle(root: MapNode, operation: Operation) -> Problem | None:
    section, *rest = operation.loc
    if section not in ID_SECTIONS or not rest:
        return None
    id, known = rest[0], _entries(root, section)
    if isinstance(operation, Put) and operation.new:
        if id not in known:
            return None
        message = text('There is a "{id}" already.', id=id)
        return problem_at(known[id].key_place, operation.loc, message)
    if id in known:
        return None
    hint = Nearest().hint(_missing(section, id), id, tuple(known))
    return problem_at(root.place, operation.loc, hint)


def _missing(section: str, id: str) -> Text:
    if section == "staff":
        return text('There is no person "{id}".', id=id)
    if section == "functions":
        return text('There is no function "{id}".', id=id)
    if section == "modules":
        return text('There is no module "{id}".', id=id)
    return text('There is no role "{id}".', id=id)


def _entries(root: MapNode, section: str) -> Mapping[str, Entry]:
    entry = root.entries.get(section)
    return entry.node.entries if entry and isinstance(entry.node, MapNode) else {}


# -- operations


def _put(root: MapNode, operation: Operation) -> MapNode:
    assert isinstance(operation, Put)
    return _with(root, operation.loc, lambda place, _: node_of(operation.value, place))


def _drop(root: MapNode, operation: Operation) -> MapNode:
    return _with(root, operation.loc, lambda _place, _node: None)


def _add(root: MapNode, operation: Operation) -> MapNode:
    assert isinstance(operation, Add)

    def longer(place: Place, node: Node | None) -> Node:
        items = node.items if isinstance(node, ListNode) else []
        return ListNode(node.place if node else place, [*items, node_of(operation.item, place)])

    return _with(root, operation.loc, longer)


def _take(root: MapNode, operation: Operation) -> MapNode:
    assert isinstance(operation, Take)

    def shorter(_place: Place, node: Node | None) -> Node | None:
        if not isinstance(node, ListNode):
            return node
        kept = [item for item in node.items if not operation.takes(to_data(item))]
        # A list without items says no more than no list.
        return ListNode(node.place, kept) if kept else None

    return _with(root, operation.loc, shorter)


_PATCHES = {Put: _put, Drop: _drop, Add: _add, Take: _take}


def _with(node: MapNode, loc: Loc, change: _Change) -> MapNode:
    """A map in which the value at a location is another one, or none."""
    key, rest = loc[0], loc[1:]
    entry = node.entries.get(key)
    place = entry.key_place if entry else node.place
    found: Node | None
    if rest:
        inner = entry.node if entry and isinstance(entry.node, MapNode) else MapNode(place)
        found = _with(inner, rest, change)
    else:
        found = change(place, entry.node if entry else None)
    entries = dict(node.entries)
    if found is None:
        entries.pop(key, None)
    else:
        entries[key] = Entry(place, found)
    return MapNode(node.place, entries)


def node_of(value: Value, place: Place) -> Node:
    """Plain content as nodes, all of them at one place."""
    if isinstance(value, dict):
        entries = {key: Entry(place, node_of(each, place)) for key, each in value.items()}
        return MapNode(place, entries)
    if isinstance(value, list):
        return ListNode(place, [node_of(each, place) for each in value])
    if isinstance(value, str):
        return ScalarNode(place, value, value, False)
    if isinstance(value, bool):
        return ScalarNode(place, value, "true" if value else "false", True)
    if isinstance(value, Decimal):
        return ScalarNode(place, value, number_text(value), True)
    return ScalarNode(place, value, str(value), True)
