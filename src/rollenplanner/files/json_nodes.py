"""Reads JSON into the same nodes as YAML, with the same bounds and the place of every part.

A JSON file is not read as YAML: the two differ in numbers (`1e-05`) and in escapes of text.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    MapNode,
    Node,
    Place,
    Scalar,
    ScalarNode,
    problem_at,
    shown_value,
)
from rollenplanner.files.yaml_nodes import LIMITS, Limits, decoded

_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![0-9A-Za-z.+-])"
    r"|(?P<word>true|false|null)(?![0-9A-Za-z_])"
    r"|(?P<sign>[][{}:,])"
)
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}
#: Longer numbers than this are no figure of ours.
_LONGEST_NUMBER = 60
#: Powers of ten beyond this would make a number of a page long when written out.
_LARGEST_POWER = 40


def looks_like_json(raw: bytes) -> bool:
    """Whether content starts as a JSON object does."""
    return raw.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"{")


def parse_json(
    raw: bytes, name: str, problems: list[Problem], limits: Limits = LIMITS
) -> Node | None:
    """The content as nodes, or None with one problem added; `name` is shown as the file."""
    content = decoded(raw, name, problems, limits)
    if content is None:
        return None
    reader = _Reader(content, name, limits)
    try:
        return reader.whole()
    except _Refused as refused:
        problems.append(refused.problem)
        return None


class _Refused(Exception):
    """The content is refused for one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Reader:
    """A recursive descent over the tokens; its depth is bounded."""

    def __init__(self, content: str, name: str, limits: Limits) -> None:
        self._content = content
        self._name = name
        self._limits = limits
        self._position = 0
        self._line = 1
        self._line_start = 0
        self._nodes = 0

    def whole(self) -> Node:
        """The one value that the content is."""
        node = self._value(*self._next(), depth=0)
        self._skip_space()
        if self._position < len(self._content):
            raise self._refused(self._place(), _SYNTAX)
        return node

    def _skip_space(self) -> None:
        match = _SPACE.match(self._content, self._position)
        end = match.end() if match else self._position
        breaks = self._content.count("\n", self._position, end)
        if breaks:
            self._line += breaks
            self._line_start = self._content.rfind("\n", self._position, end) + 1
        self._position = end

    def _place(self) -> Place:
        return Place(self._name, self._line, self._position - self._line_start + 1)

    def _next(self) -> tuple[str, str, Place]:
        """Kind, text and place of the next token."""
        self._skip_space()
        place = self._place()
        match = _TOKEN.match(self._content, self._position)
        if match is None or match.lastgroup is None:
            raise self._refused(place, _SYNTAX)
        self._position = match.end()
        return match.lastgroup, match[0], place

    def _value(self, kind: str, token: str, place: Place, depth: int) -> Node:
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            limit = self._limits.nodes
            raise self._refused(
                place, text("The file holds more than {limit} values.", limit=limit)
            )
        if depth >= self._limits.depth and token in "{[":
            limit = self._limits.depth
            raise self._refused(
                place, text("More than {depth} levels inside each other.", depth=limit)
            )
        if kind == "string":
            return ScalarNode(place, self._text(token, place), token[1:-1], plain=False)
        if kind == "number":
            return ScalarNode(place, self._number(token, place), token, plain=True)
        if kind == "word":
            return ScalarNode(place, _WORDS[token], token, plain=True)
        if token == "{":
            return self._map(place, depth)
        if token == "[":
            return self._list(place, depth)
        raise self._refused(place, _SYNTAX)

    def _text(self, token: str, place: Place) -> str:
        try:
            return str(json.loads(token))
        except ValueError:
            raise self._refused(place, _SYNTAX) from None

    def _number(self, token: str, place: Place) -> int | Decimal:
        power = re.split("[eE]", token)[1:]
        if len(token) > _LONGEST_NUMBER or (power and abs(int(power[0])) > _LARGEST_POWER):
            raise self._refused(place, text("This number is too long."))
        return Decimal(token) if power or "." in token else int(token)

    def _map(self, place: Place, depth: int) -> MapNode:
        node = MapNode(place)
        kind, token, at = self._next()
        while token != "}" or kind != "sign":
            if kind != "string":
                raise self._refused(at, _SYNTAX)
            key = self._text(token, at)
            if key in node.entries:
                message = text(
                    'The key "{key}" stands here twice; the first is on line {line}.',
                    key=shown_value(key),
                    line=node.entries[key].key_place.line,
                )
                raise self._refused(at, message)
            self._sign(":")
            node.entries[key] = Entry(at, self._value(*self._next(), depth=depth + 1))
            if self._sign(",}") == "}":
                break
            kind, token, at = self._next()
            if kind != "string":
                raise self._refused(at, _SYNTAX)
        return node

    def _list(self, place: Place, depth: int) -> ListNode:
        node = ListNode(place)
        following = self._next()
        if following[:2] == ("sign", "]"):
            return node
        while True:
            node.items.append(self._value(*following, depth=depth + 1))
            if self._sign(",]") == "]":
                return node
            following = self._next()

    def _sign(self, allowed: str) -> str:
        kind, token, place = self._next()
        if kind != "sign" or token not in allowed:
            raise self._refused(place, _SYNTAX)
        return token

    def _refused(self, place: Place, message: Text) -> _Refused:
        return _Refused(problem_at(place, (), message))


_SYNTAX = text("This is not valid JSON.")
