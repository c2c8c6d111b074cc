"""The parts of a report as data: lines and tables of translatable cells, without any drawing."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from rollenplanner.domain.text import Text, fte, text

UNKNOWN = "–"
"""Shown where a figure is not laid down; never 0."""


class Mark(enum.Enum):
    """What a cell or line says at a glance; drawn as a glyph first, as a colour second."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    TAKEOVER = "takeover"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of text with an optional mark before it."""

    content: Text | Decimal | str
    mark: Mark | None = None


#: What a cell holds; the items of a tuple stand below each other.
Cell = Text | Decimal | str | Item | tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        wide: Left out where there is little room (fewer than 100 columns on the screen).
    """

    head: Text | str
    align: Literal["left", "right"] = "left"
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title, remarks below it, a line each, and what to say if it has no rows.

    Attributes:
        tells_left_out: Whether the columns that a narrow screen leaves out are named below it.
    """

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[Text, ...] = ()
    total: tuple[Cell, ...] | None = None
    empty: Text | None = None
    tells_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text under a title."""

    title: Text | None
    lines: tuple[Item, ...] = field(default=())


Block = Table | Lines


def remarks(*found: Text | None) -> tuple[Text, ...]:
    """The remarks that there is reason for."""
    return tuple(each for each in found if each is not None)


def without_unknown(table: Table) -> Table:
    """The table without the columns in which nothing at all is known; the first one stays."""
    kept = [
        place
        for place in range(len(table.columns))
        if place == 0 or any(row[place] != UNKNOWN for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
        total=table.total and tuple(table.total[place] for place in kept),
    )


def explained_unknown(rows: Iterable[tuple[Cell, ...]]) -> Text | None:
    """What the sign for unknown means, where a table shows it."""
    if any(cell == UNKNOWN for row in rows for cell in row):
        return text("– means: not laid down.")
    return None


def optional_fte(hundredths: int | None) -> Cell:
    """Hundredths of fte with two decimals, or the sign for unknown."""
    return UNKNOWN if hundredths is None else fte(hundredths)


def difference(hundredths: int | None) -> Cell:
    """A difference in hundredths with its sign; what lies above 0 is too much, below too little."""
    if hundredths is None:
        return UNKNOWN
    if hundredths == 0:
        return Item(fte(0), Mark.GOOD)
    return Item(fte(hundredths), Mark.ATTENTION)
