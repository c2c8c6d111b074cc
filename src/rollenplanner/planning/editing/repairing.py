"""The repairs of an explanation as edits of a sitting: every one that is proposed can be made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rollenplanner.domain.clashes.edits import Problem, edited
from rollenplanner.domain.editing.differences import edits_between
from rollenplanner.domain.editing.edit import Edit

if TYPE_CHECKING:
    from rollenplanner.domain.clashes.changes import Strength
    from rollenplanner.files.scenario_editing import EditedScenario


def repairing_edits(now: EditedScenario, strengths: Iterable[Strength]) -> tuple[Edit, ...]:
    """The edits that do to a scenario what the parts of a repair do to it."""
    repaired = edited(Problem(now.scenario), [each.edit for each in strengths]).scenario
    return tuple(edits_between(now.scenario, repaired, now.gone))
