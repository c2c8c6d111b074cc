"""Reads one YAML file into nodes, safely and strictly (design section 3).

Works on the event stream of libyaml, so that a hostile file costs no recursion, builds no object
and expands no alias before it was counted. Refused: explicit tags, duplicate keys, merge keys,
several documents, text that is not UTF-8, control characters, and files over the bounds.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.commas import broken_by_comma, with_point
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    Loc,
    MapNode,
    Node,
    Place,
    Scalar,
    ScalarNode,
    Step,
    problem_at,
    shown_value,
)
from rollenplanner.files.scalars import resolve
from rollenplanner.files.yaml_errors import syntax_text

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Once a file has this many problems of form, the rest would tell nobody anything new.
_MOST_PROBLEMS = 200

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read.

    Attributes:
        size: Bytes of the file.
        nodes: Values and collections without their keys, every alias counted in full.
        depth: Collections inside each other.
    """

    size: int = 64 * 1024 * 1024
    nodes: int = 1_500_000
    depth: int = 40


LIMITS = Limits()


def read_yaml(path: Path, limits: Limits = LIMITS) -> Node:
    """Read a YAML file into nodes.

    Raises:
        InputError: The file cannot be read, is not strict YAML, or is over the bounds.
    """
    problems: list[Problem] = []
    node = read_collecting(path, problems, limits)
    if problems or node is None:
        raise InputError(problems)
    return node


def read_collecting(path: Path, problems: list[Problem], limits: Limits = LIMITS) -> Node | None:
    """Read a YAML file, adding what is wrong to `problems` and reading on where that is possible.

    Returns:
        What could be read, or None if the content as a whole is unusable; then at least one
        problem was added.
    """
    raw = read_raw(path, problems, limits)
    return None if raw is None else parse_collecting(raw, str(path), problems, limits)


def read_raw(path: Path, problems: list[Problem], limits: Limits = LIMITS) -> bytes | None:
    """The bytes of a file, one more than allowed at most; None with one problem added."""
    try:
        with path.open("rb") as stream:
            return stream.read(limits.size + 1)
    except OSError as error:
        problems.append(Problem(str(path), None, None, "", _unreadable(error)))
        return None


def parse_collecting(
    raw: bytes, name: str, problems: list[Problem], limits: Limits = LIMITS
) -> Node | None:
    """As `read_collecting`, for content that was read already; `name` is shown as the file."""
    content = decoded(raw, name, problems, limits)
    if content is None:
        return None
    builder = _Builder(name, problems, limits)
    try:
        with without_collector():
            return builder.build(yaml.parse(content, Loader=_LOADER))
    except _Refused:
        return None
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(name, content, error))
        return None


def _unreadable(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return text("This file does not exist.")
    if isinstance(error, IsADirectoryError):
        return text("This is a folder, not a file.")
    if isinstance(error, PermissionError):
        return text("There is no permission to read this file.")
    return text("This file cannot be read.")


def decoded(raw: bytes, name: str, problems: list[Problem], limits: Limits) -> str | None:
    """The text of a file, or None with one problem added."""
    if len(raw) > limits.size:
        message = text(
            "The file is larger than {limit} MiB, the most that is read.",
            limit=limits.size // (1024 * 1024),
        )
        problems.append(problem_at(Place(name, 1, 1), (), message))
        return None
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        place = _place_after(name, before)
        problems.append(
            problem_at(place, (), text("The file is not text in UTF-8; save it as UTF-8."))
        )
        return None
    if forbidden := _FORBIDDEN.search(content):
        place = _place_after(name, content[: forbidden.start()])
        code = f"U+{ord(forbidden[0]):04X}"
        message = text("The file contains a control character ({code}); remove it.", code=code)
        problems.append(problem_at(place, (), message))
        return None
    return content


def _place_after(name: str, before: str) -> Place:
    last_break = before.rfind("\n")
    return Place(name, before.count("\n") + 1, len(before) - last_break)


def _syntax_problem(name: str, content: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    complaint = str(getattr(error, "problem", None) or "")
    if mark is None:
        return Problem(name, None, None, "", syntax_text(complaint))
    sign = content[mark.index : mark.index + 1]
    return Problem(name, mark.line + 1, mark.column + 1, "", syntax_text(complaint, sign))


@contextmanager
def without_collector() -> Iterator[None]:
    """Millions of objects without cycles are made; looking for garbage only costs time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Refused(Exception):
    """The content as a whole is refused; the problem was recorded."""


class _Frame:
    """A collection that is being read.

    Attributes:
        node: The collection.
        anchor: Its anchor, if it has one.
        size: Nodes in it so far, itself included, aliases in full.
        height: Collections inside each other in it so far, itself included.
        expects_key: It is a map, and a key comes next.
        key: The last key and its place, or None if that key was refused.
    """

    __slots__ = ("anchor", "expects_key", "height", "key", "node", "size")

    def __init__(self, node: ListNode | MapNode, anchor: str | None) -> None:
        self.node = node
        self.anchor = anchor
        self.size = 1
        self.height = 1
        self.expects_key = isinstance(node, MapNode)
        self.key: tuple[str, Place] | None = None


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


class _Builder:
    """Builds nodes from parser events, counting as it goes."""

    def __init__(self, name: str, problems: list[Problem], limits: Limits) -> None:
        self._name = name
        self._problems = problems
        self._limits = limits
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored] = {}
        self._root: Node | None = None
        self._documents = 0
        self._nodes = 0
        self._resolved: dict[str, Scalar] = {}
        self._most_problems = len(problems) + _MOST_PROBLEMS

    def build(self, events: Iterator[Any]) -> Node | None:
        """Read all events; raises _Refused where reading on makes no sense."""
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._map_start,
            yaml.SequenceStartEvent: self._list_start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document_start,
        }
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        if self._root is None:
            self._refuse(Place(self._name, 1, 1), text("The file is empty."))
        return self._root

    # -- events

    def _document_start(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(self._place(event), text("The file holds several documents; keep one."))

    def _scalar(self, event: Any) -> None:
        if event.tag is not None:
            self._tag(event)
        mark = event.start_mark
        place = Place(self._name, mark.line + 1, mark.column + 1)
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.expects_key and event.anchor is None:
            self._take_key(frame, event.value, not event.style, place)
            return
        node = self._scalar_node(event.value, not event.style, place)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(node, 1, 0)
        self._add(node, 1, 0, place)

    def _scalar_node(self, written: str, plain: bool, place: Place) -> ScalarNode:
        if not plain:
            return ScalarNode(place, written, written, False)
        resolved = self._resolved
        if written not in resolved:
            resolved[written] = resolve(written)
        return ScalarNode(place, resolved[written], written, True)

    def _map_start(self, event: Any) -> None:
        self._open(MapNode(self._place(event)), event)

    def _list_start(self, event: Any) -> None:
        self._open(ListNode(self._place(event)), event)

    def _open(self, node: ListNode | MapNode, event: Any) -> None:
        if event.tag is not None:
            self._tag(event)
        if len(self._stack) >= self._limits.depth:
            self._refuse_depth(node.place)
        self._stack.append(_Frame(node, event.anchor))

    def _end(self, _event: Any) -> None:
        frame = self._stack.pop()
        if frame.anchor is not None:
            self._anchors[frame.anchor] = _Anchored(frame.node, frame.size, frame.height)
        # The parts were counted when they came; only the collection itself is new to the total.
        self._nodes -= frame.size - 1
        self._add(frame.node, frame.size, frame.height, frame.node.place)

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        if any(frame.anchor == event.anchor for frame in self._stack):
            self._refuse(place, text("This alias stands inside what it refers to."))
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            name = shown_value(event.anchor)
            self._refuse(place, text('There is no anchor "{name}" above this alias.', name=name))
            return
        if len(self._stack) + anchored.height > self._limits.depth:
            self._refuse_depth(place)
        self._add(anchored.node, anchored.size, anchored.height, place)

    # -- building

    def _add(self, node: Node, size: int, height: int, place: Place) -> None:
        if not self._stack:
            self._root = node
            return
        frame = self._stack[-1]
        if frame.expects_key:
            self._node_as_key(frame, node, place)
            return
        self._count(frame, size, height, place)
        if isinstance(frame.node, ListNode):
            frame.node.items.append(node)
            return
        if frame.key is not None:
            key, key_place = frame.key
            frame.node.entries[key] = Entry(key_place, node)
        frame.expects_key = True

    def _node_as_key(self, frame: _Frame, node: Node, place: Place) -> None:
        if isinstance(node, ScalarNode):
            self._take_key(frame, node.text, node.plain, place)
            return
        frame.key = None
        self._problem(place, text("A key must be a plain word."))
        frame.expects_key = False

    def _count(self, frame: _Frame, size: int, height: int, place: Place) -> None:
        self._nodes += size
        frame.size += size
        if height >= frame.height:
            frame.height = height + 1
        if self._nodes > self._limits.nodes:
            message = text(
                "The file holds more than {limit} values, the most that is read; "
                "what an alias (*) repeats counts each time.",
                limit=self._limits.nodes,
            )
            self._refuse(place, message)

    def _take_key(self, frame: _Frame, key: str, plain: bool, place: Place) -> None:
        frame.expects_key = False
        frame.key = None
        entries = frame.node.entries if isinstance(frame.node, MapNode) else {}
        if plain and key == "<<":
            message = text("Merge keys (<<) are not supported; write the keys out.")
            self._problem(place, message, key)
        elif plain and (last := broken_by_comma(entries, key, place)) is not None:
            before = entries[last].node
            assert isinstance(before, ScalarNode)
            self._problem(before.place, with_point(f"{before.text}.{key}"), last)
        elif key in entries:
            message = text(
                'The key "{key}" stands here twice; the first is on line {line}.',
                key=shown_value(key),
                line=entries[key].key_place.line,
            )
            self._problem(place, message, key)
        else:
            frame.key = (key, place)

    def _tag(self, event: Any) -> None:
        message = text(
            'The tag "{tag}" is not allowed; write plain values without "!".',
            tag=shown_value(event.tag),
        )
        self._problem(self._place(event), message)

    # -- problems

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._name, mark.line + 1, mark.column + 1)

    def _path(self) -> Loc:
        steps: list[Step] = []
        for frame in self._stack:
            if isinstance(frame.node, ListNode):
                steps.append(len(frame.node.items))
            elif frame.key is not None and not frame.expects_key:
                steps.append(frame.key[0])
        return steps

    def _problem(self, place: Place, message: Text, key: str | None = None) -> None:
        path = [*self._path(), *([] if key is None else [key])]
        self._problems.append(problem_at(place, path, message))
        if len(self._problems) >= self._most_problems:
            raise _Refused

    def _refuse(self, place: Place, message: Text) -> None:
        self._problems.append(problem_at(place, self._path(), message))
        raise _Refused

    def _refuse_depth(self, place: Place) -> None:
        depth = self._limits.depth
        self._refuse(place, text("More than {depth} levels inside each other.", depth=depth))
