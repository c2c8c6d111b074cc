"""Exhaustive search that knows the rules only through the checker.

It lists every placement, then every way to fill each role (holders in steps, backups up to the
count), role by role. A rule that can only get worse by adding roles is asked of the checker on the
way, so that hopeless branches end early; the complete assignment is judged by all rules.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rollenplanner.domain.check import CHECKS, check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Role, Scenario

#: Adding another role never mends a violation of these.
MONOTONE = (
    RuleId.CAPACITY,
    RuleId.HOLDERS,
    RuleId.ELIGIBLE,
    RuleId.BACKUP_ELIGIBLE,
    RuleId.MAX_ROLES,
    RuleId.MAX_BACKUPS,
    RuleId.INCOMPATIBLE,
    RuleId.IN_SERVICE,
    RuleId.OWN_CLUSTER,
    RuleId.FORBID,
)

Filling = tuple[dict[str, tuple[int, ...]], dict[str, tuple[bool, ...]]]


def placements(scenario: Scenario) -> Iterator[dict[str, Placed]]:
    """Every way to place everyone, those that break a placement rule left out."""
    options: list[list[Placed | None]] = []
    for _ in scenario.staff:
        places: list[Placed | None] = [
            Placed(function, cluster)
            for function in scenario.functions
            for cluster in scenario.clusters
        ]
        options.append([*places, None])
    empty: dict[str, dict[str, tuple[int, ...]]] = {}
    for choice in itertools.product(*options):
        placed = {p: c for p, c in zip(scenario.staff, choice, strict=True) if c is not None}
        if not any(CHECKS[RuleId.PLACEMENT](scenario, Assignment(placed, empty, {}))):
            yield placed


def _vectors(people: list[str], total: int, step: int) -> Iterator[dict[str, int]]:
    """Every division of at most `total` hundredths over people in steps."""
    if not people:
        yield {}
        return
    for share in range(0, total + 1, step):
        for rest in _vectors(people[1:], total - share, step):
            yield {people[0]: share, **rest} if share else rest


def pinned_backups(scenario: Scenario, role: str) -> int:
    """How many people are pinned as backup of a role; a plan lists these beside any count."""
    return len({p.person for p in scenario.pins if p.kind == "backup" and role in p.targets})


def fillings(scenario: Scenario, role: Role) -> Iterator[Filling]:
    """Every way to fill a role in the one period."""
    people = list(scenario.staff)
    if not role.demand[0]:
        yield {}, {}
        return
    most = max(role.backups, pinned_backups(scenario, role.id))
    for shares in _vectors(people, role.demand[0], scenario.rules.step):
        others = [p for p in people if p not in shares]
        for count in range(min(most, len(others)) + 1):
            for chosen in itertools.combinations(others, count):
                yield {p: (x,) for p, x in shares.items()}, dict.fromkeys(chosen, (True,))


def _grow(
    scenario: Scenario, placed: dict[str, Placed], options: list[tuple[str, list[Filling]]]
) -> Iterator[Assignment]:
    stack: list[dict[str, Filling]] = [{}]
    while stack:
        done = stack.pop()
        if len(done) == len(options):
            yield _assignment(placed, done)
            continue
        role, ways = options[len(done)]
        for way in ways:
            grown = {**done, role: way}
            if not _hopeless(scenario, _assignment(placed, grown)):
                stack.append(grown)


def _assignment(placed: dict[str, Placed], done: dict[str, Filling]) -> Assignment:
    return Assignment(
        placed,
        {role: holders for role, (holders, _) in done.items() if holders},
        {role: backups for role, (_, backups) in done.items() if backups},
    )


def _hopeless(scenario: Scenario, assignment: Assignment) -> bool:
    return any(any(True for _ in CHECKS[rule](scenario, assignment)) for rule in MONOTONE)


def best(scenario: Scenario) -> tuple[int, ...] | None:
    """The lexicographic optimum in units per level, or None when no plan obeys the rules."""
    optimum: tuple[int, ...] | None = None
    for assignment in candidates(scenario):
        if any(True for _ in check_all(scenario, assignment)):
            continue
        values = tuple(level_values(scenario, measure(scenario, assignment)))
        if optimum is None or values < optimum:
            optimum = values
    return optimum


def candidates(scenario: Scenario) -> Iterator[Assignment]:
    """Every assignment that breaks no rule which more roles cannot mend."""
    for placed in placements(scenario):
        options = [
            (
                role.id,
                [
                    way
                    for way in fillings(scenario, role)
                    if not _hopeless(scenario, _assignment(placed, {role.id: way}))
                ],
            )
            for role in scenario.roles.values()
        ]
        yield from _grow(scenario, placed, options)
