"""Takeovers, who is being prepared, and the terms that end."""

from __future__ import annotations

from rollenplanner.domain.case import case_of
from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Held, TermBounds
from rollenplanner.reports.table import Mark
from rollenplanner.reports.takeovers import (
    endings_table,
    prepared_table,
    takeovers_of,
    takeovers_table,
)
from tests.reports.years import labels, plain, plan_of, town, words_of
from tests.support.build import (
    assign,
    person,
    role,
    scenario,
)


def test_takeovers_tell_from_whom_and_how_prepared() -> None:
    place = town()
    case = case_of(place, plan_of(place))
    table = takeovers_table(case, labels(place), takeovers_of(case))
    assert plain(table) == [
        ["2027-01", "Role s", "Cluster a", "beside P4", "P3", "no"],
        ["", "Post m a 1", "Cluster a", "nobody", "P4", "no"],
        # P3 left s as well, but P4 did not take its part over.
        ["2028-01", "Role n", "Cluster a", "nobody", "P4", "no"],
        ["", "Post m a 1", "Cluster a", "P4", "P2", "2 periods"],
        ["2028-07", "Role r", "Cluster a", "P1", "P2", "2 periods"],
        ["", "Role s", "Cluster a", "nobody", "P4", "held it earlier"],
    ]
    # s asks no handover and is not critical, so its row is no cause for attention.
    assert [words_of(row[5])[0][1] for row in table.rows] == [
        None,
        Mark.ATTENTION,
        Mark.ATTENTION,
        Mark.GOOD,
        Mark.GOOD,
        Mark.GOOD,
    ]


def test_a_second_new_holder_of_a_role_repeats_nothing() -> None:
    two = scenario(roles=[role("r", 80)], staff=[person("P1"), person("P2")], count=2)
    case = case_of(two, assign(two, holders={"r": {"P1": 40, "P2": 40}}))
    assert plain(takeovers_table(case, labels(two), takeovers_of(case))) == [
        ["2027-01", "Role r", "Cluster c", "nobody", "P1", "no"],
        ["", "", "", "", "P2", "no"],
    ]


def test_a_present_backup_is_prepared_for_the_first_period() -> None:
    two = scenario(
        roles=[role("r", 80)],
        staff=[person("P1", roles={"r": 80}), person("P2", backups=("r",))],
        count=2,
    )
    (takeover,) = takeovers_of(case_of(two, assign(two, holders={"r": {"P2": 80}})))
    assert (takeover.leaving, takeover.shadowed, takeover.prepared) == (("P1",), 1, True)


def test_who_is_being_prepared_and_what_for() -> None:
    place = town()
    assert plain(prepared_table(case_of(place, plan_of(place)), labels(place))) == [
        [
            "P2",
            "Role r",
            "2027-01 to 2027-07",
            "able from 2028-01 / takes over 2028-07",
        ],
        ["P2", "Post m a 1", "2027-01 to 2027-07", "takes over 2028-01"],
    ]


def test_learning_that_is_not_completed() -> None:
    place = town()
    plan = assign(place, backups={"r": {"P2": (1, 0, 0, 0)}, "s": {"P1": 1}})
    # Two periods are asked; P1 needs to learn nothing and takes nothing over.
    assert plain(prepared_table(case_of(place, plan), labels(place))) == [
        ["P2", "Role r", "2027-01", "learns, 1 of 2 periods"]
    ]


def test_terms_that_end_and_who_goes_on() -> None:
    place = town()
    table = endings_table(case_of(place, plan_of(place)), labels(place))
    # P1 held r from the present on without `since`: the maximum of 2 starts in 2027-01. P4 leaves
    # the post and s by choice, so those rows are no endings.
    assert plain(table) == [
        ["2028-01", "Role r", "P1", "longest term", "P2"],
        ["2028-01", "Role s", "P3", "not available", "nobody"],
    ]


def test_a_term_that_ends_with_the_horizon_names_who_could_follow() -> None:
    # Since 2026-07 one period is served; two more reach the maximum of 3 at the end of 2027.
    two = scenario(
        roles=[role("r", 80, term=TermBounds(1, 3))],
        staff=[
            person("P1", roles={"r": Held(80, Month.parse("2026-07"))}),
            person("P2"),
        ],
        count=2,
    )
    held = assign(two, holders={"r": {"P1": 80}})
    alone = endings_table(case_of(two, held), labels(two))
    assert plain(alone) == [["2028-01", "Role r", "P1", "longest term", "nobody prepared"]]
    backed = assign(two, holders={"r": {"P1": 80}}, backups={"r": ["P2"]})
    ((*_, who),) = endings_table(case_of(two, backed), labels(two)).rows
    assert words_of(who) == [("backup P2", Mark.GOOD)]


def test_an_absence_ends_a_term_for_the_time_being() -> None:
    away = scenario(
        roles=[role("r", 80)],
        staff=[person("P1", available=(100, 0, 100), roles={"r": 80}), person("P2")],
        count=3,
    )
    plan = assign(away, holders={"r": {"P1": (80, 0, 80), "P2": (0, 80, 0)}})
    case = case_of(away, plan)
    # P2 stops by choice in 2028-01, and nobody reads that P1 is absent.
    assert plain(endings_table(case, labels(away))) == [
        ["2027-07", "Role r", "P1", "not available", "P2"]
    ]
    # P1 comes back: a takeover, of which no preparation is asked.
    assert [(each.person.id, each.resumes) for each in takeovers_of(case)] == [
        ("P2", False),
        ("P1", True),
    ]
