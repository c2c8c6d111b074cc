"""Use case: what a plan, or the present state, cannot guarantee."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.coverage import find_gaps, with_broken_rules
from rollenplanner.domain.coverage.compare import Comparison, compare
from rollenplanner.domain.coverage.totals import Occupancy, occupancy
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.check_plan import plan_notes
from rollenplanner.planning.gap_filters import Filters

_EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class State:
    """A present or a plan, and what it cannot guarantee.

    Attributes:
        scenario: What the findings are about; for the present state, that of its one period.
        findings: Worst first, those that are wanted.
        occupancy: Formation beside what stands there.
    """

    scenario: Scenario
    assignment: Assignment
    findings: tuple[Finding, ...]
    occupancy: tuple[Occupancy, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was asked for.

    Attributes:
        present: The present state.
        plan: The plan; None where only the present was asked for.
        comparison: What became of the findings of the present in the plan.
        notes: What is worth knowing about the plan file.
    """

    present: State
    plan: State | None = None
    comparison: Comparison | None = None
    notes: tuple[Problem, ...] = ()

    @property
    def judged(self) -> State:
        """What counts: the plan, or the present where there is none."""
        return self.plan or self.present


def gaps(
    scenario_path: Path, plan_path: Path | None = None, filters: Filters = _EVERYTHING
) -> Gaps:
    """Find the gaps of a plan beside those of the present, or of the present state alone.

    A rule that is broken is a finding too.

    Raises:
        InputError: One of the files cannot be read or is malformed, or a filter names an id that
            does not exist.
    """
    scenario = read_scenario(scenario_path).scenario
    filters.check(scenario)
    if plan_path is None:
        return look(scenario, None, filters)
    plan = read_plan(plan_path, scenario)
    return replace(look(scenario, plan, filters), notes=plan_notes(scenario, plan, plan_path))


def look(scenario: Scenario, plan: Plan | None, filters: Filters = _EVERYTHING) -> Gaps:
    """The same of a scenario, and a plan if there is one, that were read or made already."""
    present = _present(scenario, filters)
    if plan is None:
        return Gaps(present)
    found = with_broken_rules(
        find_gaps(scenario, plan.assignment), judge(scenario, plan).violations
    )
    planned = State(
        scenario,
        plan.assignment,
        filters.keep(scenario, found),
        tuple(occupancy(case_of(scenario, plan.assignment))),
    )
    return Gaps(present, planned, compare(present.findings, planned.findings))


def _present(scenario: Scenario, filters: Filters) -> State:
    now, assignment = present_scenario(scenario), present_plan(scenario)
    found = with_broken_rules(find_gaps(now, assignment), check_all(now, assignment))
    return State(
        now,
        assignment,
        filters.keep(scenario, found),
        tuple(occupancy(case_of(now, assignment))),
    )
