"""Use case: what a plan, or the present state, cannot guarantee."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rollenplanner.domain.coverage import find_gaps, find_present_gaps
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.findings import Finding, sort_findings
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.check_plan import plan_notes


@dataclass(frozen=True, slots=True)
class Gaps:
    """Findings, worst first.

    Attributes:
        scenario: What they are about; for the present state, that of its one period.
        notes: What is worth knowing about the plan file.
    """

    scenario: Scenario
    assignment: Assignment
    findings: tuple[Finding, ...]
    notes: tuple[Problem, ...] = ()


def gaps(scenario_path: Path, plan_path: Path | None = None) -> Gaps:
    """Find the gaps of a plan, or of the present state if there is no plan.

    A rule that is broken is a finding too.

    Raises:
        InputError: One of the files cannot be read, or is malformed.
    """
    scenario = read_scenario(scenario_path).scenario
    if plan_path is None:
        return Gaps(
            present_scenario(scenario), present_plan(scenario), tuple(find_present_gaps(scenario))
        )
    plan = read_plan(plan_path, scenario)
    broken = judge(scenario, plan).violations
    found = sort_findings((*broken, *find_gaps(scenario, plan.assignment)))
    notes = plan_notes(scenario, plan, plan_path)
    return Gaps(scenario, plan.assignment, tuple(found), notes)
