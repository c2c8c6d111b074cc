"""Draws the lines of a grid that are on the screen, and keeps the cursor among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from rollenplanner.tui.grid.cells import Cell, Column, Row
from rollenplanner.tui.marks import TONES

#: Columns of the screen between two columns of the grid.
APART = 1
#: A column of words that takes what the others leave is at least so wide.
LEAST_WORDS = 24
#: Stands in the head where columns lie out of sight.
_MORE = ("«", "»")


class DrawnGrid(Widget):
    """Rows and columns as lines of the screen; a row makes its cells when it comes into sight."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--head",
        "grid--heading",
        "grid--cursor",
        "grid--cursor-cell",
        *(f"grid--{tone}" for tone in TONES.values()),
    }

    def __init__(self, *, id: str | None = None, cells: bool = False) -> None:
        """An empty grid.

        Args:
            id: Of the widget.
            cells: Whether the cursor stands on a cell; else on a whole row.
        """
        super().__init__(id=id)
        self._with_cells = cells
        self._columns: tuple[Column, ...] = ()
        self._rows: Sequence[Row] = ()
        self._at = 0
        self._top = 0
        self._column = 0
        self._first = 1
        self._empty = ""

    # What is in sight

    def _keep_in_sight(self) -> None:
        if self._height < 1:
            return  # not on the screen yet
        height = self._height
        top = self._top
        if self._at < top:
            top = self._at
            if top > 0 and self._rows[top - 1].heading:
                top -= 1
        elif self._at >= top + height:
            top = self._at - height + 1
        self._top = max(0, min(top, max(0, len(self._rows) - height)))
        if self._with_cells and self._columns:
            if self._column < self._first:
                self._first = max(1, self._column)
            while self._column not in self._shown() and self._first < self._column:
                self._first += 1

    @property
    def _height(self) -> int:
        return self.content_size.height - 1

    def on_resize(self) -> None:
        """Keep the cursor in sight, also one that was moved while nothing was laid out."""
        self._keep_in_sight()
        self.refresh()

    def _shown(self) -> dict[int, int]:
        """Columns in sight -> their width."""
        room = self.content_size.width
        if room < 1 or not self._columns:
            return {}
        wanted = [0, *range(self._first, len(self._columns))]
        fixed = sum(self._columns[n].width + APART for n in wanted if self._columns[n].width)
        shown: dict[int, int] = {}
        for number in wanted:
            width = self._columns[number].width or max(LEAST_WORDS, room - fixed)
            if number and width > room:
                break
            shown[number] = min(width, room)
            room -= width + APART
        return shown

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The head, or a row."""
        shown = self._shown()
        if y == 0:
            return self._head(shown)
        number = self._top + y - 1
        if number < len(self._rows):
            return self._row(number, shown)
        if y == 1 and not self._rows:
            return self._line([Segment(self._empty, self._style("quiet"))])
        return self._line([])

    def _head(self, shown: dict[int, int]) -> Strip:
        style = self.get_component_rich_style("grid--head")
        pieces: list[Segment] = []
        for number, width in shown.items():
            column = self._columns[number]
            pieces.append(Segment(_fitted(column.head, width, column.align), style))
            pieces.append(Segment(" " * APART, style))
        line = self._line(pieces)
        before, behind = self._first > 1, max(shown, default=0) < len(self._columns) - 1
        signs = (_MORE[0] if before else "") + (_MORE[1] if behind and shown else "")
        if not signs:
            return line
        room = self.content_size.width - len(signs)
        return Strip.join([line.crop(0, room), Strip([Segment(signs, style)])])

    def _row(self, number: int, shown: dict[int, int]) -> Strip:
        row = self._rows[number]
        if row.heading:
            style = self.get_component_rich_style("grid--heading")
            return self._line([Segment(row.cells[0].shown, style)])
        here = number == self._at
        ground = self._ground("grid--cursor") if here else Style()
        plain = self.rich_style
        pieces: list[Segment] = []
        for place, width in shown.items():
            column = self._columns[place]
            cell = row.cells[place] if place < len(row.cells) else Cell()
            style = self._style(TONES[cell.mark]) if cell.mark else plain
            if here and self._with_cells and place == self._column:
                style += self._ground("grid--cursor-cell")
            else:
                style += ground
            pieces.append(Segment(_fitted(cell.shown, width, column.align), style))
            pieces.append(Segment(" " * APART, plain + ground))
        return self._line(pieces, plain + ground)

    def _ground(self, name: str) -> Style:
        """Background and weight of a cursor, without its letters' colour."""
        style = self.get_component_rich_style(name)
        return Style(bgcolor=style.bgcolor, bold=style.bold, underline=style.underline)

    def _style(self, tone: str) -> Style:
        return self.get_component_rich_style(f"grid--{tone}")

    def _line(self, pieces: list[Segment], style: Style | None = None) -> Strip:
        width = self.content_size.width
        return Strip(pieces).adjust_cell_length(width, style or self.rich_style)


def _fitted(words: str, width: int, align: Literal["left", "right"]) -> str:
    """Words in exactly so many columns of the screen; cut words end in a sign of that."""
    words = words.replace("\n", " ")
    if cell_len(words) > width:
        return set_cell_size(set_cell_size(words, max(0, width - 1)).rstrip() + "…", width)
    if align == "right":
        return " " * (width - cell_len(words)) + words
    return set_cell_size(words, width)
