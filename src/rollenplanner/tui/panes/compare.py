"""Compare: the plans that are open, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual.widget import Widget

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.term_words import TERM_WORDS
from rollenplanner.domain.terms import ObjectiveLevel, Term, decimal_of
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.planning.find_gaps import look
from rollenplanner.reports.carriers import Carriers, moves_table
from rollenplanner.reports.differences import differences_table
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.reports.words import SEVERITY_WORDS, level_in_words, shown_value
from rollenplanner.tui.grid import Cell, Column, Grid, Row, heading_row
from rollenplanner.tui.marks import SEVERITY_MARKS
from rollenplanner.tui.panes.base import Pane, Titled

#: Counted beside the levels, for every plan.
_BESIDE = (Term.MOVES, Term.CHANGES, Term.UNPREPARED, Term.HEADCOUNT)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A plan with its figures."""

    name: str
    assignment: Assignment
    levels: tuple[int, ...]
    beside: tuple[int, ...]
    gaps: dict[Severity, int]


class ComparePane(Pane):
    """A row per figure, a column per plan."""

    SCREEN = "compare"

    def parts(self) -> Iterator[Widget]:
        """One grid."""
        yield Grid(cells=True)

    def fill(self) -> None:
        """Count every plan by the same scenario."""
        tr, grid = self.desk.tr, self.query_one(Grid)
        self._plans = list(self._compared())
        best = self._best()
        Titled.set(
            grid,
            tr.render(text_n("Compare: {n} plan", "Compare: {n} plans", len(self._plans))),
            tr("✓ best of the row  lower is better"),
        )
        grid.fill(
            [
                Column(tr("What is counted"), 0),
                *(Column(each.name, 16, "right", key=n) for n, each in enumerate(self._plans)),
            ],
            self._rows(best) if self._plans else (),
            empty=tr("No plan is open. Name plans when starting, or search for one with s."),
        )

    def _compared(self) -> Iterator[_Compared]:
        desk, scenario = self.desk, self.desk.scenario
        plans = list(desk.opened.plans) if desk.opened else []
        named = [
            (each.path.stem, each.plan)
            for each in plans
            if desk.plan is None or each.plan.assignment is not desk.plan.assignment
        ]
        if desk.plan is not None:
            accepted = desk.sitting.accepted if desk.sitting else None
            mine = next((each.path.stem for each in plans if each.plan is accepted), None)
            named.insert(0, (mine or desk.tr("the new one"), desk.plan))
            named = named[:1] + [each for each in named[1:] if each[1] is not accepted]
        for name, plan in named:
            terms = measure(scenario, plan.assignment)
            state = desk.gaps.plan if plan is desk.plan else look(scenario, plan).plan
            findings = state.findings if state else ()
            yield _Compared(
                name,
                plan.assignment,
                level_values(scenario, terms),
                tuple(terms[term] for term in _BESIDE),
                {s: sum(f.severity is s for f in findings) for s in Severity},
            )

    def _best(self) -> int | None:
        """The plan that is best by the levels in their order; None if none is better."""
        if len(self._plans) < 2:
            return None
        ranked = sorted(range(len(self._plans)), key=lambda n: self._plans[n].levels)
        first, second = ranked[:2]
        return first if self._plans[first].levels < self._plans[second].levels else None

    def _rows(self, best: int | None) -> Iterator[Row]:
        tr = self.desk.tr
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

    def _row(self, key: str, words: str, units: Sequence[int], mark: Mark | None = None) -> Row:
        tr, least = self.desk.tr, min(units)
        different = len(set(units)) > 1
        cells = [
            Cell(
                tr.number(shown_value(decimal_of(each))),
                Mark.GOOD if different and each == least else None,
            )
            for each in units
        ]
        return Row(key, lambda: (Cell(words, mark), *cells), words.casefold())

    def title_of(self, grid: Grid) -> Text | str:
        """The plan under the cursor."""
        number = grid.column_key
        if number is None or number >= len(self._plans):
            return text("Plan")
        return text("Plan {name}", name=self._plans[number].name)

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """Who carries what else than in the first plan, and who moves."""
        desk, number = self.desk, grid.column_key or 0
        if number >= len(self._plans):
            return
        chosen, first = self._plans[number], self._plans[0]
        if number == 0:
            yield Lines(None, (Item(text("The other plans are compared with this one.")),))
        else:
            yield differences_table(
                desk.scenario, chosen.assignment, first.assignment, desk.people, whole=True
            )
        yield moves_table(Carriers(desk.scenario, chosen.assignment, desk.people))
