"""Changes that close a gap which no condition of the scenario stands in the way of.

Where someone stands, what is on record and how large a formation is, is given, so it clashes with
nothing; but it can be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Prices, Strength
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.of_roles import owner
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.clashes.reached import laid_down
from rollenplanner.domain.clashes.repairs_of_people import (
    Teach,
    hires,
    hires_in,
    lessons,
    more_fte,
    tenths,
    training_for,
)
from rollenplanner.domain.clashes.repairs_of_roles import open_to
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.naming import named, named_place
from rollenplanner.domain.plan import Placed
from rollenplanner.domain.requirements import Grade, grade_all
from rollenplanner.domain.scenario import (
    Asked,
    Function,
    Person,
    Requirements,
    Role,
    Scenario,
)
from rollenplanner.domain.sources import person_source, source_of
from rollenplanner.domain.text import Text, fte, text, text_n

#: So many roles are considered for who is to carry more, nearest first.
_MOST_ROLES = 8
#: So many moves are considered.
_MOST_MOVES = 12


def changes_of_goals(
    scenario: Scenario, condition: str, goals: Sequence[Goal], prices: Prices
) -> Iterator[Change]:
    """What could be changed about what some goals of one owner ask.

    Args:
        scenario: As it stands in the file.
        condition: Id of the condition that the goals make.
        goals: All of one owner.
        prices: What changes cost; none of a sort without a price.
    """
    for measure in dict.fromkeys(goal.measure for goal in goals):
        same = [goal for goal in goals if goal.measure is measure]
        for change in _WAYS.get(measure, _none)(scenario, same):
            if change.kind in prices:
                yield _priced(change, prices[change.kind], condition)


def _priced(change: Change, price: Decimal, condition: str) -> Change:
    """The same with real prices (until here a strength tells how many times it is paid)."""
    strengths = tuple(replace(each, price=each.price * price) for each in change.strengths)
    return replace(change, strengths=strengths, loosens=change.loosens | {condition})


def _none(_: Scenario, __: Sequence[Goal]) -> Iterator[Change]:
    yield from ()


def _change(
    kind: PriceKind,
    id: str,
    steps: Sequence[tuple[int, Text, Edit]],
    scenario: Scenario,
    path: str,
    family: str = "",
) -> Change:
    """A change from mild to strong, with how many prices each step costs."""
    strengths = tuple(Strength(Decimal(times), message, edit) for times, message, edit in steps)
    return Change(id, kind, source_of(scenario, path), strengths, frozenset(), family or id)


# People


def _fill_vacancy(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    person = scenario.staff[goals[0].person]
    if person.vacancy:
        yield _filled(scenario, person)


def _filled(scenario: Scenario, person: Person) -> Change:
    message = text("Fill vacancy {person}: {fte} fte.", person=person.id, fte=fte(person.fte))
    edit = Edit(people=(person.id,), person=lambda now: replace(now, vacancy=False))
    return _change(
        PriceKind.FTE,
        f"fill:{person.id}",
        [(tenths(person.fte), message, edit)],
        scenario,
        f"staff.{person.id}",
        "fill",
    )


def _train_for_function(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    """The person learns what falls short, or stands in another function."""
    person = scenario.staff[goals[0].person]
    asked = _asked_of(scenario, person)
    steps = sum(facts_of(scenario).fit.steps(person.id, each) for each in asked)
    if steps:
        message = text_n(
            "Train {person} for the function, {n} step: {what}.",
            "Train {person} for the function, {n} steps: {what}.",
            steps,
            person=person.id,
            what=tuple(item for each in asked for item in lessons(scenario, person, each)),
        )
        edit = Edit(people=(person.id,), person=_teaching(asked))
        id, path = f"training:{person.id}:function", f"staff.{person.id}"
        yield _change(PriceKind.TRAINING, id, [(steps, message, edit)], scenario, path)
    yield from _moves(scenario, [person], lambda _: True)


def _teaching(asked: Sequence[Requirements]) -> Callable[[Person], Person]:
    def teach(person: Person) -> Person:
        for each in asked:
            person = Teach(each)(person)
        return person

    return teach


def _confirm(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    """What is presumed is confirmed in a conversation, and recorded."""
    person = scenario.staff[goals[0].person]
    asked = [
        *_asked_of(scenario, person),
        *(scenario.roles[goal.role].asked for goal in goals if goal.role),
    ]
    items = tuple(
        Asked(each.id, each.asked)
        for some in asked
        for each in grade_all(person, some)
        if each.grade is Grade.PRESUMED and not isinstance(each.asked, int)
    )
    if items:
        recorded = Requirements(tuple(dict.fromkeys(items)))
        message = text(
            "Confirm with {person}, and record: {what}.",
            person=person.id,
            what=tuple(
                text(
                    "{what} {level}",
                    what=scenario.competences.get(each.competence, each.competence),
                    level=str(each.level),
                )
                for each in recorded.competences
            ),
        )
        edit = Edit(people=(person.id,), person=Teach(recorded))
        steps = [(len(recorded.competences), message, edit)]
        path = f"staff.{person.id}"
        yield _change(PriceKind.TRAINING, f"confirm:{person.id}", steps, scenario, path)


def _asked_of(scenario: Scenario, person: Person) -> list[Requirements]:
    """What is asked of everyone, and by the profile of the present function."""
    place = facts_of(scenario).present(person.id)
    return [scenario.everyone, *([scenario.functions[place.function].profile] if place else [])]


def _more_work(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    """The person learns another role, or another role is opened to the function."""
    person, facts = scenario.staff[goals[0].person], facts_of(scenario)
    place = facts.present(person.id)
    active = [role for role in scenario.roles.values() if role.active]
    short = {role.id: facts.steps(person.id, role) for role in active}
    learnable = [role for role in active if short[role.id] and facts.admits(role, place)]
    learnable.sort(key=lambda role: short[role.id])
    for role in learnable[:_MOST_ROLES]:
        change = training_for(scenario, person, role, Decimal(1), short[role.id])
        yield replace(change, family=f"training:{person.id}")
    if place is None:
        return
    closed = [
        role for role in active if not short[role.id] and place.function not in role.functions
    ]
    for role in closed[:_MOST_ROLES]:
        message = text(
            "Open {role} to function {function} as well.",
            role=role.post.module if role.post else named(role),
            function=named(scenario.functions[place.function]),
        )
        edit = Edit(roles=_with_same_owner(scenario, role), role=open_to(place.function))
        id = f"{owner(role)}.functions.{place.function}"
        family = f"function:{person.id}"
        yield _change(PriceKind.FUNCTION, id, [(1, message, edit)], scenario, owner(role), family)


def _with_same_owner(scenario: Scenario, role: Role) -> tuple[str, ...]:
    """The role, or every post of the module: only all of them can be opened to a function."""
    return scenario.modules[role.post.module].posts if role.post else (role.id,)


# Places


def _give_place(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    yield from _moves(scenario, [scenario.staff[goals[0].person]], lambda _: True)


def _moves(
    scenario: Scenario, people: Sequence[Person], wanted: Callable[[Placed], bool]
) -> Iterator[Change]:
    """Somebody stands elsewhere, within the scale limits, as present place in the scenario."""
    free = facts_of(replace(scenario, placement="free"))
    found = 0
    for person in people:
        here = free.present(person.id)
        for place in () if person.vacancy else free.options(person.id):
            one_step = (
                here is None or place.function == here.function or (place.cluster == here.cluster)
            )
            if place != here and one_step and wanted(place) and found < _MOST_MOVES:
                found += 1
                yield _move(scenario, person, place)


def _move(scenario: Scenario, person: Person, place: Placed) -> Change:
    message = text(
        "Move {person} to {place}, as present place in the scenario.",
        person=person.id,
        place=named_place(scenario, place),
    )
    edit = Edit(
        people=(person.id,),
        person=lambda now: replace(now, function=place.function, cluster=place.cluster),
    )
    id = f"move:{person.id}:{place.function}:{place.cluster}"
    path = f"staff.{person.id}"
    made = _change(PriceKind.MOVE, id, [(1, message, edit)], scenario, path, "move")
    return replace(made, apart=True)


# Sizes


def _grow(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    """Too little stands there: hire, fill a vacancy, more fte, somebody from elsewhere."""
    goal = _furthest(scenario, goals, 1)
    there = _standing(scenario, goal)
    missing = laid_down(scenario, goal) - _fte_of(goal, there)
    if goal.cluster:
        yield _indicate(scenario, goal, -missing)
    for each in there:
        if each.vacancy and not goal.cluster:
            yield _filled(scenario, each)
        elif not each.vacancy:
            for change in more_fte(each, Decimal(1), person_source(scenario, each)):
                yield replace(change, family="fte", strengths=change.strengths[:missing])
    yield from hires_in(scenario, goal.functions, goal.cluster, missing)
    fitting = [
        each for each in scenario.staff.values() if each not in there and _fits(goal, each, missing)
    ]
    yield from _moves(scenario, fitting, lambda place: _inside(goal, place))


def _shrink(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    """Too much stands there: more formation, or somebody moves."""
    goal = _furthest(scenario, goals, -1)
    there = _standing(scenario, goal)
    over = sum(each.available[goal.period] for each in there) - laid_down(scenario, goal)
    if goal.cluster:
        yield _indicate(scenario, goal, over)
    for function in goal.functions:
        yield _more_formation(scenario, scenario.functions[function], over)
    fitting = [each for each in there if _fits(goal, each, over)]
    yield from _moves(scenario, fitting, lambda place: not _inside(goal, place))


def _furthest(scenario: Scenario, goals: Sequence[Goal], sign: int) -> Goal:
    """The goal of the period in which most is missing (1), or most is too much (-1)."""

    def missing(goal: Goal) -> int:
        return sign * (laid_down(scenario, goal) - _fte_of(goal, _standing(scenario, goal)))

    return max(goals, key=missing)


def _fte_of(goal: Goal, there: Sequence[Person]) -> int:
    """Hundredths in service; a vacancy fills nothing, but counts in a cluster."""
    counted = (each.available[goal.period] for each in there if goal.cluster or not each.vacancy)
    return sum(counted)


def _standing(scenario: Scenario, goal: Goal) -> list[Person]:
    """Who stands there at present and serves in the period."""
    facts = facts_of(scenario)
    return [
        each
        for each in scenario.staff.values()
        if each.available[goal.period]
        and (place := facts.present(each.id)) is not None
        and _inside(goal, place)
    ]


def _inside(goal: Goal, place: Placed) -> bool:
    return place.cluster == goal.cluster if goal.cluster else place.function in goal.functions


def _fits(goal: Goal, person: Person, hundredths: int) -> bool:
    """Whether someone's fte make up for it: exactly where too much would be a gap as well."""
    exactly = bool(goal.cluster) or len(goal.functions) > 1
    return person.fte == hundredths if exactly else person.fte >= hundredths


def _more_formation(scenario: Scenario, function: Function, most: int) -> Change:
    steps = [
        (
            tenths(more),
            text(
                "{more} fte more formation for function {function}: {fte} fte.",
                more=fte(more),
                function=named(function),
                fte=fte((function.fte or 0) + more),
            ),
            Edit(functions=(function.id,), function=_with_formation(more)),
        )
        for more in range(1, most + 1)
    ]
    path = f"functions.{function.id}"
    return _change(PriceKind.FTE, f"{path}.fte", steps, scenario, path)


def _with_formation(more: int) -> Callable[[Function], Function]:
    return lambda now: replace(now, fte=(now.fte or 0) + more)


def _indicate(scenario: Scenario, goal: Goal, more: int) -> Change:
    """The size of a cluster is only indicated, so it can be said anew, larger or smaller."""
    cluster = scenario.clusters[goal.cluster]
    size = laid_down(scenario, goal) + more
    message = text(
        "Indicate {fte} fte for cluster {cluster} instead of {old}.",
        fte=fte(size),
        cluster=named(cluster),
        old=fte(laid_down(scenario, goal)),
    )

    def change(now: Scenario) -> Scenario:
        return replace(now, clusters={**now.clusters, cluster.id: replace(cluster, fte=size)})

    steps = [(1, message, Edit(whole=change))]
    path = f"clusters.{cluster.id}"
    return _change(PriceKind.NUMBER, f"{path}.fte", steps, scenario, path)


# Expertise


def _teach(scenario: Scenario, goals: Sequence[Goal]) -> Iterator[Change]:
    """Somebody learns the expertise, or comes with it."""
    expertise = goals[0].expertise
    roles = [scenario.roles[each] for each in dict.fromkeys(goal.role for goal in goals)]
    grade = max(role.asked.expertise.get(expertise, 0) for role in roles)
    for person in scenario.staff.values():
        known = person.expertise.get(expertise, 0)
        if person.vacancy or known >= grade or not any(person.available):
            continue
        message = text_n(
            "Train {person} in {what} to {grade}, {n} step.",
            "Train {person} in {what} to {grade}, {n} steps.",
            grade - known,
            person=person.id,
            what=expertise,
            grade=grade,
        )
        edit = Edit(people=(person.id,), person=Teach(Requirements((), {expertise: grade})))
        id, path = f"training:{person.id}:{expertise}", f"staff.{person.id}"
        steps = [(grade - known, message, edit)]
        family = f"training:{expertise}"
        yield _change(PriceKind.TRAINING, id, steps, scenario, path, family)
    for role in roles:
        yield from hires(scenario, role, Decimal(1))


_WAYS: dict[Measure, Callable[[Scenario, Sequence[Goal]], Iterator[Change]]] = {
    Measure.FREE: _fill_vacancy,
    Measure.PROFILE: _train_for_function,
    Measure.CONFIRMED: _confirm,
    Measure.BUSY: _more_work,
    Measure.HOLDING: _more_work,
    Measure.PLACED: _give_place,
    Measure.FILLED: _grow,
    Measure.WITHIN: _shrink,
    Measure.EXPERTS: _teach,
}
