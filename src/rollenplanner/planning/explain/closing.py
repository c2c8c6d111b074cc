"""A gap of a plan, or of the present state, as a problem that is solved when it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.clashes.edits import Problem
from rollenplanner.domain.clashes.goals import (
    CLOSED_BY,
    Goal,
    Measure,
    goals_to_close,
    goals_to_keep,
)
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.errors import Problem as Trouble
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.planning.find_gaps import State, gaps


@dataclass(frozen=True, slots=True)
class GapInQuestion:
    """A gap, as problems.

    Attributes:
        alone: It is closed and the role loses nothing itself, whatever other roles lose.
        beside: It is closed, and every other role stays as well off as it is.
    """

    finding: Finding
    alone: Problem
    beside: Problem
    notes: tuple[Trouble, ...]


def gap_in_question(scenario_path: Path, plan_path: Path | None, gap: str) -> GapInQuestion:
    """Find a gap among the findings of a plan, or of the present state.

    Raises:
        InputError: A file is wrong, or the gap is unknown or of a kind without an answer.
    """
    asked = gaps(scenario_path, plan_path)
    return question_about(asked.judged, gap, str(plan_path or scenario_path), asked.notes)


def question_about(
    found: State, gap: str, place: str, notes: tuple[Trouble, ...] = ()
) -> GapInQuestion:
    """The same for a plan, or present state, that was looked at already.

    Args:
        found: The state with its findings.
        gap: Id of one of them.
        place: What to name when the gap is unknown.
        notes: What is worth knowing about the files.

    Raises:
        InputError: The gap is unknown or of a kind without an answer.
    """
    finding = next((each for each in found.findings if each.id == gap), None)
    if finding is None or finding.kind not in CLOSED_BY:
        raise InputError([Trouble(place, None, None, "--gap", _refusal(gap, finding))])
    role = found.scenario.roles[finding.roles[0]]
    closing = goals_to_close(finding.kind, role, finding.periods)
    scenario = _asking_enough(found.scenario, role, closing)
    keeping = tuple(_keeping(scenario, found.assignment, role))
    own = tuple(goal for goal in keeping if goal.role == role.id)
    named = frozenset((role.id,))
    return GapInQuestion(
        finding,
        Problem(scenario, (*closing, *own), named),
        Problem(scenario, (*closing, *keeping), named),
        notes,
    )


def _refusal(gap: str, finding: Finding | None) -> Text:
    if finding is None:
        return text(
            "There is no gap with the id {id}; `rollenplanner gaps --json` lists them all.", id=gap
        )
    return text(
        "This is a gap of the kind {kind}; explained are {kinds}.",
        kind=finding.kind,
        kinds=tuple(CLOSED_BY),
    )


def _asking_enough(scenario: Scenario, role: Role, closing: tuple[Goal, ...]) -> Scenario:
    """A plan lists no backup that nobody asks for, so the role asks for those that are needed."""
    measures = {goal.measure for goal in closing}
    if not measures & {Measure.ABLE, Measure.BEARERS}:
        return scenario
    least = max(goal.least for goal in closing) if Measure.ABLE in measures else 1
    grown = replace(role, backups=max(role.backups, least))
    return replace(scenario, roles={**scenario.roles, role.id: grown})


def _keeping(scenario: Scenario, assignment: Assignment, gap: Role) -> Iterator[Goal]:
    """What keeps every role as well off, but for those that a broken rule is about.

    Nobody can be asked to keep what the rules do not allow, as the present state often does not.
    """
    case = case_of(scenario, assignment)
    broken = _broken(case)
    for role in case.roles.values():
        if role.id not in broken and role.id != gap.id:
            yield from goals_to_keep(case, role)
    yield from (goal for goal in goals_to_keep(case, gap) if gap.id not in broken)


def _broken(case: Case) -> frozenset[str]:
    violations = list(check_all(case.scenario, case.assignment))
    roles = {role for each in violations for role in each.roles}
    people = {person for each in violations for person in each.people}
    carried = {cell.role.id for cell in case.cells if cell.person.id in people}
    return frozenset(roles | carried)
