"""Use case: one case of a batch, in whatever process it is asked. Data in, data out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rollenplanner.batch.tasks import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    UNKNOWN,
    Outcome,
    Work,
    failed,
    work_of,
)
from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.coverage.totals import Occupancy, occupancy
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Translator
from rollenplanner.files.plan_files import plan_text
from rollenplanner.planning.make_plan import Ending, Made, make_plan, versions
from rollenplanner.planning.stress_test import Subject, critical_losses_alone

if TYPE_CHECKING:
    from rollenplanner.solver import StopFlag


def solve_case(payload: bytes) -> Outcome:
    """Make the plan of one case and measure it; see `figures_of` for what is measured."""
    from rollenplanner.solver import StopFlag

    begun = time.monotonic()
    work = work_of(payload)
    stop = StopFlag()
    with _in_time(stop, work.timeout):
        translator = Translator(work.scenario.language)
        made = make_plan(
            work.scenario, work.settings, translator=translator, stop=stop, hint=work.hint
        )
        solving = time.monotonic() - begun
        answer = _outcome(work, made, stop)
    late = failed(f"timeout: more than {work.timeout:g} s") if stop.is_set() else None
    seconds = time.monotonic() - begun
    return {**(late or answer), "versions": versions(), "seconds": seconds, "solving": solving}


@contextmanager
def _in_time(stop: StopFlag, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, stop.set)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _outcome(work: Work, made: Made, stop: StopFlag) -> dict[str, Any]:
    if made.plan is None:
        return {"status": INFEASIBLE if made.ending is Ending.INFEASIBLE else UNKNOWN}
    figures = figures_of(work.scenario, made.plan.assignment, made.findings)
    losses: dict[str, float] | None = None
    if work.fragility:
        losses = losses_of(work.scenario, made.plan.assignment, stop)
        figures |= _fragility(losses)
    return {
        "status": OPTIMAL if made.plan.status == "optimal" else FEASIBLE,
        "figures": figures,
        "levels": level_rows(made.plan),
        "terms": {str(term): float(value) for term, value in made.plan.terms.items()},
        "findings": list(made.plan.findings),
        "parts": list(part_rows(case_of(work.scenario, made.plan.assignment))),
        "losses": list((losses or {}).items()),
        "plan": plan_text(replace(made.plan, findings=()), as_json=True),
    }


def level_rows(plan: Plan) -> list[tuple[int, float, float | None, str]]:
    """Number, value, bound and status of every level."""
    return [
        (number, float(each.value), _float(each.bound), each.status)
        for number, each in enumerate(plan.objective, start=1)
    ]


def figures_of(
    scenario: Scenario, assignment: Assignment, findings: tuple[Finding, ...]
) -> dict[str, float | int | None]:
    """Formation and occupancy of all functions together, and findings per severity."""
    counts = dict.fromkeys(map(str, Severity), 0)
    for finding in findings:
        counts[str(finding.severity)] += 1
    laid_down = [
        each
        for each in occupancy(case_of(scenario, assignment))
        if each.view == "function" and each.formation is not None
    ]
    formation = sum(each.formation or 0 for each in laid_down)
    together = [
        (sum(f.filled[t].people for f in laid_down), sum(f.filled[t].vacancies for f in laid_down))
        for t in scenario.periods
    ]
    occupied, vacant = max(together, key=lambda each: abs(sum(each) - formation))
    return {
        "formation": formation / 100 if laid_down else None,
        "occupied": occupied / 100,
        "vacant": vacant / 100,
        **counts,
    }


def fragility_of(
    scenario: Scenario, assignment: Assignment, stop: StopFlag
) -> dict[str, float | int | None]:
    """How many people alone cost critical work, and the most that one of them costs.

    Stopped, nothing is known.
    """
    return _fragility(losses_of(scenario, assignment, stop))


def losses_of(
    scenario: Scenario, assignment: Assignment, stop: StopFlag
) -> dict[str, float] | None:
    """Person -> critical fte lost when absent alone, of those who cost any; None if stopped."""
    losses = critical_losses_alone(Subject(scenario, assignment), stop)
    if losses is None:
        return None
    return {person: lost / 100 for person, lost in losses.items() if lost}


def _fragility(losses: Mapping[str, float] | None) -> dict[str, float | int | None]:
    if losses is None:
        return {}
    return {"fragile": len(losses), "fragility": max(losses.values(), default=0.0)}


def part_rows(case: Case) -> Iterator[tuple[str, str, int, str, float | None, float, float]]:
    """Every function, scale, function group and cluster, in the period furthest from its size.

    Behind these every role and post, for its name.
    """
    parts = occupancy(case)
    for number, role in enumerate(case.scenario.roles.values(), start=len(parts)):
        yield "role", role.id, number, role.name, None, 0.0, 0.0
    for number, part in enumerate(parts):
        there = part.filled[_furthest(part)]
        formation = None if part.formation is None else part.formation / 100
        yield (
            part.view,
            part.id,
            number,
            part.name,
            formation,
            there.people / 100,
            there.vacancies / 100,
        )


def _furthest(part: Occupancy) -> int:
    size = part.formation or 0
    periods = range(len(part.filled))
    return max(periods, key=lambda t: abs(part.filled[t].together - size))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
