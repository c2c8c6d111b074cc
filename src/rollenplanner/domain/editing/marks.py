"""What differs between two plans, cell by cell, so that a screen can mark it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rollenplanner.domain.plan import Assignment

#: Role or post, person, period.
Cell = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything in which two plans differ.

    Attributes:
        placement: People who stand elsewhere, or in only one of the two.
        holders: Cells in which the share differs, from or to nothing included.
        backups: Cells in which only one of the two has a backup.
    """

    placement: frozenset[str] = frozenset()
    holders: frozenset[Cell] = frozenset()
    backups: frozenset[Cell] = frozenset()

    @property
    def role_periods(self) -> frozenset[tuple[str, int]]:
        """Roles and the periods in which someone holds or backs them up differently."""
        return frozenset((role, period) for role, _, period in self.holders | self.backups)

    @property
    def person_periods(self) -> frozenset[tuple[str, int]]:
        """People and the periods in which they hold or back up something differently."""
        return frozenset((person, period) for _, person, period in self.holders | self.backups)

    @property
    def total(self) -> int:
        """How many things differ."""
        return len(self.placement) + len(self.holders) + len(self.backups)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return self.total > 0


def marks_between(before: Assignment, after: Assignment) -> Marks:
    """Mark what differs; a row that one plan has not differs where the other has anything."""
    people = before.placement.keys() | after.placement.keys()
    return Marks(
        frozenset(p for p in people if before.placement.get(p) != after.placement.get(p)),
        frozenset(_differing(before.holders, after.holders)),
        frozenset(_differing(before.backups, after.backups)),
    )


_Work = Mapping[str, Mapping[str, tuple[int, ...]]]


def _differing(before: _Work, after: _Work) -> Iterator[Cell]:
    for role in before.keys() | after.keys():
        old, new = before.get(role, {}), after.get(role, {})
        for person in old.keys() | new.keys():
            was, becomes = old.get(person, ()), new.get(person, ())
            for period in range(max(len(was), len(becomes))):
                if _at(was, period) != _at(becomes, period):
                    yield role, person, period


def _at(row: tuple[int, ...], period: int) -> int:
    return row[period] if period < len(row) else 0
