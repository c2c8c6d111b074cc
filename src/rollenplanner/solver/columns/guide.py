"""Where a plan loses at a level and which choices are worth a try, by the prices of its bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollenplanner.solver.columns.excess import Excess
from rollenplanner.solver.columns.packages import Bundle, PackagePrices, package_of
from rollenplanner.solver.levels import Level
from rollenplanner.solver.variables import Variables


@dataclass(frozen=True, slots=True)
class Priced:
    """A bundle under prices.

    Attributes:
        least: What its cheapest package costs, in parts.
    """

    bundle: Bundle
    prices: PackagePrices
    least: int

    def loss(self, variables: Variables, values: Sequence[int]) -> int:
        """What the package of a plan costs beyond the cheapest, in parts."""
        package = package_of(variables, self.bundle, values)
        held = self.prices.held
        # A share that is part of no way to divide its role has no price: it should go.
        shares = [held.get(cell, {}).get(share) for cell, share in package.held]
        lumps = package.load // self.bundle.lump
        end = int(self.prices.ends[len(package.held), len(package.backed_up), lumps])
        backups = sum(self.prices.backed_up.get(cell, 0) for cell in package.backed_up)
        together = sum(tally.cost(package) for tally in self.prices.tallies)
        total = sum(price or 0 for price in shares) + backups + end + together
        return max(0, total - self.least)


@dataclass(frozen=True, slots=True)
class Guide:
    """How dear the choices about who carries what are.

    Attributes:
        choices: Index of a holder, share or backup variable -> value other than 0 -> a plan in
            which it has that value is at least so far above the bound, in parts. Values left out
            can be part of no plan that obeys the ceilings.
        loads: The same for variables that are the load of a person, 0 included.
        bound: Of the reduced level, in parts.
        parts: How many parts make one.
        bundles: Everybody's work under the prices.
        ceilings: What the higher levels are held to, in units; the bound is true below them too.
    """

    choices: Mapping[int, Mapping[int, int]]
    loads: Mapping[int, Mapping[int, int]]
    bound: int
    parts: int
    bundles: tuple[Priced, ...]
    ceilings: tuple[int, ...]

    def distance(self, level: Level, values: Sequence[int]) -> int:
        """How far a plan is above the bound, in parts.

        Args:
            level: The level that this is about.
            values: Of all variables; the plan.
        """
        return level.total.form.value(values) * self.parts - self.bound

    def within(self, part: float, level: Level, values: Sequence[int]) -> frozenset[int]:
        """Holder, share and backup variables that cost at most some part of a plan's distance.

        Args:
            part: From 0 (what costs nothing beyond the best) to 1 (what a better plan can contain).
            level: The level that this is about.
            values: Of all variables; the plan.
        """
        most = part * self.distance(level, values)
        return frozenset(
            index
            for index, costs in self.choices.items()
            if any(cost <= most for cost in costs.values())
        )

    def narrowed(self, most: int) -> Iterator[tuple[int, frozenset[int]]]:
        """Variables that must lose values in every plan at most so many parts above the bound.

        Returns:
            Index and the values that remain, of those variables only.
        """
        for index, costs in self.choices.items():
            if not costs or max(costs.values()) > most:
                yield index, frozenset({0, *(value for value, c in costs.items() if c <= most)})
        for index, costs in self.loads.items():
            if max(costs.values()) > most:
                yield index, frozenset(value for value, c in costs.items() if c <= most)

    def losses(self, variables: Variables, values: Sequence[int]) -> dict[tuple[str, int], int]:
        """(person, period) -> what the work costs beyond the cheapest, in parts; losers only."""
        found = {
            (priced.bundle.person, priced.bundle.period): priced.loss(variables, values)
            for priced in self.bundles
        }
        return {key: loss for key, loss in found.items() if loss}


def choices_of(
    variables: Variables, bundle: Bundle, excess: Excess
) -> Iterator[tuple[int, dict[int, int]]]:
    """Index of every holder, share and backup variable of a bundle -> value -> excess."""
    for option in bundle.options:
        cell = option.cell
        held = dict(excess.held[cell])
        if cell in variables.holds:
            yield variables.holds[cell].index, {1: min(held.values())} if held else {}
        if cell in variables.free_share:
            yield variables.free_share[cell].index, held
        if cell in variables.backs:
            cost = excess.backed_up.get(cell)
            yield variables.backs[cell].index, {} if cost is None else {1: cost}


def loads_of(
    variables: Variables, bundle: Bundle, excess: Excess
) -> Iterator[tuple[int, dict[int, int]]]:
    """Index of the variable that is the load of a bundle, if there is one -> value -> excess."""
    load = variables.load_variables.get((bundle.person, bundle.period))
    if load is not None and load.amount is not None:
        lumps = {amount * bundle.lump // load.lump: c for amount, c in excess.loads.items()}
        yield load.amount.index, lumps
