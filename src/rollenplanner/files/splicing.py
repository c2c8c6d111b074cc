"""Changes one thing in the text of a YAML file and leaves every other letter as it is.

Comments, order, quotes, indents, line breaks and spaces of whatever is not changed stay; a comment
inside of what is replaced or removed goes with it, one above or behind it stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rollenplanner.files.spans import Keyed, Listed, Single, Spanned, spans_of
from rollenplanner.files.yaml_writing import flow_text

Path = tuple[str, ...]

#: Longest line that is written where a value could also take several.
_WIDTH = 100
_NEXT_ITEM = re.compile(r"\s*,\s*")
_BEFORE_ITEM = re.compile(r",\s*$")


class Spliced:
    """The text of a file whose content is a map; every method makes one change."""

    def __init__(self, content: str) -> None:
        """Take the text of a file that was read without errors before."""
        self._content = content
        self._root = spans_of(content)
        self._break = "\r\n" if "\r\n" in content else "\n"
        #: Changes to come, and the collections that they are in: a file is read anew only when a
        #: change is about something that another one has touched.
        self._pending: list[tuple[int, int, str]] = []
        self._touched: list[Path] = []

    @property
    def content(self) -> str:
        """The text with every change."""
        self._carry_out()
        return self._content

    @property
    def root(self) -> Keyed:
        """The parts of the text with every change."""
        self._carry_out()
        return self._root

    def put(self, path: Path, value: object) -> None:
        """Give a key a value; the map that it stands in must be there."""
        parent = self._map(path[:-1])
        key = path[-1]
        if key in parent.values:
            self._replace(parent, key, value)
        else:
            self._insert(parent, key, value)

    def remove(self, path: Path) -> None:
        """Take a key out; a map that would be left empty becomes `{}`."""
        parent, key = self._map(path[:-1]), path[-1]
        if len(parent.values) == 1 and len(path) > 1:
            self._replace(self._map(path[:-2]), path[-2], {})
        elif parent.flow:
            self._cut_from_row(parent.keys[key][0], parent.values[key].last)
        else:
            self._cut_lines(parent.keys[key][0], parent.values[key].last)

    def append(self, path: Path, item: object) -> None:
        """Add an item to a list that is there and not empty."""
        listed = self._list(path)
        last = listed.items[-1].last
        if listed.flow:
            self._splice(last, last, f", {flow_text(item)}")
            return
        dash = self._dash_of(listed.items[-1])
        self._insert_line(last, f"{' ' * self._column(dash)}- {flow_text(item)}")

    def take(self, path: Path, position: int) -> None:
        """Take an item out of a list that keeps others."""
        listed = self._list(path)
        item = listed.items[position]
        if listed.flow:
            self._cut_from_row(item.start, item.last)
        else:
            self._cut_lines(self._dash_of(item), item.last)

    # -- finding

    def at(self, path: Path) -> Spanned:
        """The part at a path."""
        if any(_related(path, each) for each in self._touched):
            self._carry_out()
        found: Spanned = self._root
        for key in path:
            assert isinstance(found, Keyed)
            found = found.values[key]
        return found

    def _map(self, path: Path) -> Keyed:
        """A map that is about to change."""
        found = self.at(path)
        assert isinstance(found, Keyed)
        self._touched.append(path)
        return found

    def _list(self, path: Path) -> Listed:
        """A list that is about to change."""
        found = self.at(path)
        assert isinstance(found, Listed)
        self._touched.append(path)
        return found

    def _column(self, position: int) -> int:
        return position - (self._content.rfind("\n", 0, position) + 1)

    def _dash_of(self, item: Spanned) -> int:
        """Where the dash of an item stands, before it on the same line or on one above."""
        return self._content.rindex("-", 0, item.start)

    # -- changing

    def _splice(self, start: int, end: int, new: str) -> None:
        self._pending.append((start, end, new))

    def _carry_out(self) -> None:
        """Make the changes to come, from the last in the text to the first, and read it anew."""
        if not self._pending:
            return
        # At one position, what is put in comes before what is taken out.
        for start, end, new in sorted(self._pending, reverse=True):
            self._content = self._content[:start] + new + self._content[end:]
        self._pending, self._touched = [], []
        self._root = spans_of(self._content)

    def _replace(self, parent: Keyed, key: str, value: object) -> None:
        old = parent.values[key]
        written = flow_text(value)
        inline = isinstance(old, Single) or old.flow
        if inline and old.start != old.last:
            self._splice(old.start, old.last, written)
            return
        # An empty value, or one on lines of its own: what follows the colon is new.
        colon = self._content.index(":", parent.keys[key][1]) + 1
        self._splice(colon, max(colon, old.last), f" {written}")

    def _insert(self, parent: Keyed, key: str, value: object) -> None:
        if parent.flow:
            self._insert_in_row(parent, f"{flow_text(key)}: {flow_text(value)}")
            return
        column = self._column(next(iter(parent.keys.values()))[0])
        before = next(reversed(parent.values.values()))
        spread = isinstance(before, Keyed) and not before.flow
        lines = _lines(key, value, column, spread=spread or parent is self._root)
        if parent is self._root and self._break * 2 in self._content:
            # The file keeps its sections apart.
            lines.insert(0, "")
        self._insert_line(parent.last, self._break.join(lines))

    def _insert_in_row(self, parent: Keyed, entry: str) -> None:
        if parent.values:
            last = next(reversed(parent.values.values())).last
            self._splice(last, last, f", {entry}")
        else:
            self._splice(parent.start + 1, parent.start + 1, entry)

    def _insert_line(self, after: int, line: str) -> None:
        """Put lines below the one in which a position lies, behind its comment if it has one."""
        end = self._content.find("\n", after)
        if end < 0:
            self._splice(len(self._content), len(self._content), f"{self._break}{line}")
        else:
            self._splice(end + 1, end + 1, f"{line}{self._break}")

    def _cut_lines(self, start: int, last: int) -> None:
        begin = self._content.rfind("\n", 0, start) + 1
        end = self._content.find("\n", last)
        self._splice(begin, len(self._content) if end < 0 else end + 1, "")

    def _cut_from_row(self, start: int, end: int) -> None:
        """Take an entry out of a row, with one of the commas around it."""
        following = _NEXT_ITEM.match(self._content, end)
        if following is not None:
            self._splice(start, following.end(), "")
            return
        before = _BEFORE_ITEM.search(self._content, 0, start)
        self._splice(before.start() if before else start, end, "")


def _related(one: Path, other: Path) -> bool:
    """Whether one of two paths leads to the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _lines(key: str, value: object, column: int, *, spread: bool) -> list[str]:
    """A key with its value, on several lines if that is asked for and there is something to spread.

    Args:
        key: The key.
        value: Its value.
        column: Of the key.
        spread: Whether maps take a line per key and lists one per item.
    """
    indent = " " * column
    name = flow_text(key)
    if spread and value and isinstance(value, Mapping):
        inner = column + 2
        found = [f"{indent}{name}:"]
        for below, each in value.items():
            wide = isinstance(each, Mapping) and len(flow_text(each)) > _WIDTH - inner
            found += _lines(str(below), each, inner, spread=wide)
        return found
    if spread and value and isinstance(value, list) and isinstance(value[0], Mapping):
        items = [f"{indent}  - {flow_text(item)}" for item in value]
        return [f"{indent}{name}:", *items]
    return [f"{indent}{name}: {flow_text(value)}"]
