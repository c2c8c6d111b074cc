"""The linear program over mixtures of packages; its prices steer which packages to look at next.

Its results are only a guide: the bound is computed from the prices in whole numbers elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from ortools.math_opt.python import mathopt

from rollenplanner.solver.columns.cuts import Cut, Mixture, Weighted
from rollenplanner.solver.columns.packages import Package
from rollenplanner.solver.columns.problem import Coefficients, Problem

#: Presolve would throw the last basis away.
_NO_PRESOLVE = mathopt.SolveParameters(presolve=mathopt.Emphasis.OFF)
#: Less of a package than this is none.
_NOTHING = 1e-7
#: Mostly nobody looks at the mixture itself, and reading thousands of numbers takes its time.
_ONLY_PRICES = mathopt.ModelSolveParameters(
    variable_values_filter=mathopt.VariableFilter(filtered_items=[]),
    reduced_costs_filter=mathopt.VariableFilter(filtered_items=[]),
)


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of the rows, for minimising: of a tie at most 0, of a division row of any sign.

    Attributes:
        ties: One per tie.
        shares: One per divided role and share, in their order.
        bundles: What the packages of a bundle cost in the mixture.
        cuts: One per cut, at most 0.
    """

    ties: list[float]
    shares: list[float]
    bundles: list[float]
    cuts: list[float]

    def towards(self, other: Prices, part: float) -> Prices:
        """Prices between these and others; the bundles' are those of the other.

        Cuts that are new to these cost nothing in them.
        """
        return Prices(
            [a + part * (b - a) for a, b in zip(self.ties, other.ties, strict=True)],
            [a + part * (b - a) for a, b in zip(self.shares, other.shares, strict=True)],
            other.bundles,
            [a + part * (b - a) for a, b in zip_longest(self.cuts, other.cuts, fillvalue=0.0)],
        )


@dataclass(slots=True)
class Master:
    """A growing linear program.

    Attributes:
        share_rows: (number of divided role, share) -> number among the division rows.
        cuts: Those in it, in the order in which they came (`cut_off`).
    """

    problem: Problem
    share_rows: dict[tuple[int, int], int] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)
    _program: mathopt.Model = field(default_factory=mathopt.Model)
    _solver: mathopt.IncrementalSolver = field(init=False)
    _ties: list[mathopt.LinearConstraint] = field(default_factory=list)
    _ties_of: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    _shares: list[mathopt.LinearConstraint] = field(default_factory=list)
    _bundles: list[mathopt.LinearConstraint] = field(default_factory=list)
    _ways: list[list[mathopt.Variable]] = field(default_factory=list)
    _cuts: list[mathopt.LinearConstraint] = field(default_factory=list)
    _columns: list[tuple[mathopt.Variable, int, Package]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Rows first; packages come later, and cuts after them."""
        program = self._program
        for number, tie in enumerate(self.problem.ties):
            self._ties.append(program.add_linear_constraint(ub=float(tie.most)))
            for index, coefficient in tie.coefficients.items():
                self._ties_of.setdefault(index, []).append((number, coefficient))
        self._bundles = [self._one() for _ in self.problem.bundles]
        for number, divided in enumerate(self.problem.divided):
            self._add_ways(number, divided.ways, divided.shares)
        # Incremental: each round goes on from the basis of the last one.
        self._solver = mathopt.IncrementalSolver(program, mathopt.SolverType.GLOP)

    def _one(self) -> mathopt.LinearConstraint:
        return self._program.add_linear_constraint(lb=1.0, ub=1.0)

    def _add_ways(
        self, number: int, ways: tuple[tuple[int, ...], ...], shares: tuple[int, ...]
    ) -> None:
        for share in shares:
            self.share_rows[number, share] = len(self._shares)
            self._shares.append(self._program.add_linear_constraint(lb=0.0, ub=0.0))
        one = self._one()
        self._ways.append([])
        for way in ways:
            column = self._program.add_variable(lb=0.0)
            self._ways[number].append(column)
            one.set_coefficient(column, 1.0)
            for share in set(way):
                row = self._shares[self.share_rows[number, share]]
                row.set_coefficient(column, -float(way.count(share)))

    def row_use(self, usage: Coefficients) -> dict[int, int]:
        """What a package takes of each tie."""
        found: dict[int, int] = {}
        for index, amount in usage.items():
            if amount:
                for number, coefficient in self._ties_of.get(index, ()):
                    found[number] = found.get(number, 0) + coefficient * amount
        return found

    def cost(self, usage: Coefficients) -> int:
        """What a package adds to the objective."""
        objective = self.problem.objective
        return sum(objective.get(index, 0) * amount for index, amount in usage.items())

    def add(self, bundle: int, package: Package, usage: Coefficients, shares: list[int]) -> None:
        """Let a bundle use one more package.

        Args:
            bundle: Number of the bundle.
            package: The package.
            usage: The value of every variable that it sets.
            shares: Numbers of the division rows that its shares count in.
        """
        column = self._program.add_variable(lb=0.0)
        self._bundles[bundle].set_coefficient(column, 1.0)
        self._program.objective.set_linear_coefficient(column, float(self.cost(usage)))
        for number, amount in self.row_use(usage).items():
            self._ties[number].set_coefficient(column, float(amount))
        for row in shares:
            self._shares[row].set_coefficient(column, 1.0)
        for number, amount in self.cut_use(bundle, package).items():
            self._cuts[number].set_coefficient(column, float(amount))
        self._columns.append((column, bundle, package))

    # Cuts

    def cut_use(self, bundle: int, package: Package) -> dict[int, int]:
        """What a package takes of each cut."""
        counts = ((number, cut.count(bundle, package)) for number, cut in enumerate(self.cuts))
        return {number: count for number, count in counts if count}

    def mixture(self) -> Mixture | None:
        """What the least mixture is made of; None if there is none."""
        result = self._solver.solve(params=_NO_PRESOLVE)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        values = result.variable_values()
        packages = [
            Weighted(bundle, package, values[column])
            for column, bundle, package in self._columns
            if values[column] > _NOTHING
        ]
        return Mixture(packages, [[values[way] for way in ways] for ways in self._ways])

    def cut_off(self, cut: Cut) -> None:
        """Add a row, or count anew in one that counts for more people than before."""
        number = next((n for n, each in enumerate(self.cuts) if each is cut), len(self.cuts))
        if number == len(self.cuts):
            self.cuts.append(cut)
            self._cuts.append(self._program.add_linear_constraint(ub=float(cut.most)))
        row = self._cuts[number]
        for divided, added in cut.of_ways.items():
            for way, amount in zip(self._ways[divided], added, strict=True):
                row.set_coefficient(way, -float(amount))
        for column, bundle, package in self._columns:
            count = cut.count(bundle, package)
            if count:
                row.set_coefficient(column, float(count))

    def solve(self) -> tuple[float, Prices] | None:
        """The least mixture of the packages so far, with its prices; None if it found none."""
        result = self._solver.solve(params=_NO_PRESOLVE, model_params=_ONLY_PRICES)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            # A basis can lead into numerical trouble; without it there is another way.
            result = mathopt.solve(
                self._program, mathopt.SolverType.GLOP, model_params=_ONLY_PRICES
            )
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        prices = result.dual_values()
        found = Prices(
            [min(0.0, prices[row]) for row in self._ties],
            [prices[row] for row in self._shares],
            [prices[row] for row in self._bundles],
            [min(0.0, prices[row]) for row in self._cuts],
        )
        return result.objective_value(), found
