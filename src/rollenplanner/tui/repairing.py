"""Repairs of an explanation, each with the changes of the sitting that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.text import Text
from rollenplanner.planning.editing.repairing import repairing_edits

if TYPE_CHECKING:
    from rollenplanner.planning.editing import Sitting
    from rollenplanner.planning.explain.explain import Explanation


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repair in words, and the changes that make it."""

    words: tuple[Text, ...]
    edits: tuple[Edit, ...]


def repairs_of(found: Explanation, sitting: Sitting) -> tuple[Repaired, ...]:
    """Every repair that an explanation names, as changes of a sitting, the cheapest first."""
    now = sitting.state.edited
    return tuple(
        Repaired(
            tuple(strength.message for _, strength in repair.parts),
            repairing_edits(now, [strength for _, strength in repair.parts]),
        )
        for repair in found.repairs
    )
