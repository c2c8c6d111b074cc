"""Large-neighbourhood search in a model of one piece, with what columns know about choices.

A neighbourhood frees the work of some people: all of it, or by the prices of a bound only what is
worth a try. Mostly nothing but a better plan will do, which is soon known to be there or not. A
plan that is stuck drifts: it is exchanged for a random one that is equally good.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.solver.fixing import Fixing
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.guided import GuidedGroups, Guides
from rollenplanner.solver.neighbourhoods import Groups
from rollenplanner.solver.parameters import neighbourhood_solver
from rollenplanner.solver.polish import LEAST_EFFORT
from rollenplanner.solver.sizes import Sizes
from rollenplanner.solver.spans import ROLES, Spans

#: Deterministic time for one neighbourhood at first; doubled after so many without progress, at
#: most so often.
EFFORT, DOUBLED_AFTER, MOST_DOUBLINGS = 0.05, 30, 2
#: People in a neighbourhood at first: with all their work free, and with guided work only; roles.
FIRST_SIZE, FIRST_GUIDED_SIZE, FIRST_ROLES = 8.0, 12.0, 8.0
#: How often a guided neighbourhood is tried where there is a guide.
GUIDED_PART = 0.5
#: How often nothing but a better plan will do.
BETTER_PART = 0.8
#: After so many neighbourhoods without progress, so many of them drift; they are smaller, and
#: equals are told apart by a weight of at most so much per choice.
DRIFT_STALLED, DRIFT_PART, DRIFT_SIZE, DRIFT_WEIGHT = 1, 0.5, 0.7, 3
#: How often the level below tells equals apart, rather than chance.
BELOW_PART = 0.8


@dataclass(slots=True)
class Refiner:
    """Improves one plan, neighbourhood by neighbourhood.

    Attributes:
        fixing: The model in pieces; shared.
        seed: For the groups drawn and for CP-SAT.
        guides: Level -> how dear choices are; shared with whoever computes them.
        sizes: People in a neighbourhood, adapting, per level, guided or not, and periods.
        spans: How many periods neighbourhoods have.
        effort: Deterministic time spent so far.
    """

    fixing: Fixing
    seed: int
    guides: Guides = field(default_factory=dict)
    rng: random.Random = field(init=False)
    groups: Groups = field(init=False)
    guided: GuidedGroups = field(init=False)
    sizes: Sizes[tuple[int, bool, int]] = field(default_factory=Sizes)
    spans: Spans = field(init=False)
    effort: float = 0.0
    rounds: int = 0
    _below: dict[int, dict[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Look at the model once."""
        self.rng = random.Random(self.seed)
        self.groups = Groups(self.flat, self.rng)
        self.guided = GuidedGroups(self.flat, self.rng, self.groups.people)
        self.spans = Spans(self.groups.periods)
        self._below = self._find_below()

    @property
    def flat(self) -> FlatModel:
        """The model as rows."""
        return self.fixing.flat

    def step(
        self,
        number: int,
        values: list[int],
        seconds: float | None,
        stalled: int,
        *,
        may_drift: bool = True,
    ) -> list[int] | None:
        """Re-solve one neighbourhood for a level, the levels above held at their values.

        Args:
            number: The level, from 0.
            values: Of all variables, exact; a plan.
            seconds: What is left of the time; None in deterministic runs, which know no seconds.
            stalled: Neighbourhoods since the last progress.
            may_drift: Whether a plan that is as good at the level is worth having.

        Returns:
            Values of all variables (derived ones not yet exact) at least as good at the level, or
            None if nothing new was found.
        """
        span = self.spans.choose(number, self.rng)
        guided = number in self.guides and span != ROLES and self.rng.random() < GUIDED_PART
        drifts = may_drift and stalled >= DRIFT_STALLED and self.rng.random() < DRIFT_PART
        shape = (number, guided, span)
        size = self._size(shape) * (DRIFT_SIZE if drifts else 1.0)
        free = self._draw(round(size), shape, values)
        cut = self.fixing.cut(
            number,
            free,
            values,
            better=not drifts and self.rng.random() < BETTER_PART,
            drift=self._weights(free, number) if drifts else None,
        )
        self.rounds += 1
        limit = EFFORT * 2 ** min(stalled // DOUBLED_AFTER, MOST_DOUBLINGS)
        solver = neighbourhood_solver(self.seed + self.rounds, limit, seconds, linear=True)
        status = solver.solve(cut.model)
        effort = max(LEAST_EFFORT, solver.response_proto.deterministic_time)
        self.effort += effort
        if not drifts:
            self.sizes.learn(shape, solved=status in (cp_model.OPTIMAL, cp_model.INFEASIBLE))
        found = None
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            solution = list(solver.response_proto.solution)
            found = cut.merged(solution) if cut.moves(solution) else None
        form = self.flat.model.levels[number].total.form
        gain = 0 if found is None else form.value(values) - form.value(found)
        self.spans.learn(number, span, gain, effort)
        return found

    def _size(self, shape: tuple[int, bool, int]) -> float:
        """People in a neighbourhood, or roles; fewer people where more periods are free."""
        _, guided, span = shape
        if span == ROLES:
            return self.sizes.of(shape, FIRST_ROLES, self.groups.roles)
        first = FIRST_GUIDED_SIZE if guided else FIRST_SIZE
        return self.sizes.of(shape, first / span**0.7, len(self.groups.people))

    def _draw(self, size: int, shape: tuple[int, bool, int], values: list[int]) -> list[int]:
        """Variables of a neighbourhood."""
        number, guided, span = shape
        level = self.flat.levels[number]
        if span == ROLES:
            return self.groups.variables_of_roles(self.groups.draw_roles(size, level, values))
        if not guided:
            return self.groups.variables_of(self.groups.draw(size, span, level, values))
        guide = self.guides[number]
        cheap = self.guided.cheap(guide, level.level, values)
        near = self.guided.draw(size, span, guide, cheap, values)
        return self.guided.free(self.groups.variables_of(near), cheap, values)

    def _weights(self, free: list[int], number: int) -> dict[int, int]:
        """Weights for who carries what: those of the level below, or random ones."""
        below = self._below.get(number)
        if below and self.rng.random() < BELOW_PART:
            return below
        carrying = self.groups.carrying
        return {
            index: self.rng.randint(-DRIFT_WEIGHT, DRIFT_WEIGHT)
            for index in free
            if index in carrying
        }

    def _find_below(self) -> dict[int, dict[int, int]]:
        """Level -> weights of the next level that choices change, if all of them are yes or no."""
        found: dict[int, dict[int, int]] = {}
        below: dict[int, int] = {}
        for number in reversed(range(len(self.flat.levels))):
            found[number] = below
            form = self.flat.model.levels[number].total.form
            if form.pairs:
                indices, weights = form.terms
                least, most = self.flat.ends
                simple = (least[list(indices)] >= 0).all() and (most[list(indices)] <= 1).all()
                below = dict(zip(indices, weights, strict=True)) if simple else {}
        return found
