"""Small edits of a scenario, drawn at random: what a planner changes after a plan is made.

Each is the text of an overlay. Targets come from the plan (who holds what) and from the scenario
(who could), so that an edit matters; whether it leaves a plan possible is not looked at here.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.text import fte

#: How many edits of each kind make a full turn of twenty.
TURN = (
    *("pin", "forbid", "more fte", "less fte", "more demand", "less demand", "leaves") * 2,
    *("pin", "forbid", "role ends", "pin", "leaves", "role ends"),
)
#: What an fte changes by, in hundredths.
STEPS = (10, 15, 20)
#: A demand stays at least this, in hundredths.
LEAST_DEMAND = 20


@dataclass(frozen=True, slots=True)
class Edit:
    """One small edit.

    Attributes:
        words: What is changed, ids only.
        body: The lines of the overlay below `extends`.
    """

    kind: str
    words: str
    body: str

    def overlay(self, base: Path) -> str:
        """The text of an overlay on a scenario file."""
        return f"format: 1\nextends: {base}\n{self.body}\n"


def draw(kind: str, scenario: Scenario, plan: Assignment, rng: random.Random) -> Edit:
    """Draw one edit of a kind."""
    words, body = _DRAWS[kind](case_of(scenario, plan), rng)
    return Edit(kind, words, body)


Draw = Callable[[Case, random.Random], tuple[str, str]]


def _pin(case: Case, rng: random.Random) -> tuple[str, str]:
    """Somebody who could hold a role, and does not, has to hold it in one later period."""
    choices = [
        (person.id, role.id, t)
        for role in _roles(case)
        for t in role.active
        if t > 0
        for person in case.scenario.staff.values()
        if not person.vacancy
        and case.could_hold(person.id, role, t)
        and not case.assignment.share(role.id, person.id, t)
    ]
    person, role, t = rng.choice(choices)
    first, after = _month(case, t), _month(case, t + 1)
    return (
        f"{person} holds {role} in {first}",
        f"pins+: [{{person: {person}, role: {role}, from: {first}, until: {after}}}]",
    )


def _forbid(case: Case, rng: random.Random) -> tuple[str, str]:
    """Somebody may no longer carry what the plan gives to them, from a period on."""
    held = sorted((cell.person.id, cell.role.id, cell.period) for cell in case.held)
    person, role, t = rng.choice(held)
    return (
        f"{person} no longer {role} from {_month(case, t)}",
        f"forbid+: [{{person: {person}, role: {role}, from: {_month(case, t)}}}]",
    )


def _fte(sign: int) -> Draw:
    """Somebody works more, or less, from the first period on."""

    def drawn(case: Case, rng: random.Random) -> tuple[str, str]:
        change = rng.choice(STEPS)
        people = [p for p in _people(case) if 30 <= p.fte + sign * change <= 100]
        person = rng.choice(people)
        new = fte(person.fte + sign * change)
        return (
            f"{person.id} {fte(person.fte)} → {new} fte",
            f"staff: {{{person.id}: {{fte: {new}}}}}",
        )

    return drawn


def _demand(sign: int) -> Draw:
    """A role asks more, or less, in all its periods."""

    def drawn(case: Case, rng: random.Random) -> tuple[str, str]:
        change = rng.choice(STEPS)
        roles = [
            role
            for role in _roles(case)
            if max(role.demand) + sign * change >= max(LEAST_DEMAND, role.share)
        ]
        role = rng.choice(roles)
        old = max(role.demand)
        new: Decimal = fte(old + sign * change)
        return f"{role.id} {fte(old)} → {new} fte", f"roles: {{{role.id}: {{fte: {new}}}}}"

    return drawn


def _leaves(case: Case, rng: random.Random) -> tuple[str, str]:
    """Somebody goes out of service in the second period or later."""
    people = [p for p in _people(case) if p.service.end is None and all(p.available)]
    person = rng.choice(people)
    month = _month(case, rng.choice(case.scenario.periods[1:]))
    return f"{person.id} leaves in {month}", f"staff: {{{person.id}: {{until: {month}}}}}"


def _ends(case: Case, rng: random.Random) -> tuple[str, str]:
    """A role ends in the second period or later."""
    roles = [role for role in _roles(case) if len(role.active) == case.scenario.horizon.count]
    role = rng.choice(roles)
    month = _month(case, rng.choice(case.scenario.periods[1:]))
    return f"{role.id} ends in {month}", f"roles: {{{role.id}: {{until: {month}}}}}"


def _people(case: Case) -> list[Person]:
    return [person for person in case.scenario.staff.values() if not person.vacancy]


def _roles(case: Case) -> list[Role]:
    return [role for role in case.scenario.roles.values() if role.post is None and role.active]


def _month(case: Case, period: int) -> str:
    return str(case.scenario.horizon.period_start(period))


_DRAWS: dict[str, Draw] = {
    "pin": _pin,
    "forbid": _forbid,
    "more fte": _fte(1),
    "less fte": _fte(-1),
    "more demand": _demand(1),
    "less demand": _demand(-1),
    "leaves": _leaves,
    "role ends": _ends,
}
