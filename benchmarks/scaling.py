"""Measures how time and memory grow with people and periods, and what 50,000 people would need.

    python -m benchmarks.scaling run --people 50 100 200 500 1000 2000 5000 --periods 1 4
    python -m benchmarks.scaling report

Each size has a process of its own, killed at a hard limit: one that reads the scenario and builds
the whole model, and one that solves until the first plan that has a value. Every measurement is a
line of JSON in `--results`; what is there is not measured again. `report` fits
`figure = factor x people^exponent` by least squares on the logarithms, per number of periods (and
the same over periods, per number of people), and follows the line to 50,000 people: on paper.
Processor time is the figure to trust on a machine that others use too.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.comparison.processes import run_module
from benchmarks.comparison.records import content_of
from benchmarks.comparison.reporting import read_end
from benchmarks.comparison.tables import table
from benchmarks.municipalities.shape import Shape
from benchmarks.municipality import write

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "scaling.jsonl"
TOWNS = ROOT / "build" / "towns"
REPORT = ROOT / "docs" / "benchmarks" / "scaling.md"
FAR = 50_000
_WORK = "benchmarks.scaling_child"
_BUILD, _FIRST = "build", "first plan"
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement of one size.

    Attributes:
        town: Name of the shape; `content` tells one version of it from another.
        work: `build` (read the file, build the whole model) or `first plan`.
        done: Whether it was done within the limit.
        seconds, cpu: Of the work itself, without reading; None unless done.
        memory: Bytes at the highest point, also of what was killed.
        empty: Bytes of the program before it read anything; 0 of what was killed.
        variables: Of the whole model; None where nothing tells.
    """

    town: str
    content: str
    people: int
    periods: int
    work: str
    workers: int
    limit: float
    done: bool
    seconds: float | None
    cpu: float | None
    memory: int
    empty: int
    variables: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """`figure = factor x size^exponent`, by least squares on the logarithms."""

    factor: float
    exponent: float

    def at(self, size: float) -> float:
        """The figure that the line gives for a size."""
        return float(self.factor * size**self.exponent)


def fit(points: Sequence[tuple[float, float]]) -> Fit | None:
    """The line through (size, figure); None with fewer than two sizes above 0."""
    logs = [(math.log(size), math.log(figure)) for size, figure in points if size > 0 < figure]
    if len({x for x, _ in logs}) < 2:
        return None
    middle_x = sum(x for x, _ in logs) / len(logs)
    middle_y = sum(y for _, y in logs) / len(logs)
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread
    return Fit(math.exp(middle_y - slope * middle_x), slope)


def run_all(chosen: argparse.Namespace) -> None:
    """Measure every size that is not recorded yet, smaller ones first."""
    known = {_key(each) for each in read_results(chosen.results)}
    for people in sorted(chosen.people):
        for periods in sorted(chosen.periods):
            shape = Shape(people, periods, chosen.tight, chosen.seed, chosen.density)
            path = write(shape, chosen.directory)
            for work in chosen.work:
                key = (shape.name, content_of(path), work, chosen.workers, chosen.limit)
                if key not in known:
                    found = _measure(shape, path, work, chosen)
                    _add(chosen.results, found)
                    print(_line(found), flush=True)


def _key(found: Measured) -> tuple[str, str, str, int, float]:
    return found.town, found.content, found.work, found.workers, found.limit


def _measure(shape: Shape, path: Path, work: str, chosen: argparse.Namespace) -> Measured:
    with tempfile.TemporaryDirectory(prefix="scaling-") as name:
        folder = Path(name)
        arguments = (work, path.resolve(), folder, shape.seed, chosen.workers, chosen.limit)
        finished = run_module(_WORK, arguments, folder, chosen.limit + chosen.grace)
        end = read_end(folder) or {}
    done = bool(end.get("done")) and not finished.killed
    note = "killed at the limit" if finished.killed else ""
    if finished.code and not finished.killed:
        note = "failed"
    return Measured(
        shape.name,
        content_of(path),
        shape.people,
        shape.periods,
        work,
        chosen.workers,
        chosen.limit,
        done,
        end.get("seconds") if done else None,
        end.get("cpu") if done else None,
        max(end.get("memory", 0), finished.memory),
        end.get("empty", 0),
        end.get("variables"),
        note,
    )


def _line(found: Measured) -> str:
    took = "not done" if found.cpu is None else f"{found.seconds:.1f} s, {found.cpu:.1f} s of CPU"
    return f"{found.town} {found.work}: {took}, {found.memory / 1e6:,.0f} MB {found.note}".strip()


def _add(path: Path, found: Measured) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{json.dumps(asdict(found), sort_keys=True)}\n")


def read_results(path: Path) -> list[Measured]:
    """What was measured so far."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Measured(**json.loads(line)) for line in lines if line.endswith("}")]


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of a measurement, and how it is shown."""

    title: str
    work: str
    take: Callable[[Measured], float | None]
    show: Callable[[float], str]


def _seconds(value: float) -> str:
    return f"{value:,.1f} s" if value < 6000 else f"{value / 3600:,.1f} h"


def _memory(value: float) -> str:
    return f"{value / 1e6:,.0f} MB" if value < 1e10 else f"{value / 1e9:,.0f} GB"


def _on_top(found: Measured) -> float | None:
    """Memory beside that of the empty program, which would hide how it grows."""
    return found.memory - found.empty if found.done else None


COLUMNS = (
    Column("variables", _BUILD, lambda found: found.variables, lambda value: f"{value:,.0f}"),
    Column("building, CPU", _BUILD, lambda found: found.cpu, _seconds),
    Column("building, memory", _BUILD, _on_top, _memory),
    Column("first plan after", _FIRST, lambda found: found.seconds, _seconds),
    Column("first plan, CPU", _FIRST, lambda found: found.cpu, _seconds),
    Column("first plan, memory", _FIRST, _on_top, _memory),
)


def report(results: Sequence[Measured]) -> str:
    """Tables of what was measured, the exponents, and 50,000 people on paper."""
    sizes = sorted({(each.people, each.periods) for each in results}, key=lambda s: (s[1], s[0]))
    blocks = [
        "# How time and memory grow",
        _intro(results),
        table(
            ["people", "periods", *(column.title for column in COLUMNS)],
            [
                [
                    f"{people:,}",
                    str(periods),
                    *(_cell(results, people, periods, c) for c in COLUMNS),
                ]
                for people, periods in sizes
            ],
        ),
        f"## Exponents over people, and {FAR:,} people on paper",
        "`figure = factor x people^exponent`, least squares on the logarithms of what was done.",
        table(["periods", "figure", "exponent", f"{FAR:,} people"], _over_people(results)),
        "## Exponents over periods",
        table(["people", "figure", "exponent"], _over_periods(results)),
    ]
    return "\n\n".join(blocks) + "\n"


def _intro(results: Sequence[Measured]) -> str:
    empty = max((each.empty for each in results), default=0)
    limits = ", ".join(f"{limit:g} s" for limit in sorted({each.limit for each in results}))
    workers = ", ".join(str(each) for each in sorted({each.workers for each in results}))
    return (
        f"A process for each figure, killed some time after {limits}; workers: {workers}. Memory "
        f"is on top of the {_memory(empty)} of the program that has read nothing yet. "
        "– : not done in the time. A format 1 scenario holds 10,000 people at most."
    )


def _found(
    results: Iterable[Measured], column: Column, people: int | None, periods: int | None
) -> list[tuple[Measured, float]]:
    """Measurements of a column, with their figures."""
    return [
        (each, value)
        for each in results
        if each.work == column.work
        and people in (None, each.people)
        and periods in (None, each.periods)
        and (value := column.take(each)) is not None
    ]


def _cell(results: Sequence[Measured], people: int, periods: int, column: Column) -> str:
    found = _found(results, column, people, periods)
    return column.show(found[-1][1]) if found else _NOTHING


def _over_people(results: Sequence[Measured]) -> list[list[str]]:
    rows = []
    for periods in sorted({each.periods for each in results}):
        for column in COLUMNS:
            found = _found(results, column, None, periods)
            line = fit([(each.people, value) for each, value in found])
            if line is not None:
                far = column.show(line.at(FAR))
                rows.append([str(periods), column.title, f"{line.exponent:.2f}", far])
    return rows


def _over_periods(results: Sequence[Measured]) -> list[list[str]]:
    rows = []
    for people in sorted({each.people for each in results}):
        for column in COLUMNS:
            found = _found(results, column, people, None)
            line = fit([(each.periods, value) for each, value in found])
            if line is not None:
                rows.append([f"{people:,}", column.title, f"{line.exponent:.2f}"])
    return rows


def write_report(chosen: argparse.Namespace) -> None:
    """Write the tables."""
    chosen.table.parent.mkdir(parents=True, exist_ok=True)
    chosen.table.write_text(report(read_results(chosen.results)), encoding="utf-8")
    print(chosen.table)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure or report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run", help="measure and record")
    runner.set_defaults(act=run_all)
    runner.add_argument("--people", type=int, nargs="+", default=[50, 100, 200, 500, 1000, 2000])
    runner.add_argument("--periods", type=int, nargs="+", default=[1, 2, 4, 8])
    runner.add_argument("--work", nargs="+", choices=(_BUILD, _FIRST), default=(_BUILD, _FIRST))
    runner.add_argument("--seed", type=int, default=1)
    runner.add_argument("--density", type=float, default=Shape(50).density)
    runner.add_argument("--tight", action="store_true")
    runner.add_argument("--workers", type=int, default=2)
    runner.add_argument("--limit", type=float, default=600.0, help="seconds for each, default 600")
    runner.add_argument("--grace", type=float, default=30.0, help="seconds on top, then killed")
    runner.add_argument("--directory", type=Path, default=TOWNS)
    runner.add_argument("--results", type=Path, default=RESULTS)
    reporter = commands.add_parser("report", help="tables of what is recorded")
    reporter.set_defaults(act=write_report)
    reporter.add_argument("--results", type=Path, default=RESULTS)
    reporter.add_argument("--table", type=Path, default=REPORT)
    chosen = parser.parse_args(arguments)
    chosen.act(chosen)


if __name__ == "__main__":
    main()
