"""Which people together cost most critical work: the outer half of a stress test with many absent.

A cover is what everybody could stand in for at once: hundredths per role and person, within their
time. It can be applied to any absence, so no absence costs more than what the cover leaves undone;
the largest absence under a set of covers is therefore a bound on all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ortools.sat.python import cp_model

from rollenplanner.domain.standing_in import Board
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import small_solver
from rollenplanner.solver.runner import Listener, run

#: Role -> person -> hundredths that this person can take over, all at the same time.
Cover = Mapping[str, Mapping[str, int]]


def costliest_absence(
    board: Board,
    people: Sequence[str],
    size: int,
    covers: Sequence[Cover],
    among: Sequence[Collection[str]],
    known: Collection[frozenset[str]],
    stop: StopFlag,
) -> tuple[frozenset[str], int] | None:
    """The absence that costs most critical work if nothing but these covers existed.

    Args:
        board: The period.
        people: Who can be absent.
        size: How many are absent together.
        covers: At least one.
        among: Of each of these, at least one person is absent.
        known: Absences that are left out.
        stop: Ends it early.

    Returns:
        The absence, and the hundredths that it costs under the covers, which no other absence
        exceeds; None if it was stopped, and if there is no such absence (then the size is 0).
    """
    model = cp_model.CpModel()
    away = {person: model.new_bool_var(f"away[{person}]") for person in people}
    model.add(cp_model.LinearExpr.sum(list(away.values())) == size)
    for some in among:
        model.add_bool_or([away[person] for person in some if person in away])
    for absent in known:
        model.add_bool_or([~away[person] for person in absent])
    critical = [work.role for work in board.works.values() if work.critical]
    most = sum(board.works[role].before for role in critical)
    cost = model.new_int_var(0, most, "cost")
    for number, cover in enumerate(covers):
        undone = [_undone(model, board, role, cover, away, number) for role in critical]
        model.add(cost <= cp_model.LinearExpr.sum(undone))
    model.maximize(cost)
    ears = Listener(lambda _: False, lambda _: None, lambda: False)
    answer = run(model, small_solver(), ears, stop)
    if answer.status == cp_model.INFEASIBLE:
        return frozenset(), 0
    if answer.status != cp_model.OPTIMAL or answer.values is None:
        return None
    values = answer.values
    absent = frozenset(person for person, variable in away.items() if values[variable.index])
    return absent, values[cost.index]


def _undone(
    model: cp_model.CpModel,
    board: Board,
    role: str,
    cover: Cover,
    away: Mapping[str, cp_model.IntVar],
    number: int,
) -> cp_model.IntVar:
    """Hundredths of a role that nobody does: the absent do nothing, the others take the cover."""
    before = board.works[role].before
    spare = -before
    gone: list[cp_model.LinearExprT] = []
    for seat in board.at[role]:
        amount = seat.before + cover.get(role, {}).get(seat.person, 0)
        spare += amount
        if seat.person in away and amount:
            gone.append(amount * away[seat.person])
    undone = model.new_int_var(0, before, f"undone[{role},{number}]")
    model.add_max_equality(undone, [cp_model.LinearExpr.sum(gone) - spare, 0])
    return undone
