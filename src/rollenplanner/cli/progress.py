"""How far a solve is, told on stderr: a live table on a terminal, else one line per level.

The solver reports better plans and better bounds; a level has ended when the next one reports, and
one that closes at once may never report. Calls may come from another thread.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from rollenplanner.domain.plan import LevelResult
from rollenplanner.domain.terms import ObjectiveLevel, decimal_of
from rollenplanner.domain.text import text
from rollenplanner.reports.words import level_in_words, shown_value, unit_of

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

    from rollenplanner.cli.output import Output
    from rollenplanner.solver.outcome import Progress


class Display(Protocol):
    """Something that follows a solve."""

    def start(self) -> None:
        """Begin."""
        ...

    def follow(self, progress: Progress) -> None:
        """Take one step forward into account."""
        ...

    def stopping(self) -> None:
        """Tell that the first Ctrl-C was heard; runs in a signal handler."""
        ...

    def stop(self, levels: Sequence[LevelResult]) -> None:
        """End; `levels` is what came of each level, empty if there is no plan."""
        ...


_STOPPING = text("Stopping with the best plan so far; Ctrl-C again leaves at once.")


class LineDisplay:
    """One plain line per finished level; another if the search comes back to it and gains."""

    def __init__(self, output: Output, objective: Sequence[ObjectiveLevel]) -> None:
        """Tell about these levels through the output of the command."""
        self._output = output
        self._objective = objective
        self._last: Progress | None = None
        self._told: dict[int, tuple[Decimal | None, Decimal | None]] = {}

    def start(self) -> None:
        """Nothing to show yet."""

    def follow(self, progress: Progress) -> None:
        """Tell about the level before, if this is another one."""
        last = self._last
        if last is not None and progress.level != last.level:
            self._tell(last.level, _decimal(last.value), _decimal(last.bound), last.seconds)
        self._last = progress

    def stopping(self) -> None:
        """Tell it past all buffers: the handler may have interrupted a write to them."""
        line = self._output.tr.render(_STOPPING)
        os.write(sys.stderr.fileno(), f"{line}\n".encode())

    def stop(self, levels: Sequence[LevelResult]) -> None:
        """Tell about the levels of which the last word was not told yet."""
        for number, level in enumerate(levels, start=1):
            self._tell(number, level.value, level.bound)

    def _tell(
        self,
        level: int,
        value: Decimal | None,
        bound: Decimal | None,
        seconds: float | None = None,
    ) -> None:
        if self._told.get(level) == (value, bound):
            return
        self._told[level] = (value, bound)
        weights = self._objective[level - 1]
        shown: dict[str, object] = {
            "level": level,
            "total": len(self._objective),
            "what": level_in_words(weights),
            "value": figure(value),
            "unit": unit_of(weights),
            "bound": figure(bound),
        }
        if seconds is None:
            line = text(
                "level {level} of {total}: {what}: {value} {unit}, at best {bound}", **shown
            )
        else:
            line = text(
                "level {level} of {total}: {what}: {value} {unit}, at best {bound}, after "
                "{seconds} s",
                **shown,
                seconds=Decimal(str(round(seconds, 1))),
            )
        self._output.say(line, hanging="  ")


def figure(value: Decimal | None) -> Decimal | str:
    """A value as people read it; a question mark while unknown."""
    return "?" if value is None else shown_value(value)


def _decimal(units: int | None) -> Decimal | None:
    return None if units is None else decimal_of(units)


class LiveDisplay:
    """A table on the terminal with a line for every level, which fills up while time goes by."""

    def __init__(self, output: Output, objective: Sequence[ObjectiveLevel], *, keep: bool) -> None:
        """Draw on stderr.

        Args:
            output: Language and console.
            objective: The levels.
            keep: Whether the table stays on screen afterwards.
        """
        self._output = output
        self._objective = objective
        self._keep = keep
        #: Value and bound of each level that is known.
        self._known: dict[int, tuple[Decimal | None, Decimal | None]] = {}
        self._busy = 0
        self._began = time.monotonic()
        self._live: Live | None = None
        self._stopping = False

    def stopping(self) -> None:
        """The next drawing tells it."""
        self._stopping = True

    def start(self) -> None:
        """Begin to draw, four times a second."""
        from rich.live import Live

        self._began = time.monotonic()
        self._live = Live(
            console=self._output.console(stderr=True),
            get_renderable=self.table,
            transient=not self._keep,
            refresh_per_second=4,
        )
        self._live.start()

    def follow(self, progress: Progress) -> None:
        """Keep the newest step of each level; the next drawing shows it."""
        self._known[progress.level] = (_decimal(progress.value), _decimal(progress.bound))
        self._busy = progress.level

    def stop(self, levels: Sequence[LevelResult]) -> None:
        """Draw what came of every level, also of those that closed at once, and stop."""
        self._busy = 0
        for number, level in enumerate(levels, start=1):
            self._known[number] = (level.value, level.bound)
        if self._live is not None:
            self._live.stop()

    def table(self) -> Table:
        """A line per level, so that the table keeps its height and nothing on it jumps."""
        from rich.table import Table
        from rich.text import Text as RichText

        tr = self._output.tr
        elapsed = Decimal(int(time.monotonic() - self._began))
        title = tr("Searching for the best plan, {seconds} s; Ctrl-C stops it.", seconds=elapsed)
        if self._stopping:
            title = tr.render(_STOPPING)
        table = Table(
            box=None,
            pad_edge=False,
            expand=True,
            title=RichText(title, no_wrap=True, overflow="ellipsis"),
            title_justify="left",
            title_style="",
        )
        table.add_column(RichText(tr("Level")), justify="right", no_wrap=True)
        table.add_column(RichText(tr("What it counts")), ratio=1, no_wrap=True, overflow="ellipsis")
        for head in (tr("Value"), tr("At best")):
            table.add_column(RichText(head), justify="right", no_wrap=True, min_width=8)
        table.add_column(RichText(tr("Unit")), no_wrap=True)
        known = dict(self._known)
        for number, weights in enumerate(self._objective, start=1):
            cells = [tr.value(figure(each)) for each in known.get(number, ())] or ["", ""]
            table.add_row(
                str(number),
                RichText(tr.render(level_in_words(weights))),
                *map(RichText, cells),
                RichText(tr.render(unit_of(weights))),
                style="bold" if number == self._busy else "",
            )
        return table


def display_for(output: Output, objective: Sequence[ObjectiveLevel]) -> Display:
    """A live table where stderr is a terminal, else lines."""
    if sys.stderr.isatty():
        return LiveDisplay(output, objective, keep=not sys.stdout.isatty())
    return LineDisplay(output, objective)
