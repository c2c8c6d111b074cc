"""How fragile people, roles and clusters are: every absence of one person (design section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rollenplanner.domain.redeployment import Loss, lost_of
from rollenplanner.domain.standing_in import Board, Reach, is_critical
from rollenplanner.domain.stressed import Absence, Fragility, RoleFragility
from rollenplanner.stress.trials import Found, Trials


def fragility(trials: Trials, alone: Sequence[Absence]) -> Fragility:
    """The fragility that follows from absences of one person each, however many are known.

    A role loses what it loses at most in a redeployment that is as good as the best one: where
    two roles need the same person, either can be the one that is left.
    """
    roles: dict[str, RoleFragility] = {}
    for absence in alone:
        (person,) = absence.people
        for role, lost in _roles_lost(trials, person):
            if role not in roles or lost > roles[role].lost:
                roles[role] = RoleFragility(role, lost, person)
    ordered = sorted(roles.values(), key=lambda each: _rank(trials, each))
    people = {absence.people[0]: absence.loss for absence in alone}
    return Fragility(people, tuple(ordered), _clusters(trials, ordered))


def _rank(trials: Trials, role: RoleFragility) -> tuple[bool, int, int]:
    """Critical roles first, then the largest loss, then the order of the scenario."""
    roles = trials.case.scenario.roles
    return (not is_critical(roles[role.role]), -role.lost, list(roles).index(role.role))


def _clusters(trials: Trials, roles: Iterable[RoleFragility]) -> dict[str, Loss]:
    """The sum over the roles of each cluster, critical and other."""
    scenario = trials.case.scenario
    found = dict.fromkeys(scenario.clusters, Loss())
    for each in roles:
        role = scenario.roles[each.role]
        was = found[role.cluster]
        found[role.cluster] = (
            Loss(was.critical + each.lost, was.other)
            if is_critical(role)
            else Loss(was.critical, was.other + each.lost)
        )
    return found


def _roles_lost(trials: Trials, person: str) -> Iterable[tuple[str, int]]:
    """What each role loses at most, in any period, when someone is absent alone."""
    absent = frozenset((person,))
    for board in trials.boards:
        found = trials.in_period(board, absent)
        if found is not None and found.loss > Loss():
            yield from _in_period(trials, board, found)


def _in_period(trials: Trials, board: Board, found: Found) -> Iterable[tuple[str, int]]:
    redeployment = found.redeployment
    lost = lost_of(trials.case, redeployment)
    for part in board.parts(redeployment.absent):
        for role, most in _could_lose(board, found, part, lost).items():
            now = lost.get(role, 0)
            if most > now:
                answer = trials.searches.most_lost(
                    board, redeployment.absent, part, role, redeployment.changes
                )
                now = now if answer is None else answer
            if now:
                yield role, now


def _could_lose(board: Board, found: Found, part: Reach, lost: Mapping[str, int]) -> dict[str, int]:
    """Hundredths that each role of a part loses at most in a redeployment as good as this one.

    All of these put down as little as this one does; where that is nothing, a role loses only what
    fell away.
    """
    redeployment, works = found.redeployment, board.works
    gone = board.gone(redeployment.absent)
    puts_down = any(
        share < board.seats[person][role].before
        for role, person, share in redeployment.changed
        if role in part.roles
    )
    here = part.roles & works.keys()
    total = {
        critical: sum(lost.get(role, 0) for role in here if works[role].critical == critical)
        for critical in (True, False)
    }
    return {
        role: min(
            total[works[role].critical],
            works[role].before if puts_down and not works[role].critical else gone.get(role, 0),
        )
        for role in sorted(here)
    }
