"""Use case: plans, or the cases of a study, side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.batch.reading import OPEN, StoredStudy, StoreReader
from rollenplanner.batch.tasks import FEASIBLE, OPTIMAL
from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.compared import (
    Comparison,
    Details,
    Entry,
    FoundIn,
    LevelFigure,
    Part,
)
from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.likeness import Ground, ground_of, unlike
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import decimal_of
from rollenplanner.domain.text import Text, Translator, text
from rollenplanner.domain.vouched import vouched
from rollenplanner.files.file_kinds import is_scenario
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.check_plan import plan_notes
from rollenplanner.planning.frontier import HELPER
from rollenplanner.planning.solve_case import figures_of, fragility_of, losses_of, part_rows
from rollenplanner.planning.stored_front import StoredFront, stored_front

#: So many plans at most are laid side by side person by person.
FEW = 4
#: So many variants are named where a case is not known.
FEW_NAMED = 10


def without_plan(path: Path, study: str) -> list[Entry]:
    """The cases of a study that have a result and no plan, in their order."""
    with StoreReader(path) as store:
        known = [each for each in store.studies() if each.id == study]
        entries = [entry for each in known for entry in store.entries(each)]
    return [entry for entry in entries if not entry.has_plan and entry.status != OPEN]


def compared_front(
    path: Path, studies: Sequence[str], figures: Sequence[str]
) -> StoredFront | None:
    """The trade-off that a study traced, where it is asked for by its own two terms; else None."""
    with StoreReader(path) as store:
        known = store.studies()
        chosen = [each for each in known if each.id in studies]
        if not studies:
            chosen = [each for each in known if each.kind != HELPER]
        front = stored_front(store, chosen[0], known) if len(chosen) == 1 else None
    if front is None or tuple(map(str, front.terms)) != tuple(figures):
        return None
    return front


def statuses(path: Path, study: str) -> dict[str, int]:
    """Status -> number of cases of a study, most first; `open` where there is no result."""
    with StoreReader(path) as store:
        return store.statuses(study)


# -- from a store


def compare_study(path: Path, studies: Sequence[str], cases: Sequence[str]) -> Comparison:
    """The cases of one or several studies in a store.

    Args:
        path: The store.
        studies: Ids; none: the only one that there is.
        cases: Ids or numbers of cases; none: all of them.

    Raises:
        InputError: There is no such study or case, or the studies differ in their rules.
    """
    with StoreReader(path) as store:
        known = [each for each in store.studies() if each.kind != HELPER or each.id in studies]
        chosen = _chosen(known, studies, path)
        first = chosen[0]
        _insist_alike([(study.name, study.ground) for study in chosen])
        entries = [entry for study in chosen for entry in store.entries(study)]
        if len(chosen) > 1:
            entries = [_renumbered(entry, number) for number, entry in enumerate(entries, start=1)]
        entries = _wanted(entries, cases)
        details = {}
        if len(entries) <= FEW:
            details = {each.id: store.details(each.id) for each in entries if each.has_plan}
    name = first.name if len(chosen) == 1 else ", ".join(study.name for study in chosen)
    axes = tuple(dict.fromkeys(axis for study in chosen for axis in study.axes))
    return Comparison(name, first.language, first.objective, axes, tuple(entries), details)


def _renumbered(entry: Entry, number: int) -> Entry:
    return replace(entry, number=number)


def _chosen(
    known: Sequence[StoredStudy], wanted: Sequence[str], path: Path
) -> Sequence[StoredStudy]:
    by_id = {study.id: study for study in known}
    missing = [id for id in wanted if id not in by_id]
    if missing or not known or (not wanted and len(known) > 1):
        if not known:
            message = text("There is no study in this store.")
        elif missing:
            message = text(
                "There is no study {wanted} in this store, but {known}.",
                wanted=tuple(missing),
                known=tuple(by_id),
            )
        else:
            message = text(
                "There are several studies in this store; name one with --study: {known}.",
                known=tuple(by_id),
            )
        raise InputError([Problem(str(path), None, None, "", message)])
    return [by_id[id] for id in wanted] or list(known)


def _wanted(entries: Sequence[Entry], cases: Sequence[str]) -> list[Entry]:
    """The entries that are asked for by id, variant or number, in that order."""
    if not cases:
        return list(entries)
    found: dict[str, Entry] = {}
    problems = []
    for asked in cases:
        fitting = [e for e in entries if asked in (e.id.partition(":")[2], e.id, e.variant)]
        fitting = fitting or [e for e in entries if asked == str(e.number)]
        if not fitting:
            message = text(
                "There is no such case in the study. It has {cases}, numbered 1 to {last}.",
                cases=_few(dict.fromkeys(e.variant for e in entries)),
                last=len(entries),
            )
            problems.append(Problem(None, None, None, f"--case {asked}", message))
        found.update((entry.id, entry) for entry in fitting)
    if problems:
        raise InputError(problems)
    return list(found.values())


def _few(names: Iterable[str]) -> Text:
    """The first of some names, and how many there are more."""
    known = tuple(names)
    shown, rest = known[:FEW_NAMED], len(known) - FEW_NAMED
    if rest > 0:
        return text("{items} and {n} more", items=shown, n=rest)
    return text("{items}", items=shown)


# -- from plan files


@dataclass(frozen=True, slots=True)
class _Read:
    """A plan, and the scenario that was named before it."""

    path: Path
    scenario: Scenario
    assignment: Assignment
    bounds: Mapping[int, float]


def compare_plans(files: Sequence[Path]) -> tuple[Comparison, tuple[Problem, ...]]:
    """Plans from files, each after the scenario that it is for; with what is worth knowing.

    Raises:
        InputError: A file is wrong, a plan has no scenario before it or breaks a rule, or the
            scenarios differ in horizon, objective, limits or rules.
    """
    read, notes = _read_all(files)
    _insist_alike([(str(each.path), ground_of(each.scenario)) for each in read])
    _insist_on_rules(read)
    scenario = read[0].scenario
    translator = Translator(scenario.language)
    losses = _losses(read) if len(read) <= FEW else {}
    entries, details = [], {}
    for number, each in enumerate(read, start=1):
        entry = _entry(number, each)
        entries.append(entry)
        details[entry.id] = details_of(each.scenario, each.assignment, translator)
    if len(read) > FEW:
        details = {}
    details = {id: replace(side, losses=losses.get(id)) for id, side in details.items()}
    comparison = Comparison(
        scenario.name, scenario.language, scenario.objective, (), tuple(entries), details
    )
    return comparison, tuple(notes)


def _read_all(files: Sequence[Path]) -> tuple[list[_Read], list[Problem]]:
    read: list[_Read] = []
    notes: list[Problem] = []
    scenario: Scenario | None = None
    for path in files:
        if is_scenario(path):
            scenario = read_scenario(path).scenario
            continue
        if scenario is None:
            message = text("Name the scenario before its plans: compare SCENARIO PLAN PLAN ..")
            raise InputError([Problem(str(path), None, None, "", message)])
        plan = read_plan(path, scenario)
        notes += plan_notes(scenario, plan, path)
        read.append(_Read(path, scenario, plan.assignment, bounds_of(scenario, plan)))
    if len(read) < 2:
        message = text("To compare, name at least two plans.")
        raise InputError([Problem(None, None, None, "", message)])
    return read, notes


def bounds_of(scenario: Scenario, plan: Plan) -> dict[int, float]:
    """Level, from 0 -> its bound, as far as one holds for this very scenario."""
    return {
        number: float(level.bound)
        for number, level in enumerate(vouched(scenario, plan).objective)
        if level.bound is not None
    }


def _insist_on_rules(read: Iterable[_Read]) -> None:
    """A plan that breaks rules has figures that mean nothing beside others."""
    problems = [
        Problem(str(each.path), None, None, "", broken)
        for each in read
        for broken in (broken_rules(each.scenario, each.assignment),)
        if broken is not None
    ]
    if problems:
        raise InputError(problems)


def broken_rules(scenario: Scenario, assignment: Assignment) -> Text | None:
    """Why a plan that breaks a rule is not compared; None if it breaks none."""
    if any(check_all(scenario, assignment)):
        return text("The plan breaks a rule; `rollenplanner check` tells which.")
    return None


def _entry(number: int, read: _Read) -> Entry:
    from rollenplanner.solver import StopFlag

    fragility = fragility_of(read.scenario, read.assignment, StopFlag())
    return entry_of(number, str(read.path), read.scenario, read.assignment, read.bounds, fragility)


def entry_of(
    number: int,
    name: str,
    scenario: Scenario,
    assignment: Assignment,
    bounds: Mapping[int, float],
    fragility: Mapping[str, float | int | None],
) -> Entry:
    """A plan as one of those that are compared.

    Args:
        number: Its number among them.
        name: Tells it apart.
        scenario: What it is for.
        assignment: Who stands where and carries what.
        bounds: Level, from 0 -> its bound, as far as known.
        fragility: What `fragility_of` came to; empty if that is not known.
    """
    terms = measure(scenario, assignment)
    levels = tuple(
        LevelFigure(value, bounds.get(n), bounds.get(n) == value)
        for n, units in enumerate(level_values(scenario, terms))
        for value in (float(decimal_of(units)),)
    )
    figures = figures_of(scenario, assignment, tuple(find_gaps(scenario, assignment)))
    figures |= fragility
    return Entry(
        number,
        name,
        name,
        name,
        OPTIMAL if all(level.proven for level in levels) else FEASIBLE,
        levels=levels,
        terms={term: float(decimal_of(units)) for term, units in terms.items()},
        figures={name: value for name, value in figures.items() if value is not None},
    )


def _losses(read: Sequence[_Read]) -> dict[str, dict[str, float] | None]:
    """Path of a plan -> who costs critical work when absent alone."""
    from rollenplanner.solver import StopFlag

    return {str(each.path): losses_of(each.scenario, each.assignment, StopFlag()) for each in read}


def details_of(scenario: Scenario, assignment: Assignment, translator: Translator) -> Details:
    """What a plan says in full, with its findings in a language."""
    case = case_of(scenario, assignment)
    return Details(
        {person: (at.function, at.cluster) for person, at in assignment.placement.items()},
        {
            role: {person: [each / 100 for each in row] for person, row in people.items()}
            for role, people in assignment.holders.items()
        },
        {
            role: frozenset(person for person, row in people.items() if any(row))
            for role, people in assignment.backups.items()
        },
        [
            Part(view, id, name, size, there, vacant)
            for view, id, _, name, size, there, vacant in part_rows(case)
        ],
        [
            FoundIn(
                f.id,
                f.kind,
                str(f.severity),
                translator.in_full().render(f.message),
                f.roles,
                f.people,
            )
            for f in find_gaps(scenario, assignment)
        ],
    )


# -- likeness


def _insist_alike(grounds: Iterable[tuple[str, Ground]]) -> None:
    """Refuse to compare what was made under different rules."""
    (first, ground), *others = grounds
    problems = []
    for name, other in others:
        refused = refusal(first, ground, other)
        if refused is not None:
            problems.append(Problem(None, None, None, name, refused))
    if problems:
        raise InputError(problems)


def refusal(first: str, ground: Ground, other: Ground) -> Text | None:
    """Why what was made under other rules than the first cannot stand beside it; None if it can."""
    differing = unlike(ground, other)
    if not differing:
        return None
    listed = tuple(
        text(
            "{path} ({other} against {first})",
            path=path,
            other=other.get(path, "–"),
            first=ground.get(path, "–"),
        )
        for path in differing
    )
    return text(
        "Made under other rules than {first}, so the figures cannot be compared: {paths}.",
        first=first,
        paths=listed,
    )


# -- export


def json_lines(path: Path, compared: Comparison) -> Iterator[str]:
    """Everything that a store knows of what is compared, a line per case."""
    wanted = {entry.id for entry in compared.entries}
    studies = dict.fromkeys(entry.id.partition(":")[0] for entry in compared.entries)
    with StoreReader(path) as store:
        for study in studies:
            for record in store.records(study):
                if f"{study}:{record['id']}" in wanted:
                    yield json.dumps(record, ensure_ascii=False) + "\n"
