"""What an invented municipality is asked to be: how many people, how long, how tight, how dense."""

from __future__ import annotations

import re
from dataclasses import dataclass

PEOPLE_PER_SECTOR = 52
"""About as many as Ommen has."""
PEOPLE_PER_CLUSTER = 17
CLUSTERS_PER_SECTOR = 3
DENSITY = 27.0
"""Roles that a person could hold or back up, on average; as in Ommen."""
START_YEAR = 2027
_NAME = re.compile(r"(\d+)x(\d+)-(slack|tight)(?:-d([\d.]+))?-(\d+)")
STEP = 5
"""Granularity of shares in hundredths of fte."""


@dataclass(frozen=True, slots=True)
class Regime:
    """How tight the work is.

    Attributes:
        pressure: Demand and asked overlap as a part of the available fte, over all periods.
        with_term: Part of the roles that have a term.
        longest: Most periods in a row, from and to.
        leaving, absent: Part of the people who leave, or are away for a while.
        replaced: Part of the leavers whose place becomes a vacancy.
        overlap: Part of the backups that costs overlap.
        clashes: Pairs of roles per cluster that nobody may carry together.
        max_changes, max_roles, max_backups: Rules of that name. Nobody carries more at present
            than `max_backups`, so that all who meet it may stay on as a backup.
        vacant: Part of the roles that nobody holds at present.
    """

    pressure: float
    with_term: float
    longest: tuple[int, int]
    leaving: float
    absent: float
    replaced: float
    overlap: float
    clashes: int
    max_changes: int
    max_roles: int
    max_backups: int
    vacant: float


SLACK = Regime(
    pressure=0.88,
    with_term=0.2,
    longest=(6, 10),
    leaving=0.03,
    absent=0.02,
    replaced=0.9,
    overlap=0.5,
    clashes=1,
    max_changes=6,
    max_roles=5,
    max_backups=5,
    vacant=0.10,
)
TIGHT = Regime(
    pressure=0.99,
    with_term=0.5,
    longest=(3, 5),
    leaving=0.10,
    absent=0.08,
    replaced=0.5,
    overlap=1.0,
    clashes=3,
    max_changes=3,
    max_roles=4,
    max_backups=4,
    vacant=0.14,
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What to invent; the same shape gives the same municipality.

    Attributes:
        density: Average number of roles that a person could hold or back up.
    """

    people: int
    periods: int = 1
    tight: bool = False
    seed: int = 1
    density: float = DENSITY

    def __post_init__(self) -> None:
        """Refuse what is no organisation.

        Raises:
            ValueError: Fewer than 6 people, or no period.
        """
        if self.people < 6 or self.periods < 1:
            raise ValueError("a municipality has at least 6 people and one period")

    @property
    def regime(self) -> Regime:
        """The figures behind tight and slack."""
        return TIGHT if self.tight else SLACK

    @property
    def name(self) -> str:
        """For files and tables: people x periods, tightness, seed; density where it is unusual."""
        dense = "" if self.density == DENSITY else f"-d{self.density:g}"
        kind = "tight" if self.tight else "slack"
        return f"{self.people}x{self.periods}-{kind}{dense}-{self.seed}"

    @classmethod
    def parse(cls, name: str) -> Shape:
        """The reverse of `name`.

        Raises:
            ValueError: It is no name of a shape.
        """
        found = _NAME.fullmatch(name)
        if found is None:
            raise ValueError(f"{name}: expected people x periods, kind, seed, as 50x6-tight-1")
        people, periods, kind, density, seed = found.groups()
        dense = float(density) if density else DENSITY
        return cls(int(people), int(periods), kind == "tight", int(seed), dense)

    def month(self, period: int) -> str:
        """First month of a half-year, counted from the start; negative ones lie before it."""
        return f"{START_YEAR + period // 2}-{'07' if period % 2 else '01'}"
