"""What the finders of gaps say about an assignment, one kind at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Scenario
from tests.support.build import PerPeriod, assign

Holders = Mapping[str, Mapping[str, PerPeriod]]
Backups = Mapping[str, Sequence[str] | Mapping[str, PerPeriod]]


def of_kind(
    where: Scenario, kind: str, holders: Holders | None = None, backups: Backups | None = None
) -> list[Finding]:
    """Findings of one kind, everyone standing where they stand at present."""
    gaps = find_gaps(where, assign(where, holders, backups))
    return [each for each in gaps if each.kind == kind]


def said(
    where: Scenario, kind: str, holders: Holders | None = None, backups: Backups | None = None
) -> list[str]:
    """The same in English."""
    return [str(each.message) for each in of_kind(where, kind, holders, backups)]
