"""A model of some roles with everybody, and of the rest as it is in a plan.

Two questions can be put to it. With all its rows: which plans change nothing but those roles? Its
answers are plans of the scenario. With only those rows that hold however many pairs of role and
person are left out: how near can any plan be? The answer is a bound for every plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.solver.candidates import likely_pairs
from rollenplanner.solver.flat import FlatForm, FlatModel, SubModel
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.objective import TERMS, slacks_of
from rollenplanner.solver.solution import from_assignment

#: Rows that every plan obeys even where pairs of role and person are left out of the model: they
#: are about one pair, one person's place or one cell, or they are ceilings to which pairs left out
#: could only add. (Takeovers left out would add to max-changes, their holders to what was held.)
WITHOUT_OTHERS = frozenset(
    (
        *("capacity", "max-roles", "max-backups", "segregation", "holder-or-backup"),
        *("least-share", "most-share", "demand", "one-holder", "most-holders"),
        *("one-place", "held-from", "backed-up-from", "pin-place", "forbid-place"),
        *("pin", "pin-excluded"),
        *("post-has-heads", "heads-have-post", "exists-for"),
        *("able", "learned-by-shadowing", "shadowed-is-learned"),
        *("handover", "handover-first", "resumes"),
        *("term-goes-on", "term-least", "term-most"),
        *("takeover-is", "held-is", "taken-is", "max-changes"),
    )
)
#: Rows of the scenario as a whole: they hold only where no role is left out.
OF_EVERYTHING = "limit"


@dataclass(slots=True)
class Vicinity:
    """Some roles with everybody who could carry them, all others as a plan has them.

    Attributes:
        start: The plan; it may break rules.
        roles: Those with everybody.
        values: Of all variables, as near to the plan as the model knows cells.
        jumps: Cells that differ from the plan.
    """

    scenario: Scenario
    start: Assignment
    roles: frozenset[str]
    model: PlanModel = field(init=False)
    flat: FlatModel = field(init=False)
    values: list[int] = field(init=False)
    jumps: Linear = field(init=False)
    _inside: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        """Build the model, without the levels of the objective."""
        people = tuple(self.scenario.staff)
        clashing = {c for role in self.roles for c in self.scenario.clashes.get(role, ())}
        everybody = ((role, who) for role in self.roles | clashing for who in people)
        pairs = frozenset((*likely_pairs(self.scenario, 0, self.start), *everybody))
        self.model = build_model(replace(self.scenario, objective=()), self.start, pairs)
        self.flat = FlatModel(self.model)
        self.values = from_assignment(self.model, self.start)
        slacks = slacks_of(self.model.variables, Term.JUMPS)
        unit = TERMS[Term.JUMPS].unit
        self.jumps = Linear.total(slack.form.floor_divided(unit) for slack in slacks)
        names = self.model.builder.names
        self._inside = np.array([self._is_inside(name) for name in names], dtype=bool)

    def _is_inside(self, name: tuple[object, ...]) -> bool:
        """Whether a variable means the same in a model of all pairs."""
        return name[0] == "place" or name[1] in self.roles

    @property
    def complete(self) -> bool:
        """Whether no role is left out."""
        return self.roles.issuperset(self.scenario.roles)

    def relaxed(self, bound: int) -> SubModel:
        """How few cells can differ, by what holds for every plan; at least `bound` in any case."""
        rows = [number for number in range(len(self.model.builder.rows)) if self._holds(number)]
        return self._asking(self.flat.cut_rows(rows, self.values), bound)

    def _holds(self, number: int) -> bool:
        """Whether every plan obeys a row, however many pairs the model leaves out."""
        row = self.model.builder.rows[number]
        if row.name in WITHOUT_OTHERS or self.complete:
            return True
        return (
            bool(row.variables)
            and row.name != OF_EVERYTHING
            and bool(self._inside[list(row.indices)].all())
        )

    def within(self, hint: list[int], bound: int) -> SubModel:
        """Plans near the start in which only these roles and all shares may change."""
        names = self.model.builder.names
        shares = {variable.index for variable in self.model.variables.free_share.values()}
        free = [
            index
            for index, name in enumerate(names)
            if index in shares or name[0] == "place" or name[1] in self.roles
        ]
        cut = self._asking(self.flat.cut(free, self.values), bound)
        cut.hint(hint)
        return cut

    def covering(self, values: list[int]) -> SubModel:
        """The same cells as in a plan, with shares that cover the most work, critical work first.

        What mends a plan sets shares as the rules ask, and no better.
        """
        variables, roles = self.model.variables, self.scenario.roles
        shares = {variable.index for variable in variables.free_share.values()}
        if self.scenario.limits:
            # What a limit counts may follow from shares.
            shares.update(index for index, _ in self.model.builder.derived)
        cut = self.flat.cut(sorted(shares), values)
        steps = sum(variable.domain.max() for variable in variables.free_share.values())
        covered = Linear.total(
            Linear.of(variable, steps + 1 if roles[cell.role].critical else 1)
            for cell, variable in variables.free_share.items()
        )
        cut.model.maximize(cut.part(FlatForm.of(covered)).expression)
        cut.hint()
        return cut

    def _asking(self, cut: SubModel, bound: int) -> SubModel:
        form = cut.part(FlatForm.of(self.jumps))
        if form.pairs:
            cut.model.add(form.expression >= bound)
        cut.model.minimize(form.expression)
        return cut

    def broken(self, values: list[int]) -> set[str] | None:
        """Roles in rows that exact values break; None if they break none and keep all limits.

        All roles where a row is about everything, or about nothing that anybody could carry.
        """
        numbers = self.flat.broken(values)
        if not len(numbers) and self.model.builder.within_ceilings(values):
            return None
        rows = [self.model.builder.rows[number] for number in numbers]
        if all(row.variables and row.name != OF_EVERYTHING for row in rows) and rows:
            names = self.model.builder.names
            found = {names[index][1] for row in rows for index in row.indices}
            return {role for role in self.scenario.roles if role in found}
        return set(self.scenario.roles)
