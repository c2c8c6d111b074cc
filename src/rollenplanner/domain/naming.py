"""How sentences about broken rules name things: as people know them, with the id of the files."""

from __future__ import annotations

from rollenplanner.domain.plan import Placed
from rollenplanner.domain.scenario import Cluster, Function, Role, Scenario
from rollenplanner.domain.text import Text, text


def named(thing: Role | Function | Cluster) -> Text | str:
    """`Economie algemeen (economie)`; only the id where that is the name, as of posts."""
    if thing.name == thing.id:
        return thing.id
    return text("{name} ({id})", name=thing.name, id=thing.id)


def named_place(scenario: Scenario, place: Placed) -> Text:
    """A function in a cluster, both of which the scenario knows."""
    return text(
        "{function} in {cluster}",
        function=named(scenario.functions[place.function]),
        cluster=named(scenario.clusters[place.cluster]),
    )
