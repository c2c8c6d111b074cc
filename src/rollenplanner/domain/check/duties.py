"""Segregation of duties, and what the user pins, forbids and limits."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check.report import broken
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.measure import measure
from rollenplanner.domain.naming import named
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Pin, Role, Scenario
from rollenplanner.domain.sources import month, source_of
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import Term, decimal_of
from rollenplanner.domain.text import Text, text


def incompatible(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Never two incompatible roles in one person at a time, as holder or as backup."""
    if not scenario.clashes:
        return
    case = case_of(scenario, assignment)
    for who, period in dict.fromkeys((*case.held_by, *case.backed_by)):
        carried = {role.id: role for role in case.carried_by(who, period)}
        for role in sorted(carried):
            for other in sorted(scenario.clashes.get(role, frozenset()) & carried.keys()):
                if role < other:
                    yield _clash(case, who, period, carried[role], other)


def _clash(case: Case, who: str, period: int, role: Role, other: str) -> Finding:
    scenario = case.scenario
    rule = scenario.clash_between(role.id, other)
    common = {
        "person": who,
        "role": named(role),
        "other": named(scenario.roles[other]),
        "period": month(scenario, period),
    }
    message = text("{person} carries both {role} and {other} in {period}.", **common)
    if rule.source:
        message = text(
            "{person} carries both {role} and {other} in {period}; {source} forbids it.",
            **common,
            source=rule.source,
        )
    return broken(
        RuleId.INCOMPATIBLE,
        message,
        source_of(scenario, f"incompatible.{rule.index}"),
        role=role,
        roles=(other,),
        person=scenario.staff[who],
        place=case.place(who),
        period=period,
    )


def pins(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """A pinned role is held, a pinned backup backs up, in every active period the pin touches.

    A pinned function or cluster is where the person stands.
    """
    case = case_of(scenario, assignment)
    for pin in scenario.pins:
        if pin.kind in ("function", "cluster"):
            if _stands(case, pin) != pin.targets[0]:
                yield _standing(case, RuleId.PINS, pin)
            continue
        for role, period in _touched(case, pin):
            if pin.kind == "role" and not assignment.share(role.id, pin.person, period) > 0:
                message = text(
                    "{person} does not hold {role} in {period}, to which a pin binds.",
                    **_common(scenario, pin, role, period),
                )
                yield _bound(case, RuleId.PINS, pin, message, role, period)
            if pin.kind == "backup" and not assignment.is_backup(role.id, pin.person, period):
                message = text(
                    "{person} does not back up {role} in {period}, to which a pin binds.",
                    **_common(scenario, pin, role, period),
                )
                yield _bound(case, RuleId.PINS, pin, message, role, period)


def forbid(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """A forbidden role is neither held nor backed up, a forbidden backup not backed up.

    In a forbidden function or cluster the person does not stand.
    """
    case = case_of(scenario, assignment)
    for pin in scenario.forbid:
        if pin.kind in ("function", "cluster"):
            if _stands(case, pin) == pin.targets[0]:
                yield _standing(case, RuleId.FORBID, pin)
            continue
        for role, period in _touched(case, pin):
            backs_up = assignment.is_backup(role.id, pin.person, period)
            holds = assignment.share(role.id, pin.person, period) != 0
            if backs_up or (holds and pin.kind == "role"):
                message = text(
                    "{person} carries {role} in {period}, which is forbidden.",
                    **_common(scenario, pin, role, period),
                )
                yield _bound(case, RuleId.FORBID, pin, message, role, period)


def _touched(case: Case, pin: Pin) -> Iterator[tuple[Role, int]]:
    horizon = case.scenario.horizon
    for target in pin.targets:
        for period in case.active[target]:
            if horizon.touches(pin.span, period):
                yield case.scenario.roles[target], period


def _stands(case: Case, pin: Pin) -> str | None:
    place = case.place(pin.person)
    if place is None:
        return None
    return place.function if pin.kind == "function" else place.cluster


def _standing(case: Case, rule: RuleId, pin: Pin) -> Finding:
    """A broken pin or forbidding of a function or cluster."""
    scenario = case.scenario
    known = scenario.functions if pin.kind == "function" else scenario.clusters
    words = {"person": pin.person, "target": named(known[pin.targets[0]])}
    messages = {
        (RuleId.PINS, "function"): text(
            "{person} does not stand in function {target}, to which a pin binds.", **words
        ),
        (RuleId.PINS, "cluster"): text(
            "{person} does not stand in cluster {target}, to which a pin binds.", **words
        ),
        (RuleId.FORBID, "function"): text(
            "{person} stands in function {target}, which is forbidden.", **words
        ),
        (RuleId.FORBID, "cluster"): text(
            "{person} stands in cluster {target}, which is forbidden.", **words
        ),
    }
    return _bound(case, rule, pin, messages[rule, pin.kind])


def _common(scenario: Scenario, pin: Pin, role: Role, period: int) -> dict[str, object]:
    return {"person": pin.person, "role": named(role), "period": month(scenario, period)}


def _bound(
    case: Case,
    rule: RuleId,
    pin: Pin,
    message: Text,
    role: Role | None = None,
    period: int | None = None,
) -> Finding:
    return broken(
        rule,
        message,
        source_of(case.scenario, f"{rule}.{pin.index}", f"staff.{pin.person}"),
        role=role,
        person=case.scenario.staff[pin.person],
        place=case.place(pin.person),
        period=period,
        discriminator=f"{pin.kind}|{pin.written}",
    )


def limits(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """No term lies above its limit.

    `jumps` counts against a plan that is not at hand here and is judged where that plan is.
    """
    values = measure(scenario, assignment) if scenario.limits else {}
    for term, limit in scenario.limits.items():
        if values[term] > limit:
            yield limit_broken(scenario, term, values[term], limit)


def limit_broken(scenario: Scenario, term: Term, value: int, limit: int) -> Finding:
    """The finding that a term (in units) lies above its limit."""
    figures = {"value": decimal_of(value), "limit": decimal_of(limit)}
    return broken(
        RuleId.LIMITS,
        text("{term} is {value}; the limit is {limit}.", term=with_key(term), **figures),
        source_of(scenario, f"limits.{term}"),
        figures=figures,
        discriminator=str(term),
    )
