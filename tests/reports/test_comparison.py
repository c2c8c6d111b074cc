"""Plans side by side: what is proven, what is left out and why, without any search."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console

from rollenplanner.domain.compared import Comparison, Details, Entry, FoundIn, LevelFigure, Part
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, Translator
from rollenplanner.reports.comparison import front_table, levels_table, organisation_table
from rollenplanner.reports.comparison_details import losses_table, only_in, work_table
from rollenplanner.reports.comparison_matrix import matrices, matrix_table
from rollenplanner.reports.draw import draw
from rollenplanner.reports.reasons import reason_in_words
from rollenplanner.reports.table import Block

OBJECTIVE = (
    {Term.UNCOVERED: 1},
    {Term.CRITICAL_MISSING_BACKUPS: 3, Term.MISSING_BACKUPS: 1},
    {Term.MOVES: 1},
)


def entry(number: int, *levels: tuple[float, float | None], **axes: str) -> Entry:
    """A plan with a value and a bound per level; both terms of the second level are half of it."""
    figures = tuple(LevelFigure(value, bound, value == bound) for value, bound in levels)
    values = [level.value for level in figures]
    terms = {
        Term.UNCOVERED: values[0],
        Term.CRITICAL_MISSING_BACKUPS: 0.0,
        Term.MISSING_BACKUPS: values[1],
        Term.MOVES: values[2],
    }
    return Entry(
        number, f"s:{number}", f"V{number}", "v", "feasible", axes, figures, terms, {"fragile": 2}
    )


def compared(*entries: Entry, axes: tuple[str, ...] = ()) -> Comparison:
    return Comparison("Proef", "nl", OBJECTIVE, axes, entries)


def shown(block: Block, width: int = 80, lang: str = "en") -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as drawn:
        console.print(draw([block], Translator("nl" if lang == "nl" else "en"), console))
    return drawn.get()


def said(message: Text | Decimal | str, lang: str = "en") -> str:
    assert isinstance(message, Text)
    return Translator("nl" if lang == "nl" else "en").render(message)


def test_levels_that_are_alike_keep_their_star() -> None:
    table = levels_table(
        (both := compared(entry(1, (1, 0), (3, 3), (2, 2)), entry(2, (1, 1), (3, 3), (4, 4)))),
        both.entries,
    )
    alike = next(said(each) for each in table.remarks if "The same" in said(each))
    # Both leave 1 uncovered; of one of them that is not proven.
    assert "work without holder: 1*" in alike
    assert "1× missing backups of other roles: 3." in alike
    assert any(said(each).startswith("*: not proven") for each in table.remarks)


def test_one_plan_has_a_table_of_all_levels() -> None:
    one = compared(entry(1, (1, 0), (3, 3), (2, 2)))
    table = levels_table(one, one.entries)
    assert len(table.columns) == 4
    assert not any("The same in all" in said(each) for each in table.remarks)


def test_a_narrow_screen_says_what_it_leaves_out() -> None:
    table = organisation_table([entry(1, (1, 0), (3, 3), (2, 2))])
    assert "Left out for want of room: Takeovers." in shown(table, 80)
    assert "Weggelaten bij gebrek aan ruimte: Overnames." in shown(table, 80, "nl")
    assert "Left out" not in shown(table, 120)


def test_a_front_marks_what_is_not_proven_and_counts_who_is_missing() -> None:
    waiting = Entry(3, "s:3", "V3", "v", "open")
    both = compared(entry(1, (1, 0), (3, 3), (2, 2)), entry(2, (2, 2), (3, 3), (1, 1)), waiting)
    table = front_table(both, ["uncovered", "moves", "missing_backups", "fragile"])
    (first, second) = (list(map(_plain, row[-4:])) for row in table.rows)
    # Level 2 is proven as a sum; its terms are not, and nobody searched for the least `fragile`.
    assert first == ["1*", "2", "3*", "2*"]
    assert second == ["2", "1", "3*", "2*"]
    remarks = [said(each) for each in table.remarks]
    assert any(each.startswith("*: not proven") for each in remarks)
    assert "1 case has no plan and is not here (1 not computed yet)." in remarks


def _plain(cell: object) -> str:
    return said(cell) if isinstance(cell, Text) else str(cell)


def test_a_dash_in_a_grid_is_explained() -> None:
    one = entry(1, (1, 1), (3, 3), (2, 2), regie="1", weg="-")
    other = Entry(2, "s:2", "V2", "v", "failed", {"regie": "2", "weg": "P1"})
    (grid,) = matrices(compared(one, other, axes=("regie", "weg")), "moves", ("regie", "weg"))
    assert "–: no plan, or not computed yet." in map(said, matrix_table(grid).remarks)


def _details(**losses: float) -> Details:
    return Details({}, {}, {}, (), (), losses)


def test_who_costs_the_same_in_all_is_counted() -> None:
    sides = [_details(P1=0.4, P2=0.2), _details(P1=0.4, P2=0.3)]
    entries = [entry(1, (1, 1), (3, 3), (2, 2)), entry(2, (1, 1), (3, 3), (2, 2))]
    table = losses_table(entries, sides, whole=False)
    assert [row[0] for row in table.rows] == ["P2"]
    assert "1 more costs the same in all of them." in map(said, table.remarks)
    assert any("worst period" in said(each) for each in table.remarks)


def test_the_same_sentence_is_in_neither_list() -> None:
    def side(*found: tuple[str, str]) -> Details:
        listed = [FoundIn(id, "x", "critical", message) for id, message in found]
        return Details({}, {}, {}, (), listed)

    one = side(("a-1", "Geen achtervang."), ("b-1", "Anders."))
    other = side(("a-2", "Geen achtervang."))
    lines = only_in(entry(1, (1, 1), (3, 3), (2, 2)), one, [other], whole=False).lines
    assert [line.content for line in lines] == ["Anders."]


def test_roles_have_names_and_shares_tell_of_which_periods_they_are() -> None:
    parts = [Part("role", "kas", "Kas en bank", None, 0.0, 0.0)]
    sides = [
        Details({}, {"kas": {"P1": row}}, {}, parts, ())
        for row in ([0.5, 0.9, 0.0], [0.5, 0.5, 0.0])
    ]
    entries = [entry(1, (1, 1), (3, 3), (2, 2)), entry(2, (1, 1), (3, 3), (2, 2))]
    ((name, *cells),) = work_table(entries, sides, whole=False).rows
    assert name == "Kas en bank"
    first, second = (said(cell[0].content) for cell in cells if isinstance(cell, tuple))
    assert first == "P1 at most 0.90 (2 of 3 periods)"
    assert second == "P1 0.50 (2 of 3 periods)"


def test_reasons_of_a_store_are_told_in_the_language() -> None:
    assert said(reason_in_words("timeout: more than 0.5 s"), "nl") == (
        "het duurde langer dan 0,5 s (time-out)"
    )
    assert said(reason_in_words("its worker ended 3 times, last with exit code -9"), "nl") == (
        "het proces ervoor stopte 3 keer, het laatst met code -9"
    )
    assert said(reason_in_words("KeyError: 'x'"), "nl") == "KeyError: 'x'"
