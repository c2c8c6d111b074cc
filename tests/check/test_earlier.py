"""What is left of an earlier plan when its scenario has changed."""

from __future__ import annotations

from rollenplanner.domain.earlier import carried
from rollenplanner.domain.plan import Assignment, Placed
from tests.support.build import cluster, function, person, role, scenario


def test_what_the_scenario_does_not_know_falls_away() -> None:
    place = scenario(
        clusters=[cluster("c")],
        functions=[function("f", clusters=("c",))],
        roles=[role("r", 50)],
        staff=[person("P1"), person("P2")],
    )
    stays, moved = Placed("f", "c"), Placed("gone-f", "gone-c")
    earlier = Assignment(
        {"P1": stays, "P2": moved, "P9": stays},
        {"r": {"P9": (20,), "P1": (30,)}, "gone": {"P1": (50,), "P8": (20,)}},
        {"r": {"P7": (True,)}, "gone-too": {"P1": (True,)}},
    )
    found = carried(place, earlier)
    assert found.assignment == Assignment({"P1": stays}, {"r": {"P1": (30,)}}, {})
    assert found.people == ("P9", "P8", "P7")
    assert found.roles == ("gone", "gone-too")
    assert found.places == ("gone-f", "gone-c")


def test_nothing_falls_away_where_all_is_known() -> None:
    place = scenario(roles=[role("r", 50)], staff=[person("P1")])
    earlier = Assignment({"P1": Placed("f", "c")}, {"r": {"P1": (50,)}}, {})
    found = carried(place, earlier)
    assert found.assignment == earlier
    assert (found.people, found.roles, found.places) == ((), (), ())
