"""Why demand stays uncovered: whom to ask, and what keeps them from it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from rollenplanner.domain.case import Case
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.text import Few, Text, fte, text, text_n


class Obstacle(enum.StrEnum):
    """What keeps uncovered demand uncovered; the first that explains it, in this order."""

    NOBODY = "nobody"
    ELSEWHERE = "elsewhere"
    NO_TIME = "no-time"
    FULL = "full"
    NOT_BESIDE = "not-beside"
    TOO_FEW = "too-few"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why demand stays uncovered in one period.

    Attributes:
        people: Whom it is about: who is eligible, or (no obstacle) who could take it, sorted.
    """

    obstacle: Obstacle
    people: tuple[str, ...]
    message: Text


def why_uncovered(case: Case, role: Role, period: int) -> Reason:
    """Why nobody holds the missing part of a role or post in an active period.

    Someone is eligible who serves, is allowed to hold the role and meets its requirements, by
    record, by learning, or by holding it at present. Holders with time left could take more.
    """
    able = [p for p in _able(case, role, period) if not forbidden(case, p, role, period)]
    here = [p for p in able if case.facts.admits(role, case.place(p.id))]
    if not here:
        return _nobody(case, role, able)
    with_time = [p for p in here if _has_time(case, p, role, period)]
    if not with_time:
        return _reason(
            Obstacle.NO_TIME,
            here,
            text_n(
                "the one eligible person has no time left",
                "the {n} eligible people have no time left",
                len(here),
            ),
        )
    room_for = [
        p
        for p in with_time
        if case.assignment.share(role.id, p.id, period) or not _full(case, role, period)
    ]
    if not room_for:
        return _reason(Obstacle.FULL, with_time, text("it admits no further holder"))
    free = [p for p in room_for if not _barred(case, p, role, period)]
    if not free:
        return _reason(
            Obstacle.NOT_BESIDE,
            room_for,
            text_n(
                "the one eligible person with time left may not take it beside other roles",
                "the {n} eligible people with time left may not take it beside other roles",
                len(room_for),
            ),
        )
    return _enough(case, role, period, free)


def _able(case: Case, role: Role, period: int) -> list[Person]:
    """Everyone who serves and meets the requirements or is exempt from them, by id."""
    carriers = set(case.assignment.backups.get(role.id, {}))
    carriers.update(case.facts.present_carriers(role.id))
    special = {
        who
        for who in carriers & case.scenario.staff.keys()
        if case.meets(who, role, period) or exempt(case, case.scenario.staff[who], role, period)
    }
    everyone = sorted(case.facts.within(role) | special)
    return [case.scenario.staff[who] for who in everyone if case.facts.serves(who, period)]


def exempt(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether a present holder has held the role in every active period before."""
    last = case.before(role, period)
    return role.id in person.roles if last is None else case.still_holds(person, role, last)


def forbidden(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether the user forbids a person a role in a period."""
    return any(
        pin.kind == "role"
        and pin.person == person.id
        and role.id in pin.targets
        and case.scenario.horizon.touches(pin.span, period)
        for pin in case.scenario.forbid
    )


def _nobody(case: Case, role: Role, able: Iterable[Person]) -> Reason:
    elsewhere = [
        person
        for person in able
        if any(case.facts.admits(role, place) for place in case.facts.options(person.id))
    ]
    if elsewhere:
        return _reason(
            Obstacle.ELSEWHERE, elsewhere, text("who could be eligible is placed elsewhere")
        )
    return _reason(Obstacle.NOBODY, (), text("nobody is eligible"))


def _has_time(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether someone has time for a least share, or as a holder for one more step.

    Who backs the role up gives that up for it.
    """
    room = 100 * person.available[period] - case.load.get((person.id, period), 0)
    if case.assignment.is_backup(role.id, person.id, period):
        room += 100 * role.backup_fte
    missing = case.missing(role, period)
    holds = case.assignment.share(role.id, person.id, period) > 0
    # A new holder takes at least the least share, even where little is missing.
    least = case.scenario.rules.step if holds else min(role.share, role.demand[period])
    return person.effort_for(role.id) * max(min(least, missing), 1) <= room


def _barred(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether the number of roles or segregation keeps someone from a new role."""
    if case.assignment.share(role.id, person.id, period) > 0:
        return False
    most = case.scenario.rules.max_roles if person.max_roles is None else person.max_roles
    held = len(case.held_by.get((person.id, period), ()))
    clashes = case.scenario.clashes.get(role.id, frozenset())
    return (most is not None and held >= most) or any(
        other.id in clashes for other in case.carried_by(person.id, period)
    )


def _full(case: Case, role: Role, period: int) -> bool:
    """Whether a role admits no further holder: number reached, or too little left to share."""
    holders = len(case.holders.get((role.id, period), ()))
    least = min(role.share, role.demand[period])
    return holders == role.max_holders or case.missing(role, period) < least


def _enough(case: Case, role: Role, period: int, free: list[Person]) -> Reason:
    holders = {cell.person.id for cell in case.holders.get((role.id, period), ())}
    least = role.min_holders * min(role.share, role.demand[period])
    if len(holders | {p.id for p in free}) < role.min_holders or least > role.demand[period]:
        message = text(
            "it takes at least {number} holders of {share} fte",
            number=role.min_holders,
            share=fte(role.share),
        )
        return _reason(Obstacle.TOO_FEW, free, message)
    return _reason(
        Obstacle.NONE,
        free,
        text("time is left with {people}", people=Few(tuple(p.id for p in free), most=3)),
    )


def _reason(obstacle: Obstacle, people: Iterable[Person], message: Text) -> Reason:
    return Reason(obstacle, tuple(person.id for person in people), message)
