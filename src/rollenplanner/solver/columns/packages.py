"""The best package of work for one person in one period under given prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.narrowing import Narrowed
from rollenplanner.solver.variables import Variables

Whole = NDArray[np.int64]

#: Worse than any price; far from the end of 64 bits, so that prices can be added to it.
NEVER = np.int64(1 << 61)


@dataclass(frozen=True, slots=True)
class Option:
    """What a person can do with one role.

    Attributes:
        shares: Steps it can be held with, each with the lumps of load it brings.
        overlap: Lumps of load as its backup; None if it cannot be backed up.
    """

    cell: Cell
    shares: tuple[tuple[int, int], ...]
    overlap: int | None


@dataclass(frozen=True, slots=True)
class Package:
    """A complete set of work for one person in one period.

    Attributes:
        held: Cells with steps of share.
        backed_up: Cells.
        load: Ten-thousandths.
    """

    held: tuple[tuple[Cell, int], ...]
    backed_up: tuple[Cell, ...]
    load: int


@dataclass(frozen=True, slots=True)
class PackagePrices:
    """Prices for the packages of one bundle.

    Attributes:
        held: Cell -> steps of share -> price of holding with that share.
        backed_up: Cell -> price of backing up.
        ends: Price by number held, number backed up and lumps of load.
    """

    held: Mapping[Cell, Mapping[int, int]]
    backed_up: Mapping[Cell, int]
    ends: Whole


@dataclass(frozen=True, slots=True)
class Bundle:
    """One person in one period: all packages that contract and numbers of roles allow.

    Segregation and pins are rows of the master problem, not known here.
    """

    person: str
    period: int
    options: tuple[Option, ...]
    lump: int
    lumps: int
    most_held: int
    most_backed_up: int

    @property
    def states(self) -> int:
        """Size of the table in which packages are priced."""
        return (self.most_held + 1) * (self.most_backed_up + 1) * (self.lumps + 1)

    @property
    def loads(self) -> list[int]:
        """Every load up to the contract, in ten-thousandths."""
        return [self.lump * number for number in range(self.lumps + 1)]

    def allows(self, package: Package) -> bool:
        """Whether a package is made of options of this bundle."""
        options = {option.cell: option for option in self.options}
        return all(
            cell in options and share in dict(options[cell].shares) for cell, share in package.held
        ) and all(
            cell in options and options[cell].overlap is not None for cell in package.backed_up
        )

    def cheapest(self, prices: PackagePrices) -> list[tuple[int, Package]]:
        """The package of least price, and after it the best of every number of roles held.

        Returns:
            Prices, exact, and packages; the cheapest first.
        """
        ends = prices.ends
        table = np.full(ends.shape, NEVER, dtype=np.int64)
        table[0, 0, 0] = 0
        choices: list[NDArray[np.int16]] = []
        for option in self.options:
            choice = np.zeros(table.shape, dtype=np.int16)
            after = table.copy()
            held = prices.held.get(option.cell, {})
            for share, lumps in option.shares:
                if share in held and lumps <= self.lumps:
                    end = self.lumps + 1 - lumps
                    _improve(
                        after[1:, :, lumps:],
                        choice[1:, :, lumps:],
                        table[:-1, :, :end] + held[share],
                        share,
                    )
            if option.overlap is not None and option.overlap <= self.lumps:
                end = self.lumps + 1 - option.overlap
                _improve(
                    after[:, 1:, option.overlap :],
                    choice[:, 1:, option.overlap :],
                    table[:, :-1, :end] + prices.backed_up[option.cell],
                    -1,
                )
            choices.append(choice)
            table = after
        total = np.where(table < NEVER // 2, table + ends, NEVER)
        best = sorted(
            (int(plane.flat[place]), held, place)
            for held, plane in enumerate(total)
            if plane.flat[place := int(np.argmin(plane))] < NEVER
        )
        width = self.lumps + 1
        return [
            (price, self._trace(choices, [held, place // width, place % width]))
            for price, held, place in best
        ]

    def _trace(self, choices: Sequence[NDArray[np.int16]], where: list[int]) -> Package:
        """Follow the choices back from the last option to the first."""
        load = where[2] * self.lump
        held: list[tuple[Cell, int]] = []
        backed_up: list[Cell] = []
        for option, choice in zip(reversed(self.options), reversed(choices), strict=True):
            chosen = int(choice[where[0], where[1], where[2]])
            if chosen > 0:
                held.append((option.cell, chosen))
                where[0] -= 1
                where[2] -= dict(option.shares)[chosen]
            elif chosen < 0:
                backed_up.append(option.cell)
                where[1] -= 1
                where[2] -= option.overlap or 0
        return Package(tuple(held), tuple(backed_up), load)


def _improve(after: Whole, choice: NDArray[np.int16], offer: Whole, mark: int) -> None:
    better = offer < after
    np.copyto(after, offer, where=better)
    np.copyto(choice, mark, where=better)


def make_bundle(
    variables: Variables, person: str, t: int, narrowed: Narrowed | None = None
) -> Bundle:
    """All that a person can do in a period, with variables at the values that remain for them."""
    remaining = narrowed or {}
    scenario = variables.scenario
    who = scenario.staff[person]
    form = variables.load[person, t]
    lump = gcd(*(coefficient for _, coefficient in form.pairs)) or 100 * who.available[t]
    held = set(variables.held_by(person, t))
    backed_up = set(variables.backed_by(person, t))
    options = []
    for cell in sorted(held | backed_up):
        shares: tuple[tuple[int, int], ...] = ()
        if cell in held:
            holding = variables.eligibility.holdings[cell]
            size = who.effort_for(cell.role) * scenario.rules.step
            shares = tuple(
                (share, share * size // lump)
                for share in range(holding.least, holding.most + 1)
                if _remains(variables, cell, share, remaining)
            )
        overlap = None
        if cell in backed_up and 1 in remaining.get(variables.backs[cell].index, (1,)):
            overlap = 100 * scenario.roles[cell.role].backup_fte // lump
        options.append(Option(cell, shares, overlap))
    most_held = who.max_roles if who.max_roles is not None else scenario.rules.max_roles
    most_backups = scenario.rules.max_backups
    return Bundle(
        person,
        t,
        tuple(options),
        lump,
        100 * who.available[t] // lump,
        len(held) if most_held is None else min(most_held, len(held)),
        len(backed_up) if most_backups is None else min(most_backups, len(backed_up)),
    )


def _remains(variables: Variables, cell: Cell, share: int, remaining: Narrowed) -> bool:
    """Whether a cell can still be held with a share."""
    free = variables.free_share.get(cell)
    return 1 in remaining.get(variables.holds[cell].index, (1,)) and (
        free is None or share in remaining.get(free.index, (share,))
    )


def package_of(variables: Variables, bundle: Bundle, values: Sequence[int]) -> Package:
    """What a person carries in a plan."""
    key = (bundle.person, bundle.period)
    held = tuple(
        (cell, variables.share[cell].value(values))
        for cell in variables.held_by(*key)
        if values[variables.holds[cell].index]
    )
    backed_up = tuple(
        cell for cell in variables.backed_by(*key) if values[variables.backs[cell].index]
    )
    return Package(held, backed_up, variables.load[key].value(values))
