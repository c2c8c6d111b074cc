"""Where every part of a YAML file begins and ends in its text, so that it can be changed in place.

Beside `yaml_nodes`, which judges a file: here a file is known to be right; only positions
count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from rollenplanner.files.nodes import Data
from rollenplanner.files.scalars import resolve

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True, eq=False)
class Single:
    """A single value, or an alias, which stands for what its anchor names.

    Attributes:
        start, end: Positions in the text; equal for an empty value.
        data: What it says.
        alias: It is an alias.
    """

    start: int
    end: int
    data: Data
    alias: bool = False

    @property
    def last(self) -> int:
        """Where its text ends."""
        return self.end


@dataclass(slots=True, eq=False)
class Listed:
    """A list; `flow` is one between brackets."""

    start: int
    end: int
    flow: bool
    items: list[Spanned] = field(default_factory=list)

    @property
    def data(self) -> Data:
        """What it says."""
        return [item.data for item in self.items]

    @property
    def last(self) -> int:
        """Where its text ends, without comments and blank lines behind it."""
        return self.end if self.flow or not self.items else self.items[-1].last


@dataclass(slots=True, eq=False)
class Keyed:
    """A map; `flow` is one between braces.

    Attributes:
        keys: Key -> where the key begins and ends.
        values: Key -> value.
    """

    start: int
    end: int
    flow: bool
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    values: dict[str, Spanned] = field(default_factory=dict)

    @property
    def data(self) -> Data:
        """What it says."""
        return {key: value.data for key, value in self.values.items()}

    @property
    def last(self) -> int:
        """Where its text ends, without comments and blank lines behind it."""
        if self.flow or not self.values:
            return self.end
        return next(reversed(self.values.values())).last


Spanned = Single | Listed | Keyed


def spans_of(content: str) -> Keyed:
    """The parts of a file whose content is a map, which was read without errors before."""
    events = iter(list(yaml.parse(content, Loader=_LOADER))[2:])
    reader = _Reader(content, events)
    root = reader.read(next(events))
    assert isinstance(root, Keyed)
    return root


class _Reader:
    """Reads one part after another; depth is bounded by the reader that judged the file."""

    def __init__(self, content: str, events: Iterator[Any]) -> None:
        self._content = content
        self._events = events
        self._anchored: dict[str, Data] = {}

    def read(self, event: Any) -> Spanned:
        found = self._read(event)
        anchor = getattr(event, "anchor", None)
        if anchor is not None and type(event) is not yaml.AliasEvent:
            self._anchored[anchor] = found.data
        return found

    def _read(self, event: Any) -> Spanned:
        start, end, sort = event.start_mark.index, event.end_mark.index, type(event)
        if sort is yaml.AliasEvent:
            # The anchor may just have been cut out; what was said by it is then not known here.
            return Single(start, end, self._anchored.get(event.anchor), alias=True)
        if sort is yaml.ScalarEvent:
            return self._single(event, start, end)
        if sort is yaml.SequenceStartEvent:
            return self._list(Listed(start, end, bool(event.flow_style)))
        return self._map(Keyed(start, end, bool(event.flow_style)))

    def _single(self, event: Any, start: int, end: int) -> Single:
        if event.style in ("|", ">"):
            end = start + len(self._content[start:end].rstrip())
        return Single(start, end, event.value if event.style else resolve(event.value))

    def _list(self, found: Listed) -> Listed:
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                found.end = _end_of(event)
                break
            found.items.append(self.read(event))
        return found

    def _map(self, found: Keyed) -> Keyed:
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                found.end = _end_of(event)
                break
            key = event.value
            found.keys[key] = (event.start_mark.index, event.end_mark.index)
            found.values[key] = self.read(next(self._events))
        return found


def _end_of(event: Any) -> int:
    end: int = event.end_mark.index
    return end
