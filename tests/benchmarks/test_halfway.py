"""Goals at a share of the distance of one piece, and levels minimised with those above at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import halfway
from benchmarks.halfway import goal_of, goals_of, table
from benchmarks.standing import Standing, held_above, in_one_piece, level_alone
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.files.scenario_files import read_scenario
from tests.benchmarks.tiny_scenario import LAST, WISHES, the_other_way_round


def test_a_goal_lies_a_share_of_the_distance_above_the_bound() -> None:
    assert goal_of(-225, -763, 0.5) == -494
    assert goal_of(10, 0, 0.2) == 2
    assert goal_of(609, 609, 0.5) == 609
    assert goal_of(262, None, 0.5) == 262


def test_levels_that_are_kept_stay_as_good_as_the_usual_run_has_them(tiny: Path) -> None:
    plan = the_other_way_round(tiny)
    one, usual = Standing(plan, (20, 10, 8, 4), (0, 0, 0, 0)), Standing(plan, (0, 7, 1, 1), ())
    assert goals_of(one, usual, 0.5, 0) == [10, 5, 4, 2]
    assert goals_of(one, usual, 0.5, 2) == [0, 5, 4, 2]


def test_what_is_left_to_a_goal_is_divided_as_the_plan_divides_what_it_has(tiny: Path) -> None:
    scenario = read_scenario(tiny).scenario
    plan = the_other_way_round(tiny)
    # imbalance 0.84 and twice overload 0.1: 1.04. Twice that leaves each room for twice its own.
    goals = [0, 0, 0, 3 * UNIT, 0, 0, 208 * UNIT // 100]
    limits = held_above(scenario, WISHES, plan, goals).limits
    assert limits[Term.IMBALANCE] == 168 * UNIT // 100
    assert limits[Term.OVERLOAD] == 20 * UNIT // 100
    # Nothing missing: all of the room goes to the first term, of which one weighs 3.
    assert limits[Term.CRITICAL_MISSING_BACKUPS] == UNIT
    assert limits[Term.MISSING_BACKUPS] == 0
    # A goal that is missed asks for nothing better than the plan has.
    missed = held_above(scenario, WISHES, plan, [0, 0, 0, 0, 0, 0, 0]).limits
    assert missed == held_above(scenario, WISHES, plan).limits


def test_a_goal_above_lets_a_level_go_further(tiny: Path) -> None:
    plan = the_other_way_round(tiny)
    settings = Settings(1, 1, 20.0)
    # The last level counts takeovers: both stay away when work may be left undone.
    loose = [UNIT, UNIT, UNIT, 9 * UNIT, UNIT, UNIT, 9 * UNIT, 0]
    found = level_alone(tiny, LAST, plan, settings, loose)
    held = level_alone(tiny, LAST, plan, settings)
    assert found.values[LAST] < held.values[LAST]
    scenario = read_scenario(tiny).scenario
    values = level_values(scenario, measure(scenario, found.plan))
    assert values == found.values
    assert all(value <= goal for value, goal in zip(values[:LAST], loose, strict=True))


def test_the_table_tells_which_goals_the_plan_reached(tiny: Path) -> None:
    scenario = read_scenario(tiny).scenario
    one = in_one_piece(tiny, Settings(1, 1, 20.0))
    other = Standing(one.plan, (*one.values[:WISHES], 0, one.values[LAST]), ())
    lines = table(scenario, one, one.values, (one, other)).splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["yes"] * WISHES + ["no", "yes"]


def test_nothing_is_left_to_do_for_a_plan_that_is_best(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    halfway.main([str(tiny), "--first", "20", "--time-limit", "5", "--workers", "1"])
    told = capsys.readouterr().out
    assert "level 1" not in told
    assert [line.split()[-1] for line in told.splitlines()[1:]] == ["yes"] * 9
