"""What is always there: bars, screens, language, theme, filter, and going from one to another."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Input, Static

from rollenplanner.domain.text import LANGUAGES, Text, text
from rollenplanner.reports.table import Block, Item, Lines
from rollenplanner.tui import themes
from rollenplanner.tui.actions import EVERYWHERE, bindings
from rollenplanner.tui.bars import KeyLine, ScreenLine, Totals
from rollenplanner.tui.desk import Desk, Opened
from rollenplanner.tui.dialogs import Reader, help_blocks
from rollenplanner.tui.jobs import Jobs
from rollenplanner.tui.panes.base import Go, Pane, Read, drawn
from rollenplanner.tui.panes.compare import ComparePane
from rollenplanner.tui.panes.gaps import GapsPane
from rollenplanner.tui.panes.matrix import MatrixPane
from rollenplanner.tui.panes.overview import OverviewPane
from rollenplanner.tui.panes.people import PeoplePane
from rollenplanner.tui.panes.roles import RolesPane
from rollenplanner.tui.panes.solve import SolvePane
from rollenplanner.tui.panes.stress import StressPane

_PANES: tuple[type[Pane], ...] = (
    OverviewPane,
    MatrixPane,
    RolesPane,
    PeoplePane,
    GapsPane,
    StressPane,
    ComparePane,
    SolvePane,
)
#: What is shown while there is nothing to look at.
_STATE = "state"
#: From so many columns on, details stand beside the grids.
_WIDE = 110


class Shell(App[int]):
    """The frame of the terminal interface, which shows what lies on the desk."""

    TITLE = "rollenplanner"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (_WIDE, "-wide"),
    ]
    CSS = """
    Screen { background: $background; }
    ContentSwitcher { height: 1fr; }
    #filter { display: none; padding: 0 1; background: $panel; }
    #filter.-open { display: block; }
    #state { padding: 1 2; height: 1fr; }
    .-wide StressPane, .-wide SolvePane { layout: horizontal; }
    .-wide StressPane > .grids, .-wide SolvePane > .grids { width: 1fr; height: 1fr; }
    .-wide StressPane > Details, .-wide SolvePane > Details { width: 1fr; height: 1fr; }
    .-wide SolvePane > .grids { width: 6fr; }
    .-wide SolvePane > Details { width: 5fr; }
    Toast { background: $panel; }
    """

    def __init__(self, desk: Desk) -> None:
        """Show what lies on a desk, once there is something."""
        super().__init__()
        self.desk = desk
        self.jobs = Jobs(desk)
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.DARK.name
        self.ansi_theme_dark = themes.ANSI_DARK
        self.ansi_theme_light = themes.ANSI_LIGHT
        self.panes: dict[str, Pane] = {each.SCREEN: each(desk) for each in _PANES}

    def compose(self) -> ComposeResult:
        """Totals, screens, the screen of the day, filter, keys."""
        yield Totals()
        yield ScreenLine()
        with ContentSwitcher(initial=_STATE):
            with VerticalScroll(id=_STATE):
                yield Static(markup=False)
            yield from self.panes.values()
        yield Input(id="filter", compact=True)
        yield KeyLine()

    # What is shown

    @property
    def base(self) -> Screen[object]:
        """The screen below everything that may be open over it."""
        return self.screen_stack[0]

    @property
    def current(self) -> Pane | None:
        """The screen of the day; None while there is nothing to look at."""
        shown = self.base.query_one(ContentSwitcher).current
        return self.panes.get(shown or "")

    def redraw(self) -> None:
        """Everything is another way now: language, names, period, plan."""
        for pane in self.panes.values():
            pane.outdated = True
        if self.current is not None:
            self.current.show_now()
        self.show_bars()

    def show_bars(self) -> None:
        """Show totals, screens and keys as they are now."""
        shown = self.current.SCREEN if self.current else EVERYWHERE
        self.base.query_one(Totals).show(self.desk, self.desk.tr.render(self.jobs.status))
        self.base.query_one(ScreenLine).show(self.desk, shown)
        self.base.query_one(KeyLine).show(self.desk, shown)

    def on_resize(self) -> None:
        """Fit the bars."""
        self.call_after_refresh(self.show_bars)

    def show_state(self, blocks: Iterable[Block]) -> None:
        """Show a message instead of a screen."""
        self.base.query_one(ContentSwitcher).current = _STATE
        box = self.base.query_one(f"#{_STATE}", VerticalScroll)
        width = min((box.content_size.width or self.size.width - 4) - 1, 110)
        box.query_one(Static).update(drawn(blocks, self.desk, width))
        box.focus()
        self.show_bars()

    def show_empty(self) -> None:
        """Show how to begin."""
        lines = (
            text("No scenario is open."),
            text("o chooses one of the scenario files here; F1 is help, q leaves."),
            text("Or start with one: rollenplanner tui scenarios/ommen-4.0.yaml"),
        )
        self.show_state((Lines(text("Welcome"), tuple(map(Item, lines))),))

    def show_invalid(self, opened: Opened) -> None:
        """Show what is wrong with the files."""
        from rollenplanner.tui.problems import problem_blocks

        self.show_state(problem_blocks(opened))

    def tell(self, message: Text, *, severe: bool = False) -> None:
        """A message that goes away by itself."""
        words = self.desk.tr.render(message)
        if any(each.message == words and not each.has_expired for each in self._notifications):
            return  # it stands there already
        self.notify(words, severity="error" if severe else "information", markup=False)

    # Going about

    def on_go(self, message: Go) -> None:
        """Go to another screen, and to something on it."""
        self.action_screen(message.screen)
        pane = self.current
        if pane is not None and message.key is not None:
            pane.go_to(message.key, message.column)

    def on_read(self, message: Read) -> None:
        """Read something on the whole screen."""
        self.push_screen(Reader(self.desk, message.title, message.blocks))

    def action_screen(self, screen: str) -> None:
        """Go to a screen."""
        if not self.desk.ready:
            return
        self.end_filter()
        self.base.query_one(ContentSwitcher).current = screen
        pane = self.panes[screen]
        pane.show_now()
        pane.grid.focus()
        self.show_bars()

    def action_press(self, key: str) -> None:
        """Do what a key does; for clicks in the line of keys."""
        self.simulate_key(key)

    def action_help(self) -> None:
        """Help for this screen."""
        scope = self.current.SCREEN if self.current else "overview"
        self.push_screen(Reader(self.desk, text("Help"), help_blocks(scope)))

    def action_detail(self) -> None:
        """The details on the whole screen."""
        if self.current is not None:
            self.current.enlarge()

    def action_state(self) -> None:
        """From the present to the plan, or back."""
        if not self.desk.ready:
            return
        if self.desk.plan is None:
            self.tell(text("There is no plan yet; s searches for one."))
            return
        self.desk.look_at(plan=not self.desk.on_plan)
        self.redraw()

    def action_period(self, step: int) -> None:
        """Another period."""
        if self.desk.ready:
            self.desk.period = min(max(self.desk.at + step, 0), len(self.desk.periods) - 1)
            self.redraw()

    def action_names(self) -> None:
        """Names, or ids only."""
        self.desk.names = not self.desk.names
        self.redraw()

    def action_language(self) -> None:
        """The other language."""
        now = self.desk.tr.language
        self.desk.language = LANGUAGES[(LANGUAGES.index(now) + 1) % len(LANGUAGES)]
        self.redraw()
        if not self.desk.ready:
            opened = self.desk.opened
            if opened is None:
                self.show_empty()
            else:
                self.show_invalid(opened)

    def action_theme(self) -> None:
        """Light or dark."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name
        self.call_after_refresh(self.redraw)

    # The filter

    def action_filter(self) -> None:
        """Type words that rows have to have."""
        if self.current is None:
            return
        line = self.base.query_one("#filter", Input)
        line.placeholder = self.desk.tr("words that rows must have; ⏎ keeps them, Esc ends it")
        line.add_class("-open")
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while someone types."""
        if event.input.id == "filter" and self.current is not None:
            self.current.grid.filter(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the rows, filtered."""
        if event.input.id == "filter" and self.current is not None:
            self.current.grid.focus()

    def key_escape(self) -> None:
        """End the filter."""
        self.end_filter()

    def end_filter(self) -> None:
        """Show every row again."""
        line = self.base.query_one("#filter", Input)
        if line.has_class("-open"):
            line.remove_class("-open")
            line.value = ""
            if self.current is not None:
                self.current.grid.filter("")
                self.current.grid.focus()
