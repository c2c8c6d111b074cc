"""Column generation, and the Lagrangian bound of every round in whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rollenplanner.solver.columns import holding_cuts
from rollenplanner.solver.columns.cuts import Cut, Mixture
from rollenplanner.solver.columns.excess import excess_of
from rollenplanner.solver.columns.guide import Guide, Priced, choices_of, loads_of
from rollenplanner.solver.columns.master import Master, Prices
from rollenplanner.solver.columns.packages import (
    Bundle,
    MoveOf,
    Package,
    PackagePrices,
    Tally,
    Whole,
    package_of,
)
from rollenplanner.solver.columns.pair_cuts import PairCuts
from rollenplanner.solver.columns.pricing import cheapest
from rollenplanner.solver.columns.problem import Coefficients, Problem, end_values
from rollenplanner.solver.eligibility import Cell

#: Prices are rounded to this many parts of one; whatever they are, the bound holds.
PARTS = 1 << 20
#: Beyond this, sums of prices might not fit into 64 bits.
GREATEST_PRICE = 1 << 50
#: New prices are taken this far from the best ones towards the latest ones: they swing less.
STEADY = 0.3
#: Work of one round in units of deterministic time, for runs that look at no clock.
EFFORT_PER_ROUND = 0.1
MOST_ROUNDS = 300
#: Cuts of a kind must raise the bound by such a part of the way to the plan to be worth more.
LEAST_GAIN = 0.01


#: (person, period) -> packages in the order in which they were found.
Pool = dict[tuple[str, int], dict[Package, None]]


@dataclass(slots=True)
class ColumnBound:
    """A bound on a level from mixtures of packages.

    Attributes:
        values: Of all variables; a plan that obeys the rules and the ceilings.
        pool: Packages that were worth looking at before, at this level or another; grows.
        bound: The best so far: the reduced level (`Level.total.form`) is at least this.
        rounds: Rounds done.
        exhausted: Whether columns can yield no more.
    """

    problem: Problem
    values: Sequence[int]
    pool: Pool = field(default_factory=dict)
    bound: int | None = None
    rounds: int = 0
    exhausted: bool = False
    _master: Master = field(init=False)
    _best: Prices | None = None
    _best_exact: int | None = None
    _share_row: list[dict[Cell, dict[int, int]]] = field(default_factory=list)
    _ends: list[list[tuple[int, Whole]]] = field(default_factory=list)
    _pair_cuts: PairCuts = field(init=False)
    _separators: list[Callable[[Mixture], Sequence[Cut]]] = field(init=False)
    _uncut: int | None = None

    def __post_init__(self) -> None:
        """Begin with the packages of a plan, so that the linear program has a solution."""
        self._master = Master(self.problem)
        self._pair_cuts = PairCuts(self.problem)
        self._separators = [self._holding_cuts, self._all_cuts]
        divided = {(d.role, d.period): n for n, d in enumerate(self.problem.divided)}
        for number, bundle in enumerate(self.problem.bundles):
            self._share_row.append(self._rows_of(bundle, divided))
            self._ends.append(
                [(i, end_values(self.problem, bundle, i)) for i in self.problem.features_of(bundle)]
            )
            plan = package_of(self.problem.model.variables, bundle, self.values)
            known = self.pool.setdefault((bundle.person, bundle.period), {})
            for package in {plan: None, **known}:
                self._enter(number, package, self.problem.usage(package, bundle))

    def _rows_of(
        self, bundle: Bundle, divided: dict[tuple[str, int], int]
    ) -> dict[Cell, dict[int, int]]:
        """Cell -> share -> its division row, for cells of divided roles."""
        found: dict[Cell, dict[int, int]] = {}
        for option in bundle.options:
            number = divided.get((option.cell.role, option.cell.period))
            if number is not None:
                rows = self._master.share_rows
                found[option.cell] = {
                    share: rows[number, share]
                    for share, _ in option.shares
                    if (number, share) in rows
                }
        return found

    def improve(self, going: Callable[[], bool], enough: int) -> Iterator[int]:
        """Generate columns until nothing is left to gain; yields every better bound.

        Args:
            going: Whether there is time for another round.
            enough: A bound of this much is all that is wanted.
        """
        while self.rounds < MOST_ROUNDS and going():
            self.rounds += 1
            solved = self._master.solve()
            if solved is None:
                return
            value, latest = solved
            added, better = self._round(latest)
            if better and self.bound is not None:
                yield self.bound
            if not added or self.bound is None:
                done = not added
            else:
                done = self.bound >= min(enough, _round_up(value + self.problem.constant))
            if done and (self._reaches(enough) or not self._cut_off()):
                self.exhausted = True
                return

    def _cut_off(self) -> bool:
        """Cut off the least mixture, by dearer cuts where the cheaper ones no longer help.

        Returns:
            Whether that was possible and there is any use in going on.
        """
        if self._best_exact is None:
            return False  # prices are too wide to be exact, and so would those of cuts be
        bound = self._best_exact + self.problem.constant * PARTS
        left = self.problem.level.total.form.value(self.values) * PARTS - bound
        if self._uncut is not None and bound - self._uncut < LEAST_GAIN * left:
            del self._separators[:1]
        self._uncut = bound
        mixture = self._master.mixture()
        while self._separators and mixture is not None:
            cuts = self._separators[0](mixture)
            for cut in cuts:
                self._master.cut_off(cut)
            if cuts:
                return True
            del self._separators[:1]
        return False

    def _holding_cuts(self, mixture: Mixture) -> Sequence[Cut]:
        return holding_cuts.separate(self.problem, mixture)

    def _all_cuts(self, mixture: Mixture) -> Sequence[Cut]:
        return [*self._holding_cuts(mixture), *self._pair_cuts.separate(mixture)]

    @property
    def cuts(self) -> Sequence[Cut]:
        """The cuts so far."""
        return self._master.cuts

    def _reaches(self, enough: int) -> bool:
        return self.bound is not None and self.bound >= enough

    def guide(self) -> Guide | None:
        """How dear every choice is under the prices of the best bound; None without a bound."""
        if self._best is None or self._best_exact is None:
            return None
        exact = _Exact(self.problem, self._master.cuts, self._best)
        bundles = []
        choices: dict[int, dict[int, int]] = {}
        loads: dict[int, dict[int, int]] = {}
        for number, bundle in enumerate(self.problem.bundles):
            prices = self._package_prices(number, exact)
            excess = excess_of(bundle, prices)
            bundles.append(Priced(bundle, prices, excess.least))
            choices.update(choices_of(self.problem.model.variables, bundle, excess))
            loads.update(loads_of(self.problem.model.variables, bundle, excess))
        bound = self._best_exact + self.problem.constant * PARTS
        ceilings = tuple(ceiling for _, ceiling in self.problem.held)
        return Guide(choices, loads, bound, PARTS, tuple(bundles), ceilings)

    def _round(self, latest: Prices) -> tuple[int, bool]:
        """Price all bundles, steadily first; returns columns added and whether the bound rose."""
        steady = latest if self._best is None else self._best.towards(latest, STEADY)
        better = False
        for prices in (steady, latest):
            added, rose = self._price(prices, latest)
            better = better or rose
            if added:
                return added, better
        return 0, better

    def _price(self, prices: Prices, latest: Prices) -> tuple[int, bool]:
        exact = _Exact(self.problem, self._master.cuts, prices)
        if exact.too_wide:
            return 0, False
        total, added = exact.fixed_part(self._master), 0
        for number, bundle in enumerate(self.problem.bundles):
            offers = cheapest(bundle, self._package_prices(number, exact))
            total += offers[0][0]
            added += sum(self._add_if_new(number, package, latest) for _, package in offers)
        if self._best_exact is not None and total <= self._best_exact:
            return added, False
        self._best, self._best_exact = prices, total
        # The level is a whole number, so its bound may be rounded up.
        bound = self.problem.constant - (-total // PARTS)
        rose = self.bound is None or bound > self.bound
        self.bound = bound if self.bound is None else max(bound, self.bound)
        return added, rose

    def _package_prices(self, number: int, exact: _Exact) -> PackagePrices:
        bundle, variables = self.problem.bundles[number], self.problem.model.variables
        rows = self._share_row[number]
        prices: dict[Cell, dict[int, int]] = {}
        backup_prices: dict[Cell, int] = {}
        for option in bundle.options:
            cell = option.cell
            if option.shares:
                fixed = exact.of(variables.holds[cell].index)
                share = variables.free_share.get(cell)
                each = 0 if share is None else exact.of(share.index)
                known = rows.get(cell)
                prices[cell] = {
                    steps: fixed + each * steps + exact.of_holding(cell, steps, known)
                    for steps, _ in option.shares
                    if known is None or steps in known
                }
            if option.overlap is not None:
                backup_prices[cell] = exact.of(variables.backs[cell].index)
        shape = (bundle.most_held + 1, bundle.most_backed_up + 1, bundle.lumps + 1)
        ends = np.zeros(shape, dtype=np.int64)
        for index, values in self._ends[number]:
            price = exact.of(index)
            if price:
                ends += price * values
        tallies = tuple(exact.tallies(number))
        return PackagePrices(prices, backup_prices, ends, tallies)

    # Columns

    def _add_if_new(self, number: int, package: Package, latest: Prices) -> int:
        """Add a package that the mixture would gain from; returns how many were added."""
        usage = self.problem.usage(package, self.problem.bundles[number])
        gain = self._master.cost(usage) - latest.bundles[number]
        for tie, amount in self._master.row_use(usage).items():
            gain -= latest.ties[tie] * amount
        gain -= sum(latest.shares[row] for row in self._rows_used(number, package))
        for cut, amount in self._master.cut_use(number, package).items():
            gain -= latest.cuts[cut] * amount
        if gain >= -1e-6:
            return 0
        bundle = self.problem.bundles[number]
        self.pool[bundle.person, bundle.period][package] = None
        self._enter(number, package, usage)
        return 1

    def _enter(self, number: int, package: Package, usage: Coefficients) -> None:
        # Found at another level it may hold what is out of the question here; and a share that is
        # part of no way to divide its role is no use to anyone.
        if self.problem.bundles[number].allows(package) and all(
            not known or share in known
            for known, share in (
                (self._share_row[number].get(cell), share) for cell, share in package.held
            )
        ):
            self._master.add(number, package, usage, list(self._rows_used(number, package)))

    def _rows_used(self, number: int, package: Package) -> Iterator[int]:
        for cell, share in package.held:
            row = self._share_row[number].get(cell, {}).get(share)
            if row is not None:
                yield row


class _Exact:
    """Prices as whole numbers of parts, and what every variable costs under them."""

    def __init__(self, problem: Problem, cuts: Sequence[Cut], prices: Prices) -> None:
        self._problem = problem
        self.ties = [max(0, round(-price * PARTS)) for price in prices.ties]
        self.shares = [round(-price * PARTS) for price in prices.shares]
        # Prices older than a cut do not know it.
        rounded = (max(0, round(-price * PARTS)) for price in prices.cuts)
        self._cuts = [(cut, each) for cut, each in zip(cuts, rounded, strict=False) if each]
        self._dear: dict[MoveOf, int] = {}
        for cut, price in self._cuts:
            for move in cut.moves:
                self._dear[move] = self._dear.get(move, 0) + price
        cost = {index: each * PARTS for index, each in problem.objective.items()}
        for tie, price in zip(problem.ties, self.ties, strict=True):
            if price:
                for index, coefficient in tie.coefficients.items():
                    cost[index] = cost.get(index, 0) + price * coefficient
        self._cost = cost
        widest = max(
            map(
                abs,
                (
                    *cost.values(),
                    *self.shares,
                    *self._dear.values(),
                    *(price for _, price in self._cuts),
                ),
            ),
            default=0,
        )
        self.too_wide = widest > GREATEST_PRICE // _widest_value(problem)

    def of(self, index: int) -> int:
        """Price of one unit of a variable."""
        return self._cost.get(index, 0)

    def of_holding(self, cell: Cell, steps: int, rows: Mapping[int, int] | None) -> int:
        """Price of a share in the division of its role; 0 where roles are not divided."""
        return 0 if rows is None else self.shares[rows[steps]] + self._dear.get((cell, steps), 0)

    def tallies(self, number: int) -> Iterator[Tally]:
        """What cuts cost in a bundle, beyond single moves."""
        for cut, price in self._cuts:
            tally = cut.tally(number, price)
            if tally is not None:
                yield tally

    def fixed_part(self, master: Master) -> int:
        """What the prices cost whatever the packages: ceilings, cuts, and ways of divided roles."""
        total = -sum(
            price * tie.most for tie, price in zip(self._problem.ties, self.ties, strict=True)
        )
        costs = {
            number: [
                -sum(self.shares[master.share_rows[number, share]] for share in way)
                for way in divided.ways
            ]
            for number, divided in enumerate(self._problem.divided)
        }
        for cut, price in self._cuts:
            total -= price * cut.most
            for number, added in cut.of_ways.items():
                costs[number] = [
                    cost - price * each for cost, each in zip(costs[number], added, strict=True)
                ]
        return total + sum(map(min, costs.values()))


def _widest_value(problem: Problem) -> int:
    """The greatest value of a variable that packages set."""
    variables = problem.model.variables
    most = max((holding.most for holding in variables.eligibility.holdings.values()), default=1)
    model = problem.model.builder.model
    features = (
        model.get_int_var_from_proto_index(index).domain.max() for index in variables.features
    )
    return max(1, most, *features) if variables.features else max(1, most)


def _round_up(value: float) -> int:
    return -int(-(value - 1e-6) // 1)
