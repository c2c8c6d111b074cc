"""Merges that change why somebody need not carry a role on, though nobody touched its rows."""

from __future__ import annotations

from dataclasses import replace

from rollenplanner.domain.check import check_all
from rollenplanner.solver.merging import goes_together
from tests.support.build import NO_RULES, assign, clash, person, role, scenario

TWO = scenario(
    [role("r", 10), role("s", 10)],
    [person("P1", roles={"r": 10}), person("P2")],
    count=2,
    incompatible=[clash("r", "s")],
    rules=replace(NO_RULES, no_double_change=True),
)
#: P1 held r at present, and may not go on because of s.
BEFORE = assign(TWO, holders={"r": {"P2": 10}, "s": {"P1": 10}})


def test_who_held_a_role_at_present_could_go_on_when_another_role_is_dropped() -> None:
    dropped = assign(TWO, holders={"r": {"P2": 10}})
    assert not any(check_all(TWO, BEFORE))
    assert any(check_all(TWO, dropped))
    assert not goes_together(TWO, BEFORE, dropped, {"s"})


def test_the_same_as_a_backup_is_reason_enough() -> None:
    kept = assign(TWO, holders={"r": {"P2": 10}}, backups={"s": {"P1": True}})
    assert not any(check_all(TWO, kept))
    assert goes_together(TWO, BEFORE, kept, {"s"})


def test_without_the_rule_everything_goes() -> None:
    free = replace(TWO, rules=NO_RULES)
    assert goes_together(free, BEFORE, assign(free, holders={"r": {"P2": 10}}), {"s"})
