"""Compares this planner with the same model in one piece (CP-SAT) and as a MIP (HiGHS).

    python -m benchmarks.compare run --towns 50x6-slack-1 200x4-tight-1 --time-limit 120
    python -m benchmarks.compare report

`run` solves every scenario in every way with every seed: same time, same workers, a process each,
one after the other, every plan through the checker. Each run is a line of JSON in `--results`;
what is there already is not run again, so an interrupted comparison goes on where it stopped.
`report` draws tables and pictures from those lines. A town is named people x periods, slack or
tight, seed, with `-d15` after the kind for another density; `benchmarks.municipality` draws it.
HiGHS and the pictures need `make benchmark-setup`; without it those parts are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.comparison.plots import plot
from benchmarks.comparison.records import WAYS, Key, Run, add_run, content_of, read_runs
from benchmarks.comparison.running import run
from benchmarks.comparison.summary import groups_of
from benchmarks.comparison.tables import failures, report
from benchmarks.municipalities.shape import Shape
from benchmarks.municipality import write

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "comparison.jsonl"
TOWNS = ROOT / "build" / "towns"
REPORT = ROOT / "docs" / "benchmarks" / "comparison.md"


def run_all(chosen: argparse.Namespace) -> None:
    """Run what is not recorded yet."""
    ways = [way for way in chosen.ways if way != "highs" or _has_highs(chosen.highs_python)]
    done = read_runs(chosen.results)
    for path in _scenarios(chosen):
        content = content_of(path)
        for seed in chosen.seeds:
            for way in ways:
                key = Key(
                    path.stem, content, way, seed, chosen.workers, chosen.time_limit, chosen.label
                )
                if key in done and not (chosen.again and done[key].values is None):
                    continue
                found = run(key, path, chosen.highs_python)
                add_run(chosen.results, found)
                print(_line(found), flush=True)


def _scenarios(chosen: argparse.Namespace) -> list[Path]:
    paths: list[Path] = list(chosen.scenario)
    for name in chosen.towns:
        shape = Shape.parse(name)
        path = chosen.directory / f"town-{shape.name}.yaml"
        paths.append(path if path.exists() else write(shape, chosen.directory))
    return paths


def _has_highs(python: str) -> bool:
    """Whether HiGHS can be had; says so if not."""
    if python:
        command = [python, "-c", "import highspy"]
        there = subprocess.run(command, capture_output=True, check=False).returncode == 0
    else:
        # Looked for, not imported: OR-Tools may be loaded here.
        there = importlib.util.find_spec("highspy") is not None
    if not there:
        sys.stderr.write("highspy is missing (make benchmark-setup): HiGHS is left out.\n")
    return there


def _line(found: Run) -> str:
    key = found.key
    values = "" if found.values is None else " ".join(f"{each / 1e8:g}" for each in found.values)
    return (
        f"{key.scenario} {key.way} seed {key.seed}: {found.state}, {found.seconds:.1f} s, "
        f"{found.cpu:.1f} s of processor time, {found.memory / 1e6:.0f} MB: {values}"
    )


def write_report(chosen: argparse.Namespace) -> None:
    """Write tables and pictures from recorded runs."""
    runs = [each for each in read_runs(chosen.results).values() if _wanted(each, chosen)]
    groups = groups_of(runs)
    text = report(groups)
    if importlib.util.find_spec("matplotlib") is None:
        sys.stderr.write("matplotlib is missing (make benchmark-setup): no pictures.\n")
    else:
        text += "\n## Quality over time\n"
        for group in groups:
            if group.bests:
                key = group.runs[0].key
                name = f"{chosen.table.stem}-{group.title}-{key.time_limit:g}s.png"
                plot(group, chosen.table.parent / name)
                text += f"\n![{group.title}, {key.time_limit:g} s]({name})\n"
    chosen.table.parent.mkdir(parents=True, exist_ok=True)
    chosen.table.write_text(text, encoding="utf-8")
    for line in failures(runs):
        print(line)
    print(f"{len(runs)} runs, {len(groups)} scenarios: {chosen.table}")


def _wanted(found: Run, chosen: argparse.Namespace) -> bool:
    return chosen.label is None or found.key.label == chosen.label


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    runner = commands.add_parser("run", help="solve and record")
    runner.set_defaults(act=run_all)
    runner.add_argument("scenario", nargs="*", type=Path, help="scenario files")
    runner.add_argument("--towns", nargs="+", default=[], help="invented ones, as 50x6-tight-1")
    runner.add_argument("--directory", type=Path, default=TOWNS, help="where the towns go")
    runner.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS)
    runner.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3, 4, 5])
    runner.add_argument("--time-limit", type=float, default=120.0)
    runner.add_argument("--workers", type=int, default=2)
    runner.add_argument("--label", default="", help="tells runs apart, such as a version")
    runner.add_argument("--results", type=Path, default=RESULTS)
    runner.add_argument("--again", action="store_true", help="repeat runs without a plan")
    runner.add_argument("--highs-python", default="", help="an interpreter that has highspy")
    reporter = commands.add_parser("report", help="tables and pictures of what is recorded")
    reporter.set_defaults(act=write_report)
    reporter.add_argument("--results", type=Path, default=RESULTS)
    reporter.add_argument("--table", type=Path, default=REPORT)
    reporter.add_argument("--label", default=None, help="only runs with this label")
    return parser


def main(arguments: Iterable[str] | None = None) -> None:
    """Run or report."""
    given: Sequence[str] | None = None if arguments is None else list(arguments)
    chosen = _parser().parse_args(given)
    chosen.act(chosen)


if __name__ == "__main__":
    main()
