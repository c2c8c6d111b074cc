"""The application: what lies on the desk, the screens that show it, and the work behind them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Input, Static

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.text import LANGUAGES, Text, text
from rollenplanner.reports.table import Block, Item, Lines
from rollenplanner.tui import editing, finders, saving, themes
from rollenplanner.tui.actions import EVERYWHERE, bindings
from rollenplanner.tui.bars import KeyLine, ScreenLine, Totals
from rollenplanner.tui.desk import Desk, Opened, read_all
from rollenplanner.tui.dialogs import Confirm, Reader, help_blocks
from rollenplanner.tui.jobs import Jobs, News
from rollenplanner.tui.keeping import keep_plan
from rollenplanner.tui.panes.base import Go, Pane, Read, drawn
from rollenplanner.tui.panes.compare import ComparePane
from rollenplanner.tui.panes.gaps import GapsPane
from rollenplanner.tui.panes.matrix import MatrixPane
from rollenplanner.tui.panes.overview import OverviewPane
from rollenplanner.tui.panes.people import PeoplePane
from rollenplanner.tui.panes.roles import RolesPane
from rollenplanner.tui.panes.solve import KeepPlan, SolvePane
from rollenplanner.tui.panes.stress import AbsenceAsked, StressPane

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
#: Seconds between two looks at the work behind the screen.
_BEAT = 0.2
#: Seconds for a search that begins by itself after a change.
_AT_ONCE = 5.0
#: Seconds between two looks at files that hold errors.
_WATCH = 1.0


class PlannerApp(App[int]):
    """The terminal interface."""

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

    def __init__(
        self,
        path: Path | None = None,
        plans: Sequence[Path] = (),
        *,
        desk: Desk | None = None,
        animated: bool = True,
    ) -> None:
        """Open a scenario, and plans for it.

        Args:
            path: The scenario; None asks which.
            plans: The first one is looked at, the others are compared with it.
            desk: Language and names as someone chose them.
            animated: Whether fragility is computed by itself once everything is shown.
        """
        super().__init__()
        self.desk = desk or Desk()
        self.desk.plan_paths = tuple(plans)
        self._path = path
        self._by_itself = animated
        self.jobs = Jobs(self.desk)
        self.automatic = False
        self._seen: dict[Path, float] = {}
        self._reading = False
        self.register_theme(themes.DARK)
        self.register_theme(themes.LIGHT)
        self.theme = themes.DARK.name
        self.ansi_theme_dark = themes.ANSI_DARK
        self.ansi_theme_light = themes.ANSI_LIGHT

    def compose(self) -> ComposeResult:
        """Totals, screens, the screen of the day, filter, keys."""
        yield Totals()
        yield ScreenLine()
        with ContentSwitcher(initial=_STATE):
            with VerticalScroll(id=_STATE):
                yield Static(markup=False)
            for pane in _PANES:
                yield pane(self.desk)
        yield Input(id="filter", compact=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the scenario, or ask which."""
        self.set_interval(_BEAT, self._beat)
        self.set_interval(_WATCH, self._watch)
        if self._path is None:
            self._show_empty()
        else:
            self.read(self._path)

    # What is shown

    @property
    def base(self) -> Screen[object]:
        """The screen below everything that may be open over it."""
        return self.screen_stack[0]

    @property
    def current(self) -> Pane | None:
        """The screen of the day; None while there is nothing to look at."""
        shown = self.base.query_one(ContentSwitcher).current
        return None if shown in (None, _STATE) else self.base.query_one(f"#{shown}", Pane)

    def redraw(self) -> None:
        """Everything is another way now: language, names, period, plan."""
        for pane in self.base.query(Pane):
            pane.outdated = True
        if self.current is not None:
            self.current.show_now()
        self._bars()

    def _bars(self) -> None:
        shown = self.current.SCREEN if self.current else EVERYWHERE
        self.base.query_one(Totals).show(self.desk, self.desk.tr.render(self.jobs.status))
        self.base.query_one(ScreenLine).show(self.desk, shown)
        self.base.query_one(KeyLine).show(self.desk, shown)

    def on_resize(self) -> None:
        """Fit the bars."""
        self.call_after_refresh(self._bars)

    def _show_state(self, blocks: Iterable[Block]) -> None:
        """Show a message instead of a screen."""
        self.base.query_one(ContentSwitcher).current = _STATE
        box = self.base.query_one(f"#{_STATE}", VerticalScroll)
        width = min((box.content_size.width or self.size.width - 4) - 1, 110)
        box.query_one(Static).update(drawn(blocks, self.desk, width))
        box.focus()
        self._bars()

    def _show_empty(self) -> None:
        lines = (
            text("No scenario is open."),
            text("o chooses one of the scenario files here; F1 is help, q leaves."),
            text("Or start with one: rollenplanner tui scenarios/ommen-4.0.yaml"),
        )
        self._show_state((Lines(text("Welcome"), tuple(map(Item, lines))),))

    def _show_invalid(self, opened: Opened) -> None:
        from rollenplanner.tui.problems import problem_blocks

        self._show_state(problem_blocks(opened))

    # Reading

    def read(self, path: Path) -> None:
        """Read a scenario in the background, and show it."""
        self._path = path
        self._reading = True
        self._seen = _times([path, *self.desk.plan_paths])
        if not self.desk.ready:
            self._show_state((Lines(None, (Item(text("Reading {file}..", file=str(path))),)),))
        plans = self.desk.plan_paths
        self.run_worker(lambda: self._read(path, plans), thread=True, exclusive=True)

    def _read(self, path: Path, plans: Sequence[Path]) -> None:
        opened = read_all(path, plans)
        self.call_from_thread(self._take, opened)

    def _take(self, opened: Opened) -> None:
        self._reading = False
        self.jobs.stop()
        if opened.sitting is None:
            self.desk.take(opened)
            self._seen = _times([*self._seen, *_files(opened)])
            self._show_invalid(opened)
            return
        self.desk.take(opened)
        self.jobs.quiet = not self._by_itself
        solve = self.base.query_one(SolvePane)
        solve.course = None
        self.redraw()
        if self.current is None:
            self.action_screen("overview" if self.desk.store is None else "compare")
        saving.offer_recovery(self)
        for note in opened.notes:
            if note.path == "scenario.sha256":
                self.tell(note.message)

    def _watch(self) -> None:
        """Read again once a file with errors was changed."""
        opened = self.desk.opened
        waiting = opened is not None and opened.sitting is None
        if waiting and not self._reading and self._path and _times(self._seen) != self._seen:
            self.read(self._path)

    # News of the work behind the screen

    def _beat(self) -> None:
        """Look what happened, and show it."""
        if not self.base.query(SolvePane):
            return  # leaving: the screen is being taken down
        news = self.jobs.look()
        self._show_search(news)
        if news.fragile or news.answered:
            for screen in ("stress", "solve"):
                self.base.query_one(f"#{screen}", Pane).outdated = True
            if self.current is not None:
                self.current.show_now()
        if news.message is not None:
            self.tell(news.message, severe=news.failed)
        if news.read is not None:
            self.push_screen(Reader(self.desk, *news.read))
        if news.anything or self.jobs.busy:
            self._bars()

    def _show_search(self, news: News) -> None:
        """Show how a search is, and what it came to."""
        solve = self.base.query_one(SolvePane)
        if solve.course is not self.jobs.course and self.jobs.course is not None:
            solve.course = self.jobs.course
            solve.outdated = True
        if news.progress:
            solve.hear(news.progress)
        if news.plan is not None:
            solve.settle(news.plan, news.seconds)
            self.redraw()

    def tell(self, message: Text, *, severe: bool = False) -> None:
        """A message that goes away by itself."""
        words = self.desk.tr.render(message)
        self.notify(words, severity="error" if severe else "information", markup=False)

    # Messages of the screens

    def on_go(self, message: Go) -> None:
        """Go to another screen, and to something on it."""
        self.action_screen(message.screen)
        pane = self.current
        if pane is not None and message.key is not None:
            pane.go_to(message.key, message.column)

    def on_read(self, message: Read) -> None:
        """Read something on the whole screen."""
        self.push_screen(Reader(self.desk, message.title, message.blocks))

    def on_absence_asked(self, message: AbsenceAsked) -> None:
        """Begin a stress test."""
        self.begun(self.jobs.begin_stress(message.asked))

    def on_keep_plan(self, _: KeepPlan) -> None:
        """Ask where the plan goes, and write it."""
        keep_plan(self)

    # Actions

    def action_screen(self, screen: str) -> None:
        """Go to a screen."""
        if not self.desk.ready:
            return
        self._end_filter()
        self.base.query_one(ContentSwitcher).current = screen
        pane = self.base.query_one(f"#{screen}", Pane)
        pane.show_now()
        pane.grid.focus()
        self._bars()

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
                self._show_empty()
            else:
                self._show_invalid(opened)

    def action_theme(self) -> None:
        """Light or dark."""
        dark = self.theme == themes.DARK.name
        self.theme = themes.LIGHT.name if dark else themes.DARK.name
        self.call_after_refresh(self.redraw)

    def action_reread(self) -> None:
        """The files as they are now; changes that are not saved are made again."""
        sitting = self.desk.sitting
        if sitting is not None and sitting.dirty:
            try:
                sitting.reload()
            except InputError as error:
                self.tell(error.problems[0].message, severe=True)
            else:
                self.changed(text("Read again; the changes are made again."))
        elif self._path is not None:
            self.read(self._path)

    def action_search(self) -> None:
        """Begin to search, on the screen where it is seen."""
        if not self.desk.ready:
            return
        solve = self.base.query_one(SolvePane)
        begun = self.jobs.begin_solve(solve.seconds)
        if begun is None:
            solve.outdated = True
        self.begun(begun)
        self.action_screen("solve")

    def action_stop(self) -> None:
        """Stop what is going on."""
        if self.jobs.stop():
            self.tell(text("Stopping; the best so far stays."))
        else:
            self.tell(text("Nothing is going on."))

    def action_why(self) -> None:
        """Why the gap or the role under the cursor is as it is."""
        pane = self.current
        if isinstance(pane, GapsPane) and pane.chosen is not None:
            self.begun(self.jobs.begin_explain_gap(pane.chosen))
        elif isinstance(pane, RolesPane):
            finders.ask_why(self, pane.grid.row_key or "")

    def begun(self, refusal: Text | None) -> None:
        """Tell why something did not begin, if it did not."""
        if refusal is not None:
            self.tell(refusal)
        self._bars()

    def action_jump(self) -> None:
        """Find a person, role, cluster or gap."""
        if self.desk.ready:
            self.push_screen(finders.places(self))

    def action_commands(self) -> None:
        """Find a command."""
        self.push_screen(finders.commands(self))

    def action_open(self) -> None:
        """Choose another scenario."""

        def choose() -> None:
            self.push_screen(finders.scenarios(self))

        saving.leave(self, choose)

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
        self._end_filter()

    def _end_filter(self) -> None:
        line = self.base.query_one("#filter", Input)
        if line.has_class("-open"):
            line.remove_class("-open")
            line.value = ""
            if self.current is not None:
                self.current.grid.filter("")
                self.current.grid.focus()

    async def action_quit(self) -> None:
        """Leave; a search is stopped first, after a question."""
        if not self.jobs.busy_with_plan:
            self._leave()
            return
        tr = self.desk.tr

        def leave(sure: bool | None) -> None:
            if sure:
                self._leave()

        self.push_screen(
            Confirm(
                tr("A search is going on. Leave, and lose what it found?"),
                tr("y leaves  n stays"),
                tr("y"),
            ),
            leave,
        )

    def _leave(self) -> None:
        self.jobs.stop()
        saving.leave(self, lambda: self.exit(0))

    # Changes

    def changed(self, message: Text) -> None:
        """The sitting is in another state: show it, tell what was done, and search if wanted."""
        self.desk.changed()
        self.jobs.touch()
        self.redraw()
        self.tell(message)
        if self.automatic:
            self.jobs.begin_again(_AT_ONCE)

    def action_undo(self) -> None:
        """One step back."""
        editing.undo(self)

    def action_redo(self) -> None:
        """One step forward again."""
        editing.redo(self)

    def action_save(self) -> None:
        """Save what was changed."""
        saving.save(self)

    def action_automatic(self) -> None:
        """Search by itself after every change, or only when asked."""
        self.automatic = not self.automatic
        on = text("From now on a plan is made anew after every change.")
        self.tell(on if self.automatic else text("From now on a plan is made only with s."))
        self._bars()


def _times(paths: Iterable[Path]) -> dict[Path, float]:
    """When each file was changed last; 0 for one that is not there."""
    found = {}
    for path in paths:
        found[path] = 0.0
        with contextlib.suppress(OSError):
            found[path] = path.stat().st_mtime
    return found


def _files(opened: Opened) -> list[Path]:
    """Every file that holds something wrong."""
    return [Path(each.file) for each in opened.problems if each.file]
