"""The application: what lies on the desk, the work behind the screens, and changes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.table import Item, Lines
from rollenplanner.tui import editing, finders, saving
from rollenplanner.tui.desk import Desk, Opened, read_all
from rollenplanner.tui.dialogs import Confirm, Reader
from rollenplanner.tui.jobs import News
from rollenplanner.tui.keeping import keep_plan
from rollenplanner.tui.panes.gaps import GapsPane
from rollenplanner.tui.panes.roles import RolesPane
from rollenplanner.tui.panes.solve import KeepPlan, SolvePane
from rollenplanner.tui.panes.stress import AbsenceAsked
from rollenplanner.tui.shell import Shell

#: Seconds between two looks at the work behind the screen.
_BEAT = 0.2
#: Seconds for a search that begins by itself after a change.
_AT_ONCE = 5.0
#: Seconds between two looks at files that hold errors.
_WATCH = 1.0


class PlannerApp(Shell):
    """The terminal interface."""

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
        super().__init__(desk or Desk())
        self.desk.plan_paths = tuple(plans)
        self._path = path
        self._by_itself = animated
        self.automatic = False
        self._seen: dict[Path, float] = {}
        self._reading = False
        self._faulty = False

    def on_mount(self) -> None:
        """Read the scenario, or ask which."""
        self.set_interval(_BEAT, self._beat)
        self.set_interval(_WATCH, self._watch)
        if self._path is None:
            self.show_empty()
        else:
            self.read(self._path)

    # Reading

    def read(self, path: Path) -> None:
        """Read a scenario in the background, and show it."""
        self._path = path
        self._reading = True
        self._seen = _times([path, *self.desk.plan_paths])
        if not self.desk.ready:
            self.show_state((Lines(None, (Item(text("Reading {file}..", file=str(path))),)),))
        plans = self.desk.plan_paths
        self.run_worker(lambda: self._read(path, plans), thread=True, exclusive=True)

    def _read(self, path: Path, plans: Sequence[Path]) -> None:
        opened = read_all(path, plans)
        self.call_from_thread(self._take, opened)

    def _take(self, opened: Opened) -> None:
        self._reading = self._faulty = False
        self.jobs.stop()
        if opened.sitting is None:
            self.desk.take(opened)
            self._seen = _times([*self._seen, *_files(opened)])
            self.show_invalid(opened)
            return
        self.desk.take(opened)
        self.jobs.quiet = not self._by_itself
        solve = self.base.query_one(SolvePane)
        solve.course = None
        self.redraw()
        if self.current is None:
            self.action_screen("overview" if self.desk.store is None else "compare")
        saving.offer_recovery(self)
        for problem in opened.left_out:
            file, message = problem.file or "", problem.message
            words = text("Opened without {file}: {problem}", file=file, problem=message)
            self.tell(words, severe=True)
        for note in opened.notes:
            if note.path == "scenario.sha256":
                self.tell(text("This plan belongs to an earlier state of the scenario; press s."))

    def _watch(self) -> None:
        """Read again once a file with errors was changed."""
        opened = self.desk.opened
        waiting = opened is not None and opened.sitting is None
        if waiting and not self._reading and self._path and _times(self._seen) != self._seen:
            self.read(self._path)
        elif self._faulty and _times(self._seen) != self._seen:
            self.action_reread()

    # News of the work behind the screen

    def _beat(self) -> None:
        """Look what happened, and show it."""
        if not self.screen_stack or not self.base.query(SolvePane):
            return  # leaving: the screen is being taken down, or is gone
        news = self.jobs.look()
        self._show_search(news)
        if news.fragile or news.answered:
            for screen in ("stress", "solve"):
                self.panes[screen].outdated = True
            if self.current is not None:
                self.current.show_now()
        if news.message is not None:
            self.tell(news.message, severe=news.failed)
        if news.read is not None:
            repair = self.action_repair if news.repairs else None
            self.push_screen(Reader(self.desk, *news.read, repair))
        if news.anything or self.jobs.busy:
            self.show_bars()

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

    # Messages of the screens

    def on_absence_asked(self, message: AbsenceAsked) -> None:
        """Begin a stress test."""
        self.begun(self.jobs.begin_stress(message.asked))

    def on_keep_plan(self, _: KeepPlan) -> None:
        """Ask where the plan goes, and write it."""
        keep_plan(self)

    # Actions

    def action_reread(self) -> None:
        """The files as they are now; changes that are not saved are made again."""
        sitting = self.desk.sitting
        if sitting is not None and (sitting.dirty or sitting.plan_unsaved):
            try:
                self.desk.read_again()
            except InputError as error:
                self._show_faults(Opened(sitting.path, None, error.problems, error.notes))
                return
            self._faulty = False
            self.changed(text("Read again; the changes are made again."))
            if self.current is None:
                self.action_screen("overview")
        elif self._path is not None:
            self.read(self._path)

    def _show_faults(self, opened: Opened) -> None:
        """What is wrong with files that cannot be read again; what was changed here stays."""
        self._faulty = True
        self._seen = _times([*self._seen, opened.path, *_files(opened)])
        self.show_invalid(opened)
        self.tell(text("What was changed here is kept; 1 goes back to it."))

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
        self.show_bars()

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
        # The figures first: what else has changed takes longer to find out in a large scenario.
        self.show_bars()
        self.tell(message)
        self.call_after_refresh(self.redraw)
        if self.automatic:
            self.jobs.begin_again(_AT_ONCE)

    def action_undo(self) -> None:
        """One step back."""
        editing.undo(self)

    def action_redo(self) -> None:
        """One step forward again."""
        editing.redo(self)

    def action_repair(self) -> None:
        """Make one of the changes that an explanation named last."""
        editing.repair(self)

    def action_save(self) -> None:
        """Save what was changed."""
        saving.save(self)

    def action_automatic(self) -> None:
        """Search by itself after every change, or only when asked."""
        self.automatic = not self.automatic
        on = text("From now on a plan is made anew after every change.")
        self.tell(on if self.automatic else text("From now on a plan is made only with s."))
        self.show_bars()


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
