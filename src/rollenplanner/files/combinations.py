"""Checks values of a scenario that are right by themselves but do not fit together.

Works on the nodes, like `references`, and steps over what is missing or has another shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import text
from rollenplanner.files.nodes import (
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    child,
    locate,
    problem_at,
    shown_value,
)
from rollenplanner.files.overlays import is_null, section_keys


def check_combinations(root: MapNode, not_for_managers: Collection[str]) -> Iterator[Problem]:
    """Everything that does not fit together.

    Args:
        root: The merged scenario.
        not_for_managers: Norms of the catalogues that a manager may never carry.
    """
    yield from _people_stand_where_their_function_may(root)
    yield from _no_manager_coordinates(root, not_for_managers)


def empty_values(node: Node, loc: tuple[str | int, ...] = ()) -> Iterator[Problem]:
    """Every key or item without a value; nothing in a scenario may be empty.

    Once overlays were applied, a `~` that is still there removed nothing.
    """
    if isinstance(node, MapNode):
        for key, entry in node.entries.items():
            if is_null(entry.node):
                yield problem_at(entry.key_place, (*loc, key), _EMPTY)
            elif not isinstance(entry.node, ScalarNode):
                yield from empty_values(entry.node, (*loc, key))
    elif isinstance(node, ListNode):
        for position, item in enumerate(node.items):
            if is_null(item):
                yield problem_at(item.place, (*loc, position), _EMPTY)
            elif not isinstance(item, ScalarNode):
                yield from empty_values(item, (*loc, position))


_EMPTY = text(
    "There is no value here; give one or leave the key out. In a file with extends, ~ removes a "
    "key that is there."
)


def _people_stand_where_their_function_may(root: MapNode) -> Iterator[Problem]:
    allowed = {
        function: _texts(child(entry.node, "clusters"))
        for function, entry in section_keys(root, "functions").items()
    }
    everywhere = frozenset(section_keys(root, "clusters"))
    for person, entry in section_keys(root, "staff").items():
        function = _text(child(entry.node, "function"))
        if function is None or function not in allowed:
            continue
        clusters = allowed[function] or everywhere
        cluster = _text(child(entry.node, "cluster"))
        is_vacancy = _is_true(child(entry.node, "vacancy"))
        if cluster is None and len(clusters) != 1 and not is_vacancy:
            loc = ("staff", person, "cluster")
            message = text('The key "{key}" is missing.', key="cluster")
            yield problem_at(locate(root, loc, key=True), loc, message)
        elif cluster is not None and cluster in everywhere and cluster not in clusters:
            loc = ("staff", person, "cluster")
            message = text(
                'Function "{function}" may not stand in cluster "{cluster}"; see its clusters.',
                function=shown_value(function),
                cluster=shown_value(cluster),
            )
            yield problem_at(locate(root, loc), loc, message)


def _no_manager_coordinates(root: MapNode, not_for_managers: Collection[str]) -> Iterator[Problem]:
    managers = {
        function
        for function, entry in section_keys(root, "functions").items()
        if _is_true(child(entry.node, "management"))
    }
    for module, entry in section_keys(root, "modules").items():
        functions = child(entry.node, "functions")
        if _text(child(entry.node, "norm")) not in not_for_managers:
            continue
        for position, item in enumerate(functions.items if isinstance(functions, ListNode) else ()):
            if _text(item) in managers:
                loc = ("modules", module, "functions", position)
                message = text(
                    'A manager never carries this module, and "{function}" is management.',
                    function=shown_value(_text(item)),
                )
                yield problem_at(item.place, loc, message)


def _text(node: Node | None) -> str | None:
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        return node.value
    return None


def _texts(node: Node | None) -> frozenset[str]:
    items = node.items if isinstance(node, ListNode) else []
    return frozenset(value for item in items if (value := _text(item)) is not None)


def _is_true(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is True
