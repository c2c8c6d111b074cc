"""What every edit of a scenario can do and tell."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rollenplanner.domain.editing.operations import Operation, Value
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text


@dataclass(frozen=True, slots=True)
class Edit(ABC):
    """One change to a scenario that somebody makes, as a value; fte are hundredths.

    Edits are undone by replay: the scenario of a sitting is its file with the edits in force.
    """

    kind: ClassVar[str]
    """Stable name of the sort of edit, for files."""

    @property
    @abstractmethod
    def path(self) -> str:
        """Where in the scenario it changes something, as in messages: `staff.P07.fte`."""

    @property
    @abstractmethod
    def sentence(self) -> Text:
        """What it changes, for people; with ids, never with the name of a person."""

    def refusal(self, scenario: Scenario) -> Text | None:
        """Why it makes no sense for a scenario, beyond what the reader of files finds."""
        del scenario
        return None

    @abstractmethod
    def operations(self) -> Iterator[Operation]:
        """What it does to the content of the file, in order."""


def spanned(start: Month | None, end: Month | None) -> dict[str, Value]:
    """The keys of a stretch of time, as a file has them."""
    found: dict[str, Value] = {}
    if start is not None:
        found["from"] = str(start)
    if end is not None:
        found["until"] = str(end)
    return found


def when(span: Span) -> Text:
    """A stretch of time as part of a sentence."""
    start, end = str(span.start), str(span.end)
    if span.start is None:
        return text("always") if span.end is None else text("until {end}", end=end)
    if span.end is None:
        return text("from {start}", start=start)
    return text("from {start} until {end}", start=start, end=end)
