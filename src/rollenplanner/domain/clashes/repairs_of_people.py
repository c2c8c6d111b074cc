"""Changes about people: more fte, other dates, more roles at a time, training, one person more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Prices, Strength, single
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.clashes.of_people import always_there
from rollenplanner.domain.clashes.of_roles import owner
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.levels import LevelOrAny
from rollenplanner.domain.naming import named
from rollenplanner.domain.requirements import Graded, grade_all
from rollenplanner.domain.scenario import Function, Person, Requirements, Role, Scenario
from rollenplanner.domain.sources import month, person_source, role_source
from rollenplanner.domain.text import Few, Text, fte, text, text_n

#: Hundredths of fte of a full-time contract; nobody is asked for more, but a pool can be.
FULL_TIME = 100
#: So many people are considered for training per role, those who are least short first.
MOST_TRAINED = 60
#: Hundredths in which the contract of a new person grows, and the least that one is hired for.
_HIRE_STEP, _LEAST_HIRE = 5, 40


def changes_of_people(scenario: Scenario, condition: Condition, prices: Prices) -> Iterator[Change]:
    """What could be changed about a condition that a person brings."""
    person_id, _, key = condition.id.removeprefix("staff.").rpartition(".")
    person = scenario.staff.get(person_id)
    if person is None:
        return  # somebody whom a change adds; that change has other strengths itself
    if key == "fte" and PriceKind.FTE in prices:
        yield from _more_fte(condition, person, prices[PriceKind.FTE])
    elif key == "from" and PriceKind.FTE in prices:
        away = tuple(month(scenario, t) for t in scenario.periods if not person.available[t])
        message = text(
            "{person} is available in {periods} as well, for {fte} fte.",
            person=person.id,
            periods=Few(away),
            fte=fte(person.fte),
        )
        yield single(
            PriceKind.FTE,
            condition.id,
            message,
            Edit(people=(person.id,), person=always_there),
            prices[PriceKind.FTE] * _tenths(person.fte),
            (condition.id,),
            condition.source,
        )
    elif key == "max_roles" and PriceKind.NUMBER in prices:
        yield single(
            PriceKind.NUMBER,
            condition.id,
            text("{person} may hold more roles (max_roles).", person=person.id),
            condition.drop,
            prices[PriceKind.NUMBER],
            (condition.id,),
            condition.source,
        )


def _tenths(hundredths: int) -> int:
    """Started tenths of fte."""
    return -(-hundredths // 10)


def _more_fte(condition: Condition, person: Person, price: Decimal) -> Iterator[Change]:
    room = FULL_TIME - person.fte if person.fte <= FULL_TIME else FULL_TIME
    if room > 0:
        strengths = tuple(
            Strength(
                price * _tenths(more),
                text(
                    "{more} fte more for {person}: {fte} fte.",
                    more=fte(more),
                    person=person.id,
                    fte=fte(person.fte + more),
                ),
                _with_more(person.id, more),
            )
            for more in range(1, room + 1)
        )
        yield Change(
            condition.id,
            PriceKind.FTE,
            condition.source,
            strengths,
            frozenset((condition.id,)),
            condition.id,
        )


def _with_more(person: str, more: int) -> Edit:
    return Edit(
        people=(person,),
        person=lambda now: replace(
            now,
            fte=now.fte + more,
            available=tuple(each + more if each else 0 for each in now.available),
        ),
    )


# Training


def trainings(
    scenario: Scenario, role: Role, price: Decimal, asking: Iterable[Condition]
) -> Iterator[Change]:
    """Everyone who could be trained to meet what a role asks.

    Args:
        scenario: The scenario.
        role: The role or post.
        price: Of one step.
        asking: Conditions that ask for records of people.
    """
    facts = facts_of(scenario)
    pinned = {pin.person for pin in scenario.pins if role.id in pin.targets}
    loosens = frozenset(each.id for each in asking)
    short = sorted(
        (facts.steps(person.id, role), number, person)
        for number, person in enumerate(scenario.staff.values())
        if not person.vacancy
        and any(person.available)
        and (
            person.id in pinned
            or any(facts.admits(role, place) for place in facts.options(person.id))
        )
    )
    for steps, _, person in [each for each in short if each[0]][:MOST_TRAINED]:
        message = text_n(
            "Train {person} for {role}, {n} step: {what}.",
            "Train {person} for {role}, {n} steps: {what}.",
            steps,
            person=person.id,
            role=named(role),
            what=tuple(_lesson(scenario, each) for each in _missing(scenario, person, role)),
        )
        edit = Edit(people=(person.id,), person=_Teach(role.asked))
        yield Change(
            f"training:{person.id}:{owner(role)}",
            PriceKind.TRAINING,
            person_source(scenario, person),
            (Strength(price * steps, message, edit),),
            loosens,
            f"training:{owner(role)}",
        )


def _missing(scenario: Scenario, person: Person, role: Role) -> list[Graded]:
    graded = grade_all(person, role.asked, scenario.rules.levels)
    return [each for each in graded if each.steps]


def _lesson(scenario: Scenario, graded: Graded) -> Text | str:
    name = graded.id if graded.is_expertise else scenario.competences.get(graded.id, graded.id)
    if graded.asked == "any":
        return name
    now = text("nothing") if graded.recorded is None else str(graded.recorded)
    return text("{what} from {now} to {asked}", what=name, now=now, asked=str(graded.asked))


class _Teach:
    """Gives a person every record that is asked."""

    def __init__(self, asked: Requirements) -> None:
        self.asked = asked

    def __call__(self, person: Person) -> Person:
        levels: dict[str, frozenset[LevelOrAny]] = dict(person.competences)
        for want in self.asked.competences:
            known = levels.get(want.competence, frozenset())
            levels[want.competence] = known | {want.level} if want.level != "any" else known
        expertise = dict(person.expertise)
        for key, grade in self.asked.expertise.items():
            expertise[key] = max(grade, expertise.get(key, 0))
        return replace(person, competences=levels, expertise=expertise)


# One more person


def hires(scenario: Scenario, role: Role, price: Decimal) -> Iterator[Change]:
    """One more person who can carry a role, placed where it may be carried."""
    function = _function_for(scenario, role)
    if function is None:
        return
    most = max(max(role.demand), role.backup_fte, _LEAST_HIRE)
    top = min(FULL_TIME, -(-most // _HIRE_STEP) * _HIRE_STEP)
    strengths = tuple(
        Strength(
            price * _tenths(hundredths),
            text(
                "One more person with {fte} fte in function {function}, cluster {cluster}, who "
                "meets what {role} asks.",
                fte=fte(hundredths),
                function=named(function),
                cluster=named(scenario.clusters[role.cluster]),
                role=named(role),
            ),
            _with_person(role, function, hundredths),
        )
        for hundredths in range(_LEAST_HIRE, top + 1, _HIRE_STEP)
    )
    yield Change(
        f"hire:{role.id}",
        PriceKind.FTE,
        role_source(scenario, role),
        strengths,
        frozenset((f"staff.{_new_id(role)}.fte",)),
        f"hire:{role.id}",
        carries=True,
    )


def _function_for(scenario: Scenario, role: Role) -> Function | None:
    """A function for a new holder: one of the present holders, else the first admitted one."""
    present = [
        person.function
        for person in scenario.staff.values()
        if role.id in person.roles and person.function in role.functions
    ]
    for each in (*present, *role.functions):
        if each is not None and role.cluster in scenario.functions[each].clusters:
            return scenario.functions[each]
    return None


def _new_id(role: Role) -> str:
    """No id in a file begins with this sign."""
    return f"+{role.id}"


def _with_person(role: Role, function: Function, hundredths: int) -> Edit:
    def change(now: Scenario) -> Scenario:
        teach = _Teach(role.asked)
        person = Person(
            _new_id(role),
            hundredths,
            (hundredths,) * now.horizon.count,
            scale=function.scale,
            function=function.id,
            cluster=role.cluster,
        )
        functions = dict(now.functions)
        grown = functions[function.id]
        if grown.fte is not None:
            functions[function.id] = replace(grown, fte=grown.fte + hundredths)
        return replace(now, staff={**now.staff, person.id: teach(person)}, functions=functions)

    return Edit(whole=change)
