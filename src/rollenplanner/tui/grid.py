"""A grid of cells under a cursor: draws only the lines on the screen, so thousands of rows are one.

The first column stays in place while the others scroll sideways. Rows make their cells when they
come into sight. Nothing in a cell is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from rollenplanner.reports.table import Mark
from rollenplanner.tui.marks import CHANGED, GLYPHS, TONES

#: Columns of the screen between two columns of the grid.
_APART = 1
#: A column of words that takes what the others leave is at least so wide.
LEAST_WORDS = 24
#: Stands in the head where columns lie out of sight.
_MORE = ("«", "»")


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


class Grid(Widget, can_focus=True):
    """Rows and columns with a cursor on a row, or on a cell where columns have keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--head",
        "grid--heading",
        "grid--cursor",
        "grid--cursor-cell",
        *(f"grid--{tone}" for tone in TONES.values()),
    }
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
        super().__init__(id=id)
        self._with_cells = cells
        self._columns: tuple[Column, ...] = ()
        self._all: Sequence[Row] = ()
        self._rows: Sequence[Row] = ()
        self._words: tuple[str, ...] = ()
        self._at = 0
        self._top = 0
        self._column = 0
        self._first = 1
        self._empty = ""

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
        """Keep the cursor in sight."""
        self._keep_in_sight()

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
            at += width + _APART
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

    # Drawing

    def _shown(self) -> dict[int, int]:
        """Columns in sight -> their width."""
        room = self.content_size.width
        if room < 1 or not self._columns:
            return {}
        wanted = [0, *range(self._first, len(self._columns))]
        fixed = sum(self._columns[n].width + _APART for n in wanted if self._columns[n].width)
        shown: dict[int, int] = {}
        for number in wanted:
            width = self._columns[number].width or max(LEAST_WORDS, room - fixed)
            if number and width > room:
                break
            shown[number] = min(width, room)
            room -= width + _APART
        return shown

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
            pieces.append(Segment(" " * _APART, style))
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
            pieces.append(Segment(" " * _APART, plain + ground))
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
