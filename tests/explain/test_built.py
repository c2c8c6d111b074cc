"""Every scenario that was built to clash is explained by the reason that was built in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.explain.asking import assert_repairs, explained
from tests.explain.built import BUILT, Built


@pytest.mark.parametrize("build", BUILT, ids=lambda build: build.__name__)
def test_built_in_reason(build: Callable[[], Built]) -> None:
    scenario, reason = build()
    found = explained(scenario)
    assert found.feasible is False
    assert [{each.id for each in clash.conditions} for clash in found.clashes] == [reason]
    assert found.clashes[0].irreducible
    assert found.sole
    assert len(found.repairs) >= 3 or found.exhausted
    assert found.repairs[0].cheapest
    assert_repairs(scenario, found.repairs)
