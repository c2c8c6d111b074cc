"""Facts that checker and solver share: fair shares, places, posts, who could."""

from __future__ import annotations

import dataclasses

import pytest

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Placed
from rollenplanner.domain.scenario import Learning, Person, Rules
from tests.support.build import (
    asks,
    cluster,
    function,
    module,
    person,
    pin,
    role,
    scenario,
    shows,
    vacancy,
)


def test_fair_shares_are_rounded_half_up() -> None:
    """Demand 0.25 of 1.50 available: 1.00 gets 0.1666.. -> 0.17, 0.50 gets 0.0833.. -> 0.08.

    Demand 0.01 of 2.00: 1.00 gets 0.005 -> 0.01, half up.
    """
    one = facts_of(scenario([role("r", 25)], [person("P1"), person("P2", 50)]))
    assert (one.fair_share("P1", 0), one.fair_share("P2", 0)) == (17, 8)
    two = facts_of(scenario([role("r", 1)], [person("P1"), vacancy("V1")]))
    assert (two.fair_share("P1", 0), two.fair_share("V1", 0)) == (1, 1)


def test_the_demand_leaves_out_posts_per_number_of_staff() -> None:
    """Periods: r asks 0.30 and 0; the post of m 0.40 in both; the posts of n do not count."""
    facts = facts_of(
        scenario(
            [role("r", (30, 0))],
            [person("P1", available=(100, 0))],
            modules=[module("m", 40), module("n", 20, per_staff=1)],
            count=2,
        )
    )
    assert facts.demand == (70, 40)
    assert facts.available == (100, 0)
    assert facts.fair_share("P1", 1) == 0


CLUSTERS = [cluster("c"), cluster("d")]
FUNCTIONS = [
    function("f", 100, scale=10, clusters=("c", "d")),
    function("g", 100, scale=12, clusters=("c",)),
    function("h", 100, clusters=("c",)),
    function("open", None, scale=10, clusters=("c",)),
]
HERE, THERE = Placed("f", "c"), Placed("f", "d")


@pytest.mark.parametrize(
    ("who", "free", "places"),
    [
        (person("P1", scale=10), False, (HERE,)),
        (person("P1", function=None), False, ()),
        # g is two scales above 10; h has no scale; `open` takes nobody new.
        (person("P1", scale=10), True, (HERE, THERE, Placed("h", "c"))),
        (
            person("P1", scale=10, function="open"),
            True,
            (HERE, THERE, Placed("h", "c"), Placed("open", "c")),
        ),
        (person("P1"), True, (HERE, THERE, Placed("g", "c"), Placed("h", "c"))),
        (vacancy("P1"), True, (HERE,)),
    ],
)
def test_places_open_to_a_person(who: Person, free: bool, places: tuple[Placed, ...]) -> None:
    where = scenario(
        [], [who], clusters=CLUSTERS, functions=FUNCTIONS, placement="free" if free else "fixed"
    )
    assert facts_of(where).options("P1") == places


def test_a_pinned_function_without_formation_is_open() -> None:
    where = scenario(
        [],
        [person("P1", scale=10)],
        clusters=CLUSTERS,
        functions=FUNCTIONS,
        placement="free",
        pins=[pin("P1", "function", "open")],
    )
    assert Placed("open", "c") in facts_of(where).options("P1")


def test_posts_per_started_number_of_heads() -> None:
    """Two heads per post: 4 heads make 2 posts, 5 make 3; who never serves is no head."""
    people = [person(f"P{n}") for n in range(1, 5)]
    gone = person("P5", available=0)
    where = scenario(
        [role("r")],
        [*people, gone, person("P6", function="g")],
        functions=[function("f"), function("g")],
        modules=[module("m", per_staff=2, head_functions=("f",))],
    )
    facts = facts_of(where)
    standing = {each: Placed("f", "c") for each in ("P1", "P2", "P3", "P4", "P5")}
    assert list(facts.existing({**standing, "P6": Placed("g", "c")})) == ["r", "m@c", "m@c#2"]
    assert list(facts.existing({**standing, "P6": Placed("f", "c")})) == [
        "r",
        "m@c",
        "m@c#2",
        "m@c#3",
    ]
    assert facts.heads(where.roles["m@c"], standing) == 4


LEARNING = Rules(step=1, max_roles=None, learning=Learning(gap=1, shadow=2))


@pytest.mark.parametrize(
    ("levels", "shadowed", "holds", "backs_up"),
    [
        ("B", 0, True, True),
        ("C", 1, False, True),  # 1 step short, one period of two
        ("C", 2, True, True),
        ("D", 2, False, False),  # 2 steps short: more than the gap
    ],
)
def test_who_could_hold_and_back_up(
    levels: str, shadowed: int, holds: bool, backs_up: bool
) -> None:
    asking = role("r", asked=asks("visie:B"))
    where = scenario([asking], [person("P1", competences=shows(visie=levels))], rules=LEARNING)
    facts = facts_of(where)
    assert facts.could_hold("P1", where.roles["r"], shadowed) is holds
    assert facts.could_back_up("P1", where.roles["r"]) is backs_up


def test_a_wish_for_a_module_goes_for_each_of_its_posts() -> None:
    """3 for the module and 1 for one post: 4 there, 3 at the other."""
    where = scenario(
        [],
        [person("P1", wishes={"m": 3, "m@c": 1})],
        clusters=CLUSTERS,
        functions=FUNCTIONS,
        modules=[module("m", clusters=("c", "d"))],
    )
    facts = facts_of(where)
    assert [facts.wish("P1", where.roles[post]) for post in ("m@c", "m@d")] == [4, 3]


def test_facts_are_kept_with_their_own_scenario() -> None:
    where = scenario([role("r")], [person("P1")])
    assert facts_of(where) is facts_of(where)
    changed = dataclasses.replace(where, placement="free")
    assert facts_of(changed).scenario is changed
