"""One level by itself from a given plan, with nothing above it made worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import equal_ground
from benchmarks.equal_ground import Alone, line
from benchmarks.standing import held_above, level_alone
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.files.scenario_files import read_scenario
from tests.benchmarks.tiny_scenario import LAST, WISHES, the_other_way_round


def test_a_level_goes_as_far_as_those_above_allow(tiny: Path) -> None:
    plan = the_other_way_round(tiny)
    # P1 and P2 are alike but for the wish: exchanged, everything above stays as it is, and a wish
    # of weight 2 is granted in two periods.
    found = level_alone(tiny, WISHES, plan, Settings(1, 1, 20.0))
    assert (found.values[WISHES], found.bounds[WISHES]) == (-4 * UNIT, -4 * UNIT)
    # With no wish granted at the start, two takeovers are the least there is, and there are two.
    last = level_alone(tiny, LAST, plan, Settings(1, 1, 20.0))
    assert (last.values[LAST], last.bounds[LAST]) == (2 * UNIT, 2 * UNIT)


def test_terms_above_are_limited_to_what_the_plan_has(tiny: Path) -> None:
    plan = the_other_way_round(tiny)
    scenario = held_above(read_scenario(tiny).scenario, LAST, plan)
    assert scenario.limits[Term.IMBALANCE] == 84 * UNIT // 100
    assert scenario.limits[Term.WISHES] == 0
    assert Term.CHANGES not in scenario.limits
    assert len(scenario.objective) == 1


def test_a_line_tells_what_is_left_of_the_distance() -> None:
    told = line(Alone({Term.WISHES: 1}, 0, -3 * UNIT, -4 * UNIT))
    assert told.split() == ["1", "wishes", "0", "-3", "-4", "25%"]
    assert line(Alone({Term.WISHES: 1}, 0, 0, None)).split()[-1] == "–"


def test_from_the_model_in_one_piece(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    equal_ground.main(
        [str(tiny), "--first", "20", "--time-limit", "20", "--levels", "8", "--workers", "1"]
    )
    # It is optimal already, so nothing is left of no distance.
    assert capsys.readouterr().out.splitlines()[-1].split()[-4:] == ["-4", "-4", "-4", "–"]


def test_a_level_above_may_become_worse_up_to_its_goal(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Without the two takeovers nobody holds a or b: 0.5 each in two periods, b critical.
    levels = ["--levels", "9", "--goal", "1=1", "2=1", "4=6", "7=9", "8=0"]
    equal_ground.main([str(tiny), "--first", "20", "--time-limit", "20", "--workers", "1", *levels])
    assert capsys.readouterr().out.splitlines()[-1].split()[-4:-1] == ["2", "0", "0"]
