"""The present beside a plan: what it repairs, and how formation is filled before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from rollenplanner.domain.coverage.compare import Comparison
from rollenplanner.domain.coverage.totals import Occupancy, View
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.text import Text, fte, text, text_n
from rollenplanner.reports.findings import line
from rollenplanner.reports.table import (
    Block,
    Cell,
    Column,
    Item,
    Lines,
    Mark,
    Table,
    difference,
    explained_unknown,
    optional_fte,
    remarks,
)
from rollenplanner.reports.words import SEVERITY_WORDS

_VIEWS: dict[View, Text] = {
    "function": text("Per function"),
    "scale": text("Per scale"),
    "group": text("Per function group"),
    "cluster": text("Per cluster"),
}


def repaired(findings: Sequence[Finding]) -> tuple[Block, ...]:
    """What a plan repairs: critical and serious findings one by one, notices as a number."""
    if not findings:
        return ()
    shown = [each for each in findings if each.severity is not Severity.NOTICE]
    notices = len(findings) - len(shown)
    rest = text_n(
        "and {n} notice; `--json` shows it", "and {n} notices; `--json` shows them", notices
    )
    title = text_n(
        "At present, and repaired by the plan: {n} finding",
        "At present, and repaired by the plan: {n} findings",
        len(findings),
    )
    lines = tuple(Item(line(each).content, Mark.GOOD) for each in shown)
    return (Lines(title, (*lines, *((Item(rest),) if notices else ()))),)


def counts_table(
    present: Sequence[Finding], planned: Sequence[Finding], found: Comparison
) -> Table:
    """How many findings per severity there are at present and in the plan, and what became of them.

    What one period cannot show has a column of its own, where there is any.
    """
    parts: list[tuple[Text, Sequence[Finding]]] = [
        (text("Present"), present),
        (text("Repaired"), found.repaired),
        (text("Left"), found.left),
        (text("New"), found.new),
    ]
    if found.ahead:
        parts.append((text("Looks ahead"), found.ahead))
    parts.append((text("Plan"), planned))
    counted = [(head, Counter(each.severity for each in some)) for head, some in parts]
    return Table(
        title=text("The present beside the plan (findings)"),
        columns=(Column(text("Severity")), *(Column(head, "right") for head, _ in counted)),
        rows=tuple(
            (SEVERITY_WORDS[severity], *(Decimal(number[severity]) for _, number in counted))
            for severity in Severity
        ),
        total=(text("Together"), *(Decimal(number.total()) for _, number in counted)),
        remarks=remarks(
            _lighter(len(found.lighter)),
            _heavier(len(found.heavier)),
            text("Looks ahead: what one period, such as the present, cannot show.")
            if found.ahead
            else None,
        ),
    )


def _lighter(number: int) -> Text | None:
    return (
        text_n(
            "{n} of what is left is less severe than at present.",
            "{n} of what is left are less severe than at present.",
            number,
        )
        if number
        else None
    )


def _heavier(number: int) -> Text | None:
    return (
        text_n(
            "{n} of what is left is more severe than at present.",
            "{n} of what is left are more severe than at present.",
            number,
        )
        if number
        else None
    )


def occupancy_table(present: Sequence[Occupancy], planned: Sequence[Occupancy] | None) -> Table:
    """Formation beside occupancy per function, scale, function group and cluster.

    Args:
        present: Of the present state.
        planned: Of the plan, in the same order; None where there is none.
    """
    after: Sequence[Occupancy | None] = planned or [None] * len(present)
    pairs = [
        (now, then)
        for now, then in zip(present, after, strict=True)
        if _worth_a_row(now) or (then is not None and _worth_a_row(then))
    ]
    rows: list[tuple[Cell, ...]] = []
    width = 4 if planned is None else 6
    for view, members in groupby(pairs, key=lambda pair: pair[0].view):
        rows.append((_VIEWS[view], *("",) * (width - 1)))
        for now, then in members:
            shown = (now,) if then is None else (now, then)
            rows.append(
                (
                    now.name,
                    optional_fte(now.formation),
                    *(cell for each in shown for cell in _figures(each)),
                )
            )
    figures = (
        Column(text("Present"), "right"),
        Column(text("Differs"), "right"),
        Column(text("Plan"), "right"),
        Column(text("Differs"), "right"),
    )
    everything = (*present, *(planned or ()))
    return Table(
        title=text("Formation and occupancy (fte)"),
        columns=(Column(""), Column(text("Formation"), "right"), *figures[: width - 2]),
        rows=tuple(rows),
        remarks=remarks(
            explained_unknown(rows),
            text("A vacancy counts in the occupancy.") if _any_vacancy(everything) else None,
            text("Where periods differ: the least and the most, and the largest difference.")
            if any(_varies(each) for each in planned or ())
            else None,
        ),
    )


def _worth_a_row(each: Occupancy) -> bool:
    return each.formation is not None or any(filled.together for filled in each.filled)


def _figures(each: Occupancy) -> tuple[Cell, Cell]:
    """What stands there, as a range where periods differ, and the largest difference."""
    amounts = [filled.together for filled in each.filled]
    least, most = fte(min(amounts)), fte(max(amounts))
    shown: Cell = least if least == most else text("{least}–{most}", least=least, most=most)
    return shown, difference(each.worst)


def _varies(each: Occupancy) -> bool:
    return len({filled.together for filled in each.filled}) > 1


def _any_vacancy(parts: Iterable[Occupancy]) -> bool:
    return any(filled.vacancies for each in parts for filled in each.filled)
