"""The long work behind the screens: one piece at a time, never in the thread of the interface.

Fragility is computed by itself while nothing else goes on, and gives way to everything else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rollenplanner.domain.errors import InputError, InternalError
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Plan, Settings
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.stopping import StopFlag
from rollenplanner.domain.stressed import Asked, Stressed
from rollenplanner.domain.stressed import Progress as StressProgress
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.planning.find_gaps import Gaps, look
from rollenplanner.reports.table import Block
from rollenplanner.tui.answers import NO_CHANGES, explained, stayed_open, why_blocks
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.panes.solve import Course
from rollenplanner.tui.repairing import repairs_of
from rollenplanner.tui.tasks import Task

if TYPE_CHECKING:
    from rollenplanner.files.scenario_editing import EditedScenario
    from rollenplanner.planning.editing import Resolved
    from rollenplanner.planning.explain.explain import Explanation

#: Seconds without any change after which fragility is computed by itself.
_CALM = 1.5
#: With more people than this it takes so long that someone has to ask for it.
_BY_ITSELF = 100
#: Cells that a plan may change after an edit, beyond what the scenario forces.
_JUMPS = 5
#: Seconds for the search behind an answer to why, and at least behind an explanation.
_WHY_SECONDS = 6.0
_EXPLAIN_SECONDS = 60.0
#: Seconds that work gets to end before other work begins, and before the program leaves.
PATIENCE = 0.7


@dataclass
class News:
    """What happened since the last look.

    Attributes:
        progress: Of a search.
        plan: A new plan, laid on the desk already.
        seconds: That the search took.
        fragile: Fragility or a stress test is there.
        answered: There is something new beside the plan.
        message: To tell in passing.
        failed: Whether that is bad news.
        read: Title and blocks to read on the whole screen.
        repairs: Whether what is read names changes that can be made.
    """

    progress: list[Any] = field(default_factory=list)
    plan: Plan | None = None
    seconds: float = 0.0
    fragile: bool = False
    answered: bool = False
    message: Text | None = None
    failed: bool = False
    read: tuple[Text | str, tuple[Block, ...]] | None = None
    repairs: bool = False

    @property
    def anything(self) -> bool:
        """Whether the bars have to be drawn anew."""
        return bool(
            self.progress or self.plan or self.fragile or self.answered or self.message or self.read
        )


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search came to: a plan with its gaps, or why there is none."""

    resolved: Resolved
    gaps: Gaps | None
    explanation: Explanation | None


class Jobs:
    """Begins, watches and stops the work."""

    def __init__(self, desk: Desk) -> None:
        """Work for what lies on a desk."""
        self._desk = desk
        self._task: Task[Any, Any] | None = None
        self._kind = ""
        self._status: Text | None = None
        self._calm_since = time.monotonic()
        self._again: float | None = None
        self._asked_about: EditedScenario | None = None
        self.course: Course | None = None
        #: Nothing is computed by itself.
        self.quiet = True

    # What goes on

    @property
    def busy(self) -> bool:
        """Whether anything goes on."""
        return self._task is not None

    @property
    def busy_with_plan(self) -> bool:
        """Whether a search for a plan goes on."""
        return self._task is not None and self._kind == "solve"

    @property
    def status(self) -> Text:
        """In a few words, for the bar at the top."""
        task = self._task
        if task is None:
            return text("ready")
        seconds = int(task.seconds)
        if task.stop.is_set():
            return text("stopping..")
        if self._kind == "solve" and self.course is not None:
            if self._status is not None:
                return self._status
            return text(
                "searching: level {level}, {seconds} of {limit} s",
                level=self.course.busy + 1,
                seconds=seconds,
                limit=int(self.course.limit),
            )
        if self._kind == "fragility":
            return self._status or text("computing fragility..")
        if self._kind == "stress":
            return self._status or text("stress test..")
        return text("looking for an answer, {seconds} s", seconds=seconds)

    def stop(self) -> bool:
        """Ask what goes on to end with what there is; returns whether anything was going on."""
        if self._task is None:
            return False
        self._task.stop.set()
        return True

    def end(self) -> bool:
        """Leave: stop, and wait a moment; returns whether everything has ended."""
        return self._task is None or self._task.end(PATIENCE)

    def _begin(
        self, kind: str, work: Callable[[StopFlag, Callable[[Any], None]], Any]
    ) -> Text | None:
        """Begin, unless something else goes on; fragility gives way."""
        if not self._desk.ready:
            return text("There is nothing to work on yet.")
        if self._task is not None and self._kind == "fragility":
            self._task.end(PATIENCE)
            self._task = None
        if self._task is not None:
            return text("Something is going on already; x stops it.")
        self._kind, self._status = kind, None
        self._task = Task(kind, work)
        self._desk.solving = kind == "solve"
        return None

    # Kinds of work

    def begin_solve(self, seconds: float) -> Text | None:
        """Search for a plan, from the present one on if there is one; tells why it cannot."""
        desk = self._desk
        if desk.sitting is None:
            return text("There is nothing to work on yet.")
        # After a change the plan stays close to what it was; else it may become any better one.
        jumps = None if desk.plan_fits else _JUMPS
        request = desk.sitting.resolve_request(Settings(time_limit=float(seconds)), jumps=jumps)
        scenario, translator = desk.scenario, desk.tr

        def work(stop: StopFlag, hear: Callable[[Any], None]) -> Searched:
            from rollenplanner.planning.make_plan import Ending

            resolved = request.run(translator, stop, hear)
            if resolved.plan is not None:
                return Searched(resolved, look(scenario, resolved.plan), None)
            if resolved.ending is Ending.INFEASIBLE and not stop.is_set():
                self._status = text("impossible: looking for changes")
                return Searched(resolved, None, _explain(scenario, stop, seconds))
            return Searched(resolved, None, None)

        refusal = self._begin("solve", work)
        if refusal is None:
            self.course = Course(request.objective, float(seconds))
        return refusal

    def begin_again(self, seconds: float) -> None:
        """Search after a change: what goes on is stopped, and a search begins when it has ended."""
        self._again = seconds
        self.stop()

    def begin_stress(self, asked: Asked) -> Text | None:
        """Test what is lost; tells why it cannot."""
        return self._begin("stress", self._stress(asked))

    def _stress(self, asked: Asked) -> Callable[[StopFlag, Callable[[Any], None]], Stressed]:
        state = self._desk.state if self._desk.ready else None

        def work(stop: StopFlag, hear: Callable[[Any], None]) -> Stressed:
            from rollenplanner.planning.stress_test import Subject, try_absences

            assert state is not None
            subject = Subject(state.scenario, state.assignment)
            return try_absences(subject, asked, on_progress=hear, stop=stop)

        return work

    def begin_explain_gap(self, finding: Finding) -> Text | None:
        """Find out why a gap stays; tells why it cannot."""
        desk = self._desk
        plan = desk.gaps.plan
        in_plan = plan is not None and any(each.id == finding.id for each in plan.findings)
        state = plan if plan is not None and in_plan else desk.gaps.present
        now = desk.sitting.state.edited if desk.sitting else None

        def work(stop: StopFlag, hear: Callable[[Any], None]) -> Explanation:
            from rollenplanner.domain.clashes.prices import DEFAULT_PRICES
            from rollenplanner.planning.explain.explain import Wanted, explain_gap_of

            wanted = Wanted(DEFAULT_PRICES, seconds=_EXPLAIN_SECONDS, gap=finding.id)
            return explain_gap_of(state, wanted, stop, hear)

        refusal = self._begin("explain", work)
        if refusal is None:
            self._asked_about = now
        return refusal

    def begin_why(self, person: str, role: Role) -> Text | None:
        """Find out why someone carries a role or not; tells why it cannot."""
        scenario, plan = self._desk.scenario, self._desk.plan
        assert plan is not None

        def work(stop: StopFlag, hear: Callable[[Any], None]) -> object:
            from rollenplanner.domain.judge import judge
            from rollenplanner.planning.why import Read, answer

            read = Read(scenario, plan, judge(scenario, plan), person, role, None, False, ())
            if not read.obeys:
                return None
            settings = Settings(time_limit=_WHY_SECONDS)
            return answer(read, role, settings, on_progress=hear, stop=stop)

        return self._begin("why", work)

    # What came of it

    def touch(self) -> None:
        """Something changed: what is computed by itself waits for calm."""
        self._calm_since = time.monotonic()
        if self._task is not None and self._kind == "fragility":
            self._task.stop.set()

    def look(self) -> News:
        """Collect what happened, and begin what goes by itself."""
        news = News()
        task = self._task
        if task is None:
            if self._again is not None:
                seconds, self._again = self._again, None
                self.begin_solve(seconds)
            else:
                self._compute_fragility()
            return news
        done = task.done
        heard = task.news()
        if self._kind == "solve":
            news.progress = heard
            if self.course is not None:
                self.course.until = max(self.course.until, task.seconds)
        elif heard and isinstance(heard[-1], StressProgress):
            self._status = _how_far(heard[-1])
        if done:
            self._task = None
            self._desk.solving = False
            self._calm_since = time.monotonic()
            self._finish(task, news)
        return news

    def _compute_fragility(self) -> None:
        desk = self._desk
        if self.quiet or not desk.ready or not desk.fragility_stale:
            return
        if len(desk.scenario.staff) > _BY_ITSELF or time.monotonic() - self._calm_since < _CALM:
            return
        self._begin("fragility", self._stress(Asked(1)))

    def _finish(self, task: Task[Any, Any], news: News) -> None:
        news.seconds = task.seconds
        if task.error is not None:
            self._tell_error(task.error, news)
        elif self._kind == "solve" and task.result is not None:
            self._finish_search(task.result, news)
        elif self._kind in ("stress", "fragility") and task.result is not None:
            self._finish_stress(task.result, news, stopped=task.stop.is_set())
        elif self._kind == "explain" and task.result is not None:
            self._finish_explanation(task.result, news)
        elif self._kind == "why":
            news.read = (text("Why"), why_blocks(task.result, self._desk.people))

    def _finish_search(self, found: Searched, news: News) -> None:
        news.answered = True
        sitting, plan = self._desk.sitting, found.resolved.plan
        if sitting is None or not sitting.fits(found.resolved):
            news.message = text("Something was changed meanwhile; s searches again.")
            return
        if plan is not None and found.gaps is not None:
            self._desk.take_plan(plan, found.gaps)
            news.plan = plan
            news.message = text("A plan is there; i shows the present beside it, p writes it.")
            return
        news.failed = True
        self._desk.answer = stayed_open(found.resolved.made, found.explanation, self._desk.people)
        if found.explanation is not None:
            self._desk.repairs = repairs_of(found.explanation, sitting)
            self._desk.without_changes = not self._desk.repairs
        news.message = text("No plan was found; the details tell why.")
        if self._desk.without_changes:
            news.message = NO_CHANGES
        if self._desk.repairs:
            news.message = text("No plan is possible; a on the screen Solve makes a repair.")

    def _finish_explanation(self, found: Explanation, news: News) -> None:
        sitting = self._desk.sitting
        if sitting is not None and sitting.state.edited is self._asked_about:
            self._desk.repairs = repairs_of(found, sitting)
        news.read = (text("Why it stays"), explained(found, self._desk.people))
        news.repairs = bool(self._desk.repairs)

    def _finish_stress(self, found: Stressed, news: News, *, stopped: bool) -> None:
        if self._kind == "fragility" and stopped:
            return  # something else came in between; it is computed again
        news.fragile = True
        if found.complete or found.singles == found.candidates:
            self._desk.fragility, self._desk.fragility_stale = found.fragility, False
        if self._kind == "stress":
            self._desk.stressed, self._desk.stressed_stale = found, False

    def _tell_error(self, error: BaseException, news: News) -> None:
        news.failed = True
        self.quiet = self.quiet or self._kind == "fragility"
        if isinstance(error, InputError):
            news.message = error.problems[0].message
        elif isinstance(error, InternalError):
            news.message = text(
                "This is an error of the program, not of yours: {problem} Please report it.",
                problem=error.message,
            )
        else:
            news.message = text(
                "This is an error of the program, not of yours ({kind}). Please report it.",
                kind=type(error).__name__,
            )


def _explain(scenario: Scenario, stop: StopFlag, seconds: float) -> Explanation:
    from rollenplanner.domain.clashes.prices import DEFAULT_PRICES
    from rollenplanner.planning.explain.explain import Wanted, explain_scenario

    wanted = Wanted(DEFAULT_PRICES, seconds=max(seconds, _EXPLAIN_SECONDS))
    return explain_scenario(scenario, wanted, stop)


def _how_far(progress: StressProgress) -> Text:
    if progress.total is None:
        return text("stress test, {done} done", done=progress.done)
    return text(
        "stress test {done} of {total}, worst {worst} fte",
        done=progress.done,
        total=progress.total,
        worst=fte(progress.worst.critical),
    )
