"""Changes about people: more fte, other dates, more roles at a time, training, one person more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Prices, Strength, single
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import ADDED, Edit
from rollenplanner.domain.clashes.of_people import always_there
from rollenplanner.domain.clashes.of_roles import owner
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.levels import LevelOrAny
from rollenplanner.domain.naming import named
from rollenplanner.domain.requirements import Graded, grade_all
from rollenplanner.domain.scenario import (
    Function,
    Person,
    Requirements,
    Role,
    Scenario,
    Source,
)
from rollenplanner.domain.sources import month, person_source, role_source, source_of
from rollenplanner.domain.text import Few, Text, fte, text, text_n

#: Hundredths of fte of a full-time contract; nobody is asked for more, but a pool can be.
FULL_TIME = 100
#: So many people are considered for training per role, those who are least short first.
MOST_TRAINED = 60
#: Hundredths in which the contract of a new person grows, and the least that one is hired for.
_HIRE_STEP, _LEAST_HIRE = 5, 40
#: So many people are hired for one formation at most.
_MOST_HIRED = 3


def changes_of_people(scenario: Scenario, condition: Condition, prices: Prices) -> Iterator[Change]:
    """What could be changed about a condition that a person brings."""
    person_id, _, key = condition.id.removeprefix("staff.").rpartition(".")
    person = scenario.staff.get(person_id)
    if person is None:
        return  # somebody whom a change adds; that change has other strengths itself
    if key == "fte" and PriceKind.FTE in prices:
        yield from more_fte(person, prices[PriceKind.FTE], condition.source)
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
            prices[PriceKind.FTE] * tenths(person.fte),
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


def tenths(hundredths: int) -> int:
    """Started tenths of fte."""
    return -(-hundredths // 10)


def more_fte(person: Person, price: Decimal, source: Source | None) -> Iterator[Change]:
    """More fte for someone, up to full time; a pool can grow by one full-time contract."""
    id = f"staff.{person.id}.fte"
    room = FULL_TIME - person.fte if person.fte <= FULL_TIME else FULL_TIME
    if room > 0:
        strengths = tuple(
            Strength(
                price * tenths(more),
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
        yield Change(id, PriceKind.FTE, source, strengths, frozenset((id,)), id)


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
        yield training_for(scenario, person, role, price, steps, loosens)


def training_for(
    scenario: Scenario,
    person: Person,
    role: Role,
    price: Decimal,
    steps: int,
    loosens: frozenset[str] = frozenset(),
) -> Change:
    """Someone is trained to meet what a role asks."""
    message = text_n(
        "Train {person} for {role}, {n} step: {what}.",
        "Train {person} for {role}, {n} steps: {what}.",
        steps,
        person=person.id,
        role=named(role),
        what=lessons(scenario, person, role.asked),
    )
    edit = Edit(people=(person.id,), person=Teach(role.asked))
    return Change(
        f"training:{person.id}:{owner(role)}",
        PriceKind.TRAINING,
        person_source(scenario, person),
        (Strength(price * steps, message, edit),),
        loosens,
        f"training:{owner(role)}",
    )


def lessons(scenario: Scenario, person: Person, asked: Requirements) -> tuple[Text | str, ...]:
    """What someone has to learn, each with from what to what."""
    graded = grade_all(person, asked, scenario.rules.levels)
    return tuple(_lesson(scenario, each) for each in graded if each.steps)


def _lesson(scenario: Scenario, graded: Graded) -> Text | str:
    name = graded.id if graded.is_expertise else scenario.competences.get(graded.id, graded.id)
    if graded.asked == "any":
        return name
    now = text("nothing") if graded.recorded is None else str(graded.recorded)
    return text("{what} from {now} to {asked}", what=name, now=now, asked=str(graded.asked))


class Teach:
    """Gives a person every record that is asked."""

    def __init__(self, asked: Requirements) -> None:
        """Take what is asked."""
        self.asked = asked

    def __call__(self, person: Person) -> Person:
        """The same person with these records as well."""
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
            price * tenths(hundredths),
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


def hires_in(
    scenario: Scenario, functions: Sequence[str], cluster: str, hundredths: int
) -> Iterator[Change]:
    """People more in one of some functions, or in a cluster; priced as one price per tenth."""
    for id in functions or scenario.functions:
        function = scenario.functions[id]
        where = cluster or function.clusters[0]
        if where not in function.clusters or function.fte is None:
            continue
        for number in range(min(_MOST_HIRED, -(-hundredths // FULL_TIME))):
            sizes = range(_LEAST_HIRE, min(FULL_TIME, hundredths) + 1)
            strengths = tuple(
                _colleague(scenario, function, where, f"{ADDED}{id}.{number}", each)
                for each in sizes
            )
            if strengths:
                source = source_of(scenario, f"functions.{id}")
                name = f"hire:{id}:{where}:{number}"
                yield Change(name, PriceKind.FTE, source, strengths, frozenset(), "hire")


def _colleague(
    scenario: Scenario, function: Function, cluster: str, id: str, hundredths: int
) -> Strength:
    message = text(
        "One more person with {fte} fte in function {function}, cluster {cluster}.",
        fte=fte(hundredths),
        function=named(function),
        cluster=named(scenario.clusters[cluster]),
    )
    edit = Edit(whole=_with_colleague(function, cluster, id, hundredths))
    return Strength(Decimal(tenths(hundredths)), message, edit)


def _with_colleague(
    function: Function, cluster: str, id: str, hundredths: int
) -> Callable[[Scenario], Scenario]:
    def change(now: Scenario) -> Scenario:
        there = (hundredths,) * now.horizon.count
        person = Person(
            id,
            hundredths,
            there,
            scale=function.scale,
            function=function.id,
            cluster=cluster,
        )
        return replace(now, staff={**now.staff, person.id: person})

    return change


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
    return f"{ADDED}{role.id}"


def _with_person(role: Role, function: Function, hundredths: int) -> Edit:
    def change(now: Scenario) -> Scenario:
        teach = Teach(role.asked)
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
