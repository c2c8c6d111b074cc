"""Every kind of gap: what closes it is what its finder says is closed, and changes do so.

One scenario per kind, in which the gap cannot be closed as it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.clashes.changes import Prices
from rollenplanner.domain.clashes.closing import CLOSERS, NOTES
from rollenplanner.domain.clashes.goals import Measure
from rollenplanner.domain.clashes.prices import DEFAULT_PRICES, PriceKind
from rollenplanner.domain.clashes.reached import REACHED, missed
from rollenplanner.domain.coverage import FINDERS, find_gaps
from rollenplanner.domain.coverage.compare import subject
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Held, Learning, Rules, Scenario, TermBounds
from rollenplanner.planning.explain.closing import problems_of
from rollenplanner.planning.explain.explain import Explanation, Wanted, explain_finding
from rollenplanner.solver import StopFlag
from tests.support.build import (
    asks,
    assign,
    clash,
    cluster,
    function,
    module,
    person,
    role,
    scenario,
    shows,
    vacancy,
)

Built = tuple[Scenario, Assignment]

ONE_K = {"k": 1}


def uncovered() -> Built:
    """P1 alone knows k, and has 0.50 of 0.80 fte."""
    built = scenario(
        [role("r", 80, asked=asks(k=1))], [person("P1", 50, expertise=ONE_K), person("P2")]
    )
    return built, assign(built, {"r": {"P1": 50}})


def missing_coordinator() -> Built:
    """Only function g may hold the post, and nobody stands there."""
    built = scenario(
        staff=[person("P1")],
        functions=[function(), function("g", 100)],
        modules=[module("m", 20, functions=("g",))],
    )
    return built, assign(built)


def missing_deputy() -> Built:
    """P1 holds the post; nobody else may be the deputy."""
    built = scenario(
        staff=[person("P1", expertise=ONE_K), person("P2")],
        modules=[module("m", 20, deputies=1, asked=asks(k=1))],
    )
    return built, assign(built, {"m@c": {"P1": 20}})


def coordinator_alone() -> Built:
    """The one deputy is one step short and only learns."""
    built = scenario(
        staff=[person("P1", expertise={"k": 2}), person("P2", expertise=ONE_K)],
        modules=[module("m", 20, deputies=1, asked=asks(k=2))],
        rules=Rules(step=1, max_roles=None, learning=Learning(1, 2)),
    )
    return built, assign(built, {"m@c": {"P1": 20}}, {"m@c": ["P2"]})


def _one_knows(**fields: Any) -> Scenario:
    """P1 holds r, which asks k; P2 does not know k."""
    return scenario(
        [role("r", 50, asked=asks(k=1), **fields)],
        [person("P1", expertise=ONE_K), person("P2")],
    )


def missing_backup() -> Built:
    built = _one_knows(backups=1)
    return built, assign(built, {"r": {"P1": 50}})


def single_person() -> Built:
    built = _one_knows()
    return built, assign(built, {"r": {"P1": 50}})


def sole_bearer() -> Built:
    built = _one_knows()
    return built, assign(built, {"r": {"P1": 50}})


def sole_expert() -> Built:
    built = _one_knows()
    return built, assign(built, {"r": {"P1": 50}})


def unknown_expertise() -> Built:
    built = scenario([role("r", 50, asked=asks(k=1))], [person("P1"), person("P2")])
    return built, assign(built)


def learners_only() -> Built:
    """P2 is one step short, and the one period is too short to learn."""
    built = scenario(
        [role("r", 50, asked=asks(k=1), backups=1)],
        [person("P1", expertise=ONE_K), person("P2")],
        rules=Rules(step=1, max_roles=None, learning=Learning(1, 2)),
    )
    return built, assign(built, {"r": {"P1": 50}}, {"r": ["P2"]})


def backup_no_time() -> Built:
    """P2, the one able backup, has 0.30 + 10% for the 0.80 fte of P1, who alone can hold all."""
    built = scenario(
        [role("r", 80, asked=asks(k=1), backups=1, critical=True, max_holders=1)],
        [person("P1", expertise=ONE_K), person("P2", 30, expertise=ONE_K)],
    )
    return built, assign(built, {"r": {"P1": 80}}, {"r": ["P2"]})


def absence_uncovers() -> Built:
    """Without P1 its backup finds 0.33 of 0.80 fte of critical work."""
    return backup_no_time()


def carried_by_vacancy() -> Built:
    """The vacancy alone knows k."""
    built = scenario(
        [role("r", 50, asked=asks(k=1))], [vacancy("V1", expertise=ONE_K), person("P2")]
    )
    return built, assign(built, {"r": {"V1": 50}})


def overload() -> Built:
    """P1 alone knows k, and r fills all of the contract: 1.00 > 0.95."""
    built = scenario(
        [role("r", 100, asked=asks(k=1))], [person("P1", expertise=ONE_K), person("P2")]
    )
    return built, assign(built, {"r": {"P1": 100}})


def idle() -> Built:
    """P1 has 0.20 to do and cannot do s."""
    built = scenario(
        [role("r", 20), role("s", 50, asked=asks(k=1)), role("t", 60, functions=("g",))],
        [person("P1", roles={"r": 20}), person("P2", function="g", expertise=ONE_K)],
        functions=[function(), function("g")],
    )
    return built, assign(built, {"r": {"P1": 20}, "t": {"P2": 60}})


def no_role() -> Built:
    """Function f may hold s, but P1 does not know k."""
    built = scenario(
        [role("s", 80, asked=asks(k=1)), role("t", 80, functions=("g",))],
        [person("P1"), person("P2", function="g", expertise=ONE_K)],
        functions=[function(), function("g")],
    )
    return built, assign(built, {"t": {"P2": 80}})


def unplaced() -> Built:
    """Nobody is placed anew, and P1 stands nowhere at present."""
    built = scenario(
        staff=[person("P1", function=None), person("P2")], functions=[function("f", 200)]
    )
    return built, assign(built)


def profile_gap() -> Built:
    """Function f asks visie B, of P1 D is recorded; function g asks nothing."""
    built = scenario(
        staff=[person("P1", competences=shows(visie="D"))],
        functions=[function(profile=asks("visie:B")), function("g", 100)],
    )
    return built, assign(built)


def presumed() -> Built:
    """Function f and role r ask visie C, of P1 B is recorded."""
    built = scenario(
        [role("r", 50, asked=asks("visie:C"))],
        [person("P1", competences=shows(visie="B"))],
        functions=[function(profile=asks("visie:C"))],
    )
    return built, assign(built, {"r": {"P1": 50}})


def competence_gap() -> Built:
    """P1 holds r since before, without knowing k; nobody knows it."""
    built = scenario(
        [role("r", 50, asked=asks(k=1))], [person("P1", roles={"r": 50}), person("P2")]
    )
    return built, assign(built, {"r": {"P1": 50}})


def term_over() -> Built:
    """P1 held r for two periods, the most; nobody else knows k."""
    since = Held(50, Month.parse("2026-01"))
    built = scenario(
        [role("r", 50, asked=asks(k=1), term=TermBounds(None, 2))],
        [person("P1", expertise=ONE_K, roles={"r": since}), person("P2")],
    )
    return built, assign(built, {"r": {"P1": 50}})


def term_without_successor() -> Built:
    """The term of P1 ends with the second period; nobody else could be its backup."""
    built = scenario(
        [role("r", 50, asked=asks(k=1), term=TermBounds(None, 2), handover=1)],
        [person("P1", expertise=ONE_K), person("P2")],
        count=2,
    )
    return built, assign(built, {"r": {"P1": 50}})


def leaver_without_handover() -> Built:
    """P1 leaves after the first period; nobody else could be its backup."""
    built = scenario(
        [role("r", 50, asked=asks(k=1))],
        [
            person(
                "P1",
                available=(100, 0),
                expertise=ONE_K,
                service=Span(None, Month.parse("2027-07")),
            ),
            person("P2"),
        ],
        count=2,
    )
    return built, assign(built, {"r": {"P1": (50, 0)}})


def everyone_leaves() -> Built:
    """P1 alone can carry r, and leaves after the second of three periods."""
    built = scenario(
        [role("r", 50, asked=asks(k=1))],
        [
            person(
                "P1",
                available=(100, 100, 0),
                expertise=ONE_K,
                service=Span(None, Month.parse("2028-01")),
            ),
            person("P2"),
        ],
        count=3,
    )
    return built, assign(built, {"r": {"P1": (50, 50, 0)}})


def change_limit() -> Built:
    """P1 leaves and P2 comes, so that r has to change hands, and one change is the most."""
    built = scenario(
        [role("r", 50)],
        [
            person("P1", available=(100, 0), service=Span(None, Month.parse("2027-07"))),
            person("P2", available=(0, 100)),
        ],
        count=2,
        rules=Rules(step=1, max_roles=None, max_changes=1),
    )
    return built, assign(built, {"r": {"P1": (50, 0), "P2": (0, 50)}})


def formation_open() -> Built:
    """0.60 of 1.00 fte stands in f; P2 could come from g."""
    built = scenario(
        staff=[person("P1", 60), person("P2", 40, function="g")],
        functions=[function("f", 100), function("g", 50)],
    )
    return built, assign(built)


def over_formation() -> Built:
    built = scenario(
        staff=[person("P1"), person("P2")], functions=[function("f", 150), function("g", 100)]
    )
    return built, assign(built)


def scale_deviation() -> Built:
    """0.60 of 2.00 fte on scale 9."""
    built = scenario(
        staff=[person("P1", 60)],
        functions=[function("f", 100, scale=9), function("g", 100, scale=9)],
    )
    return built, assign(built)


def group_deviation() -> Built:
    """0.60 of 2.00 fte in function group V."""
    functions = [function("f", 100), function("g", 100)]
    built = scenario(
        staff=[person("P1", 60)],
        functions=[dataclasses.replace(each, group="V") for each in functions],
    )
    return built, assign(built)


def cluster_deviation() -> Built:
    built = scenario(
        staff=[person("P1"), person("P2", 50)],
        clusters=[cluster("c", 100), cluster("d", 50)],
        functions=[function("f", clusters=("c", "d"))],
    )
    return built, assign(built)


def segregation_standing_in() -> Built:
    """P1 holds a and backs up b, which exclude each other; only P2, its holder, knows k too.

    P3 has too little time for a.
    """
    built = scenario(
        [role("a", 50), role("b", 50, backups=1, asked=asks(k=1))],
        [person("P1", expertise=ONE_K), person("P2", expertise=ONE_K), person("P3", 20)],
        incompatible=[clash("a", "b")],
    )
    return built, assign(built, {"a": {"P1": 50}, "b": {"P2": 50}}, {"b": ["P1"]})


def capacity() -> Built:
    """P1 carries 1.50 of 1.00 fte, and P2 does not know k."""
    built = scenario(
        [role("a", 80, asked=asks(k=1)), role("b", 70, asked=asks(k=1))],
        [person("P1", expertise=ONE_K), person("P2")],
    )
    return built, assign(built, {"a": {"P1": 80}, "b": {"P1": 70}})


BUILT: tuple[Callable[[], Built], ...] = (
    uncovered,
    missing_coordinator,
    missing_deputy,
    coordinator_alone,
    missing_backup,
    single_person,
    sole_bearer,
    sole_expert,
    unknown_expertise,
    learners_only,
    backup_no_time,
    absence_uncovers,
    carried_by_vacancy,
    overload,
    idle,
    no_role,
    unplaced,
    profile_gap,
    presumed,
    competence_gap,
    term_over,
    term_without_successor,
    leaver_without_handover,
    everyone_leaves,
    change_limit,
    formation_open,
    over_formation,
    scale_deviation,
    group_deviation,
    cluster_deviation,
    segregation_standing_in,
    capacity,
)


def found_in(scenario: Scenario, assignment: Assignment) -> list[Finding]:
    """Gaps and broken rules."""
    return [*find_gaps(scenario, assignment), *check_all(scenario, assignment)]


def the_gap(build: Callable[[], Built]) -> tuple[Scenario, Assignment, Finding]:
    built, plan = build()
    kind = build.__name__.replace("_", "-")
    finding = next(each for each in found_in(built, plan) if each.kind == kind)
    return built, plan, finding


def explained(build: Callable[[], Built]) -> tuple[Explanation, Finding]:
    built, plan, finding = the_gap(build)
    wanted = Wanted(DEFAULT_PRICES, 4, 600.0)
    return explain_finding(built, plan, finding, wanted, StopFlag()), finding


@pytest.mark.parametrize("build", BUILT, ids=lambda build: build.__name__)
def test_every_kind_has_changes_after_which_its_finder_is_silent(
    build: Callable[[], Built],
) -> None:
    explanation, finding = explained(build)
    assert explanation.feasible is False
    assert explanation.clashes
    assert all(clash.irreducible for clash in explanation.clashes)
    assert explanation.repairs
    for repair in explanation.repairs:
        after = repair.problem.scenario
        assert not list(check_all(after, repair.plan))
        still = [each for each in find_gaps(after, repair.plan) if _same(each, finding)]
        assert not still, [part.message.template for _, part in repair.parts]


def _same(found: Finding, asked: Finding) -> bool:
    periods = set(found.periods) & set(asked.periods) if asked.periods else True
    return found.kind == asked.kind and subject(found) == subject(asked) and bool(periods)


def test_a_gap_that_another_plan_closes() -> None:
    """With k, P3 could back b up instead of P1: nothing has to change but the plan."""
    built, plan, finding = the_gap(segregation_standing_in)
    staff = {**built.staff, "P3": dataclasses.replace(built.staff["P3"], expertise=ONE_K)}
    eased = dataclasses.replace(built, staff=staff)
    found = explain_finding(eased, plan, finding, Wanted(DEFAULT_PRICES, 4, 600.0), StopFlag())
    assert found.feasible is True


def test_every_kind_of_finding_is_closed_or_told_to_be_a_note() -> None:
    assert set(FINDERS) == {*CLOSERS, *NOTES, "segregation-standing-in"}
    assert not set(CLOSERS) & set(RuleId)
    assert set(REACHED) == set(Measure)


@pytest.mark.parametrize("build", BUILT, ids=lambda build: build.__name__)
def test_the_plan_that_has_the_gap_misses_the_goals(build: Callable[[], Built]) -> None:
    """The goals ask for something that the plan at hand does not reach, unless it breaks a rule."""
    built, plan, finding = the_gap(build)
    problem, _ = problems_of(built, plan, finding)
    broken = any(check_all(built, plan))
    assert missed(problem.scenario, plan, problem.goals) or broken


def test_no_change_of_a_sort_without_a_price() -> None:
    built, plan, finding = the_gap(overload)
    prices: Prices = {PriceKind.TRAINING: DEFAULT_PRICES[PriceKind.TRAINING]}
    found = explain_finding(built, plan, finding, Wanted(prices, 4, 600.0), StopFlag())
    kinds = {change.kind for repair in found.repairs for change, _ in repair.parts}
    assert kinds == {PriceKind.TRAINING}
