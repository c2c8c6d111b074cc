"""Every hard rule and every term has its place in the solver, and its cases in this folder."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from types import ModuleType

import pytest

from rollenplanner.domain.rules import RULES, RuleId
from rollenplanner.domain.terms import Term
from rollenplanner.solver.constraints import (
    CONSTRAINTS,
    carrying,
    handover,
    learning,
    limits,
    pins,
    placement,
    succession,
    term,
)
from rollenplanner.solver.objective import TERMS
from tests.solver.optima import OPTIMA

PARTS = (carrying, handover, learning, limits, pins, placement, succession, term)


def test_every_rule_has_an_entry() -> None:
    assert set(CONSTRAINTS) == set(RULES)


@pytest.mark.parametrize("rule", RuleId)
def test_every_rule_is_enforced(rule: RuleId) -> None:
    enforcement = CONSTRAINTS[rule]
    assert enforcement.over_time == RULES[rule].over_time
    assert enforcement.functions or enforcement.by_creation


@pytest.mark.parametrize("module", PARTS, ids=lambda module: str(module.__name__))
def test_every_constraint_function_is_registered(module: ModuleType) -> None:
    registered = {each for how in CONSTRAINTS.values() for each in how.functions}
    written = {
        each
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__
        and not name.startswith("_")
        and list(inspect.signature(each).parameters) == ["variables"]
    }
    assert written
    assert written <= registered


def names_of_tests() -> set[str]:
    """Names of the test functions in the files of rules."""
    return {
        node.name
        for path in Path(__file__).parent.glob("test_*rules*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


def is_tested(rule: RuleId, what: str) -> bool:
    begin = f"test_{rule.value.replace('-', '_')}_{what}"
    return any(name == begin or name.startswith(f"{begin}_") for name in names_of_tests())


@pytest.mark.parametrize("rule", RuleId)
def test_every_rule_has_a_feasible_and_an_infeasible_test(rule: RuleId) -> None:
    assert is_tested(rule, "feasible")
    assert is_tested(rule, "infeasible")


@pytest.mark.parametrize("rule", [rule for rule in RuleId if RULES[rule].over_time])
def test_every_rule_over_time_has_a_test_that_it_binds_nothing(rule: RuleId) -> None:
    assert is_tested(rule, "binds_nothing")


def test_every_term_has_an_objective_and_an_optimum() -> None:
    assert set(TERMS) == set(Term)
    assert set(OPTIMA) == set(Term)
