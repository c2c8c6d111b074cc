"""The soft terms of a plan, in the order of design section 4, and the default objective."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

#: Term values are exact integers: this many units make 1 (one fte x period, one step, one head).
#: Loads have four decimals, so `imbalance_squared` has eight.
UNIT = 10**8
UNITS_PER_HUNDREDTH = UNIT // 100
UNITS_PER_TEN_THOUSANDTH = UNIT // 10_000


class Term(enum.StrEnum):
    """What an objective level or a limit can count; the value is the key in files."""

    UNCOVERED = "uncovered"
    CRITICAL_UNCOVERED = "critical_uncovered"
    MISSING_BACKUPS = "missing_backups"
    CRITICAL_MISSING_BACKUPS = "critical_missing_backups"
    COORDINATION = "coordination"
    UNPLACED = "unplaced"
    OVER_FORMATION = "over_formation"
    CLUSTER_DEVIATION = "cluster_deviation"
    COMPETENCE_GAP = "competence_gap"
    IMBALANCE = "imbalance"
    IMBALANCE_SQUARED = "imbalance_squared"
    OVERLOAD = "overload"
    WISHES = "wishes"
    MOVES = "moves"
    CHANGES = "changes"
    UNPREPARED = "unprepared"
    FRAGMENTATION = "fragmentation"
    HEADCOUNT = "headcount"
    JUMPS = "jumps"


#: One level of the objective: term -> weight (0..1000).
ObjectiveLevel = Mapping[Term, int]

DEFAULT_OBJECTIVE: tuple[ObjectiveLevel, ...] = tuple(
    MappingProxyType(level)
    for level in (
        {Term.CRITICAL_UNCOVERED: 1},
        {Term.UNCOVERED: 1, Term.UNPLACED: 1},
        {Term.COORDINATION: 1},
        {Term.CRITICAL_MISSING_BACKUPS: 3, Term.MISSING_BACKUPS: 1},
        {Term.OVER_FORMATION: 1, Term.CLUSTER_DEVIATION: 1},
        {Term.COMPETENCE_GAP: 1},
        {Term.IMBALANCE: 1, Term.OVERLOAD: 2},
        {Term.WISHES: 1},
        {Term.MOVES: 2, Term.CHANGES: 1, Term.UNPREPARED: 2, Term.FRAGMENTATION: 1},
    )
)


def staying_close(objective: tuple[ObjectiveLevel, ...]) -> tuple[ObjectiveLevel, ...]:
    """An objective that counts `jumps` in a last level of its own, unless it counts them already.

    That is what a plan made from an earlier one is made by (design section 4, `jumps`).
    """
    if any(level.get(Term.JUMPS) for level in objective):
        return objective
    return (*objective, MappingProxyType({Term.JUMPS: 1}))


def decimal_of(units: int) -> Decimal:
    """A value in units as the exact Decimal that plans and people see, without needless zeros."""
    exact = Decimal(units) / UNIT
    whole = exact.to_integral_value()
    return whole if exact == whole else exact.normalize()


def units_of(value: Decimal | int) -> int:
    """The reverse of `decimal_of`; raises ValueError for more than eight decimals."""
    units = Decimal(value) * UNIT
    if units != units.to_integral_value():
        raise ValueError(value)
    return int(units)
