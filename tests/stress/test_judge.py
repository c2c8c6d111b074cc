"""The judge of redeployments refuses each thing that a stress test does not allow."""

from __future__ import annotations

import pytest

from rollenplanner.domain.case import Case
from rollenplanner.domain.redeployment import Loss, Redeployment, judge_redeployment, loss_of
from rollenplanner.domain.scenario import Rules
from tests.support.build import (
    asks,
    assign,
    clash,
    cluster,
    function,
    person,
    pin,
    role,
    scenario,
    vacancy,
)

MADE = scenario(
    roles=[
        role("a", 40, critical=True),
        role("b", 60),
        role("c", 30, critical=True),
        role("own", 20, own_cluster=True),
        role("hard", 20, asked=asks(kas=2)),
    ],
    staff=[person("P1"), person("P2"), person("P3", cluster="d"), vacancy("V1")],
    clusters=[cluster("c"), cluster("d")],
    functions=[function("f", clusters=("c", "d"))],
    incompatible=[clash("b", "hard")],
    forbid=[pin("P3", "role", "a")],
    rules=Rules(step=5),
)
PLAN = assign(
    MADE,
    {
        "a": {"P1": 40},
        "b": {"P2": 60},
        "c": {"P2": 30},
        "own": {"P1": 20},
        "hard": {"P1": 20},
    },
    {"a": ["P2", "P3", "V1"], "own": ["P3"], "hard": ["P2"]},
)
CASE = Case(MADE, PLAN)


def _refused(**changes: dict[str, int]) -> list[str]:
    return [str(each) for each in judge_redeployment(CASE, _without_p1(**changes))]


def _without_p1(**changes: dict[str, int]) -> Redeployment:
    return Redeployment(0, frozenset({"P1"}), changes)


def test_what_is_allowed() -> None:
    # 1.10 - 0.30 - 0.60 = 0.20: P2 takes 0.40 of a and puts 0.20 of b down.
    redeployment = _without_p1(a={"P2": 40}, b={"P2": 40})
    assert not list(judge_redeployment(CASE, redeployment))
    assert loss_of(CASE, redeployment) == Loss(0, 60)
    assert loss_of(CASE, _without_p1()) == Loss(40, 40)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"a": {"P1": 40}}, "P1 is absent and holds"),
        ({"a": {"P2": 12}}, "no multiple of 0.05 fte"),
        ({"b": {"P2": -5}}, "no multiple of 0.05 fte"),
        ({"a": {"V1": 40}}, "V1 is not there to stand in"),
        ({"own": {"P2": 5}}, "P2 neither holds nor backs up"),
        ({"hard": {"P2": 5}, "b": {"P2": 0}}, "P2 backs up Role hard (hard) but could not hold it"),
        ({"own": {"P3": 20}}, "P3 stands outside the cluster"),
        ({"a": {"P3": 40}}, "P3 is forbidden to hold"),
        ({"c": {"P2": 25}}, "P2 drops Role c (c), which is critical"),
        ({"a": {"P2": 20}, "b": {"P2": 40}, "c": {"P2": 35}}, "held for 0.35 fte, more than"),
        ({"a": {"P2": 40}}, "P2 carries 1.30 fte while standing in; 1.10 fte is the most"),
        ({"hard": {"P2": 5}}, "P2 stands in at Role hard (hard) and carries Role b (b)"),
    ],
)
def test_what_is_refused(changes: dict[str, dict[str, int]], words: str) -> None:
    assert any(words in said for said in _refused(**changes)), _refused(**changes)
