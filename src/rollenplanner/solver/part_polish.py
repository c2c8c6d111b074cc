"""One visit to a part of a large organisation: its model, polished level by level.

Nothing here knows the whole but the scenario and the plan; what is found comes back as the rows of
the roles of the part, with the difference that they make at every level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.domain.tuning import MEASURED, Tuning
from rollenplanner.solver.candidates import Pair
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.objective import slacks_of
from rollenplanner.solver.outcome import ModelSize
from rollenplanner.solver.parts import Part
from rollenplanner.solver.polish import LEAST_EFFORT, Polisher, polisher_of_stages
from rollenplanner.solver.solution import from_assignment, to_assignment
from rollenplanner.solver.state import Best, State
from rollenplanner.solver.time_division import level_slice

#: What building a model counts for in deterministic time: 10,000 variables take half a second.
EFFORT_PER_VARIABLE = 5e-5


@dataclass(frozen=True, slots=True)
class PartOrder:
    """What to do with a part.

    Attributes:
        part: Whose choices are free.
        pairs: Those of role and person in its model (`Parts.pairs`).
        plan: Of the whole.
        room: Term with a limit -> units that it may become worse by.
        seed: For the groups drawn and for CP-SAT.
        budget: Time, on the clock of whoever does it.
        patience: Neighbourhoods without progress after which a level is left.
    """

    part: Part
    pairs: frozenset[Pair]
    plan: Assignment
    room: Mapping[Term, int]
    seed: int
    budget: float
    patience: int


@dataclass(frozen=True, slots=True)
class Gain:
    """A better plan of a part.

    Attributes:
        roles: Those whose rows these are; a role without a row is carried by nobody.
        holders, backups: As in `Assignment`.
        change: What it adds to each level since the last gain, or since the plan of the order; in
            units.
    """

    roles: frozenset[str]
    holders: Mapping[str, Mapping[str, tuple[int, ...]]]
    backups: Mapping[str, Mapping[str, tuple[bool, ...]]]
    change: tuple[int, ...]


@dataclass(slots=True)
class PartPolisher:
    """Works on one part after the other.

    Attributes:
        start: The plan from which `jumps` counts, or None.
        tuning: How polishers go about it.
        effort: Deterministic time spent so far.
        size: The largest model so far.
    """

    scenario: Scenario
    start: Assignment | None
    tuning: Tuning = MEASURED
    effort: float = 0.0
    size: ModelSize = field(default_factory=lambda: ModelSize(0, 0))
    _before: Polisher | None = None

    def visit(
        self, order: PartOrder, clock: Clock, going: Callable[[], bool], *, seconds: bool
    ) -> Iterator[Gain]:
        """Polish a part level by level; yields the best plan after each level that gained.

        Args:
            order: The part, the plan, the time.
            clock: Runs down; counts the work.
            going: Whether to go on.
            seconds: Whether the clock counts seconds.
        """
        limit = clock.elapsed() + order.budget
        flat, state = self._model(order)
        self._count(max(LEAST_EFFORT, flat.size * EFFORT_PER_VARIABLE), clock)
        if state.best is None:
            return
        polisher = polisher_of_stages(flat, order.seed, self.tuning)
        if self._before is not None:
            polisher.learn_from(self._before)
        self._before = polisher
        told = state.best.reached
        for number in range(len(flat.levels)):
            best = state.best
            assert best is not None
            if not going() or not polisher.could_gain(number, best.values):
                continue
            after = sum(1 for each in state.open_levels() if each > number)
            until = clock.elapsed() + level_slice(
                limit - clock.elapsed(), after, least_part=self.tuning.part_level
            )
            on = partial(_on, going, clock, until)
            self._polish(polisher, state, number, order.patience, clock, on, seconds=seconds)
            if state.best is not None and state.best.reached < told:
                yield _gain(flat.model, order, state.best, told)
                told = state.best.reached

    def _count(self, effort: float, clock: Clock) -> None:
        self.effort += effort
        clock.add_effort(effort)

    def _model(self, order: PartOrder) -> tuple[FlatModel, State]:
        """The model with the plan in it."""
        model = build_model(self.scenario, self.start, order.pairs, apart=True)
        values = _keep_limits(model, order.plan, order.room)
        if model.size.variables > self.size.variables:
            self.size = model.size
        flat, state = FlatModel(model, order.part), State(model)
        state.offer(values)
        return flat, state

    def _polish(
        self,
        polisher: Polisher,
        state: State,
        number: int,
        patience: int,
        clock: Clock,
        going: Callable[[], bool],
        *,
        seconds: bool,
    ) -> None:
        stalled = 0
        while stalled < patience and going() and not state.closed(number):
            best = state.best
            assert best is not None
            before = polisher.effort
            left = clock.remaining() if seconds else None
            values = polisher.step(number, best.values, left)
            self._count(polisher.effort - before, clock)
            stalled += 1
            if values is not None and state.offer(values, instead_of=best, aim=number):
                stalled = 0


def _on(going: Callable[[], bool], clock: Clock, until: float) -> bool:
    """Whether a level goes on."""
    return clock.elapsed() < until and going()


def _keep_limits(model: PlanModel, plan: Assignment, room: Mapping[Term, int]) -> list[int]:
    """Let no term with a limit become worse by more than there is room for; returns the plan."""
    # Terms that no level counts get their variables here, so that values come after them.
    totals = [
        (term, Linear.total(slack.form for slack in slacks_of(model.variables, term)).reduced())
        for term in room
    ]
    values = from_assignment(model, plan)
    for term, total in totals:
        ceiling = total.floor(total.original(total.form.value(values)) + room[term])
        model.builder.at_most(total.form, ceiling, "limit", term)
        model.builder.ceilings.append((total.form, ceiling))
    return values


def _gain(model: PlanModel, order: PartOrder, best: Best, before: tuple[int, ...]) -> Gain:
    plan = to_assignment(model.variables, best.values)
    roles = order.part.roles
    return Gain(
        roles,
        _rows(plan.holders, roles),
        _rows(plan.backups, roles),
        tuple(new - old for new, old in zip(best.reached, before, strict=True)),
    )


def _rows(table: Mapping[str, Any], roles: frozenset[str]) -> dict[str, Any]:
    return {role: people for role, people in table.items() if role in roles}
