"""Figures over several runs of the same scenario: per level and way, median and worst."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
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
class Group:
    """All runs of one scenario in the same time with the same workers.

    Attributes:
        best: Values of the plan that is best level by level, in units; empty if there is none.
    """

    runs: tuple[Run, ...]
    best: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Terms of each level."""
        return next((run.names for run in self.runs if run.names), ())

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that were run, in the order of the reports."""
        return tuple(way for way in WAYS if self.of(way))

    def of(self, way: str) -> tuple[Run, ...]:
        """The runs of one way, by seed."""
        return tuple(run for run in self.runs if run.key.way == way)

    def figures(self, way: str, level: int) -> LevelFigures:
        """What a way comes to at a level, from 0."""
        runs = self.of(way)
        limit = runs[0].key.time_limit
        curves = [curve(run.stream, self.best, level) for run in runs]
        bounds = [_bound(run, level) for run in runs]
        return LevelFigures(
            Figure.of(_value(run, level) for run in runs),
            statistics.median_low(bounds),
            Figure.of(_gap(run, level) for run in runs),
            Figure.of(time_to_reach(points) for points in curves),
            Figure.of(primal_integral(points, limit) for points in curves),
        )

    def duels(self, way: str, other: str) -> list[tuple[int, int | None]]:
        """Seed by seed: 1, 0 or -1 for the first way, and the first level where they differ."""
        found = []
        others = {run.key.seed: run for run in self.of(other)}
        for run in self.of(way):
            rival = others.get(run.key.seed)
            if rival is not None:
                differ = None
                if run.values is not None and rival.values is not None:
                    differ = first_difference(run.values, rival.values)
                found.append((better(run.values, rival.values), differ))
        return found


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

    def alike(run: Run) -> tuple[str, str, float, int, str]:
        key = run.key
        return key.scenario, key.content, key.time_limit, key.workers, key.label

    ordered = sorted(runs, key=lambda run: (alike(run), WAYS.index(run.key.way), run.key.seed))
    return [_group(list(same)) for _, same in groupby(ordered, key=alike)]


def _group(runs: Sequence[Run]) -> Group:
    plans = [run.values for run in runs if run.values is not None]
    # Tuples compare level by level, as the objective does.
    return Group(tuple(runs), min(plans) if plans else ())
