"""The rule about how long a role is held in a row (minimum and maximum up times).

"In a row" counts active periods only; the end of the horizon cuts nothing short.
"""

from __future__ import annotations

from dataclasses import dataclass

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.over_time import ALWAYS, held, takeover
from rollenplanner.solver.variables import Variables


@dataclass(frozen=True, slots=True)
class _Track:
    """One person and one role with a term, over the role's active periods.

    Attributes:
        more: Active periods that a term from before the start may still take; None if there is no
            such term.
        due: Active periods that it still has to take.
        free: Places among the active periods at which leaving early is excused.
    """

    role: Role
    person: Person
    cells: tuple[Cell, ...]
    more: int | None
    due: int
    free: frozenset[int]

    def last_free(self, place: int) -> int | None:
        """The last excuse before a place, or None."""
        return max((each for each in self.free if each < place), default=None)


def held_long_enough(variables: Variables) -> None:
    """term: at least `min` active periods in a row (Rajan and Takriti 2005), unless excused."""
    for track in _tracks(variables):
        least = track.role.term.min if track.role.term else None
        if least is not None:
            for place in range(len(track.cells)):
                if place not in track.free:
                    _go_on_since_before(variables, track, place)
                    _go_on(variables, track, place, least)


def held_no_longer(variables: Variables) -> None:
    """term: at most `max` active periods in a row, a term from before the start what is left."""
    for track in _tracks(variables):
        longest = track.role.term.max if track.role.term else None
        if longest is not None:
            if track.more is not None:
                _stop(variables, track, 0, track.more)
            for first in range(0 if track.more is None else 1, len(track.cells) - longest):
                _stop(variables, track, first, longest)


def _tracks(variables: Variables) -> list[_Track]:
    facts = facts_of(variables.scenario)
    tenure = Tenure(facts)
    order = facts.order
    could: dict[str, set[str]] = {}
    for cell in variables.holds:
        could.setdefault(cell.role, set()).add(cell.person)
    found = []
    for role in variables.scenario.roles.values():
        binds = role.term and len(variables.scenario.periods) > 1 and role.active
        if binds and role.id not in variables.eligibility.silent:
            # Nobody else has a cell of the role, or a term from before the start.
            people = could.get(role.id, set()).union(facts.present_holders.get(role.id, ()))
            found += [
                _track(tenure, role, variables.scenario.staff[person])
                for person in sorted(people, key=order.__getitem__)
            ]
    holds = variables.holds
    return [each for each in found if each.due or any(cell in holds for cell in each.cells)]


def _track(tenure: Tenure, role: Role, person: Person) -> _Track:
    cells = tuple(Cell(role.id, person.id, t) for t in role.active)
    free = {
        place
        for place, (last, left) in enumerate(zip(role.active, role.active[1:], strict=False), 1)
        if person.available[left] < person.available[last] or role.demand[left] < role.demand[last]
    }
    if not tenure.holds_on(person, role):
        return _Track(role, person, cells, None, 0, frozenset(free))
    if tenure.released(person, role, role.active[0]):
        free.add(0)
    bounds, served = role.term, tenure.served(person, role)
    longest = bounds.max if bounds else None
    least = bounds.min if bounds else None
    more = len(cells) if longest is None else tenure.more_allowed(person, role, longest)
    due = 0 if least is None or served is None else max(0, least - served)
    return _Track(role, person, cells, more, due, frozenset(free))


def _go_on_since_before(variables: Variables, track: _Track, place: int) -> None:
    """A term from before the start goes on until its minimum is served."""
    if place < track.due:
        excuse = track.last_free(place)
        # Held at the last excuse, by this term or by a younger one: either has to go on.
        going = ALWAYS if excuse is None else held(variables, track.cells[excuse])
        _follows(variables, track, place, going, "term-goes-on")


def _go_on(variables: Variables, track: _Track, place: int, least: int) -> None:
    """Who began within the last periods, and was not excused since, holds on."""
    excuse = track.last_free(place)
    unexcused = max(0, place - least + 1, 0 if excuse is None else excuse)
    begun = Linear.total(_start(variables, track, each) for each in range(unexcused, place))
    _follows(variables, track, place, begun, "term-least")
    if excuse is None:
        return
    for early in range(max(0, place - least + 1), excuse):
        # Excused once, yet stayed: the minimum binds on.
        stayed = held(variables, track.cells[excuse]).plus(-1)
        both = Linear.total((_start(variables, track, early), stayed))
        _follows(variables, track, place, both, "term-least")


def _follows(variables: Variables, track: _Track, place: int, going: Linear, name: str) -> None:
    """Require the cell at a place to be held wherever a form is 1."""
    rest = Linear.total((held(variables, track.cells[place]), going.times(-1)))
    variables.builder.at_least(rest, 0, name, *track.cells[place])


def _start(variables: Variables, track: _Track, place: int) -> Linear:
    """At least 1 where a term begins; one that runs since before the start does not begin."""
    if place:
        return takeover(variables, track.cells[place])
    return Linear() if track.more is not None else held(variables, track.cells[0])


def _stop(variables: Variables, track: _Track, first: int, longest: int) -> None:
    """Never more than so many periods in a row from a place on."""
    window = track.cells[first : first + longest + 1]
    if len(window) > longest:
        row = Linear.total(held(variables, each) for each in window)
        if first and track.more is not None and track.more > longest:
            # A long handover stretches the old term beyond the maximum; younger terms not.
            row = Linear.total((row, held(variables, track.cells[first - 1]).times(-1)))
        variables.builder.at_most(row, longest, "term-most", *window[0])
