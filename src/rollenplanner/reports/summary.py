"""The summary of a plan that someone reads who never saw the scenario file."""

from __future__ import annotations

from collections.abc import Sequence

from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.reports.carriers import (
    Carriers,
    all_roles_table,
    coordinators_table,
    critical_roles_table,
    moves_table,
    people_table,
)
from rollenplanner.reports.differences import differences_table
from rollenplanner.reports.findings import not_covered
from rollenplanner.reports.front_line import first_line_blocks
from rollenplanner.reports.occupancy import clusters_table, functions_table
from rollenplanner.reports.over_time import summary_over_time
from rollenplanner.reports.people import People
from rollenplanner.reports.quality import headline, levels_table
from rollenplanner.reports.table import Block


def summary(
    scenario: Scenario,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    names: bool,
    people: bool = False,
    interrupted: bool = False,
    earlier: Assignment | None = None,
    forced: Forced | None = None,
) -> tuple[Block, ...]:
    """How good a plan is, what is open, who does what, formation; over one or several periods.

    Args:
        scenario: What the plan is for.
        plan: The plan.
        findings: What it cannot guarantee.
        names: Whether names of people may be shown.
        people: Whether to add every role and every person.
        interrupted: Whether the search was stopped early.
        earlier: The plan that it was made from, if it is to be compared with one.
        forced: What is proven about how much has to differ from that one, if anything is.
    """
    labels = People(scenario, names=names)
    compared = (
        ()
        if earlier is None
        else (
            differences_table(
                scenario, plan.assignment, earlier, labels, whole=people, forced=forced
            ),
        )
    )
    if scenario.horizon.count > 1:
        head, *rest = summary_over_time(
            scenario, plan, findings, names=names, people=people, interrupted=interrupted
        )
        return (head, *compared, *rest)
    carriers = Carriers(scenario, plan.assignment, labels)
    moves = moves_table(carriers)
    return (
        headline(scenario, plan, interrupted=interrupted),
        *compared,
        not_covered(scenario, findings),
        *first_line_blocks(scenario, plan.assignment),
        coordinators_table(carriers),
        critical_roles_table(carriers),
        *((all_roles_table(carriers), people_table(carriers)) if people else ()),
        *((moves,) if scenario.placement == "free" else ()),
        functions_table(scenario, plan.assignment),
        clusters_table(scenario, plan.assignment),
        levels_table(scenario, plan),
    )
