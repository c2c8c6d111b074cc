"""What a reader of the summary sees, cell by cell and drawn."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.plan import LevelResult, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Translator, text
from rollenplanner.reports.carriers import (
    Carriers,
    coordinators_table,
    critical_roles_table,
    moves_table,
    people_table,
)
from rollenplanner.reports.draw import draw
from rollenplanner.reports.occupancy import clusters_table, functions_table
from rollenplanner.reports.people import People
from rollenplanner.reports.quality import levels_table
from rollenplanner.reports.summary import summary
from rollenplanner.reports.table import UNKNOWN, Block, Column, Item, Lines, Mark, Table
from rollenplanner.reports.words import how_good, shown_value
from tests.support.build import (
    asks,
    assign,
    cluster,
    function,
    module,
    person,
    role,
    scenario,
    vacancy,
)

ENGLISH, DUTCH = Translator("en"), Translator("nl")


def _drawn(blocks: list[Block], width: int = 80, tr: Translator = ENGLISH) -> str:
    out = io.StringIO()
    target = Console(file=out, width=width, markup=False, highlight=False, emoji=False)
    target.print(draw(blocks, tr, target))
    return out.getvalue()


def _town() -> Scenario:
    """Two functions (one without formation), a coordinator, a critical role and a vacancy."""
    return scenario(
        clusters=[cluster("a", 200), cluster("b")],
        functions=[function("f", 250, clusters=("a", "b")), function("g", clusters=("a",))],
        modules=[module("m", 20, clusters=("a",), deputies=1)],
        roles=[
            role("r", 80, cluster="a", critical=True, backups=2, asked=asks("visie:B")),
            role("s", 50, cluster="b"),
        ],
        staff=[
            person("P1", 100, cluster="a", competences={"visie": frozenset()}),
            person("P2", 90, cluster="a"),
            person("P3", 50, function="g", cluster="a"),
            vacancy("V1", 50, cluster="b"),
        ],
    )


def test_formation_against_occupancy_per_function() -> None:
    town = _town()
    table = functions_table(town, assign(town))
    # f: P1 1.00 + P2 0.90 + V1 0.50 = 2.40 of 2.50; 0.50 of it vacant; by cluster 1.90 and 0.50.
    # g has no formation: unknown, never 0.
    first, second = table.rows
    assert first[2:6] == (
        Decimal("2.50"),
        Decimal("2.40"),
        Decimal("0.50"),
        Item(Decimal("-0.10"), Mark.ATTENTION),
    )
    assert first[6:] == (Decimal("1.90"), Decimal("0.50"))
    assert second[2:6] == (UNKNOWN, Decimal("0.50"), "", UNKNOWN)
    assert table.total is not None
    assert table.total[2] == Decimal("2.50")  # only functions that have a formation


def test_size_against_occupancy_per_cluster() -> None:
    town = _town()
    first, second = clusters_table(town, assign(town)).rows
    # a: P1, P2, P3 = 2.40 of 2.00; work: r 0.80 and the post 0.20. b: no size stated; work 0.50.
    assert first[1:] == (
        Decimal("2.00"),
        Decimal("2.40"),
        "",
        Item(Decimal("0.40"), Mark.ATTENTION),
        Decimal("1.00"),
    )
    assert second[1:] == (UNKNOWN, Decimal("0.50"), Decimal("0.50"), UNKNOWN, Decimal("0.50"))


def _carriers(town: Scenario, **plan: Any) -> Carriers:
    return Carriers(town, assign(town, **plan), People(town, names=False))


def _words(cell: object) -> list[tuple[str, Mark | None]]:
    items = cell if isinstance(cell, tuple) else (cell,)
    found = []
    for item in items:
        part = item if isinstance(item, Item) else Item(item)
        content = part.content
        found.append((ENGLISH.value(content), part.mark))
    return found


def test_coordinators_and_deputies() -> None:
    town = _town()
    held = _carriers(town, holders={"m@a": {"P1": 20}}, backups={"m@a": ["P2"]})
    ((_, holder, deputy, post),) = coordinators_table(held).rows
    assert _words(holder) == [("P1 0.20", None)]
    assert _words(deputy) == [("P2", Mark.GOOD)]
    assert post == "m@a"
    ((_, holder, deputy, _),) = coordinators_table(_carriers(town)).rows
    assert _words(holder) == [("nobody", Mark.BAD)]
    assert _words(deputy) == [("1 missing", Mark.BAD)]


def test_backups_are_marked_by_whether_they_could_step_in() -> None:
    town = _town()
    # P1 has visie without a level: absent for an asked B, so P1 could not hold r. V1 is a vacancy.
    carriers = _carriers(town, holders={"r": {"P2": 30}}, backups={"r": ["P1", "V1"]})
    ((_, _, demand, holder, backup),) = critical_roles_table(carriers).rows
    assert demand == Decimal("0.80")
    assert _words(holder) == [("P2 0.30", None), ("0.50 without holder", Mark.ATTENTION)]
    assert _words(backup) == [
        ("P1 (not able yet)", Mark.ATTENTION),
        ("V1 (vacancy)", Mark.ATTENTION),
        ("2 missing", Mark.BAD),
    ]


def test_people_with_their_load() -> None:
    town = _town()
    carriers = _carriers(town, holders={"r": {"P2": 80}, "s": {"P2": 10}}, backups={"s": ["P1"]})
    rows = {str(row[0]): row for row in people_table(carriers).rows}
    # P2 carries 0.90 of 0.90: above 0.95 x 0.90 = 0.855, so it is marked.
    assert rows["P2"][3] == Item(Decimal("0.90"), Mark.ATTENTION)
    assert _words(rows["P2"][4]) == [("0.80 Role r", None), ("0.10 Role s", None)]
    assert rows["P1"][3] == Decimal("0.00")
    assert _words(rows["P1"][4]) == [("backup: Role s", None)]
    assert rows["P3"][4] == UNKNOWN


def test_the_from_to_list() -> None:
    town = _town()
    places = {"P1": ("f", "b"), "P2": ("f", "a"), "P3": ("g", "a"), "V1": ("f", "b")}
    moved = Carriers(town, assign(town, placement=places), People(town, names=False))
    ((who, scale, old, new),) = moves_table(moved).rows
    # Function f has no scale laid down here.
    assert (who, scale) == ("P1", "?")
    assert _words(old)[1:] == [("Cluster a", None)]
    assert _words(new)[1:] == [("Cluster b", None)]


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (LevelResult({}, Decimal(3), Decimal(3), Decimal(0), "optimal"), "proven best"),
        (LevelResult({}, Decimal(3)), "unknown if better is possible"),
        (LevelResult({}, Decimal(25), Decimal(24), Decimal("0.04")), "at most 1 better"),
        (LevelResult({}, Decimal(-20), Decimal(-246), Decimal(1)), "at most 226 better"),
        # Never rounded down: 0.5 - 0.296 = 0.204.
        (LevelResult({}, Decimal("0.5"), Decimal("0.296"), Decimal("0.2")), "at most 0.21 better"),
    ],
)
def test_how_good_in_words(level: LevelResult, words: str) -> None:
    assert ENGLISH.render(how_good(level)) == words


@pytest.mark.parametrize(
    ("value", "shown"), [("3", "3"), ("3.50", "3.50"), ("1.0035", "1.00"), ("-0.5", "-0.50")]
)
def test_values_are_whole_or_have_two_decimals(value: str, shown: str) -> None:
    assert str(shown_value(Decimal(value))) == shown


def _plan(town: Scenario) -> Plan:
    return Plan(assign(town), town.horizon.starts)


@pytest.mark.parametrize("width", [50, 60, 80, 100, 120])
@pytest.mark.parametrize("tr", [ENGLISH, DUTCH], ids=["en", "nl"])
def test_nothing_is_wider_than_the_screen(width: int, tr: Translator) -> None:
    town = _town()
    blocks = summary(town, _plan(town), find_gaps(town, assign(town)), names=False, people=True)
    lines = _drawn(list(blocks), width, tr).splitlines()
    assert [line for line in lines if len(line.rstrip()) > width] == []


def test_figures_are_never_broken_or_dropped_at_80_columns() -> None:
    town = _town()
    drawn = _drawn([functions_table(town, assign(town))])
    row = next(line for line in drawn.splitlines() if line.startswith("Function f"))
    assert row.split() == ["Function", "f", "–", "2.50", "2.40", "0.50", "!", "-0.10"]


def test_brackets_are_no_markup() -> None:
    names = ("Team [wnd]", "[/x]", "[bold]Jan[/bold]", ":smile:")
    table = Table(text("Title"), (Column("Head [b]"),), tuple((name,) for name in names))
    drawn = _drawn([table, Lines(None, (Item("loose [end]", Mark.GOOD),))])
    for name in (*names, "Head [b]", "loose [end]"):
        assert name in drawn


def test_long_names_keep_every_letter() -> None:
    long = "Coördinatiepuntsmedewerkersoverlegvoorbereidingscommissie" * 3
    table = Table(text("Title"), (Column("A"), Column("B", "right")), ((long, Decimal("1.00")),))
    drawn = _drawn([table], width=40)
    assert long in "".join(drawn.split()).replace("1.00", "")


def test_plain_output_has_no_escapes_and_glyphs_have_plain_twins() -> None:
    lines = Lines(None, (Item("good", Mark.GOOD), Item("bad", Mark.BAD)))
    assert "\x1b" not in _drawn([lines])
    raw = io.BytesIO()
    ascii_file = io.TextIOWrapper(raw, encoding="ascii")
    target = Console(file=ascii_file, width=40)
    target.print(draw([lines], ENGLISH, target))
    ascii_file.flush()
    assert raw.getvalue().split(b"\n")[:2] == [b"+ good", b"x bad"]


def test_a_table_without_rows_says_what_that_means() -> None:
    table = Table(text("Title"), (Column("A"),), (), empty=text("Nothing here."))
    assert _drawn([table]).split("\n")[1] == "Nothing here."


def _away() -> Scenario:
    """One period: P1 absent for half, P2 not yet in service, V1 a vacancy for later."""
    later = Span(Month.parse("2028-01"), None)
    return scenario(
        clusters=[cluster("a", 300)],
        functions=[
            function("f", 300, clusters=("a",)),
            function("g", clusters=("a",)),
            function("h", clusters=("a",)),
        ],
        staff=[
            person("P1", 100, cluster="a", available=50),
            person("P2", 80, cluster="a", available=0, service=later, name="Ada"),
            person("P3", 60, function="g", cluster="a", available=0),
            vacancy("V1", 100, cluster="a", available=0, service=later),
        ],
    )


def test_what_is_placed_but_not_there_is_told_per_function_without_people() -> None:
    town = _away()
    table = functions_table(town, assign(town))
    said = " ".join(ENGLISH.render(remark) for remark in table.remarks)
    assert (
        "Not counted in the occupancy: Function f: 1.00 fte vacancy, not in service for the whole "
        "period, 1.30 fte not available for the whole period; "
        "Function g: 0.60 fte not available for the whole period." in said
    )
    # 0.80 of them leaves, 0.50 is absent: in a small function that would tell who is.
    assert not any(who in said for who in (*town.staff, "Ada", "absent"))
    (remark,) = clusters_table(town, assign(town)).remarks
    assert ENGLISH.render(remark).startswith("Not counted in the occupancy: Cluster a: 1.00 fte")


def test_a_function_without_formation_is_a_row_or_named() -> None:
    town = _away()
    table = functions_table(town, assign(town))
    # Somebody is placed in g, though not there in the period; nobody in h.
    assert [row[0] for row in table.rows] == ["Function f", "Function g"]
    assert table.rows[1][2:4] == (UNKNOWN, Decimal("0.00"))
    said = [ENGLISH.render(remark) for remark in table.remarks]
    assert "– means: not laid down." in said
    assert "Formation not laid down, and nobody is placed there: Function h." in said


def test_the_sign_for_unknown_is_explained_only_where_it_stands() -> None:
    town = scenario(
        functions=[function("f", 100, scale=10)], staff=[person("P1")], clusters=[cluster("c", 100)]
    )
    for table in (functions_table(town, assign(town)), clusters_table(town, assign(town))):
        assert table.remarks == ()


def test_a_table_of_people_does_not_tell_who_is_absent() -> None:
    town = _away()
    rows = people_table(Carriers(town, assign(town), People(town, names=False))).rows
    assert {str(row[0]): row[2] for row in rows if str(row[0])[0] == "P"} == {
        "P1": Decimal("1.00"),
        "P2": Decimal("0.00"),
        "P3": Decimal("0.60"),
    }


def _levels(town: Scenario, *results: LevelResult) -> Table:
    return levels_table(town, replace(_plan(town), objective=results))


def test_levels_tell_unit_and_weights() -> None:
    town = replace(
        _away(),
        objective=(
            {Term.UNCOVERED: 1, Term.UNPLACED: 1},
            {Term.CRITICAL_MISSING_BACKUPS: 3, Term.MISSING_BACKUPS: 1},
            {Term.WISHES: 2, Term.MOVES: 0},
            {Term.CHANGES: 1, Term.MOVES: 1},
        ),
    )
    three, one = Decimal(3), Decimal(1)
    results = [
        LevelResult(dict.fromkeys(level, one), three, three, Decimal(0), "optimal")
        for level in town.objective
    ]
    table = _levels(town, *results)
    assert [(ENGLISH.value(row[1]), ENGLISH.value(row[3])) for row in table.rows] == [
        ("work without holder + people without a function", "fte"),
        ("3× missing backups of critical roles + 1× missing backups of other roles", "points"),
        ("2× wishes granted (as minus)", "points"),
        # People and takeovers are unlike things.
        ("takeovers of roles + people who move", "points"),
    ]
    assert any("Points" in ENGLISH.render(each) for each in table.remarks)


def test_a_table_of_levels_explains_only_what_it_shows() -> None:
    town = replace(_away(), objective=({Term.UNCOVERED: 1},))
    proven = LevelResult({Term.UNCOVERED: Decimal(0)}, Decimal(0), Decimal(0), None, "optimal")
    (remark,) = _levels(town, proven).remarks
    assert ENGLISH.render(remark).startswith("A lower value is better")


def test_levels_of_another_objective_have_no_weights() -> None:
    """A plan made by hand may state what the scenario does not count."""
    town = replace(_away(), objective=({Term.MISSING_BACKUPS: 3},))
    (row,) = _levels(town, LevelResult({Term.JUMPS: Decimal(2)}, Decimal(2))).rows
    assert ENGLISH.value(row[1]) == "differences with the earlier plan"
    assert ENGLISH.value(row[3]) == "differences"
