"""Packages: complete work for one person in one period, and the prices of what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.narrowing import Narrowed
from rollenplanner.solver.variables import Variables

Whole = NDArray[np.int64]

#: Worse than any price; far from the end of 64 bits, so that prices can be added to it.
NEVER = np.int64(1 << 61)
#: Stands for a backup where shares are told apart.
BACKED_UP = 0


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


#: A cell with the steps of share it is held with, or `BACKED_UP`.
MoveOf = tuple[Cell, int]


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

    def moves(self) -> Iterator[MoveOf]:
        """Everything it holds and backs up."""
        yield from self.held
        for cell in self.backed_up:
            yield cell, BACKED_UP


class Moves(Protocol):
    """Some moves."""

    def has(self, move: MoveOf) -> bool:
        """Whether a move is one of them."""
        ...


@dataclass(frozen=True, slots=True)
class Tally:
    """A price for every second move of some.

    Attributes:
        sets: The moves, in sets.
        begun: Whether the first one counts as a second.
    """

    sets: tuple[Moves, ...]
    begun: bool
    price: int

    def counts(self, move: MoveOf) -> bool:
        """Whether a move is one of those."""
        return any(each.has(move) for each in self.sets)

    def cost(self, package: Package) -> int:
        """What it adds to the price of a package."""
        return (sum(map(self.counts, package.moves())) + self.begun) // 2 * self.price


@dataclass(frozen=True, slots=True)
class PackagePrices:
    """Prices for the packages of one bundle.

    Attributes:
        held: Cell -> steps of share -> price of holding with that share.
        backed_up: Cell -> price of backing up.
        ends: Price by number held, number backed up and lumps of load.
        tallies: What is dear only together with something else.
    """

    held: Mapping[Cell, Mapping[int, int]]
    backed_up: Mapping[Cell, int]
    ends: Whole
    tallies: tuple[Tally, ...] = ()


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
