"""What is always in sight: the totals at the top, the screens, and the keys at the bottom."""

from __future__ import annotations

from decimal import Decimal

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text as RichText
from textual import events
from textual.widgets import Static

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.text import fte
from rollenplanner.reports.table import UNKNOWN
from rollenplanner.tui.actions import ACTIONS, EVERYWHERE, SCREENS, Action
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.marks import GLYPHS, SEVERITY_MARKS

#: From so many columns on, names of figures are written out and screens stand further apart.
_ROOMY = 110


class Totals(Static):
    """Name of the scenario, what is looked at, and its figures; two lines."""

    DEFAULT_CSS = """
    Totals { height: 2; background: $bar; padding: 0 1; }
    """

    def __init__(self) -> None:
        """Empty until there is something to show."""
        super().__init__(markup=False)

    def show(self, desk: Desk, status: str) -> None:
        """Show the figures of the desk, and how the search is."""
        colours = self.app.theme_variables
        if not desk.ready:
            name = str(desk.path) if desk.path else "rollenplanner"
            self.update(_line(name, status, self.size.width - 2, colours["primary"]))
            return
        scenario = desk.scenario
        what = "SOLL" if desk.on_plan else "IST"
        month = str(scenario.horizon.period_start(desk.at))
        if len(desk.periods) > 1:
            month += f" ({desk.at + 1}/{len(desk.periods)})"
        head = _line(
            f"{scenario.name}  {what}  {month}{_unsaved(desk)}",
            status,
            self.size.width - 2,
            colours["primary"],
        )
        self.update(RichText("\n").join([head, self._figures(desk)]))

    def _figures(self, desk: Desk) -> RichText:
        tr, totals, colours = desk.tr, desk.totals, self.app.theme_variables
        short = self.size.width < _ROOMY
        quiet = Style(color=colours["quiet"])

        def number(hundredths: int | None) -> str:
            return UNKNOWN if hundredths is None else tr.number(fte(hundredths))

        line = RichText(no_wrap=True, overflow="ellipsis")

        def add(label: str, value: str, style: Style | None = None) -> None:
            if line:
                line.append("  ")
            line.append(label + " ", quiet)
            line.append(value, style or Style(bold=True))

        add(tr("Form.") if short else tr("Formation"), number(totals.formation))
        add(tr("Occ.") if short else tr("Occupancy"), number(totals.occupied))
        add(tr("Ppl") if short else tr("People"), str(totals.people))
        vacant = f"{totals.vacancies} ({number(totals.vacant)})" if totals.vacancies else "0"
        add(tr("Vac.") if short else tr("Vacancies"), vacant)
        open_style = Style(color=colours["bad" if totals.critical else "attention"], bold=True)
        done_style = Style(color=colours["good"], bold=True)
        add(
            tr("Open") if short else tr("Not covered"),
            number(totals.uncovered),
            open_style if totals.uncovered else done_style,
        )
        line.append("  ")
        for severity in Severity:
            mark = SEVERITY_MARKS[severity]
            colour = colours[{"critical": "bad", "serious": "attention"}.get(severity, "quiet")]
            line.append(f"{GLYPHS[mark]}{totals.gaps[severity]} ", Style(color=colour, bold=True))
        add(tr("Frag.") if short else tr("Fragility"), self._fragility(desk))
        return line

    def _fragility(self, desk: Desk) -> str:
        """Critical fte lost by the worst absence of one person; a sign where it is not of now."""
        if desk.fragility is None:
            return "?"
        worst = max((loss.critical for loss in desk.fragility.people.values()), default=0)
        shown = desk.tr.number(Decimal(worst).scaleb(-2))
        return f"{shown}?" if desk.fragility_stale else shown


def _unsaved(desk: Desk) -> str:
    """How many changes are in no file."""
    sitting = desk.sitting
    if sitting is None or not sitting.dirty:
        return ""
    return "  " + desk.tr("{n} not saved", n=len(sitting.edits))


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


class ClickLine(Static):
    """A line of words of which each does something when it is clicked."""

    DEFAULT_CSS = """
    ClickLine { height: 1; background: $bar; padding: 0 1; }
    """

    def __init__(self) -> None:
        """Empty until it is told where we are."""
        super().__init__(markup=False)
        self._line = RichText(no_wrap=True, overflow="ellipsis")
        #: Where each action's words end.
        self._ends: list[tuple[int, str]] = []

    def begin(self) -> None:
        """A new line."""
        self._line = RichText(no_wrap=True, overflow="ellipsis")
        self._ends = []

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

    def show(self, desk: Desk, current: str) -> None:
        """Show where we are."""
        colours = self.app.theme_variables
        self.begin()
        for number, (screen, name) in enumerate(SCREENS.items(), start=1):
            here = screen == current
            colour = colours["primary" if here else "foreground"]
            style = Style(bold=here, reverse=here, color=colour)
            after = " " if self.size.width >= _ROOMY else ""
            words = RichText(f" {number} {desk.tr.render(name)}{after}", style)
            self.add(words, f"app.screen('{screen}')")
        self.update(self._line)


class KeyLine(ClickLine):
    """The keys that work here, with what they do; a click does it."""

    def show(self, desk: Desk, scope: str) -> None:
        """Show what works on a screen: help, its own keys, as many others as fit, how to leave."""
        own = [each for each in ACTIONS if each.scope == scope and each.shown]
        rest = [each for each in ACTIONS if each.scope == EVERYWHERE and each.shown]
        if scope == EVERYWHERE:
            own, rest = [], [each for each in ACTIONS if each.name in _WITHOUT_SCENARIO]
        first, leave = self._words(desk, rest[0]), self._words(desk, rest[-1])
        room = self.size.width - 2 - first.cell_len - leave.cell_len
        self.begin()
        self.add(first, _press(rest[0]))
        for each in (*own, *rest[1:-1]):
            words = self._words(desk, each)
            room -= words.cell_len
            if room < 0:
                break
            self.add(words, _press(each))
        self.add(leave, _press(rest[-1]))
        self.update(self._line)

    def _words(self, desk: Desk, action: Action) -> RichText:
        colours = self.app.theme_variables
        words = RichText(action.key_word, Style(bold=True, color=colours["primary"]))
        words.append(f" {desk.tr.render(action.label)}  ", Style(color=colours["foreground"]))
        return words


#: What can be done while nothing is open.
_WITHOUT_SCENARIO = frozenset({"help", "open", "reread", "language", "theme", "quit"})


def _press(action: Action) -> str:
    return f"app.press({action.keys[0]!r})"
