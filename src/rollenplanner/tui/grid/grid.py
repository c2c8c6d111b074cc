"""A grid of cells under a cursor, moved by keys and mouse, with rows that can be filtered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from rollenplanner.tui.grid.cells import Column, Row
from rollenplanner.tui.grid.drawing import APART, DrawnGrid


class Grid(DrawnGrid, can_focus=True):
    """Rows and columns with a cursor on a row, or on a cell where columns have keys."""

    DEFAULT_CSS = """
    Grid { height: 1fr; border-top: solid $line; border-title-color: $secondary;
           border-subtitle-color: $secondary; padding: 0 1;
           & > .grid--head { color: $secondary; text-style: bold; }
           & > .grid--heading { color: $heading; text-style: bold; }
           & > .grid--cursor { background: $cursor-blurred; }
           & > .grid--cursor-cell { background: $cursor-blurred; text-style: bold; }
           & > .grid--good { color: $good; }
           & > .grid--attention { color: $attention; }
           & > .grid--bad { color: $bad; text-style: bold; }
           & > .grid--takeover { color: $takeover; }
           & > .grid--quiet { color: $quiet; }
           &:focus { border-top: solid $primary; border-title-color: $primary;
                     border-title-style: bold; }
           &:focus > .grid--cursor { background: $cursor-blurred; }
           &:focus > .grid--cursor-cell { background: $cursor; text-style: bold underline; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("left", "sideways(-1)", show=False),
        Binding("right", "sideways(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """The cursor stands elsewhere, or on something else."""

        def __init__(self, grid: Grid) -> None:
            """Tell whose cursor it is."""
            super().__init__()
            self.grid = grid

        @property
        def control(self) -> Grid:
            """The grid."""
            return self.grid

    class Chosen(Moved):
        """Someone wants to go into what the cursor stands on."""

    def __init__(self, *, id: str | None = None, cells: bool = False) -> None:
        """An empty grid.

        Args:
            id: Of the widget.
            cells: Whether the cursor stands on a cell; else on a whole row.
        """
        super().__init__(id=id, cells=cells)
        self._all: Sequence[Row] = ()
        self._words: tuple[str, ...] = ()

    # Content

    def fill(self, columns: Sequence[Column], rows: Iterable[Row], *, empty: str = "") -> None:
        """Show other rows; the cursor stays on what it stood on, if that is still there.

        Args:
            columns: From left to right; the first one stays in sight.
            rows: From top to bottom.
            empty: What to say where there are none.
        """
        before, place = self.row_key, self._at
        self._columns = tuple(columns)
        self._all = list(rows)
        self._empty = empty
        keyed = [number for number, each in enumerate(self._columns) if each.key is not None]
        if self._with_cells and keyed and self._column not in keyed:
            self._column = keyed[0]
        self._apply(before, place)

    def filter(self, words: str) -> None:
        """Show only rows in which every word stands; headings stay with their rows."""
        before, place = self.row_key, self._at
        self._words = tuple(words.casefold().split())
        self._apply(before, place)

    def _apply(self, before: str | None, place: int) -> None:
        if self._words:
            kept = {id(row) for row in self._all if not row.heading and self._matches(row)}
            groups = {row.group for row in self._all if id(row) in kept}
            self._rows = [
                row for row in self._all if id(row) in kept or (row.heading and row.key in groups)
            ]
        else:
            self._rows = self._all
        self._at = min(place, max(0, len(self._rows) - 1))
        self._stand_on(before)
        self._keep_in_sight()
        self._tell()

    def _matches(self, row: Row) -> bool:
        return all(word in row.search for word in self._words)

    def _stand_on(self, key: str | None) -> None:
        for number, row in enumerate(self._rows):
            if row.key == key and not row.heading:
                self._at = number
                return
        self._at = self._selectable(self._at, 1)

    def _selectable(self, number: int, step: int) -> int:
        """The nearest row that is no heading; the place itself if there is none."""
        for direction in (step, -step):
            at = number
            while 0 <= at < len(self._rows):
                if not self._rows[at].heading:
                    return at
                at += direction
        return number

    # Cursor

    @property
    def row_key(self) -> str | None:
        """What the cursor stands on; None in an empty grid."""
        if 0 <= self._at < len(self._rows) and not self._rows[self._at].heading:
            return self._rows[self._at].key
        return None

    @property
    def column_key(self) -> int | None:
        """What the cursor's column is about; None if it is about nothing of its own."""
        if self._with_cells and self._column < len(self._columns):
            return self._columns[self._column].key
        return None

    @property
    def count(self) -> int:
        """How many rows there are to stand on."""
        return sum(1 for row in self._rows if not row.heading)

    @property
    def keys(self) -> tuple[str, ...]:
        """What the rows in the present choice are about, from top to bottom."""
        return tuple(row.key for row in self._rows if not row.heading)

    def go_to(self, key: str, column: int | None = None) -> bool:
        """Put the cursor on a row, and a column; returns whether the row is there."""
        for number, row in enumerate(self._rows):
            if row.key == key and not row.heading:
                self._at = number
                self._go_to_column(column)
                self._keep_in_sight()
                self._tell()
                return True
        return False

    def _go_to_column(self, key: int | None) -> None:
        for number, column in enumerate(self._columns):
            if key is not None and column.key == key:
                self._column = number

    def action_move(self, step: int) -> None:
        """Up or down."""
        self._jump(self._at + step, step)

    def action_page(self, step: int) -> None:
        """A screenful up or down."""
        self._jump(self._at + step * max(1, self._height - 1), step)

    def action_edge(self, step: int) -> None:
        """To the first or the last row."""
        self._jump(0 if step < 0 else len(self._rows) - 1, -step)

    def _jump(self, number: int, step: int) -> None:
        if not self._rows:
            return
        self._at = self._selectable(min(max(number, 0), len(self._rows) - 1), 1 if step > 0 else -1)
        self._keep_in_sight()
        self._tell()

    def action_sideways(self, step: int) -> None:
        """A column to the left or right: the cursor's, or else what is in sight."""
        last = len(self._columns) - 1
        if self._with_cells:
            number = self._column + step
            while 0 <= number <= last and self._columns[number].key is None:
                number += step
            if 0 <= number <= last:
                self._column = number
        else:
            self._first = min(max(1, self._first + step), max(1, last))
        self._keep_in_sight()
        self._tell()

    def action_choose(self) -> None:
        """Go into what the cursor stands on."""
        if self.row_key is not None:
            self.post_message(self.Chosen(self))

    def _tell(self) -> None:
        self.refresh()
        self.post_message(self.Moved(self))

    # Mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there; a click on where it stands goes into it."""
        place = event.get_content_offset(self)
        if place is None or place.y < 1:
            return
        number = self._top + place.y - 1
        if not 0 <= number < len(self._rows) or self._rows[number].heading:
            return
        column = self._column_at(place.x)
        again = number == self._at and (not self._with_cells or column in (None, self._column))
        self._at = number
        if self._with_cells and column is not None:
            self._column = column
        self._tell()
        if again:
            self.action_choose()

    def _column_at(self, x: int) -> int | None:
        at = 0
        for number, width in self._shown().items():
            if at <= x < at + width:
                return number if self._columns[number].key is not None else None
            at += width + APART
        return None

    def on_mouse_scroll_down(self) -> None:
        """Three rows on."""
        self._scroll(3)

    def on_mouse_scroll_up(self) -> None:
        """Three rows back."""
        self._scroll(-3)

    def _scroll(self, step: int) -> None:
        self._top = max(0, min(self._top + step, max(0, len(self._rows) - self._height)))
        self.refresh()
