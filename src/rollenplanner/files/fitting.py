"""Makes a scenario file say what it should say, by as few changes of its text as possible.

The file may lie over others (`extends`). It is right when it says, laid over what is below it by
the rules of overlays, exactly the wanted content: so one way of fitting serves a file that stands
alone, an overlay that is edited and a new overlay alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from rollenplanner.files.nodes import Data
from rollenplanner.files.overlays import APPENDING
from rollenplanner.files.splicing import Path, Spliced

_Map = Mapping[str, Data]
#: Keys of a file that are about the file itself.
_ITS_OWN = frozenset({"extends"})
_LISTS = tuple(key.removesuffix("+") for key in APPENDING)
_REMOVED = None
"""What an overlay says of a key that it takes away (`~`)."""


def fitted(content: str, below: _Map, wanted: _Map) -> str:
    """The text of a file after which it says what is wanted.

    Args:
        content: The text as it is; its content is a map.
        below: What the files that it extends say together; empty where it extends none.
        wanted: What the file has to say, laid over `below`.
    """
    fit = _Fit(Spliced(content))
    for name in _LISTS:
        fit.appended(name, _list(below.get(name)), _list(wanted.get(name)))
    # Lists that an overlay may add to are right by now.
    fit.map((), _without(below), _without(wanted))
    return fit.file.content


def _without(content: _Map) -> dict[str, Data]:
    return {key: value for key, value in content.items() if key not in {*_LISTS, *_ITS_OWN}}


class _Fit:
    def __init__(self, file: Spliced) -> None:
        self.file = file

    def map(self, path: Path, below: _Map, wanted: _Map) -> None:
        """Make a map of the file right."""
        said = _map(self.file.at(path).data)
        skipped = () if path else {*APPENDING, *_LISTS, *_ITS_OWN}
        for key in dict.fromkeys((*said, *below, *wanted)):
            if key not in skipped:
                self._key((*path, key), said, below.get(key), wanted.get(key))

    def _key(self, path: Path, said: _Map, below: Data, wanted: Data) -> None:
        key = path[-1]
        stated = key in said
        if _laid(said[key], below) == wanted if stated else below == wanted:
            return
        if wanted is None:
            self._leave_out(path, below)
        elif not _is_map(wanted):
            self._plain(path, said.get(key), wanted)
        elif _is_map(said.get(key)):
            self.map(path, _map(below), wanted)
        else:
            self.file.put(path, _over(_map(below), wanted))

    def _leave_out(self, path: Path, below: Data) -> None:
        if below is None:
            self.file.remove(path)
        else:
            self.file.put(path, _REMOVED)

    def _plain(self, path: Path, said: Data, wanted: Data) -> None:
        if isinstance(said, list) and isinstance(wanted, list) and said and wanted:
            self._items(path, said, wanted)
        else:
            self.file.put(path, wanted)

    def _items(self, path: Path, said: list[Data], wanted: list[Data]) -> None:
        """Make a list right by taking out and adding at the end, so that the rest stays."""
        kept = 0
        gone: list[int] = []
        for position, item in enumerate(said):
            if kept < len(wanted) and item == wanted[kept]:
                kept += 1
            else:
                gone.append(position)
        if not kept:
            self.file.put(path, wanted)
            return
        for position in reversed(gone):
            self.file.take(path, position)
        for item in wanted[kept:]:
            self.file.append(path, item)

    def appended(self, name: str, below: list[Data], wanted: list[Data]) -> None:
        """Make a list right that an overlay can add to."""
        said = _map(self.file.root.data)
        plus = f"{name}+"
        own, more = said.get(name), _list(said.get(plus))
        if (_list(own) if name in said else [*below, *more]) == wanted:
            return
        adds = name not in said and bool(below) and wanted[: len(below)] == below
        if adds:
            self._list(plus, more, wanted[len(below) :])
            return
        if plus in said:
            self.file.remove((plus,))
        if not wanted and below:
            self.file.put((name,), _REMOVED)
        else:
            self._list(name, _list(own), wanted)

    def _list(self, key: str, said: list[Data], wanted: list[Data]) -> None:
        if wanted:
            self._plain((key,), said, wanted)
        elif key in self.file.root.values:
            self.file.remove((key,))


def _over(below: _Map, wanted: _Map) -> dict[str, Data]:
    """What has to be laid over a map to make another of it."""
    gone: dict[str, Data] = {key: _REMOVED for key in below if key not in wanted}
    found: dict[str, Data] = {}
    for key, value in wanted.items():
        under = below.get(key)
        if _is_map(value) and _is_map(under):
            if value != under:
                found[key] = _over(under, value)
        elif value != under:
            found[key] = value
    return {**found, **gone}


def _laid(said: Data, below: Data) -> Data:
    """What comes of a value laid over another (design section 3, "Overlays")."""
    if not _is_map(said) or not _is_map(below):
        return said
    merged = {**below}
    for key, value in said.items():
        laid = _laid(value, below.get(key))
        if laid is None:
            merged.pop(key, None)
        else:
            merged[key] = laid
    return merged


def _is_map(data: Data) -> TypeGuard[dict[str, Data]]:
    return isinstance(data, dict)


def _map(data: Data) -> dict[str, Data]:
    return data if _is_map(data) else {}


def _list(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []
