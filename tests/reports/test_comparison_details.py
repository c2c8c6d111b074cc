"""People in sentences of findings: with names on request, and nothing else that looks like them."""

from __future__ import annotations

from rollenplanner.domain.compared import Comparison, Details, Entry, FoundIn
from rollenplanner.reports.comparison_details import away_lines, only_in
from rollenplanner.reports.table import Item

NAMES = {"P1": "P1 (Jo [x] P11)", "P11": "P11 (An)"}


def label(who: str) -> str:
    return NAMES.get(who, who)


def said(message: str, people: tuple[str, ...], roles: tuple[str, ...] = ()) -> object:
    found = FoundIn("x-1", "x", "critical", message, roles, people)
    side = Details({}, {}, {}, (), (found,))
    entry = Entry(1, "s:a", "A", "a", "optimal")
    (line,) = only_in(entry, side, (), whole=True, label=label).lines
    return line.content


def test_everyone_a_finding_is_about_has_a_name() -> None:
    """P1 is no part of P11, nor of P1.a; a name that holds an id stays as it is."""
    assert said("P1 en P11: P1.a, xP1, P1.", ("P1", "P11")) == (
        "P1 (Jo [x] P11) en P11 (An): P1.a, xP1, P1 (Jo [x] P11)."
    )


def test_a_role_of_the_same_id_stays_a_role() -> None:
    assert said("P1 (P1): er is niemand.", ("P1",), ("P1",)) == "P1 (P1): er is niemand."


def test_who_is_not_meant_is_left_alone() -> None:
    assert said("P1 doet P11.", ("P1",)) == "P1 (Jo [x] P11) doet P11."


def test_who_stands_on_an_axis() -> None:
    axes = ({"weg": "-", "fte": "1"}, {"weg": "P1+P11", "fte": "1"}, {"weg": "P2", "fte": "1"})
    entries = tuple(
        Entry(number, f"s:{number}", "A", "a", "optimal", each)
        for number, each in enumerate(axes, start=1)
    )
    found = away_lines(Comparison("s", "nl", (), ("weg", "fte"), entries), label)
    assert found is not None
    assert found.lines == (Item("P1 (Jo [x] P11)"), Item("P11 (An)"))
    assert away_lines(Comparison("s", "nl", (), (), entries[:1]), label) is None
