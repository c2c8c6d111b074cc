"""What is known when somebody stops is what comes back, and all of it is true."""

from __future__ import annotations

from rollenplanner.domain.clashes.prices import DEFAULT_PRICES
from rollenplanner.planning.explain.explain import Step, Wanted, explain_scenario
from rollenplanner.solver import StopFlag
from tests.explain.asking import assert_repairs
from tests.explain.built import capacity

WANTED = Wanted(DEFAULT_PRICES, 6, 600.0)


def test_stopped_before_anything_is_known() -> None:
    stop = StopFlag()
    stop.set()
    found = explain_scenario(capacity()[0], WANTED, stop)
    assert found.feasible is None
    assert not found.complete


def test_stopped_after_the_first_repair() -> None:
    scenario, reason = capacity()
    stop = StopFlag()

    def follow(step: Step) -> None:
        if step.repairs:
            stop.set()

    found = explain_scenario(scenario, WANTED, stop, follow)
    assert {each.id for each in found.clashes[0].conditions} == reason
    assert found.repairs
    assert_repairs(scenario, found.repairs)
    assert not found.complete
