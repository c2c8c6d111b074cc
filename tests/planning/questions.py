"""Questions about plans in memory, and the answers."""

from __future__ import annotations

from rollenplanner.domain.answers import Answer
from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Assignment, Plan, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.planning.why import Read, answer

#: Deterministic, so that no outcome hangs on the machine; tiny scenarios end long before.
SETTINGS = Settings(seed=1, workers=1, time_limit=20.0, deterministic=True)


def ask(
    scenario: Scenario,
    assignment: Assignment,
    person: str,
    role: str,
    period: int | None = None,
    *,
    backup: bool = False,
) -> Answer:
    """Ask about a plan that states no figures."""
    plan = Plan(assignment, scenario.horizon.starts)
    asked = Read(
        scenario,
        plan,
        judge(scenario, plan),
        person,
        scenario.roles[role],
        period,
        backup,
        (),
    )
    assert asked.obeys, [str(each.message) for each in asked.judgement.violations]
    return answer(asked, scenario.roles[role], SETTINGS)
