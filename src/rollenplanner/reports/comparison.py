"""Plans side by side, as tables: levels, organisation, and which variants another one beats."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rollenplanner.domain.compared import Comparison, Entry, LevelFigure, beaten_by
from rollenplanner.domain.term_words import TERM_WORDS
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.reasons import reason_in_words
from rollenplanner.reports.table import UNKNOWN, Block, Cell, Column, Item, Lines, Mark, Table
from rollenplanner.reports.table import remarks as given
from rollenplanner.reports.words import level_in_words, shown_value

#: So many variants are shown unless all are asked for.
MOST_SHOWN = 40

FIGURE_WORDS: dict[str, Text] = {
    "fragile": text("people whose absence alone costs critical work"),
    "fragility": text("critical fte that the worst single absence costs"),
    "critical": text("critical findings"),
    "serious": text("serious findings"),
    "notice": text("notices"),
}

_STATUS: dict[str, Item] = {
    "infeasible": Item(text("impossible"), Mark.BAD),
    "unknown": Item(text("no plan in time"), Mark.ATTENTION),
    "failed": Item(text("failed"), Mark.BAD),
    "open": Item(text("not computed"), Mark.NOTICE),
}


def words_of(figure: str) -> Text:
    """What a term or another figure is called."""
    return FIGURE_WORDS[figure] if figure in FIGURE_WORDS else TERM_WORDS[Term(figure)]


def number_cell(value: float | None) -> Cell:
    """A figure for a table."""
    return UNKNOWN if value is None else shown_value(Decimal(repr(value)))


def comparison_blocks(compared: Comparison, *, whole: bool = False) -> Iterator[Block]:
    """The levels of all plans beside each other, then what they mean for the organisation."""
    shown = compared.entries if whole else compared.entries[:MOST_SHOWN]
    yield headline(compared)
    yield variants_table(compared, shown)
    yield levels_table(compared, shown)
    with_plan = [entry for entry in shown if entry.has_plan]
    if with_plan:
        yield organisation_table(with_plan)


def headline(compared: Comparison) -> Lines:
    """How many plans there are, and what came of the others."""
    entries = compared.entries
    plans = sum(1 for entry in entries if entry.has_plan)
    lines = [Item(text_n("{n} plan side by side.", "{n} plans side by side.", plans))]
    for status, item in _STATUS.items():
        some = [entry for entry in entries if entry.status == status]
        if some:
            lines.append(
                Item(text("{what}: {which}.", what=item.content, which=_numbers(some)), item.mark)
            )
            lines += [
                Item(text("{n}: {reason}", n=entry.number, reason=reason_in_words(entry.reason)))
                for entry in some[:3]
                if entry.reason
            ]
    return Lines(text("Comparison: {name}", name=compared.name), tuple(lines))


def _numbers(entries: Sequence[Entry]) -> Text:
    names = tuple(entry.title for entry in entries[:5])
    rest = len(entries) - len(names)
    if rest:
        return text("{items} and {n} more", items=names, n=rest)
    return text("{items}", items=names)


def variants_table(compared: Comparison, shown: Sequence[Entry]) -> Table:
    """What the numbers stand for in the tables below, and which plans another one beats."""
    beaten = dominated(compared)
    hidden = len(compared.entries) - len(shown)
    return Table(
        title=text("What is compared"),
        columns=(
            Column(text("No"), align="right"),
            Column(text("Variant")),
            *(Column(axis) for axis in compared.axes),
            Column(text("Beaten by")),
        ),
        rows=tuple(
            (
                str(entry.number),
                entry.name,
                *(entry.axes.get(axis, UNKNOWN) for axis in compared.axes),
                _verdict(entry, beaten),
            )
            for entry in shown
            if entry.has_plan
        ),
        remarks=given(
            text("Beaten by: that plan is nowhere worse and somewhere better.") if beaten else None,
            text("*: as they were found; with more time the beaten plan may come out better.")
            if any(_may_come_out_better(e) for e in shown if e.id in beaten)
            else None,
            text_n(
                "and {n} variant more; --all shows it.",
                "and {n} variants more; --all shows them.",
                hidden,
            )
            if hidden
            else None,
        ),
        empty=text("There is no plan yet."),
    )


def levels_table(compared: Comparison, shown: Sequence[Entry]) -> Table:
    """A row per plan, a column per level at which the plans differ; of one plan every level."""
    plans = [entry for entry in compared.entries if entry.has_plan]
    differing = [
        number
        for number in range(len(compared.objective))
        if len(plans) == 1 or len({entry.levels[number].value for entry in plans}) > 1
    ]
    rows = [
        (str(entry.number), *(_level_cell(entry.levels[n]) for n in differing))
        for entry in shown
        if entry.has_plan
    ]
    return Table(
        title=text("How good each plan is, level by level (lower is better)"),
        columns=(
            Column(text("No"), align="right"),
            *(Column(str(number + 1), align="right") for number in differing),
        ),
        rows=tuple(rows),
        remarks=(
            *(
                text(
                    "{level}: {what}",
                    level=number + 1,
                    what=level_in_words(compared.objective[number]),
                )
                for number in differing
            ),
            *given(
                _alike(compared, plans, differing),
                text("*: not proven best; with more time (--time-limit) it may come out lower.")
                if any(not level.proven for entry in plans for level in entry.levels)
                else None,
            ),
        ),
        empty=text("There is no plan yet."),
    )


def who_columns(compared: Comparison) -> list[Column]:
    """Columns that tell plans apart: the variant, and a value per axis."""
    head = [Column(text("Variant"))] if _several_variants(compared) else []
    return [*head, *(Column(axis) for axis in compared.axes)]


def who_cells(compared: Comparison, entry: Entry) -> list[Cell]:
    """The cells of these columns."""
    head = [entry.name] if _several_variants(compared) else []
    return [*head, *(entry.axes.get(axis, UNKNOWN) for axis in compared.axes)]


def _several_variants(compared: Comparison) -> bool:
    return not compared.axes or len({entry.variant for entry in compared.entries}) > 1


def _alike(compared: Comparison, plans: Sequence[Entry], differing: Sequence[int]) -> Text | None:
    same = [n for n in range(len(compared.objective)) if n not in differing]
    if not same or not plans:
        return None
    listed = tuple(
        text(
            "{what}: {value}",
            what=level_in_words(compared.objective[n]),
            value=_level_cell(worst),
        )
        for n in same
        for worst in (min((e.levels[n] for e in plans), key=lambda level: level.proven),)
    )
    return text("The same in all: {levels}.", levels=listed)


def _level_cell(level: LevelFigure) -> Cell:
    shown = number_cell(level.value)
    return shown if level.proven else text("{value}*", value=shown)


def dominated(compared: Comparison) -> dict[str, Entry]:
    """Entry id -> a plan that is nowhere worse and at some level better."""
    plans = [entry for entry in compared.entries if entry.has_plan]
    found = beaten_by([[level.value for level in entry.levels] for entry in plans])
    return {entry.id: plans[by] for entry, by in zip(plans, found, strict=True) if by is not None}


def _verdict(entry: Entry, beaten: dict[str, Entry]) -> Cell:
    by = beaten.get(entry.id)
    if by is None:
        return ""
    star = "*" if _may_come_out_better(entry) else ""
    return Item(f"{by.number}{star}", Mark.NOTICE)


def _may_come_out_better(entry: Entry) -> bool:
    return not all(level.proven for level in entry.levels)


def organisation_table(shown: Sequence[Entry]) -> Table:
    """Formation, occupancy, findings, fragility and moves per plan."""
    return Table(
        title=text("What that means for the organisation"),
        columns=(
            Column(text("No"), align="right"),
            Column(text("Formation"), align="right"),
            Column(text("Occupancy"), align="right"),
            Column(text("Vacant"), align="right"),
            Column(text("Findings"), align="right"),
            Column(text("Fragile"), align="right"),
            Column(text("Worst"), align="right"),
            Column(text("Moves"), align="right"),
            Column(text("Takeovers"), align="right", wide=True),
        ),
        rows=tuple(
            (
                str(entry.number),
                _fte(entry.figures.get("formation")),
                _fte(entry.figures.get("occupied")),
                _fte(entry.figures.get("vacant")),
                " / ".join(
                    str(int(entry.figures.get(name, 0)))
                    for name in ("critical", "serious", "notice")
                ),
                number_cell(entry.figures.get("fragile")),
                _fte(entry.figures.get("fragility")),
                number_cell(entry.terms.get(Term.MOVES)),
                number_cell(entry.terms.get(Term.CHANGES)),
            )
            for entry in shown
        ),
        remarks=(
            text("Findings: critical / serious / notice."),
            text(
                "Fragile: people whose absence alone costs critical work; worst: the most critical "
                "fte that one absence costs, after everyone else is redeployed."
            ),
        ),
        tells_left_out=True,
    )


def _fte(value: float | None) -> Cell:
    return UNKNOWN if value is None else Decimal(repr(value)).quantize(Decimal("0.01"))


def front_of(compared: Comparison, figures: Sequence[str]) -> list[Entry]:
    """The plans that no other one beats at some chosen figures, by the first of these."""
    plans = [e for e in compared.entries if all(e.figure(name) is not None for name in figures)]
    vectors = [[e.figure(name) or 0.0 for name in figures] for e in plans]
    beaten = beaten_by(vectors)
    front = [n for n in range(len(plans)) if beaten[n] is None]
    return [plans[n] for n in sorted(front, key=lambda n: (vectors[n], plans[n].number))]


def front_table(compared: Comparison, figures: Sequence[str]) -> Table:
    """The Pareto front over chosen terms: better in one of them means worse in another."""
    front = front_of(compared, figures)
    others = sum(1 for entry in compared.entries if entry.has_plan) - len(front)
    # Keys are long and figures short: columns have letters, explained below.
    lettered = list(zip(string.ascii_uppercase, figures, strict=False))
    return Table(
        title=text("Pareto front: {figures}", figures=tuple(words_of(name) for name in figures)),
        columns=(
            Column(text("No"), align="right"),
            *who_columns(compared),
            *(Column(letter, align="right") for letter, _ in lettered),
        ),
        rows=tuple(
            (
                str(entry.number),
                *who_cells(compared, entry),
                *(_figure_cell(compared, entry, name) for name in figures),
            )
            for entry in front
        ),
        remarks=(
            *(
                text("{level}: {what}", level=letter, what=_with_key(name))
                for letter, name in lettered
            ),
            *_others(others),
            *given(
                UNPROVEN
                if any(not is_proven(compared, e, name) for e in front for name in figures)
                else None,
                without_plan(compared),
            ),
        ),
        empty=text("There is no plan with these figures."),
    )


#: What a star says beside a figure.
UNPROVEN = text("*: not proven to be the lowest for that variant; it may come out lower.")


def is_proven(compared: Comparison, entry: Entry, figure: str) -> bool:
    """Whether a figure of a plan can be no lower, with what counts more as it is.

    That is so of a count that is 0, and of a term that is a level of its own which is proven.
    """
    if entry.figure(figure) == 0 and figure != Term.WISHES:
        return True
    for weights, level in zip(compared.objective, entry.levels, strict=False):
        if {str(term) for term, weight in weights.items() if weight} == {figure}:
            return level.proven
    return False


def _figure_cell(compared: Comparison, entry: Entry, figure: str) -> Cell:
    shown = number_cell(entry.figure(figure))
    return shown if is_proven(compared, entry, figure) else text("{value}*", value=shown)


def without_plan(compared: Comparison) -> Text | None:
    """How many cases have no plan to show, open ones among them; None if all have one."""
    missing = [entry for entry in compared.entries if not entry.has_plan]
    waiting = sum(1 for entry in missing if entry.status == "open")
    if not missing:
        return None
    return text_n(
        "{n} case has no plan and is not here ({waiting} not computed yet).",
        "{n} cases have no plan and are not here ({waiting} not computed yet).",
        len(missing),
        waiting=waiting,
    )


def _with_key(figure: str) -> Text:
    return text("{words} ({key})", words=words_of(figure), key=figure)


def _others(others: int) -> tuple[Text, ...]:
    return given(
        text_n(
            "{n} other plan is nowhere better than one of these, and somewhere worse.",
            "{n} other plans are nowhere better than one of these, and somewhere worse.",
            others,
        )
        if others
        else None
    )
