"""How long a planner waits after a small edit, and how much of the plan changes.

    python -m benchmarks.edits --plan plan.yaml -o docs/benchmarks/edits.md

Draws random small edits on a scenario over several periods, solves each anew from one and the same
earlier plan (made first, unless `--plan` gives it), and proves with time of its own how many
cells have to change at least. An edit that leaves no plan at all is told and drawn again.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.edit_draws import TURN, Edit, draw
from rollenplanner.files.plan_files import read_plan
from rollenplanner.files.scenario_files import read_scenario

#: What the issue asks: seconds until a checked plan, and cells that the edit did not force.
MOST_SECONDS, MOST_UNFORCED = 5.0, 5


@dataclass(frozen=True, slots=True)
class Measured:
    """An edit and what its three runs came to (`benchmarks.edits_child`).

    Attributes:
        first: Stopped at its first checked plan, however late it comes.
        whole: With the whole time limit.
        forced: The least number of jumps.
    """

    number: int
    edit: Edit
    first: dict[str, Any]
    whole: dict[str, Any]
    forced: dict[str, Any]

    @property
    def unforced(self) -> int | None:
        """Cells that differ though the edit does not force it; against the proven bound."""
        if "jumps" not in self.whole or "bound" not in self.forced:
            return None
        return int(self.whole["jumps"]) - int(self.forced["bound"])


@dataclass(frozen=True, slots=True)
class Way:
    """How edits are solved."""

    base: Path
    plan: Path
    seed: int
    workers: int
    time_limit: float
    proof_limit: float

    def child(self, work: str, scenario: Path, seconds: float) -> dict[str, Any]:
        """Run one measurement in a process of its own."""
        told = (scenario, self.plan, self.seed, self.workers, seconds, time.monotonic())
        arguments = [sys.executable, "-m", "benchmarks.edits_child", work, *map(str, told)]
        done = subprocess.run(arguments, stdout=subprocess.PIPE, text=True, check=False)
        lines = done.stdout.splitlines()
        return json.loads(lines[-1]) if lines else {"state": f"failed ({done.returncode})"}

    def measure(self, number: int, edit: Edit) -> Measured:
        """Measure one edit."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "edited.yaml"
            path.write_text(edit.overlay(self.base.resolve()), encoding="utf-8")
            forced = self.child("forced", path, self.proof_limit)
            if forced["state"] == "infeasible":
                return Measured(number, edit, {}, {}, forced)
            first = self.child("first", path, self.proof_limit)
            whole = self.child("whole", path, self.time_limit)
            return Measured(number, edit, first, whole, forced)


def measured(way: Way, count: int) -> Iterator[Measured]:
    """Edits that leave a plan possible, `count` of them, and those in between that do not."""
    scenario = read_scenario(way.base).scenario
    plan = read_plan(way.plan, scenario).assignment
    rng = random.Random(way.seed)
    for number in range(count):
        while True:
            found = way.measure(number + 1, draw(TURN[number % len(TURN)], scenario, plan, rng))
            yield found
            if found.forced["state"] != "infeasible":
                break


def report(found: Sequence[Measured], way: Way) -> str:
    """The table and its summary as Markdown."""
    counted = [each for each in found if each.whole]
    lines = [
        "# Plans that do not jump: small edits",
        "",
        "```",
        f"python -m benchmarks.edits --seed {way.seed} -o docs/benchmarks/edits.md",
        "```",
        "",
        f"Random small edits (seed {way.seed}) of `{way.base}`, each solved anew from the same "
        f"earlier plan with `--time-limit {way.time_limit:g}` and the "
        f"{MOST_UNFORCED} free cells of `--jumps`, in a process of its own. Seconds are what a "
        "user waits: starting the program, reading, searching, checking; in brackets those of the "
        "processor. The machine has two cores and was shared with other work at the time: the "
        "seconds are pessimistic. The first plan is waited for in a run of its own, however late "
        "it comes.",
        "",
        "*Jumps*: holder and backup cells (one person, one role, one period) that differ from the "
        "earlier plan. *Forced*: the least that any plan of the edited scenario differs, proven in "
        "a run of its own with as much time as it takes (`solver/nearest.py`, which is compared "
        "with enumeration in `tests/brute_force`); `a..b` where the proof did not close. "
        "*Not forced*: jumps minus forced (minus `a`). Levels: critical work without "
        "holder, other work without holder, coordination, missing backups (weighted); *before* is "
        "the earlier plan measured on the edited scenario, whose rules it may break.",
        "",
        "| | edit | first plan | end | checker | jumps | forced | not forced "
        "| four levels before | after |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(_row(each) for each in found),
        "",
        *_summary(counted, way.time_limit),
    ]
    return "\n".join(lines) + "\n"


def _row(each: Measured) -> str:
    if not each.whole:
        words = f"{each.edit.words}: proven that no plan exists; drawn again"
        return f"| – | {words} | | | | | | | | |"
    cells = (
        str(each.number),
        each.edit.words,
        f"{each.first['seconds']:.1f} s ({each.first['cpu']:.1f})",
        f"{each.whole['seconds']:.1f} s",
        f"{each.first['state']}, {each.whole['state']}",
        str(each.whole.get("jumps", "–")),
        _forced(each.forced),
        "–" if each.unforced is None else str(each.unforced),
        " / ".join(each.whole.get("before", ())),
        " / ".join(each.whole.get("levels", ())),
    )
    return f"| {' | '.join(cells)} |"


def _forced(forced: dict[str, Any]) -> str:
    if forced["state"] == "optimal":
        return str(forced["jumps"])
    return f"{forced['bound']}..{forced['jumps']}" if "bound" in forced else "?"


def _summary(found: Sequence[Measured], time_limit: float) -> Iterator[str]:
    columns: tuple[tuple[str, Callable[[Measured], float | None]], ...] = (
        ("seconds until the first checked plan", lambda each: each.first["seconds"]),
        ("the same, of the processor", lambda each: each.first["cpu"]),
        ("seconds until the end", lambda each: each.whole["seconds"]),
        ("jumps", lambda each: each.whole.get("jumps")),
        ("jumps that the edit did not force", lambda each: each.unforced),
    )
    yield "| | median | worst |"
    yield "|---|---|---|"
    for words, look in columns:
        values = [value for each in found if (value := look(each)) is not None]
        if values:
            yield f"| {words} | {statistics.median(values):.3g} | {max(values):.3g} |"
    good = sum(_as_asked(each) for each in found)
    told = sum(each.whole.get("told") == [each.forced.get("bound"), True] for each in found)
    proven = sum(each.forced["state"] == "optimal" for each in found)
    yield ""
    yield (
        f"The forced number is proven for {proven} of {len(found)} edits; {told} of the runs of "
        f"{time_limit:g} s proved it on the way, and say so in their summary."
    )
    yield ""
    yield (
        f"{good} of {len(found)} edits have a checked plan within {MOST_SECONDS:g} s and at most "
        f"{MOST_UNFORCED} jumps that the edit did not force."
    )


def _as_asked(each: Measured) -> bool:
    quick = each.first["state"] == "kept" and each.first["seconds"] <= MOST_SECONDS
    near = each.unforced is not None and each.unforced <= MOST_UNFORCED
    return quick and near and each.whole["state"] == "kept"


def main() -> None:
    """Make the earlier plan if there is none, measure every edit, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    parser.add_argument("scenario", nargs="?", type=Path, default=Path(_ROULATIE))
    parser.add_argument("--plan", type=Path, help="the earlier plan; made first without it")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=5.0)
    parser.add_argument("--proof-limit", type=float, default=120.0)
    parser.add_argument("-o", "--output", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        plan = chosen.plan or _earlier(chosen.scenario, Path(folder) / "earlier.yaml")
        way = Way(
            chosen.scenario,
            plan,
            chosen.seed,
            chosen.workers,
            chosen.time_limit,
            chosen.proof_limit,
        )
        found: list[Measured] = []
        for each in measured(way, chosen.count):
            found.append(each)
            print(_row(each), file=sys.stderr, flush=True)
            if chosen.output is not None:
                # Complete after every edit, so that a run may be ended early.
                chosen.output.parent.mkdir(parents=True, exist_ok=True)
                chosen.output.write_text(report(found, way), encoding="utf-8")
    if chosen.output is None:
        print(report(found, way))


def _earlier(scenario: Path, plan: Path) -> Path:
    arguments = ["solve", str(scenario), "--time-limit", "60", "-o", str(plan)]
    subprocess.run(
        [sys.executable, "-m", "rollenplanner", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return plan


_ROULATIE = "scenarios/ommen-roulatie.yaml"
_Plain = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    main()
