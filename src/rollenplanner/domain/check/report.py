"""How a broken rule becomes a finding."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.plan import Placed
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Person, Role, Source
from rollenplanner.domain.text import Text

#: Kind of the findings about ids that a scenario does not know.
UNKNOWN_ID = "unknown-id"


def broken(
    rule: RuleId | str,
    message: Text,
    source: Source | None,
    *,
    role: Role | None = None,
    roles: tuple[str, ...] = (),
    person: Person | None = None,
    place: Placed | None = None,
    period: int | None = None,
    figures: Mapping[str, Decimal] | None = None,
    discriminator: str = "",
) -> Finding:
    """A violation; its clusters are those of the role and of the place of the person."""
    clusters = (role.cluster if role else None, place.cluster if place else None)
    return Finding(
        kind=str(rule),
        severity=Severity.CRITICAL,
        message=message,
        clusters=tuple(dict.fromkeys(each for each in clusters if each)),
        roles=(role.id, *roles) if role else roles,
        people=(person.id,) if person else (),
        periods=() if period is None else (period,),
        figures=figures or {},
        source=source,
        discriminator=discriminator,
    )
