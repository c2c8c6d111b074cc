"""Goals as constraints: what a plan must reach besides the rules, where someone asks about a gap.

Whatever is required here makes `domain.clashes.reached` say that the goal is reached. Where it asks
for more than that, the function says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.reached import laid_down
from rollenplanner.domain.coverage.common import is_critical
from rollenplanner.domain.coverage.overdue import is_over
from rollenplanner.domain.coverage.people import IDLE
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.requirements import Grade, grade_all
from rollenplanner.domain.scenario import Requirements, Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.solver.constraints.succession import takeovers_of
from rollenplanner.solver.eligibility import Cell, forbidden
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.objective import able, placed_fte, unlearned
from rollenplanner.solver.over_time import ALWAYS, NEVER, all_of, backed, held, learned
from rollenplanner.solver.variables import Variables

#: The period before the first.
_PRESENT = -1
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
        return [each for each in cells if _serves(variables, each.person, later)]

    holders = staying(variables.holders_of(goal.role, goal.period))
    backups = staying(variables.backups_of(goal.role, goal.period))
    return Linear.total((variables.count(holders), variables.count(backups, backups=True)))


def _serves(variables: Variables, person: str, period: int) -> bool:
    """Whether someone serves in a period, also in one beyond the horizon."""
    scenario = variables.scenario
    if period < scenario.horizon.count:
        return facts_of(scenario).serves(person, period)
    return scenario.horizon.covers(scenario.staff[person].service, period)


# Successors


def _be_prepared(variables: Variables, goal: Goal) -> None:
    """Whoever holds to the end of a term, or of service, leaves a backup who is prepared.

    Other holders who go on would do as well, but are not counted.
    """
    role, last = _role(variables, goal), goal.period
    after = _after(variables, role, last)
    if after is None:
        return
    ready = tuple(_prepared(variables, role, goal.person, last, after))
    for number, window in enumerate(_ends(variables, role, goal.person, last, after)):
        held_on = (held(variables, Cell(role.id, goal.person, t)).times(-1) for t in window)
        room = Linear.total((*ready, *held_on))
        variables.builder.at_least(room, 1 - len(window), "goal", "prepared", last, number)


def _after(variables: Variables, role: Role, last: int) -> int | None:
    """The next active period; the one beyond the horizon of a role that goes on."""
    following = next((t for t in role.active if t > last), None)
    count = variables.scenario.horizon.count
    return count if following is None and last == count - 1 and last in role.active else following


def _ends(
    variables: Variables, role: Role, person: str, last: int, after: int
) -> Iterator[tuple[int, ...]]:
    """Periods of which a hold in all ends with `last`."""
    scenario = variables.scenario
    who = scenario.staff[person]
    if last == _PRESENT:
        yield ()
        return
    if not scenario.horizon.covers(who.service, after):
        yield (last,)
        return
    longest = role.term.max if role.term else None
    if longest is None:
        return
    place, tenure = role.active.index(last), Tenure(facts_of(scenario))
    if tenure.holds_on(who, role) and tenure.more_allowed(who, role, longest) == place + 1:
        yield role.active[: place + 1]
    if place + 1 >= longest:
        yield role.active[place + 1 - longest : place + 1]


def _prepared(
    variables: Variables, role: Role, leaver: str, last: int, after: int
) -> Iterator[Linear]:
    """Per person at most 1, and only if that backup could take the role over."""
    scenario, facts = variables.scenario, facts_of(variables.scenario)
    for (about, who), places in variables.eligibility.compatible.items():
        person = scenario.staff[who]
        if about != role.id or who == leaver or person.vacancy:
            continue
        if not _serves(variables, who, after):
            continue
        if last == _PRESENT:
            carries = role.id in person.roles or role.id in person.backups
            able_then = facts.could_hold(who, role, facts.shadowed_at_present(who, role))
            yield variables.placed(who, places) if carries and able_then else NEVER
            continue
        before = [t for t in role.active if t <= last][-max(1, role.handover) :]
        cell = Cell(role.id, who, after)
        backs = tuple(backed(variables, cell._replace(period=t)) for t in before)
        conditions = (*backs, _learned_by(variables, role, cell))
        yield all_of(variables, conditions, "prepared", cell._replace(period=last))


def _learned_by(variables: Variables, role: Role, cell: Cell) -> Linear:
    """At most 1, and only if the requirements are met by then, also beyond the horizon."""
    if cell.period in role.active:
        return learned(variables, cell)
    facts, learning = facts_of(variables.scenario), variables.scenario.rules.learning
    if facts.could_hold(cell.person, role):
        return ALWAYS
    if learning is None or facts.steps(cell.person, role) > learning.gap:
        return NEVER
    needed = learning.shadow - facts.shadowed_at_present(cell.person, role)
    served = Linear.total(backed(variables, cell._replace(period=t)) for t in role.active)
    done = variables.builder.derive(
        0, 1, lambda values: int(served.value(values) >= needed), "learned-by", *cell
    )
    enough = Linear.total((served, Linear.of(done, -needed)))
    variables.builder.at_least(enough, 0, "learned-by-shadowing", *cell)
    return Linear.of(done)


# Hours


def _find_hours(variables: Variables, goal: Goal) -> None:
    """Every able backup finds the hours for each share that another one may hold."""
    role, t = _role(variables, goal), goal.period
    step = variables.scenario.rules.step
    for backup in variables.backups_of(role.id, t):
        person = variables.scenario.staff[backup.person]
        if person.vacancy:
            continue
        effort = person.effort_for(role.id)
        kept = _kept(variables, role, backup)
        most = (100 + variables.scenario.rules.stretch) * person.available[t]
        absent = Linear.total((backed(variables, backup), learned(variables, backup)))
        for holder in variables.holders_of(role.id, t):
            if holder.person == backup.person:
                continue
            needed = Linear.total((variables.share[holder].times(effort * step), kept))
            # The finder rounds what a backup finds up to a ten-thousandth.
            room = most + (effort - 1) // 100
            big = max(0, needed.most - room)
            row = Linear.total((needed, absent.times(big)))
            variables.builder.at_most(row, room + 2 * big, "goal-hours", *backup, holder.person)


def _kept(variables: Variables, role: Role, backup: Cell) -> Linear:
    """Ten-thousandths that someone keeps doing while standing in for a role."""
    if is_critical(role):
        return _critical_load(variables, backup.person, backup.period)
    load = variables.load[backup.person, backup.period]
    overlap = backed(variables, backup).times(-100 * role.backup_fte)
    return Linear.total((load, overlap))


def _critical_load(variables: Variables, person: str, period: int) -> Linear:
    scenario = variables.scenario
    effort = scenario.staff[person].effort_for
    return Linear.total(
        variables.share[cell].times(effort(cell.role) * scenario.rules.step)
        for cell in variables.held_by(person, period)
        if is_critical(scenario.roles[cell.role])
    )


def _take_over(variables: Variables, goal: Goal) -> None:
    """Others could take all critical work of someone over, all of it at the same time.

    Hours are given out once, so it asks for more than the finder, which gives a lower bound.
    """
    scenario, t, builder = variables.scenario, goal.period, variables.builder
    step, taken = scenario.rules.step, dict[str, list[Linear]]()
    for own in variables.held_by(goal.person, t):
        role = scenario.roles[own.role]
        if not is_critical(role):
            continue
        parts = []
        for who, may in _helpers(variables, role, goal):
            part = builder.integer(0, role.demand[t], "stands-in", role.id, who, t)
            allowed = Linear.total((Linear.of(part), may.times(-role.demand[t])))
            builder.at_most(allowed, 0, "stands-in-if", role.id, who, t)
            parts.append(Linear.of(part))
            effort = scenario.staff[who].effort_for(role.id)
            taken.setdefault(who, []).append(Linear.of(part, effort))
        rest = Linear.total((*parts, variables.share[own].times(-step)))
        builder.at_least(rest, 0, "stands-in-for-all", role.id, goal.person, t)
    for who, parts in taken.items():
        most = (100 + scenario.rules.stretch) * scenario.staff[who].available[t]
        load = Linear.total((*parts, _critical_load(variables, who, t)))
        builder.at_most(load, most, "stands-in-hours", who, goal.person, t)


def _helpers(variables: Variables, role: Role, goal: Goal) -> Iterator[tuple[str, Linear]]:
    """Everyone who may stand in, with a form that is 1 where that person carries the role."""
    people = dict.fromkeys(
        cell.person
        for cell in (
            *variables.holders_of(role.id, goal.period),
            *variables.backups_of(role.id, goal.period),
        )
        if cell.person != goal.person
    )
    for who in people:
        cell = Cell(role.id, who, goal.period)
        ready = all_of(
            variables, (backed(variables, cell), learned(variables, cell)), "ready", cell
        )
        yield who, Linear.total((held(variables, cell), ready))


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
    Measure.SUCCESSORS: _be_prepared,
    Measure.HOURS: _find_hours,
    Measure.TAKEN_OVER: _take_over,
}
