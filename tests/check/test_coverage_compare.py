"""The present beside a plan: matched by what findings are about, not by their words."""

from __future__ import annotations

from collections.abc import Iterable

from rollenplanner.domain.case import case_of
from rollenplanner.domain.coverage import FINDERS, find_gaps
from rollenplanner.domain.coverage.compare import (
    ABOUT_BOTH,
    ABOUT_PEOPLE,
    ABOUT_PLACES,
    ABOUT_ROLES,
    AHEAD,
    STAND_IN,
    Became,
    compare,
)
from rollenplanner.domain.coverage.totals import Filled, occupancy
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.present import present_plan, present_scenario
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.text import text
from rollenplanner.reports.topics import TOPIC_WORDS, TOPICS, Topic
from tests.support.build import assign, cluster, function, person, role, scenario, vacancy


def names(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((each.kind, ",".join(each.roles or each.people)) for each in findings)


def test_what_a_plan_repairs_leaves_and_newly_has() -> None:
    """At present P1 alone holds r, and nobody holds s.

    In the plan P2 alone holds s, which was uncovered and now rests on one person; r still rests on
    one person, though on another. Nobody had less than 0.25 left but P1 (1.00 - 0.80 = 0.20), and
    P3 held nothing.
    """
    where = scenario(
        [role("r", 80), role("s", 80)],
        [person("P1", roles={"r": 80}), person("P2"), person("P3")],
        count=2,
    )
    present = find_gaps(present_scenario(where), present_plan(where))
    plan = find_gaps(where, assign(where, {"r": {"P3": 80}, "s": {"P2": 80}}))
    found = compare(present, plan)
    assert names(present) == [
        ("no-role", "P2"),
        ("no-role", "P3"),
        ("single-person", "r"),
        ("uncovered", "s"),
    ]
    assert names(found.repaired) == [("no-role", "P2"), ("no-role", "P3"), ("uncovered", "s")]
    assert names(found.left) == [("single-person", "r")]
    assert found.left[0].people == ("P3",)
    assert names(found.new) == [("no-role", "P1"), ("single-person", "s")]
    assert (found.ahead, found.lighter, found.heavier) == ((), (), ())
    assert set(found.became.values()) == {Became.NEW}


def about(kind: str, severity: Severity, *roles: str) -> Finding:
    return Finding(kind, severity, text("words"), roles=roles)


def test_degrees_of_one_thing_are_lighter_or_heavier_and_not_new() -> None:
    none = about("missing-backup", Severity.CRITICAL, "r")
    no_time = about("backup-no-time", Severity.SERIOUS, "r")
    better = compare([none], [no_time])
    assert (better.left, better.lighter, better.repaired) == ((no_time,), (no_time,), ())
    worse = compare([no_time], [none])
    assert (worse.left, worse.heavier, worse.new) == ((none,), (none,), ())
    assert worse.became == {none.id: Became.HEAVIER}
    other = compare([none], [about("missing-backup", Severity.CRITICAL, "s")])
    assert (len(other.repaired), len(other.new)) == (1, 1)


def test_what_one_period_cannot_show_is_not_called_new() -> None:
    ahead = about("everyone-leaves", Severity.SERIOUS, "r")
    found = compare([], [ahead])
    assert (found.ahead, found.new, found.became) == ((ahead,), (), {})


def test_every_kind_is_about_one_sort_of_thing_and_has_a_topic() -> None:
    sorts = (STAND_IN, ABOUT_ROLES, ABOUT_PEOPLE, ABOUT_PLACES, ABOUT_BOTH)
    for kind in FINDERS:
        assert sum(kind in each for each in sorts) == 1, kind
    known = set(FINDERS) | {str(rule) for rule in RuleId}
    assert {str(kind) for each in (*sorts, AHEAD) for kind in each} <= known
    assert set(TOPICS) == set(FINDERS)
    assert set(TOPIC_WORDS) == set(Topic)


def test_occupancy_of_functions_scales_and_clusters() -> None:
    """f and g on scale 8 have 1.00 + 0.50 together; P2 is there in the second period only."""
    where = scenario(
        [],
        [
            person("P1"),
            person("P2", 50, function="g", available=(0, 50)),
            vacancy("V1", 25, function="g"),
        ],
        functions=[function("f", 100, scale=8), function("g", 50, scale=8), function("open")],
        clusters=[cluster("c", 150)],
        count=2,
    )
    rows = occupancy(case_of(where, assign(where)))
    shown = [(row.view, row.id, row.formation, row.worst) for row in rows]
    assert shown == [
        ("function", "f", 100, 0),
        # 0.25 and 0.75 of 0.50.
        ("function", "g", 50, -25),
        ("function", "open", None, None),
        # 1.25 and 1.75 of 1.50.
        ("scale", "8", 150, -25),
        ("cluster", "c", 150, -25),
    ]
    assert rows[1].filled == (Filled(0, 25), Filled(50, 25))
