"""The search where a model of everything is too slow to begin with: several periods, many people.

A first plan comes from a model of those who carry roles at present. Then working models of a few
candidates per role take turns, the best plan carried over from one to the next: each is built in a
second and polished by neighbourhoods, level by level. Bounds come from slices of one period, beside
the polishing. Measured in benchmarks/README.md.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import least_level_value, level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.candidates import likely_pairs
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.outcome import ModelSize, Progress, StopFlag
from rollenplanner.solver.overall import Overall
from rollenplanner.solver.parameters import STARTS, start_solver
from rollenplanner.solver.polish import Polisher
from rollenplanner.solver.proofs import Proofs
from rollenplanner.solver.runner import Listener, run
from rollenplanner.solver.slices import Slices
from rollenplanner.solver.solution import from_assignment, to_assignment
from rollenplanner.solver.state import State
from rollenplanner.solver.time_division import LEAST_SLICE, level_slice, staged_patience

#: Candidates per role in the models that look for a first plan, for a good one, and in working
#: models.
FIRST_CANDIDATES = (0, 4, 16)
BEGIN_CANDIDATES = 2
CANDIDATES = 4
#: Time for a good beginning at the first level: part of what is left, and at most.
BEGIN_PART, MOST_BEGIN = 0.1, 5.0
#: Variables in a neighbourhood at first.
FIRST_VARIABLES = 1_500
#: Deterministic time for one neighbourhood.
EFFORT = 0.1
#: Part of the time that is left which one working model gets.
ROUND_PART = 0.5
#: Less than this is not divided any further.
SHORTEST_ROUND = 8.0
#: Part of the time that is kept for bounds.
PROOF_PART = 0.15

ProgressListener = Callable[[Progress], None]


def _never() -> bool:
    return False


@dataclass(slots=True)
class Visit:
    """One visit to a level of one working model; shared by the threads that work on it."""

    number: int
    until: float
    patience: int
    stalled: int = 0


@dataclass(slots=True)
class Bench:
    """A working model and what works on it."""

    state: State
    polishers: list[Polisher]


@dataclass(slots=True)
class Staged:
    """One solve under way.

    Attributes:
        start: A plan to begin with and to stay close to, or None.
        spent: Time given to each level so far.
        size: The largest model so far.
        polishers: Those of the last working model.
        infeasible: Whether it is proven that no plan obeys the rules.
    """

    scenario: Scenario
    settings: Settings
    clock: Clock
    stop: StopFlag
    on_progress: ProgressListener | None = None
    start: Assignment | None = None
    infeasible: bool = False
    size: ModelSize = field(default_factory=lambda: ModelSize(0, 0))
    overall: Overall = field(init=False)
    slices: Slices = field(init=False)
    spent: list[float] = field(init=False)
    rng: random.Random = field(init=False)
    polishers: list[Polisher] = field(default_factory=list)
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Nothing is known but what no plan can be below."""
        objective = self.scenario.objective
        least = tuple(least_level_value(self.scenario, level) for level in objective)
        self.overall = Overall(Proofs(least))
        self.slices = Slices(self.scenario, self.settings, self.stop, self._proven)
        self.spent = [0.0] * len(objective)
        self.rng = random.Random(self.settings.seed)

    @property
    def side_by_side(self) -> bool:
        """Whether several threads work at the same time."""
        return self.settings.workers > 1 and not self.settings.deterministic

    def go(self) -> None:
        """Search until all levels are closed, the time is over or the caller stops it."""
        self._adopt_start()
        for candidates in FIRST_CANDIDATES:
            if self.overall.plan is None and self._going():
                self._find_any(likely_pairs(self.scenario, candidates, self.start))
        if self.overall.plan is None and self._going():
            self._find_any(None)
        if self.start is None and self.spent and self._going():
            self._begin_well()
        number_of_round = 0
        reserve = self.clock.remaining() * PROOF_PART
        while self.overall.plan is not None and self._going():
            if self.clock.remaining() <= reserve:
                self._prove_all()
                reserve = 0.0
            self._round(number_of_round, reserve)
            number_of_round += 1

    # A first plan

    def _adopt_start(self) -> None:
        """Take the plan to start from over as it is, if it obeys every rule of this scenario."""
        start = self.start
        if start is not None and not any(check_all(self.scenario, start)):
            values = level_values(self.scenario, measure(self.scenario, start, start))
            self.overall.offer(start, tuple(values))
            self._tell(0)

    def _find_any(self, pairs: frozenset[tuple[str, str]] | None) -> None:
        """Look for any plan with some pairs, or with all of them."""
        before = self.clock.elapsed()
        model = self._build(pairs)
        state = State(model)
        asked = model.builder.model.clone()
        if model.levels:
            asked.minimize(model.levels[0].total.form.expression)
        solver = start_solver(self.settings, STARTS[0], max(0.01, self.clock.remaining()))
        solver.parameters.stop_after_first_solution = True
        answer = run(asked, solver, Listener(lambda _: True, lambda _: None, _never), self.stop)
        self.clock.add_effort(answer.effort)
        self.infeasible = answer.status == cp_model.INFEASIBLE and pairs is None
        if answer.values is not None:
            state.offer(answer.values)
        self._hand_on(state, 0)
        if self.spent:
            self.spent[0] += self.clock.elapsed() - before

    def _begin_well(self) -> None:
        """Minimise the first level with a few candidates, from nothing: no plan is in the way."""
        before = self.clock.elapsed()
        model = self._build(likely_pairs(self.scenario, BEGIN_CANDIDATES))
        state = State(model, proofs=self.overall.proofs)
        ways = STARTS if self.side_by_side else STARTS[:1]
        with ThreadPoolExecutor(len(ways), thread_name_prefix="begin") as pool:
            begun = [pool.submit(self._begin, state, way) for way in ways]
        for each in begun:
            self.clock.add_effort(each.result())
        if self.spent:
            self.spent[0] += self.clock.elapsed() - before

    def _begin(self, state: State, way: str) -> float:
        """One way to begin; returns deterministic time spent."""
        asked = state.model.builder.model.clone()
        asked.minimize(state.model.levels[0].total.form.expression)

        def take(values: list[int]) -> bool:
            state.offer(values)
            self._hand_on(state, 0)
            return self.overall.closed(0)

        budget = min(MOST_BEGIN, self.clock.remaining() * BEGIN_PART)
        solver = start_solver(self.settings, way, max(0.01, budget))
        listener = Listener(take, lambda _: None, lambda: self.overall.closed(0))
        return run(asked, solver, listener, self.stop).effort

    def _build(self, pairs: frozenset[tuple[str, str]] | None) -> PlanModel:
        model = build_model(self.scenario, self.start, pairs)
        if model.size.variables > self.size.variables:
            self.size = model.size
        return model

    # Working models

    def _round(self, number_of_round: int, reserve: float) -> None:
        """Visit every open level with one working model; leave a part of the time alone."""
        plan, _ = self.overall.snapshot()
        rng = self.rng if number_of_round else None
        model = self._build(likely_pairs(self.scenario, CANDIDATES, plan, rng))
        state = State(model, proofs=self.overall.proofs)
        state.offer(from_assignment(model, plan))
        flat = FlatModel(model)
        count = self.settings.workers if self.side_by_side else 1
        seed = self.settings.seed + 10_000 * number_of_round
        polishers = [
            Polisher(flat, seed + 1000 * n, first_variables=FIRST_VARIABLES, effort_each=EFFORT)
            for n in range(count)
        ]
        for polisher, earlier in zip(polishers, self.polishers, strict=False):
            polisher.learn_from(earlier)
        self.polishers = polishers
        bench = Bench(state, polishers)
        left = self.clock.remaining() - reserve
        limit = self.clock.elapsed() + (left * ROUND_PART if left > SHORTEST_ROUND else left)
        for number in range(len(model.levels)):
            if self._going() and not self.overall.closed(number):
                after = sum(1 for other in self.overall.open_levels() if other > number)
                begun = self.clock.elapsed()
                until = begun + level_slice(limit - begun, after)
                self._visit(bench, Visit(number, until, staged_patience(number_of_round)))
                self.spent[number] += self.clock.elapsed() - begun

    def _visit(self, bench: Bench, visit: Visit) -> None:
        """Polish, while the last worker proves bounds in between."""
        *others, last = bench.polishers
        with ThreadPoolExecutor(max(1, len(others)), thread_name_prefix="polish") as pool:
            polishing = [pool.submit(self._polish, bench, visit, each) for each in others]
            if all(map(self.overall.closed, range(visit.number))):
                self._prove(visit)
            self._polish(bench, visit, last)
        for each in polishing:
            each.result()  # an error in a worker is an error of the search

    def _prove_all(self) -> None:
        """Bounds of all open levels, from the first; those under loose ceilings come last."""
        while self._going():
            tried = False
            for number in self.overall.open_levels():
                if self._going():
                    tried |= self._prove(
                        Visit(number, self.clock.elapsed() + self.clock.remaining(), 0)
                    )
            if not tried:
                return

    def _prove(self, visit: Visit) -> bool:
        """One try at the bounds of a level; returns whether anything was left to try."""
        if not self.slices.complete:
            if not self.slices.grow(lambda: self._on(visit)):
                return False
            self.overall.proofs.raise_least(self.slices.least())
        plan, reached = self.overall.snapshot()
        return self.slices.prove(visit.number, plan, reached, self.clock, lambda: self._on(visit))

    def _polish(self, bench: Bench, visit: Visit, polisher: Polisher) -> None:
        while self._on(visit) and visit.stalled < visit.patience:
            best = bench.state.best
            assert best is not None
            seconds = None if self.settings.deterministic else self.clock.remaining()
            before = polisher.effort
            values = polisher.step(visit.number, best.values, seconds)
            self.clock.add_effort(polisher.effort - before)
            visit.stalled += 1
            now = bench.state.best
            if values is not None and now is not best and now is not None:
                # Another worker was faster: what this one found is carried over to its plan.
                values = polisher.flat.carried_over(best.values, values, now.values)
            if values is not None and bench.state.offer(values, instead_of=now):
                visit.stalled = 0
                self._hand_on(bench.state, visit.number)

    # News

    def _hand_on(self, state: State, level: int) -> None:
        """Let the best plan of a working model become the best of all, if it is."""
        best = state.best
        if best is not None and (self.overall.plan is None or best.reached < self.overall.reached):
            self.overall.offer(to_assignment(state.model.variables, best.values), best.reached)
            self._tell(level)

    def _proven(self, level: int, ceilings: tuple[int, ...], bound: int) -> None:
        self.overall.proofs.add(level, ceilings, bound)
        self._tell(level)

    def _on(self, visit: Visit) -> bool:
        """Whether a visit goes on."""
        over = self.clock.elapsed() >= visit.until
        return not over and self._going() and not self.overall.closed(visit.number)

    def _going(self) -> bool:
        return (
            not self.stop.is_set()
            and not self.infeasible
            and self.clock.remaining() > LEAST_SLICE
            and bool(self.overall.open_levels() or self.overall.plan is None)
        )

    def _tell(self, number: int) -> None:
        if self.on_progress is None or not self.spent:
            return
        with self._telling:
            known = self.overall.plan is not None
            self.on_progress(
                Progress(
                    number + 1,
                    len(self.spent),
                    tuple(self.scenario.objective[number]),
                    self.overall.reached[number] if known else None,
                    self.overall.bound(number) if known else None,
                    self.clock.elapsed(),
                )
            )
