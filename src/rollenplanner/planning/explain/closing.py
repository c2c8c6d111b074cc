"""A gap of a plan, or of the present state, as a problem that is solved when it is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.clashes.closing import goals_to_close
from rollenplanner.domain.clashes.edits import Problem
from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.reached import goals_to_keep
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.errors import Problem as Trouble
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import text
from rollenplanner.planning.find_gaps import State, gaps

#: Backups that a role asks for besides, so that a plan may list who closes the gap.
_MORE_BACKUPS: Mapping[Measure, int] = {Measure.TAKEN_OVER: 1}
#: Goals for which a role has to ask for a backup at all.
_NEEDING_BACKUPS = frozenset(
    (Measure.ABLE, Measure.BEARERS, Measure.STAYERS, Measure.SUCCESSORS, Measure.TAKEN_OVER)
)


@dataclass(frozen=True, slots=True)
class GapInQuestion:
    """A gap, and what has it."""

    finding: Finding
    state: State
    notes: tuple[Trouble, ...]


def gap_in_question(scenario_path: Path, plan_path: Path | None, gap: str) -> GapInQuestion:
    """Find a gap among the findings of a plan, or of the present state.

    Args:
        scenario_path: The scenario.
        plan_path: The plan; None: the present state.
        gap: Id of a finding, or what only one id ends with.

    Raises:
        InputError: A file is wrong, or no gap has that id, or several have.
    """
    asked = gaps(scenario_path, plan_path)
    return question_about(asked.judged, gap, str(plan_path or scenario_path), asked.notes)


def question_about(
    found: State, gap: str, place: str, notes: tuple[Trouble, ...] = ()
) -> GapInQuestion:
    """The same for a plan, or present state, that was looked at already.

    Args:
        found: The state with its findings.
        gap: Id of one of them, or what only one id ends with.
        place: What to name when the gap is unknown.
        notes: What is worth knowing about the files.

    Raises:
        InputError: No gap has that id, or several have.
    """
    return GapInQuestion(_one(found.findings, gap, place), found, notes)


def _one(findings: tuple[Finding, ...], gap: str, place: str) -> Finding:
    exact = [each for each in findings if each.id == gap]
    found = exact or [each for each in findings if gap and each.id.endswith(f"-{gap}")]
    if not found:
        message = text(
            "There is no gap with the id {id}; `rollenplanner gaps` lists them all.", id=gap
        )
        raise InputError([Trouble(place, None, None, "--gap", message)])
    if len(found) > 1:
        message = text(
            "Several gaps have an id that ends with {id}: {ids}.",
            id=gap,
            ids=tuple(each.id for each in found),
        )
        raise InputError([Trouble(place, None, None, "--gap", message)])
    return found[0]


def problems_of(
    scenario: Scenario, assignment: Assignment, finding: Finding
) -> tuple[Problem, Problem]:
    """A gap as two problems.

    Returns:
        One in which it is closed and the roles that it is about lose nothing themselves, whatever
        others lose; and one in which every other role stays as well off as it is, too.
    """
    case = case_of(scenario, assignment)
    closing = goals_to_close(case, finding)
    near = frozenset(_near(case, finding))
    asking = _asking_enough(scenario, closing, finding)
    keeping = tuple(_keeping(case_of(asking, assignment), near, obeyed=bool(closing)))
    own = tuple(goal for goal in keeping if goal.owner in _owned(closing, near))
    owners = frozenset(goal.owner for goal in closing)
    return (
        Problem(asking, (*closing, *own), owners, near),
        Problem(asking, (*closing, *keeping), owners, near),
    )


def _near(case: Case, finding: Finding) -> Iterator[str]:
    """Roles that a gap is about: those that it names, else those of the people that it names."""
    if finding.roles:
        yield from finding.roles
        return
    for cell in case.cells:
        if cell.person.id in finding.people:
            yield cell.role.id


def _owned(closing: tuple[Goal, ...], near: frozenset[str]) -> frozenset[str]:
    """Roles that must not lose themselves what closes their gap; of a broken rule all of them."""
    return frozenset(goal.owner for goal in closing) if closing else near


def _asking_enough(scenario: Scenario, closing: tuple[Goal, ...], finding: Finding) -> Scenario:
    """A plan lists no backup that nobody asks for, so roles ask for those that are needed."""
    roles = dict(scenario.roles)
    for goal in closing:
        if goal.measure not in _NEEDING_BACKUPS:
            continue
        least = goal.least if goal.measure is Measure.ABLE else 1
        for each in (goal.role,) if goal.role else finding.roles:
            asked = scenario.roles[each].backups + _MORE_BACKUPS.get(goal.measure, 0)
            roles[each] = replace(roles[each], backups=max(asked, least))
    return replace(scenario, roles=roles)


def _keeping(case: Case, near: frozenset[str], *, obeyed: bool) -> Iterator[Goal]:
    """What keeps every role as well off, but for those that a broken rule is about.

    Nobody can be asked to keep what the rules do not allow, as the present state often does not;
    unless the broken rule itself is the gap.
    """
    broken = _broken(case) - (frozenset() if obeyed else near)
    for role in case.roles.values():
        if role.id not in broken:
            yield from goals_to_keep(case, role)


def _broken(case: Case) -> frozenset[str]:
    violations = list(check_all(case.scenario, case.assignment))
    roles = {role for each in violations for role in each.roles}
    people = {person for each in violations for person in each.people}
    carried = {cell.role.id for cell in case.cells if cell.person.id in people}
    return frozenset(roles | carried)
