"""A plan: who is placed where, who holds and who backs up which role, and how good it is.

`Assignment` is the part that can be judged against a scenario; `Plan` adds what the plan file
states about itself (design section 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rollenplanner.domain.months import Month
from rollenplanner.domain.terms import Term
from rollenplanner.domain.tuning import Tuning

LevelStatus = Literal["optimal", "feasible"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A function, and the cluster in which it stands."""

    function: str
    cluster: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who stands where and carries what.

    Attributes:
        placement: Person id -> place; who is placed nowhere is left out.
        holders: Role or post id -> person id -> hundredths of fte per period.
        backups: Role or post id -> person id -> whether backup, per period.
    """

    placement: Mapping[str, Placed]
    holders: Mapping[str, Mapping[str, tuple[int, ...]]]
    backups: Mapping[str, Mapping[str, tuple[bool, ...]]]

    def share(self, role: str, person: str, period: int) -> int:
        """Hundredths that a person holds of a role in a period; 0 if not a holder."""
        shares = self.holders.get(role, {}).get(person)
        return shares[period] if shares else 0

    def is_backup(self, role: str, person: str, period: int) -> bool:
        """Whether a person backs a role up in a period."""
        cells = self.backups.get(role, {}).get(person)
        return bool(cells and cells[period])

    def holders_of(self, role: str, period: int) -> Iterator[tuple[str, int]]:
        """Pairs of person and hundredths above 0."""
        for person, shares in self.holders.get(role, {}).items():
            if shares[period] > 0:
                yield person, shares[period]

    def backups_of(self, role: str, period: int) -> Iterator[str]:
        """People who back a role up in a period."""
        for person, cells in self.backups.get(role, {}).items():
            if cells[period]:
                yield person


@dataclass(frozen=True, slots=True)
class LevelResult:
    """How good a plan is at one level of the objective.

    Attributes:
        terms: Value of each term of the level for this plan.
        value: Weighted sum of the terms.
        bound: No plan that obeys the hard rules, with each higher level at most its value here,
            is below it; None if unknown.
        gap: (value - bound) / max(1, |value|); None if unknown.
        seconds: Spent on the level; None in deterministic runs and hand-made plans.
    """

    terms: Mapping[Term, Decimal]
    value: Decimal
    bound: Decimal | None = None
    gap: Decimal | None = None
    status: LevelStatus = "feasible"
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How a plan was made; `time_limit` in seconds, or units of deterministic time."""

    seed: int = 1
    workers: int = 2
    time_limit: float = 60.0
    deterministic: bool = False
    tuning: Tuning = field(default_factory=Tuning)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan file in memory. What a hand-made plan does not state is None or empty.

    Attributes:
        objective: One result per level of the scenario's objective, in order; empty if not stated.
        terms: Every term of design section 4 as stated; empty if not stated.
        program: Name of a program -> version.
        findings: Findings that the file lists, as plain data, kept for reading.
    """

    assignment: Assignment
    periods: tuple[Month, ...]
    scenario_name: str | None = None
    scenario_sha256: str | None = None
    program: Mapping[str, str] = field(default_factory=dict)
    settings: Settings | None = None
    status: LevelStatus | None = None
    objective: tuple[LevelResult, ...] = ()
    terms: Mapping[Term, Decimal] = field(default_factory=dict)
    findings: tuple[Mapping[str, object], ...] = ()
