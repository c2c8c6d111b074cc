"""The cases of a study as rows of a grid: figures, groups by who beats whom, and what is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from rollenplanner.domain.compared import FIGURES, Comparison, Entry, LevelFigure, beaten_by
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, Translator, text
from rollenplanner.reports.comparison import dominated, front_of, words_of
from rollenplanner.reports.table import UNKNOWN, Mark
from rollenplanner.reports.words import level_in_words, shown_value
from rollenplanner.tui.curve import FRONT, Point
from rollenplanner.tui.grid import LEAST_WORDS, Cell, Column, Row, heading_row

#: Status of a case without a plan -> its sign and what it is called.
STATUS: Mapping[str, tuple[Mark, Text]] = {
    "infeasible": (Mark.BAD, text("impossible")),
    "unknown": (Mark.ATTENTION, text("no plan in time")),
    "failed": (Mark.BAD, text("failed")),
    "open": (Mark.NOTICE, text("not computed")),
}
#: Two plans at most are picked.
TWO = 2
#: Between two of these the curve shows a trade-off at first, as far as plans differ in them.
_FIRST_CHOICE = (Term.MOVES, Term.CHANGES, Term.UNCOVERED, Term.MISSING_BACKUPS, Term.IMBALANCE)
#: Least and most letters of a column; the name gets more where the screen is wide.
_NARROWEST, _WIDEST, _NAME = 3, 12, 36


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of figures.

    Attributes:
        head: Above it.
        words: What it counts.
        cells: Of every plan, in the order of their numbers.
    """

    head: str
    words: Text
    cells: tuple[str, ...]


@dataclass
class Cases:
    """What is compared, and how someone looks at it.

    Attributes:
        comparison: The cases.
        terms: Over which plans beat each other; none: the levels of the objective.
        picked: Ids of the plans that are picked, the first one first.
        pair: What the curve shows: along the lower axis, along the left one.
        proven: Ids of points of a traced front that are proven; None where none was traced.
    """

    comparison: Comparison
    terms: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    proven: frozenset[str] | None = None
    _points: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _columns: dict[tuple[str, tuple[str, ...]], tuple[Figure, ...]] = field(default_factory=dict)

    # What there is

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Id -> case."""
        return {each.id: each for each in self.comparison.entries}

    @cached_property
    def plans(self) -> tuple[Entry, ...]:
        """The cases that have a plan."""
        return tuple(each for each in self.comparison.entries if each.has_plan)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels at which plans differ; all of them where there is one plan only."""
        count = range(len(self.comparison.objective))
        if len(self.plans) < TWO:
            return tuple(count)
        return tuple(n for n in count if len({each.levels[n].value for each in self.plans}) > 1)

    @cached_property
    def figures(self) -> dict[str, tuple[float, float]]:
        """Terms and other figures that every plan has -> least and most; what differs first."""
        found: dict[str, tuple[float, float]] = {}
        for name in (*map(str, Term), *FIGURES):
            values = [each.figure(name) for each in self.plans]
            known = [value for value in values if value is not None]
            if known and len(known) == len(values):
                found[name] = (min(known), max(known))
        return dict(sorted(found.items(), key=lambda each: each[1][0] == each[1][1]))

    @property
    def shown_pair(self) -> tuple[str, str] | None:
        """The two figures of the curve; None where plans do not differ in two."""
        if self.pair is not None and all(each in self.figures for each in self.pair):
            return self.pair
        return self._telling_pair

    @cached_property
    def _telling_pair(self) -> tuple[str, str] | None:
        """Of the figures that people ask for first, the two between which there is most to choose.

        That is where most plans are beaten by none; without such, the first two that differ.
        """
        differing = [name for name, (least, most) in self.figures.items() if least < most]
        wanted = [str(term) for term in _FIRST_CHOICE if str(term) in differing]
        pairs = list(combinations(wanted, 2)) or list(combinations(differing[:2], 2))
        return max(pairs, key=self._choices, default=None)

    def _choices(self, pair: tuple[str, str]) -> int:
        """At how many places the front over two figures has plans."""
        front = (self.by_id[id] for id in self._front(pair))
        return len({(each.figure(pair[0]), each.figure(pair[1])) for each in front})

    # Who beats whom

    def choose(self, terms: Sequence[str]) -> None:
        """Let plans beat each other over other terms."""
        self.terms = tuple(terms)
        self.__dict__.pop("beaten", None)

    @cached_property
    def beaten(self) -> dict[str, Entry]:
        """Id of a plan -> one that is nowhere worse and somewhere better."""
        if not self.terms:
            return dominated(self.comparison)
        known = [e for e in self.plans if all(e.figure(name) is not None for name in self.terms)]
        found = beaten_by([[e.figure(name) or 0.0 for name in self.terms] for e in known])
        return {e.id: known[by] for e, by in zip(known, found, strict=True) if by is not None}

    def pick(self, id: str) -> None:
        """Pick a plan, or no longer; a third one takes the place of the first."""
        if id in self.picked:
            self.picked = tuple(each for each in self.picked if each != id)
        else:
            self.picked = (*self.picked, id)[-TWO:]

    # Rows

    def columns(self, tr: Translator, *, wide: bool = False) -> list[Column]:
        """Who it is, what is varied, who beats it, the chosen terms, levels, what they mean."""
        axes = self.comparison.axes
        names = max((len(f"◆ [ ] {e.number} {e.name}") for e in self.plans), default=0)
        name = min(names, _NAME) if wide and names > LEAST_WORDS else 0
        return [
            Column(tr("Variant"), name, key=-1),
            *(
                Column(axis, _width([axis, *self._values(axis)]), key=-3 - n)
                for n, axis in enumerate(axes)
            ),
            Column(tr("By"), 5, "right", key=-2),
            *(
                Column(each.head, _width([each.head, *each.cells]), "right", key=n)
                for n, each in enumerate(self.figure_columns(tr))
            ),
        ]

    def _values(self, axis: str) -> Iterator[str]:
        return (each.axes.get(axis, UNKNOWN) for each in self.comparison.entries)

    def figure_columns(self, tr: Translator) -> tuple[Figure, ...]:
        """The columns of figures, from left to right; made once per language and choice."""
        key = (tr.language, self.terms)
        if key not in self._columns:
            self._columns[key] = tuple(self._figures(tr))
        return self._columns[key]

    def _figures(self, tr: Translator) -> list[Figure]:
        objective = self.comparison.objective
        return [
            *(
                Figure(tr("T{n}", n=place), words_of(name), self._each(tr, name))
                for place, name in enumerate(self.terms, start=1)
            ),
            *(
                Figure(
                    tr("L{n}", n=n + 1),
                    level_in_words(objective[n]),
                    tuple(_level(each.levels[n], tr) for each in self.plans),
                )
                for n in self.levels
            ),
            Figure("✗", words_of("critical"), self._each(tr, "critical")),
            Figure("!", words_of("serious"), self._each(tr, "serious")),
            Figure("·", words_of("notice"), self._each(tr, "notice")),
            Figure(tr("Fragile"), words_of("fragile"), self._each(tr, "fragile")),
            Figure(tr("Worst"), words_of("fragility"), self._each(tr, "fragility")),
            Figure(tr("Moves"), words_of(Term.MOVES), self._each(tr, Term.MOVES)),
            Figure(tr("Takeovers"), words_of(Term.CHANGES), self._each(tr, Term.CHANGES)),
        ]

    def _each(self, tr: Translator, name: str) -> tuple[str, ...]:
        return tuple(number(each.figure(name), tr) for each in self.plans)

    def rows(self, tr: Translator) -> Iterator[Row]:
        """Plans that none beats, best by the levels first; those that one beats; the others."""
        free = [each for each in self.plans if each.id not in self.beaten]
        lost = [each for each in self.plans if each.id in self.beaten]
        rest = [each for each in self.comparison.entries if not each.has_plan]
        beaten = tr("· Another one is nowhere worse and somewhere better: {n}", n=len(lost))
        groups = (
            ("free", tr("{sign} No plan beats these: {n}", sign=FRONT, n=len(free)), free),
            ("lost", beaten, lost),
            ("rest", tr("Without a plan: {n}", n=len(rest)), rest),
        )
        columns = zip(*(each.cells for each in self.figure_columns(tr)), strict=True)
        figures = dict(zip((each.id for each in self.plans), columns, strict=True))
        for key, words, some in groups:
            if some:
                yield heading_row(key, words)
                for entry in sorted(some, key=self._order):
                    yield self._row(entry, key, figures.get(entry.id, ()), tr)

    def _order(self, entry: Entry) -> tuple[tuple[float, ...], int]:
        chosen = tuple(entry.figure(name) or 0.0 for name in self.terms)
        return (*chosen, *(level.value for level in entry.levels)), entry.number

    def _row(self, entry: Entry, group: str, figures: Sequence[str], tr: Translator) -> Row:
        values = " ".join(f"{axis} {value}" for axis, value in entry.axes.items())
        search = f"{entry.number} {entry.name} {entry.variant} {values}".casefold()
        return Row(entry.id, lambda: self._cells(entry, figures, tr), search, group=group)

    def _cells(self, entry: Entry, figures: Sequence[str], tr: Translator) -> Sequence[Cell]:
        box = "[x]" if entry.id in self.picked else "[ ]"
        axes = [Cell(entry.axes.get(axis, UNKNOWN)) for axis in self.comparison.axes]
        if not entry.has_plan:
            mark, words = STATUS[entry.status]
            return (Cell(f"{entry.number} {entry.name}: {tr.render(words)}", mark), *axes)
        by = self.beaten.get(entry.id)
        lost = None if by is None else Mark.NOTICE
        sign = "" if lost else f"{FRONT} "
        return (
            Cell(f"{sign}{box} {entry.number} {entry.name}", lost),
            *axes,
            Cell("" if by is None else str(by.number), lost),
            *map(Cell, figures),
        )

    # The curve

    def points(self, here: str | None) -> list[Point]:
        """Every plan at the two figures of the curve."""
        pair = self.shown_pair
        if pair is None:
            return []
        front = self._front(pair)
        return [
            Point(
                each.figure(pair[0]) or 0.0,
                each.figure(pair[1]) or 0.0,
                each.number,
                each.id in front,
                self.proven is None or each.id in self.proven,
                each.id == here,
                each.id in self.picked,
            )
            for each in self.plans
        ]

    def _front(self, pair: tuple[str, str]) -> frozenset[str]:
        if pair not in self._points:
            self._points[pair] = frozenset(each.id for each in front_of(self.comparison, pair))
        return self._points[pair]


def number(value: float | None, tr: Translator) -> str:
    """A figure as people read it."""
    return UNKNOWN if value is None else tr.number(shown_value(Decimal(repr(value))))


def _level(level: LevelFigure, tr: Translator) -> str:
    return number(level.value, tr) + ("" if level.proven else "*")


def _width(words: Sequence[str]) -> int:
    return max(_NARROWEST, min(_WIDEST, max(map(len, words))))
