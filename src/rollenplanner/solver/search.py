"""The search: visit the open levels in order; polish the plan there, and prove how good it is.

Levels are visited from the first to the last, each with the levels above it held at what they
reached, and left at its proven optimum, when its time is over or when nothing moves any more. With
two workers one polishes by neighbourhoods while the other proves bounds (the whole model in CP-SAT,
then columns); after that both look for better plans. With one worker, and in deterministic runs,
all this happens in turns. Time that is left goes to further rounds over the open levels.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.candidates import count_cells
from rollenplanner.solver.clock import Clock, EffortClock, WallClock
from rollenplanner.solver.fixing import Fixing
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.narrowing import narrow
from rollenplanner.solver.outcome import Outcome, Progress, StopFlag
from rollenplanner.solver.prove import Prover
from rollenplanner.solver.refine import Refiner
from rollenplanner.solver.report import make_outcome, outcome_of_stages
from rollenplanner.solver.solution import from_assignment, to_assignment
from rollenplanner.solver.staged import ProgressListener, Staged
from rollenplanner.solver.state import Best, State
from rollenplanner.solver.time_division import (
    AGAIN_STALLED,
    FIRST_STALLED,
    LEAST_SLICE,
    LEND_PART,
    LEND_STALLED,
    column_slice,
    easy_slice,
    lend_slice,
    level_slice,
    near_enough,
    patience,
    proof_slice,
    worth_a_visit,
)

#: Above so many combinations of role, person and period a solve goes by stages.
MOST_CELLS = 2_500


def solve(
    scenario: Scenario,
    settings: Settings,
    *,
    on_progress: ProgressListener | None = None,
    stop: StopFlag | None = None,
    start: Assignment | None = None,
    allowed_jumps: int | None = None,
) -> Outcome:
    """Make the best plan that can be found in the time.

    Args:
        scenario: Over one or several periods.
        settings: Seed, workers, time limit, determinism.
        on_progress: Called for every better plan or bound, not always in the caller's thread, but
            never by two threads at once.
        stop: Ends the solve early, with the best plan so far.
        start: A plan to start from and to stay close to where the objective counts `jumps`.
        allowed_jumps: How many cells may differ from it beyond those that have to; None: any
            number, if that makes a level above `jumps` better.
    """
    limit = settings.time_limit
    clock: Clock = EffortClock(limit) if settings.deterministic else WallClock(limit)
    stop = stop or StopFlag()
    near = start is not None and allowed_jumps is not None
    if near or count_cells(scenario) > MOST_CELLS:
        staged = Staged(scenario, settings, clock, stop, on_progress, start, allowed_jumps)
        staged.go()
        return outcome_of_stages(staged)
    model = build_model(scenario, start)
    hint = None if start is None else from_assignment(model, start)
    return Search(model, settings, clock, stop, on_progress, hint).go()


@dataclass(slots=True)
class Visit:
    """One visit to a level; shared by the threads that work on it.

    Attributes:
        number: The level, from 0.
        round: How often all levels were visited before.
        slice: Time that the visit may take.
        begun: When it began.
        until: When it is over at the latest.
        near: Whether it ends when the level is close to its bound.
        patience: Neighbourhoods without progress that are borne; None while others prove.
        stalled: Neighbourhoods since the last progress.
        first: The plan that a level begins with, if it may begin again; None: it may not.
        again: The plan of a level that has begun again and is not yet better than the best one.
        lends: Whether it tries the level above it where it is stuck.
    """

    number: int
    round: int
    slice: float
    begun: float
    until: float
    near: bool = False
    patience: int | None = None
    stalled: int = 0
    first: Best | None = None
    again: State | None = None
    lends: bool = False

    def part(self, now: float) -> float:
        """How much of the slice is over, from 0 to 1."""
        return min(1.0, (now - self.begun) / self.slice) if self.slice else 1.0

    @property
    def fruitless(self) -> bool:
        """Whether there is nothing left to wait for."""
        return self.patience is not None and self.stalled >= self.patience


@dataclass(slots=True)
class Search:
    """One solve under way.

    Attributes:
        spent: Time given to each level so far.
    """

    model: PlanModel
    settings: Settings
    clock: Clock
    stop: StopFlag
    on_progress: ProgressListener | None = None
    hint: list[int] | None = None
    state: State = field(init=False)
    prover: Prover = field(init=False)
    polishers: list[Refiner] = field(default_factory=list)
    spent: list[float] = field(init=False)
    _fixing: Fixing = field(init=False)
    _telling: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Nothing is known yet."""
        self.state = State(self.model)
        self._fixing = Fixing(FlatModel(self.model))
        self.prover = Prover(self.state, self.settings, self.stop, self._tell, self.hint)
        self.spent = [0.0] * len(self.model.levels)

    @property
    def side_by_side(self) -> bool:
        """Whether several threads work on a level at the same time."""
        return self.settings.workers > 1 and not self.settings.deterministic

    def go(self) -> Outcome:
        """Search until all levels are closed, the time is over or the caller stops it."""
        self._adopt_start()
        if self.state.best is None:
            self._find_any()
        if self.state.best is not None:
            count = self.settings.workers if self.side_by_side else 1
            self.polishers = [
                Refiner(self._fixing, self.settings.seed + 1000 * number, self.prover.guides)
                for number in range(count)
            ]
            number_of_round = 0
            while self._going() and self._visit_all(number_of_round):
                number_of_round += 1
        return make_outcome(self)

    def _adopt_start(self) -> None:
        """Take the plan to start from over as it is, if it obeys every rule of this scenario."""
        if self.hint is None:
            return
        values = self.model.builder.complete(list(self.hint))
        begun = to_assignment(self.model.variables, values)
        if not any(check_all(self.model.scenario, begun)):
            self.state.offer(values)

    def _find_any(self) -> None:
        """A first plan: the whole model for the first level, until anything is found."""
        guide = 0 if self.model.levels else None
        before = self.clock.elapsed()
        self.clock.add_effort(self.prover.find_any(guide, self.clock.remaining()))
        if self.spent:
            self.spent[0] += self.clock.elapsed() - before

    # Visits

    def _visit_all(self, number_of_round: int) -> bool:
        """Visit every open level once, from the first on; returns whether any was worth it."""
        visited = False
        for number in range(len(self.model.levels)):
            if not self._going() or self.state.closed(number):
                continue
            remaining = self.clock.remaining()
            # Levels that are proven count too: a better plan above opens them again.
            if not worth_a_visit(remaining, number_of_round, sum(self.spent[number + 1 :])):
                continue
            visited = True
            after = [other for other in self.state.open_levels() if other > number]
            fine = self.model.levels[number].fine
            slice_ = level_slice(remaining, len(after), fine=fine)
            before = self.clock.elapsed()
            near = bool(after) and number_of_round == 0 and fine
            visit = Visit(number, number_of_round, slice_, before, before + slice_, near=near)
            self._visit(visit)
            self.spent[number] += self.clock.elapsed() - before
        return visited

    def _visit(self, visit: Visit) -> None:
        """Polish quickly what is easy; then prove in earnest while the others polish; then polish.

        Most levels are closed before columns would have had their say.
        """
        last = visit.number + 1 == len(self.model.levels)
        first = self.state.best if visit.near or (last and not visit.round) else None
        self._narrow(visit.number)
        self._beside(visit, lambda: self._prove(visit))
        self._polish_together(visit, FIRST_STALLED, easy_slice(visit.slice))
        self._generate_and_narrow(visit)
        left = visit.until - self.clock.elapsed()
        if first is not None and self._next_above(visit.number) is not None:
            above = self._above(visit)
            lent = lend_slice(left)
            self._polish_together(visit, patience(visit.round), lent, first, lends=True)
            if self._above(visit) != above:
                # What columns said is true under lower ceilings too, but says less than it could.
                first = self.state.best
                self._generate_and_narrow(visit)
        self._polish_together(visit, patience(visit.round), left, first)

    def _generate_and_narrow(self, visit: Visit) -> None:
        """Columns, and what follows from them, while the others polish."""
        self._beside(visit, lambda: self._generate_columns(visit))
        self._narrow(visit.number)

    def _above(self, visit: Visit) -> tuple[int, ...]:
        """What the best plan reaches at the levels above that of a visit."""
        assert self.state.best is not None
        return self.state.best.reached[: visit.number]

    def _narrow(self, number: int) -> None:
        """Leave out for a level what would make a level above it worse, or not it better."""
        assert self.state.best is not None
        known = self.prover.guides, self.model.levels, self.state.best
        self.prover.narrowed = narrow(*known, number)
        above = self._next_above(number)
        for each in (number,) if above is None else (number, above):
            self._fixing.narrow(each, narrow(*known, each), narrow(*known, each, better=True))

    def _next_above(self, number: int) -> int | None:
        """The level above one, if it is a matter of degree and may yet become better."""
        above = number - 1
        fine = above >= 0 and self.model.levels[above].fine
        return above if fine and not self.state.closed(above) else None

    def _polish_together(
        self,
        visit: Visit,
        patience: int,
        slice_: float,
        first: Best | None = None,
        *,
        lends: bool = False,
    ) -> None:
        """All polish until so many neighbourhoods in a row brought nothing."""
        until = min(visit.until, self.clock.elapsed() + slice_)
        rest = replace(visit, until=until, stalled=0, patience=patience)
        rest.first, rest.lends = first, lends
        self._beside(rest, lambda: self.polish(rest, self.polishers[0]))

    def _beside(self, visit: Visit, work: Callable[[], None]) -> None:
        """Do some work while the other workers polish; they end with it."""
        others = self.polishers[1:]
        busy = threading.Event()
        with ThreadPoolExecutor(max(1, len(others)), thread_name_prefix="polish") as pool:
            polishing = [pool.submit(self.polish, visit, each, busy) for each in others]
            try:
                work()
            finally:
                busy.set()
        for each in polishing:
            each.result()  # an error in a worker is an error of the search

    def _prove(self, visit: Visit) -> None:
        """The whole model for a part of the slice."""
        alone = not self.prover.columns_help(visit.number)
        proof = proof_slice(visit.slice, visit.round, alone=alone)
        self.clock.add_effort(self.prover.minimise(visit.number, proof))

    def _generate_columns(self, visit: Visit) -> None:
        """Columns until they yield no more."""
        if self.prover.columns_help(visit.number) and self._on(visit):
            part = replace(visit, until=self.clock.elapsed() + column_slice(visit.slice))
            self.prover.generate_columns(visit.number, lambda: self._on(part), self.clock)

    def polish(self, visit: Visit, polisher: Refiner, ended: threading.Event | None = None) -> None:
        """Improve the plan until a visit is over, its patience is, or others are done."""
        while self._on(visit) and not visit.fruitless and not (ended and ended.is_set()):
            state = self._state_of(visit)
            best = state.best
            assert best is not None
            seconds = None if self.settings.deterministic else self.clock.remaining()
            before = polisher.effort
            number = self.aim(visit, polisher)
            own = number == visit.number
            values = polisher.step(number, best.values, seconds, visit.stalled, may_drift=own)
            self.clock.add_effort(polisher.effort - before)
            if state is not self._state_of(visit, look=True):
                continue  # another worker has begun again in the meantime
            visit.stalled += own
            now = state.best
            if values is not None and now is not best and now is not None:
                # Another worker was faster: what this one found is carried over to its plan. Where
                # the two do not go together, the better plan stays.
                carried = polisher.flat.carried_over(best.values, values, now.values)
                values = values if carried is None else carried
            if values is not None and state.offer(values, instead_of=now):
                visit.stalled = 0
                self._take_over(visit, state)
                if not own:
                    self._begin_from_here(visit)

    def aim(self, visit: Visit, polisher: Refiner) -> int:
        """The level that a neighbourhood is for; where a visit is stuck at times the one above it.

        A plan that has changed below may be improved above, and there what is gained counts more.
        It is never two above: that would undo the level between when its time is over.
        """
        if visit.lends and visit.stalled >= LEND_STALLED and polisher.rng.random() < LEND_PART:
            above = self._next_above(visit.number)
            return visit.number if above is None else above
        return visit.number

    def _state_of(self, visit: Visit, *, look: bool = False) -> State:
        """What a visit works on: the best plan, or one that has begun again where that is stuck.

        Args:
            visit: The visit.
            look: Only look; do not begin again.
        """
        if not look and visit.first is not None and visit.stalled >= AGAIN_STALLED:
            visit.again = State(self.model, visit.first, self.state.proofs)
            visit.stalled = 0
        return visit.again or self.state

    def _take_over(self, visit: Visit, state: State) -> None:
        """Tell of a better plan, if it is better than all others."""
        found = state.best
        if state is not self.state and (found is None or not self.state.offer(found.values)):
            return
        self._tell(visit.number)
        if visit.number in self.prover.guides:
            self._narrow(visit.number)

    def _begin_from_here(self, visit: Visit) -> None:
        """The level above has become better: what the visit began with is no start any more."""
        assert self.state.best is not None
        if visit.first is None or self._above(visit) != visit.first.reached[: visit.number]:
            visit.first, visit.again = self.state.best, None
            self._tell(visit.number - 1)

    def _on(self, visit: Visit) -> bool:
        """Whether a visit goes on."""
        now = self.clock.elapsed()
        if visit.near and self.state.within(visit.number, near_enough(visit.part(now))):
            return False
        return now < visit.until and self._going() and not self.state.closed(visit.number)

    def _going(self) -> bool:
        return (
            not self.stop.is_set()
            and self.clock.remaining() > LEAST_SLICE
            and bool(self.state.open_levels())
        )

    def _tell(self, number: int) -> None:
        if self.on_progress is None:
            return
        level = self.model.levels[number]
        with self._telling:
            best = self.state.best
            self.on_progress(
                Progress(
                    number + 1,
                    len(self.model.levels),
                    tuple(term for term, _ in level.terms),
                    None if best is None else best.reached[number],
                    None if best is None else self.state.bound(number),
                    self.clock.elapsed(),
                )
            )
