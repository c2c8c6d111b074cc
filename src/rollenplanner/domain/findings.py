"""Findings: what a plan, or the present state, cannot guarantee or breaks (design section 5)."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rollenplanner.domain.scenario import Source
from rollenplanner.domain.text import Text


class Severity(enum.StrEnum):
    """How bad a finding is; the order of the members is from worst to least."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    NOTICE = "notice"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a plan.

    Attributes:
        kind: What sort of finding, e.g. a rule id (`capacity`) or `uncovered`.
        periods: Period numbers from 0; empty where it is not about a period.
        figures: Name -> figure (fte, steps, heads), exact.
        source: The place in the scenario that it comes from, if there is one.
    """

    kind: str
    severity: Severity
    message: Text
    clusters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    periods: tuple[int, ...] = ()
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    source: Source | None = None
    discriminator: str = ""

    @property
    def id(self) -> str:
        """Stable between runs: made from what the finding is about, not from its figures."""
        about = "|".join(
            (
                self.kind,
                ",".join(self.clusters),
                ",".join(self.roles),
                ",".join(self.people),
                ",".join(map(str, self.periods)),
                self.discriminator,
            )
        )
        return f"{self.kind}-{hashlib.sha256(about.encode()).hexdigest()[:8]}"
