"""Compare: the plans that are open side by side, or results of a study with a trade-off curve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.table import Block
from rollenplanner.tui import comparing
from rollenplanner.tui.actions import bindings
from rollenplanner.tui.case_details import case_blocks, label_in, whole_case
from rollenplanner.tui.cases import TWO, Cases
from rollenplanner.tui.curve_view import Curve
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.grid import Column, Grid
from rollenplanner.tui.panes.base import Details, Pane, Read, Titled
from rollenplanner.tui.plans_table import PlansTable, named_plans
from rollenplanner.tui.shelf import Shelf

if TYPE_CHECKING:
    from rollenplanner.domain.compared import Comparison, Entry
    from rollenplanner.planning.stored_plans import OpenPlan

#: From so many columns on, names get more room.
_WIDE = 110
#: Seconds between two looks at what is being read, and at whether a store has changed.
_BEAT, _WATCH = 0.1, 2.0


class ComparePane(Pane):
    """A list of plans, details of the one under the cursor, and a curve."""

    SCREEN = "compare"
    BINDINGS = bindings("compare")
    SCOPED_CSS = False
    DEFAULT_CSS = """
    ComparePane > .grids { height: 3fr; }
    ComparePane > .below { height: 2fr; min-height: 7; }
    ComparePane #note { height: auto; max-height: 4; display: none; padding: 0 1;
                        color: $attention; background: $panel; }
    ComparePane #note.-told { display: block; }
    ComparePane .below > Details { width: 1fr; height: 1fr; }
    ComparePane #curve { display: none; }
    .-wide ComparePane.-study #curve { display: block; }
    ComparePane.-study.-large > .grids { height: auto; }
    ComparePane.-study.-large Grid { height: 7; }
    ComparePane.-study.-large > .below { height: 1fr; }
    ComparePane.-study.-large .below > Details { display: none; }
    ComparePane.-study.-large #curve { display: block; }
    """

    def __init__(self, desk: Desk) -> None:
        """Show what lies on the desk; no store is open yet."""
        super().__init__(desk)
        self.shelf = Shelf()
        self.cases: Cases | None = None
        self._table: PlansTable | None = None

    def compose(self) -> ComposeResult:
        """A note, the list; below it details and curve."""
        with Vertical(classes="grids"):
            yield from self.parts()
        with Horizontal(classes="below"):
            yield Details()
            yield Curve(id="curve")

    def parts(self) -> Iterator[Widget]:
        """A note, and the list."""
        yield Static(id="note", markup=False)
        yield Grid(cells=True)

    def on_mount(self) -> None:
        """Look now and then whether something has come, or a batch has added something."""
        self.set_interval(_BEAT, self._beat)
        self.set_interval(_WATCH, self._watch)

    # What is shown

    def fill(self) -> None:
        """Show the study, or else the plans that are open."""
        if self.desk.store != self.shelf.path:
            self._begin(self.desk.store, ())
        elif self.shelf.path is not None and not self.shelf.reading and self._others_open():
            self._begin(self.shelf.path, self.shelf.wanted)
        self.set_class(self.shelf.path is not None, "-study")
        self._tell_note()
        if self.shelf.path is None:
            self._fill_plans()
        else:
            self._fill_cases()

    def _fill_plans(self) -> None:
        tr, grid = self.desk.tr, self.query_one(Grid)
        self._table = table = PlansTable(self.desk)
        Titled.set(
            grid,
            tr.render(text_n("Compare: {n} plan", "Compare: {n} plans", table.count)),
            tr("✓ best of the row  lower is better  b opens results of a study"),
        )
        empty = tr("No plan is open. s searches for one, b opens results of a study.")
        grid.fill(table.columns(), table.rows(), empty=empty)

    def _fill_cases(self) -> None:
        tr, grid, cases = self.desk.tr, self.query_one(Grid), self.cases
        file = str(self.shelf.path)
        if cases is None:
            Titled.set(grid, tr("Compare: {name}", name=file))
            waiting = tr("Reading {file}..", file=file)
            broken = tr("Nothing can be shown. b opens another file, w only the open plans.")
            empty = broken if self.shelf.problem is not None else waiting
            grid.fill([Column(tr("Variant"), 0)], (), empty=empty)
        else:
            name = tr("Compare: {name}", name=cases.comparison.name)
            Titled.set(grid, name, self._legend())
            wide = self.app.size.width >= _WIDE
            grid.fill(
                cases.columns(tr, wide=wide), cases.rows(tr), empty=tr("This study has no cases.")
            )
        self.draw_curve()

    def _legend(self) -> str:
        tr, looked = self.desk.tr, self.shelf.looked
        signs = tr("lower is better  * not proven best")
        if looked is None or len(looked.studies) < TWO:
            return signs
        chosen = tr("w: {n} of {count} studies", n=len(looked.chosen), count=len(looked.studies))
        return f"{signs}  {chosen}"

    def _tell_note(self) -> None:
        """Why something cannot be shown, over the list."""
        shelf, note = self.shelf, self.query_one("#note", Static)
        told = shelf.problem or (shelf.looked.refusal if shelf.looked else None)
        note.set_class(told is not None and shelf.path is not None, "-told")
        if told is not None:
            sign = "✗" if shelf.problem is not None else "!"
            note.update(f"{sign} {self.desk.tr.render(comparing.brief(told))}")

    # Reading

    def _begin(self, path: Path | None, wanted: Sequence[str]) -> None:
        if path is None:
            self.shelf.close()
        else:
            self.shelf.open(path, wanted, self._open_plans())
        if self.shelf.looked is None:
            self.cases = None

    def _open_plans(self) -> list[OpenPlan]:
        from rollenplanner.planning.stored_plans import OpenPlan

        desk = self.desk
        known = None if desk.fragility_stale or not desk.on_plan else desk.fragility
        return [
            OpenPlan(
                name,
                desk.tr("{name} (open)", name=name),
                desk.scenario,
                plan,
                known if plan is desk.plan else None,
            )
            for name, plan in named_plans(desk)
        ]

    def _others_open(self) -> bool:
        """Whether other plans are open than those that stand among the cases."""
        mine = [(name, id(plan)) for name, plan in named_plans(self.desk)]
        return mine != [(each.key, id(each.plan)) for each in self.shelf.beside]

    def _beat(self) -> None:
        """Take what has come."""
        if self.shelf.busy and self.shelf.arrived():
            self._take()

    def _watch(self) -> None:
        """Read again what a batch has added to."""
        if self.display and self.desk.ready and self.shelf.path and self.shelf.stale():
            self._begin(self.shelf.path, self.shelf.wanted)

    def _take(self) -> None:
        looked, before = self.shelf.looked, self.cases
        if looked is not None and (before is None or before.comparison is not looked.comparison):
            self.cases = comparing.taken(looked, before)
        full, self.shelf.full = self.shelf.full, None
        if full is not None:
            self._read_pair(full)
        self.outdated = True
        if self.display:
            self.show_now()

    # Details and curve

    @property
    def entry(self) -> Entry | None:
        """The case under the cursor."""
        key = self.query_one(Grid).row_key
        return self.cases.by_id.get(key) if self.cases is not None and key else None

    def title_of(self, grid: Grid) -> Text | str:
        """The plan under the cursor."""
        if self.shelf.path is not None:
            return self.entry.title if self.entry is not None else text("Plan")
        name = self._table.name(grid.column_key) if self._table else None
        return text("Plan") if name is None else text("Plan {name}", name=name)

    def blocks(self, grid: Grid) -> Iterable[Block]:
        """What the case comes to; or who carries what else than in the first open plan."""
        if self.shelf.path is None:
            return self._table.blocks(grid.column_key or 0) if self._table else ()
        if self.cases is None or self.entry is None:
            return ()
        return (*self._traced(), *case_blocks(self.cases, self.entry, self._figure(grid)))

    def _figure(self, grid: Grid) -> Text | None:
        """What the column under the cursor counts."""
        column = grid.column_key
        if self.cases is None or column is None or column < 0:
            return None
        heads = self.cases.figure_columns(self.desk.tr)
        if column >= len(heads):
            return None
        return text("{level}: {what}", level=heads[column].head, what=heads[column].words)

    def _traced(self) -> Iterator[Block]:
        """The trade-off that the study traces, with what is proven about it."""
        front = self.shelf.looked.front if self.shelf.looked else None
        if front is not None:
            yield from comparing.front_blocks(front)

    def choose(self, grid: Grid) -> None:
        """All figures of the case, on the whole screen."""
        if self.cases is None or self.entry is None:
            super().choose(grid)
        else:
            blocks = (*self._traced(), *whole_case(self.cases, self.entry))
            self.post_message(Read(self.entry.title, blocks))

    def _follow(self, grid: Grid) -> None:
        super()._follow(grid)
        if self.shelf.path is not None:
            self.draw_curve()

    def show_details(self) -> None:
        """Let details and curve follow the cursor at once."""
        self._follow(self.grid)

    def draw_curve(self) -> None:
        """Every plan at two figures, the one under the cursor marked."""
        entry = self.entry
        self.query_one(Curve).show(self.cases, entry.id if entry else None, self.desk.tr)

    def on_resize(self) -> None:
        """Fit columns and curve to the new size."""
        super().on_resize()
        if self.shelf.path is not None and not self.outdated:
            self.call_after_refresh(self._fill_cases)

    # Actions

    def action_store(self) -> None:
        """Choose a store."""
        from rollenplanner.tui.store_finder import StoreFinder

        def take(path: Path) -> None:
            self.desk.store = path
            self.cases = None
            self.shelf.close()
            self.planner.redraw()

        if self.desk.ready:
            self.app.push_screen(StoreFinder(self.desk.tr, take))

    def action_study(self) -> None:
        """Choose studies in it."""
        if self.shelf.path is None:
            self.planner.tell(text("Open results of a study first: b."))
            return

        def take(ids: tuple[str, ...]) -> None:
            if ids and self.shelf.path is not None:
                self._begin(self.shelf.path, ids)
            else:
                self.desk.store = None
            self.planner.redraw()

        self.app.push_screen(comparing.studies(self.desk.tr, self.shelf, take))

    def _with_cases(self) -> Cases | None:
        """What there is to look at; tells how to get it where there is nothing."""
        if self.cases is None:
            self.planner.tell(text("Open results of a study first: b."))
        return self.cases

    def action_curve(self) -> None:
        """Large, or not."""
        if self._with_cases() is not None:
            self.toggle_class("-large")
            self.call_after_refresh(self.draw_curve)

    def action_pick(self) -> None:
        """Pick the plan under the cursor; open plans are compared with the first one anyway."""
        if self.shelf.path is None:
            words = text("Every open plan is compared with the first one; c shows what differs.")
            self.planner.tell(words)
            return
        cases = self._with_cases()
        if cases is None:
            return
        if self.entry is None or not self.entry.has_plan:
            self.planner.tell(text("This case has no plan."))
            return
        cases.pick(self.entry.id)
        self.fill()

    def action_differences(self) -> None:
        """Read two plans in full; without results: the one under the cursor beside the first."""
        if self.shelf.path is None:
            super().choose(self.grid)
            return
        cases = self._with_cases()
        if cases is None:
            return
        two = comparing.two_of(cases, self.entry)
        if two is None:
            self.planner.tell(text("Pick a plan with the space bar, then go to another one."))
            return
        self.shelf.pair(two, self.desk.tr)

    def _read_pair(self, full: Comparison) -> None:
        people = self.desk.people
        label = label_in(self.desk.scenario, people.label, full)
        title, blocks = comparing.pair_blocks(full, label)
        self.post_message(Read(title, blocks))

    def action_front(self) -> None:
        """Choose over which terms plans beat each other."""
        cases = self._with_cases()
        if cases is None:
            return

        def take(terms: tuple[str, ...]) -> None:
            cases.choose(terms)
            if len(terms) > 1:
                cases.pair = (terms[0], terms[1])
            self.planner.redraw()

        self.app.push_screen(comparing.terms(self.desk.tr, cases, take))

    def action_axis(self, axis: str) -> None:
        """Choose what an axis of the curve counts."""
        cases = self._with_cases()
        pair = cases.shown_pair if cases is not None else None
        if cases is None:
            return
        if pair is None:
            self.planner.tell(
                text("Plans differ in fewer than two figures; there is no curve to draw.")
            )
            return

        def take(name: str) -> None:
            across, up = pair
            cases.pair = (name, up) if axis == "across" else (across, name)
            self.planner.redraw()

        self.app.push_screen(comparing.figures(self.desk.tr, cases, axis, partial(take)))
