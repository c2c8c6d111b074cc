"""What a YAML file contains, with the place of every part of it.

Nodes keep file, line and column, so that each problem can name the spot where its reader has to
be, also after overlays from several files were merged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text

Scalar = None | bool | int | Decimal | str
Data = Scalar | list["Data"] | dict[str, "Data"]
Step = str | int
Loc = Sequence[Step]

_SIMPLE_STEP = re.compile(r"[A-Za-z0-9_@#+-]+")


class Place(NamedTuple):
    """A spot in a file: lines and columns count from 1."""

    file: str
    line: int
    column: int


@dataclass(slots=True, eq=False)
class ScalarNode:
    """A single value.

    Attributes:
        place: Where it starts.
        value: The value by this program's own rules (see `rollenplanner.files.scalars`).
        text: The exact text of the file, without quotes.
        plain: Whether it stands there without quotes.
    """

    place: Place
    value: Scalar
    text: str
    plain: bool


@dataclass(slots=True, eq=False)
class ListNode:
    """A list of nodes."""

    place: Place
    items: list[Node] = field(default_factory=list)


class Entry(NamedTuple):
    """A key's place and its value."""

    key_place: Place
    node: Node


@dataclass(slots=True, eq=False)
class MapNode:
    """A mapping from text keys to nodes, in the order of the file."""

    place: Place
    entries: dict[str, Entry] = field(default_factory=dict)


Node = ScalarNode | ListNode | MapNode


def to_data(node: Node) -> Data:
    """The plain Python data of a node: dict, list, str, int, Decimal, bool and None.

    Depth is bounded by the reader, so recursion is safe here.
    """
    if isinstance(node, MapNode):
        return {key: to_data(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, ListNode):
        return [to_data(item) for item in node.items]
    return node.value


def copied(node: Node) -> Node:
    """The same content in other collections; single values, which never change, are shared."""
    if isinstance(node, MapNode):
        entries = {key: Entry(at, copied(value)) for key, (at, value) in node.entries.items()}
        return MapNode(node.place, entries)
    if isinstance(node, ListNode):
        return ListNode(node.place, [copied(item) for item in node.items])
    return node


def child(node: Node | None, step: Step) -> Node | None:
    """The node one step down, or None where there is none."""
    if isinstance(node, MapNode):
        entry = node.entries.get(str(step))
        return entry.node if entry else None
    if isinstance(node, ListNode) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None


def find(node: Node, loc: Loc) -> Node | None:
    """The node at a location, or None where the location does not exist."""
    found: Node | None = node
    for step in loc:
        found = child(found, step)
    return found


def locate(node: Node, loc: Loc, *, key: bool = False) -> Place:
    """The place of a location, or of the deepest part of it that exists.

    Args:
        node: The root.
        loc: Keys and list positions from the root.
        key: Whether to give the place of the last key instead of that of its value; what does
            not exist is placed at the key of its parent, where a reader would add it.
    """
    place = node.place
    current: Node = node
    for position, step in enumerate(loc):
        entry_place = _key_place(current, step)
        following = child(current, step)
        if following is None:
            return place
        wants_key = key or position + 1 < len(loc)
        place = entry_place if entry_place and wants_key else following.place
        current = following
    return place


def _key_place(node: Node, step: Step) -> Place | None:
    if isinstance(node, MapNode):
        entry = node.entries.get(str(step))
        return entry.key_place if entry else None
    return None


def path_text(loc: Loc) -> str:
    """A location as people read it: `staff.P01.roles.economie.fte`, `pins.0.person`."""
    return ".".join(_shown_step(step) for step in loc)


def _shown_step(step: Step) -> str:
    shown = str(step)
    return shown if _SIMPLE_STEP.fullmatch(shown) else f'"{shown_value(step)}"'


def shown_value(value: object, limit: int = 40) -> str:
    """A value of a file as it may stand in a sentence: one line, printable, not too long."""
    shown = format(value, "f") if isinstance(value, Decimal) else str(value)
    printable = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in shown[: limit + 1]
    )
    return printable if len(shown) <= limit else printable[:limit] + "…"


def problem_at(place: Place, loc: Loc, message: Text) -> Problem:
    """A problem at a place in a file."""
    return Problem(place.file, place.line, place.column, path_text(loc), message)
