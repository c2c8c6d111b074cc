"""Rules about how much work people carry: capacity, holders, max-roles, max-backups.

Shares and fte are hundredths; each arithmetic is worked out by hand beside its case.
"""

from __future__ import annotations

import pytest

from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Rules
from tests.check.cases import RuleCase
from tests.support.build import assign, person, role, scenario

R, P = role("r", 80), person("P1", 80)
ONE = scenario([R], [P])

# 0.80 / 0.33 = 2.42..: at effort 0.33 a share of 2.42 loads 0.33 x 2.42 = 0.7986, of 2.43 0.8019.
QUICK = scenario([role("r", 300)], [person("P1", 80, effort={"r": 33})])

# Two roles of 0.50 and 0.25, of which P1 needs 1.3 and 1: 0.65 + 0.25 = 0.90.
SLOW = scenario([role("r", 50), role("s", 25)], [person("P1", 90, effort={"r": 130})])
SLOWER = scenario([role("r", 50), role("s", 25)], [person("P1", 89, effort={"r": 130})])

# Overlap counts as it is, effort does not touch it: 0.50 x 0.7 + 0.10 = 0.45.
OVERLAP = [role("r", 50), role("s", 50, backups=1, backup_fte=10)]
WARM = scenario(OVERLAP, [person("P1", 45, effort={"r": 70, "s": 300})])
WARMER = scenario(OVERLAP, [person("P1", 44, effort={"r": 70, "s": 300})])

CAPACITY = [
    # 0.80 of 0.80.
    RuleCase("full", RuleId.CAPACITY, ONE, assign(ONE, {"r": {"P1": 80}})),
    # 33 x 242 = 7986 ten-thousandths against 8000.
    RuleCase("quick fits", RuleId.CAPACITY, QUICK, assign(QUICK, {"r": {"P1": 242}})),
    # 33 x 243 = 8019 against 8000: over by 0.0019, which rounding to 0.80 would hide.
    RuleCase(
        "quick by a hair",
        RuleId.CAPACITY,
        QUICK,
        assign(QUICK, {"r": {"P1": 243}}),
        1,
        {"load": "0.8019", "available": "0.80"},
    ),
    RuleCase("slow fits", RuleId.CAPACITY, SLOW, assign(SLOW, {"r": {"P1": 50}, "s": {"P1": 25}})),
    # 130 x 50 + 100 x 25 = 9000 against 8900.
    RuleCase(
        "slow does not fit",
        RuleId.CAPACITY,
        SLOWER,
        assign(SLOWER, {"r": {"P1": 50}, "s": {"P1": 25}}),
        1,
        {"load": "0.90", "available": "0.89"},
    ),
    RuleCase("overlap fits", RuleId.CAPACITY, WARM, assign(WARM, {"r": {"P1": 50}}, {"s": ["P1"]})),
    # 70 x 50 + 100 x 10 = 4500 against 4400.
    RuleCase(
        "overlap counts",
        RuleId.CAPACITY,
        WARMER,
        assign(WARMER, {"r": {"P1": 50}}, {"s": ["P1"]}),
        1,
        {"load": "0.45", "available": "0.44"},
    ),
]

# Two to three holders of at least 0.20, together at most 1.00; shares in steps of 0.05.
SHARED = scenario(
    [role("r", 100, min_holders=2, max_holders=3, share=20)],
    [person(f"P{n}") for n in range(1, 5)],
    rules=Rules(step=5, max_roles=None),
)
# A demand of 0.10 below the share of 0.20: all of it is enough.
SMALL = scenario([role("r", 10, share=20)], [person("P1")])

HOLDERS = [
    RuleCase("no holder", RuleId.HOLDERS, SHARED, assign(SHARED)),
    RuleCase("two holders", RuleId.HOLDERS, SHARED, assign(SHARED, {"r": {"P1": 20, "P2": 80}})),
    RuleCase(
        "one of two to three",
        RuleId.HOLDERS,
        SHARED,
        assign(SHARED, {"r": {"P1": 100}}),
        1,
        {"holders": "1", "min": "2"},
    ),
    RuleCase(
        "four of two to three",
        RuleId.HOLDERS,
        SHARED,
        assign(SHARED, {"r": dict.fromkeys(("P1", "P2", "P3", "P4"), 25)}),
        1,
        {"holders": "4", "max": "3"},
    ),
    # 0.60 + 0.45 = 1.05 of 1.00.
    RuleCase(
        "above the demand",
        RuleId.HOLDERS,
        SHARED,
        assign(SHARED, {"r": {"P1": 60, "P2": 45}}),
        1,
        {"held": "1.05", "demand": "1.00"},
    ),
    RuleCase(
        "below the least share",
        RuleId.HOLDERS,
        SHARED,
        assign(SHARED, {"r": {"P1": 15, "P2": 80}}),
        1,
        {"share": "0.15", "least": "0.20"},
    ),
    # 0.33 is no multiple of 0.05.
    RuleCase(
        "no multiple of the step",
        RuleId.HOLDERS,
        SHARED,
        assign(SHARED, {"r": {"P1": 33, "P2": 30}}),
        1,
        {"share": "0.33", "step": "0.05"},
    ),
    RuleCase("all of a small demand", RuleId.HOLDERS, SMALL, assign(SMALL, {"r": {"P1": 10}})),
    RuleCase(
        "part of a small demand",
        RuleId.HOLDERS,
        SMALL,
        assign(SMALL, {"r": {"P1": 5}}),
        1,
        {"share": "0.05", "least": "0.10"},
    ),
    RuleCase(
        "a share below nothing",
        RuleId.HOLDERS,
        SMALL,
        assign(SMALL, {"r": {"P1": -5}}),
        1,
        {"share": "-0.05", "least": "0.10"},
    ),
]

THREE = [role(each, 10) for each in "rst"]
TWO_AT_MOST = scenario(THREE, [person("P1")], rules=Rules(step=1, max_roles=2))
OWN_MAXIMUM = scenario(THREE, [person("P1", max_roles=1)], rules=Rules(step=1, max_roles=2))
OWN_HIGHER = scenario(THREE, [person("P1", max_roles=3)], rules=Rules(step=1, max_roles=2))
ALL_THREE = {each: {"P1": 10} for each in "rst"}

MAX_ROLES = [
    RuleCase(
        "two of two",
        RuleId.MAX_ROLES,
        TWO_AT_MOST,
        # A backup is no held role.
        assign(TWO_AT_MOST, {"r": {"P1": 10}, "s": {"P1": 10}}, {"t": ["P1"]}),
    ),
    RuleCase(
        "three of two",
        RuleId.MAX_ROLES,
        TWO_AT_MOST,
        assign(TWO_AT_MOST, ALL_THREE),
        1,
        {"roles": "3", "max": "2"},
    ),
    RuleCase(
        "one's own maximum is lower",
        RuleId.MAX_ROLES,
        OWN_MAXIMUM,
        assign(OWN_MAXIMUM, {"r": {"P1": 10}, "s": {"P1": 10}}),
        1,
        {"roles": "2", "max": "1"},
    ),
    RuleCase(
        "one's own maximum is higher", RuleId.MAX_ROLES, OWN_HIGHER, assign(OWN_HIGHER, ALL_THREE)
    ),
]

BACKUPS_AT_MOST = scenario(
    THREE, [person("P1")], rules=Rules(step=1, max_roles=None, max_backups=2)
)
MAX_BACKUPS = [
    RuleCase(
        "two of two backups",
        RuleId.MAX_BACKUPS,
        BACKUPS_AT_MOST,
        assign(BACKUPS_AT_MOST, {"t": {"P1": 10}}, {"r": ["P1"], "s": ["P1"]}),
    ),
    RuleCase(
        "three of two backups",
        RuleId.MAX_BACKUPS,
        BACKUPS_AT_MOST,
        assign(BACKUPS_AT_MOST, {}, {each: ["P1"] for each in "rst"}),
        1,
        {"backups": "3", "max": "2"},
    ),
    RuleCase(
        "no maximum, three backups",
        RuleId.MAX_BACKUPS,
        OWN_HIGHER,
        assign(OWN_HIGHER, {}, {each: ["P1"] for each in "rst"}),
    ),
]

CASES = [*CAPACITY, *HOLDERS, *MAX_ROLES, *MAX_BACKUPS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rule(case: RuleCase) -> None:
    case.check()
