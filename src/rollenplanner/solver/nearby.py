"""A plan again after one thing is forced or forbidden: as good as it was, with few changes.

Levels are compared with those of the plan at hand, first level first. A level is not pressed below
what the plan at hand has there: that would compare a search for two minutes with one for two
seconds, and change what nobody asked about. So the search goes on at the first level that is worse
than in the plan at hand, until it is as good again, until no plan can be better there, which the
whole model proves, or until the time is over. Of plans that are equally good the nearest one wins.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import least_level_value
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.solver.candidates import Pair, count_cells, likely_pairs
from rollenplanner.solver.clock import Clock, EffortClock, WallClock
from rollenplanner.solver.flat import FlatForm, FlatModel, SubModel
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.neighbourhoods import Groups
from rollenplanner.solver.outcome import (
    LevelOutcome,
    LevelState,
    Outcome,
    Progress,
    Status,
    StopFlag,
)
from rollenplanner.solver.parameters import neighbourhood_solver, whole_model_solver
from rollenplanner.solver.polish import WIDEST
from rollenplanner.solver.question import Question, mended
from rollenplanner.solver.region import Regions
from rollenplanner.solver.repair import jumps_of
from rollenplanner.solver.runner import Answer, Listener, run
from rollenplanner.solver.solution import from_assignment, to_assignment

#: Above so many combinations of role, person and period only the likely ones are modelled, and
#: nothing is proven.
MOST_CELLS = 2_500
#: Candidates per role beside those who carry it, where not everybody is modelled.
CANDIDATES = 4
#: Deterministic time for one sub-model of a region and of a drawn neighbourhood.
REGION_EFFORT, DRAWN_EFFORT = 1.0, 0.2
#: What a sub-model counts for at least (see `polish.LEAST_EFFORT`).
LEAST_EFFORT = 0.002
#: Part of the time for regions around the change; part of what is left then for one proof.
REGION_PART, PROOF_PART = 0.5, 0.6
#: People in a drawn neighbourhood, and how many of them in a row may bring nothing.
DRAWN_SIZE, PATIENCE = 10, 25
#: Periods that are free in a drawn neighbourhood.
SPAN = 2
#: Less time than this is not worth a sub-model.
LEAST_SLICE = 0.1


def solve_nearby(
    question: Question,
    settings: Settings,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    stop: StopFlag | None = None,
) -> Outcome:
    """The best plan of an edited scenario near a plan, as far as it can be found in the time.

    Args:
        question: The edit and the plan.
        settings: Seed, workers, time limit, determinism.
        on_progress: Called for every better plan or bound.
        stop: Ends the search early, with the best plan so far.

    Returns:
        An outcome of which a level's `bound` holds for every plan of the edited scenario whose
        higher levels are at most as in the plan at hand or as in the plan that was found, whichever
        is more.
    """
    limit = settings.time_limit
    clock: Clock = EffortClock(limit) if settings.deterministic else WallClock(limit)
    return Nearby(question, settings, clock, stop or StopFlag(), on_progress).go()


@dataclass(slots=True)
class Nearby:
    """One search under way.

    Attributes:
        values: Of all variables, for the best plan so far; None while there is none.
        reached: Its value per level.
        bounds: Per level what is proven under the ceilings of `_ceilings`.
        infeasible: Whether it is proven that no plan obeys the rules.
    """

    question: Question
    settings: Settings
    clock: Clock
    stop: StopFlag
    on_progress: Callable[[Progress], None] | None = None
    values: list[int] | None = None
    reached: tuple[int, ...] = ()
    bounds: dict[int, tuple[tuple[int, ...], int]] = field(default_factory=dict)
    infeasible: bool = False
    whole: bool = True
    model: PlanModel = field(init=False)
    flat: FlatModel = field(init=False)
    groups: Groups = field(init=False)
    regions: Regions = field(init=False)
    rounds: int = 0
    _begun: Assignment = field(init=False)
    _jumps: FlatForm = field(init=False)

    def __post_init__(self) -> None:
        """Build the model: all of it, or the likely part of a large one around a first plan."""
        self._begun = self.question.start
        self.whole = count_cells(self.question.scenario) <= MOST_CELLS
        if self.whole:
            self._build(None)
        else:
            self._begun, self.infeasible = mended(
                self.question, self.settings, self.clock, self.stop
            )
            self._build(self._pairs())

    def _build(self, pairs: frozenset[Pair] | None) -> None:
        self.model = build_model(self.question.scenario, self.question.start, pairs)
        self.flat = FlatModel(self.model)
        self.groups = Groups(self.flat, random.Random(self.settings.seed))
        self.regions = Regions(self.flat, self.groups)
        self._jumps = FlatForm.of(jumps_of(self.model).form)

    def _pairs(self) -> frozenset[Pair]:
        asked = self.question
        about = {(asked.role, who) for who in asked.scenario.staff}
        about |= {(role, asked.person) for role in asked.scenario.roles}
        known = (
            likely_pairs(asked.scenario, CANDIDATES, each) for each in (asked.start, self._begun)
        )
        return frozenset(about).union(*known)

    def go(self) -> Outcome:
        """Search, and tell what came of it."""
        self._begin()
        if self.values is not None:
            self._set_shares()
            self._around()
            self._beyond()
            self._come_nearer()
        return self._outcome()

    # A first plan

    def _begin(self) -> None:
        """The plan at hand if it still obeys every rule; else a repair; else any plan."""
        asked = self.question
        start = from_assignment(self.model, self._begun)
        if self.infeasible:
            return
        if not any(check_all(asked.scenario, self._begun)):
            self._take(start)
            return
        for free in self.regions.growing(asked.role, asked.person, start):
            if self._going() and self.values is None:
                self._solve(self.flat.cut(free, start), None, REGION_EFFORT)
        if self.values is None and self._going():
            self._find_any(start)
        if self.values is None and not self.whole and self._going():
            self.whole = True
            self._build(None)
            self._find_any(from_assignment(self.model, self._begun))

    def _find_any(self, hint: list[int]) -> None:
        """Any plan at all; only the whole model can prove that there is none."""
        asked = self.model.asking(self.model.levels[0].total.form if self.model.levels else None)
        hinted = asked.proto.solution_hint
        hinted.vars.extend(range(len(hint)))
        hinted.values.extend(hint)
        answer = self._run(
            asked, self.clock.remaining(), Listener(lambda _: True, lambda _: None, lambda: False)
        )
        self.infeasible = self.whole and answer.status == cp_model.INFEASIBLE
        if answer.values is not None:
            self._take(answer.values)

    # Better plans

    def _set_shares(self) -> None:
        """Divide the work anew among those who hold it: a repair leaves shares as they come."""
        shares = {each.index for each in self.model.variables.free_share.values()}
        cells = self.flat.cells
        free = [i for i in range(self.flat.size) if i in shares or i not in cells]
        for number in range(len(self.question.targets)):
            if self._worse(number) and self._going():
                self._improve(number, free, DRAWN_EFFORT)

    def _around(self) -> None:
        """Every level in turn with the work of more and more people free."""
        asked = self.question
        assert self.values is not None
        until = self.clock.elapsed() + REGION_PART * self.clock.remaining()
        for free in self.regions.growing(asked.role, asked.person, self.values):
            for number in range(len(asked.targets)):
                if self._worse(number) and self._going() and self.clock.elapsed() < until:
                    self._improve(number, free, REGION_EFFORT)
            if self._first_worse() is None:
                return

    def _beyond(self) -> None:
        """Every level that is worse: draw neighbourhoods, then ask the whole model; first first."""
        before: tuple[int, ...] = ()
        while self._going() and self.reached != before and self._first_worse() is not None:
            before = self.reached
            for number in range(len(self.reached)):
                if self._going() and not self._closed(number):
                    if self.question.pressed[number]:
                        self._draw(number)
                    if self.whole and self._going() and not self._closed(number):
                        self._prove(number)

    def _draw(self, number: int) -> None:
        """Neighbourhoods drawn where the level loses something, until they bring nothing."""
        stalled = 0
        until = self.clock.elapsed() + (1 - PROOF_PART) * self.clock.remaining()
        span = min(SPAN, max(1, self.groups.periods))
        while stalled < PATIENCE and self._going() and self.clock.elapsed() < until:
            assert self.values is not None
            near = self.groups.draw(DRAWN_SIZE, span, self.flat.levels[number], self.values)
            before = self.reached
            self._improve(number, self.groups.variables_of(near), DRAWN_EFFORT)
            stalled = 0 if self.reached < before else stalled + 1
            if not self._worse(number):
                return

    def _improve(self, number: int, free: list[int], effort: float) -> None:
        """Minimise a level down to its target, then jumps, with some variables free."""
        assert self.values is not None
        cut = self.flat.cut(free, self.values)
        for level, ceiling in zip(self.flat.levels, self._ceilings(number), strict=False):
            cut.hold(level, ceiling)
        self._solve(cut, number, effort)

    def _come_nearer(self) -> None:
        """Undo what turned out not to be needed: all levels held, as few jumps as possible."""
        if self.values is None or self.stop.is_set():
            return
        changed = self._changed()
        last = len(self.flat.levels)
        if changed:
            cut = self.flat.cut(self.regions.variables_of(changed), self.values)
            for level, ceiling in zip(self.flat.levels, self._ceilings(last), strict=False):
                cut.hold(level, ceiling)
            self._solve(cut, None, REGION_EFFORT)

    def _changed(self) -> list[str]:
        """Everybody who carries something else than in the plan at hand."""
        assert self.values is not None
        variables = self.model.variables
        start = from_assignment(self.model, self.question.start)
        people = {
            cell.person: None
            for table in (variables.holds, variables.free_share, variables.backs)
            for cell, variable in table.items()
            if self.values[variable.index] != start[variable.index]
        }
        return list(people)

    def _solve(self, cut: SubModel, number: int | None, effort: float) -> None:
        """Minimise a level (not below its target) with jumps after it; None: jumps alone."""
        jumps = cut.part(self._jumps)
        form = jumps
        if number is not None and self.flat.levels:
            form = self._objective(cut, number, jumps)
        cut.model.minimize(form.expression)
        cut.hint()
        seconds = None if self.settings.deterministic else max(LEAST_SLICE, self.clock.remaining())
        self.rounds += 1
        solver = neighbourhood_solver(self.settings.seed + self.rounds, effort, seconds)
        status = solver.solve(cut.model)
        self.clock.add_effort(max(LEAST_EFFORT, solver.response_proto.deterministic_time))
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._take(cut.merged(list(solver.response_proto.solution)))

    def _objective(self, cut: SubModel, number: int, jumps: Linear) -> Linear:
        """A level, far below it the next ones as long as numbers stay small, and last the jumps."""
        form = self._floored(cut, number)
        product = _width(form) * _width(jumps)
        for below in range(number + 1, len(self.flat.levels)):
            part = self._floored(cut, below)
            product *= _width(part)
            if product > WIDEST:
                break
            form = Linear.total((form.times(_width(part)), part))
        return Linear.total((form.times(_width(jumps)), jumps))

    def _floored(self, cut: SubModel, number: int) -> Linear:
        """A level in lowest terms, but not below what the plan at hand has there."""
        form = cut.part(self.flat.levels[number].total)
        target = self.model.levels[number].total.floor(self.question.targets[number])
        if form.least >= target:
            return form
        floored = cut.model.new_int_var(target, max(target, form.most), "")
        cut.model.add(floored >= form.expression)
        return Linear.of(floored)

    # Proof

    def _prove(self, number: int) -> None:
        """Minimise a level of the whole model, the ones above it held."""
        assert self.values is not None
        ceilings = self._ceilings(number)
        level = self.model.levels[number]
        asked = self.model.asking(
            level.total.form, list(zip(self.model.levels, ceilings, strict=False)), self.values
        )

        def solution(values: list[int]) -> bool:
            if self.question.pressed[number]:
                self._take(values)
            return self._closed(number)

        def bound(reduced: int) -> None:
            self._record(number, ceilings, level.total.original(reduced))

        budget = PROOF_PART * self.clock.remaining()
        answer = self._run(asked, budget, Listener(solution, bound, lambda: self._done(number)))
        if answer.bound is not None:
            bound(answer.bound)

    def _record(self, number: int, ceilings: tuple[int, ...], bound: int) -> None:
        known = self.bounds.get(number)
        if known is None or known[0] != ceilings or known[1] < bound:
            self.bounds[number] = (ceilings, bound)
            self._tell(number)

    def _bound(self, number: int) -> int:
        """What is proven about a level, under the ceilings of the best plan so far."""
        least = least_level_value(self.question.scenario, self.question.scenario.objective[number])
        known = self.bounds.get(number)
        if known is not None and known[0] == self._ceilings(number):
            return max(least, known[1])
        return least

    def _closed(self, number: int) -> bool:
        """Whether a level is as good as in the plan at hand, or proven to be as good as it gets."""
        return not self._worse(number) or self._bound(number) >= self.reached[number]

    def _done(self, number: int) -> bool:
        # Asked at moments that the clock chooses, so never where runs must repeat exactly.
        return not self.settings.deterministic and self._closed(number)

    def _run(self, model: cp_model.CpModel, budget: float, listener: Listener) -> Answer:
        solver = whole_model_solver(self.settings, self.settings.workers, max(0.01, budget))
        answer = run(model, solver, listener, self.stop)
        self.clock.add_effort(max(LEAST_EFFORT, answer.effort))
        return answer

    # State

    def _ceilings(self, number: int) -> tuple[int, ...]:
        """What the levels above one may be: as in the plan at hand, or worse if they are."""
        return tuple(map(max, self.reached[:number], self.question.targets))

    def _worse(self, number: int) -> bool:
        return self.reached[number] > self.question.targets[number]

    def _first_worse(self) -> int | None:
        worse = (number for number in range(len(self.question.targets)) if self._worse(number))
        return next(worse, None)

    def _take(self, raw: Sequence[int]) -> None:
        """Take a plan over if it is one, and better: by levels down to their targets, then near."""
        values = self.model.builder.complete(list(raw[: self.model.size.variables]))
        if not self.flat.obeyed(values) or not self.model.builder.within_ceilings(values):
            return
        reached = tuple(level.value(values) for level in self.model.levels)
        if self.values is None or self._rank(values, reached) < self._rank(
            self.values, self.reached
        ):
            self.values, self.reached = values, reached
            self._tell(self._first_worse())

    def _rank(self, values: list[int], reached: tuple[int, ...]) -> tuple[int, ...]:
        total = jumps_of(self.model)
        return (*map(max, reached, self.question.targets), total.form.value(values))

    def _going(self) -> bool:
        return not self.stop.is_set() and self.clock.remaining() > LEAST_SLICE

    def _tell(self, number: int | None) -> None:
        if self.on_progress is None or not self.reached or number is None:
            return
        level = self.model.levels[number]
        self.on_progress(
            Progress(
                number + 1,
                len(self.model.levels),
                tuple(term for term, _ in level.terms),
                self.reached[number],
                self._bound(number),
                self.clock.elapsed(),
            )
        )

    def _outcome(self) -> Outcome:
        stopped, size = self.stop.is_set(), self.model.size
        if self.values is None:
            status = Status.INFEASIBLE if self.infeasible else Status.UNKNOWN
            return Outcome(status, None, (), stopped, size)
        levels = tuple(map(self._level, range(len(self.reached))))
        plan = to_assignment(self.model.variables, self.values)
        return Outcome(Status.FEASIBLE, plan, levels, stopped, size)

    def _level(self, number: int) -> LevelOutcome:
        value = self.reached[number]
        bound = min(value, self._bound(number))
        state = LevelState.OPTIMAL if bound == value else LevelState.FEASIBLE
        return LevelOutcome(self.model.levels[number].terms, value, bound, state, None)


def _width(form: Linear) -> int:
    """How many values a form can have at most."""
    return form.most - form.least + 1
