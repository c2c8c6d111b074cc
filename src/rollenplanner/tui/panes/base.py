"""What all screens have in common: grids with a cursor, and beside or below them the details."""

from __future__ import annotations

import io
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from rich.console import Console, RenderableType
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from rollenplanner.domain.text import Text
from rollenplanner.reports.draw import draw
from rollenplanner.reports.table import Block
from rollenplanner.tui.abstract import AbstractWidgetMeta
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.grid import Grid

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp

#: Seconds without a move of the cursor after which the details follow: while a key is held down,
#: only the cursor has to keep up.
_SETTLED = 0.04


def drawn(blocks: Iterable[Block], desk: Desk, width: int) -> RenderableType:
    """Blocks of a report, fitted to so many columns."""
    console = Console(
        file=io.StringIO(), width=max(20, width), markup=False, highlight=False, emoji=False
    )
    return draw(blocks, desk.tr, console)


class Details(VerticalScroll):
    """Blocks about what the cursor stands on."""

    DEFAULT_CSS = """
    Details { border-top: solid $line; padding: 0 1; border-title-color: $secondary;
              scrollbar-size-vertical: 1; }
    Details:focus { border-top: solid $primary; border-title-color: $primary; }
    """

    def compose(self) -> ComposeResult:
        """One piece of text."""
        yield Static(markup=False)

    def show(self, blocks: Iterable[Block], desk: Desk) -> None:
        """Show other blocks, from the top."""
        width = (self.content_size.width or self.size.width or 60) - 1
        self.query_one(Static).update(drawn(blocks, desk, width))
        self.scroll_home(animate=False)


class Go(Message):
    """Someone wants to see something on another screen."""

    def __init__(self, screen: str, key: str | None, column: int | None = None) -> None:
        """Name the screen, the row there and the column.

        Args:
            screen: Id of the screen.
            key: Of its row; None: wherever the cursor is.
            column: Key of the column.
        """
        super().__init__()
        self.screen = screen
        self.key = key
        self.column = column


class Read(Message):
    """Someone wants to read blocks on the whole screen."""

    def __init__(self, title: Text | str, blocks: Iterable[Block]) -> None:
        """Hand over what to read."""
        super().__init__()
        self.title = title
        self.blocks = tuple(blocks)


class Pane(Container, metaclass=AbstractWidgetMeta):
    """One screen: grids on the left, details beside them or, on a narrow screen, below them."""

    DEFAULT_CSS = """
    Pane { layout: vertical; }
    Pane > .grids { height: 2fr; }
    Pane > Details { height: 1fr; min-height: 7; }
    """
    #: Id of the screen, as in `actions.SCREENS`.
    SCREEN: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        """Show what lies on the desk."""
        super().__init__(id=self.SCREEN)
        self.desk = desk
        self.outdated = True
        self._settling: Timer | None = None
        self._last: Grid | None = None

    def compose(self) -> ComposeResult:
        """The grids of the screen, and the details."""
        with Vertical(classes="grids"):
            yield from self.parts()
        yield Details()

    @abstractmethod
    def parts(self) -> Iterator[Widget]:
        """The grids, from top to bottom."""

    @abstractmethod
    def fill(self) -> None:
        """Show what lies on the desk now."""

    @abstractmethod
    def blocks(self, grid: Grid) -> Iterable[Block]:
        """Details of what the cursor of a grid stands on."""

    @property
    def planner(self) -> PlannerApp:
        """The application, which makes changes."""
        from rollenplanner.tui.app import PlannerApp

        assert isinstance(self.app, PlannerApp)
        return self.app

    @property
    def grid(self) -> Grid:
        """The grid that has, or had last, the focus."""
        return self._last or self.query(Grid).first()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which grid someone works in; the details follow."""
        if isinstance(event.widget, Grid):
            self._last = event.widget
            if not self.outdated:
                self._follow(event.widget)

    def show_now(self) -> None:
        """Make sure that what is seen is up to date."""
        if self.outdated and self.desk.ready:
            self.outdated = False
            self.fill()
            self._follow(self.grid)

    def go_to(self, key: str, column: int | None = None) -> None:
        """Put a cursor on something."""
        for grid in self.query(Grid):
            if grid.go_to(key, column):
                grid.focus()
                return

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """Let the details follow once the cursor rests."""
        message.stop()
        grid = message.grid
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLED, lambda: self._follow(grid))

    def on_grid_chosen(self, message: Grid.Chosen) -> None:
        """Go into something."""
        message.stop()
        self.choose(message.grid)

    def choose(self, grid: Grid) -> None:
        """Go into what the cursor stands on; as a rule its details on the whole screen."""
        self.post_message(Read(self.title_of(grid), self.blocks(grid)))

    def title_of(self, grid: Grid) -> Text | str:
        """What the details are about, in a few words."""
        return grid.row_key or ""

    def enlarge(self) -> None:
        """The details on the whole screen."""
        if self.desk.ready:
            self.post_message(Read(self.title_of(self.grid), self.blocks(self.grid)))

    def _follow(self, grid: Grid) -> None:
        if self.is_attached and self.display and self.desk.ready:
            details = self.query_one(Details)
            details.border_title = plain(self.desk.tr.render(self.title_of(grid)))
            details.show(self.blocks(grid), self.desk)

    def on_resize(self) -> None:
        """Fit the details to the new width."""
        if not self.outdated:
            self.call_after_refresh(lambda: self._follow(self.grid))


def plain(title: str) -> str:
    """A title in which brackets are no markup."""
    return title.replace("[", "\\[")


class Titled:
    """Sets titles of grids without reading brackets in them as markup."""

    @staticmethod
    def set(grid: Grid, title: str, below: str = "") -> None:
        """The words above, and behind them the explanation of signs."""
        grid.border_title = plain(f"{title}   {below}" if below else title)
