"""One condition of a scenario, that can be dropped."""

from __future__ import annotations

from dataclasses import dataclass

from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.scenario import Source
from rollenplanner.domain.text import Text


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a scenario asks of every plan.

    Attributes:
        id: Its path in the scenario, as `pins.1` or `roles.control.fte`.
        message: What it asks, in words.
        drop: Makes it ask nothing.
        roles: Roles and posts that it is about; empty if it is about none in particular.
    """

    id: str
    message: Text
    source: Source | None
    drop: Edit
    roles: tuple[str, ...] = ()
