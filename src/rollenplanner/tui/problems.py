"""A scenario that cannot be used: every error with its place, as blocks to read."""

from __future__ import annotations

from collections.abc import Iterable

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.tui.desk import Opened


def problem_blocks(opened: Opened) -> Iterable[Block]:
    """What is wrong, and how to go on."""
    count = text_n("{n} error", "{n} errors", len(opened.problems))
    title = text("{file} cannot be used: {count}", file=str(opened.path), count=count)
    yield Lines(title, tuple(Item(_placed(each), Mark.BAD) for each in opened.problems))
    if opened.notes:
        notes = tuple(Item(_placed(each), Mark.NOTICE) for each in opened.notes)
        yield Lines(text("Notes"), notes)
    yield Lines(
        None,
        (Item(text("Correct the file and save it: it is read again by itself, or with r.")),),
    )


def _placed(problem: Problem) -> Text:
    place = ":".join(
        str(part) for part in (problem.file, problem.line, problem.column) if part is not None
    )
    parts = [part for part in (place, problem.path) if part]
    return text("{place}: {message}", place=": ".join(parts), message=problem.message)
