"""Use case: read the plan that another one is made from, for a scenario that may have changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rollenplanner.domain.earlier import Carried, carried
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Few, Text, text_n
from rollenplanner.files.plan_files import read_plan


@dataclass(frozen=True, slots=True)
class EarlierPlan:
    """The part of an earlier plan that a scenario still knows.

    Attributes:
        notes: What falls away, because the scenario does not know it (any more).
    """

    assignment: Assignment
    notes: tuple[Problem, ...]


def read_earlier(path: Path, scenario: Scenario) -> EarlierPlan:
    """Read a plan to start from, or to compare with.

    Raises:
        InputError: The file is malformed, or is about other periods than the scenario.
    """
    found = carried(scenario, read_plan(path, scenario).assignment)
    notes = tuple(
        Problem(str(path), None, None, part, message) for part, message in _messages(found)
    )
    return EarlierPlan(found.assignment, notes)


def _messages(found: Carried) -> Iterator[tuple[str, Text]]:
    if found.people:
        yield (
            "placement",
            text_n(
                "{n} person is not in the scenario, and falls away from the earlier plan: {ids}.",
                "{n} people are not in the scenario, and fall away from the earlier plan: {ids}.",
                len(found.people),
                ids=Few(found.people),
            ),
        )
    if found.roles:
        yield (
            "roles",
            text_n(
                "{n} role is not in the scenario, and falls away from the earlier plan: {ids}.",
                "{n} roles are not in the scenario, and fall away from the earlier plan: {ids}.",
                len(found.roles),
                ids=Few(found.roles),
            ),
        )
    if found.places:
        yield (
            "placement",
            text_n(
                "{n} function or cluster is not in the scenario, and falls away from the earlier "
                "plan: {ids}.",
                "{n} functions or clusters are not in the scenario, and fall away from the earlier "
                "plan: {ids}.",
                len(found.places),
                ids=Few(found.places),
            ),
        )
