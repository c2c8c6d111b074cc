"""Asks the solver whether problems have a plan, and has every plan judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rollenplanner.domain.check import check_all
from rollenplanner.domain.clashes.edits import ADDED, Edit, Problem, edited
from rollenplanner.domain.clashes.reached import missed
from rollenplanner.domain.errors import InternalError
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.text import text

if TYPE_CHECKING:
    from rollenplanner.solver import StopFlag

#: Seconds that one question may take at most.
_LONGEST = 20.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a problem has a plan: None if that stayed open; `plan` is judged."""

    feasible: bool | None
    plan: Assignment | None = None

    @property
    def impossible(self) -> bool:
        """Whether it is proven that there is no plan."""
        return self.feasible is False


@dataclass(slots=True)
class Oracle:
    """Answers questions until its time is over.

    Attributes:
        seconds: For all questions together.
        seed: For the solver.
        stop: Ends everything early.
        start: A plan near which those that are asked for may be.
        on_question: Hears how many questions were answered.
        asked: Questions answered so far.
    """

    seconds: float
    seed: int
    stop: StopFlag
    start: Assignment | None = None
    on_question: Callable[[int], None] | None = None
    asked: int = 0
    _began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.seconds - (time.monotonic() - self._began)

    def is_over(self) -> bool:
        """Whether no further question gets an answer."""
        return self.stop.is_set() or self.left <= 0

    def ask(self, problem: Problem, edits: Iterable[Edit] = ()) -> Answer:
        """Whether a problem has a plan once it is edited.

        Raises:
            InternalError: The checker does not accept the plan that the solver gave.
        """
        from rollenplanner.solver import Near, Status, find_plan

        if self.is_over():
            return Answer(None)
        asked = edited(problem, edits)
        settings = Settings(self.seed, 2, max(0.01, min(_LONGEST, self.left)), False)
        near = Near(self.start, asked.near, _people_in(asked))
        found = find_plan(asked.scenario, settings, asked.goals, self.stop, near)
        self.asked += 1
        if self.on_question is not None:
            self.on_question(self.asked)
        if found.assignment is not None:
            return _judged(asked, found.assignment)
        return Answer(False if found.status is Status.INFEASIBLE else None)


def _people_in(problem: Problem) -> frozenset[str]:
    """People that goals are about, and those whom a change adds."""
    asked = {goal.person for goal in problem.goals if goal.person}
    added = {who for who in problem.scenario.staff if who.startswith(ADDED)}
    return frozenset(asked | added)


def _judged(problem: Problem, plan: Assignment) -> Answer:
    """The plan as an answer, unless it only seems to keep a limit (rows of loads are rounded)."""
    broken = list(check_all(problem.scenario, plan))
    if broken and all(each.kind == RuleId.LIMITS for each in broken):
        return Answer(None)
    if broken or missed(problem.scenario, plan, problem.goals):
        kinds = tuple(sorted({each.kind for each in broken})) or ("goals",)
        raise InternalError(
            text("the checker rejects a plan of a changed scenario ({kinds}).", kinds=kinds)
        )
    return Answer(True, plan)
