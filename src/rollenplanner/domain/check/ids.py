"""Ids in a plan that the scenario does not know; plans made by hand have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rollenplanner.domain.check.report import UNKNOWN_ID
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text


def unknown_ids(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """People, roles, posts, functions and clusters that do not exist, each reported once."""
    carried = (assignment.holders, assignment.backups)
    places = assignment.placement.values()
    carriers = [person for roles in carried for people in roles.values() for person in people]
    for person in _unknown((*assignment.placement, *carriers), scenario.staff):
        message = text("Person {id} does not exist in the scenario.", id=person)
        yield _unknown_id(message, f"person {person}", people=(person,))
    for role in _unknown((role for roles in carried for role in roles), scenario.roles):
        message = text("Role {id} does not exist in the scenario.", id=role)
        yield _unknown_id(message, f"role {role}", roles=(role,))
    for function in _unknown((place.function for place in places), scenario.functions):
        message = text("Function {id} does not exist in the scenario.", id=function)
        yield _unknown_id(message, f"function {function}")
    for cluster in _unknown((place.cluster for place in places), scenario.clusters):
        message = text("Cluster {id} does not exist in the scenario.", id=cluster)
        yield _unknown_id(message, f"cluster {cluster}", clusters=(cluster,))


def _unknown_id(
    message: Text,
    discriminator: str,
    *,
    people: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    clusters: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        UNKNOWN_ID,
        Severity.CRITICAL,
        message,
        clusters=clusters,
        roles=roles,
        people=people,
        discriminator=discriminator,
    )


def _unknown(ids: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Ids that are not known, each once, in their order."""
    return (each for each in dict.fromkeys(ids) if each not in known)
