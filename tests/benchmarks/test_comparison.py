"""The comparison: the same optimum in every way, records that can be resumed, tables."""

from __future__ import annotations

import importlib.util
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy
import pytest

from benchmarks import compare
from benchmarks.comparison import export
from benchmarks.comparison.curves import Event
from benchmarks.comparison.processes import run_module
from benchmarks.comparison.records import Key, Run, add_run, content_of, read_runs, settled, thinned
from benchmarks.comparison.reporting import STARTED, peak_in
from benchmarks.comparison.running import run
from benchmarks.comparison.summary import Duel, groups_of
from benchmarks.comparison.tables import report
from benchmarks.one_piece import solve_in_one_piece
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.terms import UNIT, decimal_of
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.solver import LevelState, Progress, Status
from rollenplanner.solver.model import build_model
from rollenplanner.solver.solution import from_assignment
from tests.benchmarks.tiny_scenario import OPTIMUM


def key_of(path: Path, way: str, seed: int = 1) -> Key:
    return Key(path.stem, content_of(path), way, seed, 1, 60.0)


def plain(values: tuple[int, ...] | None) -> list[float]:
    assert values is not None
    return [float(decimal_of(value)) for value in values]


def test_one_piece_finds_the_optimum_over_periods_and_tells_how(tiny: Path) -> None:
    told: list[Progress] = []
    scenario = read_scenario(tiny).scenario
    outcome = solve_in_one_piece(scenario, Settings(1, 1, 60.0), told.append)
    assert outcome.status is Status.OPTIMAL
    assert plain(tuple(level.value for level in outcome.levels)) == OPTIMUM
    assert all(level.state is LevelState.OPTIMAL for level in outcome.levels)
    last = {each.level: each.value for each in told if each.value is not None}
    assert last == {number: level.value for number, level in enumerate(outcome.levels, 1)}


@pytest.mark.parametrize("way", ["planner", "one piece"])
def test_a_run_in_a_process_of_its_own(way: str, tiny: Path) -> None:
    found = run(key_of(tiny, way), tiny)
    assert found.state == "plan", found.detail
    assert plain(found.values) == OPTIMUM
    assert plain(tuple(event.value or 0 for event in found.stream[-len(OPTIMUM) :])) == OPTIMUM
    assert found.bounds == found.values
    assert found.detail["agrees"] is True
    assert found.memory > 10_000_000
    assert Run.of(json.loads(found.line())) == found


def test_highs_agrees_with_cp_sat(tiny: Path) -> None:
    if importlib.util.find_spec("highspy") is None:
        pytest.skip("highspy is missing: make benchmark-setup")
    found = run(key_of(tiny, "highs"), tiny)
    assert found.state == "plan", found.detail
    assert plain(found.values) == OPTIMUM
    assert found.bounds == found.values
    assert "highspy" not in sys.modules, "it must not share a process with OR-Tools"


def test_exported_rows_hold_for_a_plan_and_not_for_nonsense(tiny: Path, tmp_path: Path) -> None:
    scenario = read_scenario(tiny).scenario
    outcome = solve_in_one_piece(scenario, Settings(1, 1, 60.0))
    assert outcome.assignment is not None
    model = build_model(scenario)
    export.write_model(model, tmp_path / export.MODEL)
    data = dict(numpy.load(tmp_path / export.MODEL))
    values = numpy.array(from_assignment(model, outcome.assignment))
    assert len(data["row_least"]) == len(model.builder.rows) > 0
    assert not broken_rows(data, values)
    assert (values >= data["least"]).all()
    assert (values <= data["most"]).all()
    # Everybody holding and backing up everything is too much for every contract.
    assert broken_rows(data, data["most"])
    for number, level in enumerate(outcome.levels):
        scale, constant = data[f"level-units-{number}"]
        total = data[f"level-weights-{number}"] @ values[data[f"level-indices-{number}"]]
        assert scale * round(float(total)) + constant == level.value


def broken_rows(data: dict[str, Any], values: Any) -> list[int]:
    found = []
    for row, (start, end) in enumerate(zip(data["starts"], data["starts"][1:], strict=False)):
        total = data["coefficients"][start:end] @ values[data["indices"][start:end]]
        if not data["row_least"][row] <= total <= data["row_most"][row]:
            found.append(row)
    return found


def test_what_goes_wrong_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    path.write_text("format: 7\n", encoding="utf-8")
    found = run(key_of(path, "planner"), path)
    assert found.state == "failed"
    assert found.values is None
    assert "InputError" in found.detail["error"]


def test_a_process_over_its_limit_is_killed(tmp_path: Path) -> None:
    (tmp_path / STARTED).touch()
    endless = ("-n", "1", "-r", "1", "while True: pass")
    assert run_module("timeit", endless, tmp_path, limit=0.2).killed


def test_peak_memory_of_a_process() -> None:
    assert peak_in("Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n") == 2048 * 1024
    assert peak_in("Name:\tx\n") is None


def made_up(
    way: str, seed: int, values: tuple[int, ...] | None, *stream: Event, name: str = "made-up"
) -> Run:
    state = "plan" if values else "no plan"
    units = None if values is None else tuple(value * UNIT for value in values)
    events = tuple(e._replace(value=None if e.value is None else e.value * UNIT) for e in stream)
    bounds = () if units is None else (0, None)
    key = Key(name, name, way, seed, 1, 10.0)
    return Run(key, state, ("uncovered", "wishes"), units, bounds, events, 10.0, 9.0, 1)


def test_figures_over_seeds() -> None:
    runs = [
        made_up("planner", 1, (2, 5), Event(1, 0, 2, None), Event(2, 1, 5, None)),
        made_up("planner", 2, (2, 6), Event(5, 0, 2, None), Event(5, 1, 6, None)),
        made_up("one piece", 1, (4, 1), Event(1, 0, 4, None), Event(1, 1, 1, None)),
        made_up("one piece", 2, None),
    ]
    (group,) = groups_of(runs)
    # (2, 5) is best level by level, although 1 is the least value of the second level.
    assert list(group.bests.values()) == [(2 * UNIT, 5 * UNIT)]
    first = group.figures("planner", 0)
    assert (first.value.median, first.value.worst) == (2, 2)
    assert (first.reached.median, first.reached.worst) == (5, 5)  # of two, the worse is the middle
    assert first.integral.worst == pytest.approx(0.5)
    assert first.gap.worst == 1  # (2 - 0) / 2
    piece = group.figures("one piece", 1)
    assert piece.value.worst == math.inf
    assert (piece.integral.median, piece.reached.median) == (1, math.inf)
    assert group.duels("planner", "one piece") == [
        Duel(1, 0, (2.0, 4.0)),
        Duel(1, None, (2.0, math.inf)),
    ]
    text = report([group])
    line = (
        "| made-up, 10 s, workers: 1 | one piece | 2 | 0 | 0 | 1 uncovered (1) | 2 | 4 | 0 of 0 |"
    )
    assert line in text
    assert "| 1 uncovered | planner | 2 | 0 | 100.0% | 5.0 s | 50.0% |" in text


def test_towns_of_one_shape_stand_together_each_near_its_own_best() -> None:
    one, two = "town-50x6-tight-1", "town-50x6-tight-2"
    runs = [
        made_up("planner", 1, (2, 5), Event(1, 0, 2, None), name=one),
        made_up("planner", 2, (8, 5), Event(4, 0, 8, None), name=two),
        made_up("one piece", 1, (6, 5), Event(1, 0, 6, None), name=one),
        made_up("one piece", 2, (9, 5), Event(1, 0, 9, None), name=two),
        made_up("planner", 1, (1, 1), name="town-50x6-slack-1"),
    ]
    slack, tight = groups_of(runs)
    assert (slack.title, tight.title) == ("town-50x6-slack", "town-50x6-tight")
    assert tight.bests == {(one, one): (2 * UNIT, 5 * UNIT), (two, two): (8 * UNIT, 5 * UNIT)}
    assert tight.best(0) == 8  # of two, the worse is the middle
    assert tight.figures("planner", 0).reached.worst == 4  # 8 is the best of its own town
    # Much is left undone by one piece twice: 2 is at most half of 6, 8 is not of 9.
    assert "| 2 | 0 | 0 | 1 uncovered (2) | 8 | 9 | 1 of 2 |" in report([tight])


def test_the_stream_is_thinned_and_settled() -> None:
    told = [
        Event(1.00, 1, 9, None),
        Event(1.01, 1, 8, None),  # within the grain: only the last is kept
        Event(1.02, 1, 8, None),  # no news
        Event(2.00, 2, 5, None),
    ]
    kept = thinned(told)
    assert kept == (told[1], told[3])
    # Level 0 was never told: it had its value when a level below was told first.
    assert settled(kept, (0, 8, 4), 3.0) == (
        Event(1.01, 1, 8, None),
        Event(1.01, 0, 0, None),
        Event(2.00, 2, 5, None),
        Event(3.0, 0, 0, None),
        Event(3.0, 1, 8, None),
        Event(3.0, 2, 4, None),
    )


def test_recorded_runs_are_not_repeated(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Key] = []

    def pretend(key: Key, _path: Path, _python: str) -> Run:
        asked.append(key)
        return Run(key, "plan", ("uncovered",), (0,), (0,), (Event(1, 0, 0, 0),), 1.0, 1.0, 1)

    monkeypatch.setattr(compare, "run", pretend)
    results = tmp_path / "runs.jsonl"
    command = ["run", str(tiny), "--ways", "planner", "one piece", "--results", str(results)]
    compare.main([*command, "--seeds", "1", "2"])
    assert [(key.seed, key.way) for key in asked] == [
        (seed, way) for seed in (1, 2) for way in ("planner", "one piece")
    ]
    # Cut off half-way through the last line: that run, and a new seed, are all that is left to do.
    text = results.read_text(encoding="utf-8")
    results.write_text(text[: -len(text.splitlines()[-1]) // 2], encoding="utf-8")
    asked.clear()
    compare.main([*command, "--seeds", "1", "2", "3"])
    assert [(key.seed, key.way) for key in asked] == [
        (2, "one piece"),
        (3, "planner"),
        (3, "one piece"),
    ]
    assert len(read_runs(results)) == 6


def test_a_run_survives_its_file(tmp_path: Path) -> None:
    one = made_up("planner", 1, (2, 5), Event(1, 0, 2, None))
    add_run(tmp_path / "new" / "runs.jsonl", one)
    assert read_runs(tmp_path / "new" / "runs.jsonl") == {one.key: one}
