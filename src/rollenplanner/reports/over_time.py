"""The summary of a plan over several periods."""

from __future__ import annotations

from collections.abc import Sequence

from rollenplanner.domain.case import case_of
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.reports.carriers import Carriers, moves_table
from rollenplanner.reports.front_line import first_line_blocks
from rollenplanner.reports.later import clusters_over_time, functions_over_time
from rollenplanner.reports.people import People
from rollenplanner.reports.quality import levels_table
from rollenplanner.reports.rotation import Rotation
from rollenplanner.reports.table import Block
from rollenplanner.reports.takeovers import (
    endings_table,
    prepared_table,
    takeovers_of,
    takeovers_table,
)
from rollenplanner.reports.verdicts_over_time import (
    headline_over_time,
    leaving,
    not_covered_over_time,
)


def summary_over_time(
    scenario: Scenario,
    plan: Plan,
    findings: Sequence[Finding],
    *,
    names: bool,
    people: bool = False,
    interrupted: bool = False,
) -> tuple[Block, ...]:
    """Everything of several periods: how good, what is open when, who takes over, who learns.

    Args:
        scenario: What the plan is for.
        plan: The plan.
        findings: What it cannot guarantee.
        names: Whether names of people may be shown.
        people: Whether to add every role and every person.
        interrupted: Whether the search was stopped early.
    """
    assignment, labels = plan.assignment, People(scenario, names=names)
    case = case_of(scenario, assignment)
    takeovers = takeovers_of(case)
    rotation = Rotation(scenario, assignment, labels)
    free = scenario.placement == "free"
    return (
        headline_over_time(case, plan, takeovers, interrupted=interrupted),
        not_covered_over_time(scenario, findings),
        *first_line_blocks(scenario, assignment),
        leaving(findings),
        rotation.coordinators(),
        rotation.critical_roles(),
        takeovers_table(case, labels, takeovers),
        prepared_table(case, labels),
        endings_table(case, labels),
        *((rotation.all_roles(), rotation.persons()) if people else ()),
        *((moves_table(Carriers(scenario, assignment, labels)),) if free else ()),
        *functions_over_time(scenario, assignment),
        *clusters_over_time(scenario, assignment),
        levels_table(scenario, plan),
    )
