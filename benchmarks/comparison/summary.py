"""Figures over several runs of one scenario, or of towns of one shape: median and worst."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from benchmarks.comparison.curves import (
    better,
    curve,
    first_difference,
    primal_integral,
    time_to_reach,
)
from benchmarks.comparison.records import WAYS, Run
from rollenplanner.domain.terms import UNIT

_UNCOVERED = re.compile(r"\b(critical_)?uncovered\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure over the seeds: lower is better, infinite where there is none."""

    median: float
    worst: float

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Figure:
        """Median (the worse of the middle two) and worst."""
        listed = sorted(numbers)
        return cls(statistics.median_high(listed), listed[-1])


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """What one way comes to at one level; values in ones, not in units.

    Attributes:
        bound: Of the runs with a plan, the lowest and the middle; minus infinity if unknown.
        gap: As a plan file states it: (value - bound) / max(1, |value|).
        reached: Seconds to within 1% of the best known.
        integral: Primal integral, 0 to 1.
    """

    value: Figure
    bound: float
    gap: Figure
    reached: Figure
    integral: Figure


@dataclass(frozen=True, slots=True)
class Duel:
    """One run against another with the same seed, on the same scenario.

    Attributes:
        result: 1 if the first way has the better plan, -1 if the other has, else 0.
        level: The first level where they differ, from 0; None if a plan is missing, or none does.
        undone: Work that each leaves uncovered, critical or not, in fte x periods; infinite
            without a plan.
    """

    result: int
    level: int | None
    undone: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Group:
    """All runs of one scenario, or of towns of one shape, in the same time with the same workers.

    Attributes:
        bests: Scenario -> values of the plan that is best level by level, in units; only where
            there is a plan.
    """

    runs: tuple[Run, ...]
    bests: Mapping[tuple[str, str], tuple[int, ...]]

    @property
    def title(self) -> str:
        """Name of the scenario, or of the shape of the towns."""
        return self.runs[0].key.kind.split(" ")[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Terms of each level."""
        return next((run.names for run in self.runs if run.names), ())

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that were run, in the order of the reports."""
        return tuple(way for way in WAYS if self.of(way))

    def of(self, way: str) -> tuple[Run, ...]:
        """The runs of one way, by scenario and seed."""
        return tuple(run for run in self.runs if run.key.way == way)

    def best(self, level: int) -> float:
        """The best known at a level in ones, in the middle where there are several scenarios."""
        return statistics.median_high(best[level] for best in self.bests.values()) / UNIT

    def figures(self, way: str, level: int) -> LevelFigures:
        """What a way comes to at a level, from 0."""
        runs = self.of(way)
        limit = runs[0].key.time_limit
        curves = [curve(run.stream, self._best_of(run), level) for run in runs]
        bounds = [_bound(run, level) for run in runs]
        return LevelFigures(
            Figure.of(_value(run, level) for run in runs),
            statistics.median_low(bounds),
            Figure.of(_gap(run, level) for run in runs),
            Figure.of(time_to_reach(points) for points in curves),
            Figure.of(primal_integral(points, limit) for points in curves),
        )

    def _best_of(self, run: Run) -> tuple[int, ...]:
        """The best known of the scenario of a run; where there is no plan, nothing is near it."""
        return self.bests.get(run.key.case, (0,) * len(self.names))

    def duels(self, way: str, other: str) -> list[Duel]:
        """A way against another one, run by run."""
        others = {(run.key.case, run.key.seed): run for run in self.of(other)}
        pairs = ((run, others.get((run.key.case, run.key.seed))) for run in self.of(way))
        return [_duel(run, rival) for run, rival in pairs if rival is not None]


def _duel(run: Run, rival: Run) -> Duel:
    level = None
    if run.values is not None and rival.values is not None:
        level = first_difference(run.values, rival.values)
    return Duel(better(run.values, rival.values), level, (_undone(run), _undone(rival)))


def _undone(run: Run) -> float:
    """Fte x periods of work that nobody does; critical work is part of no other level."""
    levels = [n for n, name in enumerate(run.names) if _UNCOVERED.search(name)]
    return sum(_value(run, level) for level in levels) if levels else math.inf


def _value(run: Run, level: int) -> float:
    return math.inf if run.values is None else run.values[level] / UNIT


def _bound(run: Run, level: int) -> float:
    bound = run.bounds[level] if level < len(run.bounds) else None
    return -math.inf if bound is None else bound / UNIT


def _gap(run: Run, level: int) -> float:
    value, bound = _value(run, level), _bound(run, level)
    if math.isinf(value) or math.isinf(bound):
        return math.inf
    return (value - bound) / max(1.0, abs(value))


def groups_of(runs: Iterable[Run]) -> list[Group]:
    """Runs that may be compared, together; in the order of scenario, time and workers."""

    def alike(run: Run) -> tuple[str, float, int, str]:
        key = run.key
        return key.kind, key.time_limit, key.workers, key.label

    def order(run: Run) -> tuple[object, ...]:
        return *alike(run), WAYS.index(run.key.way), *run.key.case, run.key.seed

    return [_group(list(same)) for _, same in groupby(sorted(runs, key=order), key=alike)]


def _group(runs: Sequence[Run]) -> Group:
    bests: dict[tuple[str, str], tuple[int, ...]] = {}
    for run in runs:
        if run.values is not None:
            # Tuples compare level by level, as the objective does.
            bests[run.key.case] = min(bests.get(run.key.case, run.values), run.values)
    return Group(tuple(runs), bests)
