"""Use case: why someone carries a role in a plan or does not, and what it would cost otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.domain.answers import Answer, Compared, Comparison, Outcome
from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.errors import InputError, InternalError, Problem
from rollenplanner.domain.hypothesis import Asked, bound_to, ever_barred, in_the_way
from rollenplanner.domain.judge import MISSTATED, Judgement, judge
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.plan import Assignment, Plan, Settings
from rollenplanner.domain.scenario import Pin, Role, Scenario
from rollenplanner.domain.terms import ObjectiveLevel, staying_close
from rollenplanner.domain.text import text
from rollenplanner.domain.vouched import vouched
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.check_plan import plan_notes

if TYPE_CHECKING:
    from rollenplanner.solver import Progress, StopFlag


@dataclass(frozen=True, slots=True)
class Read:
    """A plan that someone asks about, judged, and what is asked.

    Attributes:
        role: None for everything about the person.
        period: The one period of interest; None: all.
        backup: Whether it is about backing up only.
        notes: What is worth knowing about the plan file.
    """

    scenario: Scenario
    plan: Plan
    judgement: Judgement
    person: str
    role: Role | None
    period: int | None
    backup: bool
    notes: tuple[Problem, ...]

    @property
    def obeys(self) -> bool:
        """Whether the plan breaks no rule; figures may be misstated."""
        return all(each.kind == MISSTATED for each in self.judgement.violations)

    @property
    def objective(self) -> tuple[ObjectiveLevel, ...]:
        """The levels that plans are compared by, and jumps."""
        return staying_close(self.scenario.objective)


def read(
    scenario_path: Path,
    plan_path: Path,
    person: str,
    role: str | None = None,
    period: str | None = None,
    *,
    backup: bool = False,
) -> Read:
    """Read scenario and plan, and find what is asked about.

    Raises:
        InputError: A file cannot be read or is malformed; or it has no such person, role or
            period.
    """
    scenario = read_scenario(scenario_path).scenario
    problems = [*_unknown(scenario, scenario_path, person, role)]
    number = None if period is None else _period(scenario, scenario_path, period, problems)
    if problems:
        raise InputError(problems)
    plan = read_plan(plan_path, scenario)
    return Read(
        scenario,
        plan,
        judge(scenario, plan),
        person,
        None if role is None else scenario.roles[role],
        number,
        backup,
        plan_notes(scenario, plan, plan_path),
    )


def _unknown(scenario: Scenario, path: Path, person: str, role: str | None) -> list[Problem]:
    nearest, found = Nearest(), []

    def look(wrong: str, known: Collection[str], part: str) -> None:
        if wrong not in known:
            message = text('The scenario has no "{id}" there.', id=wrong)
            hinted = nearest.hint(message, wrong, known)
            found.append(Problem(str(path), None, None, part, hinted))

    look(person, scenario.staff, "staff")
    if role is not None:
        look(role, scenario.roles, "roles")
    return found


def _period(scenario: Scenario, path: Path, period: str, problems: list[Problem]) -> int | None:
    horizon = scenario.horizon
    try:
        number = (Month.parse(period).number - horizon.start.number) // horizon.months
    except ValueError:
        number = -1
    if number in scenario.periods:
        return number
    message = text(
        '"{period}" is no month (YYYY-MM) of the horizon, {first} to {last}.',
        period=period,
        first=str(horizon.start),
        last=str(horizon.period_start(horizon.count).plus(-1)),
    )
    problems.append(Problem(str(path), None, None, "horizon", message))
    return None


def answer(
    asked: Read,
    role: Role,
    settings: Settings,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    stop: StopFlag | None = None,
) -> Answer:
    """Tell why someone does or does not carry a role, and what the opposite costs, by solving.

    Raises:
        InternalError: The checker disagrees with the solver.
    """
    begun = _begin(asked, role)
    if begun.rules or begun.edit is None:
        return begun
    edited = _edited(asked, begun.edit, forced=not begun.carries)
    compared, stopped = _compare(asked, edited, role, settings, on_progress, stop)
    return dataclasses.replace(begun, comparison=compared, stopped=stopped)


def _begin(asked: Read, role: Role) -> Answer:
    """Everything about an answer that needs no solver."""
    case = case_of(asked.scenario, asked.plan.assignment)
    periods = case.active[role.id]
    if asked.period is not None:
        periods = tuple(t for t in periods if t == asked.period)
    plan = asked.plan.assignment
    held = tuple(t for t in periods if plan.share(role.id, asked.person, t))
    backed = tuple(t for t in periods if plan.is_backup(role.id, asked.person, t))
    backup = asked.backup or (bool(backed) and not held)
    carried = backed if backup else held
    empty = Answer(
        asked.scenario, plan, asked.person, role, backup, bool(carried), carried, asked.period
    )
    return _carried(empty) if carried else _not_carried(empty, periods)


def _carried(begun: Answer) -> Answer:
    """Someone carries the role: whatever pins say, or else what is lost without."""
    cells = [Asked(begun.person, begun.role.id, t, begun.backup) for t in begun.periods]
    rules = tuple(each for cell in cells for each in bound_to(begun.scenario, begun.plan, cell))
    edit = _pin(begun, begun.periods[0] if begun.asked_period is not None else None)
    return dataclasses.replace(begun, rules=rules, edit=edit)


def _not_carried(begun: Answer, periods: tuple[int, ...]) -> Answer:
    """Someone does not carry the role: rules that forbid it always, or the first period without."""
    scenario, plan = begun.scenario, begun.plan
    wanted = periods or ((begun.asked_period,) if begun.asked_period is not None else (0,))
    cells = [Asked(begun.person, begun.role.id, t, begun.backup) for t in wanted]
    cell, rules = ever_barred(scenario, plan, cells)
    if cell is None:
        return dataclasses.replace(begun, periods=wanted, rules=rules)
    way = in_the_way(scenario, plan, cell)
    edit = _pin(begun, cell.period)
    return dataclasses.replace(begun, periods=(cell.period,), obstacles=way, edit=edit)


def _pin(begun: Answer, period: int | None) -> Pin:
    """What is forbidden or pinned to see the opposite: in one period, or altogether."""
    horizon = begun.scenario.horizon
    span = Span()
    if period is not None:
        span = Span(horizon.period_start(period), horizon.period_start(period + 1))
    listed = begun.scenario.forbid if begun.carries else begun.scenario.pins
    role = begun.role.id
    return Pin(begun.person, "backup" if begun.backup else "role", (role,), role, span, len(listed))


def _edited(asked: Read, pin: Pin, *, forced: bool) -> Scenario:
    """The scenario with one pin or prohibition more, and with jumps as its last level."""
    scenario = dataclasses.replace(asked.scenario, objective=asked.objective)
    if forced:
        return dataclasses.replace(scenario, pins=(*scenario.pins, pin))
    return dataclasses.replace(scenario, forbid=(*scenario.forbid, pin))


def _compare(
    asked: Read,
    edited: Scenario,
    role: Role,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None,
    stop: StopFlag | None,
) -> tuple[Comparison, bool]:
    from rollenplanner.solver import Status
    from rollenplanner.solver.nearby import solve_nearby
    from rollenplanner.solver.question import Question

    plan = asked.plan.assignment
    targets = level_values(edited, measure(edited, plan, plan))
    question = Question(edited, plan, targets, role.id, asked.person, _pressed(asked, len(targets)))
    found = solve_nearby(question, settings, on_progress=on_progress, stop=stop)
    if found.assignment is None:
        infeasible = found.status is Status.INFEASIBLE
        ending = Outcome.IMPOSSIBLE if infeasible else Outcome.UNKNOWN
        return Comparison(ending), found.stopped
    _insist(edited, found.assignment, plan, tuple(each.value for each in found.levels))
    levels = tuple(
        Compared(weights, before, after.value, after.bound)
        for weights, before, after in zip(edited.objective, targets, found.levels, strict=True)
    )
    terms = measure(edited, plan, plan), measure(edited, found.assignment, plan)
    return Comparison(Outcome.FOUND, levels, found.assignment, *terms), found.stopped


def _pressed(asked: Read, levels: int) -> tuple[bool, ...]:
    """Levels at which the plan is best as far as it says; one that says nothing may be."""
    stated = vouched(asked.scenario, asked.plan).objective
    if not stated or not asked.judgement.ok:
        return (True,) * (levels - 1) + (False,)
    best = [each.status == "optimal" for each in stated[:levels]]
    return tuple(best) + (False,) * (levels - len(best))


def _insist(edited: Scenario, found: Assignment, plan: Assignment, values: tuple[int, ...]) -> None:
    """Let the checker judge the other plan; a disagreement is an error of ours."""
    broken = next(check_all(edited, found), None)
    if broken is not None:
        raise InternalError(
            text("the checker refuses the solver's plan. {messages}", messages=broken.message)
        )
    if level_values(edited, measure(edited, found, plan)) != values:
        raise InternalError(text("solver and checker count the other plan differently."))
