"""The checker: every hard rule of design section 4, judged without the solver, in whole numbers.

Each rule is one function from a scenario and an assignment to findings, registered under its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rollenplanner.domain.check.duties import forbid, incompatible, limits, pins
from rollenplanner.domain.check.fitness import backup_eligible, eligible, learning
from rollenplanner.domain.check.ids import unknown_ids
from rollenplanner.domain.check.places import in_service, own_cluster, placement
from rollenplanner.domain.check.succession import handover, max_changes, no_double_change
from rollenplanner.domain.check.term import term
from rollenplanner.domain.check.work import capacity, holders, max_backups, max_roles
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Scenario

Check = Callable[[Scenario, Assignment], Iterator[Finding]]

#: The checker of each hard rule.
CHECKS: dict[RuleId, Check] = {
    RuleId.CAPACITY: capacity,
    RuleId.HOLDERS: holders,
    RuleId.ELIGIBLE: eligible,
    RuleId.BACKUP_ELIGIBLE: backup_eligible,
    RuleId.LEARNING: learning,
    RuleId.MAX_ROLES: max_roles,
    RuleId.MAX_BACKUPS: max_backups,
    RuleId.TERM: term,
    RuleId.HANDOVER: handover,
    RuleId.MAX_CHANGES: max_changes,
    RuleId.NO_DOUBLE_CHANGE: no_double_change,
    RuleId.INCOMPATIBLE: incompatible,
    RuleId.PLACEMENT: placement,
    RuleId.IN_SERVICE: in_service,
    RuleId.OWN_CLUSTER: own_cluster,
    RuleId.PINS: pins,
    RuleId.FORBID: forbid,
    RuleId.LIMITS: limits,
}


def check_all(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Every violation: unknown ids first, then rule by rule in the order of the design."""
    yield from unknown_ids(scenario, assignment)
    for check in CHECKS.values():
        yield from check(scenario, assignment)
