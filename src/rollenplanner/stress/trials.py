"""One absence after another: what it costs in every period, exactly, and judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rollenplanner.domain.case import Case
from rollenplanner.domain.errors import InternalError
from rollenplanner.domain.redeployment import Loss, Redeployment, judge_redeployment, loss_of
from rollenplanner.domain.standing_in import Board, board_of
from rollenplanner.domain.stressed import Absence
from rollenplanner.domain.text import text
from rollenplanner.stress.plain import plainly
from rollenplanner.stress.searches import Changes, Searches

#: Period, people and what is left of every role: two absences with the same part differ in nothing
#: that matters in it.
_Part = tuple[int, frozenset[str], frozenset[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Found:
    """What an absence costs in one period, and the best redeployment."""

    loss: Loss
    redeployment: Redeployment


class Trials:
    """Tries absences on a plan; what was found once is kept."""

    def __init__(self, case: Case, searches: Searches) -> None:
        """Lay out the board of every period."""
        self.case = case
        self.boards: tuple[Board, ...] = tuple(
            board_of(case, period) for period in case.scenario.periods
        )
        self.searches = searches
        self._parts: dict[_Part, Changes] = {}
        self._found: dict[tuple[int, frozenset[str]], Found] = {}

    def worst(self, people: Iterable[str]) -> Absence | None:
        """What an absence costs in its worst period, the first of several; None if stopped."""
        absent = frozenset(people)
        worst: Found | None = None
        for board in self.boards:
            found = self.in_period(board, absent)
            if found is None:
                return None
            if worst is None or found.loss > worst.loss:
                worst = found
        assert worst is not None
        whole = Redeployment(worst.redeployment.period, absent, worst.redeployment.changes)
        return Absence(tuple(sorted(absent)), worst.loss, whole)

    def in_period(self, board: Board, people: frozenset[str]) -> Found | None:
        """What an absence costs in a period; None if it was stopped."""
        # Who neither holds nor backs up anything changes nothing.
        absent = frozenset(person for person in people if person in board.seats)
        key = (board.period, absent)
        if key not in self._found:
            if self.searches.stopped():
                return None
            changes = self._best(board, absent)
            if changes is None:
                return None
            self._found[key] = self._judged(board, absent, changes)
        return self._found[key]

    def critical(self, board: Board, people: frozenset[str]) -> int | None:
        """Hundredths of critical work that an absence costs in a period; None if it was stopped.

        Parts in which no critical work falls away are left as they are, which loses none.
        """
        absent = frozenset(person for person in people if person in board.seats)
        if self.searches.stopped():
            return None
        changes = self._best(board, absent, only_critical=True)
        return None if changes is None else self._judged(board, absent, changes).loss.critical

    def _best(
        self, board: Board, absent: frozenset[str], *, only_critical: bool = False
    ) -> Changes | None:
        """The best redeployment, part by part; many absences have parts in common."""
        gone = board.gone(absent)
        whole: dict[str, Mapping[str, int]] = {}
        for part in board.parts(absent):
            if only_critical and not any(
                board.works[role].critical for role in gone if role in part.roles
            ):
                continue
            left = frozenset((role, board.left(role, absent)) for role in part.roles)
            key = (board.period, part.people, left)
            if key not in self._parts:
                changes = plainly(board, absent, part, gone)
                if changes is None:
                    changes = self.searches.redeploy(board, absent, part)
                if changes is None:
                    return None
                self._parts[key] = changes
            whole.update(self._parts[key])
        return whole

    def _judged(self, board: Board, absent: frozenset[str], changes: Changes) -> Found:
        """Let the judge see a redeployment and measure it.

        Raises:
            InternalError: It breaks a clause of what a stress test means.
        """
        redeployment = Redeployment(board.period, absent, changes)
        wrong = tuple(judge_redeployment(self.case, redeployment))
        if wrong:
            raise InternalError(
                text("the judge refuses a redeployment. {messages}", messages=wrong[:3])
            )
        return Found(loss_of(self.case, redeployment), redeployment)
