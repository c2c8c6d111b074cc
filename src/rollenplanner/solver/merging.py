"""Whether parts of a plan that were worked on at the same time go together.

One may rely on somebody who carries a role on, the other on the reason why somebody else need not:
no-double-change is the one rule that looks beyond a role and beyond a person (but for limits, which
are divided beforehand). In a large organisation a look at all roles takes longer than most visits
find worth, so only those are looked at for which the answer can have changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from rollenplanner.domain.case import Case
from rollenplanner.domain.check.succession import double_changes
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.parts import carriers_of

Cells = TypeVar("Cells")


def goes_together(
    scenario: Scenario, before: Assignment, after: Assignment, roles: Collection[str]
) -> bool:
    """Whether a plan with new rows still has somebody who carries every role on.

    Args:
        scenario: With or without the rule.
        before: A plan that obeys it.
        after: The same plan but for the rows of some roles.
        roles: Ids of those.
    """
    if not scenario.rules.no_double_change:
        return True
    touched = {who for plan in (before, after) for role in roles for who in carriers_of(plan, role)}
    # Whether people could carry a role on depends on what else they carry.
    present = facts_of(scenario).present_carriers
    concerned = [
        role
        for role in scenario.roles.values()
        if role.id in roles
        or not touched.isdisjoint(carriers_of(after, role.id))
        or not touched.isdisjoint(present(role.id))
    ]
    people = {
        who for role in concerned for who in (*carriers_of(after, role.id), *present(role.id))
    }
    case = Case(scenario, _work_of(people, after))
    return not any(double_changes(case, concerned))


def _work_of(people: Collection[str], plan: Assignment) -> Assignment:
    """All that some people carry; where everybody stands decides which posts there are."""
    return replace(
        plan, holders=_rows_of(people, plan.holders), backups=_rows_of(people, plan.backups)
    )


def _rows_of(
    people: Collection[str], rows: Mapping[str, Mapping[str, Cells]]
) -> dict[str, dict[str, Cells]]:
    some = {
        role: {who: cells for who, cells in row.items() if who in people}
        for role, row in rows.items()
    }
    return {role: row for role, row in some.items() if row}
