"""Goals as constraints: what a plan must reach besides the rules, where someone asks about a gap.

Whatever is required here makes `domain.clashes.reached` say that the goal is reached. Where it asks
for more than that, the function says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.reached import laid_down
from rollenplanner.domain.coverage.overdue import is_over
from rollenplanner.domain.coverage.people import IDLE
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.requirements import Grade, grade_all
from rollenplanner.domain.scenario import Requirements, Role
from rollenplanner.solver.constraints.succession import takeovers_of
from rollenplanner.solver.eligibility import Cell, forbidden
from rollenplanner.solver.hours import find_hours, take_over
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.objective import able, placed_fte, unlearned
from rollenplanner.solver.over_time import NEVER, all_of, held, learned
from rollenplanner.solver.successors import be_prepared, serves
from rollenplanner.solver.variables import Variables

#: Periods after which somebody who carries a role now still serves.
_SOON = 2

#: A form that is at least `goal.least` only if the goal is reached.
_Form = Callable[[Variables, Goal], Linear]


def require(variables: Variables, goal: Goal) -> None:
    """Let every plan of a model reach a goal."""
    name = ("goal", goal.measure, goal.owner, goal.period)
    if goal.measure is Measure.COVERED:
        step = variables.scenario.rules.step
        least = -(-goal.least // step)
        variables.builder.at_least(variables.covered(goal.role, goal.period), least, *name)
    elif goal.measure in _ROWS:
        _ROWS[goal.measure](variables, goal)
    else:
        variables.builder.at_least(_FORMS[goal.measure](variables, goal), goal.least, *name)


def _role(variables: Variables, goal: Goal) -> Role:
    return variables.scenario.roles[goal.role]


# Roles


def _able(variables: Variables, goal: Goal) -> Linear:
    cells = variables.backups_of(goal.role, goal.period)
    return Linear.total(able(variables, cell) for cell in cells)


def _deputies(variables: Variables, goal: Goal) -> Linear:
    return variables.count(variables.backups_of(goal.role, goal.period), backups=True)


def _bearers(variables: Variables, goal: Goal) -> Linear:
    holders = variables.count(variables.holders_of(goal.role, goal.period))
    return Linear.total((_able(variables, goal), holders))


def _could(variables: Variables, goal: Goal) -> Linear:
    """People who could hold a role; a present holder counts while the hold is unbroken."""
    role = _role(variables, goal)
    return Linear.total(
        _could_hold(variables, role, Cell(role.id, who, goal.period))
        for (about, who) in variables.eligibility.compatible
        if about == role.id and not variables.scenario.staff[who].vacancy
    )


def _could_hold(variables: Variables, role: Role, cell: Cell) -> Linear:
    """At most 1, and only if someone could hold a role in an active period."""
    scenario, facts = variables.scenario, facts_of(variables.scenario)
    if not facts.serves(cell.person, cell.period) or forbidden(scenario, cell, "role"):
        return NEVER
    here = variables.placed(cell.person, variables.eligibility.compatible[role.id, cell.person])
    ready = learned(variables, cell)
    if not ready.pairs and not ready.least and role.id in scenario.staff[cell.person].roles:
        before = tuple(cell._replace(period=t) for t in role.active if t < cell.period)
        ready = all_of(variables, tuple(held(variables, each) for each in before), "goes-on", cell)
    return all_of(variables, (here, ready), "could-hold", cell)


def _stayers(variables: Variables, goal: Goal) -> Linear:
    """Carriers who serve two periods later."""
    later = goal.period + _SOON

    def staying(cells: Iterable[Cell]) -> list[Cell]:
        return [each for each in cells if serves(variables, each.person, later)]

    holders = staying(variables.holders_of(goal.role, goal.period))
    backups = staying(variables.backups_of(goal.role, goal.period))
    return Linear.total((variables.count(holders), variables.count(backups, backups=True)))


# People


def _free(variables: Variables, goal: Goal) -> Linear:
    if not variables.scenario.staff[goal.person].vacancy:
        return Linear()
    return variables.count(variables.held_by(goal.person, goal.period)).times(-1)


def _load(variables: Variables, goal: Goal) -> Linear:
    return variables.load.get((goal.person, goal.period), Linear())


def _room(variables: Variables, goal: Goal) -> Linear:
    scenario = variables.scenario
    full = scenario.rules.full * scenario.staff[goal.person].available[goal.period]
    return _load(variables, goal).times(-1).plus(full)


def _busy(variables: Variables, goal: Goal) -> Linear:
    available = variables.scenario.staff[goal.person].available[goal.period]
    return _load(variables, goal).plus(-(100 - IDLE) * available)


def _holding(variables: Variables, goal: Goal) -> Linear:
    return variables.count(variables.held_by(goal.person, goal.period))


def _competent(variables: Variables, goal: Goal) -> Linear:
    cell = Cell(goal.role, goal.person, goal.period)
    holding = variables.eligibility.holdings.get(cell)
    if holding is None or not holding.short:
        return Linear()
    return unlearned(variables, cell).times(-holding.short)


def _in_term(variables: Variables, goal: Goal) -> Linear:
    scenario, role = variables.scenario, _role(variables, goal)
    if not is_over(facts_of(scenario), scenario.staff[goal.person], role):
        return Linear()
    first = role.active[:1]
    return Linear.total(held(variables, Cell(role.id, goal.person, t)).times(-1) for t in first)


def _by_place(variables: Variables, person: str, count: Callable[[Requirements], int]) -> Linear:
    """Minus what is counted over the profile of one's function, and over everyone's."""
    scenario = variables.scenario
    parts = (
        variables.placed(person, [place]).times(-count(scenario.functions[place.function].profile))
        for place in variables.eligibility.places[person]
    )
    return Linear.total(parts).plus(-count(scenario.everyone))


def _profile(variables: Variables, goal: Goal) -> Linear:
    fit = facts_of(variables.scenario).fit
    return _by_place(variables, goal.person, lambda asked: fit.steps(goal.person, asked))


def _confirmed(variables: Variables, goal: Goal) -> Linear:
    """Minus what is presumed, counted again where several roles ask the same."""
    scenario = variables.scenario
    person = scenario.staff[goal.person]

    def count(asked: Requirements) -> int:
        if scenario.rules.levels == "strict":
            return 0
        return sum(1 for each in grade_all(person, asked) if each.grade is Grade.PRESUMED)

    carried = (
        Linear.of(variable, -count(scenario.roles[cell.role].asked))
        for table in (variables.holds, variables.backs)
        for cell, variable in table.items()
        if cell.person == goal.person
    )
    return Linear.total((*carried, _by_place(variables, goal.person, count)))


def _placed(variables: Variables, goal: Goal) -> Linear:
    return variables.placed(goal.person, variables.eligibility.places[goal.person])


# The organisation


def _experts(variables: Variables, goal: Goal) -> Linear:
    grade = _role(variables, goal).asked.expertise.get(goal.expertise, 0)
    people = sum(
        1
        for person in variables.scenario.staff.values()
        if not person.vacancy
        and person.available[goal.period]
        and person.expertise.get(goal.expertise, 0) >= grade
    )
    return Linear((), people)


def _filled(variables: Variables, goal: Goal) -> Linear:
    counted = _fte(variables, goal, vacancies=bool(goal.cluster))
    return counted.plus(-laid_down(variables.scenario, goal))


def _within(variables: Variables, goal: Goal) -> Linear:
    counted = _fte(variables, goal, vacancies=True)
    return counted.times(-1).plus(laid_down(variables.scenario, goal))


def _fte(variables: Variables, goal: Goal, *, vacancies: bool) -> Linear:
    if goal.cluster:
        return placed_fte(variables, goal.period, cluster=goal.cluster)
    return Linear.total(
        placed_fte(variables, goal.period, function=each, vacancies=vacancies)
        for each in goal.functions
    )


def _changes(variables: Variables, goal: Goal) -> Linear:
    most = variables.scenario.rules.max_changes
    if most is None:
        return Linear((), goal.least)
    counted = (
        takeovers_of(variables, role, t)
        for role, t in variables.roles()
        if role.cluster == goal.cluster and t == goal.period
    )
    return Linear.total(counted).times(-1).plus(most)


_FORMS: dict[Measure, _Form] = {
    Measure.ABLE: _able,
    Measure.DEPUTIES: _deputies,
    Measure.BEARERS: _bearers,
    Measure.COULD: _could,
    Measure.STAYERS: _stayers,
    Measure.FREE: _free,
    Measure.ROOM: _room,
    Measure.BUSY: _busy,
    Measure.HOLDING: _holding,
    Measure.COMPETENT: _competent,
    Measure.IN_TERM: _in_term,
    Measure.PROFILE: _profile,
    Measure.CONFIRMED: _confirmed,
    Measure.PLACED: _placed,
    Measure.EXPERTS: _experts,
    Measure.FILLED: _filled,
    Measure.WITHIN: _within,
    Measure.CHANGES: _changes,
}
#: Goals that one row cannot say.
_ROWS: dict[Measure, Callable[[Variables, Goal], None]] = {
    Measure.SUCCESSORS: be_prepared,
    Measure.HOURS: find_hours,
    Measure.TAKEN_OVER: take_over,
}
