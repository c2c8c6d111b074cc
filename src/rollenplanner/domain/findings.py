"""Findings: what a plan, or the present state, cannot guarantee or breaks (design section 5)."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Source
from rollenplanner.domain.text import Text, Translator


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


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Worst first, then by kind, then by what they are about."""
    return sorted(
        findings,
        key=lambda f: (f.severity.rank, f.kind, f.roles, f.people, f.clusters, f.periods, f.id),
    )


def finding_to_data(
    finding: Finding, translator: Translator, starts: Sequence[Month]
) -> dict[str, object]:
    """A finding as plain data for files and `--json`, in the shape of design section 5.

    Args:
        finding: What was found.
        translator: Language of the message, in which no list is cut short.
        starts: First month of each period (`Horizon.starts`); a finding shows periods as these.
    """
    return {
        "id": finding.id,
        "kind": finding.kind,
        "severity": str(finding.severity),
        "clusters": list(finding.clusters),
        "roles": list(finding.roles),
        "people": list(finding.people),
        "periods": [str(starts[period]) for period in finding.periods],
        "message": translator.in_full().render(finding.message),
        "figures": {name: _number(figure) for name, figure in finding.figures.items()},
        "source": _source_to_data(finding.source),
    }


def _number(figure: Decimal) -> int | float:
    """A plain number that prints as the figure: at most eight decimals, never a fraction."""
    return int(figure) if figure == figure.to_integral_value() else float(figure)


def _source_to_data(source: Source | None) -> dict[str, object] | None:
    if source is None:
        return None
    return {"file": source.file, "line": source.line, "path": source.path}
