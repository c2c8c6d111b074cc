"""What a plan, or the present state, leaves uncovered or fragile, as findings in plain words.

Each sort of finding comes from one function over a case; none of them is a broken rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.coverage.backups import (
    count_missing_backups,
    learners_only,
    missing_backups,
    single_person,
)
from rollenplanner.domain.coverage.bearers import sole_bearers, sole_experts
from rollenplanner.domain.coverage.competences import (
    competence_gaps,
    count_competence_gaps,
    count_presumed,
    count_profile_gaps,
    presumed,
    profile_gaps,
    unknown_expertise,
)
from rollenplanner.domain.coverage.formation import (
    cluster_deviation,
    formation_open,
    over_formation,
    unplaced,
)
from rollenplanner.domain.coverage.front_line import first_line
from rollenplanner.domain.coverage.leaving import (
    everyone_leaves,
    leavers_without_handover,
    terms_without_successor,
)
from rollenplanner.domain.coverage.overdue import overdue_terms
from rollenplanner.domain.coverage.people import carried_by_vacancy, idle, no_role, overload
from rollenplanner.domain.coverage.posts import (
    coordinators_alone,
    missing_coordinators,
    missing_deputies,
)
from rollenplanner.domain.coverage.rotation import change_limit, learning_planned, wishes_unmet
from rollenplanner.domain.coverage.standing_in import (
    absences,
    backups_without_time,
    segregation_standing_in,
)
from rollenplanner.domain.coverage.totals import group_deviation, scale_deviation
from rollenplanner.domain.coverage.uncovered import count_uncovered, uncovered
from rollenplanner.domain.findings import Finding, Severity, sort_findings
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Scenario

#: Every finder of gaps, and the kind of its findings.
FINDERS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "uncovered": uncovered,
    "first-line": first_line,
    "missing-backup": missing_backups,
    "learners-only": learners_only,
    "backup-no-time": backups_without_time,
    "single-person": single_person,
    "sole-bearer": sole_bearers,
    "sole-expert": sole_experts,
    "absence-uncovers": absences,
    "segregation-standing-in": segregation_standing_in,
    "missing-coordinator": missing_coordinators,
    "missing-deputy": missing_deputies,
    "coordinator-alone": coordinators_alone,
    "competence-gap": competence_gaps,
    "profile-gap": profile_gaps,
    "presumed": presumed,
    "unknown-expertise": unknown_expertise,
    "over-formation": over_formation,
    "formation-open": formation_open,
    "scale-deviation": scale_deviation,
    "group-deviation": group_deviation,
    "cluster-deviation": cluster_deviation,
    "unplaced": unplaced,
    "overload": overload,
    "carried-by-vacancy": carried_by_vacancy,
    "no-role": no_role,
    "idle": idle,
    "term-over": overdue_terms,
    "term-without-successor": terms_without_successor,
    "leaver-without-handover": leavers_without_handover,
    "everyone-leaves": everyone_leaves,
    "change-limit": change_limit,
    "learning-planned": learning_planned,
    "wishes-unmet": wishes_unmet,
}


#: Finders that take long to tell why, by their kind, and how to count what they find.
_COUNTERS: dict[str, Callable[[Case], Iterator[Severity]]] = {
    "uncovered": count_uncovered,
    "missing-backup": count_missing_backups,
    "competence-gap": count_competence_gaps,
    "profile-gap": count_profile_gaps,
    "presumed": count_presumed,
}


def find_gaps(scenario: Scenario, assignment: Assignment) -> list[Finding]:
    """Everything that an assignment leaves uncovered or fragile, worst first."""
    case = case_of(scenario, assignment)
    return sort_findings(finding for find in FINDERS.values() for finding in find(case))


def find_present_gaps(scenario: Scenario) -> list[Finding]:
    """The same of the present state, broken rules included (design section 5)."""
    now, plan = present_scenario(scenario), present_plan(scenario)
    return with_broken_rules(find_gaps(now, plan), check_all(now, plan))


def with_broken_rules(gaps: Iterable[Finding], violations: Iterable[Finding]) -> list[Finding]:
    """Gaps and broken rules together, worst first, each thing said once.

    Segregation that breaks only when someone stands in is told by the finding of that kind.
    """
    found = list(gaps)
    return sort_findings((*found, *_new(found, violations)))


def count_gaps(case: Case, violations: Iterable[Finding]) -> dict[Severity, int]:
    """How many gaps and broken rules there are of each severity, each counted once."""
    found = [
        finding for kind, find in FINDERS.items() if kind not in _COUNTERS for finding in find(case)
    ]
    counted = Counter(each.severity for each in (*found, *_new(found, violations)))
    for count in _COUNTERS.values():
        counted.update(count(case))
    return {severity: counted[severity] for severity in Severity}


def _new(found: Iterable[Finding], violations: Iterable[Finding]) -> Iterator[Finding]:
    """Broken rules that no finding tells yet."""
    told = {
        (each.people, frozenset(each.roles), period)
        for each in found
        if each.kind == "segregation-standing-in"
        for period in each.periods
    }
    return (each for each in violations if not _told(each, told))


def _told(violation: Finding, told: Container[object]) -> bool:
    return violation.kind == RuleId.INCOMPATIBLE and all(
        (violation.people, frozenset(violation.roles), period) in told
        for period in violation.periods
    )
