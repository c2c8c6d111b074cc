"""The worst absence of many people at once, with a proof that none costs more critical work.

A cover says how much everybody could take over of every critical role, all at the same time and
within their time. Under one cover any absence costs at least as much as it really does. So the
costliest absence under a few covers is a bound on all; its best redeployment is found exactly, and
makes a cover that says the truth about it. This goes on until the bound is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rollenplanner.domain.standing_in import Board, Seat
from rollenplanner.domain.stressed import Absence
from rollenplanner.stress.searches import Changes
from rollenplanner.stress.trials import Trials

Cover = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Worst:
    """The worst absences found, and what none of the others exceeds.

    Attributes:
        found: Worst first; each is proven to be the worst but those before it.
        bound: Hundredths of critical work that no absence exceeds.
        proven: Whether the first is proven to be the worst.
    """

    found: tuple[Absence, ...]
    bound: int
    proven: bool


class Hunt:
    """Looks for absences of several people that cost most critical work."""

    def __init__(
        self,
        trials: Trials,
        people: Sequence[str],
        size: int,
        among: Sequence[Collection[str]],
        listen: Callable[[int, Absence | None, int], None],
    ) -> None:
        """Prepare.

        Args:
            trials: Tries absences.
            people: Who can be absent.
            size: How many are absent together.
            among: Of each of these somebody is absent.
            listen: Hears how many absences were tried, the worst of them, and the bound.
        """
        self._trials = trials
        self._people = people
        self._size = size
        self._among = among
        self._listen = listen
        self._covers: dict[int, list[Cover]] = {
            board.period: [cover_of(board, {})] for board in trials.boards
        }
        self._tried: dict[frozenset[str], Absence] = {}
        self._limits = [_all_critical(board) for board in trials.boards]
        self._bound: int | None = None

    def worst(self, most: int) -> Worst:
        """The worst absences, at most so many, of those that cost critical work at all."""
        found: list[Absence] = []
        bound: int | None = None
        while len(found) < most:
            listed = {frozenset(absence.people) for absence in found}
            limit, done = self._next(listed)
            bound = limit if bound is None else bound
            self._bound = bound
            best = self._best(listed)
            if best is None or not best.loss.critical:
                return Worst(tuple(found), bound, done or bool(found))
            if done or not found:
                found.append(best)
            if not done:
                return Worst(tuple(found), bound, len(found) > 1)
        return Worst(tuple(found), bound or 0, True)

    def _best(self, listed: Collection[frozenset[str]]) -> Absence | None:
        rest = [absence for people, absence in self._tried.items() if people not in listed]
        return max(rest, key=lambda each: each.loss, default=None)

    def _next(self, listed: Collection[frozenset[str]]) -> tuple[int, bool]:
        """Try absences until none can cost more than the best that is tried and not yet listed.

        Returns:
            What none of them exceeds, and whether the best one costs that much.
        """
        boards = self._trials.boards
        limits = [_all_critical(board) for board in boards]
        for place, board in enumerate(boards):
            limits[place], done = self._in_period(board, listed)
            if not done:
                return max(limits), False
        return max(limits), True

    def _in_period(self, board: Board, listed: Collection[frozenset[str]]) -> tuple[int, bool]:
        limit = _all_critical(board)
        while True:
            best = self._best(listed)
            floor = best.loss.critical if best else 0
            # What was tried is known exactly, so the covers are asked about all the others.
            answer = self._trials.searches.costliest(
                board,
                self._people,
                self._size,
                self._covers[board.period],
                self._among,
                tuple(self._tried),
            )
            if answer is None:
                return limit, False
            absent, limit = answer[0], max(answer[1], floor)
            self._tell(board, limit)
            if limit <= floor:
                return floor, True
            if not self._learn(board, absent):
                return limit, False

    def _tell(self, board: Board, limit: int) -> None:
        """The worst of all that was tried, and what no absence in any period exceeds."""
        self._limits[self._trials.boards.index(board)] = limit
        bound = max(self._limits) if self._bound is None else self._bound
        self._listen(len(self._tried), self._best(()), bound)

    def _learn(self, board: Board, absent: frozenset[str]) -> bool:
        """Try an absence and keep the cover of its best redeployment; False if stopped."""
        absence = self._trials.worst(absent)
        found = self._trials.in_period(board, absent)
        if absence is None or found is None:
            return False
        self._tried[absent] = absence
        self._covers[board.period].append(cover_of(board, found.redeployment.changes))
        return True


def _all_critical(board: Board) -> int:
    return sum(work.before for work in board.works.values() if work.critical)


def cover_of(board: Board, changes: Changes) -> Cover:
    """What a redeployment takes over of critical roles, and what the same people could beside it.

    Everybody puts down all that is not critical: a cover asks after critical work only. What the
    redeployment leaves of their time goes to other roles, the least covered first.
    """
    cover: Cover = {}
    room = {person: _room(board, person) for person in board.seats}
    for role, people in changes.items():
        if role in board.works and board.works[role].critical:
            for person, share in people.items():
                seat = board.seats[person][role]
                _reserve(board, cover, room, seat, share - seat.before)
    critical = [work.role for work in board.works.values() if work.critical]
    for role in sorted(critical, key=lambda each: sum(cover.get(each, {}).values())):
        for seat in board.at[role]:
            if seat.may_take:
                _reserve(board, cover, room, seat, board.works[role].before - seat.before)
    return cover


def _room(board: Board, person: str) -> int:
    """Ten-thousandths that someone has with everything put down that may be."""
    seats = board.seats[person].values()
    dropped = sum(seat.effort * seat.before for seat in seats if seat.may_drop)
    return board.most[person] - board.load[person] + dropped


def _reserve(board: Board, cover: Cover, room: dict[str, int], seat: Seat, wanted: int) -> None:
    """Let someone take as much of a role as is wanted and fits, all in all.

    A backup who takes it spends no overlap on it any more. Only the role itself may count on that:
    another absence may ask this person for the other roles alone.
    """
    people = cover.setdefault(seat.role, {})
    before = people.get(seat.person, 0)
    relief = 100 * seat.relief
    free = room[seat.person] + max(0, seat.effort * before - relief)
    steps = max(0, free + relief) // (seat.effort * board.step) if free >= 0 else 0
    amount = max(before, min(wanted, steps * board.step))
    people[seat.person] = amount
    room[seat.person] = free - max(0, seat.effort * amount - relief)
