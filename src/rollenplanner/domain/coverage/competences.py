"""Competences and expertise: what falls short, what to confirm, what nobody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.advice import advised
from rollenplanner.domain.coverage.common import about_person, serious_if_critical
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.requirements import Grade, Graded, grade_all, grade_level
from rollenplanner.domain.scenario import Person, Requirements, Role, Scenario
from rollenplanner.domain.sources import role_source
from rollenplanner.domain.text import Few, Text, text, text_n


def competence_gaps(case: Case) -> Iterator[Finding]:
    """Held roles for which the holder falls short, with what is missing."""
    for role, person, periods in _held(case):
        short = tuple(period for period in periods if case.steps(person.id, role, period))
        if not short:
            continue
        steps = case.facts.steps(person.id, role)
        yield about_person(
            case,
            "competence-gap",
            serious_if_critical(role),
            text_n(
                "{person} is {n} step short for {role}: {items}.",
                "{person} is {n} steps short for {role}: {items}.",
                steps,
                person=person.id,
                role=role.name,
                items=_short_items(case.scenario, person, (role.norm,), role.asked),
            ),
            person,
            roles=(role.id,),
            periods=short,
            figures={"steps": Decimal(steps)},
        )


def count_competence_gaps(case: Case) -> Iterator[Severity]:
    """The severity of every finding of `competence_gaps`, without what it says."""
    for role, person, periods in _held(case):
        if any(case.steps(person.id, role, period) for period in periods):
            yield serious_if_critical(role)


def _held(case: Case) -> Iterator[tuple[Role, Person, list[int]]]:
    """Every role with each holder and the periods in which it is held."""
    for role in case.scenario.roles.values():
        for who, shares in case.assignment.holders.get(role.id, {}).items():
            person = case.scenario.staff.get(who)
            if person:
                yield role, person, [period for period, share in enumerate(shares) if share]


def profile_gaps(case: Case) -> Iterator[Finding]:
    """People who fall short of the profile of their function or of what is asked of everyone."""
    norms = _norms_carried(case)
    for person in case.scenario.staff.values():
        steps, asked = steps_of_standing(case, person), _asked_of(case, person)
        if not steps or not any(person.available):
            continue
        items = _short_items(case.scenario, person, norms.get(person.id, ()), *asked)
        yield about_person(
            case,
            "profile-gap",
            Severity.NOTICE,
            text_n(
                "{person} is {n} step short of what is asked in the function: {items}.",
                "{person} is {n} steps short of what is asked in the function: {items}.",
                steps,
                person=person.id,
                items=items,
            ),
            person,
            periods=_serving(person),
            figures={"steps": Decimal(steps)},
        )


def count_profile_gaps(case: Case) -> Iterator[Severity]:
    """The severity of every finding of `profile_gaps`, without what it says."""
    for person in case.scenario.staff.values():
        if any(person.available) and steps_of_standing(case, person):
            yield Severity.NOTICE


def steps_of_standing(case: Case, person: Person) -> int:
    """Steps that someone falls short of the function's profile and of what everyone is asked."""
    return sum(case.facts.fit.steps(person.id, each) for each in _asked_of(case, person))


def _asked_of(case: Case, person: Person) -> tuple[Requirements, ...]:
    """The profile of the function someone stands in, and what is asked of everyone."""
    place = case.place(person.id)
    everyone = case.scenario.everyone
    return (case.scenario.functions[place.function].profile, everyone) if place else (everyone,)


def _serving(person: Person) -> tuple[int, ...]:
    return tuple(period for period, available in enumerate(person.available) if available)


def presumed(case: Case) -> Iterator[Finding]:
    """People of whom a heavier level is recorded than asked, for someone to confirm.

    It concerns the roles they hold or back up, their function and what is asked of everyone. Under
    the reading `strict` nothing is presumed: it counts as a step short.
    """
    if case.scenario.rules.levels == "strict":
        return
    for person in case.scenario.staff.values():
        items = presumed_items(case, person)
        if items and any(person.available):
            yield about_person(
                case,
                "presumed",
                Severity.NOTICE,
                text(
                    "{person}: presumed from a heavier level, to be confirmed: {items}.",
                    person=person.id,
                    items=_items(case.scenario, items),
                ),
                person,
                roles=tuple(
                    role.id for role in _carried(case, person) if any(_presumed(person, role.asked))
                ),
                periods=_serving(person),
                figures={"competences": Decimal(len(items))},
            )


def count_presumed(case: Case) -> Iterator[Severity]:
    """The severity of every finding of `presumed`, without what it says."""
    if case.scenario.rules.levels == "strict":
        return
    for person in case.scenario.staff.values():
        asked = (*(role.asked for role in _carried(case, person)), *_asked_of(case, person))
        if any(person.available) and any(_is_presumed(person, each) for each in asked):
            yield Severity.NOTICE


def _is_presumed(person: Person, asked: Requirements) -> bool:
    """Whether anything is presumed of someone; nothing is of who has no record of it at all."""
    known = person.competences
    return any(
        grade_level(known[each.competence], each.level)[0] is Grade.PRESUMED
        for each in asked.competences
        if each.competence in known
    )


def presumed_items(case: Case, person: Person) -> tuple[Graded, ...]:
    """What is presumed of someone for what is carried, the function and everyone, each once."""
    asked = (*(role.asked for role in _carried(case, person)), *_asked_of(case, person))
    return tuple(dict.fromkeys(item for each in asked for item in _presumed(person, each)))


def _carried(case: Case, person: Person) -> tuple[Role, ...]:
    """What someone holds or backs up in any period, each once."""
    carried = (
        role for period in case.scenario.periods for role in case.carried_by(person.id, period)
    )
    return tuple({role.id: role for role in carried}.values())


def _presumed(person: Person, asked: Requirements) -> Iterator[Graded]:
    return (each for each in grade_all(person, asked) if each.grade is Grade.PRESUMED)


def unknown_expertise(case: Case) -> Iterator[Finding]:
    """Expertise that active roles ask and nobody has recorded."""
    known = {expertise for person in case.scenario.staff.values() for expertise in person.expertise}
    asking: dict[str, list[Role]] = {}
    for role in case.roles.values():
        for expertise in role.asked.expertise.keys() - known if case.active[role.id] else ():
            asking.setdefault(expertise, []).append(role)
    for expertise, roles in sorted(asking.items()):
        yield Finding(
            "unknown-expertise",
            Severity.SERIOUS,
            text(
                "Expertise {expertise} is asked for {roles}, and recorded by nobody.",
                expertise=expertise,
                roles=Few(tuple(role.name for role in roles)),
            ),
            clusters=tuple(dict.fromkeys(role.cluster for role in roles)),
            roles=tuple(role.id for role in roles),
            figures={"roles": Decimal(len(roles))},
            source=role_source(case.scenario, roles[0]),
            discriminator=expertise,
        )


def _norms_carried(case: Case) -> dict[str, dict[str | None, None]]:
    """Person -> norms of the roles that the person holds or backs up, in a fixed order."""
    found: dict[str, dict[str | None, None]] = {}
    carried = [(id, each.person.id) for (id, _), held in case.holders.items() for each in held]
    carried += [(id, each.person.id) for (id, _), kept in case.backups.items() for each in kept]
    for id, who in carried:
        if id in case.scenario.roles:
            found.setdefault(who, {})[case.scenario.roles[id].norm] = None
    return found


def _short_items(
    scenario: Scenario, person: Person, norms: Iterable[str | None], *asked: Requirements
) -> tuple[Text, ...]:
    graded = (item for each in asked for item in grade_all(person, each, scenario.rules.levels))
    short = [each for each in graded if each.steps]
    first: dict[tuple[str, object], Graded] = {}
    for each in short:
        first.setdefault((each.id, each.recorded), each)
    items = zip(first.values(), _items(scenario, short), strict=True)
    return tuple(advised(scenario, each, item, norms) for each, item in items)


def _items(scenario: Scenario, graded: Sequence[Graded]) -> tuple[Text, ...]:
    """Each competence once, with all levels at which it is asked."""
    asked: dict[tuple[str, object], dict[object, Text | str]] = {}
    for each in graded:
        level = text("any level") if each.asked == "any" else str(each.asked)
        asked.setdefault((each.id, each.recorded), {})[each.asked] = level
    return tuple(
        text(
            "{name} (asked {asked}, recorded {recorded})",
            name=scenario.competences.get(id, id),
            asked=tuple(levels.values()),
            recorded=text("nothing") if recorded is None else str(recorded),
        )
        for (id, recorded), levels in asked.items()
    )
