"""What a plan states about itself, against what it is; and ids that do not exist."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from rollenplanner.domain.judge import judge
from rollenplanner.domain.plan import Assignment, LevelResult, LevelStatus, Placed, Plan
from rollenplanner.domain.terms import Term, units_of
from tests.support.build import assign, person, role, scenario

# 0.80 asked, 0.50 held: 0.30 uncovered. Level 1: 2 x 0.30 = 0.6. Level 2: one takeover, 1.
WHERE = scenario(
    [role("r", 80)],
    [person("P1")],
    objective=[{Term.UNCOVERED: 2}, {Term.CHANGES: 1}],
)
HELD = assign(WHERE, {"r": {"P1": 50}})


def level(
    value: str,
    bound: str | None = None,
    gap: str | None = None,
    status: LevelStatus = "feasible",
    terms: dict[Term, str] | None = None,
) -> LevelResult:
    return LevelResult(
        {term: Decimal(stated) for term, stated in (terms or {}).items()},
        Decimal(value),
        None if bound is None else Decimal(bound),
        None if gap is None else Decimal(gap),
        status,
    )


FIRST = level("0.6", "0.0", "0.6", terms={Term.UNCOVERED: "0.30"})
SECOND = level("1", "1.0", "0", "optimal")
HONEST = Plan(
    HELD,
    WHERE.horizon.starts,
    status="feasible",
    objective=(FIRST, SECOND),
    terms={Term.UNCOVERED: Decimal("0.3"), Term.CHANGES: Decimal(1)},
)


def kinds(plan: Plan) -> list[tuple[str, str]]:
    return [(each.kind, each.discriminator) for each in judge(WHERE, plan).violations]


def test_an_honest_plan_passes() -> None:
    judgement = judge(WHERE, HONEST)
    assert judgement.ok
    assert judgement.levels == (units_of(Decimal("0.6")), units_of(1))
    assert judgement.terms[Term.UNCOVERED] == units_of(Decimal("0.3"))


def test_figures_that_are_not_stated_are_not_judged() -> None:
    assert judge(WHERE, Plan(HELD, WHERE.horizon.starts)).ok


def test_a_misstated_term_is_named_with_both_figures() -> None:
    plan = dataclasses.replace(HONEST, terms={Term.UNCOVERED: Decimal("0.31")})
    (found,) = judge(WHERE, plan).violations
    assert (found.kind, found.severity) == ("misstated", "critical")
    assert found.figures == {"stated": Decimal("0.31"), "recomputed": Decimal("0.3")}
    assert "0.31" in str(found.message)


@pytest.mark.parametrize(
    ("stated", "wrong"),
    [
        (level("0.6"), []),
        (level("0.6", "0.2", "0.4"), []),  # (0.6 - 0.2) / max(1, 0.6) = 0.4
        (level("0.5"), ["value"]),
        (level("0.6", terms={Term.UNCOVERED: "0.2"}), ["terms.uncovered"]),
        (level("0.6", terms={Term.MOVES: "0"}), ["terms.moves"]),
        # No plan is below the bound, so this plan's 0.6 shows 0.7 to be wrong.
        (level("0.6", "0.7"), ["bound"]),
        # A count is never below 0.
        (level("0.6", "-0.1", "0.7"), ["bound"]),
        (level("0.6", "0.2", "0.39"), ["gap"]),
        (level("0.6", gap="0.39"), ["gap"]),
        (level("0.6", "0.2", status="optimal"), ["status"]),
        (level("0.6", status="optimal"), ["status"]),
        (level("0.6", "0.6", "0", "optimal"), []),
        (level("0.6", "0.60", "0"), ["status"]),
        # The bound equals the stated value, but the value is not what the plan is worth.
        (level("0.5", "0.5", "0", "optimal"), ["value", "gap", "status"]),
        # However little: thirty decimals are compared, not rounded away.
        (level("0.6", "0.599999999999999999999999999999", status="optimal"), ["status"]),
    ],
)
def test_levels(stated: LevelResult, wrong: list[str]) -> None:
    plan = dataclasses.replace(HONEST, objective=(stated, SECOND))
    assert kinds(plan) == [("misstated", f"objective.0.{each}") for each in wrong]


def test_a_gap_is_judged_at_its_own_decimals_and_at_least_four() -> None:
    """(1 - 0.6666) / 1 = 0.3334; stated with three decimals it is not what it is."""
    for gap, wrong in (("0.3334", False), ("0.33340", False), ("0.333", True), ("0.33341", True)):
        second = level("1", "0.6666", gap)
        found = kinds(dataclasses.replace(HONEST, objective=(FIRST, second)))
        assert found == ([("misstated", "objective.1.gap")] if wrong else []), gap


def test_a_plan_is_optimal_only_if_every_level_is() -> None:
    claims = dataclasses.replace(HONEST, status="optimal")
    assert kinds(claims) == [("misstated", "status")]
    assert kinds(dataclasses.replace(claims, objective=())) == [("misstated", "status")]
    proven = level("0.6", "0.6", "0", "optimal")
    assert kinds(dataclasses.replace(claims, objective=(proven, SECOND))) == []


def test_another_number_of_levels_is_misstated() -> None:
    assert kinds(dataclasses.replace(HONEST, objective=(FIRST,))) == [("misstated", "objective")]


def test_jumps_are_judged_only_beside_the_plan_they_count_against() -> None:
    """Against a plan without holders P1 is one jump; the limit is 0."""
    where = dataclasses.replace(WHERE, objective=({Term.JUMPS: 1},), limits={Term.JUMPS: 0})
    stated = Plan(
        HELD,
        where.horizon.starts,
        objective=(level("5"),),
        terms={Term.JUMPS: Decimal(5)},
    )
    assert judge(where, stated).ok
    found = judge(where, stated, assign(where)).violations
    assert [each.discriminator for each in found] == ["jumps", "terms.jumps", "objective.0.value"]
    assert found[0].figures == {"value": Decimal(1), "limit": Decimal(0)}


def test_a_plan_made_by_hand_with_unknown_ids() -> None:
    """Everything unknown is reported once and breaks no other rule by itself."""
    plan = Assignment(
        {"P1": Placed("f", "c"), "P9": Placed("f", "c")},
        {"r": {"P1": (50,), "P8": (30,)}, "q": {"P1": (10,)}},
        {"q": {"P9": (True,)}},
    )
    found = judge(WHERE, Plan(plan, WHERE.horizon.starts)).violations
    assert [(each.kind, each.discriminator) for each in found] == [
        ("unknown-id", "person P9"),
        ("unknown-id", "person P8"),
        ("unknown-id", "role q"),
    ]
    assert [(each.people, each.roles) for each in found] == [
        (("P9",), ()),
        (("P8",), ()),
        ((), ("q",)),
    ]
    # P8 does not exist, so that 0.30 stays uncovered.
    assert judge(WHERE, Plan(plan, WHERE.horizon.starts)).terms[Term.UNCOVERED] == units_of(
        Decimal("0.3")
    )


def test_an_unknown_place_is_reported_once() -> None:
    plan = Assignment({"P1": Placed("x", "y")}, {"r": {"P1": (50,)}}, {})
    found = judge(WHERE, Plan(plan, WHERE.horizon.starts)).violations
    assert [each.discriminator for each in found] == ["function x", "cluster y"]
    assert len({each.id for each in found}) == 2


JUMPS = level("3", "0", "1", terms={Term.JUMPS: "3"})


def test_a_last_level_of_jumps_is_not_judged_without_the_earlier_plan() -> None:
    assert judge(WHERE, dataclasses.replace(HONEST, objective=(FIRST, SECOND, JUMPS))).ok


def test_a_last_level_of_jumps_is_judged_with_the_earlier_plan() -> None:
    plan = dataclasses.replace(HONEST, objective=(FIRST, SECOND, JUMPS))
    # The earlier plan is the same one, so there are no jumps at all.
    found = [each.discriminator for each in judge(WHERE, plan, HELD).violations]
    assert found == [
        "objective.2.terms.jumps",
        "objective.2.value",
        "objective.2.gap",
        "objective.2.status",
    ]


def test_the_other_levels_of_a_plan_made_from_an_earlier_one_are_judged() -> None:
    wrong = level("0.7", terms={Term.UNCOVERED: "0.30"})
    plan = dataclasses.replace(HONEST, objective=(wrong, SECOND, JUMPS))
    assert kinds(plan) == [("misstated", "objective.0.value")]


def test_a_level_more_that_counts_something_else_is_misstated() -> None:
    other = level("1", terms={Term.JUMPS: "0", Term.CHANGES: "1"})
    plan = dataclasses.replace(HONEST, objective=(FIRST, SECOND, other))
    assert kinds(plan) == [("misstated", "objective")]


def test_a_scenario_that_counts_jumps_itself_has_no_level_more() -> None:
    own = dataclasses.replace(WHERE, objective=({Term.UNCOVERED: 2}, {Term.JUMPS: 1}))
    plan = dataclasses.replace(HONEST, objective=(FIRST, JUMPS, JUMPS))
    found = [(each.kind, each.discriminator) for each in judge(own, plan).violations]
    assert found == [("misstated", "objective")]
