"""A variant of the Ommen example in the making: its content, and who could do what in it."""

from __future__ import annotations

import copy
import random
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Content = dict[str, Any]
"""A scenario, or a part of it, as plain data in the format of design section 3."""

LEVELS = "DCBA"


class Draft:
    """Content that is being drawn anew, beside the content that it started from."""

    def __init__(self, original: Content, profiles: Mapping[str, Content], seed: str) -> None:
        """Start from the original.

        Args:
            original: Content of the scenario; stays untouched.
            profiles: Competences that the norm of a role or module asks, by its id.
            seed: Whatever this draft is to depend on, and nothing else.
        """
        self.original = original
        self.data: Content = copy.deepcopy(original)
        self.profiles = profiles
        self.rng = random.Random(seed)

    @property
    def roles(self) -> Content:
        """The roles by id."""
        roles: Content = self.data["roles"]
        return roles

    @property
    def staff(self) -> Content:
        """The people by id."""
        staff: Content = self.data["staff"]
        return staff

    def by_function(self) -> dict[str, list[str]]:
        """The people of each function."""
        people: dict[str, list[str]] = defaultdict(list)
        for person, content in self.staff.items():
            people[content["function"]].append(person)
        return people

    def original_able(self, role: str) -> list[str]:
        """People who could hold a role in the original."""
        return Draft(self.original, self.profiles, "").able(role)

    def pinned(self) -> set[str]:
        """Roles that someone is pinned to."""
        return {pin["role"] for pin in self.data.get("pins", []) if "role" in pin}

    def pinned_to(self, role: str) -> list[str]:
        """Who is pinned to a role."""
        pins = self.data.get("pins", [])
        return [pin["person"] for pin in pins if pin.get("role") == role]

    def demand_of(self, role: str) -> int:
        """Demand of a role in hundredths of fte."""
        return hundredths(self.roles[role]["fte"])

    def able(self, role: str) -> list[str]:
        """People whom a role admits and who meet it."""
        return [person for person in self.staff if self.is_able(person, role)]

    def is_able(self, person: str, role: str) -> bool:
        """Whether a role admits someone who meets all that it asks."""
        fits = self.admits(role, person) and self.is_expert(person, role)
        return fits and self.has(person, self.asked_of(role))

    def has(self, person: str, asked: Content) -> bool:
        """Whether someone has competences at the asked levels."""
        record = self.staff[person]["competences"]
        return all(meets(record.get(competence), level) for competence, level in asked.items())

    def asked_of(self, role: str) -> Content:
        """Competences that a role asks, its norm's included."""
        return {**self.profiles.get(role, {}), **self.roles[role].get("competences", {})}

    def is_expert(self, person: str, role: str) -> bool:
        """Whether someone has the expertise that a role asks."""
        known = self.staff[person].get("expertise", {})
        asked: Content = self.roles[role].get("expertise", {})
        return all(known.get(field, 0) >= grade for field, grade in asked.items())

    def admits(self, role: str, person: str) -> bool:
        """Whether a role is open to someone's function and not forbidden to them."""
        function = self.staff[person]["function"]
        if any(each == {"person": person, "role": role} for each in self.data.get("forbid", [])):
            return False
        if "functions" in self.roles[role]:
            return function in self.roles[role]["functions"]
        return not self.data["functions"][function].get("management", False)

    def grant(self, person: str, role: str) -> None:
        """Give someone exactly what a role asks and they lack."""
        record = self.staff[person]
        for competence, level in self.asked_of(role).items():
            if not meets(record["competences"].get(competence), level):
                record["competences"][competence] = level
        expertise = record.setdefault("expertise", {})
        for field, grade in self.roles[role].get("expertise", {}).items():
            expertise[field] = max(grade, expertise.get(field, 0))

    def thicken(self, times: int) -> None:
        """So often grant someone the competences that one role asks; expertise stays."""
        for _ in range(times):
            role = self.rng.choice(list(self.roles))
            lacking = [
                person
                for person in self.staff
                if self.admits(role, person)
                and self.is_expert(person, role)
                and not self.is_able(person, role)
            ]
            if lacking:
                self.grant(self.rng.choice(lacking), role)


def meets(recorded: Any, asked: str) -> bool:
    """Whether a record meets an asked level, or is heavier (design section 2)."""
    if recorded is None or asked == "any":
        return recorded is not None
    levels = recorded if isinstance(recorded, list) else [recorded]
    return any(each in LEVELS and LEVELS.index(each) >= LEVELS.index(asked) for each in levels)


def hundredths(fte: Decimal | int) -> int:
    """Fte as a file states it, in hundredths."""
    return int(Decimal(fte) * 100)


def number(fte: int) -> Decimal:
    """Hundredths of fte as a file states them."""
    return Decimal(fte).scaleb(-2).normalize()
