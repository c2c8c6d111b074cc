"""Absences that need no search: plain standing in, with a bound that shows nothing is better.

Whoever may take a missing role takes it in the time that is left, and puts nothing down. That is
best if no role could lose less even with everybody who may take it working for it alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rollenplanner.domain.standing_in import Board, Reach, Seat
from rollenplanner.stress.searches import Changes


def plainly(
    board: Board, absent: frozenset[str], part: Reach, gone: Mapping[str, int]
) -> Changes | None:
    """A best redeployment in which nobody puts anything down; None if that is not shown.

    Args:
        board: The period.
        absent: Who is absent.
        part: The part of what this absence can touch.
        gone: Hundredths that fall away per role, of any part.
    """
    gone = {role: missing for role, missing in gone.items() if role in part.roles}
    seats = {role: _takers(board, role, absent) for role in gone}
    taken: dict[str, dict[str, int]] = defaultdict(dict)
    spent: dict[str, int] = defaultdict(int)
    for role in sorted(gone, key=lambda each: (not board.works[each].critical, len(seats[each]))):
        missing = gone[role]
        for seat in seats[role]:
            amount = min(missing, _in_time(board, seat, spent[seat.person]))
            if amount > 0:
                taken[role][seat.person] = seat.before + amount
                spent[seat.person] += seat.effort * amount - 100 * seat.relief
                missing -= amount
        if missing > max(0, gone[role] - sum(_alone(board, seat) for seat in seats[role])):
            return None
    return dict(taken)


def _takers(board: Board, role: str, absent: frozenset[str]) -> list[Seat]:
    """Who may take a role; most time first."""
    takers = [seat for seat in board.at[role] if seat.may_take and seat.person not in absent]
    return sorted(takers, key=lambda s: board.load[s.person] - board.most[s.person])


def _in_time(board: Board, seat: Seat, spent: int) -> int:
    """Hundredths that someone can take beside everything else; none where work has to go first."""
    if seat.puts_down:
        return 0
    room = board.most[seat.person] - board.load[seat.person] - spent + 100 * seat.relief
    return _steps(board, room, seat)


def _alone(board: Board, seat: Seat) -> int:
    """Hundredths that someone could take at most, with everything else put down that may be."""
    room = board.most[seat.person] - board.load[seat.person]
    for other in board.seats[seat.person].values():
        room += 100 * other.relief
        if other.may_drop and other.role != seat.role:
            room += other.effort * other.before
    return _steps(board, room, seat)


def _steps(board: Board, room: int, seat: Seat) -> int:
    """The most hundredths, a multiple of the step, that fit into ten-thousandths of room."""
    return max(0, room // (seat.effort * board.step)) * board.step
