"""Large-neighbourhood search: better plans by re-solving the work of a few people exactly."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.solver.flat import FlatModel, SubModel
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.neighbourhoods import Groups
from rollenplanner.solver.parameters import neighbourhood_solver
from rollenplanner.solver.spans import ROLES, Spans

#: Deterministic time for one neighbourhood.
EFFORT = 0.2
#: What one counts for at least: CP-SAT calls what its presolve solves no work at all, and cutting a
#: neighbourhood out is some. Without it a deterministic run of a tiny model never ends.
LEAST_EFFORT = 0.002
#: People in a neighbourhood at first: with all their work free, and with guided work only.
FIRST_SIZE, FIRST_GUIDED_SIZE = 8.0, 24.0
LEAST_SIZE = 4.0
#: Variables in a neighbourhood of roles at first.
FIRST_ROLE_VARIABLES = 1_500
#: How a size adapts to whether the last neighbourhood was solved to its end.
GROW, SHRINK = 1.05, 0.93
#: How often a guided neighbourhood is tried where there is a guide.
GUIDED_PART = 0.5
#: Lower levels decide between equals as long as all their values together are no more than this.
WIDEST = 1_000_000_000
#: Level -> indices of variables.
Guides = dict[int, frozenset[int]]


@dataclass(slots=True)
class Polisher:
    """Improves one plan, neighbourhood by neighbourhood.

    Attributes:
        seed: For the groups drawn and for CP-SAT.
        guides: Level -> variables that the best mixture of packages makes use of; shared with
            whoever computes them. A guided neighbourhood frees many people, but only for these.
        sizes: People in a neighbourhood, adapting, per level, guided or not, and periods.
        spans: How many periods neighbourhoods have.
        effort_each: Deterministic time for one neighbourhood.
        first_variables: Variables in a neighbourhood at first, if that decides rather than people.
        effort: Deterministic time spent so far.
    """

    flat: FlatModel
    seed: int
    guides: Guides = field(default_factory=dict)
    rng: random.Random = field(init=False)
    groups: Groups = field(init=False)
    sizes: dict[tuple[int, bool, int], float] = field(default_factory=dict)
    spans: Spans = field(init=False)
    first_variables: int | None = None
    effort_each: float = EFFORT
    effort: float = 0.0
    rounds: int = 0

    def __post_init__(self) -> None:
        """Look at the model once."""
        self.rng = random.Random(self.seed)
        self.groups = Groups(self.flat, self.rng)
        self.spans = Spans(self.groups.periods)

    def step(self, number: int, values: list[int], seconds: float | None) -> list[int] | None:
        """Re-solve one neighbourhood for a level, the levels above held at their values.

        Args:
            number: The level, from 0.
            values: Of all variables, exact; a plan.
            seconds: What is left of the time; None in deterministic runs, which know no seconds.

        Returns:
            Values of all variables (derived ones not yet exact) at least as good at the level, or
            None if nothing new was found.
        """
        levels = self.flat.model.levels
        guide = self.guides.get(number)
        guided = guide is not None and self.rng.random() < GUIDED_PART
        span = self.spans.choose(number, self.rng)
        shape = (number, guided, span)
        most = float(self.groups.roles if span == ROLES else len(self.groups.people))
        size = self.sizes.get(shape, min(most, self._first_size(span, guided=guided)))
        free = self._draw(round(size), span, number, values)
        wanted = guide if guided else None
        cut = cut_level(self.flat, number, free, values, wanted, follow=True)
        self.rounds += 1
        solver = neighbourhood_solver(self.seed + self.rounds, self.effort_each, seconds)
        status = solver.solve(cut.model)
        effort = max(LEAST_EFFORT, solver.response_proto.deterministic_time)
        self.effort += effort
        factor = GROW if status == cp_model.OPTIMAL else SHRINK
        self.sizes[shape] = min(max(LEAST_SIZE, size * factor), most)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.spans.learn(number, span, 0.0, effort)
            return None
        solution = list(solver.response_proto.solution)
        if not cut.moves(solution):
            self.spans.learn(number, span, 0.0, effort)
            return None
        found = cut.merged(solution)
        form = levels[number].total.form
        self.spans.learn(number, span, form.value(values) - form.value(found), effort)
        return found

    def _draw(self, size: int, span: int, number: int, values: list[int]) -> list[int]:
        """Variables of a neighbourhood."""
        level = self.flat.levels[number]
        if span == ROLES:
            return self.groups.variables_of_roles(self.groups.draw_roles(size, level, values))
        return self.groups.variables_of(self.groups.draw(size, span, level, values))

    def _first_size(self, span: int, *, guided: bool) -> float:
        """People in a neighbourhood at first; fewer where more periods are free."""
        if span == ROLES:
            each = self.flat.size / max(1, self.groups.roles)
            return max(LEAST_SIZE, (self.first_variables or FIRST_ROLE_VARIABLES) / each)
        if self.first_variables is None:
            size = FIRST_GUIDED_SIZE if guided else FIRST_SIZE
            return float(size / span**0.7)
        each = self.flat.size / max(1, len(self.groups.people) * self.groups.periods)
        return max(LEAST_SIZE, self.first_variables / (each * span))

    def learn_from(self, other: Polisher) -> None:
        """Take over what a polisher of another model learned about sizes and periods."""
        self.sizes.update(other.sizes)
        self.spans = other.spans


def cut_level(
    flat: FlatModel,
    number: int,
    free: Sequence[int],
    values: Sequence[int],
    guide: frozenset[int] | None = None,
    *,
    follow: bool = False,
) -> SubModel:
    """A sub-model that minimises a level, those above it held at their values.

    Args:
        flat: The model.
        number: The level, from 0.
        free: Variables that may change.
        values: Of all variables, exact; a plan.
        guide: If given, work outside it and outside the plan stays where it is: nowhere.
        follow: Whether other levels count as well.
    """
    if guide is not None:
        cells = flat.cells
        free = [index for index in free if index in guide or values[index] or index not in cells]
    cut = flat.cut(free, values)
    for level in flat.levels[:number]:
        cut.hold(level, level.level.value(values))
    cut.model.minimize(_objective(cut, number, follow=follow).expression)
    cut.hint()
    return cut


def _objective(cut: SubModel, number: int, *, follow: bool) -> Linear:
    """A level; if asked above it those that can change, and far below it the next ones.

    So no gain is left lying, whichever level the neighbourhood was drawn for.
    """
    levels = cut.flat.levels
    form, product = Linear(), 1
    for place, level in enumerate(levels if follow else levels[number : number + 1]):
        beside = cut.part(level)
        width = beside.most - beside.least + 1
        product *= width
        if product > WIDEST and place > number:
            break
        form = Linear.total((form.times(width), beside))
    return form
