"""Markdown tables of a comparison."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from benchmarks.comparison.records import GOOD, Run
from benchmarks.comparison.summary import Duel, Figure, Group

_NOTHING = "–"

LEGEND = """\
Median over the runs, the worst in brackets where it differs; towns of one shape stand together, one
seed each. *Bound*: proven by that way for its
own plan (the bound of a level holds with the levels above at most at the values of the plan);
*gap* as in the plan file. *To 1%*: seconds after which the plan stays within 1% of the best known.
*Integral*: area between the curve and the best known, as a part of limit x 100%; 0% is best at
once, 100% is never near. The best known is the plan that is best level by level over all runs of
the scenario. Levels count in their order: while a level above is more than 1% behind, a level has
not been reached (– and 100%), whatever its value: that was reached on work left undone. Memory is
of the largest process of a run, and of all processes of the planner together. Processor time well
below seconds x workers means that others used the machine too. *Work undone*: uncovered fte x
periods, critical or not, of both ways where both have a plan, and in how many of these runs the
planner has at most half where the other way leaves more than 5."""
MUCH = 5.0
"""Fte x periods of uncovered work from which on the planner should leave at most half."""


def report(groups: Sequence[Group]) -> str:
    """The whole report."""
    blocks = ["# Comparison of ways to solve", LEGEND, _overview(groups)]
    blocks += [_scenario(group) for group in groups]
    return "\n\n".join(blocks) + "\n"


def _overview(groups: Sequence[Group]) -> str:
    """Who is better on the first level where they differ, over all scenarios."""
    rows = []
    for group in groups:
        for other in group.ways[1:] if "planner" in group.ways else ():
            duels = group.duels("planner", other)
            won = Counter(duel.result for duel in duels)
            levels = Counter(duel.level for duel in duels if duel.level is not None)
            where = ", ".join(f"{_short(group, at)} ({n})" for at, n in sorted(levels.items()))
            counts = (str(won[each]) for each in (1, 0, -1))
            rows.append([_title(group), other, *counts, where or _NOTHING, *_undone(duels)])
    head = ["scenario", "against", "better", "equal", "worse", "first difference (runs)"]
    head += ["work undone: planner", "other", "at most half"]
    return "## Planner against the others, run by run\n\n" + table(head, rows)


def _undone(duels: Sequence[Duel]) -> list[str]:
    """Work left undone by both, and how often it is at most half of much."""
    both = [duel.undone for duel in duels if not any(map(math.isinf, duel.undone))]
    if not both:
        return [_NOTHING] * 3
    much = [(mine, other) for mine, other in both if other > MUCH]
    half = sum(1 for mine, other in much if mine <= other / 2)
    shown = (_both(Figure.of(side), number) for side in zip(*both, strict=True))
    return [*shown, f"{half} of {len(much)}"]


def _scenario(group: Group) -> str:
    levels = range(len(group.names)) if group.bests else ()
    rows = [row for level in levels for row in _level_rows(group, level)]
    head = ["level", "way", "value", "bound", "gap", "to 1%", "integral"]
    sizes = (run.detail["size"] for run in group.runs if "size" in run.detail)
    size: dict[str, Any] = next(sizes, {})
    about = ""
    if size:
        about = (
            f"{size['people']} people, {size['roles']} roles, {size['periods']} periods, "
            f"demand {size['pressure']:.0%} of the available fte. "
        )
    parts = [f"## {_title(group)}", about + _state(group)]
    if rows:
        parts.append(table(head, rows))
    parts.append(_resources(group))
    return "\n\n".join(parts)


def _level_rows(group: Group, level: int) -> Iterator[list[str]]:
    for place, way in enumerate(group.ways):
        found = group.figures(way, level)
        yield [
            f"{level + 1} {group.names[level]}" if place == 0 else "",
            way,
            _both(found.value, number),
            number(found.bound),
            _both(found.gap, percent),
            _both(found.reached, seconds),
            _both(found.integral, percent),
        ]


def _resources(group: Group) -> str:
    rows = []
    for way in group.ways:
        runs = group.of(way)
        states = Counter(run.state for run in runs)
        rows.append(
            [
                way,
                ", ".join(f"{n} x {state}" for state, n in sorted(states.items())),
                _both(Figure.of(run.seconds for run in runs), seconds),
                _both(Figure.of(run.cpu for run in runs), seconds),
                _both(Figure.of(run.memory / 1e6 for run in runs), lambda mb: f"{mb:,.0f} MB"),
            ]
        )
    return table(["way", "runs", "seconds", "processor time", "peak memory"], rows)


def _title(group: Group) -> str:
    key = group.runs[0].key
    label = f", {key.label}" if key.label else ""
    return f"{group.title}, {key.time_limit:g} s, workers: {key.workers}{label}"


def _state(group: Group) -> str:
    seeds = len({(run.key.case, run.key.seed) for run in group.runs})
    size = next((run.detail for run in group.runs if "variables" in run.detail), None)
    model = ""
    if size:
        model = f" The whole model: {size['variables']:,} variables, {size['constraints']:,} rows."
    bad = sum(1 for run in group.runs if run.state != GOOD)
    return f"Runs of each way: {seeds}.{model}" + (
        f" Runs without a plan that is right: {bad}." if bad else ""
    )


def _short(group: Group, level: int) -> str:
    return f"{level + 1} {group.names[level]}"


def _both(figure: Figure, show: Callable[[float], str]) -> str:
    median, worst = show(figure.median), show(figure.worst)
    return median if median == worst else f"{median} ({worst})"


def number(value: float) -> str:
    """A value as plans show it, with at most four decimals."""
    return _NOTHING if math.isinf(value) else f"{value:,.4f}".rstrip("0").rstrip(".")


def percent(part: float) -> str:
    """A part of the whole."""
    return _NOTHING if math.isinf(part) else f"{part:.1%}"


def seconds(value: float) -> str:
    """Seconds with one decimal."""
    return _NOTHING if math.isinf(value) else f"{value:,.1f} s"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def failures(runs: Iterable[Run]) -> list[str]:
    """One line per run that did not end with a plan."""
    return [
        f"{run.key.scenario}, {run.key.way}, seed {run.key.seed}: {run.state}"
        for run in runs
        if run.state != GOOD
    ]
