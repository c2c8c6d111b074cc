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
from rollenplanner.solver.polish import Polisher
from rollenplanner.solver.proofs import Proofs
from rollenplanner.solver.prove import Prover
from rollenplanner.solver.slices import Slices
from rollenplanner.solver.solution import from_assignment, to_assignment
from rollenplanner.solver.state import State
from rollenplanner.solver.time_division import LEAST_SLICE, level_slice, patience

#: Candidates per role in the models that look for a first plan, and in working models.
FIRST_CANDIDATES = (0, 4, 16)
CANDIDATES = 4
#: Part of the time that is left which one working model gets.
ROUND_PART = 0.5

ProgressListener = Callable[[Progress], None]


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
        number_of_round = 0
        while self.overall.plan is not None and self._going():
            self._round(number_of_round)
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
        hint = None if self.start is None else from_assignment(model, self.start)
        state = State(model)
        prover = Prover(state, self.settings, self.stop, lambda _: None, hint)
        guide = 0 if model.levels else None
        self.clock.add_effort(prover.find_any(guide, self.clock.remaining()))
        self.infeasible = prover.infeasible and pairs is None
        self._hand_on(state, 0)
        if self.spent:
            self.spent[0] += self.clock.elapsed() - before

    def _build(self, pairs: frozenset[tuple[str, str]] | None) -> PlanModel:
        model = build_model(self.scenario, self.start, pairs)
        if model.size.variables > self.size.variables:
            self.size = model.size
        return model

    # Working models

    def _round(self, number_of_round: int) -> None:
        """Visit every open level with one working model."""
        plan, _ = self.overall.snapshot()
        rng = self.rng if number_of_round else None
        model = self._build(likely_pairs(self.scenario, CANDIDATES, plan, rng))
        state = State(model, proofs=self.overall.proofs)
        state.offer(from_assignment(model, plan))
        flat = FlatModel(model)
        count = self.settings.workers if self.side_by_side else 1
        seed = self.settings.seed + 10_000 * number_of_round
        bench = Bench(state, [Polisher(flat, seed + 1000 * n) for n in range(count)])
        limit = self.clock.elapsed() + self.clock.remaining() * ROUND_PART
        for number in range(len(model.levels)):
            if self._going() and not self.overall.closed(number):
                after = sum(1 for other in self.overall.open_levels() if other > number)
                begun = self.clock.elapsed()
                until = begun + level_slice(limit - begun, after)
                self._visit(bench, Visit(number, until, patience(number_of_round)))
                self.spent[number] += self.clock.elapsed() - begun

    def _visit(self, bench: Bench, visit: Visit) -> None:
        """Polish, while the last worker proves bounds in between."""
        *others, last = bench.polishers
        with ThreadPoolExecutor(max(1, len(others)), thread_name_prefix="polish") as pool:
            polishing = [pool.submit(self._polish, bench, visit, each) for each in others]
            self._prove_and_polish(bench, visit, last)
        for each in polishing:
            each.result()  # an error in a worker is an error of the search

    def _prove_and_polish(self, bench: Bench, visit: Visit, polisher: Polisher) -> None:
        """Give bounds and better plans equal time."""
        while self._on(visit):
            begun = self.clock.elapsed()
            tried = self._prove(visit)
            proven = self.clock.elapsed()
            part = min(visit.until, proven + max(1.0, proven - begun))
            self._polish(bench, visit, polisher, part if tried else visit.until)
            if visit.stalled >= visit.patience:
                return

    def _prove(self, visit: Visit) -> bool:
        """One try at the bounds of a level; returns whether anything was left to try."""
        if not self.slices.grow(lambda: self._on(visit)):
            return False
        plan, reached = self.overall.snapshot()
        return self.slices.prove(
            visit.number, plan, reached, self.clock, lambda: self._on(visit)
        )

    def _polish(
        self, bench: Bench, visit: Visit, polisher: Polisher, until: float | None = None
    ) -> None:
        end = visit.until if until is None else until
        while (
            self._on(visit) and visit.stalled < visit.patience and self.clock.elapsed() < end
        ):
            best = bench.state.best
            assert best is not None
            seconds = None if self.settings.deterministic else self.clock.remaining()
            before = polisher.effort
            values = polisher.step(visit.number, best.values, seconds)
            self.clock.add_effort(polisher.effort - before)
            visit.stalled += 1
            if values is not None and bench.state.offer(values, instead_of=best):
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
