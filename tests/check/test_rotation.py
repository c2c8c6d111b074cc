"""Rules over time: term, handover, max-changes, no-double-change, and learning over periods.

Periods are half-years from 2027-01; with placement fixed and more than one period the present is
the period before the first. A row of shares is one number per period.
"""

from __future__ import annotations

from typing import Any

import pytest

from rollenplanner.domain.months import Month
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Held, Learning, Person, Role, Rules, Scenario, TermBounds
from tests.check.cases import RuleCase
from tests.support.build import (
    PerPeriod,
    asks,
    assign,
    clash,
    cluster,
    function,
    person,
    pin,
    role,
    scenario,
    shows,
)

Rows = dict[str, PerPeriod]


def since(month: str, fte: int = 10) -> Held:
    return Held(fte, Month.parse(month))


def over(*people: Person, count: int = 4, role_r: Role | None = None, **fields: Any) -> Scenario:
    """One role `r` of 0.10 over half-years."""
    return scenario([role_r or role("r", 10)], people, count=count, **fields)


def case(
    name: str,
    rule: RuleId,
    where: Scenario,
    holders: Rows,
    broken: int = 0,
    *,
    backups: Rows | None = None,
    **figures: str,
) -> RuleCase:
    plan = assign(where, {"r": holders}, {"r": backups or {}})
    return RuleCase(name, rule, where, plan, broken, figures)


TWO_TO_THREE = role("r", 10, term=TermBounds(2, 3))
P1, P2 = person("P1"), person("P2")
TERM = over(P1, P2, role_r=TWO_TO_THREE)
ENDING = over(P1, P2, role_r=role("r", (10, 10, 10, 0), term=TermBounds(3, None)))
GAPPED = over(P1, P2, role_r=role("r", (10, 0, 10, 10), term=TermBounds(2, 2)))
LOWERED = over(P1, P2, role_r=role("r", (20, 10, 10, 10), term=TermBounds(3, None)))
ABSENT = over(
    person("P1", available=(100, 0, 100, 100)), P2, role_r=role("r", 10, term=TermBounds(3, None))
)
PART_TIME = over(
    person("P1", available=(100, 50, 50, 50)), P2, role_r=role("r", 10, term=TermBounds(3, None))
)


def present(held: Held, **fields: Any) -> Scenario:
    """P1 holds r at present; term from 2 to 3."""
    return over(
        person("P1", roles={"r": held}),
        P2,
        role_r=role("r", 10, term=TermBounds(2, 3), handover=fields.pop("handover", 0)),
        **fields,
    )


# From 2026-03 to 2027-01 are ten months: one whole half-year. From 2026-01: two. 2025-01: four.
ONE_BEFORE, TWO_BEFORE = present(since("2026-03")), present(since("2026-01"))
FOUR_BEFORE, UNKNOWN = present(since("2025-01")), present(Held(10))
TERMS = [
    case("two of two to three", RuleId.TERM, TERM, {"P1": (10, 10, 0, 0)}),
    case("one of two", RuleId.TERM, TERM, {"P1": (0, 10, 0, 0)}, 1, periods="1"),
    # The horizon's end cuts nothing short.
    case("the last one only", RuleId.TERM, TERM, {"P1": (0, 0, 0, 10)}),
    case("three of three", RuleId.TERM, TERM, {"P1": (10, 10, 10, 0), "P2": (0, 0, 0, 10)}),
    case("four of three", RuleId.TERM, TERM, {"P1": 10}, 1, periods="4", max="3"),
    case("role ended", RuleId.TERM, ENDING, {"P1": (0, 10, 10, 0)}),
    # Active periods are 0, 2, 3: in a row 0 and 2 are two.
    case("only active periods", RuleId.TERM, GAPPED, {"P1": (10, 0, 10, 0)}),
    case("three active ones", RuleId.TERM, GAPPED, {"P1": (10, 0, 10, 10)}, 1),
    case("demand lowered", RuleId.TERM, LOWERED, {"P1": (20, 0, 0, 0)}),
    case("demand lowered before", RuleId.TERM, LOWERED, {"P1": (0, 10, 0, 0)}, 1),
    case("out of service", RuleId.TERM, ABSENT, {"P1": (10, 0, 0, 0)}),
    case("fte lowered", RuleId.TERM, PART_TIME, {"P1": (10, 0, 0, 0)}),
    case("fte lowered before", RuleId.TERM, PART_TIME, {"P1": (10, 10, 0, 0)}, 1),
    # One period served before the start: leaving at once makes 1 of 2.
    case("left at once", RuleId.TERM, ONE_BEFORE, {}, 1, periods="1"),
    case("one more makes two", RuleId.TERM, ONE_BEFORE, {"P1": (10, 0, 0, 0)}),
    case("served two", RuleId.TERM, TWO_BEFORE, {}),
    # 1 + 2 = 3 is the maximum, 1 + 3 = 4 is too long.
    case("two more", RuleId.TERM, ONE_BEFORE, {"P1": (10, 10, 0, 0)}),
    case("three more", RuleId.TERM, ONE_BEFORE, {"P1": (10, 10, 10, 0)}, 1, periods="4", max="3"),
    # Four served, over the maximum: one more, or as many as a handover takes.
    case("over it, one more", RuleId.TERM, FOUR_BEFORE, {"P1": (10, 0, 0, 0)}),
    case(
        "over it, two more",
        RuleId.TERM,
        FOUR_BEFORE,
        {"P1": (10, 10, 0, 0)},
        1,
        periods="6",
        max="5",
    ),
    # Without `since` the minimum is served and the maximum starts now.
    case("since unknown, left", RuleId.TERM, UNKNOWN, {}),
    case("since unknown, three", RuleId.TERM, UNKNOWN, {"P1": (10, 10, 10, 0)}),
    case("since unknown, four", RuleId.TERM, UNKNOWN, {"P1": 10}, 1, periods="4", max="3"),
    # With free placement nothing binds the step from the present: leaving at once is free.
    case("free placement", RuleId.TERM, present(since("2026-03"), placement="free"), {}),
    case("one period", RuleId.TERM, present(since("2026-03"), count=1), {}),
]
HANDOVER_OF_TWO = present(since("2025-01"), handover=2)
TERMS += [
    # max(1, handover) = 2 periods may be added, P2 shadows in them: 4 + 2 = 6; a third is one over.
    case(
        "over it, two for handover",
        RuleId.TERM,
        HANDOVER_OF_TWO,
        {"P1": (10, 10, 0, 0), "P2": (0, 0, 10, 10)},
        backups={"P2": (1, 1, 0, 0)},
    ),
    case(
        "over it, three",
        RuleId.TERM,
        HANDOVER_OF_TWO,
        {"P1": (10, 10, 10, 0)},
        1,
        periods="7",
        max="6",
    ),
]

MIN_FOUR = role("r", 10, term=TermBounds(4, None))
KEPT = [
    ("forbidden", {"forbid": [pin("P1", "role", "r")]}, {}),
    ("out of service", {}, {"available": (0, 100, 100, 100)}),
    ("fte lowered at the start", {}, {"available": 50}),
    ("function not admitted", {"functions": [function(), function("g")]}, {"function": "g"}),
    ("too many at present", {"rules": Rules(step=1, max_roles=1)}, {"roles": {"s": 10}}),
    ("no time for all", {}, {"fte": 15, "effort": {"s": 150, "r": 150}, "roles": {"s": 10}}),
    ("segregated at present", {"incompatible": [clash("r", "s")]}, {"roles": {"s": 10}}),
    ("demand lowered at the start", {}, {"roles": {"r": since("2026-07", 20)}}),
]


@pytest.mark.parametrize(("name", "rules", "fields"), KEPT, ids=[name for name, _, _ in KEPT])
def test_whom_another_rule_keeps_from_a_role_may_leave_it(
    name: str, rules: dict[str, Any], fields: dict[str, Any]
) -> None:
    """P1 held r for one period of at least four and leaves at once."""
    roles = {"r": since("2026-07"), **fields.pop("roles", {})}
    shares = [MIN_FOUR] + [role("s", 10, share=10)] * ("s" in roles)
    where = scenario(shares, [person("P1", roles=roles, **fields)], count=4, **rules)
    RuleCase(name, RuleId.TERM, where, assign(where)).check()


PAIRED = role("r", 20, share=10, min_holders=2, term=TermBounds(4, None))


@pytest.mark.parametrize(
    "other",
    [
        {"forbid": [pin("P2", "role", "r")]},
        {"fields": {"available": (0, 100, 100, 100)}},
        {"fields": {"fte": 5, "available": 5}},
        {"pins": [pin("P1", "backup", "r")]},
    ],
    ids=["forbidden to the other", "other absent", "other has no time", "pinned as backup"],
)
def test_who_cannot_hold_alone_may_leave_with_the_other(other: dict[str, Any]) -> None:
    """Two have to hold r or nobody; P1 could stay, P2 could not, or P1 is pinned beside it."""
    fields = other.pop("fields", {})
    held = {"r": since("2026-07")}
    staff = [person("P1", roles=held), person("P2", roles=held, **fields)]
    where = scenario([PAIRED], staff, count=4, **other)
    backups = {"r": ["P1"]} if other.get("pins") else {}
    RuleCase("", RuleId.TERM, where, assign(where, backups=backups)).check()


def test_two_who_could_both_stay_have_to() -> None:
    staff = [person(who, roles={"r": since("2026-07")}) for who in ("P1", "P2")]
    where = scenario([PAIRED], staff, count=4)
    RuleCase("", RuleId.TERM, where, assign(where), 2).check()


def test_nothing_releases_a_present_holder_who_could_stay() -> None:
    where = scenario([MIN_FOUR], [person("P1", roles={"r": since("2026-07")})], count=4)
    RuleCase("", RuleId.TERM, where, assign(where), 1).check()


HAND = over(P1, P2, role_r=role("r", 10, handover=2))
AWAY = over(person("P1", available=(100, 0, 0, 100)), P2, role_r=role("r", 10, handover=1))
READY = over(P1, person("P2", backups=("r",)), role_r=role("r", 10, handover=1))
READY_FREE = over(
    P1, person("P2", backups=("r",)), role_r=role("r", 10, handover=1), placement="free"
)
HELD_BEFORE = over(
    person("P1", roles={"r": 10}, available=(0, 100, 100, 100)),
    P2,
    role_r=role("r", 10, handover=1),
)
HANDOVERS = [
    # Nothing comes before the first period, and nobody is a present backup.
    case("first holder", RuleId.HANDOVER, HAND, {"P1": 10}),
    case(
        "two shadowed of two",
        RuleId.HANDOVER,
        HAND,
        {"P1": (10, 10, 0, 0), "P2": (0, 0, 10, 10)},
        backups={"P2": (1, 1, 0, 0)},
    ),
    case(
        "one shadowed of two",
        RuleId.HANDOVER,
        HAND,
        {"P1": (10, 10, 0, 0), "P2": (0, 0, 10, 10)},
        1,
        backups={"P2": (0, 1, 0, 0)},
        served="1",
        asked="2",
    ),
    # In period 1 only one active period comes before: min(2, 1) = 1.
    case(
        "one is all there is",
        RuleId.HANDOVER,
        HAND,
        {"P1": (10, 0, 0, 0), "P2": (0, 10, 10, 10)},
        backups={"P2": (1, 0, 0, 0)},
    ),
    case("back after an absence", RuleId.HANDOVER, AWAY, {"P1": (10, 0, 0, 10)}),
    case("not directly after it", RuleId.HANDOVER, HAND, {"P1": (10, 0, 0, 10)}, 1),
    case("held at present, then absent", RuleId.HANDOVER, HELD_BEFORE, {"P1": (0, 10, 10, 10)}),
    case("resumes too late", RuleId.HANDOVER, HELD_BEFORE, {"P1": (0, 0, 10, 10)}, 1),
    # P2 is a present backup who could hold the role: in the first period P1 may not pass by.
    case("passes a backup by", RuleId.HANDOVER, READY, {"P1": 10}, 1, served="0", asked="1"),
    case("the present backup", RuleId.HANDOVER, READY, {"P2": 10}),
    case("free, passes a backup by", RuleId.HANDOVER, READY_FREE, {"P1": 10}),
]
UNREADY_P1 = over(
    person("P1", competences=shows(visie="")),
    person("P2", backups=("r",)),
    role_r=role("r", 10, handover=1, asked=asks("visie")),
)
# The present backup may not hold the role, so that nothing is asked.
HANDOVERS.append(case("no able backup", RuleId.HANDOVER, UNREADY_P1, {"P1": 10}))

ONE_CHANGE = Rules(step=1, max_roles=None, max_changes=1)
CLUSTERS = [cluster("c"), cluster("d")]
FUNCTIONS = [function("f", clusters=("c", "d"))]


def changing(*people: Person, **fields: Any) -> Scenario:
    """Roles r and s in c, t in d; one takeover per cluster and period."""
    return scenario(
        [role("r", 10), role("s", 10), role("t", 10, cluster="d")],
        people,
        clusters=CLUSTERS,
        functions=FUNCTIONS,
        rules=ONE_CHANGE,
        **{"count": 2, **fields},
    )


CHANGE = changing(P1, P2)
SWAP_R: Rows = {"P1": (10, 0), "P2": (0, 10)}
SWAP_S: Rows = {"P2": (10, 0), "P1": (0, 10)}
CHANGE_PRESENT = changing(person("P1", roles={"r": 10, "s": 10}), P2)
CHANGE_FREE = changing(person("P1", roles={"r": 10, "s": 10}), P2, placement="free")
TAKEN = {"r": {"P2": 10}, "s": {"P2": 10}}
CHANGES = [
    RuleCase("one", RuleId.MAX_CHANGES, CHANGE, assign(CHANGE, {"r": SWAP_R})),
    RuleCase(
        "two in one cluster",
        RuleId.MAX_CHANGES,
        CHANGE,
        assign(CHANGE, {"r": SWAP_R, "s": SWAP_S}),
        1,
        {"takeovers": "2", "max": "1"},
    ),
    RuleCase(
        "two in two clusters",
        RuleId.MAX_CHANGES,
        CHANGE,
        assign(CHANGE, {"r": SWAP_R, "t": SWAP_S}),
    ),
    # A role that nobody held before is no change.
    RuleCase(
        "one from nobody",
        RuleId.MAX_CHANGES,
        CHANGE,
        assign(CHANGE, {"r": SWAP_R, "s": {"P1": (0, 10)}}),
    ),
    RuleCase(
        "two from the present", RuleId.MAX_CHANGES, CHANGE_PRESENT, assign(CHANGE_PRESENT, TAKEN), 1
    ),
    RuleCase(
        "free, two from the present", RuleId.MAX_CHANGES, CHANGE_FREE, assign(CHANGE_FREE, TAKEN)
    ),
]

NO_DOUBLE = Rules(step=1, max_roles=None, no_double_change=True)


def doubled(*people: Person, **fields: Any) -> Scenario:
    asked = fields.pop("asked", None)
    roles = [role("r", 10, asked=asked), role("s", 10)]
    return scenario(roles, people, **{"count": 2, "rules": NO_DOUBLE, **fields})


DOUBLE = doubled(P1, P2)
GONE = doubled(person("P1", available=(100, 0)), P2)
BANNED = doubled(P1, P2, forbid=[pin("P1", "role", "r", start="2027-07")])
SEGREGATED = doubled(P1, P2, incompatible=[clash("r", "s")])
DOUBLE_PRESENT = doubled(person("P1", roles={"r": 10}), P2)
DOUBLE_FREE = doubled(person("P1", roles={"r": 10}), P2, placement="free")
MEETS = person("P2", competences=shows(visie="B"))
#: One person, 0.20, who carries 0.30 at present: r and s held with 0.10 each, q backed up.
CROWDED_ROLES = [role(each, 10, share=10, backup_fte=10) for each in "rsq"]
CROWDED = scenario(
    CROWDED_ROLES,
    [person("P1", 20, roles={"r": 10, "s": 10}, backups=("q",))],
    count=2,
    rules=NO_DOUBLE,
)
ROOMY = scenario(
    CROWDED_ROLES,
    [person("P1", 30, roles={"r": 10, "s": 10}, backups=("q",))],
    count=2,
    rules=NO_DOUBLE,
)
#: P1 meets nothing, so may only hold; four periods served of at most three, one more is left.
OVERDUE = over(
    person("P1", roles={"r": since("2025-01")}),
    role_r=role("r", 10, asked=asks("visie:B"), term=TermBounds(None, 3)),
    rules=NO_DOUBLE,
)
EXEMPT = doubled(person("P1", roles={"r": 10}), MEETS, asked=asks("visie:B"))
EXEMPT_BACK = doubled(
    person("P1", roles={"r": 10}, available=(0, 100)), MEETS, asked=asks("visie:B")
)
DOUBLES = [
    case("both changed", RuleId.NO_DOUBLE_CHANGE, DOUBLE, SWAP_R, 1),
    case("stays as backup", RuleId.NO_DOUBLE_CHANGE, DOUBLE, SWAP_R, backups={"P1": (0, 1)}),
    case("the backup takes over", RuleId.NO_DOUBLE_CHANGE, DOUBLE, SWAP_R, backups={"P2": (1, 0)}),
    case("out of service", RuleId.NO_DOUBLE_CHANGE, GONE, SWAP_R),
    case("forbidden", RuleId.NO_DOUBLE_CHANGE, BANNED, SWAP_R),
    RuleCase(
        "segregated from what is carried now",
        RuleId.NO_DOUBLE_CHANGE,
        SEGREGATED,
        assign(SEGREGATED, {"r": SWAP_R, "s": {"P1": (0, 10)}}),
    ),
    case("nobody before", RuleId.NO_DOUBLE_CHANGE, DOUBLE, {"P2": (0, 10)}),
    case("present holder gone", RuleId.NO_DOUBLE_CHANGE, DOUBLE_PRESENT, {"P2": 10}, 1),
    # P1 meets nothing, but holds r at present, and so could go on holding it.
    case("exempt holder gone", RuleId.NO_DOUBLE_CHANGE, EXEMPT, {"P2": 10}, 1),
    # Who cannot go on with all that is carried at present is free to leave any of it.
    RuleCase("too much at present", RuleId.NO_DOUBLE_CHANGE, CROWDED, assign(CROWDED)),
    RuleCase("all of it fits", RuleId.NO_DOUBLE_CHANGE, ROOMY, assign(ROOMY), 3),
    # The term is over and P1 cannot back up either: nobody is left who may.
    case("exempt and overdue", RuleId.NO_DOUBLE_CHANGE, OVERDUE, {"P1": (10, 0, 0, 0)}),
    case("exempt and not yet overdue", RuleId.NO_DOUBLE_CHANGE, OVERDUE, {}, 1),
    # After the exemption is broken P1 could neither hold nor back up r.
    case("exemption over", RuleId.NO_DOUBLE_CHANGE, EXEMPT_BACK, {"P2": (0, 10)}),
    case("free, present holder gone", RuleId.NO_DOUBLE_CHANGE, DOUBLE_FREE, {"P2": 10}),
]

LEARNER = over(
    person("P1", competences=shows(visie="C")),
    role_r=role("r", 10, asked=asks("visie:B")),
    rules=Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=2)),
)
STARTED = over(
    person("P1", competences=shows(visie="C"), backups=("r",)),
    role_r=role("r", 10, asked=asks("visie:B")),
    rules=Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=2)),
)
HOLDER = over(person("P1", roles={"r": 10}), role_r=role("r", 10, asked=asks("visie:B")))
LEARNING = [
    # Two shadow periods, not in a row: periods 0 and 2, held in 3.
    case(
        "learned over time",
        RuleId.LEARNING,
        LEARNER,
        {"P1": (0, 0, 0, 10)},
        backups={"P1": (1, 0, 1, 0)},
    ),
    case(
        "one period too soon",
        RuleId.LEARNING,
        LEARNER,
        {"P1": (0, 10, 0, 0)},
        1,
        backups={"P1": (1, 0, 0, 0)},
        served="1",
        shadow="2",
    ),
    # A present backup has served one; one more is enough. It lasts to the end.
    case(
        "begun at present",
        RuleId.LEARNING,
        STARTED,
        {"P1": (0, 10, 0, 10)},
        backups={"P1": (1, 0, 0, 0)},
    ),
]
UNBROKEN = [
    case("present holder, unbroken", RuleId.ELIGIBLE, HOLDER, {"P1": (10, 10, 0, 0)}),
    # After a period without the role the exemption is gone.
    case("present holder, broken", RuleId.ELIGIBLE, HOLDER, {"P1": (10, 0, 10, 0)}, 1, steps="3"),
]

CASES = [*TERMS, *HANDOVERS, *CHANGES, *DOUBLES, *LEARNING, *UNBROKEN]


@pytest.mark.parametrize("which", CASES, ids=lambda each: each.name)
def test_rule(which: RuleCase) -> None:
    which.check()
