"""`why` on five pairs of Ommen: the checker confirms every figure of every answer."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from rollenplanner.domain.answers import Answer, Outcome
from rollenplanner.domain.check import check_all
from rollenplanner.domain.judge import judge
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Plan, Settings
from rollenplanner.domain.present import present_plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import staying_close
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.why import Read, answer
from rollenplanner.solver import solve

#: Deterministic: what is compared hangs on no clock.
SETTINGS = Settings(seed=1, workers=1, time_limit=2.0, deterministic=True)

#: Person and role: two that the plan may or may not have, a pin, and two refusals.
PAIRS = [
    ("P20", "dvo-financien"),
    ("P38", "budgethouder"),
    ("P01", "leiding"),
    ("P26", "facturen"),
    ("P38", "coordinatie@regie"),
]


@pytest.fixture(scope="module")
def ommen() -> Scenario:
    return read_scenario(Path("scenarios/ommen-4.0.yaml")).scenario


@pytest.fixture(scope="module")
def plan(ommen: Scenario) -> Plan:
    """A quick plan from the present state; how good it is does not matter here."""
    found = solve(ommen, SETTINGS, start=present_plan(ommen)).assignment
    assert found is not None
    return Plan(found, ommen.horizon.starts)


def ask(scenario: Scenario, plan: Plan, person: str, role: str) -> Answer:
    work = scenario.roles[role]
    asked = Read(scenario, plan, judge(scenario, plan), person, work, None, False, ())
    assert asked.obeys
    return answer(asked, work, SETTINGS)


@pytest.mark.parametrize(("person", "role"), PAIRS, ids=" ".join)
def test_the_checker_confirms_every_figure(
    ommen: Scenario, plan: Plan, person: str, role: str
) -> None:
    found = ask(ommen, plan, person, role)
    for rule in (*found.rules, *found.obstacles):
        assert rule.source is not None
        assert rule.source.file.startswith("scenarios/")
    compared = found.comparison
    if compared is None:
        assert found.rules
        return
    assert compared.outcome is Outcome.FOUND
    assert compared.other is not None
    assert found.edit is not None
    edited = dataclasses.replace(ommen, objective=staying_close(ommen.objective))
    if found.carries:
        edited = dataclasses.replace(edited, forbid=(*ommen.forbid, found.edit))
    else:
        edited = dataclasses.replace(edited, pins=(*ommen.pins, found.edit))
    assert list(check_all(edited, compared.other)) == []
    assert (compared.other.share(role, person, 0) > 0) is not found.carries
    here = measure(edited, plan.assignment, plan.assignment)
    there = measure(edited, compared.other, plan.assignment)
    assert (compared.before, compared.after) == (here, there)
    assert tuple(each.before for each in compared.levels) == level_values(edited, here)
    assert tuple(each.after for each in compared.levels) == level_values(edited, there)
    for level in compared.levels:
        assert level.bound is not None
        assert level.bound <= level.after


@pytest.mark.parametrize(
    ("person", "role", "rules"),
    [
        ("P01", "leiding", {"pins"}),
        # Nothing is recorded of Nauwkeurigheid (C asked: 2 steps), and the list forbids it.
        ("P26", "facturen", {"eligible", "forbid"}),
        # P38 stands in concern, posts are held from their own cluster.
        ("P38", "coordinatie@regie", {"own-cluster"}),
    ],
)
def test_refusals(ommen: Scenario, plan: Plan, person: str, role: str, rules: set[str]) -> None:
    assert {each.kind for each in ask(ommen, plan, person, role).rules} == rules
