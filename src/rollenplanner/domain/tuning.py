"""Settings of the search that were chosen by measuring, and may be overridden.

What each was chosen by stands in benchmarks/README.md; docs/settings.md tells users what they do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from rollenplanner.domain.text import Text, text


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a search over several periods, or by stages, goes about it.

    Attributes:
        candidates: People per role in a working model, beside those who carry it already.
        round_part: Part of the time that is left which one working model gets.
        level_part: Part of that which a level gets at the least, however many follow: the first
            open one is far from its best for minutes, and what it gains undoes what lower ones had.
        roles_part: How often a neighbourhood is one of roles rather than of people.
        window: Periods that a neighbourhood of people has at most, unless it has all of them.
        variables: In a neighbourhood at first; it adapts.
        effort: Units of deterministic time for one neighbourhood.
        slice_part: Part of the time for bounds of single periods while others polish.
        whole_part: The same for the relaxation of all periods.
        last_part: Part of the time that is kept for bounds at the end.
        whole_size: Roles times active periods above which a search goes part by part, if placement
            is fixed.
        part_size: The same in a part.
        part_visit: What a visit to a part takes at most, on the clock of the search.
        part_level: Part of what is left of it that a level gets at the least.
    """

    candidates: int = 4
    round_part: float = 0.5
    level_part: float = 0.7
    roles_part: float = 0.5
    window: int = 3
    variables: int = 1_500
    effort: float = 0.1
    slice_part: float = 0.1
    whole_part: float = 0.3
    last_part: float = 0.1
    whole_size: int = 600
    part_size: int = 250
    part_visit: float = 20.0
    part_level: float = 0.4

    def changed(self) -> dict[str, float]:
        """Names and values of what is not as measured."""
        return {
            each.name: getattr(self, each.name)
            for each in dataclasses.fields(self)
            if getattr(self, each.name) != each.default
        }


#: What was measured.
MEASURED = Tuning()


class Range(NamedTuple):
    """The values that a setting may have."""

    least: float
    most: float
    whole: bool = False


RANGES = {
    "candidates": Range(1, 100, whole=True),
    "round_part": Range(0.05, 1),
    "level_part": Range(0, 1),
    "roles_part": Range(0, 1),
    "window": Range(1, 600, whole=True),
    "variables": Range(50, 1_000_000, whole=True),
    "effort": Range(0.005, 100),
    "slice_part": Range(0, 1),
    "whole_part": Range(0, 1),
    "last_part": Range(0, 0.9),
    "whole_size": Range(0, 10_000_000, whole=True),
    "part_size": Range(1, 10_000_000, whole=True),
    "part_visit": Range(0.1, 3_600),
    "part_level": Range(0, 1),
}


class WrongSetting(Exception):
    """A setting that does not exist, or a value that it cannot have."""

    def __init__(self, message: Text) -> None:
        """Keep the sentence for the user."""
        super().__init__(message)
        self.message = message


def tuned(stated: Iterable[tuple[str, float]]) -> Tuning:
    """The measured settings but for those stated; a later one of the same name counts.

    Raises:
        WrongSetting: A name is unknown, or a value is out of its range.
    """
    values: dict[str, Any] = {}
    for name, value in stated:
        known = RANGES.get(name)
        if known is None:
            names = ", ".join(RANGES)
            raise WrongSetting(
                text(
                    "{name} is no setting of the search; there are: {names}", name=name, names=names
                )
            )
        if not known.least <= value <= known.most or (known.whole and value != int(value)):
            raise WrongSetting(_out_of_range(name, known))
        values[name] = int(value) if known.whole else value
    return dataclasses.replace(MEASURED, **values)


def _out_of_range(name: str, known: Range) -> Text:
    least, most = f"{known.least:g}", f"{known.most:g}"
    if known.whole:
        return text(
            "{name} takes a whole number from {least} to {most}", name=name, least=least, most=most
        )
    return text("{name} takes a number from {least} to {most}", name=name, least=least, most=most)
