"""Use case: make a plan. Load, solve, judge; nobody sees a plan that the checker has not seen."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from rollenplanner import __version__
from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.errors import InternalError
from rollenplanner.domain.findings import Finding, finding_to_data
from rollenplanner.domain.judge import judge
from rollenplanner.domain.measure import gap_of, least_level_value, level_values, measure
from rollenplanner.domain.plan import Assignment, LevelResult, Plan, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term, decimal_of, staying_close
from rollenplanner.domain.text import Text, Translator, text
from rollenplanner.files.yaml_nodes import without_collector

if TYPE_CHECKING:
    from rollenplanner.solver import LevelOutcome, Outcome, Progress, StopFlag

#: Decimals of a stated gap; it is a quotient, so it cannot always be exact.
GAP_DECIMALS = 6
#: Part of the time for a plan in which everyone stays, where people may move.
STAYING_PART = 0.4


class Ending(enum.Enum):
    """How making a plan ended."""

    PLAN = "plan"
    INFEASIBLE = "infeasible"
    NOTHING_FOUND = "nothing found"


@dataclass(frozen=True, slots=True)
class Made:
    """What making a plan came to.

    Attributes:
        plan: The best plan, judged; None unless `ending` is PLAN.
        findings: What the plan cannot guarantee.
        stopped: Whether someone stopped the search before its time.
        forced: How far every plan is from the one to start from, as far as that is proven.
    """

    ending: Ending
    plan: Plan | None
    findings: tuple[Finding, ...]
    stopped: bool
    forced: Forced | None = None


def make_plan(
    scenario: Scenario,
    settings: Settings,
    *,
    translator: Translator,
    on_progress: Callable[[Progress], None] | None = None,
    stop: StopFlag | None = None,
    start: Assignment | None = None,
    allowed_jumps: int | None = None,
    hint: Assignment | None = None,
) -> Made:
    """Make the best plan that can be found in the time, and judge it.

    Args:
        scenario: Over one or several periods.
        settings: Seed, workers, time limit, determinism.
        translator: Language of the findings that the plan file lists.
        on_progress: Hears every better plan or bound, not always in the caller's thread.
        stop: Ends the search early; the best plan so far is what comes back.
        start: A plan to start from and to stay close to: unless the objective counts `jumps`
            already, a last level does, so the plan has one level more (design section 4, `jumps`).

        allowed_jumps: How many cells may differ from `start` beyond those that the scenario forces
            to; None: any number.
        hint: Without `start`: a plan to begin with, to which nothing keeps close.

    Raises:
        InternalError: The checker disagrees with the solver.
    """
    from rollenplanner.solver import Status, solve

    if start is not None:
        scenario = replace(scenario, objective=staying_close(scenario.objective))
    listener = None if on_progress is None else _honest_listener(scenario, on_progress)
    begun, left = hint if start is None else start, settings
    if begun is None and scenario.placement == "free":
        begun, left = _staying(scenario, settings, listener, stop)
    outcome = solve(
        scenario,
        left,
        on_progress=listener,
        stop=stop,
        start=begun,
        allowed_jumps=None if start is None else allowed_jumps,
    )
    if outcome.assignment is None:
        proven = outcome.status is Status.INFEASIBLE
        ending = Ending.INFEASIBLE if proven else Ending.NOTHING_FOUND
        return Made(ending, None, (), outcome.stopped)
    with without_collector():
        plan = _plan_of(scenario, settings, outcome, outcome.assignment, start)
        _insist(scenario, plan, outcome.levels, start)
        findings = tuple(find_gaps(scenario, plan.assignment))
        starts = scenario.horizon.starts
        listed = tuple(finding_to_data(each, translator, starts) for each in findings)
    made = replace(plan, findings=listed)
    forced = None if start is None else outcome.forced
    return Made(Ending.PLAN, made, findings, outcome.stopped, forced)


def _staying(
    scenario: Scenario,
    settings: Settings,
    listener: Callable[[Progress], None] | None,
    stop: StopFlag | None,
) -> tuple[Assignment | None, Settings]:
    """A plan in which everyone stays, to begin with where people may move; and what time is left.

    To place everyone and to hand out all work at once is a much larger puzzle; without this
    beginning a short search could end with a plan that is worse than if nobody had moved.
    """
    from rollenplanner.solver import solve

    def hear(progress: Progress) -> None:
        if listener is not None:  # a bound of those who stay is none of all
            listener(replace(progress, bound=None))

    began, part = time.monotonic(), settings.time_limit * STAYING_PART
    fixed = replace(scenario, placement="fixed")
    found = solve(fixed, replace(settings, time_limit=part), on_progress=hear, stop=stop)
    spent = part if settings.deterministic else time.monotonic() - began
    return found.assignment, replace(settings, time_limit=max(0.01, settings.time_limit - spent))


def _honest_listener(
    scenario: Scenario, listener: Callable[[Progress], None]
) -> Callable[[Progress], None]:
    """Raise bounds to what each level can be at the very least, as the plan file does."""
    least = [least_level_value(scenario, level) for level in scenario.objective]

    def hear(progress: Progress) -> None:
        bound = progress.bound
        if bound is not None:
            bound = max(bound, least[progress.level - 1])
        listener(replace(progress, bound=bound))

    return hear


def _plan_of(
    scenario: Scenario,
    settings: Settings,
    outcome: Outcome,
    assignment: Assignment,
    start: Assignment | None,
) -> Plan:
    """The plan with everything that its file states, every figure measured by the checker."""
    terms = measure(scenario, assignment, start)
    objective = tuple(
        _level(scenario, number, level, terms) for number, level in enumerate(outcome.levels)
    )
    return Plan(
        assignment=assignment,
        periods=scenario.horizon.starts,
        scenario_name=scenario.name,
        scenario_sha256=scenario.sha256,
        program=versions(),
        settings=settings,
        status="optimal" if all(r.status == "optimal" for r in objective) else "feasible",
        objective=objective,
        terms={term: decimal_of(units) for term, units in terms.items()},
    )


def _level(
    scenario: Scenario, number: int, level: LevelOutcome, terms: dict[Term, int]
) -> LevelResult:
    weights = scenario.objective[number]
    value = sum(weight * terms[term] for term, weight in weights.items())
    counted = {term: decimal_of(terms[term]) for term in weights}
    if level.bound is None:
        return LevelResult(counted, decimal_of(value), seconds=level.seconds)
    bound = max(level.bound, least_level_value(scenario, weights))
    gap = gap_of(weights, value, bound)
    return LevelResult(
        counted,
        decimal_of(value),
        decimal_of(bound),
        Decimal(round(gap * 10**GAP_DECIMALS)).scaleb(-GAP_DECIMALS),
        "optimal" if bound == value else "feasible",
        level.seconds,
    )


def _insist(
    scenario: Scenario, plan: Plan, levels: Sequence[LevelOutcome], start: Assignment | None
) -> None:
    """Let the checker judge the plan; a disagreement is an error of ours (design section 7)."""
    measured = level_values(scenario, measure(scenario, plan.assignment, start))
    if len(measured) != len(levels):
        raise InternalError(
            text(
                "the solver reports {got} levels of the objective, the scenario has {wanted}.",
                got=len(levels),
                wanted=len(measured),
            )
        )
    for number, (level, value) in enumerate(zip(levels, measured, strict=True), start=1):
        if level.value != value:
            raise InternalError(
                text(
                    "at level {level} the solver counts {solver}, the checker {checker}.",
                    level=number,
                    solver=decimal_of(level.value),
                    checker=decimal_of(value),
                )
            )
    violations = judge(scenario, plan, start).violations
    if violations:
        raise InternalError(_disagreement(violations))


def _disagreement(violations: Sequence[Finding]) -> Text:
    return text(
        "the checker refuses the solver's plan. {messages}",
        messages=tuple(finding.message for finding in violations[:3]),
    )


def versions() -> dict[str, str]:
    """Programs whose versions a plan depends on."""
    from importlib.metadata import version

    return {"rollenplanner": __version__, "ortools": version("ortools")}
