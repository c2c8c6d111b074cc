"""What is always in sight: the totals at the top, the screens, and the keys at the bottom."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text as RichText
from textual import events
from textual.widgets import Static

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.text import fte
from rollenplanner.reports.table import UNKNOWN
from rollenplanner.tui.abstract import AbstractWidgetMeta
from rollenplanner.tui.actions import ACTIONS, EVERYWHERE, SCREENS, Action
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.marks import GLYPHS, SEVERITY_MARKS

#: From so many columns on, names of figures are written out and screens stand further apart.
_ROOMY = 110


class Totals(Static):
    """Name of the scenario, what is looked at, and its figures; two lines."""

    DEFAULT_CSS = """
    Totals { height: 2; background: $bar; padding: 0 1; text-wrap: nowrap;
             text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        """Empty until there is something to show."""
        super().__init__(markup=False)
        self._shown: tuple[Desk, str] | None = None

    def on_resize(self) -> None:
        """Fit the same figures into the new width, whatever is open over them."""
        if self._shown is not None:
            self.show(*self._shown)

    def show(self, desk: Desk, status: str) -> None:
        """Show the figures of the desk, and how the search is."""
        self._shown = desk, status
        colours = self.app.theme_variables
        room = self.size.width - 2
        if not desk.ready:
            name = str(desk.path) if desk.path else "rollenplanner"
            self.update(_line(name, status, room, colours["primary"]))
            return
        scenario = desk.scenario
        what = "SOLL" if desk.on_plan else "IST"
        month = str(scenario.horizon.period_start(desk.at))
        if len(desk.periods) > 1:
            month += f" ({desk.at + 1}/{len(desk.periods)})"
        if desk.unsaved:
            status = "  ".join((desk.tr("{n} not saved", n=desk.unsaved), status))
        head = _line(f"{scenario.name}  {what}  {month}", status, room, colours["primary"])
        figures = list(self._figures(desk, short=room + 2 < _ROOMY))
        if _length(figures) > room:
            figures = list(self._figures(desk, short=True))
        line = RichText("  ").join(each.words for each in _fitting(figures, room))
        both = RichText("\n", no_wrap=True, overflow="ellipsis").join([head, line])
        self.update(both)

    def _figures(self, desk: Desk, *, short: bool) -> Iterator[_Figure]:
        """The figures from left to right; what goes first where there is no room for all."""
        tr, totals, colours = desk.tr, desk.totals, self.app.theme_variables
        quiet = Style(color=colours["quiet"])

        def number(hundredths: int | None) -> str:
            return UNKNOWN if hundredths is None else tr.number(fte(hundredths))

        def figure(goes: int, label: str, value: str, style: Style | None = None) -> _Figure:
            words = RichText().append(label + " ", quiet)
            return _Figure(words.append(value, style or Style(bold=True)), goes)

        yield figure(4, tr("Form.") if short else tr("Formation"), number(totals.formation))
        yield figure(3, tr("Occ.") if short else tr("Occupancy"), number(totals.occupied))
        yield figure(1, tr("Ppl") if short else tr("People"), str(totals.people))
        vacant = f"{totals.vacancies} ({number(totals.vacant)})" if totals.vacancies else "0"
        yield figure(2, tr("Vac.") if short else tr("Vacancies"), vacant)
        open_style = Style(color=colours["bad" if totals.critical else "attention"], bold=True)
        done_style = Style(color=colours["good"], bold=True)
        yield figure(
            0,
            tr("Open") if short else tr("Not covered"),
            number(totals.uncovered),
            open_style if totals.uncovered else done_style,
        )
        gaps = RichText()
        for severity in Severity:
            mark = SEVERITY_MARKS[severity]
            colour = colours[{"critical": "bad", "serious": "attention"}.get(severity, "quiet")]
            before = " " if gaps else ""
            gaps.append(
                f"{before}{GLYPHS[mark]}{totals.gaps[severity]}", Style(color=colour, bold=True)
            )
        yield _Figure(gaps, 0)
        yield figure(0, tr("Frag.") if short else tr("Fragility"), self._fragility(desk))

    def _fragility(self, desk: Desk) -> str:
        """Critical fte lost by the worst absence of one person; a sign where it is not of now."""
        if desk.fragility is None:
            return "?"
        worst = max((loss.critical for loss in desk.fragility.people.values()), default=0)
        shown = desk.tr.number(Decimal(worst).scaleb(-2))
        return f"{shown}?" if desk.fragility_stale else shown


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure in words; `goes`: the lowest goes first where there is no room, 0 never."""

    words: RichText
    goes: int


def _length(figures: Sequence[_Figure]) -> int:
    return sum(each.words.cell_len + 2 for each in figures) - 2


def _fitting(figures: Sequence[_Figure], room: int) -> Sequence[_Figure]:
    """As many figures as there is room for; what is open and fragility always stand there."""
    kept = list(figures)
    for each in sorted((each for each in figures if each.goes), key=lambda each: each.goes):
        if _length(kept) <= room:
            break
        kept.remove(each)
    return kept


def _line(left: str, right: str, width: int, colour: str) -> RichText:
    """Words at both ends of a line; the left ones are cut where there is no room for both."""
    line = RichText(no_wrap=True, overflow="ellipsis")
    room = max(10, width - cell_len(right) - 2)
    name = RichText(left, style=Style(bold=True, color=colour))
    name.truncate(room, overflow="ellipsis", pad=True)
    line.append_text(name)
    line.append("  ")
    line.append(right)
    return line


class ClickLine(Static, metaclass=AbstractWidgetMeta):
    """A line of words of which each does something when it is clicked."""

    DEFAULT_CSS = """
    ClickLine { height: 1; background: $bar; padding: 0 1; text-wrap: nowrap;
                text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        """Empty until it is told where we are."""
        super().__init__(markup=False)
        self._line = RichText(no_wrap=True, overflow="ellipsis")
        #: Where each action's words end.
        self._ends: list[tuple[int, str]] = []
        self._shown: tuple[Desk, str] | None = None

    def show(self, desk: Desk, where: str) -> None:
        """Show what fits where we are."""
        self._shown = desk, where
        self._line = RichText(no_wrap=True, overflow="ellipsis")
        self._ends = []
        self.write(desk, where)
        self.update(self._line)

    @abstractmethod
    def write(self, desk: Desk, where: str) -> None:
        """Add the words of the line."""

    def on_resize(self) -> None:
        """Fit the same words into the new width, whatever is open over them."""
        if self._shown is not None:
            self.show(*self._shown)

    def add(self, words: RichText, action: str) -> None:
        """Words that do something."""
        self._line.append_text(words)
        self._ends.append((self._line.cell_len, action))

    async def on_click(self, event: events.Click) -> None:
        """Do what the words under the mouse say."""
        place = event.get_content_offset(self)
        action = next((a for end, a in self._ends if place and place.x < end), None)
        if action is not None:
            await self.app.run_action(action)


class ScreenLine(ClickLine):
    """The screens with their keys; a click goes there."""

    def write(self, desk: Desk, where: str) -> None:
        """Show where we are."""
        colours = self.app.theme_variables
        names = {screen: desk.tr.render(name) for screen, name in SCREENS.items()}
        if sum(cell_len(each) + 3 for each in names.values()) > self.size.width - 2:
            names = {screen: name.split()[0] for screen, name in names.items()}
        for number, (screen, name) in enumerate(names.items(), start=1):
            here = screen == where
            colour = colours["primary" if here else "foreground"]
            style = Style(bold=here, reverse=here, color=colour)
            after = " " if self.size.width >= _ROOMY else ""
            words = RichText(f" {number} {name}{after}", style)
            self.add(words, f"app.screen('{screen}')")


class KeyLine(ClickLine):
    """The keys that work here, with what they do; a click does it."""

    def write(self, desk: Desk, where: str) -> None:
        """Show what works on a screen: help, its own keys, as many others as fit, how to leave."""
        own = [each for each in ACTIONS if each.scope == where and each.shown]
        rest = [each for each in ACTIONS if each.scope == EVERYWHERE and each.shown]
        if where == EVERYWHERE:
            own, rest = [], [each for each in ACTIONS if each.name in _WITHOUT_SCENARIO]
        first, leave = self._words(desk, rest[0]), self._words(desk, rest[-1])
        room = self.size.width - 2 - first.cell_len - leave.cell_len
        self.add(first, _press(rest[0]))
        for each in (*own, *rest[1:-1]):
            words = self._words(desk, each)
            room -= words.cell_len
            if room < 0:
                break
            self.add(words, _press(each))
        self.add(leave, _press(rest[-1]))

    def _words(self, desk: Desk, action: Action) -> RichText:
        colours = self.app.theme_variables
        words = RichText(action.key_word, Style(bold=True, color=colours["primary"]))
        words.append(f" {desk.tr.render(action.label)}  ", Style(color=colours["foreground"]))
        return words


#: What can be done while nothing is open.
_WITHOUT_SCENARIO = frozenset({"help", "open", "reread", "language", "theme", "quit"})


def _press(action: Action) -> str:
    return f"app.press({action.keys[0]!r})"
