"""Reads and writes plan files, as YAML or JSON with the same content (design section 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, LevelResult, Placed, Plan, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import decimal_of
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.domain.tuning import Tuning, WrongSetting, tuned
from rollenplanner.files.commas import comma_in_list
from rollenplanner.files.json_nodes import looks_like_json, parse_json
from rollenplanner.files.json_writing import json_text
from rollenplanner.files.nodes import Node, locate, problem_at, to_data
from rollenplanner.files.plan_format import LevelFile, PlanFile, SettingsFile
from rollenplanner.files.validation import problems_from
from rollenplanner.files.whole_files import write_whole
from rollenplanner.files.yaml_nodes import parse_collecting, read_raw
from rollenplanner.files.yaml_writing import yaml_text

_FORMAT = 1
#: From so many lists of one wrong length on, it is the plan that is another one.
_SEVERAL = 3


def read_plan(path: Path, scenario: Scenario) -> Plan:
    """Read a plan, also one made by hand, for a scenario.

    A single number, or a list of people for backups, means every active period in which the person
    serves; who has no placement stands where the scenario leaves no other place. Ids that the
    scenario does not know are kept, for the checker to report.

    Raises:
        InputError: The file is malformed, or is about other periods than the scenario.
    """
    problems: list[Problem] = []
    raw = read_raw(path, problems)
    if raw is None:
        raise InputError(problems)
    return parse_plan(raw, path, scenario)


def parse_plan(raw: bytes, path: Path, scenario: Scenario) -> Plan:
    """As `read_plan`, for content that was read already; `path` is shown as the file.

    Raises:
        InputError: The content is malformed, or is about other periods than the scenario.
    """
    problems: list[Problem] = []
    node = _node_of(raw, path, problems)
    if node is None:
        raise InputError(problems)
    stated = _validated(node, problems)
    if stated is None:
        raise InputError(problems)
    problems += _period_problems(node, stated, scenario)
    if problems:
        raise InputError(problems)
    return _plan(stated, scenario)


def plan_to_data(plan: Plan) -> dict[str, Any]:
    """A plan as plain data in the order of the plan file; fte and figures are Decimals."""
    data: dict[str, Any] = {"format": _FORMAT}
    scenario = {"name": plan.scenario_name, "sha256": plan.scenario_sha256}
    data["scenario"] = _stated(scenario)
    data["program"] = dict(plan.program)
    data["settings"] = _settings_data(plan.settings) if plan.settings else {}
    data["status"] = plan.status
    data["objective"] = [_level_data(level) for level in plan.objective]
    data["terms"] = {str(term.value): value for term, value in plan.terms.items()}
    kept = {key: value for key, value in data.items() if value not in (None, {}, [])}
    kept["periods"] = [str(month) for month in plan.periods]
    kept["placement"] = {
        person: {"function": place.function, "cluster": place.cluster}
        for person, place in plan.assignment.placement.items()
    }
    kept["roles"] = _roles_data(plan.assignment)
    kept["findings"] = [dict(finding) for finding in plan.findings]
    return kept


def plan_text(plan: Plan, *, as_json: bool = False) -> str:
    """A plan as the text of a file."""
    data = plan_to_data(plan)
    return json_text(data) if as_json else yaml_text(data)


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan: JSON if the name ends in `.json`, YAML otherwise.

    The file appears complete or not at all, also when the machine stops halfway.

    Raises:
        InputError: The file cannot be written there.
    """
    content = plan_text(plan, as_json=path.suffix.lower() == ".json")
    try:
        write_whole(path, content.encode())
    except OSError:
        message = text("This file cannot be written.")
        raise InputError([Problem(str(path), None, None, "", message)]) from None


# -- reading


def _node_of(raw: bytes, path: Path, problems: list[Problem]) -> Node | None:
    name = str(path)
    if path.suffix.lower() == ".json":
        return parse_json(raw, name, problems)
    if looks_like_json(raw):
        # YAML may start with a brace too; then its own complaints count.
        node = parse_json(raw, name, [])
        if node is not None:
            return node
    return parse_collecting(raw, name, problems)


@cache
def _model_schema() -> dict[str, Any]:
    return PlanFile.model_json_schema()


def _validated(node: Node, problems: list[Problem]) -> PlanFile | None:
    try:
        return PlanFile.model_validate(to_data(node))
    except ValidationError as error:
        problems += problems_from(error, node, _model_schema())
        return None


def _period_problems(node: Node, stated: PlanFile, scenario: Scenario) -> list[Problem]:
    """Periods and lists of another length than the scenario's."""
    found: list[Problem] = []
    starts = list(scenario.horizon.starts)
    if stated.periods is not None and stated.periods != starts:
        message = text(
            "The plan is about other periods than the scenario: {count} from {start}.",
            count=len(starts),
            start=str(starts[0]),
        )
        # Lists of another length follow from that.
        return [problem_at(locate(node, ("periods",)), ("periods",), message)]
    other = _another_scenario(stated, len(starts))
    if other is not None:
        return [problem_at(locate(node, ("roles",), key=True), ("roles",), other)]
    for role, work in stated.roles.items():
        backups = work.backups if isinstance(work.backups, dict) else {}
        for key, cells in (("holders", work.holders), ("backups", backups)):
            for person, values in cells.items():
                if isinstance(values, list) and len(values) != len(starts):
                    message = text(
                        "Expected one number per period: {count}, not {found}.",
                        count=len(starts),
                        found=len(values),
                    )
                    loc = ("roles", role, key, person)
                    hint = (
                        comma_in_list(message, values, len(starts)) if key == "holders" else message
                    )
                    found.append(problem_at(locate(node, loc), loc, hint))
    return found


def _another_scenario(stated: PlanFile, count: int) -> Text | None:
    """What to say where several lists all have the same wrong length; None if that is not so."""
    lengths = [
        len(values)
        for work in stated.roles.values()
        for cells in (work.holders, work.backups)
        if isinstance(cells, dict)
        for values in cells.values()
        if isinstance(values, list)
    ]
    if len(lengths) < _SEVERAL or len(set(lengths)) > 1 or count in lengths:
        return None
    return text(
        "This plan is for another scenario: it has {found} numbers per person and role where the "
        "scenario has {count} periods.",
        found=lengths[0],
        count=count,
    )


def _plan(stated: PlanFile, scenario: Scenario) -> Plan:
    assignment = _assignment(stated, scenario)
    return Plan(
        assignment=assignment,
        periods=scenario.horizon.starts,
        scenario_name=stated.scenario.name,
        scenario_sha256=stated.scenario.sha256,
        program=dict(stated.program),
        settings=_settings(stated.settings) if stated.settings else None,
        status=stated.status,
        objective=tuple(_levels(stated.objective, scenario, assignment)),
        terms=dict(stated.terms),
        findings=tuple(stated.findings),
    )


def _assignment(stated: PlanFile, scenario: Scenario) -> Assignment:
    placement = {key: Placed(p.function, p.cluster) for key, p in stated.placement.items()}
    facts = facts_of(scenario)
    for person in scenario.staff:
        present = facts.present(person)
        if person not in placement and present is not None and facts.stays(person):
            placement[person] = present
    holders = {
        role: {
            person: _spread(shares, role, person, scenario)
            for person, shares in work.holders.items()
        }
        for role, work in stated.roles.items()
    }
    backups = {
        role: {
            person: tuple(cell == 1 for cell in _spread(cells, role, person, scenario))
            for person, cells in _backup_cells(work.backups).items()
        }
        for role, work in stated.roles.items()
    }
    return Assignment(
        placement,
        {role: people for role, people in holders.items() if people},
        {role: people for role, people in backups.items() if people},
    )


def _backup_cells(
    backups: Mapping[str, int | list[int]] | Sequence[str],
) -> Mapping[str, int | list[int]]:
    return backups if isinstance(backups, Mapping) else dict.fromkeys(backups, 1)


def _spread(values: int | list[int], role: str, person: str, scenario: Scenario) -> tuple[int, ...]:
    """One value per period; a single one counts where the role is active and the person serves."""
    if isinstance(values, list):
        return tuple(values)
    known_role, known_person = scenario.roles.get(role), scenario.staff.get(person)
    active = known_role.active if known_role else tuple(scenario.periods)
    return tuple(
        values if t in active and (known_person is None or known_person.available[t] > 0) else 0
        for t in scenario.periods
    )


def _settings(stated: SettingsFile) -> Settings:
    try:
        tuning = tuned((name, float(value)) for name, value in stated.tuning.items())
    except WrongSetting:
        # How a plan was made is told, not judged: one of a later program may know other settings.
        tuning = Tuning()
    return Settings(
        stated.seed, stated.workers, float(stated.time_limit), stated.deterministic, tuning
    )


def _levels(
    stated: Sequence[LevelFile], scenario: Scenario, assignment: Assignment
) -> Iterator[LevelResult]:
    """The levels of a plan; a figure that is not stated is filled in as it is.

    So it is not judged either (design section 5).
    """
    recomputed: Sequence[int] = ()
    if any(level.value is None or level.status is None for level in stated):
        recomputed = level_values(scenario, measure(scenario, assignment))
    for number, level in enumerate(stated):
        # A level that the scenario does not have counts nothing.
        units = recomputed[number] if number < len(recomputed) else 0
        yield _level(level, decimal_of(units))


def _level(stated: LevelFile, recomputed: Decimal) -> LevelResult:
    proven = stated.bound is not None and stated.bound == recomputed
    return LevelResult(
        terms=dict(stated.terms),
        value=recomputed if stated.value is None else stated.value,
        bound=stated.bound,
        gap=stated.gap,
        status=stated.status or ("optimal" if proven else "feasible"),
        seconds=None if stated.seconds is None else float(stated.seconds),
    )


# -- writing


def _stated(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _settings_data(settings: Settings) -> dict[str, Any]:
    data: dict[str, Any] = {
        "seed": settings.seed,
        "workers": settings.workers,
        "time_limit": _whole(settings.time_limit),
        "deterministic": settings.deterministic,
    }
    changed = settings.tuning.changed()
    if changed:
        data["tuning"] = {name: _whole(value) for name, value in changed.items()}
    return data


def _whole(number: float) -> int | Decimal:
    return int(number) if number == int(number) else Decimal(repr(number))


def _level_data(level: LevelResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "terms": {str(term.value): value for term, value in level.terms.items()},
        "value": level.value,
        "bound": level.bound,
        "gap": level.gap,
        "status": level.status,
    }
    if level.seconds is not None:
        data["seconds"] = Decimal(f"{level.seconds:.2f}")
    return data


def _roles_data(assignment: Assignment) -> dict[str, Any]:
    roles: dict[str, Any] = {}
    for role in dict.fromkeys((*assignment.holders, *assignment.backups)):
        holders = {
            person: [fte(share) for share in shares]
            for person, shares in assignment.holders.get(role, {}).items()
            if any(shares)
        }
        backups = {
            person: [int(cell) for cell in cells]
            for person, cells in assignment.backups.get(role, {}).items()
            if any(cells)
        }
        if holders or backups:
            roles[role] = {
                key: part for key, part in (("holders", holders), ("backups", backups)) if part
            }
    return roles
