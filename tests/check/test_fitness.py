"""Rules about who may hold and who may back up: eligible, backup-eligible, learning."""

from __future__ import annotations

import dataclasses

import pytest

from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Learning, Person, Rules, Scenario
from tests.check.cases import RuleCase
from tests.support.build import asks, assign, function, person, role, scenario, shows

STRICT = Rules(step=1, max_roles=None, levels="strict")
LEARN = Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=1))
LEARN_TWICE = Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=2))
FUNCTIONS = [function("f"), function("g")]


def asking_b(who: Person, rules: Rules = LEARN) -> Scenario:
    """One role that asks level B (index 3) of visie, of 0.10 fte, and one person."""
    asked = asks("visie:B")
    return scenario([role("r", 10, asked=asked)], [who], functions=FUNCTIONS, rules=rules)


def without_learning(who: Person) -> Scenario:
    return asking_b(who, Rules(step=1, max_roles=None))


MET = without_learning(person("P1", competences=shows(visie="B")))
HEAVIER = without_learning(person("P1", competences=shows(visie="A")))
HEAVIER_STRICT = asking_b(person("P1", competences=shows(visie="A")), STRICT)
LIGHTER = without_learning(person("P1", competences=shows(visie="CD")))
NOTHING = without_learning(person("P1"))
NO_LEVEL = without_learning(person("P1", competences=shows(visie="")))
HOLDS_ALREADY = without_learning(person("P1", roles={"r": 10}))
BACKS_ALREADY = without_learning(person("P1", backups=("r",)))
ELSEWHERE = without_learning(person("P1", function="g", competences=shows(visie="B")))
HELD_ELSEWHERE = without_learning(person("P1", function="g", roles={"r": 10}))
NEAR = asking_b(person("P1", competences=shows(visie="C")))
NEAR_TRAINED = asking_b(person("P1", competences=shows(visie="C"), backups=("r",)))
NEAR_HALF_TRAINED = asking_b(
    person("P1", competences=shows(visie="C"), backups=("r",)), LEARN_TWICE
)
FAR = asking_b(person("P1", competences=shows(visie="D"), backups=("r",)))
FAR_HOLDER = asking_b(person("P1", roles={"r": 10}))

EXPERT = scenario([role("r", 10, asked=asks("visie", kas=2))], [person("P1", expertise={"kas": 3})])

HELD, BACKED = {"r": {"P1": 10}}, {"r": ["P1"]}


def holds(name: str, rule: RuleId, case: Scenario, broken: int = 0, **figures: str) -> RuleCase:
    return RuleCase(name, rule, case, assign(case, HELD), broken, figures)


def backs(name: str, case: Scenario, broken: int = 0, **figures: str) -> RuleCase:
    return RuleCase(name, RuleId.BACKUP_ELIGIBLE, case, assign(case, {}, BACKED), broken, figures)


ELIGIBLE = [
    holds("met", RuleId.ELIGIBLE, MET),
    # A above B is presumed: 0 steps, or 1 under strict.
    holds("presumed", RuleId.ELIGIBLE, HEAVIER),
    holds("presumed, strictly", RuleId.ELIGIBLE, HEAVIER_STRICT, 1, steps="1", allowed="0"),
    # B is 3, the heaviest recorded C is 2: 1 step.
    holds("short", RuleId.ELIGIBLE, LIGHTER, 1, steps="1", allowed="0"),
    # Absent: the full index of B, 3.
    holds("absent", RuleId.ELIGIBLE, NOTHING, 1, steps="3", allowed="0"),
    holds("recorded without level", RuleId.ELIGIBLE, NO_LEVEL, 1, steps="3", allowed="0"),
    # The expertise 3 covers the asked 2, but visie (any level) is not recorded: 1 step.
    holds("any", RuleId.ELIGIBLE, EXPERT, 1, steps="1", allowed="0"),
    holds("held at present", RuleId.ELIGIBLE, HOLDS_ALREADY),
    holds("function not admitted", RuleId.ELIGIBLE, ELSEWHERE, 1),
    # Holding at present waives the requirements, never the function.
    holds("held, not admitted", RuleId.ELIGIBLE, HELD_ELSEWHERE, 1),
    # D is 1, B is 3: 2 steps, more than the gap of 1, so that being backup does not help.
    holds("too far to learn", RuleId.ELIGIBLE, FAR, 1, steps="2", allowed="0"),
    holds("too far, held at present", RuleId.ELIGIBLE, FAR_HOLDER),
]

LEARNING = [
    # C to B is 1 step, within the gap; one shadow period is asked, none is served.
    holds("not learned", RuleId.LEARNING, NEAR, 1, served="0", shadow="1"),
    # Being a present backup brings one period.
    holds("learned at present", RuleId.LEARNING, NEAR_TRAINED),
    holds("half learned", RuleId.LEARNING, NEAR_HALF_TRAINED, 1, served="1", shadow="2"),
]

TWICE = scenario([role("r", 20)], [person("P1"), person("P2")])
BACKUP_ELIGIBLE = [
    backs("backup who meets", MET),
    backs("backup who is presumed", HEAVIER),
    # Without learning nothing may be short.
    backs("backup one short, no learning", LIGHTER, 1, steps="1", allowed="0"),
    backs("backup one short, learning", NEAR),
    # D to B is 2 steps, one more than the gap.
    backs("backup two short, learning", FAR, 1, steps="2", allowed="1"),
    # The exemption of present holders is for holding only.
    backs("present holder as backup", HOLDS_ALREADY, 1, steps="3", allowed="0"),
    backs("present backup as backup", BACKS_ALREADY, 1, steps="3", allowed="0"),
    backs("backup in another function", ELSEWHERE, 1),
    RuleCase(
        "holder and backup at once",
        RuleId.BACKUP_ELIGIBLE,
        TWICE,
        assign(TWICE, {"r": {"P1": 20}}, {"r": ["P1", "P2"]}),
        1,
    ),
]

CASES = [*ELIGIBLE, *LEARNING, *BACKUP_ELIGIBLE]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rule(case: RuleCase) -> None:
    case.check()


def test_a_vacancy_holds_and_backs_up_like_anybody() -> None:
    able = without_learning(person("V1", vacancy=True, competences=shows(visie="B")))
    case = RuleCase("", RuleId.ELIGIBLE, able, assign(able, {"r": {"V1": 10}}))
    case.check()
    short = dataclasses.replace(case, assignment=assign(able, {}, {"r": ["V1"]}))
    short.check()
    unable = without_learning(person("V1", vacancy=True))
    dataclasses.replace(
        case, scenario=unable, assignment=assign(unable, {"r": {"V1": 10}}), broken=1
    ).check()
