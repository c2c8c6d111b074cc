"""Why a scenario has no plan, or why a gap stays, and the cheapest changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.domain.clashes.changes import Prices
from rollenplanner.domain.clashes.closing import NOTES
from rollenplanner.domain.clashes.edits import Problem
from rollenplanner.domain.errors import Problem as Trouble
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text
from rollenplanner.planning.explain.clash import Clash, ClashFinder
from rollenplanner.planning.explain.closing import (
    GapInQuestion,
    gap_in_question,
    problems_of,
    question_about,
)
from rollenplanner.planning.explain.mildest import Repair
from rollenplanner.planning.explain.oracle import Oracle
from rollenplanner.planning.explain.repair import RepairFinder
from rollenplanner.planning.find_gaps import State

if TYPE_CHECKING:
    from rollenplanner.solver import StopFlag

#: So many clashes that have nothing in common are looked for.
_MOST_CLASHES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is: problems solved, clashes and repairs found."""

    solved: int
    clashes: int
    repairs: int


@dataclass(slots=True)
class Explanation:
    """What is known; it only grows, so it can be shown whenever the work stops.

    Attributes:
        feasible: Whether what was asked for has a plan; None if that stayed open.
        gap: The gap in question, if that is what was asked about.
        note: Why nothing is asked about it, if it only tells something.
        blocked_alone: The gap cannot be closed whatever other roles lose.
        clashes: With no condition in common.
        sole: Whether leaving out any condition of the only clash leaves a plan of the whole;
            None if that stayed open.
        proven: Whether it is proven that no change that was considered is cheaper than the first.
        exhausted: Whether no other sort of repair is left.
        complete: Whether everything that was asked for was done in the time.
        solved: How many problems the solver was asked.
    """

    scenario: Scenario
    feasible: bool | None = None
    gap: Finding | None = None
    note: Text | None = None
    blocked_alone: bool = False
    clashes: list[Clash] = field(default_factory=list)
    sole: bool | None = None
    repairs: list[Repair] = field(default_factory=list)
    proven: bool = False
    exhausted: bool = False
    complete: bool = False
    solved: int = 0
    notes: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Attributes:
        repairs: How many at most.
        seconds: For everything together.
        gap: Id of a finding, or None.
        plan: The plan that has it; None: the present state.
    """

    prices: Prices
    repairs: int = 5
    seconds: float = 60.0
    seed: int = 1
    gap: str | None = None
    plan: Path | None = None


def explain_scenario(
    scenario: Scenario,
    wanted: Wanted,
    stop: StopFlag,
    on_step: Callable[[Step], None] | None = None,
) -> Explanation:
    """Why a scenario has no plan, and what would give it one; `gap` and `plan` play no part."""
    found = Explanation(scenario)
    problem = Problem(scenario)
    work = _Work(found, _oracle(found, wanted, stop, on_step))
    infeasible = ClashFinder.of(problem, work.oracle).is_infeasible()
    found.feasible = None if infeasible is None else not infeasible
    if found.feasible is False:
        work.clashes(problem)
        work.repairs(problem, wanted)
        work.sole(problem)
    work.end(wanted)
    return found


def explain_gap(
    scenario_path: Path,
    wanted: Wanted,
    stop: StopFlag,
    on_step: Callable[[Step], None] | None = None,
) -> Explanation:
    """Why a gap stays, and what would close it without harm to any other role.

    Raises:
        InputError: A file is wrong, or the gap is unknown.
    """
    asked = gap_in_question(scenario_path, wanted.plan, wanted.gap or "")
    return _explain_question(asked, wanted, stop, on_step)


def explain_gap_of(
    state: State,
    wanted: Wanted,
    stop: StopFlag,
    on_step: Callable[[Step], None] | None = None,
) -> Explanation:
    """The same for a plan, or present state, that was looked at already; `plan` plays no part.

    Raises:
        InputError: The gap is unknown.
    """
    asked = question_about(state, wanted.gap or "", state.scenario.name)
    return _explain_question(asked, wanted, stop, on_step)


def _explain_question(
    asked: GapInQuestion,
    wanted: Wanted,
    stop: StopFlag,
    on_step: Callable[[Step], None] | None,
) -> Explanation:
    state = asked.state
    found = explain_finding(state.scenario, state.assignment, asked.finding, wanted, stop, on_step)
    found.notes = asked.notes
    return found


def explain_finding(
    scenario: Scenario,
    assignment: Assignment,
    finding: Finding,
    wanted: Wanted,
    stop: StopFlag,
    on_step: Callable[[Step], None] | None = None,
) -> Explanation:
    """The same of one finding of an assignment; `gap` and `plan` play no part."""
    alone, beside = problems_of(scenario, assignment, finding)
    found = Explanation(alone.scenario, gap=finding, note=NOTES.get(finding.kind))
    if found.note is not None:
        found.complete = True
        return found
    work = _Work(found, _oracle(found, wanted, stop, on_step, assignment))
    # Without all other roles it is asked sooner, and if even then nothing helps, nothing does.
    found.blocked_alone = ClashFinder.of(alone, work.oracle).ask_near().impossible
    found.feasible = False if found.blocked_alone else work.oracle.ask(beside).feasible
    if found.feasible is False:
        found.blocked_alone = found.blocked_alone or work.oracle.ask(alone).impossible
        work.clashes(alone if found.blocked_alone else beside)
        work.repairs(beside, wanted)
        work.sole(beside)
    work.end(wanted)
    return found


def _oracle(
    found: Explanation,
    wanted: Wanted,
    stop: StopFlag,
    on_step: Callable[[Step], None] | None,
    start: Assignment | None = None,
) -> Oracle:
    def tell(solved: int) -> None:
        if on_step is not None:
            on_step(Step(solved, len(found.clashes), len(found.repairs)))

    return Oracle(wanted.seconds, wanted.seed, stop, start, tell)


@dataclass(slots=True)
class _Work:
    """The parts of the work, each of which adds to what is known."""

    found: Explanation
    oracle: Oracle

    def clashes(self, problem: Problem) -> None:
        """Clashes without a common condition."""
        finder = ClashFinder.of(problem, self.oracle)
        while len(self.found.clashes) < _MOST_CLASHES:
            known = [each for clash in self.found.clashes for each in clash.conditions]
            clash = finder.find(without=known)
            if clash is None:
                return
            self.found.clashes.append(clash)

    def sole(self, problem: Problem) -> None:
        """Whether the one clash is all that stands in the way."""
        if len(self.found.clashes) == 1:
            answers = {
                self.oracle.ask(problem, [each.drop]).feasible
                for each in self.found.clashes[0].conditions
            }
            self.found.sole = False if False in answers else (None if None in answers else True)
        elif self.found.clashes:
            self.found.sole = False

    def repairs(self, problem: Problem, wanted: Wanted) -> None:
        """Repairs of all clashes together, the cheapest first."""
        if not self.found.clashes:
            return
        finder = RepairFinder(problem, wanted.prices, self.oracle, repairs=self.found.repairs)
        for clash in self.found.clashes:
            finder.add(clash)
        finder.look(wanted.repairs)
        self.found.proven = bool(self.found.repairs) and self.found.repairs[0].cheapest
        self.found.exhausted = finder.exhausted

    def end(self, wanted: Wanted) -> None:
        """Note what was done, and whether it is all that was asked for."""
        self.found.solved = self.oracle.asked
        enough = len(self.found.repairs) >= wanted.repairs or self.found.exhausted
        self.found.complete = self.found.feasible is True or (bool(self.found.clashes) and enough)
