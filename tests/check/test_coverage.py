"""Findings about what stays uncovered or fragile: when they appear, how bad, in what words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.coverage import FINDERS, find_gaps
from rollenplanner.domain.coverage.reasons import Obstacle, why_uncovered
from rollenplanner.domain.findings import Severity, finding_to_data
from rollenplanner.domain.scenario import Learning, Rules, Scenario, Source
from rollenplanner.domain.text import Translator
from tests.check.found import Holders, of_kind, said
from tests.support.build import (
    asks,
    assign,
    clash,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
    shows,
    vacancy,
)

P1, P2 = person("P1"), person("P2")


# Why something is not covered


@pytest.mark.parametrize(
    ("where", "holders", "obstacle", "words"),
    [
        (
            scenario([role("r", 40, asked=asks("visie"))], [P1]),
            {},
            Obstacle.NOBODY,
            "nobody is eligible",
        ),
        (
            scenario([role("r", 40)], [P1], forbid=[pin("P1", "role", "r")]),
            {},
            Obstacle.NOBODY,
            "nobody is eligible",
        ),
        (
            scenario(
                [role("r", 40, functions=("g",))],
                [P1],
                functions=[function("f"), function("g", 100)],
                placement="free",
            ),
            {},
            Obstacle.ELSEWHERE,
            "who could be eligible is placed elsewhere",
        ),
        # 0.90 of 1.00 is carried; the least share is 0.20.
        (
            scenario([role("r", 40, share=20), role("s", 90)], [P1]),
            {"s": {"P1": 90}},
            Obstacle.NO_TIME,
            "the one eligible person has no time left",
        ),
        # P1 holds 0.30 of 0.40 and is full.
        (
            scenario([role("r", 40)], [person("P1", 30)]),
            {"r": {"P1": 30}},
            Obstacle.NO_TIME,
            "the one eligible person has no time left",
        ),
        # 0.15 is left, but P1 needs 2 x 0.10 for the least share.
        (
            scenario([role("r", 40, share=10)], [person("P1", 15, effort={"r": 200})]),
            {},
            Obstacle.NO_TIME,
            "the one eligible person has no time left",
        ),
        (
            scenario([role("r", 40), role("s", 10)], [P1, P2], rules=Rules(step=1, max_roles=1)),
            {"s": {"P1": 5, "P2": 5}},
            Obstacle.NOT_BESIDE,
            "the 2 eligible people with time left may not take it beside other roles",
        ),
        (
            scenario([role("r", 40), role("s", 10)], [P1], incompatible=[clash("r", "s")]),
            {"s": {"P1": 10}},
            Obstacle.NOT_BESIDE,
            "the one eligible person with time left may not take it beside other roles",
        ),
        # P1 is the one holder allowed, and full; P2 has time.
        (
            scenario([role("r", 40, max_holders=1)], [person("P1", 30), P2]),
            {"r": {"P1": 30}},
            Obstacle.FULL,
            "it admits no further holder",
        ),
        # The 0.05 left is less than the least share of 0.10.
        (
            scenario([role("r", 40, share=10)], [person("P1", 35), P2]),
            {"r": {"P1": 35}},
            Obstacle.FULL,
            "it admits no further holder",
        ),
        (
            scenario([role("r", 40, min_holders=2, share=10)], [P1]),
            {},
            Obstacle.TOO_FEW,
            "it takes at least 2 holders of 0.10 fte",
        ),
        (scenario([role("r", 40)], [P1, P2]), {}, Obstacle.NONE, "time is left with P1, P2"),
        # Who holds it at present is eligible whatever the requirements.
        (
            scenario([role("r", 40, asked=asks("visie"))], [person("P1", roles={"r": 40}), P2]),
            {},
            Obstacle.NONE,
            "time is left with P1",
        ),
    ],
)
def test_why_a_role_is_not_covered(
    where: Scenario, holders: Holders, obstacle: Obstacle, words: str
) -> None:
    plan = assign(where, holders)
    reason = why_uncovered(case_of(where, plan), where.roles["r"], 0)
    assert (reason.obstacle, str(reason.message)) == (obstacle, words)


def test_an_uncovered_role_says_how_much_and_why() -> None:
    where = scenario([role("r", 40, critical=True, asked=asks("visie")), role("s", 10)], [P1])
    (worse,) = of_kind(where, "uncovered", {"s": {"P1": 10}})
    assert worse.severity is Severity.CRITICAL
    assert str(worse.message) == "Role r: 0.40 fte is not covered; nobody is eligible."
    assert worse.figures["fte"] == Decimal("0.40")
    assert (worse.roles, worse.clusters, worse.periods) == (("r",), ("c",), (0,))
    (other,) = of_kind(where, "uncovered", {"r": {"P1": 40}})
    assert (other.severity, other.roles) == (Severity.SERIOUS, ("s",))


def test_several_periods_make_one_finding() -> None:
    """0.10 and 0.30 uncovered in the periods 1 and 2: at worst 0.30, together 0.40."""
    where = scenario([role("r", 40)], [P1], count=3)
    (found,) = of_kind(where, "uncovered", {"r": {"P1": (40, 30, 10)}})
    assert found.periods == (1, 2)
    assert str(found.message).startswith("Role r: at worst 0.30 fte is not covered;")
    assert found.figures["fte_periods"] == Decimal("0.40")


# Backups


LEARN = Rules(step=1, max_roles=None, learning=Learning(gap=3, shadow=1))
FRAGILE = scenario(
    [role("r", 10, backups=2, asked=asks("visie:B")), role("k", 10, critical=True), role("n", 10)],
    [person("P1", competences=shows(visie="B")), P2],
    rules=LEARN,
)


def test_missing_backups_by_how_much_is_missing() -> None:
    none = {each.roles: each for each in of_kind(FRAGILE, "missing-backup")}
    assert {roles: each.severity for roles, each in none.items()} == {
        # A critical role that nobody could take over, also where none is asked.
        ("k",): Severity.CRITICAL,
        ("r",): Severity.SERIOUS,
    }
    assert str(none["k",].message) == "Role k: there is no backup."
    (one,) = of_kind(FRAGILE, "missing-backup", {}, {"r": ["P1"], "k": ["P2"]})
    assert (one.roles, one.severity) == (("r",), Severity.NOTICE)
    assert str(one.message) == "Role r: 1 backup could step in; 2 are asked."


def test_backups_who_all_still_learn() -> None:
    assert said(FRAGILE, "learners-only", {}, {"r": ["P2"]}) == [
        "Role r: who backs it up still has to learn it (P2)."
    ]
    assert said(FRAGILE, "learners-only", {}, {"r": ["P1", "P2"]}) == []
    assert "Role r: nobody who backs it up could step in." in said(
        FRAGILE, "missing-backup", {}, {"r": ["P2"]}
    )


def test_single_person_roles() -> None:
    """r: P1 alone. With P1 as able backup of n, or two holders, it is none."""
    held = {"r": {"P1": 10}, "n": {"P2": 10}, "k": {"P1": 5, "P2": 5}}
    found = of_kind(FRAGILE, "single-person", held, {"n": ["P1"]})
    assert [(each.roles, each.people) for each in found] == [(("r",), ("P1",))]


# Posts


def test_missing_coordinators_and_deputies() -> None:
    where = scenario([], [P1, P2], modules=[module("m", 40, deputies=2)])
    (missing,) = of_kind(where, "missing-coordinator")
    assert missing.severity is Severity.CRITICAL
    assert str(missing.message) == "Post m c 1: nobody holds it; time is left with P1, P2."
    assert said(where, "missing-deputy") == ["Post m c 1: 2 deputies are missing."]
    held: Holders = {"m@c": {"P1": 40}}
    assert of_kind(where, "missing-coordinator", held) == []
    assert said(where, "missing-deputy", held, {"m@c": ["P2"]}) == [
        "Post m c 1: the deputy is missing."
    ]
    # Posts are no roles in the other findings.
    assert of_kind(where, "uncovered") == of_kind(where, "missing-backup") == []


# Competences


RECORDS = scenario(
    [role("r", 10, asked=asks("visie:B", "klant:C", kas=2)), role("s", 10, asked=asks(zeldzaam=1))],
    [person("P1", competences=shows(visie="A", klant="D"), expertise={"kas": 1}), P2],
    functions=[function("f", profile=asks("visie:C"))],
    everyone=asks("zelfreflectie"),
    rules=Rules(step=1, max_roles=None),
)


def test_shortfalls_of_held_roles() -> None:
    """klant: C - D = 1; kas: 2 - 1 = 1. The presumed visie is no step."""
    (found,) = of_kind(RECORDS, "competence-gap", {"r": {"P1": 10}})
    assert found.figures == {"steps": Decimal(2)}
    assert str(found.message) == (
        "P1 is 2 steps short for Role r: klant (asked C, recorded D), kas (asked 2, recorded 1)."
    )


def test_shortfalls_of_the_function_and_of_everyone() -> None:
    """P1: zelfreflectie 1 (visie C is presumed from A). P2: visie C 2, zelfreflectie 1."""
    found = {each.people: each.figures["steps"] for each in of_kind(RECORDS, "profile-gap")}
    assert found == {("P1",): 1, ("P2",): 3}
    assert said(RECORDS, "profile-gap")[0] == (
        "P1 is 1 step short of what is asked in the function: "
        "zelfreflectie (asked any level, recorded nothing)."
    )


def test_presumed_levels_are_to_be_confirmed() -> None:
    (found,) = of_kind(RECORDS, "presumed", {"r": {"P1": 10}})
    assert (found.people, found.roles, found.severity) == (("P1",), ("r",), Severity.NOTICE)
    assert "visie (asked B, C, recorded A)" in str(found.message)
    # Whoever backs the role up rests on the same presumption.
    (backup,) = of_kind(RECORDS, "presumed", {}, {"r": ["P1"]})
    assert (backup.roles, str(backup.message)) == (("r",), str(found.message))
    strict = scenario(
        RECORDS.roles.values(), RECORDS.staff.values(), rules=Rules(step=1, levels="strict")
    )
    assert of_kind(strict, "presumed", {"r": {"P1": 10}}) == []


def test_expertise_that_nobody_has() -> None:
    assert said(RECORDS, "unknown-expertise") == [
        "Expertise zeldzaam is asked for Role s, and recorded by nobody."
    ]


# Formation and people


def test_formation_clusters_and_people_without_a_function() -> None:
    where = scenario(
        [],
        [P1, person("P2", 50), vacancy("V1", 25, function="g"), person("P3", 40, function=None)],
        functions=[function("f", 120), function("g", 100), function("h", 30), function("open")],
        clusters=[cluster("c", 150), cluster("d", 0)],
    )
    # f: 1.00 + 0.50 of 1.20.
    assert said(where, "over-formation") == [
        "Function f: 1.50 fte is placed; the formation is 1.20 fte."
    ]
    # A vacancy of 0.25 is no occupancy.
    assert said(where, "formation-open") == [
        "Function g: 0.00 of 1.00 fte is filled; vacancies make 0.25 fte.",
        "Function h: 0.00 of 0.30 fte is filled.",
    ]
    # c: 1.00 + 0.50 + 0.25 against 1.50.
    assert said(where, "cluster-deviation") == [
        "Cluster c: 1.75 fte is placed; 1.50 fte is indicated."
    ]
    assert said(where, "unplaced") == ["P3 (0.40 fte) has no function."]


def test_overload_vacancies_and_people_without_a_role() -> None:
    where = scenario(
        [role("r", 96), role("k", 50, critical=True), role("g", 10, functions=("g",))],
        [P1, P2, person("P3", function="g"), person("P4", function="h"), vacancy("V1")],
        functions=[function("f"), function("g"), function("h")],
    )
    held: Holders = {"r": {"P1": 96}, "k": {"V1": 50}}
    # 0.96 of 1.00, full from 0.95 on.
    assert said(where, "overload", held) == [
        "P1 carries 0.96 of 1.00 fte; above 0.95 fte that is overload."
    ]
    (vacant,) = of_kind(where, "carried-by-vacancy", held)
    assert (str(vacant.message), vacant.severity) == (
        "0.50 fte rests on vacancy V1: Role k.",
        Severity.SERIOUS,
    )
    # No role admits function h; a vacancy is nobody yet.
    assert [each.people for each in of_kind(where, "no-role", held)] == [("P2",), ("P3",)]


# All together


def test_findings_are_sorted_worst_first_and_have_stable_ids() -> None:
    plan = assign(FRAGILE)
    found = find_gaps(FRAGILE, plan)
    keys = [(each.severity.rank, each.kind, each.roles, each.people) for each in found]
    assert keys == sorted(keys)
    assert len({each.id for each in found}) == len(found)
    again = find_gaps(FRAGILE, assign(FRAGILE, {"n": {"P1": 5}}))
    ids = {each.id for each in found if each.roles == ("r",)}
    assert ids <= {each.id for each in again}


def test_every_finder_is_named_after_the_kind_it_finds() -> None:
    for scene in (FRAGILE, RECORDS):
        case = case_of(scene, assign(scene))
        for kind, find in FINDERS.items():
            assert {each.kind for each in find(case)} <= {kind}


def test_a_finding_as_data() -> None:
    where = scenario(
        [role("r", 40, asked=asks("visie"))],
        [P1],
        sources={"roles.r": Source("ommen.yaml", 7, 3, "roles.r")},
    )
    (found,) = of_kind(where, "uncovered")
    data = finding_to_data(found, Translator("en"), where.horizon.starts)
    assert data == {
        "id": found.id,
        "kind": "uncovered",
        "severity": "serious",
        "clusters": ["c"],
        "roles": ["r"],
        "people": [],
        "periods": ["2027-01"],
        "message": "Role r: 0.40 fte is not covered; nobody is eligible.",
        "figures": {"fte": 0.4, "demand": 0.4, "fte_periods": 0.4, "eligible": 0},
        "source": {"file": "ommen.yaml", "line": 7, "path": "roles.r"},
    }
