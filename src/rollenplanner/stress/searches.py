"""The exact searches that a stress test needs; planning hands over those of the solver."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rollenplanner.domain.standing_in import Board, Reach

#: Role -> person -> hundredths held now, where that is another share than before.
Changes = Mapping[str, Mapping[str, int]]


class Redeploy(Protocol):
    """Finds what loses least critical work, then least other work, and drops least, in a part."""

    def __call__(self, board: Board, absent: frozenset[str], part: Reach) -> Changes | None:
        """Returns what changes; None if it was stopped."""
        ...


class MostLost(Protocol):
    """Finds the most that a role loses in any redeployment as good as the best."""

    def __call__(
        self, board: Board, absent: frozenset[str], part: Reach, role: str, best: Changes
    ) -> int | None:
        """Returns hundredths; None if it was stopped."""
        ...


class Costliest(Protocol):
    """Finds the absence that costs most critical work under a set of covers."""

    def __call__(
        self,
        board: Board,
        people: Sequence[str],
        size: int,
        covers: Sequence[Changes],
        among: Sequence[Collection[str]],
        known: Collection[frozenset[str]],
    ) -> tuple[frozenset[str], int] | None:
        """Returns the absence and what it costs at most; None if it was stopped."""
        ...


@dataclass(frozen=True, slots=True)
class Searches:
    """What finds exact answers, and whether someone asked to stop."""

    redeploy: Redeploy
    most_lost: MostLost
    costliest: Costliest
    stopped: Callable[[], bool] = lambda: False
