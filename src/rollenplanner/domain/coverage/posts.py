"""Posts of modules without a holder, or with too few deputies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, worst
from rollenplanner.domain.coverage.reasons import why_uncovered
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.text import fte, text, text_n


def _posts(case: Case) -> Iterator[Role]:
    return (role for role in case.roles.values() if role.post is not None)


def missing_coordinators(case: Case) -> Iterator[Finding]:
    """Posts that nobody holds; they count as critical work."""
    for post in _posts(case):
        found = worst({t: not case.holders.get((post.id, t)) for t in case.active[post.id]})
        if found is None:
            continue
        periods, period = found
        reason = why_uncovered(case, post, period)
        yield about_role(
            case.scenario,
            "missing-coordinator",
            Severity.CRITICAL,
            text("{role}: nobody holds it; {reason}.", role=post.name, reason=reason.message),
            post,
            periods=periods,
            figures={
                "demand": fte(post.demand[period]),
                "eligible": Decimal(len(reason.people)),
            },
        )


def missing_deputies(case: Case) -> Iterator[Finding]:
    """Posts with fewer deputies than asked."""
    for post in _posts(case):
        found = worst(
            {
                t: post.backups - len(case.backups.get((post.id, t), ()))
                for t in case.active[post.id]
            }
        )
        if found is None:
            continue
        periods, period = found
        there = len(case.backups.get((post.id, period), ()))
        yield about_role(
            case.scenario,
            "missing-deputy",
            Severity.SERIOUS,
            text_n(
                "{role}: the deputy is missing.",
                "{role}: {n} deputies are missing.",
                post.backups - there,
                role=post.name,
            ),
            post,
            periods=periods,
            figures={"asked": Decimal(post.backups), "deputies": Decimal(there)},
        )
