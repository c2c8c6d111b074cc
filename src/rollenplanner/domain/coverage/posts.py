"""Posts of modules without a holder, or with too few deputies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, worst
from rollenplanner.domain.coverage.reasons import why_uncovered
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.text import Few, Text, fte, text, text_n


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


def coordinators_alone(case: Case) -> Iterator[Finding]:
    """Posts with a holder whom no deputy could replace at once.

    Where deputies are asked and there are none at all, `missing_deputies` says so.
    """
    for post in _posts(case):
        found = worst({t: _alone(case, post, t) for t in case.active[post.id]})
        if found is None:
            continue
        periods, period = found
        deputies = tuple(sorted(c.person.id for c in case.backups.get((post.id, period), ())))
        yield about_role(
            case.scenario,
            "coordinator-alone",
            Severity.SERIOUS if deputies else Severity.NOTICE,
            _nobody_at_once(case, post, period, deputies),
            post,
            people=(case.holders[post.id, period][0].person.id, *deputies),
            periods=periods,
            figures={"deputies": Decimal(len(deputies))},
        )


def _alone(case: Case, post: Role, period: int) -> int:
    """How bad it is: 2 where deputies are there but none is able, 1 where none is asked."""
    if not case.holders.get((post.id, period)) or case.able_backups(post, period):
        return 0
    if case.backups.get((post.id, period)):
        return 2
    return int(not post.backups)


def _nobody_at_once(case: Case, post: Role, period: int, deputies: tuple[str, ...]) -> Text:
    holder = case.holders[post.id, period][0].person.id
    if deputies:
        return text(
            "{role}: the deputy of {person} could not take over at once ({people}).",
            role=post.name,
            person=holder,
            people=Few(deputies),
        )
    return text("{role}: {person} has no deputy; none is asked.", role=post.name, person=holder)
