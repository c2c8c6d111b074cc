"""Invented work: roles with demand, requirements, backups, terms; segregation of duties; rules."""

from __future__ import annotations

import copy

from benchmarks.municipalities.organisation import ADVISING, EVERYONE, EXECUTING, Cluster, Town
from benchmarks.municipalities.people import available
from benchmarks.municipalities.shape import STEP
from benchmarks.ommen_draft import Content, hundredths, number

ROLES_PER_PERSON = 1.1
CRITICAL = 0.26
BACKED_UP = 0.5
OWN_CLUSTER = 0.08
OPEN_BESIDE = 0.35
"""Part of the roles that is open to the sectors beside its own."""
FAVOURITE = 0.8
"""How often a role is about a field that its cluster favours."""
OPENING = 0.06
"""Part of the roles that begin, and as many that end, within the horizon."""
SMALLEST, LARGEST = 20, 120
"""Demand of a role in hundredths of fte."""


def draw_work(town: Town) -> None:
    """Roles for every cluster, as much as the people can carry at the asked pressure."""
    heads = {cluster.id: 0 for cluster in town.clusters}
    for person in town.draft.staff:
        if person.startswith("P"):
            heads[town.cluster_of[person].id] += 1
    for cluster in town.clusters:
        for place in range(round(heads[cluster.id] * ROLES_PER_PERSON)):
            role = f"{cluster.id}.{place + 1:02}"
            town.draft.roles[role] = _role(town, cluster, place + 1)
            town.cluster_of[role] = cluster
    _set_demand(town)
    for content in town.draft.roles.values():
        _divide(town, content)
    if town.shape.periods > 1:
        _draw_terms(town)
    _draw_clashes(town)
    town.draft.data["rules"] = _rules(town)
    town.draft.data["objective"] = copy.deepcopy(town.draft.original["objective"])


def _role(town: Town, cluster: Cluster, place: int) -> Content:
    rng = town.draft.rng
    pool = cluster.fields if town.chance(FAVOURITE) else town.fields
    about = rng.choice(pool)
    kind = rng.choice((EVERYONE, EVERYONE, ADVISING, EXECUTING))
    content: Content = {"name": f"{about.capitalize()} {place}", "cluster": cluster.id}
    content["fte"] = 0
    own = town.chance(OWN_CLUSTER)
    sectors = [cluster.sector]
    if not own and town.chance(OPEN_BESIDE):
        sectors += town.beside(cluster.sector)
    content["functions"] = [town.function(name, each) for each in sectors for name in kind]
    donors = town.draft.original["roles"].values()
    asked = rng.choice([each.get("competences", {}) for each in donors])
    if asked:
        content["competences"] = dict(asked)
    content["expertise"] = {about: rng.choice((2, 2, 2, 3))}
    if own:
        content["own_cluster"] = True
    if town.chance(CRITICAL):
        content["critical"] = True
        content["backups"] = {"count": rng.choice((1, 1, 1, 2)), "fte": number(STEP)}
    elif town.chance(BACKED_UP):
        costs = town.chance(town.shape.regime.overlap)
        content["backups"] = {"count": 1, "fte": number(STEP if costs else 0)}
    if town.shape.periods > 1:
        _draw_life(town, content)
    return content


def _draw_life(town: Town, content: Content) -> None:
    shape = town.shape
    if town.chance(OPENING):
        content["from"] = shape.month(town.draft.rng.randrange(1, shape.periods))
    elif town.chance(OPENING):
        content["until"] = shape.month(town.draft.rng.randrange(1, shape.periods))


def _periods(town: Town, content: Content) -> int:
    """How many periods a role lives."""
    first, last = content.get("from", ""), content.get("until", "9999-12")
    months = map(town.shape.month, range(town.shape.periods))
    return sum(1 for month in months if first <= month < last)


def _set_demand(town: Town) -> None:
    """Sizes that add up, over all periods, to what the pressure leaves beside overlap and posts."""
    draft, shape = town.draft, town.shape
    roles = list(draft.roles.values())
    lives = [_periods(town, content) for content in roles]
    room = round(sum(sum(available(town, p)) for p in draft.staff) * shape.regime.pressure)
    for content, life in zip(roles, lives, strict=True):
        backups = content.get("backups", {"count": 0, "fte": 0})
        room -= life * backups["count"] * hundredths(backups["fte"])
    module = draft.data["modules"]["coordinatie"]
    post = hundredths(module["fte"]) + module["deputies"] * hundredths(module["deputy_fte"])
    room -= post * len(town.clusters) * shape.periods
    drawn = [draft.rng.uniform(0.35, 1.1) for _ in roles]
    asked = sum(size * life for size, life in zip(drawn, lives, strict=True))
    sizes = [_to_step(size * room / asked) for size in drawn]
    rest = room - sum(size * life for size, life in zip(sizes, lives, strict=True))
    for place in draft.rng.sample(range(len(roles)), len(roles)) * 20:
        change = STEP if rest > 0 else -STEP
        if abs(rest) >= STEP * lives[place] and SMALLEST <= sizes[place] + change <= LARGEST:
            sizes[place] += change
            rest -= change * lives[place]
    for content, size in zip(roles, sizes, strict=True):
        content["fte"] = number(size)


def _to_step(size: float) -> int:
    return min(LARGEST, max(SMALLEST, round(size / STEP) * STEP))


def _divide(town: Town, content: Content) -> None:
    """How many people may share a role, and how small their shares may be."""
    size = hundredths(content["fte"])
    most = 1 if size < 45 or town.chance(0.3) else town.draft.rng.choice((2, 2, 3))
    share = size if most == 1 else max(STEP * 3, size // most // STEP * STEP - STEP)
    content["holders"] = {"min": 1, "max": most, "share": number(share)}


def _draw_terms(town: Town) -> None:
    rng, regime = town.draft.rng, town.shape.regime
    for content in town.draft.roles.values():
        if town.chance(regime.with_term):
            content["term"] = {"min": 2, "max": rng.randint(*regime.longest)}
            content["handover"] = 1
    module = town.draft.data["modules"]["coordinatie"]
    module["term"] = {"min": 2, "max": regime.longest[1]}
    module["handover"] = 1


def _draw_clashes(town: Town) -> None:
    for cluster in town.clusters:
        here = [role for role in town.draft.roles if town.cluster_of[role] is cluster]
        for _ in range(town.shape.regime.clashes if len(here) > 1 else 0):
            pair = {"roles": town.draft.rng.sample(here, 2), "source": "Invented regulation"}
            town.draft.data["incompatible"].append(pair)


def _rules(town: Town) -> Content:
    rules: Content = copy.deepcopy(town.draft.original["rules"])
    regime = town.shape.regime
    rules |= {"max_roles": regime.max_roles, "max_backups": regime.max_backups}
    if town.shape.periods > 1:
        rules |= {
            "learning": {"gap": 1, "shadow": 2},
            "max_changes": regime.max_changes,
            "no_double_change": True,
        }
    return rules
