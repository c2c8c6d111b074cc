"""Use case: judge any plan, also one made by hand, without the solver."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rollenplanner.domain.check import check_all
from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.judge import Judgement, judge
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import text
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.earlier_plan import read_earlier


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan, its scenario and what the checker found.

    Attributes:
        notes: What is worth knowing about the files, such as a plan made for another scenario.
        earlier: The plan that it was made from, as far as the scenario knows it.
        forced: That nothing has to differ from it, where it obeys every rule; else None, since
            only a search could tell.
    """

    scenario: Scenario
    plan: Plan
    judgement: Judgement
    notes: tuple[Problem, ...]
    earlier: Assignment | None = None
    forced: Forced | None = None


def check_plan(scenario_path: Path, plan_path: Path, earlier_path: Path | None = None) -> Checked:
    """Read a scenario and a plan, and judge the plan.

    Args:
        scenario_path: What the plan is for.
        plan_path: The plan.
        earlier_path: The plan that it was made from; without it no jumps are judged.

    Raises:
        InputError: One of the files cannot be read, or is malformed.
    """
    scenario = read_scenario(scenario_path).scenario
    plan = read_plan(plan_path, scenario)
    notes = plan_notes(scenario, plan, plan_path)
    if earlier_path is None:
        return Checked(scenario, plan, judge(scenario, plan), notes)
    earlier = read_earlier(earlier_path, scenario)
    judgement = judge(scenario, plan, earlier.assignment)
    kept = not any(check_all(scenario, earlier.assignment))
    return Checked(
        scenario,
        plan,
        judgement,
        (*notes, *earlier.notes),
        earlier.assignment,
        Forced(0, exact=True) if kept else None,
    )


def plan_notes(scenario: Scenario, plan: Plan, path: Path) -> tuple[Problem, ...]:
    """What is worth knowing about a plan file: whether it was made for this very scenario."""
    if plan.scenario_sha256 in (None, scenario.sha256):
        return ()
    message = text(
        "This plan was made for another scenario, or for this one before it was changed."
    )
    return (Problem(str(path), None, None, "scenario.sha256", message),)
