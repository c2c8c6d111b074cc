"""Where a plan loses at a level and which choices are worth a try, by the prices of its bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
        shares = [held[cell].get(share) for cell, share in package.held]
        lumps = package.load // self.bundle.lump
        end = int(self.prices.ends[len(package.held), len(package.backed_up), lumps])
        backups = sum(self.prices.backed_up[cell] for cell in package.backed_up)
        return max(0, sum(price or 0 for price in shares) + backups + end - self.least)


@dataclass(frozen=True, slots=True)
class Guide:
    """How dear the choices about who carries what are.

    Attributes:
        excess: Index of a variable -> a plan in which it is not 0 is at least so far above the
            bound, in parts. Variables left out can be part of no plan that obeys the ceilings.
        bound: Of the reduced level, in parts.
        parts: How many parts make one.
        bundles: Everybody's work under the prices.
    """

    excess: Mapping[int, int]
    bound: int
    parts: int
    bundles: tuple[Priced, ...]

    def within(self, part: float, level: Level, values: Sequence[int]) -> frozenset[int]:
        """Variables that cost at most some part of the way between the bound and a plan.

        Args:
            part: From 0 (what costs nothing beyond the best) to 1 (what a better plan can contain).
            level: The level that this is about.
            values: Of all variables; the plan.
        """
        most = part * (level.total.form.value(values) * self.parts - self.bound)
        return frozenset(index for index, cost in self.excess.items() if cost <= most)

    def losses(self, variables: Variables, values: Sequence[int]) -> dict[tuple[str, int], int]:
        """(person, period) -> what the work costs beyond the cheapest, in parts; losers only."""
        found = {
            (priced.bundle.person, priced.bundle.period): priced.loss(variables, values)
            for priced in self.bundles
        }
        return {key: loss for key, loss in found.items() if loss}
