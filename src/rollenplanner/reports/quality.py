"""How good a plan is: the headline in words, and each level of the objective with its bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from rollenplanner.domain.plan import LevelResult, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import ObjectiveLevel, Term, staying_close
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.table import Cell, Column, Item, Lines, Mark, Table, remarks
from rollenplanner.reports.words import (
    PERIOD_WORDS,
    POINTS,
    how_good,
    level_in_words,
    shown_value,
    unit_of,
)


def headline(scenario: Scenario, plan: Plan, *, interrupted: bool = False) -> Lines:
    """What plan this is, how good it is as a whole, and what it leaves open."""
    horizon = scenario.horizon
    title = text(
        "Plan for {name}, {period} from {start}",
        name=scenario.name,
        period=PERIOD_WORDS[horizon.kind],
        start=str(horizon.start),
    )
    return Lines(title, (*status_lines(plan, interrupted=interrupted), *verdicts(plan.terms)))


def status_lines(plan: Plan, *, interrupted: bool) -> tuple[Item, ...]:
    """How good a plan is as a whole, if it states that, and whether the search was stopped."""
    lines = [] if plan.status is None else [_status(plan)]
    if interrupted:
        lines.append(Item(text("Stopped early: this is the best plan so far."), Mark.ATTENTION))
    return tuple(lines)


def _status(plan: Plan) -> Item:
    total = len(plan.objective)
    proven = sum(level.status == "optimal" for level in plan.objective)
    if proven == total:
        return Item(text("Proven: no plan is better by the objective of the scenario."), Mark.GOOD)
    sentence = text(
        "A plan that obeys every rule. At {proven} of {total} levels it is proven that no plan is "
        "better; the table at the end tells how much better the others could be at most.",
        proven=proven,
        total=total,
    )
    return Item(sentence, Mark.GOOD)


def verdicts(terms: Mapping[Term, Decimal]) -> tuple[Item, ...]:
    """The questions that a board asks first, each answered in one line; none without figures."""
    if not terms:
        return ()
    zero = Decimal(0)

    def value(term: Term) -> Decimal:
        return terms.get(term, zero)

    return (
        _verdict(
            value(Term.CRITICAL_UNCOVERED),
            good=text("All critical work has a holder."),
            bad=text(
                "{fte} fte of critical work has no holder.",
                fte=_two(value(Term.CRITICAL_UNCOVERED)),
            ),
            mark=Mark.BAD,
        ),
        _verdict(
            value(Term.UNCOVERED),
            good=text("All other work has a holder."),
            bad=text(
                "{fte} fte of other work has no holder.",
                fte=_two(value(Term.UNCOVERED)),
            ),
        ),
        _verdict(
            value(Term.UNPLACED),
            good=text("Everyone has a function."),
            bad=text(
                "{fte} fte of people have no function.",
                fte=_two(value(Term.UNPLACED)),
            ),
            mark=Mark.BAD,
        ),
        _verdict(
            value(Term.COORDINATION),
            good=text("Every post of coordination has its coordinator and deputies."),
            bad=text_n(
                "{n} coordinator or deputy is missing.",
                "{n} coordinators or deputies are missing.",
                int(value(Term.COORDINATION)),
            ),
            mark=Mark.BAD,
        ),
        _backup_verdict(value(Term.CRITICAL_MISSING_BACKUPS), value(Term.MISSING_BACKUPS)),
    )


def _two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _verdict(value: Decimal, good: Text, bad: Text, mark: Mark = Mark.ATTENTION) -> Item:
    return Item(bad, mark) if value > 0 else Item(good, Mark.GOOD)


def _backup_verdict(critical: Decimal, other: Decimal) -> Item:
    total = int(critical + other)
    if total == 0:
        return Item(text("Every role has the backups that it asks for."), Mark.GOOD)
    sentence = text_n(
        "{n} backup who could step in is missing, {critical} of them at critical roles.",
        "{n} backups who could step in are missing, {critical} of them at critical roles.",
        total,
        critical=int(critical),
    )
    return Item(sentence, Mark.BAD if critical else Mark.ATTENTION)


def levels_table(scenario: Scenario, plan: Plan) -> Table:
    """Each level of the objective: what it counts, its value, and how good that is."""
    levels = _weights(scenario, plan)
    return Table(
        title=text("How good the plan is, level by level"),
        columns=(
            Column(text("Level"), "right"),
            Column(text("What it counts")),
            Column(text("Value"), "right"),
            Column(text("Unit")),
            Column(text("At best"), "right", wide=True),
            Column(text("How good")),
            Column(text("Seconds"), "right", wide=True),
        ),
        rows=tuple(
            _level_row(number, weights, level)
            for number, (weights, level) in enumerate(
                zip(levels, plan.objective, strict=True), start=1
            )
        ),
        remarks=_remarks(scenario, plan, levels),
        empty=text("The plan does not state its objective."),
    )


def _weights(scenario: Scenario, plan: Plan) -> list[ObjectiveLevel]:
    """What each level that a plan states counts; weights are those of the scenario, if it has it.

    A plan made from an earlier one has a level of jumps more (`terms.staying_close`).
    """
    known = staying_close(scenario.objective)
    found: list[ObjectiveLevel] = []
    for number, level in enumerate(plan.objective):
        weights = known[number] if number < len(known) else {}
        same = set(weights) == set(level.terms)
        found.append(weights if same else dict.fromkeys(level.terms, 1))
    return found


def _remarks(scenario: Scenario, plan: Plan, levels: Sequence[ObjectiveLevel]) -> tuple[Text, ...]:
    """How to read the table; only what this table needs."""
    bounded = any(each.status != "optimal" and each.bound is not None for each in plan.objective)
    points = any(unit_of(level) == POINTS for level in levels)
    return remarks(
        text("A lower value is better; a higher level goes before a lower one."),
        text(
            "At most so much better is proven: no plan that is as good at the levels above comes "
            "lower."
        )
        if bounded
        else None,
        text("Points: what is counted, each times the number before the ×, added up.")
        if points
        else None,
        text("The figures of all periods are added up.") if scenario.horizon.count > 1 else None,
    )


def _level_row(number: int, weights: ObjectiveLevel, level: LevelResult) -> tuple[Cell, ...]:
    mark = Mark.GOOD if level.status == "optimal" else Mark.ATTENTION
    return (
        str(number),
        level_in_words(weights),
        shown_value(level.value),
        unit_of(weights),
        "" if level.bound is None else shown_value(level.bound),
        Item(how_good(level), mark),
        "" if level.seconds is None else Decimal(str(round(level.seconds, 1))),
    )
