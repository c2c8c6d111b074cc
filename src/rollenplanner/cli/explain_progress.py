"""How far an explanation is: one line that is drawn anew on a terminal, nothing elsewhere."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from rollenplanner.domain.text import Text, text

if TYPE_CHECKING:
    from rich.live import Live
    from rich.text import Text as RichText

    from rollenplanner.cli.output import Output
    from rollenplanner.planning.explain.explain import Step

_STOPPING = text("Stopping with what is shown so far; Ctrl-C again leaves at once.")


class Watcher:
    """Follows an explanation without showing anything but that it stops."""

    def __init__(self, output: Output) -> None:
        """Talk in the language of the command."""
        self._output = output

    def start(self) -> None:
        """Begin."""

    def follow(self, step: Step) -> None:
        """Take one step forward into account."""

    def stopping(self) -> None:
        """Tell it past all buffers: the handler may have interrupted a write to them."""
        line = self._output.tr.render(_STOPPING)
        os.write(sys.stderr.fileno(), f"{line}\n".encode())

    def stop(self) -> None:
        """End."""


class LiveWatcher(Watcher):
    """A line on the terminal that disappears at the end."""

    def __init__(self, output: Output) -> None:
        """Draw on stderr."""
        super().__init__(output)
        self._step: Step | None = None
        self._began = time.monotonic()
        self._live: Live | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin to draw, four times a second."""
        from rich.live import Live

        self._live = Live(
            console=self._output.console(stderr=True),
            get_renderable=self._line,
            transient=True,
            refresh_per_second=4,
        )
        self._live.start()

    def follow(self, step: Step) -> None:
        """The next drawing shows it."""
        self._step = step

    def stopping(self) -> None:
        """The next drawing tells it."""
        self._stopping = True

    def stop(self) -> None:
        """Clear the line."""
        if self._live is not None:
            self._live.stop()

    def _line(self) -> RichText:
        from rich.text import Text as RichText

        line = self._output.tr.render(_STOPPING if self._stopping else self._words())
        return RichText(line, no_wrap=True, overflow="ellipsis")

    def _words(self) -> Text:
        seconds, step = int(time.monotonic() - self._began), self._step
        if step is None:
            return text("Is there a plan? {seconds} s; Ctrl-C stops.", seconds=seconds)
        if not step.clashes:
            return text(
                "Looking for what clashes: {solved} cases solved, {seconds} s; Ctrl-C stops.",
                solved=step.solved,
                seconds=seconds,
            )
        return text(
            "Looking for changes: {repairs} found, {solved} cases solved, {seconds} s; Ctrl-C "
            "stops with these.",
            repairs=step.repairs,
            solved=step.solved,
            seconds=seconds,
        )


def watcher_for(output: Output) -> Watcher:
    """A line where stderr is a terminal, else silence."""
    return LiveWatcher(output) if sys.stderr.isatty() else Watcher(output)
