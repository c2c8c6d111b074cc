"""Only what single absences cost in critical work: for many plans, where nothing else is asked."""

from __future__ import annotations

from rollenplanner.domain.case import Case
from rollenplanner.domain.standing_in import Board
from rollenplanner.domain.stressed import Asked
from rollenplanner.stress.searches import Searches
from rollenplanner.stress.testing import candidates
from rollenplanner.stress.trials import Trials


def critical_losses(case: Case, searches: Searches) -> dict[str, int] | None:
    """Person -> hundredths of critical work lost when absent alone, in the worst period.

    The same figures as the whole stress test has in `fragility.people`, without roles, clusters
    and what happens in full. Whoever carries no critical work costs none and needs no search.

    Args:
        case: The plan.
        searches: The exact searches.

    Returns:
        Everybody who can be absent; None if it was stopped.
    """
    trials = Trials(case, searches)
    found = {}
    for person in candidates(case, Asked(1)):
        lost = _most(trials, frozenset((person,)))
        if lost is None:
            return None
        found[person] = lost
    return found


def _most(trials: Trials, absent: frozenset[str]) -> int | None:
    """The worst period; one in which less falls away than another one costs is left out."""
    worst = 0
    at_stake = {board.period: _falls_away(board, absent) for board in trials.boards}
    for board in sorted(trials.boards, key=lambda each: -at_stake[each.period]):
        if at_stake[board.period] <= worst:
            break
        lost = trials.critical(board, absent)
        if lost is None:
            return None
        worst = max(worst, lost)
    return worst


def _falls_away(board: Board, absent: frozenset[str]) -> int:
    """Critical work that an absence leaves undone before anybody stands in."""
    gone = board.gone(absent)
    return sum(missing for role, missing in gone.items() if board.works[role].critical)
