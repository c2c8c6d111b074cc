"""Random small edits: overlays that can be read, and change what they say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.edit_draws import TURN, draw
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.files.scenario_files import read_scenario

BASE = Path(__file__).resolve().parents[2] / "scenarios" / "ommen-roulatie.yaml"


@pytest.mark.parametrize("kind", sorted(set(TURN)))
def test_an_edit_is_an_overlay_that_changes_the_scenario(kind: str, tmp_path: Path) -> None:
    scenario = read_scenario(BASE).scenario
    holders = {"dvo-ict": {"P21": (80,) * 6}, "leiding": {"P01": (80,) * 6}}
    places = {who: facts_of(scenario).present(who) for who in scenario.staff}
    plan = Assignment({who: place for who, place in places.items() if place}, holders, {})
    edit = draw(kind, scenario, plan, random.Random(1))
    path = tmp_path / "edited.yaml"
    path.write_text(edit.overlay(BASE), encoding="utf-8")
    assert read_scenario(path).scenario.sha256 != scenario.sha256
    assert draw(kind, scenario, plan, random.Random(1)) == edit


def test_a_turn_is_twenty_edits() -> None:
    assert len(TURN) == 20
