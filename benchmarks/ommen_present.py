"""Draws the present state of a variant of Ommen: able hands near by, with holes and thin backup."""

from __future__ import annotations

from collections import Counter

from benchmarks.ommen_draft import Draft, hundredths, number

MOST_ROLES = 4
"""Roles that one person holds at present, at most."""
HOLES = (20, 30, 40, 60)
"""Sizes of what is uncovered at present, in hundredths of fte."""
PREPARED_CRITICAL, PREPARED = 0.35, 0.8
"""How often a present backup could step in, of critical and of other roles."""


def draw_present(draft: Draft) -> None:
    """Draw anew who holds and who backs up what at present."""
    for person in draft.staff.values():
        person.pop("roles", None)
        person.pop("backups", None)
    drawn = _Present(draft)
    drawn.posts()
    holes = drawn.holes()
    for role in sorted(draft.roles, key=lambda role: (len(draft.able(role)), role)):
        drawn.hold(role, draft.demand_of(role) - holes.get(role, 0))
    drawn.backups()


class _Present:
    """One draw; keeps the room that everyone has left, in hundredths of fte."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rng = draft.rng
        staff = draft.original["staff"].values()
        self.held = [(r, held) for each in staff for r, held in each.get("roles", {}).items()]
        self.backed = [r for each in staff for r in each.get("backups", []) if "@" not in r]
        self.room = {p: hundredths(each["fte"]) for p, each in draft.staff.items()}
        self.dates = [held["since"] for _, held in self.held]

    def posts(self) -> None:
        """The posts that have a holder, held by others of the same cluster."""
        for role, held in self.held:
            module, _, cluster = role.partition("@")
            if cluster:
                functions = self.draft.data["modules"][module]["functions"]
                staff = self.draft.staff.items()
                near = [p for p, each in staff if each["cluster"] == cluster]
                near = [p for p in near if self.draft.staff[p]["function"] in functions]
                self._take(self.rng.choice(near), role, hundredths(held["fte"]))

    def holes(self) -> dict[str, int]:
        """Uncovered demand per role: as much in all as in the original, in other places."""
        held = Counter[str]()
        for role, each in self.held:
            held[role] += hundredths(each["fte"])
        roles = self.draft.original["roles"].items()
        left = sum(max(0, hundredths(content["fte"]) - held[role]) for role, content in roles)
        holes: dict[str, int] = {}
        for role in self.rng.sample(list(self.draft.roles), len(self.draft.roles)):
            if left > 0 and role not in self.draft.pinned():
                holes[role] = min(self.draft.demand_of(role), left, self.rng.choice(HOLES))
                left -= holes[role]
        return holes

    def hold(self, role: str, fte: int) -> None:
        """Spread what is held over as many holders as the role admits, own cluster first."""
        content = self.draft.roles[role]
        least, most = hundredths(content["holders"]["share"]), content["holders"]["max"]
        for person in self._candidates(role)[:20]:
            share = min(fte, self.room[person] // 5 * 5)
            if 0 < fte - share < least:
                share = fte - least
            if share < least or most == 0 or self._busy(person, role):
                continue
            self._take(person, role, share)
            fte -= share
            most -= 1

    def _candidates(self, role: str) -> list[str]:
        pinned = self.draft.pinned_to(role)
        if pinned:
            return pinned
        able = self.draft.able(role)
        self.rng.shuffle(able)
        home = self.draft.roles[role]["cluster"]
        return sorted(able, key=lambda person: self.draft.staff[person]["cluster"] != home)

    def _busy(self, person: str, role: str) -> bool:
        """Whether someone has roles enough, or one that may not go with this one."""
        carried = self.draft.staff[person].get("roles", {})
        return len(carried) >= MOST_ROLES or any(
            role in clash["roles"] and carried.keys() & set(clash["roles"])
            for clash in self.draft.data.get("incompatible", [])
        )

    def _take(self, person: str, role: str, fte: int) -> None:
        self.room[person] -= fte
        held = {"fte": number(fte), "since": self.rng.choice(self.dates)}
        self.draft.staff[person].setdefault("roles", {})[role] = held

    def backups(self) -> None:
        """As many present backups as in the original; some of them could not step in."""
        asked = [role for role, content in self.draft.roles.items() if "backups" in content]
        for role in self.rng.sample(asked, min(len(self.backed), len(asked))):
            content = self.draft.roles[role]
            prepared = PREPARED_CRITICAL if content.get("critical") else PREPARED
            able = self.rng.random() < prepared
            near = [
                person
                for person, each in self.draft.staff.items()
                if each["cluster"] == content["cluster"]
                and self.draft.admits(role, person)
                and self.draft.is_able(person, role) == able
                and role not in each.get("roles", {})
            ]
            if near:
                chosen = self.draft.staff[self.rng.choice(near)]
                chosen.setdefault("backups", []).append(role)
