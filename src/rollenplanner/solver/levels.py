"""The levels of the objective: what each minimises, and how a reached value becomes a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.solver.linear import Linear, Reduced
from rollenplanner.solver.objective import Slack, slacks_of
from rollenplanner.solver.variables import Variables

#: Matters of degree: their best value can hardly be proven, and a little more is worth little.
_DEGREES = frozenset({Term.IMBALANCE, Term.IMBALANCE_SQUARED, Term.OVERLOAD, Term.WISHES})


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective over the variables of a model.

    Attributes:
        terms: What it counts, with weights.
        slacks: Its slacks in units, weights included; those of weight 0 are left out.
        total: Their sum in lowest terms.
        least: What the level cannot be below, whatever the plan; in units.
    """

    terms: tuple[tuple[Term, int], ...]
    slacks: tuple[Slack, ...]
    total: Reduced
    least: int

    @property
    def fine(self) -> bool:
        """Whether it is a matter of degree, which may be left a little above its best value."""
        return not _DEGREES.isdisjoint(term for term, weight in self.terms if weight)

    @property
    def constant(self) -> bool:
        """Whether no decision changes its value."""
        return not self.total.form.pairs

    def value(self, values: Sequence[int]) -> int:
        """Its value in units, from the exact values of all variables."""
        return self.total.original(self.total.form.value(values))

    def hold(self, model: cp_model.CpModel, ceiling: int) -> None:
        """Require that the level is at most `ceiling` units from now on.

        At the least value of all, every slack is fixed on its own: presolve then removes them,
        which it cannot do from the sum alone (design section 8).
        """
        if self.constant:
            return
        if ceiling > self.least:
            model.add(self.total.form.expression <= self.total.floor(ceiling))
            return
        for slack in self.slacks:
            if slack.form.pairs:
                model.add(slack.form.expression <= slack.least)

    def raise_floor(self, model: cp_model.CpModel, bound: int) -> None:
        """Tell the model that the level is proven to be at least `bound` units."""
        if self.constant:
            return
        reduced = -((self.total.constant - bound) // self.total.scale)
        model.add(self.total.form.expression >= reduced)


def make_level(variables: Variables, terms: ObjectiveLevel) -> Level:
    """Model one level of a scenario's objective."""
    slacks = tuple(
        Slack(slack.form.times(weight), slack.least * weight)
        for term, weight in terms.items()
        if weight
        for slack in slacks_of(variables, term)
    )
    total = Linear.total(slack.form for slack in slacks).reduced()
    least = sum(slack.least for slack in slacks)
    return Level(tuple(terms.items()), slacks, total, least)
