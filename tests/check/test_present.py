"""The present state (IST) as a plan of one period."""

from __future__ import annotations

from rollenplanner.domain.coverage import find_present_gaps
from rollenplanner.domain.months import Month
from rollenplanner.domain.plan import Placed
from rollenplanner.domain.present import judge_present, present_plan, present_scenario
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Held, Rules, TermBounds
from rollenplanner.domain.terms import Term
from tests.support.build import clash, person, pin, role, scenario

# P1 holds r and s, P2 backs r up, P3 comes in the second period only.
PEOPLE = [
    person("P1", roles={"r": 33, "s": 20}),
    person("P2", backups=("r",), function=None),
    person("P3", available=(0, 100), roles={"r": 40}),
]


def test_it_holds_who_serves_in_the_first_period() -> None:
    where = scenario([role("r", 40), role("s", 20)], PEOPLE, count=2)
    plan = present_plan(where)
    assert plan.placement == {"P1": Placed("f", "c")}
    assert plan.holders == {"r": {"P1": (33,)}, "s": {"P1": (20,)}}
    assert plan.backups == {"r": {"P2": (True,)}}
    now = present_scenario(where)
    assert list(now.staff) == ["P1", "P2"]
    assert (now.horizon.count, now.roles["r"].demand) == (1, (40,))


def test_step_term_and_handover_are_not_judged() -> None:
    """0.33 is no multiple of 0.05; one period is below any term; nobody was handed anything."""
    where = scenario(
        [role("r", 40, term=TermBounds(4, 4), handover=2, share=5)],
        [person("P1", roles={"r": Held(33, Month.parse("2026-12"))})],
        count=2,
        rules=Rules(step=5, max_roles=None),
    )
    assert judge_present(where).ok


def test_broken_rules_are_violations() -> None:
    """r and s clash; 0.60 + 0.50 is more than 1.00; P2 should have held r but backs it up."""
    where = scenario(
        [role("r", 60), role("s", 50)],
        [person("P1", roles={"r": 60, "s": 50}), person("P2", backups=("r",))],
        incompatible=[clash("r", "s")],
        pins=[pin("P2", "role", "r"), pin("P3", "role", "r")],
        placement="free",
    )
    judgement = judge_present(where)
    assert [each.kind for each in judgement.violations] == [
        RuleId.CAPACITY,
        RuleId.INCOMPATIBLE,
        RuleId.PINS,
    ]
    assert judgement.terms[Term.CHANGES] == 0
    assert judgement.terms[Term.MOVES] == 0


def test_findings_of_the_present_contain_broken_rules() -> None:
    where = scenario([role("r", 60)], [person("P1", 50, roles={"r": 60})])
    assert [each.kind for each in find_present_gaps(where)][:1] == [RuleId.CAPACITY]
