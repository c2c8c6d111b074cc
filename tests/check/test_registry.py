"""Every hard rule has a checker, an obeying and a violating case."""

from __future__ import annotations

import pytest

from rollenplanner.domain.check import CHECKS
from rollenplanner.domain.rules import RULES, RuleId
from tests.check import test_duties, test_fitness, test_places, test_rotation, test_work
from tests.check.cases import RuleCase

CASES: list[RuleCase] = [
    *test_work.CASES,
    *test_fitness.CASES,
    *test_places.CASES,
    *test_duties.CASES,
    *test_rotation.CASES,
]


def test_the_checker_knows_every_rule_in_the_order_of_the_registry() -> None:
    assert list(CHECKS) == list(RULES) == list(RuleId)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_three_cases(rule: RuleId) -> None:
    mine = [case for case in CASES if case.rule is rule]
    assert len(mine) >= 3
    assert any(case.broken for case in mine)
    assert any(not case.broken for case in mine)


def test_names_of_cases_are_unique_per_rule() -> None:
    names = [(case.rule, case.name) for case in CASES]
    assert len(set(names)) == len(names)
