"""Solve: the search in the background, level by level, with value and bound over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text as RichText
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from rollenplanner.domain.plan import Plan
from rollenplanner.domain.terms import ObjectiveLevel, decimal_of
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.differences import differences_table
from rollenplanner.reports.findings import not_covered
from rollenplanner.reports.quality import levels_table, status_lines, verdicts
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.reports.words import level_in_words, shown_value, unit_of
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.chart import Steps, bounds, braille
from rollenplanner.tui.grid import Cell, Column, Grid, Row
from rollenplanner.tui.panes.base import Pane, Titled

if TYPE_CHECKING:
    from rollenplanner.solver import Progress

#: Seconds that someone can choose to search.
SECONDS = (5, 10, 20, 30, 60, 120, 300, 600)


@dataclass
class Level:
    """What was heard of one level: seconds and figure of every better value and bound."""

    values: list[tuple[float, Decimal]] = field(default_factory=list)
    bounds: list[tuple[float, Decimal]] = field(default_factory=list)


@dataclass
class Course:
    """The course of one search.

    Attributes:
        objective: What each level counts.
        levels: What was heard of each.
        busy: The level that was heard of last, from 0.
        until: Seconds that it has taken so far.
        limit: Seconds that it may take.
    """

    objective: Sequence[ObjectiveLevel]
    limit: float
    levels: list[Level] = field(default_factory=list)
    busy: int = 0
    until: float = 0.0

    def __post_init__(self) -> None:
        """Begin with nothing heard."""
        self.levels = [Level() for _ in self.objective]

    def hear(self, progress: Progress) -> None:
        """Take one step forward into account."""
        level = self.levels[progress.level - 1]
        self.busy = progress.level - 1
        self.until = max(self.until, progress.seconds)
        for known, units in ((level.values, progress.value), (level.bounds, progress.bound)):
            if units is not None:
                value = decimal_of(units)
                if not known or known[-1][1] != value:
                    known.append((progress.seconds, value))

    def settle(self, plan: Plan, seconds: float) -> None:
        """Take the last word on every level, also on those that closed at once."""
        self.until = max(self.until, seconds)
        for level, result in zip(self.levels, plan.objective, strict=False):
            level.values.append((self.until, result.value))
            if result.bound is not None:
                level.bounds.append((self.until, result.bound))


class KeepPlan(Message):
    """Someone wants the plan in a file."""


class SolvePane(Pane):
    """A row per level; below them a chart of the level under the cursor; beside it the result."""

    SCREEN = "solve"
    BINDINGS = bindings("solve")
    DEFAULT_CSS = """
    SolvePane #levels { height: auto; max-height: 60%; }
    SolvePane #chart { height: 1fr; min-height: 4; border-top: solid $line; padding: 0 1;
                       border-title-color: $secondary; border-subtitle-color: $secondary; }
    """

    course: Course | None = None
    #: Place in `SECONDS`.
    chosen = 3
    #: The level that the cursor followed the search to; moved elsewhere, it stays there.
    _followed = 0

    @property
    def seconds(self) -> int:
        """How long a search may take."""
        return SECONDS[self.chosen]

    def parts(self) -> Iterator[Widget]:
        """Levels and chart."""
        yield Grid(id="levels")
        yield Static(id="chart", markup=False)

    def fill(self) -> None:
        """Show every level as it stands."""
        tr, grid = self.desk.tr, self.query_one(Grid)
        objective = self._objective()
        grid.styles.height = len(objective) + 2
        Titled.set(
            grid,
            tr("Levels of the objective; a higher one goes first"),
            tr("time to search: {n} s (- +)", n=self.seconds),
        )
        grid.fill(
            [
                Column(tr("Level"), 0),
                Column(tr("Value"), 9, "right"),
                Column(tr("At best"), 10, "right"),
                Column(tr("Unit"), 11),
            ],
            [self._row(number, level) for number, level in enumerate(objective)],
        )
        self.draw_chart()

    def _objective(self) -> Sequence[ObjectiveLevel]:
        return self.course.objective if self.course else self.desk.scenario.objective

    def _row(self, number: int, level: ObjectiveLevel) -> Row:
        return Row(str(number), lambda: self._cells(number, level))

    def _cells(self, number: int, level: ObjectiveLevel) -> Sequence[Cell]:
        tr = self.desk.tr
        value, bound = self._known(number)
        busy = self.course is not None and self.desk.solving and self.course.busy == number
        words = f"{number + 1} {tr.render(level_in_words(level))}"
        proven = value is not None and value == bound
        mark = Mark.GOOD if proven else Mark.TAKEOVER if busy else Mark.NOTICE
        return (
            Cell(words, mark),
            Cell("?" if value is None else tr.number(shown_value(value))),
            Cell("?" if bound is None else tr.number(shown_value(bound))),
            Cell(tr.render(unit_of(level))),
        )

    def _known(self, number: int) -> tuple[Decimal | None, Decimal | None]:
        """Value and bound of a level: of the search, else as the plan states them."""
        if self.course is not None:
            level = self.course.levels[number]
            return (
                level.values[-1][1] if level.values else None,
                level.bounds[-1][1] if level.bounds else None,
            )
        plan = self.desk.plan
        if plan is not None and number < len(plan.objective):
            return plan.objective[number].value, plan.objective[number].bound
        return None, None

    def hear(self, news: Iterable[Progress]) -> None:
        """Show news of the search."""
        if self.course is None:
            return
        for each in news:
            self.course.hear(each)
        if self.display:
            self.fill()
            self._follow_search(self.course.busy)

    def _follow_search(self, busy: int) -> None:
        """Let the cursor go along with the search, as long as nobody moves it elsewhere."""
        grid = self.query_one(Grid)
        if grid.row_key == str(self._followed):
            grid.go_to(str(busy))
            self._followed = busy

    def settle(self, plan: Plan, seconds: float) -> None:
        """The search has ended with a plan."""
        if self.course is not None:
            self.course.settle(plan, seconds)

    def draw_chart(self) -> None:
        """Value and bound of the level under the cursor, over time."""
        tr, chart = self.desk.tr, self.query_one("#chart", Static)
        number = int(self.query_one(Grid).row_key or 0)
        colours = self.app.theme_variables
        chart.border_title = tr("Level {n}: value and bound over time", n=number + 1)
        if self.course is None:
            chart.border_subtitle = ""
            chart.update(tr("s starts a search; this is where its course is drawn."))
            return
        level = self.course.levels[number]
        values = Steps([(when, float(value)) for when, value in level.values])
        proven = Steps([(when, float(value)) for when, value in level.bounds])
        low, high = bounds([values, proven])
        width, height = chart.content_size.width - 10, chart.content_size.height - 1
        if width < 10 or height < 1:
            return
        until = max(self.course.until, 1.0)
        upper = braille(values, width, height, until, low, high)
        lower = braille(proven, width, height, until, low, high)
        body = RichText(no_wrap=True)
        for line, (above, below) in enumerate(zip(upper, lower, strict=True)):
            edge = high if line == 0 else low if line == height - 1 else None
            shown = "" if edge is None else tr.number(shown_value(Decimal(str(round(edge, 2)))))
            body.append(f"{shown:>8} ", Style(color=colours["quiet"]))
            for first, second in zip(above, below, strict=True):
                if first != " ":
                    both = chr(ord(first) | (ord(second) if second != " " else 0))
                    body.append(both, Style(color=colours["attention"]))
                else:
                    body.append(second, Style(color=colours["good"]))
            body.append("\n")
        seconds = tr("{n} s", n=Decimal(str(round(until, 1))))
        body.append(f"{'0':>9}{seconds:>{width}}", Style(color=colours["quiet"]))
        chart.border_subtitle = tr("upper line: value; lower line: proven bound")
        chart.update(body)

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """The chart follows the cursor."""
        super().on_grid_moved(message)
        if self.desk.ready:
            self.draw_chart()

    def on_resize(self) -> None:
        """Draw the chart in its new size."""
        super().on_resize()
        if not self.outdated:
            self.call_after_refresh(self.draw_chart)

    def action_seconds(self, step: int) -> None:
        """Shorter or longer."""
        self.chosen = min(max(self.chosen + step, 0), len(SECONDS) - 1)
        self.fill()

    def action_keep(self) -> None:
        """Write the plan."""
        self.post_message(KeepPlan())

    def title_of(self, grid: Grid) -> Text | str:
        """What it is."""
        del grid
        return text("The plan")

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """How good the plan is, and what is different from the one before."""
        del grid
        desk = self.desk
        yield from desk.answer
        if desk.plan is None or desk.gaps.plan is None:
            yield Lines(
                None,
                (
                    Item(text("There is no plan yet; what you see elsewhere is the present.")),
                    Item(text("s searches for one, in the background.")),
                ),
            )
            return
        plan = desk.plan
        if not desk.plan_fits:
            old = text("The plan was made before the last changes; s makes it anew.")
            yield Lines(None, (Item(old, Mark.ATTENTION),))
        yield Lines(
            text("Plan for {name}", name=desk.scenario.name),
            (*status_lines(plan, interrupted=False), *verdicts(plan.terms)),
        )
        if desk.earlier is not None:
            yield differences_table(
                desk.scenario, plan.assignment, desk.earlier, desk.people, whole=True
            )
        yield not_covered(desk.scenario, desk.gaps.plan.findings)
        if plan.objective:
            yield levels_table(desk.scenario, plan)
