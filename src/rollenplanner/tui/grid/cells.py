"""What stands in a grid: rows, columns and cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rollenplanner.reports.table import Mark
from rollenplanner.tui.marks import CHANGED, GLYPHS


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a grid.

    Attributes:
        mark: Drawn as a glyph before the words.
        changed: Whether it differs from the plan before.
    """

    words: str = ""
    mark: Mark | None = None
    changed: bool = False

    @property
    def shown(self) -> str:
        """Glyph, words, and the sign of what changed."""
        parts = (GLYPHS[self.mark] if self.mark else "", self.words, CHANGED * self.changed)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        width: In columns of the screen; 0 takes what the others leave (one of them at most).
        key: What the column is about, for whoever hears where the cursor is.
    """

    head: str
    width: int
    align: Literal["left", "right"] = "left"
    key: int | None = None


@dataclass
class Row:
    """A row.

    Attributes:
        key: What the row is about.
        make: Makes its cells, one per column, when it first comes into sight.
        search: What a filter looks in, in small letters.
        heading: Whether it only parts other rows; the cursor passes over it.
        group: The heading that it belongs to goes with it.
    """

    key: str
    make: Callable[[], Sequence[Cell]]
    search: str = ""
    heading: bool = False
    group: str = field(default="")

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """The cells, made once."""
        return self.make()


def heading_row(key: str, words: str) -> Row:
    """A row that parts others."""
    return Row(key, lambda: (Cell(words),), heading=True)
