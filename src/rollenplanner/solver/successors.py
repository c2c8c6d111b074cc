"""The goal that somebody is prepared when a hold ends, by its term or by leaving the service."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.clashes.goals import Goal
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.over_time import ALWAYS, NEVER, all_of, backed, held, learned
from rollenplanner.solver.variables import Variables

#: The period before the first.
_PRESENT = -1


def serves(variables: Variables, person: str, period: int) -> bool:
    """Whether someone serves in a period, also in one beyond the horizon."""
    scenario = variables.scenario
    if period < scenario.horizon.count:
        return facts_of(scenario).serves(person, period)
    return scenario.horizon.covers(scenario.staff[person].service, period)


def be_prepared(variables: Variables, goal: Goal) -> None:
    """Whoever holds to the end of a term, or of service, leaves a backup who is prepared.

    Other holders who go on would do as well, but are not counted.
    """
    role, last = variables.scenario.roles[goal.role], goal.period
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
        if not serves(variables, who, after):
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
