"""How tables and lines fit a narrow screen."""

from __future__ import annotations

import io

from rich.console import Console

from rollenplanner.domain.text import Translator, text
from rollenplanner.reports.draw import draw
from rollenplanner.reports.table import (
    UNKNOWN,
    Block,
    Column,
    Item,
    Lines,
    Table,
    without_unknown,
)


def _drawn(block: Block, width: int) -> list[str]:
    target = Console(file=io.StringIO(), width=width, color_system=None)
    with target.capture() as drawn:
        target.print(draw([block], Translator("en"), target))
    return [line.rstrip() for line in drawn.get().splitlines()]


def test_no_column_is_cut_off_where_another_cannot_give_way() -> None:
    # A word of 30 letters cannot break, so of 44 columns, two between, 12 are left for the rest.
    key = "k" * 30
    table = Table(text("T"), (Column("Key"), Column("Words")), ((key, "one two three four five"),))
    assert _drawn(table, 44)[2:5] == [
        f"{key}  one two",
        f"{' ' * 30}  three four",
        f"{' ' * 30}  five",
    ]


def test_an_indented_line_keeps_its_indent_where_it_wraps() -> None:
    lines = Lines(None, (Item("  one two three four five"), Item("six seven eight nine ten")))
    assert _drawn(lines, 14)[:5] == [
        "  one two",
        "  three four",
        "  five",
        "six seven",
        "eight nine ten",
    ]


def test_a_column_of_unknowns_is_left_out_but_never_the_first() -> None:
    columns = (Column("a"), Column("b"), Column("c"))
    rows = ((UNKNOWN, UNKNOWN, "1"), (UNKNOWN, UNKNOWN, UNKNOWN))
    table = without_unknown(Table(text("T"), columns, rows, total=("", "", "1")))
    assert [column.head for column in table.columns] == ["a", "c"]
    assert table.rows == ((UNKNOWN, "1"), (UNKNOWN, UNKNOWN))
    assert table.total == ("", "1")
