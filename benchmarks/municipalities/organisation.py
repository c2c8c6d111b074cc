"""Sectors of three clusters, each sector with functions of its own; sectors stand in a ring.

A sector is about as large as Ommen. Its functions are Ommen's, so that roles can be open to one
sector, or to the sectors beside it as well: in a large organisation people know the work near by.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from benchmarks.municipalities.shape import (
    CLUSTERS_PER_SECTOR,
    PEOPLE_PER_CLUSTER,
    PEOPLE_PER_SECTOR,
    Shape,
)
from benchmarks.ommen_draft import Content, Draft

ADVISING = (
    "strategisch-beleidsadviseur",
    "beleidsadviseur",
    "strategisch-regisseur",
    "regisseur",
    "adviseur",
)
EXECUTING = ("adviseur", "senior-beheerder", "beheerder", "senior-ondersteuner", "ondersteuner")
EVERYONE = tuple(dict.fromkeys((*ADVISING, *EXECUTING)))
FIELDS_PER_CLUSTER = 6


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, and the fields of expertise that most of its work is about."""

    id: str
    sector: int
    fields: tuple[str, ...]


@dataclass(slots=True)
class Town:
    """A municipality under construction.

    Attributes:
        draft: Its content, beside that of Ommen, from which functions and people are taken.
        fields: Every field of expertise.
        cluster_of: Person or role -> cluster.
    """

    shape: Shape
    draft: Draft
    fields: tuple[str, ...]
    clusters: list[Cluster] = field(default_factory=list)
    cluster_of: dict[str, Cluster] = field(default_factory=dict)

    @property
    def sectors(self) -> int:
        """Number of sectors."""
        return max(1, round(self.shape.people / PEOPLE_PER_SECTOR))

    def beside(self, sector: int) -> list[int]:
        """The sectors next to one in the ring."""
        count = self.sectors
        return sorted({(sector - 1) % count, (sector + 1) % count} - {sector})

    def function(self, name: str, sector: int) -> str:
        """Id of a function of Ommen in a sector."""
        return name if self.sectors == 1 else f"{name}-{sector + 1}"

    def chance(self, part: float) -> bool:
        """True in that part of the cases."""
        return self.draft.rng.random() < part


def found_town(shape: Shape, draft: Draft) -> Town:
    """Lay out clusters and functions; everything else is still empty."""
    staff = draft.original["staff"].values()
    fields = sorted({name for each in staff for name in each.get("expertise", {})})
    town = Town(shape, draft, tuple(fields))
    draft.data = _frame(shape, draft.original)
    per_sector = CLUSTERS_PER_SECTOR
    if shape.people < PEOPLE_PER_CLUSTER * (CLUSTERS_PER_SECTOR - 1):
        per_sector = max(1, round(shape.people / PEOPLE_PER_CLUSTER))
    for sector in range(town.sectors):
        for number in range(per_sector):
            label = f"{number + 1}" if town.sectors == 1 else f"{sector + 1}-{number + 1}"
            drawn = draft.rng.sample(fields, FIELDS_PER_CLUSTER)
            cluster = Cluster(f"c{label}", sector, tuple(drawn))
            town.clusters.append(cluster)
            draft.data["clusters"][cluster.id] = {"name": f"Cluster {label}"}
        _add_functions(town, sector)
    module = copy.deepcopy(draft.original["modules"]["coordinatie"])
    module["clusters"] = [each.id for each in town.clusters]
    module["functions"] = [town.function(f, s) for s in range(town.sectors) for f in ADVISING]
    draft.data["modules"]["coordinatie"] = module
    return town


def _frame(shape: Shape, original: Content) -> Content:
    kind = "tight" if shape.tight else "slack"
    content: Content = {
        "format": 1,
        "name": f"Invented {shape.people} x {shape.periods}, {kind}, seed {shape.seed}",
        "language": "nl",
        "catalogues": list(original["catalogues"]),
        "horizon": {
            "start": shape.month(0),
            "period": "half-year",
            "count": shape.periods,
        },
    }
    content |= {key: {} for key in ("clusters", "functions")}
    content |= {key: copy.deepcopy(original[key]) for key in ("competences", "everyone")}
    content |= {key: {} for key in ("roles", "modules", "staff")}
    content["placement"] = "fixed"
    content |= {key: [] for key in ("forbid", "incompatible")}
    return content


def _add_functions(town: Town, sector: int) -> None:
    here = [each.id for each in town.clusters if each.sector == sector]
    for name in EVERYONE:
        function = copy.deepcopy(town.draft.original["functions"][name])
        if town.sectors > 1:
            function["name"] = f"{function['name']} {sector + 1}"
        function["clusters"] = here
        town.draft.data["functions"][town.function(name, sector)] = function
