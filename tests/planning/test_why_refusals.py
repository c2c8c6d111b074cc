"""Every kind of refusal, each in a scenario that knows no other; the solver agrees with each."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import pytest

from rollenplanner.domain.hypothesis import Asked, bars
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Held, Learning, Pin, Scenario, TermBounds
from rollenplanner.solver import Status, solve
from tests.planning.questions import ask
from tests.support.build import (
    NO_RULES,
    asks,
    assign,
    clash,
    cluster,
    function,
    person,
    pin,
    role,
    scenario,
    shows,
)

P = "P1"


@dataclass(frozen=True)
class Refusal:
    """Why P1 may not hold (or back up) role r in a period."""

    rule: str
    scenario: Scenario
    period: int = 0
    plan: Assignment | None = None
    backup: bool = False


TWO_FUNCTIONS = [function("f"), function("g")]
TWO_CLUSTERS = [cluster("c"), cluster("d")]
ANYWHERE = [function("f", clusters=("c", "d"))]


def _pinned(*pins: Pin, **fields: Any) -> Scenario:
    return scenario(
        [role("r", 50), role("other", 50)], [person(P), person("P2")], pins=pins, **fields
    )


HELD_OTHER = {"other": {P: 50}}

REFUSALS = {
    "function": Refusal(
        "eligible",
        scenario([role("r", functions=("g",))], [person(P)], functions=TWO_FUNCTIONS),
    ),
    "function of a backup": Refusal(
        "backup-eligible",
        scenario([role("r", functions=("g",), backups=1)], [person(P)], functions=TWO_FUNCTIONS),
        backup=True,
    ),
    "requirements": Refusal(
        "eligible",
        scenario([role("r", asked=asks("visie:B"))], [person(P, competences=shows(visie="C"))]),
    ),
    "requirements of a backup": Refusal(
        "backup-eligible",
        scenario([role("r", asked=asks(kas=2), backups=1)], [person(P, expertise={"kas": 1})]),
        backup=True,
    ),
    "learning": Refusal(
        # One step short may be learned in two periods; the first period has none before it.
        "learning",
        scenario(
            [role("r", asked=asks("visie:B"))],
            [person(P, competences=shows(visie="C"))],
            rules=dataclasses.replace(NO_RULES, learning=Learning(1, 2)),
            count=2,
        ),
    ),
    "segregation": Refusal(
        "incompatible",
        _pinned(pin(P, "role", "other"), incompatible=[clash("r", "other")]),
        plan=assign(_pinned(), holders=HELD_OTHER),
    ),
    "forbid": Refusal("forbid", scenario([role("r")], [person(P)], forbid=[pin(P, "role", "r")])),
    "own cluster": Refusal(
        "own-cluster",
        scenario(
            [role("r", cluster="d", own_cluster=True)],
            [person(P)],
            clusters=TWO_CLUSTERS,
            functions=ANYWHERE,
        ),
    ),
    "capacity": Refusal("capacity", scenario([role("r", 80, share=80)], [person(P, 50)])),
    "capacity beside a pin": Refusal(
        # 0.50 of the other role at least, and 0.60 of this one, in 1.00 fte.
        "capacity",
        scenario(
            [role("r", 60, share=60), role("other", 50, share=50)],
            [person(P)],
            pins=[pin(P, "role", "other")],
        ),
        plan=assign(_pinned(), holders=HELD_OTHER),
    ),
    "number of roles": Refusal(
        "max-roles",
        _pinned(pin(P, "role", "other"), rules=dataclasses.replace(NO_RULES, max_roles=1)),
        plan=assign(_pinned(), holders=HELD_OTHER),
    ),
    "number of backups": Refusal(
        "max-backups",
        _pinned(pin(P, "backup", "other"), rules=dataclasses.replace(NO_RULES, max_backups=1)),
        plan=assign(_pinned(), backups={"other": [P]}),
        backup=True,
    ),
    "in service": Refusal("in-service", scenario([role("r")], [person(P, available=0)])),
    "role not active": Refusal("in-service", scenario([role("r", (0, 50))], [person(P)], count=2)),
    "placement": Refusal(
        "placement", scenario([role("r")], [person(P, function=None, cluster=None)])
    ),
    "pinned as its backup": Refusal(
        "pins",
        scenario([role("r", backups=1)], [person(P)], pins=[pin(P, "backup", "r")]),
        plan=assign(scenario([role("r")], [person(P)]), backups={"r": [P]}),
        backup=False,
    ),
    "pinned to somebody else": Refusal(
        "holders",
        scenario(
            [role("r", max_holders=1)], [person(P), person("P2")], pins=[pin("P2", "role", "r")]
        ),
        plan=assign(scenario([role("r")], [person(P), person("P2")]), holders={"r": {"P2": 100}}),
    ),
    "handover": Refusal(
        # A present backup serves and could hold: so in the first period only who was one.
        "handover",
        scenario([role("r", handover=1)], [person(P), person("P2", backups=("r",))], count=2),
    ),
    "term": Refusal(
        # Over the maximum since long; pinned to its one more period, and not in the next one.
        "term",
        scenario(
            [role("r", term=TermBounds(None, 2))],
            [person(P, roles={"r": Held(100, Month.parse("2020-01"))})],
            pins=[pin(P, "role", "r", end="2027-07")],
            count=2,
        ),
        period=1,
        plan=assign(scenario([role("r")], [person(P)], count=2), holders={"r": {P: (100, 0)}}),
    ),
}


def forced(refusal: Refusal) -> Scenario:
    """The scenario in which it happens all the same."""
    horizon = refusal.scenario.horizon
    span = Span(horizon.period_start(refusal.period), horizon.period_start(refusal.period + 1))
    kind = "backup" if refusal.backup else "role"
    made = Pin(P, "backup" if kind == "backup" else "role", ("r",), "r", span, 9)
    return dataclasses.replace(refusal.scenario, pins=(*refusal.scenario.pins, made))


def plan_of(refusal: Refusal) -> Assignment:
    return refusal.plan or assign(refusal.scenario)


@pytest.mark.parametrize("name", REFUSALS)
def test_the_rule_that_forbids_is_named(name: str) -> None:
    refusal = REFUSALS[name]
    asked = Asked(P, "r", refusal.period, refusal.backup)
    found = bars(refusal.scenario, plan_of(refusal), asked)
    assert {each.kind for each in found} == {refusal.rule}


@pytest.mark.parametrize("name", [name for name in REFUSALS if name != "role not active"])
def test_the_solver_agrees(name: str) -> None:
    """With the cell pinned no plan is left. (A pin on a period without the role binds nothing.)"""
    outcome = solve(forced(REFUSALS[name]), Settings(workers=1, time_limit=30.0))
    assert outcome.status is Status.INFEASIBLE


def test_several_reasons_at_once() -> None:
    """Wrong function, two steps short, and forbidden."""
    work = role("r", functions=("g",), asked=asks("visie:B"))
    one = scenario([work], [person(P)], functions=TWO_FUNCTIONS, forbid=[pin(P, "role", "r")])
    answer = ask(one, assign(one), P, "r")
    assert [each.kind for each in answer.rules] == ["eligible", "eligible", "forbid"]
    # Nothing is recorded, so B (3 steps) is all missing; the checker says the same.
    assert [dict(each.figures) for each in answer.rules] == [{}, {"steps": 3, "allowed": 0}, {}]
    assert answer.comparison is None


def test_a_pin_is_the_reason_why() -> None:
    one = scenario([role("r")], [person(P)], pins=[pin(P, "role", "r")])
    answer = ask(one, assign(one, holders={"r": {P: 100}}), P, "r")
    assert answer.carries
    assert [each.kind for each in answer.rules] == ["pins"]
    assert answer.comparison is None


def test_a_period_that_is_open_is_found() -> None:
    """In the first period there is a present backup to go first; in the second P1 can be ready."""
    refusal = REFUSALS["handover"]
    answer = ask(refusal.scenario, assign(refusal.scenario), P, "r")
    assert answer.rules == ()
    assert answer.periods == (1,)
    assert [each.kind for each in answer.obstacles] == ["handover"]
    assert answer.comparison is not None
    assert answer.comparison.other is not None
    assert answer.comparison.other.share("r", P, 1) > 0
    assert answer.comparison.other.is_backup("r", P, 0)


def test_one_rule_in_every_period_is_told_once() -> None:
    one = scenario([role("r")], [person(P)], forbid=[pin(P, "role", "r")], count=3)
    answer = ask(one, assign(one), P, "r")
    assert [each.periods for each in answer.rules] == [(0, 1, 2)]


def test_elsewhere_under_free_placement() -> None:
    """The role admits function g only, in which P1 does not stand but could."""
    places = [function("f", 100), function("g", 100)]
    one = scenario([role("r", functions=("g",))], [person(P)], functions=places, placement="free")
    answer = ask(one, assign(one), P, "r")
    assert answer.rules == ()
    assert [each.kind for each in answer.obstacles] == ["eligible"]
    # 1.00 fte of work is covered that was not: the plan at hand can be improved.
    assert answer.comparison is not None
    first = answer.comparison.first
    assert first == 1
    assert answer.comparison.levels[first].after < answer.comparison.levels[first].before
