"""What a plan over several periods does to clusters and people: change, learning, wishes.

Silent over one period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_person
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.sources import month, source_of
from rollenplanner.domain.text import Text, text, text_n


def change_limit(case: Case) -> Iterator[Finding]:
    """Clusters with as many takeovers as `max_changes` allows, or more."""
    most = case.scenario.rules.max_changes
    if most is None or case.scenario.horizon.count == 1:
        return
    counted = takeovers_counted(case)
    for cluster in case.scenario.clusters.values():
        over = [t for t in case.scenario.periods if counted[cluster.id, t] > most]
        full = [t for t in case.scenario.periods if counted[cluster.id, t] == most > 0]
        for periods, how, severity in (
            (over, "over", Severity.SERIOUS),
            (full, "at", Severity.NOTICE),
        ):
            if periods:
                worst = max(counted[cluster.id, t] for t in periods)
                yield Finding(
                    "change-limit",
                    severity,
                    _changes(case, cluster.name, periods, worst, most),
                    clusters=(cluster.id,),
                    periods=tuple(periods),
                    figures={"takeovers": Decimal(worst), "max": Decimal(most)},
                    source=source_of(case.scenario, "rules.max_changes"),
                    discriminator=how,
                )


def _changes(case: Case, cluster: str, periods: list[int], worst: int, most: int) -> Text:
    words = {"cluster": cluster, "periods": tuple(month(case.scenario, t) for t in periods)}
    if worst > most:
        return text(
            "{cluster}: more roles change hands than the {max} allowed, at worst {number} in a "
            "period ({periods}).",
            **words,
            max=most,
            number=worst,
        )
    return text(
        "{cluster}: as many roles change hands as are allowed, {max} in a period ({periods}).",
        **words,
        max=most,
    )


def takeovers_counted(case: Case) -> Counter[tuple[str, int]]:
    """Takeovers per cluster and period that `max_changes` counts: of roles held just before."""
    counted: Counter[tuple[str, int]] = Counter()
    for role in case.roles.values():
        for period in case.active[role.id]:
            if _held_before(case, role, period):
                counted[role.cluster, period] += len(case.takeovers(role, period))
    return counted


def _held_before(case: Case, role: Role, period: int) -> bool:
    last = case.before(role, period)
    if last is not None:
        return bool(case.holders.get((role.id, last)))
    return case.scenario.present_binds and role.id in case.facts.present_holders


def learning_planned(case: Case) -> Iterator[Finding]:
    """Who learns which role as its backup, and from when on that person could hold it."""
    rule = case.scenario.rules.learning
    if rule is None or case.scenario.horizon.count == 1:
        return
    for role in case.roles.values():
        for who in case.assignment.backups.get(role.id, {}):
            person = case.scenario.staff.get(who)
            if person is None or not _learns(case, person, role):
                continue
            begun = case.facts.shadowed_at_present(who, role)
            periods = [
                t for t in case.active[role.id] if case.assignment.is_backup(role.id, who, t)
            ]
            taken = periods[: rule.shadow - begun]
            if taken:
                served = begun + len(taken)
                yield about_person(
                    case,
                    "learning-planned",
                    Severity.NOTICE,
                    _learning(case, person, role, taken[-1] + 1, served, rule.shadow),
                    person,
                    roles=(role.id,),
                    periods=tuple(taken),
                    figures={"served": Decimal(served), "shadow": Decimal(rule.shadow)},
                )


def _learns(case: Case, person: Person, role: Role) -> bool:
    """Whether someone falls short of a role by what can be learned."""
    return case.facts.steps(person.id, role) > 0 and case.facts.could_back_up(person.id, role)


def _learning(case: Case, person: Person, role: Role, ready: int, served: int, shadow: int) -> Text:
    if served < shadow:
        return text(
            "{person} learns {role} as its backup; at the end {served} of {shadow} periods are "
            "done.",
            person=person.id,
            role=role.name,
            served=served,
            shadow=shadow,
        )
    return text(
        "{person} learns {role} as its backup and could hold it from {month} on.",
        person=person.id,
        role=role.name,
        month=month(case.scenario, ready),
    )


def wishes_unmet(case: Case) -> Iterator[Finding]:
    """How many people get none of what they wish for, ever.

    Only a number: whose wishes they are, and for what, stands in a person's own sheet alone.
    """
    if case.scenario.horizon.count == 1:
        return
    wishing = [each for each in case.scenario.staff.values() if _wishes(each)]
    unmet = sum(not _granted(case, person) for person in wishing)
    if unmet:
        yield Finding(
            "wishes-unmet",
            Severity.NOTICE,
            text_n(
                "{n} of the {total} people with wishes gets none of them in any period.",
                "{n} of the {total} people with wishes get none of them in any period.",
                unmet,
                total=len(wishing),
            ),
            figures={"people": Decimal(unmet), "wishing": Decimal(len(wishing))},
        )


def _wishes(person: Person) -> bool:
    """Whether someone who serves at all wishes for anything; wishes to be spared are none."""
    weights = (*person.wishes.roles.values(), *person.wishes.clusters.values())
    return not person.vacancy and any(person.available) and any(each > 0 for each in weights)


def _granted(case: Case, person: Person) -> bool:
    """Whether someone holds in some period a role wished for, or stands in such a cluster."""
    place = case.place(person.id)
    if place and person.wishes.clusters.get(place.cluster, 0) > 0:
        return True
    return any(
        case.facts.wish(person.id, role) > 0
        for period in case.scenario.periods
        for role in case.held_by.get((person.id, period), ())
    )
