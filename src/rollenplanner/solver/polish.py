"""Large-neighbourhood search: better plans by re-solving the work of a few people exactly."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.domain.tuning import MEASURED, Tuning
from rollenplanner.solver.flat import FlatModel, SubModel
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.neighbourhoods import Groups
from rollenplanner.solver.parameters import neighbourhood_solver
from rollenplanner.solver.sizes import Sizes
from rollenplanner.solver.spans import ROLES, Spans

#: Deterministic time for one neighbourhood.
EFFORT = 0.2
#: What one counts for at least: CP-SAT calls what its presolve solves no work at all, and cutting a
#: neighbourhood out is some. Without it a deterministic run of a tiny model never ends.
LEAST_EFFORT = 0.002
#: People in a neighbourhood at first.
FIRST_SIZE = 8.0
#: Variables in a neighbourhood of roles at first.
FIRST_ROLE_VARIABLES = 1_500
#: Lower levels decide between equals as long as all their values together are no more than this.
WIDEST = 1_000_000_000
#: The same with the levels above: a sum of all has to fit into 64 bits.
WIDEST_ABOVE = 1 << 50


@dataclass(slots=True)
class Polisher:
    """Improves one plan, neighbourhood by neighbourhood.

    Attributes:
        seed: For the groups drawn and for CP-SAT.
        sizes: People in a neighbourhood, or roles, adapting, per level and periods.
        spans: How many periods neighbourhoods have.
        follow: Whether the other levels count as well, far below or above the one at hand.
        effort_each: Deterministic time for one neighbourhood.
        first_variables: Variables in a neighbourhood at first, if that decides rather than people.
        effort: Deterministic time spent so far.
    """

    flat: FlatModel
    seed: int
    rng: random.Random = field(init=False)
    groups: Groups = field(init=False)
    sizes: Sizes[tuple[int, int]] = field(default_factory=Sizes)
    spans: Spans = field(init=False)
    first_variables: int | None = None
    effort_each: float = EFFORT
    follow: bool = False
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
        span = self.spans.choose(number, self.rng)
        most = float(self.groups.roles if span == ROLES else len(self.groups.people))
        size = self.sizes.of((number, span), self._first_size(span), most)
        free = self._draw(round(size), span, number, values)
        cut = cut_level(self.flat, number, free, values, follow=self.follow)
        self.rounds += 1
        solver = neighbourhood_solver(self.seed + self.rounds, self.effort_each, seconds)
        status = solver.solve(cut.model)
        effort = max(LEAST_EFFORT, solver.response_proto.deterministic_time)
        self.effort += effort
        self.sizes.learn((number, span), solved=status == cp_model.OPTIMAL)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.spans.learn(number, span, 0.0, effort)
            return None
        solution = list(solver.response_proto.solution)
        if not cut.moves(solution):
            self.spans.learn(number, span, 0.0, effort)
            return None
        found = cut.merged(solution)
        form = self.flat.model.levels[number].total.form
        self.spans.learn(number, span, form.value(values) - form.value(found), effort)
        return found

    def could_gain(self, number: int, values: list[int]) -> bool:
        """Whether a level loses anything that a choice here could change."""
        return bool(self.groups.losing(self.flat.levels[number], values))

    def _draw(self, size: int, span: int, number: int, values: list[int]) -> list[int]:
        """Variables of a neighbourhood."""
        level = self.flat.levels[number]
        if span == ROLES:
            return self.groups.variables_of_roles(self.groups.draw_roles(size, level, values))
        return self.groups.variables_of(self.groups.draw(size, span, level, values))

    def _first_size(self, span: int) -> float:
        """People or roles in a neighbourhood at first; fewer people where more periods are free."""
        if span == ROLES:
            each = self.flat.size / max(1, self.groups.roles)
            return (self.first_variables or FIRST_ROLE_VARIABLES) / each
        if self.first_variables is None:
            return float(FIRST_SIZE / span**0.7)
        each = self.flat.size / max(1, len(self.groups.people) * self.groups.periods)
        return self.first_variables / (each * span)

    def learn_from(self, other: Polisher) -> None:
        """Take over what a polisher of another model learned about sizes and periods."""
        self.sizes.learn_from(other.sizes)
        self.spans = other.spans


def polisher_of_stages(flat: FlatModel, seed: int, tuning: Tuning = MEASURED) -> Polisher:
    """A polisher as the search by stages has them."""
    polisher = Polisher(
        flat, seed, first_variables=tuning.variables, effort_each=tuning.effort, follow=True
    )
    periods = polisher.groups.periods
    polisher.spans = Spans(periods, tuning.roles_part, tuning.window)
    return polisher


def cut_level(
    flat: FlatModel,
    number: int,
    free: Sequence[int],
    values: Sequence[int],
    *,
    follow: bool = False,
) -> SubModel:
    """A sub-model that minimises a level, those above it held at their values.

    Args:
        flat: The model.
        number: The level, from 0.
        free: Variables that may change.
        values: Of all variables, exact; a plan.
        follow: Whether other levels count as well.
    """
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
    levels = [level.total for level in cut.flat.levels]
    if not follow:
        return cut.part(levels[number])
    if cut.flat.takeovers is not None:
        # Takeovers that are not spent for nothing are there for a better plan later.
        levels.insert(number + 1, cut.flat.takeovers)
    parts = [cut.part(level) for level in levels]
    widths = [part.most - part.least + 1 for part in parts]
    form, product = parts[number], widths[number]
    for part, width in zip(parts[number + 1 :], widths[number + 1 :], strict=True):
        if product * width > WIDEST:
            break
        form, product = Linear.total((form.times(width), part)), product * width
    for part, width in zip(reversed(parts[:number]), reversed(widths[:number]), strict=True):
        if product * width > WIDEST_ABOVE:
            break  # held at what they reached in any case
        form, product = Linear.total((part.times(product), form)), product * width
    return form
