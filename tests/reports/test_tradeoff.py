"""What is said about the points of a trade-off: each proven or with its gap."""

from __future__ import annotations

from decimal import Decimal

from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.domain.text import Translator
from rollenplanner.domain.tradeoff import Answer
from rollenplanner.reports.table import Item, Lines, Table
from rollenplanner.reports.tradeoff import tradeoff_blocks, tradeoff_data

TERMS = (Term.MOVES, Term.CHANGES)
PROVEN = Answer(2 * UNIT, 3 * UNIT, 2 * UNIT, 3 * UNIT, True, 2 * UNIT)
#: Moves may be 1 at the least, where the plan has 3.
FIRST_OPEN = Answer(2 * UNIT, 3 * UNIT, 2 * UNIT, UNIT, False, 0)
#: Moves are proven; with these, changes may be 1 at the least, where the plan has 2.
SECOND_OPEN = Answer(2 * UNIT, 3 * UNIT, 2 * UNIT, 3 * UNIT, False, UNIT)
OTHER = Answer(5 * UNIT, UNIT, 5 * UNIT, UNIT, True, 5 * UNIT)


def said(points: list[Answer], *, complete: bool) -> str:
    tr = Translator("en")
    lines: list[str] = []
    for block in tradeoff_blocks("Proef", TERMS, points, {Term.UNCOVERED: 0}, complete):
        if isinstance(block, Table):
            lines += [
                tr.render(row[2].content) if isinstance(row[2], Item) else str(row[2])
                for row in block.rows
                if isinstance(row[2], Item) and not isinstance(row[2].content, Decimal)
            ]
        else:
            assert isinstance(block, Lines)
            lines += [
                tr.render(line.content)
                for line in block.lines
                if not isinstance(line.content, Decimal)
            ]
    return "\n".join(lines)


def test_a_point_is_proven_or_carries_its_gap() -> None:
    assert "proven: no plan beats it" in said([PROVEN, OTHER], complete=False)
    assert "moves at most 2 better" in said([FIRST_OPEN, OTHER], complete=False)
    found = said([SECOND_OPEN, OTHER], complete=False)
    assert "moves proven; changes at most 1 better" in found
    assert "there may be others" in found


def test_one_plan_that_is_best_at_both_is_a_sentence_and_no_table() -> None:
    found = said([PROVEN], complete=True)
    assert found.startswith("Nothing to trade: one plan is the lowest at both, proven, with people")
    assert "(moves) 3" in found
    assert "(changes) 2" in found
    assert "Held at their best" in found
    blocks = tradeoff_blocks("Proef", TERMS, [PROVEN], {}, True)
    assert not any(isinstance(block, Table) for block in blocks)


def test_one_point_that_is_not_proven_claims_nothing() -> None:
    assert "whether the two can be traded is not known" in said([FIRST_OPEN], complete=False)


def test_bounds_of_both_terms_as_data() -> None:
    (point,) = tradeoff_data(TERMS, [SECOND_OPEN], {}, complete=False)["points"]
    assert point["bounds"] == {"moves": 3, "changes": 1}
    assert point["bound"] == 3
    assert point["proven"] is False
