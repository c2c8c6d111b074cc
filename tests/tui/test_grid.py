"""The grid: cursor, headings, filter, columns that scroll, letters of two columns."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from rollenplanner.reports.table import Mark
from rollenplanner.tui import themes
from rollenplanner.tui.grid import Cell, Column, Grid, Row, heading_row


class _Shown(App[None]):
    def __init__(self, *, cells: bool) -> None:
        super().__init__()
        self.grid = Grid(cells=cells)
        self.chosen: list[str | None] = []
        self.register_theme(themes.DARK)
        self.theme = themes.DARK.name

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()

    def on_grid_chosen(self, message: Grid.Chosen) -> None:
        self.chosen.append(message.grid.row_key)

    def lines(self) -> list[str]:
        height = self.grid.content_size.height
        return ["".join(s.text for s in self.grid.render_line(y)) for y in range(height)]


def _row(key: str, *cells: Cell, group: str = "") -> Row:
    return Row(key, lambda: (Cell(key), *cells), key.casefold(), group=group)


def _show(
    visit: Callable[[_Shown, Pilot[None]], Awaitable[None]],
    *,
    cells: bool = False,
    size: tuple[int, int] = (40, 8),
) -> None:
    async def go() -> None:
        app = _Shown(cells=cells)
        async with app.run_test(size=size) as pilot:
            await visit(app, pilot)

    asyncio.run(go())


def test_the_cursor_passes_over_headings() -> None:
    async def visit(app: _Shown, pilot: Pilot[None]) -> None:
        rows = [heading_row("h", "Head"), _row("a"), heading_row("i", "Head"), _row("b")]
        app.grid.fill([Column("x", 0)], rows)
        assert app.grid.row_key == "a"
        await pilot.press("down")
        assert app.grid.row_key == "b"
        await pilot.press("up", "up")
        assert app.grid.row_key == "a"
        assert app.grid.keys == ("a", "b")

    _show(visit)


def test_a_filter_keeps_headings_of_what_it_leaves_and_the_cursor_where_it_was() -> None:
    async def visit(app: _Shown, pilot: Pilot[None]) -> None:
        rows = [heading_row("h", "One"), _row("ab", group="h"), heading_row("i", "Two")]
        rows += [_row("bc", group="i"), _row("cd", group="i")]
        app.grid.fill([Column("x", 0)], rows)
        app.grid.go_to("bc")
        app.grid.filter("B")
        await pilot.pause()
        assert list(app.grid.keys) == ["ab", "bc"]
        assert app.grid.row_key == "bc"
        app.grid.filter("c d")
        assert list(app.grid.keys) == ["cd"]
        assert "One" not in "".join(app.lines())
        app.grid.filter("nothing like it")
        assert app.grid.count == 0
        await pilot.press("down", "enter", "end", "pageup")
        app.grid.filter("")
        assert app.grid.count == 3

    _show(visit)


def test_the_cursor_stays_in_sight_over_many_rows() -> None:
    async def visit(app: _Shown, pilot: Pilot[None]) -> None:
        app.grid.fill([Column("x", 0)], [_row(f"r{n}") for n in range(1000)])
        await pilot.press("end")
        assert app.grid.row_key == "r999"
        assert "r999" in app.lines()[-1]
        await pilot.press("home")
        assert "r0" in app.lines()[1]
        await pilot.press("pagedown")
        assert any(str(app.grid.row_key) in line for line in app.lines())

    _show(visit)


def test_columns_out_of_sight_come_with_the_cursor_and_the_first_stays() -> None:
    async def visit(app: _Shown, pilot: Pilot[None]) -> None:
        columns = [Column("name", 0), *(Column(f"p{n}", 8, key=n) for n in range(9))]
        cells = [Cell(f"v{n}", Mark.GOOD) for n in range(9)]
        app.grid.fill(columns, [_row("role", *cells)])
        assert app.lines()[0].rstrip().endswith("»")
        for _ in range(8):
            await pilot.press("right")
        assert app.grid.column_key == 8
        assert "v8" in app.lines()[1]
        assert "role" in app.lines()[1]
        assert app.lines()[0].rstrip().endswith("«")
        await pilot.press("right")
        assert app.grid.column_key == 8

    _show(visit, cells=True)


def test_brackets_stay_and_wide_letters_keep_the_columns_in_line() -> None:
    async def visit(app: _Shown, pilot: Pilot[None]) -> None:
        del pilot
        rows = [_row("[b]x[/b] [/]", Cell("1")), _row("北京" * 20, Cell("2")), _row("c", Cell("3"))]
        app.grid.fill([Column("name", 0), Column("n", 3, "right")], rows)
        lines = app.lines()[1:4]
        assert "[b]x[/b] [/]" in lines[0]
        assert "…" in lines[1]
        ends = [cell_len(line[: line.index(n)]) for line, n in zip(lines, "123", strict=True)]
        assert len(set(ends)) == 1

    _show(visit)


def test_enter_and_a_second_click_go_into_a_row() -> None:
    async def visit(app: _Shown, pilot: Pilot[None]) -> None:
        app.grid.fill([Column("x", 0)], [_row("a"), _row("b")])
        await pilot.press("enter")
        assert app.chosen == ["a"]
        # The border, then the head, then the rows.
        await pilot.click(Grid, offset=(5, 3))
        assert app.grid.row_key == "b"
        assert app.chosen == ["a"]
        await pilot.click(Grid, offset=(5, 3))
        assert app.chosen == ["a", "b"]

    _show(visit)
