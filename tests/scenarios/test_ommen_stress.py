"""A stress test of Ommen as it is: every pair, and the worst three by covers and one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.case import Case
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.stressed import Asked, Progress, Stressed
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.stress import stress, testing
from tests.stress.searches import SEARCHES

OMMEN = Path(__file__).resolve().parents[2] / "scenarios" / "ommen-4.0.yaml"


def _present() -> Case:
    scenario = read_scenario(OMMEN).scenario
    return Case(present_scenario(scenario), present_plan(scenario))


def _stressed(asked: Asked) -> tuple[Stressed, list[Progress]]:
    heard: list[Progress] = []
    return stress(_present(), asked, SEARCHES, heard.append), heard


def test_every_pair_loses_at_least_what_each_of_the_two_loses_alone() -> None:
    stressed, heard = _stressed(Asked(2))
    assert stressed.complete
    assert stressed.counts is not None
    assert stressed.counts.total == stressed.combinations == 55 * 54 // 2
    assert [each.done for each in heard] == list(range(1, 55 + 1485 + 1))
    alone = stressed.fragility.people
    assert len(alone) == 55
    assert stressed.worst
    for detail in stressed.worst:
        assert detail.absence.loss >= max(alone[who] for who in detail.absence.people)
    assert stressed.bound == stressed.worst[0].absence.loss.critical
    # No pair can lose less than the worst person of all does alone.
    assert stressed.worst[0].absence.loss >= max(alone.values(), default=Loss())


def test_the_worst_with_somebody_by_covers_and_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(3, people=("P20",))
    one_by_one, _ = _stressed(asked)  # 54 x 53 / 2 = 1,431 combinations: all of them are tried
    assert one_by_one.counts is not None
    monkeypatch.setattr(testing, "EVERY", 0)
    by_covers, _ = _stressed(asked)
    assert by_covers.counts is None
    assert by_covers.complete
    assert by_covers.bound == one_by_one.bound
    critical = [detail.absence.loss.critical for detail in one_by_one.worst]
    assert [detail.absence.loss.critical for detail in by_covers.worst] == critical
