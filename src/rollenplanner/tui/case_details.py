"""What is told about one case of a study, beside or below the list or on the whole screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from rollenplanner.domain.compared import Comparison, Details, Entry, LevelFigure
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.comparison import number_cell, organisation_table, words_of
from rollenplanner.reports.reasons import reason_in_words
from rollenplanner.reports.table import Block, Cell, Column, Item, Lines, Mark, Table
from rollenplanner.reports.words import level_in_words, shown_value
from rollenplanner.tui.cases import STATUS, TWO, Cases


def case_blocks(cases: Cases, entry: Entry, figure: Text | None) -> Iterator[Block]:
    """A case in short: what the column under the cursor counts, who beats it, its levels.

    Args:
        cases: All of them.
        entry: The case.
        figure: What the column counts; None if it needs no words.
    """
    if figure is not None:
        yield Lines(None, (Item(figure),))
    if not entry.has_plan:
        mark, words = STATUS[entry.status]
        lines = [Item(words, mark)]
        if entry.reason:
            lines.append(Item(reason_in_words(entry.reason)))
        yield Lines(None, tuple(lines))
        return
    lines = [Item(_verdict(cases, entry), Mark.NOTICE if entry.id in cases.beaten else Mark.GOOD)]
    yield Lines(None, (*lines, *(Item(each) for each in _hints(cases, entry))))
    yield levels_table(cases.comparison, entry)


def whole_case(cases: Cases, entry: Entry) -> Iterator[Block]:
    """A case with all its figures."""
    yield from case_blocks(cases, entry, None)
    if entry.has_plan:
        yield organisation_table([entry])
        yield _terms_table(entry)


def _verdict(cases: Cases, entry: Entry) -> Text:
    by = cases.beaten.get(entry.id)
    if cases.terms:
        named = tuple(words_of(name) for name in cases.terms)
        if by is None:
            return text("No plan beats it at: {terms}.", terms=named)
        return text(
            "Nowhere worse and somewhere better at {terms}: {plan}.", plan=by.title, terms=named
        )
    if by is None:
        return text("No plan beats it by the levels of the objective.")
    return text("Nowhere worse and somewhere better by the levels: {plan}.", plan=by.title)


def _hints(cases: Cases, entry: Entry) -> Iterator[Text]:
    """How to compare it with another one."""
    others = [cases.by_id[id] for id in cases.picked if id != entry.id and id in cases.by_id]
    if len(cases.picked) == TWO:
        first, second = (cases.by_id[id].number for id in cases.picked)
        yield text("c shows what differs between {first} and {second}.", first=first, second=second)
    elif others:
        yield text("c shows what differs from {n}.", n=others[0].number)
    else:
        yield text("Space picks a plan; c shows what differs between two.")


def levels_table(compared: Comparison, entry: Entry) -> Table:
    """A row per level: value, what any plan could come to at best, and how good that is."""
    return Table(
        text("Levels of the objective; a higher one goes first"),
        (
            Column(text("Level")),
            Column(text("Value"), "right"),
            Column(text("At best"), "right"),
            Column(text("How good"), wide=True),
        ),
        tuple(
            (
                text("{level}: {what}", level=number + 1, what=level_in_words(weights)),
                number_cell(level.value),
                number_cell(level.bound),
                _how_good(level),
            )
            for number, (weights, level) in enumerate(
                zip(compared.objective, entry.levels, strict=True)
            )
        ),
    )


def _how_good(level: LevelFigure) -> Cell:
    if level.proven:
        return Item(text("proven best"), Mark.GOOD)
    if level.bound is None:
        return Item(text("unknown if better is possible"), Mark.NOTICE)
    room = Decimal(repr(level.value)) - Decimal(repr(level.bound))
    return Item(text("at most {room} better", room=shown_value(room)), Mark.NOTICE)


def _terms_table(entry: Entry) -> Table:
    return Table(
        text("All terms"),
        (Column(text("Term")), Column(text("Value"), "right")),
        tuple(
            (words_of(str(term)), number_cell(entry.terms.get(term)))
            for term in Term
            if term in entry.terms
        ),
        empty=text("Nothing."),
    )


def label_in(
    scenario: Scenario, label: Callable[[str], Text | str], compared: Comparison
) -> Callable[[str], Text | str]:
    """How people of compared plans are shown.

    A store knows no names. Those of the scenario that is open are shown only where the plans are
    of the same organisation: everyone in them, and every function and cluster, is in it too.
    """
    if all(_of(scenario, each) for each in compared.details.values()):
        return label
    return lambda person: person


def _of(scenario: Scenario, details: Details) -> bool:
    return all(
        who in scenario.staff and function in scenario.functions and cluster in scenario.clusters
        for who, (function, cluster) in details.placement.items()
    )
