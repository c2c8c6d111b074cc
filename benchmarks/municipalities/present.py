"""The present state, fragile on purpose, and what people wish, need and may not do."""

from __future__ import annotations

from benchmarks.municipalities.abilities import Abilities
from benchmarks.municipalities.organisation import Town
from benchmarks.municipalities.shape import STEP
from benchmarks.ommen_draft import hundredths, number

MOST_CARRIED = 4
OUT_OF_DEPTH = 0.04
"""Part of the present holders who fall short of their role."""
BACKED_NOW, UNABLE_BACKUP = 0.55, 0.2
"""Part of the asked backups there are at present, and how many of those could not step in."""
COORDINATED = 0.8
WITH_EFFORT = 0.15
EFFORTS = (80, 85, 90, 90, 110, 120)
FORBIDDEN = 0.02
LONGEST_SINCE = 16


def draw_present(town: Town, abilities: Abilities) -> None:
    """Who holds and backs up what at present; some work is left undone."""
    drawn = _Present(town, abilities)
    drawn.posts()
    for role in town.draft.rng.sample(list(town.draft.roles), len(town.draft.roles)):
        drawn.hold(role)
    drawn.backups()


class _Present:
    """One draw; keeps the room that everyone has left, in hundredths of fte."""

    def __init__(self, town: Town, abilities: Abilities) -> None:
        self.town, self.abilities, self.rng = town, abilities, town.draft.rng
        self.staff = town.draft.staff
        here = {p: each for p, each in self.staff.items() if "vacancy" not in each}
        self.room = {p: hundredths(each["fte"]) for p, each in here.items()}
        roles = list(town.draft.roles)
        self.vacant = set(self.rng.sample(roles, round(len(roles) * town.shape.regime.vacant)))
        self.clashes = [set(each["roles"]) for each in town.draft.data["incompatible"]]

    def posts(self) -> None:
        """Most clusters have somebody who coordinates them."""
        module = self.town.draft.data["modules"]["coordinatie"]
        asked = self.town.draft.profiles["coordinatie"]
        for cluster in module["clusters"]:
            fit = [
                person
                for person in self.room
                if self.staff[person]["cluster"] == cluster
                and self.staff[person]["function"] in module["functions"]
                and self.town.draft.has(person, asked)
            ]
            post = hundredths(module["fte"])
            fit = [person for person in fit if self.room[person] >= post]
            if fit and self.town.chance(COORDINATED):
                self._take(self.rng.choice(fit), f"coordinatie@{cluster}", post)

    def hold(self, role: str) -> None:
        """Spread a role over as many people as it admits, its own cluster first."""
        content = self.town.draft.roles[role]
        if "from" in content or role in self.vacant:
            return
        left, holders = hundredths(content["fte"]), content["holders"]
        least, most = hundredths(holders["share"]), holders["max"]
        for person in self._near(role, able=not self.town.chance(OUT_OF_DEPTH)):
            share = min(left, self.room[person] // STEP * STEP)
            if 0 < left - share < least:
                share = left - least
            if share < least or self._busy(person, role):
                continue
            self._take(person, role, share)
            left, most = left - share, most - 1
            if left <= 0 or not most:
                return

    def _near(self, role: str, *, able: bool) -> list[str]:
        """People to whom a role is open, and who meet it or do not; its own cluster first."""
        found = [
            person
            for person in self.abilities.admitted[role]
            if person in self.room and self.abilities.can_hold(person, role) is able
        ]
        self.rng.shuffle(found)
        home = self.town.draft.roles[role]["cluster"]
        return sorted(found, key=lambda person: self.staff[person]["cluster"] != home)

    def _busy(self, person: str, role: str) -> bool:
        carried = {*self.staff[person].get("roles", {}), *self.staff[person].get("backups", [])}
        clash = any(role in pair and carried & pair for pair in self.clashes)
        return clash or role in carried or len(carried) >= MOST_CARRIED

    def _take(self, person: str, role: str, fte: int) -> None:
        self.room[person] -= fte
        since = self.town.shape.month(-self.rng.randint(1, LONGEST_SINCE))
        held = {"fte": number(fte), "since": since}
        self.staff[person].setdefault("roles", {})[role] = held

    def backups(self) -> None:
        """About half of what is asked; some of them could not step in."""
        for role, content in self.town.draft.roles.items():
            asked = content.get("backups", {}).get("count", 0)
            for _ in range(0 if "from" in content else asked):
                if self.town.chance(BACKED_NOW):
                    self._back_up(role, able=not self.town.chance(UNABLE_BACKUP))

    def _back_up(self, role: str, *, able: bool) -> None:
        for person in self._near(role, able=able)[:10]:
            if not self._busy(person, role):
                self.staff[person].setdefault("backups", []).append(role)
                return


def draw_persons(town: Town, abilities: Abilities) -> None:
    """Wishes, effort and a few prohibitions."""
    draft = town.draft
    for person, content in draft.staff.items():
        if "vacancy" in content:
            continue
        able = [role for role in abilities.open[person] if abilities.can_hold(person, role)]
        wished = draft.rng.sample(able, min(len(able), draft.rng.randint(1, 3)))
        wishes = {role: draft.rng.randint(1, 3) for role in wished}
        shunned = [role for role in able if role not in wishes]
        for role in draft.rng.sample(shunned, min(len(shunned), draft.rng.randint(0, 2))):
            wishes[role] = -draft.rng.randint(1, 3)
        if wishes:
            content["wishes"] = {"roles": wishes}
        if able and town.chance(WITH_EFFORT):
            effort = number(draft.rng.choice(EFFORTS))
            content["effort"] = {draft.rng.choice(able): effort}
        free = [role for role in able if role not in content.get("roles", {})]
        if free and town.chance(FORBIDDEN):
            ban = {"person": person, "role": draft.rng.choice(free)}
            if ban["role"] not in content.get("backups", []):
                draft.data["forbid"].append(ban)
