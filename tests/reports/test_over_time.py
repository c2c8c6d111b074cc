"""What a reader of the summary of several periods sees, cell by cell and drawn."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from rich.console import Console

from rollenplanner.domain.case import case_of
from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.text import Translator
from rollenplanner.reports.draw import draw
from rollenplanner.reports.findings import by_severity
from rollenplanner.reports.later import functions_over_time
from rollenplanner.reports.rotation import Rotation
from rollenplanner.reports.stretches import Stretch, in_words, stretches
from rollenplanner.reports.summary import summary
from rollenplanner.reports.table import Item, Lines, Mark
from rollenplanner.reports.takeovers import (
    takeovers_of,
    takeovers_table,
)
from rollenplanner.reports.verdicts_over_time import headline_over_time, not_covered_over_time
from tests.reports.years import ENGLISH, labels, lines_of, plain, plan_of, town, words_of
from tests.support.build import (
    assign,
    person,
    role,
    scenario,
)

DUTCH = Translator("nl")


def test_stretches_are_equal_and_follow_each_other() -> None:
    assert stretches([0, 1, 2, 4], "aabbb".__getitem__) == [
        Stretch(0, 1, "a"),
        Stretch(2, 2, "b"),
        Stretch(4, 4, "b"),  # equal, but period 3 lies between
    ]


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ([1], "2027-07"),
        ([0, 1, 2], "2027-01 to 2028-01"),
        ([3, 0, 1], "2027-01 to 2027-07, 2028-07"),
    ],
)
def test_periods_in_words(periods: list[int], words: str) -> None:
    assert ENGLISH.render(in_words(town().horizon, periods)) == words


def test_dutch_says_that_the_last_period_is_included() -> None:
    assert DUTCH.render(in_words(town().horizon, [0, 1])) == "2027-01 t/m 2027-07"


def test_the_headline_tells_what_is_open_when() -> None:
    place = town()
    case = case_of(place, plan_of(place))
    plan = Plan(plan_of(place), place.horizon.starts)
    block = headline_over_time(case, plan, takeovers_of(case), interrupted=True)
    assert block.title is not None
    assert ENGLISH.render(block.title) == "Plan for test, 4 periods (half-year), 2027-01 to 2028-07"
    assert lines_of(block)[:-1] == [
        ("Stopped early: this is the best plan so far.", Mark.ATTENTION),
        ("All critical work has a holder.", Mark.GOOD),
        # s asks 0.50: nobody in 2028-01, P4 0.30 in 2028-07.
        (
            "Fte of other work without holder: 0.50 (2028-01), 0.20 (2028-07).",
            Mark.ATTENTION,
        ),
        ("Everyone has a function.", Mark.GOOD),
        # P2 deputises until it takes over; then there is no deputy.
        ("Coordinators and deputies that are missing: 1 (2028-01 to 2028-07).", Mark.BAD),
        # P2 backs r up but cannot hold it yet; in 2028-07 there is no backup.
        (
            "Missing backups who could step in, critical roles: 1 (2027-01 to 2027-07), "
            "1 (2028-07).",
            Mark.BAD,
        ),
        # s has no backup ever.
        ("Missing backups who could step in, other roles: 1 (2027-01 to 2028-07).", Mark.ATTENTION),
        # P4 m and P3 s at the start, P4 n and P2 m in 2028-01, P2 r and P4 s (again) in 2028-07;
        # P2 was a backup twice, P4 held s before.
        ("6 takeovers; 3 of them by someone who was no backup before.", Mark.ATTENTION),
    ]


def test_good_news_is_told_as_well() -> None:
    calm = scenario(roles=[role("r", 80)], staff=[person("P1", roles={"r": 80})], count=2)
    held = assign(calm, holders={"r": {"P1": 80}})
    case = case_of(calm, held)
    plan = Plan(held, calm.horizon.starts)
    block = headline_over_time(case, plan, takeovers_of(case), interrupted=False)
    assert {mark for _, mark in lines_of(block)[:-1]} == {Mark.GOOD}
    assert ("No role changes hands.", Mark.GOOD) in lines_of(block)
    covered = not_covered_over_time(calm, find_gaps(calm, held))
    assert lines_of(covered) == [("Everything is covered and has its backups.", Mark.GOOD)]


def test_what_is_not_covered_tells_the_periods() -> None:
    place = town()
    shown = lines_of(not_covered_over_time(place, find_gaps(place, plan_of(place))))
    (uncovered,) = [words for words, _ in shown if "Role s: at worst 0.50 fte" in words]
    assert uncovered.startswith("2028-01 to 2028-07: ")
    assert (
        "2028-01 to 2028-07: Post m a 1: the deputy is missing.",
        Mark.ATTENTION,
    ) in shown
    assert (
        "2027-01 to 2027-07, 2028-07: 1 role has too few backups who could step in: Role r.",
        Mark.BAD,
    ) in shown


def test_so_much_open_work_is_named_one_by_one() -> None:
    # Fourteen roles that nobody holds; one of them is critical and always named.
    roles = [role(f"r{number}", critical=number == 0) for number in range(14)]
    idle = scenario(roles=roles, staff=[person("P1")], count=2)
    shown = lines_of(not_covered_over_time(idle, find_gaps(idle, assign(idle))))
    named = [words for words, _ in shown if "fte is not covered" in words]
    assert len(named) == 1 + 12
    assert shown[13] == ("and 1 more; `rollenplanner gaps` names it.", Mark.ATTENTION)


def test_coordinators_over_time() -> None:
    place = town()
    table = Rotation(place, plan_of(place), labels(place)).coordinators()
    first, second = table.rows
    assert first[:2] == ("Cluster a", "2027-01")
    assert words_of(first[2]) == [("P4 0.20", Mark.TAKEOVER)]
    assert words_of(first[3]) == [("P2", Mark.GOOD)]
    # Nothing changes in 2027-07; in 2028-01 the deputy takes over.
    assert second[:2] == ("", "2028-01")
    assert words_of(second[2]) == [("P2 0.20", Mark.TAKEOVER)]
    assert words_of(second[3]) == [("1 missing", Mark.BAD)]


def test_a_role_that_pauses_has_a_row_that_says_so() -> None:
    place = town()
    table = Rotation(place, plan_of(place), labels(place)).critical_roles()
    assert plain(table) == [
        ["Role r", "2027-01", "0.80", "P1 0.80", "P2 (not able yet) / 1 missing"],
        ["", "2028-01", "", "not asked for", ""],
        ["", "2028-07", "0.80", "P2 0.80", "1 missing"],
    ]
    # Who holds on is not marked, who takes over is.
    assert [words_of(row[3])[0][1] for row in table.rows] == [None, None, Mark.TAKEOVER]


def test_occupancy_is_that_of_the_first_period_and_what_changes_later() -> None:
    place = town()
    first, later = functions_over_time(place, plan_of(place))
    assert ENGLISH.render(first.title).endswith("in 2027-01 (fte)")
    assert first.rows[0][3] == Decimal("3.50")
    # P3 with 0.50 leaves in 2028-01.
    assert later.rows == (
        (
            "Function f",
            "2028-01",
            Decimal("3.50"),
            Decimal("3.00"),
            "",
            Item(Decimal("-0.50"), Mark.ATTENTION),
        ),
    )


def test_occupancy_that_never_changes_has_no_second_table() -> None:
    calm = scenario(staff=[person("P1")], count=3)
    assert len(functions_over_time(calm, assign(calm))) == 1


def test_people_over_time() -> None:
    place = town()
    rows = plain(Rotation(place, plan_of(place), labels(place)).persons())
    third = next(number for number, row in enumerate(rows) if row[0] == "P3")
    assert rows[third : third + 2] == [
        ["P3", "Function f / Cluster a", "2027-01", "0.50", "0.20", "0.20 Role s"],
        ["", "", "2028-01", "0.00", "0.00", "–"],
    ]


def _drawn(width: int, tr: Translator, *, names: bool = False) -> str:
    place = town()
    plan = Plan(plan_of(place), place.horizon.starts)
    blocks = summary(place, plan, find_gaps(place, plan.assignment), names=names, people=True)
    out = io.StringIO()
    target = Console(file=out, width=width, markup=False, highlight=False, emoji=False)
    target.print(draw(blocks, tr, target))
    return out.getvalue()


@pytest.mark.parametrize("width", [50, 60, 80, 120])
@pytest.mark.parametrize("tr", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_nothing_is_wider_than_the_screen(width: int, tr: Translator) -> None:
    lines = _drawn(width, tr).splitlines()
    assert [line for line in lines if len(line.rstrip()) > width] == []


@pytest.mark.parametrize("width", [80, 120])
def test_no_figure_is_lost(width: int) -> None:
    drawn = _drawn(width, ENGLISH).splitlines()
    changed = [line.split() for line in drawn if line.startswith("Function f  ")]
    assert ["Function", "f", "2028-01", "3.50", "3.00", "!", "-0.50"] in changed


def test_names_only_on_request() -> None:
    assert "Invented Name" not in _drawn(120, ENGLISH)
    assert "P3 (Invented Name)" in _drawn(120, ENGLISH, names=True)


def test_a_takeover_has_a_plain_twin_of_its_glyph() -> None:
    place = town()
    case = case_of(place, plan_of(place))
    table = takeovers_table(case, labels(place), takeovers_of(case))
    raw = io.BytesIO()
    ascii_file = io.TextIOWrapper(raw, encoding="ascii")
    target = Console(file=ascii_file, width=80)
    target.print(draw([table], ENGLISH, target))
    ascii_file.flush()
    assert b"> P2" in raw.getvalue()


def test_gaps_name_the_periods_where_these_are_not_all() -> None:
    place = town()
    findings = find_gaps(place, plan_of(place))
    *blocks, foot = by_severity(findings, place.horizon)
    lines = [words for block in blocks if isinstance(block, Lines) for words, _ in lines_of(block)]
    # s has no backup in any period; nobody holds it in 2028-01, P4 only 0.30 of it in 2028-07.
    assert any(line.startswith("Role s: there is no backup. [") for line in lines)
    assert any(line.startswith("2028-01 to 2028-07: Role s: ") for line in lines)
    assert isinstance(foot, Lines)
    assert lines_of(foot) == [("A line without periods is about all of them.", None)]


def test_gaps_of_one_period_name_none() -> None:
    place = scenario(roles=[role("r", 50, backups=1)], staff=[person("P1")])
    (block, *more) = by_severity(
        find_gaps(place, assign(place, holders={"r": {"P1": 50}})), place.horizon
    )
    assert isinstance(block, Lines)
    assert not [line for line, _ in lines_of(block) if line.startswith("20")]
    assert not [each for each in more if isinstance(each, Lines) and each.title is None]
