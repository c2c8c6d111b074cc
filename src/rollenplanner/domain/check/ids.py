"""Ids in a plan that the scenario does not know; plans made by hand have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rollenplanner.domain.check.report import UNKNOWN_ID, broken
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import text


def unknown_ids(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """People, roles, posts, functions and clusters that do not exist, each reported once."""
    carried = (assignment.holders, assignment.backups)
    places = assignment.placement.values()
    carriers = [person for roles in carried for people in roles.values() for person in people]
    for person in _unknown((*assignment.placement, *carriers), scenario.staff):
        message = text("Person {id} does not exist in the scenario.", id=person)
        yield broken(UNKNOWN_ID, message, None, discriminator=f"person {person}")
    for role in _unknown((role for roles in carried for role in roles), scenario.roles):
        message = text("Role {id} does not exist in the scenario.", id=role)
        yield broken(UNKNOWN_ID, message, None, discriminator=f"role {role}")
    for function in _unknown((place.function for place in places), scenario.functions):
        message = text("Function {id} does not exist in the scenario.", id=function)
        yield broken(UNKNOWN_ID, message, None, discriminator=f"function {function}")
    for cluster in _unknown((place.cluster for place in places), scenario.clusters):
        message = text("Cluster {id} does not exist in the scenario.", id=cluster)
        yield broken(UNKNOWN_ID, message, None, discriminator=f"cluster {cluster}")


def _unknown(ids: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Ids that are not known, each once, in their order."""
    return (each for each in dict.fromkeys(ids) if each not in known)
