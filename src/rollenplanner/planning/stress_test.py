"""Use case: what a plan, or the present state, loses when people are absent."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stressed import Asked, Progress, Stressed
from rollenplanner.domain.text import Text, text
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.check_plan import plan_notes
from rollenplanner.stress import Searches, critical_losses, stress

if TYPE_CHECKING:
    from rollenplanner.solver import StopFlag


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tested: a plan, or the present state as a plan of one period.

    Attributes:
        notes: What is worth knowing about the plan file.
    """

    scenario: Scenario
    assignment: Assignment
    notes: tuple[Problem, ...] = ()

    @property
    def case(self) -> Case:
        """The plan laid beside its scenario."""
        return case_of(self.scenario, self.assignment)


def read_subject(scenario_path: Path, plan_path: Path | None, asked: Asked) -> Subject:
    """Read what to test, and check that what is asked makes sense for it.

    Raises:
        InputError: A file cannot be read or is malformed, a person or role does not exist, or more
            people are named or absent than there can be.
    """
    scenario = read_scenario(scenario_path).scenario
    if plan_path is None:
        subject = Subject(present_scenario(scenario), present_plan(scenario))
    else:
        plan = read_plan(plan_path, scenario)
        subject = Subject(scenario, plan.assignment, plan_notes(scenario, plan, plan_path))
    problems = list(_problems(subject.scenario, asked))
    if problems:
        raise InputError(problems)
    return subject


def _problems(scenario: Scenario, asked: Asked) -> Collection[Problem]:
    unknown = text("The scenario has no such person, or the person is not available.")
    found = [
        _problem("--person", unknown, person)
        for person in asked.people
        if person not in scenario.staff or not any(scenario.staff[person].available)
    ]
    found += [
        _problem("--role", text("The scenario has no such role or post."), role)
        for role in asked.roles
        if role not in scenario.roles
    ]
    people = [p for p in scenario.staff.values() if any(p.available) and not p.vacancy]
    if len(asked.people) > asked.absent:
        few = text("More people are named than are absent together: {n}.", n=asked.absent)
        found.append(_problem("--person", few))
    elif asked.absent > len(people):
        many = text("There are only {n} people.", n=len(people))
        found.append(_problem("--absent", many))
    return found


def _problem(option: str, message: Text, value: str = "") -> Problem:
    return Problem(None, None, None, f"{option} {value}".rstrip(), message)


def try_absences(
    subject: Subject,
    asked: Asked,
    *,
    on_progress: Callable[[Progress], None],
    stop: StopFlag,
) -> Stressed:
    """Test what is lost; stopped, what is known so far comes back and says so.

    Raises:
        InternalError: The judge refuses a redeployment that the search found.
    """
    return stress(subject.case, asked, _searches(stop), on_progress)


def critical_losses_alone(subject: Subject, stop: StopFlag) -> dict[str, int] | None:
    """Person -> hundredths of critical work lost when absent alone; None if it was stopped.

    Raises:
        InternalError: The judge refuses a redeployment that the search found.
    """
    return critical_losses(subject.case, _searches(stop))


def _searches(stop: StopFlag) -> Searches:
    from rollenplanner.solver.redeploy import most_lost, redeploy
    from rollenplanner.solver.worst_absence import costliest_absence

    return Searches(
        partial(redeploy, stop=stop),
        partial(most_lost, stop=stop),
        partial(costliest_absence, stop=stop),
        stop.is_set,
    )
