"""A table of very many rows looks as it does with rich, which would take too long for it."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from rich.console import Console

from rollenplanner.domain.text import Translator, text
from rollenplanner.reports import draw as drawing
from rollenplanner.reports.draw import MANY, draw
from rollenplanner.reports.table import Cell, Column, Item, Mark, Table

ROWS: tuple[tuple[Cell, ...], ...] = tuple(
    (
        str(number),
        "Variant [x] met een é" if number % 3 else "Kort",
        Decimal(number) / 4,
        Item(str(number), Mark.NOTICE) if number % 7 else "",
    )
    for number in range(MANY + 5)
)
COLUMNS = (
    Column(text("No"), align="right"),
    Column(text("Variant")),
    Column(text("Worst"), align="right"),
    Column(text("Beaten by")),
)
TABLE = Table(text("What is compared"), COLUMNS, ROWS, (text("There is no plan yet."),))


def shown(table: Table, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    with console.capture() as drawn:
        console.print(draw([table], Translator("nl"), console))
    return "\n".join(line.rstrip() for line in drawn.get().splitlines())


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_many_rows_look_like_few(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = shown(TABLE, width)
    monkeypatch.setattr(drawing, "MANY", 10_000)
    assert shown(TABLE, width) == fast
    assert "Variant [x]" in fast
