"""Use case: the exact trade-off between two terms, as a batch of solves that narrow in on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from rollenplanner.batch.reading import StoreReader
from rollenplanner.batch.running import Progress, Run, Runner, run
from rollenplanner.batch.store import Store
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.likeness import ground_of
from rollenplanner.domain.measure import least_level_value
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.study import Study, StudyCase
from rollenplanner.domain.terms import ObjectiveLevel, Term, decimal_of, units_of
from rollenplanner.domain.text import text
from rollenplanner.domain.tradeoff import Answer, gaps, grain_of, is_complete, middle, points
from rollenplanner.planning.run_batch import put

#: Kind of a study whose cases only prepare another one.
HELPER = "helper"
FRONTIER = "frontier"
#: The two preparing studies: what counts more at its best, and the second term at its least.
ABOVE, LEAST = "above", "least"
#: Stands for the value of the second term where it is not held.
UNHELD = "-"


def helper_id(study: str, what: str) -> str:
    """Id of a study that prepares another one."""
    return f"{study}.{what}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is traced.

    Attributes:
        study: Where it comes from: id, name, settings.
        scenario: The base.
        first, second: The two terms.
        most: So many points at most.
    """

    study: Study
    scenario: Scenario
    settings: Settings
    first: Term
    second: Term
    most: int


@dataclass(frozen=True, slots=True)
class Traced:
    """What tracing came to.

    Attributes:
        held: Terms of the levels above, and the most that they may be, in units.
        points: By the second term; each with its proof or its bound.
        complete: Whether it is proven that there are no other points.
        least_second: Proven: the second term is nowhere below this, in units; None if unknown.
        stopped: Whether it was cut short.
    """

    study: str
    held: Mapping[Term, int]
    points: Sequence[Answer]
    complete: bool
    least_second: int | None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """A plan that obeys every limit of the frame, and its second term."""

    name: str
    second: int
    plan: Assignment

    @property
    def checksum(self) -> str:
        """Of the plan."""
        return hashlib.sha256(repr(self.plan).encode()).hexdigest()


class _Stopped(Exception):
    """Somebody stopped the tracing."""


@dataclass(slots=True)
class Tracing:
    """Traces one trade-off; every solve is a case in the store, so that it can go on later."""

    asked: Asked
    store: Path
    runner_of: Callable[[Study], Runner]
    versions: Mapping[str, str]
    on_progress: Callable[[Progress], None]
    stopped: Callable[[], bool]
    _limits: dict[Term, int] = field(default_factory=dict)
    _held: dict[Term, int] = field(default_factory=dict)
    _cases: list[StudyCase] = field(default_factory=list)
    _answers: list[Answer] = field(default_factory=list)
    _failed: list[int] = field(default_factory=list)
    _known: dict[str, _Known] = field(default_factory=dict)

    @property
    def study_id(self) -> str:
        """Id of the study in the store."""
        return f"{self.asked.study.id}.{self.asked.first}.{self.asked.second}"

    def go(self) -> Traced:
        """Trace it.

        Raises:
            InputError: There is no plan to begin with, or nothing was found in time.
        """
        least: int | None = None
        try:
            self._hold_levels_above()
            least = self._ends()
            self._narrow_in()
        except _Stopped:
            return self._traced(least, stopped=True)
        return self._traced(least, stopped=False)

    def _traced(self, least: int | None, *, stopped: bool) -> Traced:
        found = points(self._answers)
        grain = grain_of(self.asked.second)
        complete = not stopped and is_complete(self._answers, self._failed, grain, least)
        return Traced(self.study_id, dict(self._held), found, complete, least, stopped)

    # -- the frame

    def _hold_levels_above(self) -> None:
        """What counts more than both terms stays as good as it can be."""
        scenario = self.asked.scenario
        self._limits = dict(scenario.limits)
        pair = {self.asked.first, self.asked.second}
        above: list[ObjectiveLevel] = []
        for level in scenario.objective:
            if pair & {term for term, weight in level.items() if weight}:
                break
            above.append(level)
        else:
            # Terms that the objective does not count come below all that it counts.
            above = [*scenario.objective]
        if not above:
            return
        record = self._helper(ABOVE, tuple(above))
        for level in above:
            for term, weight in level.items():
                if weight:
                    self._held[term] = record.terms[term]
        for term, value in self._held.items():
            self._limits[term] = min(value, self._limits.get(term, value))

    def _ends(self) -> int | None:
        """Both ends: the first term as low as it can be, and the second one."""
        record = self._helper(LEAST, ({self.asked.second: 1},))
        self._solve_held([None, record.terms[self.asked.second]])
        return record.bounds[0]

    def _narrow_in(self) -> None:
        """Hold the second term in the middle of every gap, round by round.

        What a round tries depends on what was found before, never on who computed it or when.
        """
        grain = grain_of(self.asked.second)
        while True:
            room = self.asked.most - len(points(self._answers))
            wide = gaps(self._answers, self._failed, grain)[: max(0, room)]
            if not wide:
                return
            self._solve_held([middle(gap, grain) for gap in wide])

    # -- solving

    def _solve_held(self, values: Sequence[int | None]) -> None:
        """Solve with the second term held at some values, or not at all; note what came of it."""
        fresh = [self._held_at(value) for value in values]
        self._cases += fresh
        study = self._study(self.study_id, self._cases, (self._axis,))
        self._run(study, FRONTIER)
        records = self._records(study)
        self._learn(study, records)
        for value, case in zip(values, fresh, strict=True):
            record = records.get(case.id)
            if record is not None:
                self._answers.append(self._answer(value, record))
            elif value is not None:
                self._failed.append(value)

    @property
    def _axis(self) -> str:
        return f"{self.asked.second} ≤"

    def _held_at(self, value: int | None) -> StudyCase:
        first, second = self.asked.first, self.asked.second
        limits = dict(self._limits)
        if value is not None:
            limits[second] = min(value, limits.get(second, value))
        label = UNHELD if value is None else str(decimal_of(value))
        return self._case(
            f"{second}={label}", {self._axis: label}, ({first: 1}, {second: 1}), limits
        )

    def _answer(self, value: int | None, record: _Record) -> Answer:
        first, second = (record.terms[term] for term in (self.asked.first, self.asked.second))
        held = second if value is None else value
        bounds = [self._at_least(n, bound) for n, bound in enumerate(record.bounds)]
        return Answer(held, first, second, bounds[0], record.proven, bounds[1])

    def _at_least(self, place: int, bound: int | None) -> int:
        """A bound of the first or the second term; unknown, it is what a term can be at all."""
        term = (self.asked.first, self.asked.second)[place]
        least = least_level_value(self.asked.scenario, {term: 1})
        return least if bound is None else max(least, bound)

    def _helper(self, id: str, objective: tuple[ObjectiveLevel, ...]) -> _Record:
        case = self._case(id, {}, objective, self._limits)
        study = self._study(helper_id(self.study_id, id), [case], ())
        self._run(study, HELPER)
        records = self._records(study)
        self._learn(study, records)
        record = records.get(id)
        if record is None:
            message = text("No plan was found to begin with; more time may help: --time-limit.")
            raise InputError([Problem(None, None, None, "--frontier", message)])
        return record

    def _case(
        self,
        id: str,
        axes: Mapping[str, str],
        objective: tuple[ObjectiveLevel, ...],
        limits: Mapping[Term, int],
    ) -> StudyCase:
        base = self.asked.scenario
        known = self._begin_with(limits.get(self.asked.second))
        content = json.dumps(
            [
                base.sha256,
                None if known is None else known.checksum,
                [{str(term): weight for term, weight in level.items()} for level in objective],
                {str(term): limit for term, limit in sorted(limits.items())},
            ]
        )
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        scenario = replace(base, objective=objective, limits=limits, sha256=sha256)
        case = StudyCase.of(id, id, id, axes, scenario, self.asked.settings)
        return case if known is None else replace(case, hint=known.plan)

    def _begin_with(self, held: int | None) -> _Known | None:
        """The known plan with the highest second term that is not above some value.

        To find any plan within tight limits can take longer than to make a good one better.
        """
        fitting = [each for each in self._known.values() if held is None or each.second <= held]
        return max(fitting, key=lambda each: (each.second, each.name), default=None)

    def _learn(self, study: Study, records: Mapping[str, _Record]) -> None:
        """Keep the plans of a study to begin others with."""
        with StoreReader(self.store) as store:
            for id, plan in store.assignments(study.id):
                record = records[id]
                name = f"{study.id}:{id}"
                if all(record.terms[term] <= limit for term, limit in self._limits.items()):
                    self._known[name] = _Known(name, record.terms[self.asked.second], plan)

    def _study(self, id: str, cases: Sequence[StudyCase], axes: tuple[str, ...]) -> Study:
        asked = self.asked
        name = f"{asked.study.name}: {asked.first}, {asked.second}"
        varied = (f"limits.{asked.second}",)
        ground = ground_of(cases[0].scenario, varied)
        base = asked.study
        return replace(base, id=id, name=name, ground=ground, axes=axes, cases=tuple(cases))

    def _run(self, study: Study, kind: str) -> None:
        what = Run(study, self.versions)
        put(what, self.store, kind=kind)
        with Store(self.store) as opened:
            run(what, opened, self.runner_of(study), self.on_progress, self.stopped)
        if self.stopped():
            raise _Stopped

    def _records(self, study: Study) -> dict[str, _Record]:
        """Case -> what its plan counts, of those that have one."""
        with StoreReader(self.store) as store:
            (stored,) = (each for each in store.studies() if each.id == study.id)
            return {
                entry.variant: _Record(
                    {term: _units(value) for term, value in entry.terms.items()},
                    tuple(_units_or_none(level.bound) for level in entry.levels),
                    all(level.proven for level in entry.levels),
                )
                for entry in store.entries(stored)
                if entry.has_plan
            }


@dataclass(frozen=True, slots=True)
class _Record:
    """Terms, bounds per level, and whether every level is proven best."""

    terms: Mapping[Term, int]
    bounds: tuple[int | None, ...]
    proven: bool


def _units(value: float) -> int:
    return units_of(Decimal(repr(value)))


def _units_or_none(value: float | None) -> int | None:
    return None if value is None else _units(value)


def trace(
    study: Study,
    scenario: Scenario,
    terms: tuple[Term, Term],
    most: int,
    tracing: Callable[[Asked], Tracing],
) -> Traced:
    """Trace the trade-off between two terms in the base of a study.

    Raises:
        InputError: The terms are the same, or `jumps` is one of them.
    """
    first, second = terms
    if first is second or Term.JUMPS in terms:
        message = text("A trade-off needs two different terms, and jumps is none of them.")
        raise InputError([Problem(None, None, None, "--frontier", message)])
    settings = study.cases[0].settings
    return tracing(Asked(study, scenario, settings, first, second, most)).go()
