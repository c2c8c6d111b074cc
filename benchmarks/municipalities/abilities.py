"""Who can do what: expertise is handed out until people can do as much as the density asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from benchmarks.municipalities.organisation import Town
from benchmarks.ommen_draft import LEVELS, Content

SPREAD = 0.25
"""How far one person's number of roles lies from the average, as a part of it."""
LEARNER = 0.25
"""How often a field is known one grade short, where people can learn."""
DENSE = 15
"""From here on two people of its own cluster can hold each role to begin with; below, one."""


class Abilities:
    """Which roles are open to whom, and how far each person falls short."""

    def __init__(self, town: Town) -> None:
        """Look up which roles admit which person; nobody knows anything yet."""
        self.town = town
        self.roles = town.draft.roles
        self.gap = 1 if "learning" in town.draft.data["rules"] else 0
        by_function: dict[str, list[str]] = defaultdict(list)
        for role, content in self.roles.items():
            for function in content["functions"]:
                by_function[function].append(role)
        self.open = {
            person: [role for role in by_function[content["function"]] if self._near(role, content)]
            for person, content in town.draft.staff.items()
        }
        self.admitted: dict[str, list[str]] = defaultdict(list)
        for person, roles in self.open.items():
            for role in roles:
                self.admitted[role].append(person)

    def _near(self, role: str, person: Content) -> bool:
        own = self.roles[role].get("own_cluster")
        return not own or self.roles[role]["cluster"] == person["cluster"]

    def steps(self, person: str, role: str) -> int:
        """Steps that a person falls short of a role."""
        record, asked = self.town.draft.staff[person], self.roles[role]
        levels: Content = asked.get("competences", {})
        grades: Content = asked["expertise"]
        short = sum(_short(record["competences"].get(each), levels[each]) for each in levels)
        for field, grade in grades.items():
            short += max(0, int(grade) - int(record["expertise"].get(field, 0)))
        return short

    def can_hold(self, person: str, role: str) -> bool:
        """Whether someone to whom a role is open meets it."""
        return self.steps(person, role) == 0

    def held_or_backed(self, person: str) -> list[str]:
        """Roles that a person could hold or back up."""
        return [role for role in self.open[person] if self.steps(person, role) <= self.gap]


def _short(recorded: Any, asked: str) -> int:
    if recorded is None or asked == "any":
        return int(recorded is None) if asked == "any" else LEVELS.index(asked) + 1
    known = recorded if isinstance(recorded, list) else [recorded]
    heaviest = max((LEVELS.index(each) for each in known if each in LEVELS), default=-1)
    steps: int = LEVELS.index(asked) - heaviest
    return max(0, steps)


def hand_out(town: Town, abilities: Abilities) -> None:
    """Give people expertise until the asked density is reached.

    Raises:
        ValueError: More roles per person are asked than are open to people.
    """
    reach = sum(map(len, abilities.open.values())) / len(abilities.open)
    if town.shape.density > 0.8 * reach:
        raise ValueError(f"density {town.shape.density:g} asked; {reach:.0f} roles are open")
    _train_specialists(town, abilities)
    surplus = 0.0
    for person in town.draft.staff:
        spread = 1 + SPREAD * (2 * town.draft.rng.random() - 1)
        target = town.shape.density * spread - surplus
        surplus = _teach(town, abilities, person, target) - target


def _train_specialists(town: Town, abilities: Abilities) -> None:
    """Let each role be met by someone, of its own cluster where that is possible."""
    trained: dict[str, int] = defaultdict(int)
    wanted = 2 if town.shape.density >= DENSE else 1
    for role, content in town.draft.roles.items():
        admitted = town.draft.rng.sample(abilities.admitted[role], len(abilities.admitted[role]))
        away = {p for p in admitted if town.draft.staff[p]["cluster"] != content["cluster"]}
        for person in sorted(admitted, key=lambda p: (p in away, trained[p]))[:wanted]:
            town.draft.grant(person, role)
            trained[person] += 1


def _teach(town: Town, abilities: Abilities, person: str, target: float) -> int:
    """Add fields of expertise one by one; returns how many roles the person could carry then."""
    rng, known = town.draft.rng, town.draft.staff[person]["expertise"]
    reached = len(abilities.held_or_backed(person))
    for field in _order_of_fields(town, person):
        if reached >= target:
            return reached
        before = known.get(field, 0)
        grade = 1 if abilities.gap and rng.random() < LEARNER else rng.choice((2, 3))
        known[field] = max(before, grade)
        now = len(abilities.held_or_backed(person))
        if now - target > target - reached:
            _set_back(known, field, before)
            return reached
        reached = now
    return _coach(town, abilities, person, target)


def _order_of_fields(town: Town, person: str) -> Sequence[str]:
    """Half of what the own cluster does, then everything in any order."""
    near = town.cluster_of[person].fields
    own = town.draft.rng.sample(near, len(near) // 2)
    rest = [field for field in town.fields if field not in own]
    return [*own, *town.draft.rng.sample(rest, len(rest))]


def _set_back(known: Content, field: str, grade: int) -> None:
    known[field] = grade
    if not grade:
        del known[field]


def _coach(town: Town, abilities: Abilities, person: str, target: float) -> int:
    """Where expertise alone is not enough: what single roles ask, competences included."""
    roles = town.draft.rng.sample(abilities.open[person], len(abilities.open[person]))
    for role in roles:
        if len(abilities.held_or_backed(person)) >= target:
            break
        town.draft.grant(person, role)
    return len(abilities.held_or_backed(person))
