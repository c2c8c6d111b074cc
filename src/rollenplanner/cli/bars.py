"""A bar on the terminal for work whose end is known; it goes away when the work is done."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Text

#: Shows what is being done, of how many steps (None: unknown), and how many are done.
Move = Callable[[Text, float | None, float], None]


@contextlib.contextmanager
def terminal_bar(output: Output) -> Iterator[Move]:
    """A bar on stderr, which has to be a terminal."""
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        console=output.console(stderr=True),
        transient=True,
        expand=True,
    ) as bar:
        task = bar.add_task("", total=None)

        def move(what: Text, total: float | None, done: float) -> None:
            bar.update(task, description=output.tr.render(what), total=total, completed=done)

        yield move
