"""The plans that are open, side by side: a row per figure, a column per plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.term_words import TERM_WORDS
from rollenplanner.domain.terms import ObjectiveLevel, Term, decimal_of
from rollenplanner.domain.text import text
from rollenplanner.planning.find_gaps import look
from rollenplanner.reports.carriers import Carriers, moves_table
from rollenplanner.reports.differences import differences_table
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.reports.words import SEVERITY_WORDS, level_in_words, shown_value
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.grid import Cell, Column, Row, heading_row
from rollenplanner.tui.marks import SEVERITY_MARKS

#: Counted beside the levels, for every plan.
_BESIDE = (Term.MOVES, Term.CHANGES, Term.UNPREPARED, Term.HEADCOUNT)


def named_plans(desk: Desk) -> list[tuple[str, Plan]]:
    """The plans that are open, each with a name of its own; the one that counts first."""
    plans = list(desk.opened.plans) if desk.opened else []
    stems = [each.path.stem for each in plans]

    def name_of(number: int) -> str:
        stem = stems[number]
        return stem if stems.count(stem) == 1 else str(plans[number].path)

    accepted = desk.sitting.accepted if desk.sitting else None
    found: list[tuple[str, Plan]] = []
    if desk.plan is not None:
        mine = [n for n, each in enumerate(plans) if each.plan is accepted]
        found.append((name_of(mine[0]) if mine else desk.tr("the new one"), desk.plan))
    return found + [
        (name_of(n), each.plan)
        for n, each in enumerate(plans)
        if desk.plan is None
        or (each.plan is not accepted and each.plan.assignment is not desk.plan.assignment)
    ]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A plan with its figures."""

    name: str
    plan: Plan
    levels: tuple[int, ...]
    beside: tuple[int, ...]
    gaps: dict[Severity, int]


class PlansTable:
    """What the open plans come to, counted by the same scenario."""

    def __init__(self, desk: Desk) -> None:
        """Count every plan."""
        self.desk = desk
        self._plans = list(self._compared())

    @property
    def count(self) -> int:
        """How many plans there are."""
        return len(self._plans)

    def _compared(self) -> Iterator[_Compared]:
        desk, scenario = self.desk, self.desk.scenario
        for name, plan in named_plans(desk):
            terms = measure(scenario, plan.assignment)
            state = desk.gaps.plan if plan is desk.plan else look(scenario, plan).plan
            findings = state.findings if state else ()
            yield _Compared(
                name,
                plan,
                level_values(scenario, terms),
                tuple(terms[term] for term in _BESIDE),
                {s: sum(f.severity is s for f in findings) for s in Severity},
            )

    def columns(self) -> list[Column]:
        """What is counted, and a column per plan."""
        return [
            Column(self.desk.tr("What is counted"), 0),
            *(Column(each.name, 16, "right", key=n) for n, each in enumerate(self._plans)),
        ]

    def _best(self) -> int | None:
        """The plan that is best by the levels in their order; None if none is better."""
        if len(self._plans) < 2:
            return None
        ranked = sorted(range(len(self._plans)), key=lambda n: self._plans[n].levels)
        first, second = ranked[:2]
        return first if self._plans[first].levels < self._plans[second].levels else None

    def rows(self) -> Iterator[Row]:
        """A row per figure; none without plans."""
        if not self._plans:
            return
        tr, best = self.desk.tr, self._best()
        verdict = tr("none is better by the levels")
        if best is not None:
            verdict = tr("best by the levels: {name}", name=self._plans[best].name)
        yield heading_row("levels", tr("Levels of the objective; {verdict}", verdict=verdict))
        for number, level in enumerate(self.desk.scenario.objective):
            words, values = self._words(number, level), [p.levels[number] for p in self._plans]
            yield self._row(f"level {number}", words, values)
        yield heading_row("beside", tr("Beside these"))
        for number, term in enumerate(_BESIDE):
            yield self._row(
                f"term {number}",
                tr.render(TERM_WORDS[term]),
                [p.beside[number] for p in self._plans],
                directed=term is not Term.HEADCOUNT,
            )
        yield heading_row("findings", tr("Findings"))
        for severity in Severity:
            counts = [each.gaps[severity] * 10**8 for each in self._plans]
            yield self._row(
                f"gaps {severity}",
                tr.render(SEVERITY_WORDS[severity]),
                counts,
                SEVERITY_MARKS[severity],
            )

    def _words(self, number: int, level: ObjectiveLevel) -> str:
        return f"{number + 1} {self.desk.tr.render(level_in_words(level))}"

    def _row(
        self,
        key: str,
        words: str,
        units: Sequence[int],
        mark: Mark | None = None,
        *,
        directed: bool = True,
    ) -> Row:
        """A figure of every plan; the best one is marked where less of it is better."""
        tr, least = self.desk.tr, min(units)
        different = directed and len(set(units)) > 1
        cells = [
            Cell(
                tr.number(shown_value(decimal_of(each))),
                Mark.GOOD if different and each == least else None,
            )
            for each in units
        ]
        return Row(key, lambda: (Cell(words, mark), *cells), words.casefold())

    def name(self, number: int | None) -> str | None:
        """Of the plan in a column."""
        if number is None or number >= len(self._plans):
            return None
        return self._plans[number].name

    def blocks(self, number: int) -> Iterable[Block]:
        """Who carries what else than in the first plan, and who moves."""
        desk = self.desk
        if number >= len(self._plans):
            return
        chosen, first = self._plans[number].plan, self._plans[0].plan
        if number == 0:
            yield Lines(None, (Item(text("The other plans are compared with this one.")),))
        else:
            yield differences_table(
                desk.scenario, chosen.assignment, first.assignment, desk.people, whole=True
            )
        yield moves_table(Carriers(desk.scenario, chosen.assignment, desk.people))
