"""One run from beginning to end: starts the processes of a way and gathers what they left."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.comparison.curves import Event
from benchmarks.comparison.processes import Finished, run_module
from benchmarks.comparison.records import GOOD, Key, Run, settled, thinned
from benchmarks.comparison.reporting import read_end, read_stream

_CHILD = "benchmarks.comparison.child"
_EXPORT = "benchmarks.comparison.export"
_HIGHS = "benchmarks.comparison.highs"


def grace(time_limit: float) -> float:
    """Seconds above the time limit before a process is killed; building is within the limit."""
    return max(60.0, time_limit / 2)


def run(key: Key, path: Path, highs_python: str = "") -> Run:
    """Run one case; never raises for what goes wrong inside it.

    Args:
        key: What to run.
        path: The scenario.
        highs_python: The interpreter that has highspy; this one if empty.
    """
    with tempfile.TemporaryDirectory(prefix="compare-") as name:
        folder = Path(name)
        path = path.resolve()
        if key.way == "highs":
            return _highs(key, path, folder, highs_python)
        limit = key.time_limit + grace(key.time_limit)
        arguments = (key.way, path, folder, key.seed, key.workers, key.time_limit)
        finished = run_module(_CHILD, arguments, folder, limit)
        end = read_end(folder) or {}
        return _gather(key, [finished], read_stream(folder), end)


def _highs(key: Key, path: Path, folder: Path, python: str) -> Run:
    """Export, solve without OR-Tools, judge; building counts as time, judging does not."""
    limit = key.time_limit + grace(key.time_limit)
    built = run_module(_EXPORT, ("write", path, folder), folder, limit)
    end = read_end(folder, "built.json") or {}
    if built.code or built.killed or not end:
        return _gather(key, [built], [], end)
    left = max(0.0, key.time_limit - end["seconds"])
    arguments = (folder, key.seed, key.workers, key.time_limit, end["seconds"])
    solved = run_module(_HIGHS, arguments, folder, left + grace(key.time_limit), python)
    found = read_end(folder) or {}
    merged = end | found
    merged["memory"] = max(end["memory"], found.get("memory", 0))
    merged["cpu"] = end["cpu"] + found.get("cpu", solved.cpu)
    merged |= {"state": "no plan", "values": None}
    if found.get("infeasible"):
        merged["state"] = "infeasible"
    if (folder / "solution.npy").exists():
        judged = run_module(_EXPORT, ("judge", path, folder), folder, limit)
        merged |= read_end(folder, "judged.json") or {"state": "failed", "error": judged.talk}
    return _gather(key, [built, solved], read_stream(folder), merged)


def _gather(
    key: Key, finished: Sequence[Finished], stream: Sequence[Event], end: dict[str, Any]
) -> Run:
    last = finished[-1]
    state = end.get("state", "failed")
    if last.killed and state != GOOD:
        state = "killed"
    elif last.code and not last.killed:
        state = "failed"
    values = end.get("values") if state == GOOD else None
    seconds = end.get("seconds", key.time_limit) if not last.killed else key.time_limit
    events = thinned(stream)
    if values is not None:
        events = settled(events, values, seconds)
    taken = {"state", "values", "names", "bounds", "seconds", "cpu", "memory"}
    detail = {name: each for name, each in end.items() if name not in taken}
    if last.killed:
        detail["over limit"] = True
    if state == "failed":
        detail.setdefault("error", last.talk)
    return Run(
        key,
        state,
        tuple(end.get("names", ())),
        None if values is None else tuple(values),
        _honest(end.get("bounds", ()), values),
        events,
        seconds,
        end.get("cpu", sum(each.cpu for each in finished)),
        max(end.get("memory", 0), *(each.memory for each in finished)),
        detail,
    )


def _honest(bounds: Sequence[int | None], values: Sequence[int] | None) -> tuple[int | None, ...]:
    """Bounds of levels that the plan is about, never above its values."""
    if values is None:
        return tuple(bounds)
    padded = [*bounds, *[None] * (len(values) - len(bounds))]
    return tuple(
        None if bound is None else min(bound, value)
        for bound, value in zip(padded, values, strict=True)
    )
