"""The present state (IST) as a plan of one period (design section 5).

It holds the people who serve in the first period, with their present function, cluster, roles and
backups. Step, term and handover are not judged; other broken rules are findings.
"""

from __future__ import annotations

import dataclasses

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.judge import Judgement, judge
from rollenplanner.domain.months import Horizon
from rollenplanner.domain.plan import Assignment, Plan
from rollenplanner.domain.scenario import Scenario

FIRST = slice(0, 1)


def present_scenario(scenario: Scenario) -> Scenario:
    """The scenario of the first period alone, in which everyone stays where they stand.

    People who do not serve then are left out, with the pins and prohibitions about them. Of the
    rules, the step is 0.01 fte: present shares were never cut to size.
    """
    staff = {
        each.id: dataclasses.replace(each, available=each.available[FIRST])
        for each in scenario.staff.values()
        if each.available[0]
    }
    return dataclasses.replace(
        scenario,
        horizon=Horizon(scenario.horizon.start, scenario.horizon.kind, 1),
        roles={
            each.id: dataclasses.replace(each, demand=each.demand[FIRST])
            for each in scenario.roles.values()
        },
        staff=staff,
        placement="fixed",
        pins=tuple(pin for pin in scenario.pins if pin.person in staff),
        forbid=tuple(pin for pin in scenario.forbid if pin.person in staff),
        rules=dataclasses.replace(scenario.rules, step=1),
    )


def present_plan(scenario: Scenario) -> Assignment:
    """Who stands where and carries what at present, in one period; for `present_scenario`."""
    facts = facts_of(scenario)
    serving = [each for each in scenario.staff.values() if each.available[0]]
    holders: dict[str, dict[str, tuple[int, ...]]] = {}
    backups: dict[str, dict[str, tuple[bool, ...]]] = {}
    for person in serving:
        for role, held in person.roles.items():
            holders.setdefault(role, {})[person.id] = (held.fte,)
        for role in person.backups:
            backups.setdefault(role, {})[person.id] = (True,)
    placement = {each.id: place for each in serving if (place := facts.present(each.id))}
    return Assignment(placement, holders, backups)


def judge_present(scenario: Scenario) -> Judgement:
    """Judge the present state by every rule that binds it."""
    now = present_scenario(scenario)
    return judge(now, Plan(present_plan(scenario), now.horizon.starts))
