"""Which goals close a gap: every kind of finding has an entry, or a sentence why none would.

A broken rule is closed by any plan, since every plan obeys the rules; what is asked then is that
the roles concerned lose nothing by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rollenplanner.domain.case import Case
from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.reached import reached
from rollenplanner.domain.coverage.totals import by_group, by_scale
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.text import Text, text

#: The goals that close one gap of a plan.
Closer = Callable[[Case, Finding], Iterator[Goal]]

#: Kinds that tell something no change is asked for.
NOTES: dict[str, Text] = {
    "first-line": text(
        "Nothing closes it by itself: cover the open work of the first line, each piece of which "
        "is a gap of its own, or state a lower `rules.first_line`."
    ),
    "learning-planned": text(
        "There is nothing to close: it tells who learns what, and when that is done."
    ),
    "wishes-unmet": text(
        "Whose wishes these are stands in the sheet of each person alone (`rollenplanner why "
        "--person`), so no list of changes is made of them."
    ),
}


def goals_to_close(case: Case, finding: Finding) -> tuple[Goal, ...]:
    """What closes a gap; nothing for a broken rule, which no plan breaks, and for a mere note."""
    closer = CLOSERS.get(finding.kind)
    return () if closer is None else tuple(closer(case, finding))


def _role(case: Case, finding: Finding) -> Role:
    return case.scenario.roles[finding.roles[0]]


def _about_role(measure: Measure, least: Callable[[Role, int], int]) -> Closer:
    """A closer that asks one measure of the role in every period of the finding."""

    def close(case: Case, finding: Finding) -> Iterator[Goal]:
        role = _role(case, finding)
        for t in finding.periods:
            yield Goal(measure, t, least(role, t), role.id)

    return close


def _demand(role: Role, period: int) -> int:
    return role.demand[period]


def _deputies(role: Role, _: int) -> int:
    return role.backups


def _backups(role: Role, _: int) -> int:
    return max(role.backups, 1)


def _one(_role: Role, _period: int) -> int:
    return 1


def _two(_role: Role, _period: int) -> int:
    return 2


def _find_hours(_: Case, finding: Finding) -> Iterator[Goal]:
    """There is an able backup, and all of them find the hours."""
    for t in finding.periods:
        yield Goal(Measure.HOURS, t, 1, finding.roles[0])
        yield Goal(Measure.ABLE, t, 1, finding.roles[0])


def _be_prepared(case: Case, finding: Finding) -> Iterator[Goal]:
    """Someone is prepared for each of the roles; of who never serves, at present."""
    who, last = finding.people[0], finding.periods[0]
    for role in finding.roles:
        served = case.scenario.staff[who].available[last]
        yield Goal(Measure.SUCCESSORS, last if served else -1, 1, role, who)


def _about_person(measure: Measure, least: int) -> Closer:
    def close(case: Case, finding: Finding) -> Iterator[Goal]:
        for t in finding.periods or case.scenario.periods[:1]:
            yield Goal(measure, t, least, person=finding.people[0])

    return close


def _about_person_once(measure: Measure, least: int) -> Closer:
    """A closer of what does not depend on the period."""

    def close(_: Case, finding: Finding) -> Iterator[Goal]:
        yield Goal(measure, 0, least, person=finding.people[0])

    return close


def _confirm(_: Case, finding: Finding) -> Iterator[Goal]:
    """Nothing is presumed of the person; with the roles for which something is."""
    for role in finding.roles or ("",):
        yield Goal(Measure.CONFIRMED, 0, 0, role, finding.people[0])


def _at_role(measure: Measure) -> Closer:
    """A closer of what is less than nothing short for a person at a role."""

    def close(_: Case, finding: Finding) -> Iterator[Goal]:
        for t in finding.periods:
            yield Goal(measure, t, 0, finding.roles[0], finding.people[0])

    return close


def _know(number: int) -> Closer:
    """So many people have the expertise, in every period in which a role asks it."""

    def close(case: Case, finding: Finding) -> Iterator[Goal]:
        for role in finding.roles:
            for t in finding.periods or case.active[role]:
                yield Goal(Measure.EXPERTS, t, number, role, expertise=finding.discriminator)

    return close


def _fill(_: Case, finding: Finding) -> Iterator[Goal]:
    for t in finding.periods:
        yield Goal(Measure.FILLED, t, 0, functions=(finding.discriminator,))


def _stay_within(_: Case, finding: Finding) -> Iterator[Goal]:
    for t in finding.periods:
        yield Goal(Measure.WITHIN, t, 0, functions=(finding.discriminator,))


def _match(case: Case, finding: Finding) -> Iterator[Goal]:
    """Too little, or else too much, no longer: on a scale, in a function group, in a cluster."""
    functions: tuple[str, ...] = ()
    if finding.kind != "cluster-deviation":
        parts = by_scale if finding.kind == "scale-deviation" else by_group
        functions = tuple(each.id for each in parts(case.scenario)[finding.discriminator])
    cluster = "" if functions else finding.clusters[0]
    for t in finding.periods:
        too_little = Goal(Measure.FILLED, t, 0, functions=functions, cluster=cluster)
        short = reached(case, too_little) < 0
        yield too_little if short else replace(too_little, measure=Measure.WITHIN)


def _spare_a_change(_: Case, finding: Finding) -> Iterator[Goal]:
    for t in finding.periods:
        yield Goal(Measure.CHANGES, t, 1, cluster=finding.clusters[0])


CLOSERS: dict[str, Closer] = {
    "uncovered": _about_role(Measure.COVERED, _demand),
    "missing-coordinator": _about_role(Measure.COVERED, _demand),
    "missing-backup": _about_role(Measure.ABLE, _backups),
    "learners-only": _about_role(Measure.ABLE, _one),
    "coordinator-alone": _about_role(Measure.ABLE, _one),
    "missing-deputy": _about_role(Measure.DEPUTIES, _deputies),
    "single-person": _about_role(Measure.BEARERS, _two),
    "sole-bearer": _about_role(Measure.COULD, _two),
    "everyone-leaves": _about_role(Measure.STAYERS, _one),
    "backup-no-time": _find_hours,
    "term-without-successor": _be_prepared,
    "leaver-without-handover": _be_prepared,
    "absence-uncovers": _about_person(Measure.TAKEN_OVER, 1),
    "carried-by-vacancy": _about_person(Measure.FREE, 0),
    "overload": _about_person(Measure.ROOM, 0),
    "idle": _about_person(Measure.BUSY, 1),
    "no-role": _about_person(Measure.HOLDING, 1),
    "unplaced": _about_person_once(Measure.PLACED, 1),
    "profile-gap": _about_person_once(Measure.PROFILE, 0),
    "presumed": _confirm,
    "competence-gap": _at_role(Measure.COMPETENT),
    "term-over": _at_role(Measure.IN_TERM),
    "sole-expert": _know(2),
    "unknown-expertise": _know(1),
    "formation-open": _fill,
    "over-formation": _stay_within,
    "scale-deviation": _match,
    "group-deviation": _match,
    "cluster-deviation": _match,
    "change-limit": _spare_a_change,
}
