"""Draws the parts of a variant of Ommen anew, each in place: people, roles, wishes and effort."""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from benchmarks.ommen_draft import LEVELS, Content, Draft, hundredths, number

CONTRACTS = (100, 100, 100, 89, 89, 83, 78, 72, 67, 61, 56, 50, 44)
"""Contracts in hundredths of fte, from 36 hours a week (thrice as likely) down to 16."""
LEAST_CONTRACT = 40
LEAST_DEMAND, MOST_DEMAND = 30, 120
"""Between these (hundredths of fte) demand moves from role to role."""
TRIES = 20_000


def draw_people(draft: Draft) -> None:
    """Contracts, clusters, competences and expertise.

    Whoever is alone in a function keeps competences and expertise: nobody is there to cross with.

    Raises:
        ValueError: A function has a formation that its people cannot share.
    """
    for people in draft.by_function().values():
        total = sum(hundredths(draft.staff[person]["fte"]) for person in people)
        places = [draft.staff[person]["cluster"] for person in people]
        draft.rng.shuffle(places)
        contracts = _split(draft, total, len(people))
        for person, fte, cluster in zip(people, contracts, places, strict=True):
            draft.staff[person] |= {"fte": Decimal(fte).scaleb(-2), "cluster": cluster}
        if len(people) > 1:
            _draw_records(draft, people)


def _split(draft: Draft, total: int, heads: int) -> list[int]:
    """Contracts of so many people that add up to a total in hundredths."""
    for _ in range(TRIES):
        drawn = [draft.rng.choice(CONTRACTS) for _ in range(heads - 1)]
        rest = total - sum(drawn)
        if LEAST_CONTRACT <= rest <= max(CONTRACTS):
            return [*drawn, rest]
    raise ValueError(f"no contracts for {heads} people with {total} hundredths of fte")


def _draw_records(draft: Draft, people: list[str]) -> None:
    """Competences of two colleagues crossed, and the expertise of one of them."""
    source = draft.original["staff"]
    for person in people:
        first, second = (source[donor] for donor in draft.rng.sample(people, 2))
        draft.staff[person] |= {
            "competences": crossed(draft, first["competences"], second["competences"]),
            "expertise": _shifted(draft, first.get("expertise", {})),
        }


def crossed(draft: Draft, first: Content, second: Content) -> Content:
    """Competences from two people at random, now and then a level higher or lower."""
    mixed: Content = {}
    for competence in dict.fromkeys((*first, *second)):
        level = draft.rng.choice((first, second)).get(competence)
        if level is not None:
            mixed[competence] = _nearby(draft, level)
    return mixed


def _nearby(draft: Draft, level: Any) -> Any:
    """The same level as a rule, now and then the one beside it; `any` and lists stay."""
    if isinstance(level, list) or level not in LEVELS or draft.rng.random() > 0.15:
        return level
    place = LEVELS.index(level) + draft.rng.choice((-1, 1))
    return LEVELS[min(max(place, 1), len(LEVELS) - 1)]


def _shifted(draft: Draft, expertise: Content) -> Content:
    """The same grades, about a third of them in another field."""
    staff = draft.original["staff"].values()
    fields = sorted({field for each in staff for field in each.get("expertise", {})})
    shifted: Content = {}
    for field, grade in expertise.items():
        drawn = draft.rng.choice(fields) if draft.rng.random() < 0.35 else field
        shifted[drawn] = max(grade, shifted.get(drawn, 0))
    return shifted


def draw_roles(draft: Draft) -> None:
    """Demand per role, with the same total, and what the roles ask that anyone may hold."""
    free = [role for role in draft.roles if role not in draft.pinned()]
    step = hundredths(draft.data["rules"]["step"])
    for _ in range(2 * len(free)):
        giver, taker = draft.rng.sample(free, 2)
        less, more = draft.demand_of(giver) - step, draft.demand_of(taker) + step
        if less >= max(LEAST_DEMAND, _least(draft, giver)) and more <= MOST_DEMAND:
            _set_demand(draft, giver, less)
            _set_demand(draft, taker, more)
    plain = [
        role
        for role, content in draft.roles.items()
        if not {"functions", "expertise", "norm"} & content.keys()
    ]
    asked = [draft.roles[role].pop("competences", None) for role in plain]
    draft.rng.shuffle(asked)
    for role, competences in zip(plain, asked, strict=True):
        if competences:
            draft.roles[role]["competences"] = competences


def _least(draft: Draft, role: str) -> int:
    """The least demand that the role can have and still be shared as it states."""
    holders = draft.roles[role]["holders"]
    return 0 if holders["max"] == 1 else holders["max"] * hundredths(holders["share"])


def _set_demand(draft: Draft, role: str, fte: int) -> None:
    content = draft.roles[role]
    content["fte"] = number(fte)
    if content["holders"]["max"] == 1:
        content["holders"]["share"] = number(fte)


def repair(draft: Draft) -> None:
    """Bring each role within reach of as many people as before, up to two, and of who is pinned.

    Crossing may lose the one record that a role lives on. A role that nobody can hold in the
    original (there is one, on purpose) stays so.
    """
    for role in draft.roles:
        for person in draft.pinned_to(role):
            draft.grant(person, role)
        wanted = min(2, len(draft.original_able(role)))
        admitted = [
            person
            for person in draft.staff
            if draft.admits(role, person) and not draft.is_able(person, role)
        ]
        draft.rng.shuffle(admitted)
        for person in admitted[: max(0, wanted - len(draft.able(role)))]:
            draft.grant(person, role)


def repair_coordination(draft: Draft) -> None:
    """Let every cluster have two people who meet each module's norm: a holder and a deputy."""
    for name, module in draft.data["modules"].items():
        asked = draft.profiles[name]
        for cluster in module["clusters"]:
            near = [
                person
                for person, content in draft.staff.items()
                if content["cluster"] == cluster and content["function"] in module["functions"]
            ]
            draft.rng.shuffle(near)
            fit = [person for person in near if draft.has(person, asked)]
            unfit = [person for person in near if person not in fit]
            for person in unfit[: max(0, 2 - len(fit))]:
                draft.staff[person]["competences"] |= asked


def draw_wishes(draft: Draft) -> None:
    """Hand everyone the wishes of a colleague, about other roles but as much sought after.

    A wish about a role that its owner could hold becomes one about a role that the new owner could
    hold: other wishes decide nothing, and a variant with many of them would be easier to please.
    """
    moved = _moved_roles(draft)
    drawn: list[_Wish] = []
    for people in draft.by_function().values():
        donors = draft.rng.sample(people, len(people))
        for person, donor in zip(people, donors, strict=True):
            draft.staff[person].pop("wishes", None)
            wished = copy.deepcopy(draft.original["staff"][donor].get("wishes", {}))
            for role, weight in wished.pop("roles", {}).items():
                drawn.append(_Wish(person, moved.get(role, role), weight))
            if wished:
                draft.staff[person]["wishes"] = wished
    _swap_into_reach(draft, drawn)
    for wish in drawn:
        wishes = draft.staff[wish.person].setdefault("wishes", {})
        wishes.setdefault("roles", {})[wish.role] = wish.weight


@dataclass(slots=True)
class _Wish:
    """A wish about a role."""

    person: str
    role: str
    weight: int


def _moved_roles(draft: Draft) -> dict[str, str]:
    """Plain role -> the one that its wishes move to, with enough people who could hold it."""
    wished = Counter(
        role
        for person in draft.original["staff"].values()
        for role in person.get("wishes", {}).get("roles", {})
    )
    plain = [role for role, content in draft.roles.items() if not content.get("critical")]
    left = {role: len(draft.able(role)) for role in draft.rng.sample(plain, len(plain))}
    moved: dict[str, str] = {}
    for role in sorted(plain, key=lambda role: -wished[role]):
        enough = (other for other, able in left.items() if able >= wished[role])
        moved[role] = next(enough, max(left, key=lambda other: left[other]))
        del left[moved[role]]
    return moved


def _swap_into_reach(draft: Draft, wishes: list[_Wish]) -> None:
    """Let people swap the roles of wishes alike in sign, until as few as can be are in vain.

    How many want a role, how many want to be rid of it, and everyone's weights stay the same.
    """
    draft.rng.shuffle(wishes)
    owned = {(wish.person, wish.role) for wish in wishes}

    def fits(wish: _Wish, role: str) -> bool:
        return (wish.person, role) not in owned and draft.is_able(wish.person, role)

    for wish in wishes:
        if wish.role not in draft.roles or draft.is_able(wish.person, wish.role):
            continue
        for other in wishes:
            alike = other.role in draft.roles and (other.weight > 0) == (wish.weight > 0)
            if alike and fits(wish, other.role) and fits(other, wish.role):
                owned -= {(wish.person, wish.role), (other.person, other.role)}
                wish.role, other.role = other.role, wish.role
                owned |= {(wish.person, wish.role), (other.person, other.role)}
                break


def draw_effort(draft: Draft) -> None:
    """State as many efforts as before, of people who could do that work."""
    stated = [
        effort
        for person in draft.original["staff"].values()
        for effort in person.get("effort", {}).values()
    ]
    for person in draft.staff.values():
        person.pop("effort", None)
    for effort in stated:
        person = draft.rng.choice(list(draft.staff))
        able = [role for role in draft.roles if draft.is_able(person, role)]
        if able and person not in {pin["person"] for pin in draft.data.get("pins", [])}:
            draft.staff[person].setdefault("effort", {})[draft.rng.choice(able)] = effort
