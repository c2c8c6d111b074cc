"""Invented people: function, cluster, contract and competences; who leaves, who is away."""

from __future__ import annotations

from benchmarks.municipalities.organisation import EVERYONE, Cluster, Town
from benchmarks.ommen_draft import Content, hundredths, number
from benchmarks.ommen_draw import CONTRACTS, crossed


def draw_staff(town: Town) -> None:
    """Fill the clusters with as many people as asked, in the mix of functions that Ommen has."""
    draft = town.draft
    donors = draft.original["staff"]
    mix = [each["function"] for each in donors.values() if each["function"] in EVERYONE]
    width = len(str(town.shape.people))
    waiting: list[str] = []
    for place in range(town.shape.people):
        if not waiting:
            waiting = draft.rng.sample(mix, len(mix))
        cluster = town.clusters[place * len(town.clusters) // town.shape.people]
        person = f"P{place + 1:0{width}}"
        _join(town, person, waiting.pop(), cluster)
    if town.shape.periods > 1:
        _draw_leavers(town)
        _draw_absence(town)
    _lay_down_formation(town)


def _join(town: Town, person: str, function: str, cluster: Cluster) -> None:
    draft = town.draft
    donors = draft.original["staff"].values()
    alike = [each["competences"] for each in donors if each["function"] == function]
    draft.staff[person] = {
        "function": town.function(function, cluster.sector),
        "cluster": cluster.id,
        "fte": number(draft.rng.choice(CONTRACTS)),
        "competences": crossed(draft, draft.rng.choice(alike), draft.rng.choice(alike)),
        "expertise": {},
    }
    town.cluster_of[person] = cluster


def _draw_leavers(town: Town) -> None:
    """Some people leave within the horizon; some of their places become vacancies."""
    draft, shape = town.draft, town.shape
    people = list(draft.staff)
    for person in sorted(draft.rng.sample(people, _part(town, shape.regime.leaving))):
        last = draft.rng.randrange(1, shape.periods)
        content = draft.staff[person]
        content["until"] = shape.month(last)
        if town.chance(shape.regime.replaced):
            vacancy = f"V{person[1:]}"
            kept = {key: content[key] for key in ("function", "cluster", "fte")}
            town.cluster_of[vacancy] = town.cluster_of[person]
            draft.staff[vacancy] = kept | {
                "from": shape.month(last),
                "vacancy": True,
                "competences": dict(content["competences"]),
                "expertise": {},
            }


def _draw_absence(town: Town) -> None:
    """Some people are away, or there for half their contract, for one or two periods."""
    draft, shape = town.draft, town.shape
    staying = [p for p, each in draft.staff.items() if not {"until", "from"} & each.keys()]
    for person in sorted(draft.rng.sample(staying, _part(town, shape.regime.absent))):
        first = draft.rng.randrange(shape.periods)
        contract = hundredths(draft.staff[person]["fte"])
        left = draft.rng.choice((0, contract // 2))
        until = first + draft.rng.choice((1, 2))
        absence: Content = {
            "from": shape.month(first),
            "until": shape.month(until),
            "fte": number(left),
        }
        draft.staff[person]["available"] = [absence]


def _part(town: Town, part: float) -> int:
    return round(town.shape.people * part)


def _lay_down_formation(town: Town) -> None:
    """Clusters and functions as large as the contracts of the people who stand there."""
    clusters = dict.fromkeys(town.draft.data["clusters"], 0)
    functions = dict.fromkeys(town.draft.data["functions"], 0)
    for content in town.draft.staff.values():
        if "vacancy" not in content:
            clusters[content["cluster"]] += hundredths(content["fte"])
            functions[content["function"]] += hundredths(content["fte"])
    for cluster, fte in clusters.items():
        town.draft.data["clusters"][cluster]["fte"] = number(fte)
    for function, fte in functions.items():
        town.draft.data["functions"][function].pop("fte", None)
        if fte:
            town.draft.data["functions"][function]["fte"] = number(fte)


def available(town: Town, person: str) -> list[int]:
    """Hundredths that a person has in each period."""
    content, shape = town.draft.staff[person], town.shape
    first, last = content.get("from", ""), content.get("until", "9999-12")
    found = []
    for period in range(shape.periods):
        month = shape.month(period)
        fte = hundredths(content["fte"]) if first <= month < last else 0
        for less in content.get("available", []):
            if less["from"] <= month < less["until"]:
                fte = min(fte, hundredths(less["fte"]))
        found.append(fte)
    return found
