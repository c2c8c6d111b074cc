"""The impossible overlay of Ommen is explained by the proof that stands in its comment."""

from pathlib import Path

from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.files.scenario_files import read_scenario
from tests.explain.asking import assert_repairs, explained

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "ommen-onmogelijk.yaml"


def test_the_comment_in_the_file_is_what_is_found() -> None:
    scenario = read_scenario(SCENARIO).scenario
    found = explained(scenario, repairs=5)
    (clash,) = found.clashes
    assert {each.id for each in clash.conditions} == {
        "pins.1",
        "incompatible.0",
        "limits.critical_uncovered",
        "staff.P43.fte",
        "roles.control.fte",
        "roles.control.expertise.control",
    }
    assert clash.irreducible
    assert found.sole
    assert all(each.source is not None for each in clash.conditions)
    assert found.proven
    # Each of these costs 1, and no change costs less.
    assert [each.price for each in found.repairs] == [1, 1, 1, 1, 1]
    kinds = {change.kind for repair in found.repairs for change, _ in repair.parts}
    assert {PriceKind.PIN, PriceKind.LIMIT, PriceKind.FTE, PriceKind.TRAINING} <= kinds
    assert_repairs(scenario, found.repairs)
