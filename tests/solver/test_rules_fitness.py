"""Who may hold a role and who may back it up, as the solver obeys it: pins ask for the work."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rollenplanner.domain.scenario import (
    Learning,
    LevelReading,
    Person,
    PinKind,
    PlacementMode,
    Requirements,
    Scenario,
)
from tests.solver.solving import COVER, assert_infeasible, optimum
from tests.support.build import (
    NO_RULES,
    asks,
    cluster,
    function,
    person,
    pin,
    role,
    scenario,
    shows,
    vacancy,
)

FUNCTIONS = [function("f", 100, clusters=("c", "d")), function("g", 100, clusters=("c", "d"))]
CLUSTERS = [cluster("c"), cluster("d")]


def wanted(
    who: Person,
    kind: PinKind = "role",
    asked: Requirements | None = None,
    *,
    levels: LevelReading = "presumed",
    learning: Learning | None = None,
    placement: PlacementMode = "fixed",
    **fields: Any,
) -> Scenario:
    """A role that admits function f and asks something, and one person pinned to it."""
    return scenario(
        [role("r", 50, asked=asked, backups=1, **fields)],
        [who],
        functions=FUNCTIONS,
        clusters=CLUSTERS,
        placement=placement,
        objective=COVER,
        pins=[pin(who.id, kind, "r")],
        rules=dataclasses.replace(NO_RULES, levels=levels, learning=learning),
    )


def holds(case: Scenario) -> bool:
    return optimum(case).holders == {"r": {"P1": (50,)}}


def backs_up(case: Scenario) -> bool:
    return optimum(case).backups == {"r": {"P1": (True,)}}


ADVISER = person("P1")


def shown(**competences: str) -> Person:
    return person("P1", competences=shows(**competences))


# eligible


def test_eligible_feasible_from_an_admitted_function() -> None:
    assert holds(wanted(ADVISER))


def test_eligible_infeasible_from_another_function() -> None:
    assert_infeasible(wanted(person("P1", function="g")))


def test_eligible_feasible_moved_to_an_admitted_function() -> None:
    case = wanted(person("P1", function="g"), placement="free")
    assert optimum(case).placement["P1"].function == "f"
    assert holds(case)


MET: list[tuple[str, Requirements, Person, LevelReading]] = [
    ("the level", asks("visie:B"), shown(visie="B"), "presumed"),
    ("one of several levels", asks("visie:B"), shown(visie="DB"), "presumed"),
    ("a heavier level is presumed", asks("visie:B"), shown(visie="A"), "presumed"),
    ("the level itself, strictly", asks("visie:B"), shown(visie="B"), "strict"),
    ("any, from a level", asks("visie"), shown(visie="D"), "presumed"),
    ("any, from a record without level", asks("visie"), shown(visie=""), "presumed"),
    ("expertise", asks(economie=2), person("P1", expertise={"economie": 2}), "presumed"),
    ("heavier expertise", asks(economie=2), person("P1", expertise={"economie": 3}), "strict"),
    ("two levels of one competence", asks("visie:B", "visie:D"), shown(visie="BD"), "strict"),
]
UNMET: list[tuple[str, Requirements, Person, LevelReading]] = [
    ("a lighter level", asks("visie:B"), shown(visie="C"), "presumed"),
    ("a heavier level, strictly", asks("visie:B"), shown(visie="A"), "strict"),
    ("a record without level", asks("visie:D"), shown(visie=""), "presumed"),
    ("no record", asks("visie:D"), ADVISER, "presumed"),
    ("any, no record", asks("visie"), shown(coaching="A"), "presumed"),
    ("expertise", asks(economie=2), person("P1", expertise={"economie": 1}), "presumed"),
    ("expertise, no record", asks(economie=1), ADVISER, "presumed"),
    ("one of two competences", asks("visie:B", "coaching:B"), shown(visie="B"), "presumed"),
    ("two levels of one competence", asks("visie:B", "visie:D"), shown(visie="B"), "strict"),
]
Case = tuple[str, Requirements, Person, LevelReading]


@pytest.mark.parametrize("case", MET, ids=lambda case: case[0])
def test_eligible_feasible_requirements(case: Case) -> None:
    _, asked, who, levels = case
    assert holds(wanted(who, asked=asked, levels=levels))


@pytest.mark.parametrize("case", UNMET, ids=lambda case: case[0])
def test_eligible_infeasible_requirements(case: Case) -> None:
    _, asked, who, levels = case
    assert_infeasible(wanted(who, asked=asked, levels=levels))


@pytest.mark.parametrize("placement", ["fixed", "free"])
def test_eligible_feasible_present_holder(placement: PlacementMode) -> None:
    holder = person("P1", roles={"r": 50})
    assert holds(wanted(holder, asked=asks("visie:A"), placement=placement))


@pytest.mark.parametrize(
    "who",
    [
        pytest.param(person("P1", backups=("r",)), id="a present backup is not exempt"),
        pytest.param(person("P1", roles={"s": 50}), id="a holder of another role is not exempt"),
        pytest.param(person("P1", function="g", roles={"r": 50}), id="the function still binds"),
    ],
)
def test_eligible_infeasible_where_nothing_exempts(who: Person) -> None:
    assert_infeasible(wanted(who, asked=asks("visie:A")))


def test_eligible_infeasible_own_cluster_binds_present_holders() -> None:
    holder = person("P1", cluster="d", roles={"r": 50})
    assert_infeasible(wanted(holder, asked=asks("visie:A"), own_cluster=True))


def test_eligible_feasible_profile_and_everyone_bind_nothing() -> None:
    # They are counted in competence_gap only.
    asked = asks("visie:A")
    case = scenario(
        [role("r", 50)],
        [ADVISER],
        functions=[function("f", 100, profile=asked)],
        everyone=asked,
        objective=COVER,
        pins=[pin("P1", "role", "r")],
    )
    assert holds(case)


def test_eligible_feasible_vacancy_with_the_profile() -> None:
    hired = vacancy("P1", competences=shows(visie="B"))
    assert holds(wanted(hired, asked=asks("visie:B")))


def test_eligible_infeasible_vacancy_without_the_profile() -> None:
    assert_infeasible(wanted(vacancy("P1"), asked=asks("visie:B")))


# backup-eligible


@pytest.mark.parametrize("case", MET, ids=lambda case: case[0])
def test_backup_eligible_feasible_requirements(case: Case) -> None:
    _, asked, who, levels = case
    assert backs_up(wanted(who, "backup", asked, levels=levels))


@pytest.mark.parametrize("case", UNMET, ids=lambda case: case[0])
def test_backup_eligible_infeasible_requirements(case: Case) -> None:
    _, asked, who, levels = case
    assert_infeasible(wanted(who, "backup", asked, levels=levels))


#: Asked B: a recorded C is 1 step short, D is 2, nothing is 3.
@pytest.mark.parametrize(("recorded", "gap"), [("C", 1), ("C", 2), ("D", 2), ("", 3)])
def test_backup_eligible_feasible_within_the_gap(recorded: str, gap: int) -> None:
    learner = shown(visie=recorded)
    assert backs_up(wanted(learner, "backup", asks("visie:B"), learning=Learning(gap, 2)))


@pytest.mark.parametrize(("recorded", "gap"), [("C", 0), ("D", 1), ("", 2)])
def test_backup_eligible_infeasible_beyond_the_gap(recorded: str, gap: int) -> None:
    learner = shown(visie=recorded)
    assert_infeasible(wanted(learner, "backup", asks("visie:B"), learning=Learning(gap, 2)))


def test_backup_eligible_infeasible_steps_add_up() -> None:
    # Two competences, 1 step short each, together 2.
    asked, learner = asks("visie:B", "coaching:B"), shown(visie="C", coaching="C")
    assert_infeasible(wanted(learner, "backup", asked, learning=Learning(1, 2)))
    assert backs_up(wanted(learner, "backup", asked, learning=Learning(2, 2)))


def test_backup_eligible_infeasible_from_another_function() -> None:
    assert_infeasible(wanted(person("P1", function="g"), "backup"))


def test_backup_eligible_infeasible_present_holder_is_not_exempt() -> None:
    holder = person("P1", roles={"r": 50}, backups=("r",))
    assert_infeasible(wanted(holder, "backup", asks("visie:A")))


def both(*people: str) -> Scenario:
    """The first pinned as holder, the last as backup."""
    return scenario(
        [role("r", 50, backups=1)],
        [person(each) for each in dict.fromkeys(people)],
        objective=COVER,
        pins=[pin(people[0], "role", "r"), pin(people[-1], "backup", "r")],
    )


def test_backup_eligible_feasible_another_holds() -> None:
    plan = optimum(both("P1", "P2"))
    assert set(plan.holders["r"]) == {"P1"}
    assert plan.backups == {"r": {"P2": (True,)}}


def test_backup_eligible_infeasible_holder_is_no_backup() -> None:
    assert_infeasible(both("P1", "P1"))


# learning

LEARNER = person("P1", competences=shows(visie="C"), backups=("r",))


def learned(who: Person, gap: int = 1, shadow: int = 1) -> Scenario:
    """A role asks B; being a present backup brings one period of shadowing."""
    return wanted(who, asked=asks("visie:B"), learning=Learning(gap, shadow))


def test_learning_feasible_completed_by_a_present_backup() -> None:
    assert holds(learned(LEARNER))


def test_learning_infeasible_more_periods_are_asked() -> None:
    assert_infeasible(learned(LEARNER, shadow=2))


def test_learning_infeasible_no_present_backup() -> None:
    assert_infeasible(learned(shown(visie="C")))


def test_learning_infeasible_beyond_the_gap() -> None:
    assert_infeasible(learned(person("P1", competences=shows(visie="D"), backups=("r",))))


def test_learning_infeasible_not_stated() -> None:
    assert_infeasible(wanted(LEARNER, asked=asks("visie:B")))
