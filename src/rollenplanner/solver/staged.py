"""The search where a model of everything is too slow to begin with: several periods, many people.

A first plan comes from a model of those who carry roles at present. Then working models of a few
candidates per role take turns, the best plan carried over from one to the next: each is built in a
second and polished by neighbourhoods, level by level. Bounds come from slices of one period, beside
the polishing. Measured in benchmarks/README.md.
"""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.measure import least_level_value
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.beginning import begin
from rollenplanner.solver.bounding import Bounding
from rollenplanner.solver.builder import StoppedBuilding
from rollenplanner.solver.by_parts import ByParts, goes_by_parts
from rollenplanner.solver.candidates import Pair, likely_pairs
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.crew import Crew, Member
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.outcome import ModelSize, Progress, StopFlag
from rollenplanner.solver.overall import Overall
from rollenplanner.solver.proofs import Proofs
from rollenplanner.solver.repair import hold_jumps, set_shares
from rollenplanner.solver.salvage import what_still_goes
from rollenplanner.solver.solution import from_assignment, to_assignment
from rollenplanner.solver.state import State
from rollenplanner.solver.time_division import (
    LEAST_SLICE,
    MOST_PATIENCE,
    level_slice,
    staged_patience,
)

#: Less than this is not divided any further.
SHORTEST_ROUND = 24.0
#: Processes pay if they have so much time, in seconds.
LEAST_APART = 8.0
#: Seeds of rounds lie so far apart.
SEED_OF_ROUND = 10_000
#: Rounds without any progress after which a search near a plan ends, and others prove.
MOST_FRUITLESS = 2

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
    flat: FlatModel
    members: Sequence[Member]


@dataclass(slots=True)
class Staged:
    """One solve under way.

    Attributes:
        start: A plan to begin with and to stay close to, or None.
        allowed_jumps: Cells that may differ from it beyond those that have to; None: any number.
        most_jumps: Cells that may differ from it, as soon as that is known; None: any number.
        forced: How many have to, as soon as anything is known about it.
        spent: Time given to each level so far.
        size: The largest model so far.
        crew: Who polishes.
        build_time: What the last model took to build, on the clock.
        infeasible: Whether it is proven that no plan obeys the rules.
        proves: Whether bounds are worth any time.
    """

    scenario: Scenario
    settings: Settings
    clock: Clock
    stop: StopFlag
    on_progress: ProgressListener | None = None
    start: Assignment | None = None
    allowed_jumps: int | None = None
    most_jumps: int | None = None
    forced: Forced | None = None
    infeasible: bool = False
    proves: bool = True
    build_time: float = 0.0
    size: ModelSize = field(default_factory=lambda: ModelSize(0, 0))
    overall: Overall = field(init=False)
    bounding: Bounding = field(init=False)
    spent: list[float] = field(init=False)
    rng: random.Random = field(init=False)
    crew: Crew = field(init=False)
    parts: ByParts | None = None
    _cells: int = 0
    _bench: Bench | None = None
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Nothing is known but what no plan can be below."""
        objective = self.scenario.objective
        least = tuple(least_level_value(self.scenario, level) for level in objective)
        self.overall = Overall(Proofs(least))
        self.bounding = Bounding(
            self.scenario, self.settings, self.clock, self.stop, self.overall, self.going, self.tell
        )
        self.spent = [0.0] * len(objective)
        self.rng = random.Random(self.settings.seed)

    @property
    def side_by_side(self) -> bool:
        """Whether several threads work at the same time."""
        return self.settings.workers > 1 and not self.settings.deterministic

    def go(self) -> None:
        """Search until all levels are closed, the time is over or the caller stops it."""
        begun = self.clock.elapsed()
        with contextlib.suppress(StoppedBuilding):
            begin(self)
        if self.spent:
            self.spent[0] += self.clock.elapsed() - begun
        apart = self.side_by_side and self.clock.remaining() >= LEAST_APART
        count = self.settings.workers if self.side_by_side else 1
        self.crew = Crew(self.scenario, self.start, count, apart, self.stop, self.settings.tuning)
        if goes_by_parts(self.scenario, self.settings.tuning) and self.most_jumps is None:
            self.parts = ByParts(self)
        if self.side_by_side and self.parts is None and self.proves:
            # Memory grows with the part: a model of the whole takes 763 MB for 200 people.
            self.bounding.start()
        try:
            if self.parts is None:
                with contextlib.suppress(StoppedBuilding):
                    self._go_on()
            elif self.overall.plan is not None:
                reserve = self._reserve()
                slices = reserve > self._slices_take()
                self.parts.go(count, apart=apart, reserve=reserve, slices=slices)
        finally:
            self.crew.close()
            self.bounding.close()

    def _reserve(self) -> float:
        """Time for bounds at the end."""
        part = self.settings.tuning.last_part if self.proves else 0.0
        return self.clock.remaining() * part

    def beside(self, scenario: Scenario, clock: Clock) -> Staged:
        """A search for a plan of another scenario from the same start; bounds do not matter."""
        return Staged(scenario, self.settings, clock, self.stop, start=self.start, proves=False)

    def _slices_take(self) -> float:
        """How long it takes, about, to model every period as a whole."""
        return self.build_time * self.bounding.cells / max(1, self._cells)

    def _go_on(self) -> None:
        """Rounds with one working model after the other, and bounds near the end."""
        number_of_round, fruitless = 0, 0
        reserve = self._reserve()
        while self.overall.plan is not None and self.going():
            used_up = self.clock.remaining() <= reserve or not self._worth_a_round()
            if used_up or fruitless >= MOST_FRUITLESS:
                self.bounding.at_last(self.build_time, self.crew.count)
                reserve = 0.0
                if not self._worth_a_round():
                    break
            before = self.overall.reached
            self._round(number_of_round, reserve)
            number_of_round += 1
            fruitless = fruitless + 1 if self.overall.reached == before else 0
            if fruitless >= MOST_FRUITLESS and self.most_jumps is not None:
                return
        # No other working model fits into what is left: the last one goes on.
        while self._bench is not None and self.going():
            self._visit_levels(self._bench, self.clock.elapsed() + self.clock.remaining(), None)

    def _worth_a_round(self) -> bool:
        """Whether a working model can be built and used in the time that is left."""
        return self.going() and self.clock.remaining() > 2 * self.build_time

    def build(self, pairs: frozenset[Pair] | None) -> PlanModel:
        """Model some pairs of role and person, or all; near the start where that is asked for."""
        begun = self.clock.elapsed()
        model = build_model(self.scenario, self.start, pairs, stop=self.stop)
        self.build_time = self.clock.elapsed() - begun
        self._cells = len(model.variables.holds)
        if self.most_jumps is not None:
            hold_jumps(model, self.most_jumps)
        if model.size.variables > self.size.variables:
            self.size = model.size
        return model

    # Working models

    def _round(self, number_of_round: int, reserve: float) -> None:
        """Visit every open level with one working model; leave a part of the time alone."""
        plan, _ = self.overall.snapshot()
        rng = self.rng if number_of_round else None
        pairs = likely_pairs(self.scenario, self.settings.tuning.candidates, plan, rng)
        seed = self.settings.seed + SEED_OF_ROUND * number_of_round
        self.crew.announce(pairs, self.most_jumps, seed)
        model = self.build(pairs)
        state = State(model, proofs=self.overall.proofs)
        state.offer(from_assignment(model, plan))
        if not self.going():
            return
        flat = FlatModel(model)
        if self.most_jumps is not None and not number_of_round:
            self._share_anew(state, flat)
        self._bench = Bench(state, flat, self.crew.take(flat, seed))
        left = self.clock.remaining() - reserve
        limit = self.clock.elapsed() + (
            left * self.settings.tuning.round_part if left > SHORTEST_ROUND else left
        )
        self._visit_levels(self._bench, limit, staged_patience(number_of_round))

    def _visit_levels(self, bench: Bench, limit: float, patience: int | None) -> None:
        """Visit every open level of a working model once; with much patience if it is None."""
        for number in range(len(bench.state.model.levels)):
            if self.going() and not self.overall.closed(number):
                after = sum(1 for other in self.overall.open_levels() if other > number)
                begun = self.clock.elapsed()
                until = begun + level_slice(
                    limit - begun, after, least_part=self.settings.tuning.level_part
                )
                self._visit(bench, Visit(number, until, patience or MOST_PATIENCE))
                self.spent[number] += self.clock.elapsed() - begun

    def _share_anew(self, state: State, flat: FlatModel) -> None:
        """A repair sets shares as the rules ask and no better; begin with the best ones."""
        if state.best is not None and state.offer(
            set_shares(flat, state.best.values, self.settings, self.clock, self.stop)
        ):
            self.hand_on(state, 0)

    def _visit(self, bench: Bench, visit: Visit) -> None:
        """Polish, and prove bounds beside it, or before it where nothing is beside."""
        with ThreadPoolExecutor(len(bench.members), thread_name_prefix="polish") as pool:
            polishing = [
                pool.submit(self._polish, bench, visit, each)
                for each in (bench.members if self.side_by_side else ())
            ]
            self.bounding.beside(visit.number, visit.until, self.build_time)
            if not polishing:
                self._polish(bench, visit, bench.members[0])
        for each in polishing:
            each.result()  # an error in a worker is an error of the search

    def _polish(self, bench: Bench, visit: Visit, polisher: Member) -> None:
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
                values = what_still_goes(
                    bench.flat, best.values, values, now.values, no_worse=bench.state.no_worse
                )
            if values is not None and bench.state.offer(values, instead_of=now, aim=visit.number):
                visit.stalled = 0
                self.hand_on(bench.state, visit.number)

    # News

    def hand_on(self, state: State, level: int) -> None:
        """Let the best plan of a working model become the best of all, if it is."""
        best = state.best
        if best is not None and (self.overall.plan is None or best.reached < self.overall.reached):
            self.overall.offer(to_assignment(state.model.variables, best.values), best.reached)
            self.tell(level)

    def _on(self, visit: Visit) -> bool:
        """Whether a visit goes on."""
        over = self.clock.elapsed() >= visit.until
        return not over and self.going() and not self.overall.closed(visit.number)

    def going(self) -> bool:
        """Whether there is time and anything left to do."""
        return (
            not self.stop.is_set()
            and not self.infeasible
            and self.clock.remaining() > LEAST_SLICE
            and bool(self.overall.open_levels() or self.overall.plan is None)
        )

    def tell(self, number: int) -> None:
        """Report how far a level is, and with it the plan."""
        if self.on_progress is None or not self.spent:
            return
        with self._telling:
            value, bound = self.overall.known(number)
            self.on_progress(
                Progress(
                    number + 1,
                    len(self.spent),
                    tuple(self.scenario.objective[number]),
                    value,
                    None if value is None else bound,
                    self.clock.elapsed(),
                )
            )
