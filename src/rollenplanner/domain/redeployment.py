"""The judge of a redeployment: who does what once people are absent (design section 5, "Stress").

It reads the plan and the scenario, never the board that a search was given: whoever finds a
redeployment passes it through here before anyone sees it. Fte are hundredths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rollenplanner.domain.case import Case
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.standing_in import forbidden, in_own_cluster, is_critical, share_step
from rollenplanner.domain.text import Text, amount, fte, text


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """Hundredths of work that was held and no longer is; critical work goes before other work."""

    critical: int = 0
    other: int = 0


@dataclass(frozen=True)
class Redeployment:
    """Who does what while people are absent in a period.

    Attributes:
        changes: Role -> person -> hundredths held now, of those who are there and hold another
            share than before.
    """

    period: int
    absent: frozenset[str]
    changes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def share(self, case: Case, role: str, person: str) -> int:
        """Hundredths that a person holds of a role now."""
        if person in self.absent:
            return 0
        before = case.assignment.share(role, person, self.period)
        return self.changes.get(role, {}).get(person, before)

    @cached_property
    def changed(self) -> tuple[tuple[str, str, int], ...]:
        """Every change as role, person and hundredths held now."""
        return tuple(
            (role, person, share)
            for role, people in self.changes.items()
            for person, share in people.items()
        )


def lost_of(case: Case, redeployment: Redeployment) -> dict[str, int]:
    """Hundredths lost per role and post: what was held of its demand, and no longer is."""
    period, absent = redeployment.period, redeployment.absent
    touched = dict.fromkeys(
        [role.id for person in absent for role in case.held_by.get((person, period), ())]
        + list(redeployment.changes)
    )
    lost = {}
    for role in map(case.scenario.roles.__getitem__, touched):
        if not case.is_active(role, period):
            continue
        before = min(case.covered(role, period), role.demand[period])
        lost[role.id] = max(0, before - _held_now(case, redeployment, role))
    return {role: hundredths for role, hundredths in lost.items() if hundredths}


def loss_of(case: Case, redeployment: Redeployment) -> Loss:
    """What an absence costs with a redeployment."""
    critical = other = 0
    for role, hundredths in lost_of(case, redeployment).items():
        if is_critical(case.scenario.roles[role]):
            critical += hundredths
        else:
            other += hundredths
    return Loss(critical, other)


def judge_redeployment(case: Case, redeployment: Redeployment) -> Iterator[Text]:
    """Everything about a redeployment that the meaning of a stress test does not allow."""
    staff, roles = case.scenario.staff, case.scenario.roles
    step = share_step(case)
    takers: dict[str, list[Role]] = {}
    for role_id, person_id, share in redeployment.changed:
        role, person = roles[role_id], staff[person_id]
        before = case.assignment.share(role_id, person_id, redeployment.period)
        yield from _share(redeployment, person, role, share, step)
        if share > before:
            takers.setdefault(person_id, []).append(role)
            yield from _may_take(case, redeployment, person, role)
        if share < before and is_critical(role):
            yield text(
                "{person} drops {role}, which is critical.", person=person_id, role=named(role)
            )
    for role_id in redeployment.changes:
        yield from _total(case, redeployment, roles[role_id])
    for person_id, taken in takers.items():
        yield from _load(case, redeployment, staff[person_id])
        yield from _segregation(case, redeployment, staff[person_id], taken)


def _share(
    redeployment: Redeployment, person: Person, role: Role, share: int, step: int
) -> Iterator[Text]:
    """Who is absent holds nothing; shares are never below 0 and stay multiples of the step."""
    if person.id in redeployment.absent:
        yield text("{person} is absent and holds {role}.", person=person.id, role=named(role))
    if share < 0 or share % step:
        yield text(
            "{person} holds {share} fte of {role}, which is no multiple of {step} fte.",
            person=person.id,
            share=fte(share),
            role=named(role),
            step=fte(step),
        )


def _may_take(case: Case, redeployment: Redeployment, person: Person, role: Role) -> Iterator[Text]:
    """Only a co-holder, or a backup who could hold the role, takes more of it."""
    period = redeployment.period
    holds = case.assignment.share(role.id, person.id, period) > 0
    backs = case.assignment.is_backup(role.id, person.id, period)
    common = {"person": person.id, "role": named(role)}
    if person.vacancy or not case.facts.serves(person.id, period):
        yield text("{person} is not there to stand in at {role}.", **common)
    if not holds and not backs:
        yield text("{person} neither holds nor backs up {role}.", **common)
    if not holds and not case.could_hold(person.id, role, period):
        yield text("{person} backs up {role} but could not hold it.", **common)
    if not in_own_cluster(case, person, role):
        yield text("{person} stands outside the cluster of {role}.", **common)
    if forbidden(case, person, role, period):
        yield text("{person} is forbidden to hold {role}.", **common)


def _total(case: Case, redeployment: Redeployment, role: Role) -> Iterator[Text]:
    """A role is not held for more than before, and one that is not asked for by nobody new."""
    period, absent = redeployment.period, redeployment.absent
    asked = role.demand[period] if case.is_active(role, period) else 0
    before = min(case.covered(role, period), asked)
    stay = sum(
        cell.share
        for cell in case.holders.get((role.id, period), ())
        if cell.person.id not in absent
    )
    now = _held_now(case, redeployment, role)
    if now > max(before, stay):
        yield text(
            "{role} is held for {now} fte, more than the {before} fte before.",
            role=named(role),
            now=fte(now),
            before=fte(before),
        )


def _load(case: Case, redeployment: Redeployment, person: Person) -> Iterator[Text]:
    """Who stands in carries at most the available fte and the stretch."""
    period = redeployment.period
    most = person.available[period] * (100 + case.scenario.rules.stretch)
    load = 0
    for role in case.carried_by(person.id, period):
        share = redeployment.share(case, role.id, person.id)
        load += person.effort_for(role.id) * share
        if case.assignment.is_backup(role.id, person.id, period) and not _took(
            case, redeployment, role.id, person.id
        ):
            load += 100 * role.backup_fte
    if load > most:
        yield text(
            "{person} carries {load} fte while standing in; {most} fte is the most.",
            person=person.id,
            load=amount(load),
            most=amount(most),
        )


def _segregation(
    case: Case, redeployment: Redeployment, person: Person, taken: list[Role]
) -> Iterator[Text]:
    """Who takes more of a role carries nothing beside it that is incompatible with it."""
    period = redeployment.period
    for role in taken:
        for other in case.carried_by(person.id, period):
            if other.id not in case.scenario.clashes.get(role.id, ()):
                continue
            if redeployment.share(case, other.id, person.id) > 0 or case.assignment.is_backup(
                other.id, person.id, period
            ):
                yield text(
                    "{person} stands in at {role} and carries {other}, which is incompatible.",
                    person=person.id,
                    role=named(role),
                    other=named(other),
                )


def _took(case: Case, redeployment: Redeployment, role: str, person: str) -> bool:
    """Whether a backup has become a holder; it then spends no overlap."""
    before = case.assignment.share(role, person, redeployment.period)
    return before == 0 and redeployment.share(case, role, person) > 0


def _held_now(case: Case, redeployment: Redeployment, role: Role) -> int:
    """Hundredths of a role that those who are there hold now."""
    people = {cell.person.id for cell in case.holders.get((role.id, redeployment.period), ())}
    people.update(redeployment.changes.get(role.id, {}))
    return sum(redeployment.share(case, role.id, person) for person in people)
