"""The best redeployment of those who are there, as an exact optimum (design section 5, "Stress").

One absence in one period is a small model: the work that falls away, whoever may take some of it,
what these may put down for it, whoever may take that, and so on. Shares count in steps.
"""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.standing_in import Board, Reach, Seat
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import small_solver
from rollenplanner.solver.runner import Answer, Listener, run, solved_at_once

#: Role -> person -> hundredths held now, where that is another share than before.
Changes = Mapping[str, Mapping[str, int]]
#: From so many shares on, simplifying the model first pays off.
_LARGE = 400
_Linear = cp_model.LinearExprT


def redeploy(board: Board, absent: frozenset[str], part: Reach, stop: StopFlag) -> Changes | None:
    """The redeployment that loses least critical work, then least other work, and drops least.

    Args:
        board: The period.
        absent: Who is absent.
        part: One of the parts of what this absence can touch.
        stop: Ends it early.

    Returns:
        What changes; None if it was stopped before the optimum was proven.
    """
    model = _Redeploying(board, absent, part)
    model.minimise()
    answer = model.solve(stop)
    return None if answer.values is None else model.changes(answer.values)


def most_lost(
    board: Board,
    absent: frozenset[str],
    part: Reach,
    role: str,
    best: Changes,
    stop: StopFlag,
) -> int | None:
    """The most that a role loses in any redeployment that is as good as the best one.

    Args:
        board: The period.
        absent: Who is absent.
        part: The part in which the role stands.
        role: The role, of which something was held.
        best: A best redeployment of this absence.
        stop: Ends it early.

    Returns:
        Hundredths; None if it was stopped.
    """
    model = _Redeploying(board, absent, part)
    model.as_good_as(best)
    model.model.maximize(model.lost[role])
    answer = model.solve(stop)
    if answer.values is None:
        return None
    return answer.values[model.lost[role].index] * board.step


class _Redeploying:
    """The model of one absence; `lost` are steps per role that it can touch."""

    def __init__(self, board: Board, absent: frozenset[str], part: Reach) -> None:
        self.model = cp_model.CpModel()
        self._board = board
        self._absent = absent
        self._reach = part
        self._share: dict[tuple[str, str], cp_model.IntVar] = {}
        self.lost: dict[str, cp_model.IntVar] = {}
        for person in sorted(self._reach.people):
            self._shares_of(person)
        for role in board.works:
            if role in self._reach.roles:
                self._add_role(role)
        self._dropped = [
            self._drop(seat) for seat in self._seats() if seat.may_drop and seat.before
        ]
        for person in sorted(self._reach.people):
            self._add_load(person)
        for seat in self._seats():
            self._add_segregation(seat)

    def _seats(self) -> list[Seat]:
        """The seats at which something may change."""
        return [self._board.seats[person][role] for role, person in self._share]

    def _shares_of(self, person: str) -> None:
        for seat in self._board.seats[person].values():
            takes = self._takes(seat)
            if not takes and not seat.may_drop:
                continue
            whole = self._board.works[seat.role].before if takes else 0
            least = 0 if seat.may_drop else seat.before
            self._share[seat.role, person] = self.model.new_int_var(
                least // self._board.step,
                max(whole, seat.before) // self._board.step,
                f"share[{seat.role},{person}]",
            )

    def _takes(self, seat: Seat) -> bool:
        touched = seat.role in self._reach.roles and seat.role in self._board.works
        return seat.may_take and touched

    def _add_role(self, role: str) -> None:
        """What a role loses; it is never held for more than before."""
        step = self._board.step
        before = self._board.works[role].before // step
        left = self._board.left(role, self._absent) // step
        changing = [
            (self._share[role, seat.person], seat.before // step)
            for seat in self._board.at[role]
            if (role, seat.person) in self._share
        ]
        fixed = left - sum(share for _, share in changing)
        held = cp_model.LinearExpr.sum([variable for variable, _ in changing]) + fixed
        self.lost[role] = self.model.new_int_var(0, before, f"lost[{role}]")
        self.model.add(self.lost[role] >= before - held)
        self.model.add(held <= max(before, left))

    def _drop(self, seat: Seat) -> _Linear:
        """Steps of a share that are put down."""
        share, before = self._share[seat.role, seat.person], seat.before // self._board.step
        if not self._takes(seat):
            return before - share
        dropped = self.model.new_int_var(0, before, f"dropped[{seat.role},{seat.person}]")
        self.model.add(dropped >= before - share)
        return dropped

    def _add_load(self, person: str) -> None:
        """Who stands in carries at most what the stretch allows; who does not, no more than now."""
        board = self._board
        seats = [s for s in board.seats[person].values() if (s.role, person) in self._share]
        shares = [self._share[seat.role, person] for seat in seats]
        change = cp_model.LinearExpr.weighted_sum(shares, [s.effort * board.step for s in seats])
        change += board.load[person] - sum(seat.effort * seat.before for seat in seats)
        for seat in seats:
            if seat.relief and self._takes(seat):
                change -= 100 * seat.relief * self._stands_in(seat)
        if board.load[person] <= board.most[person]:
            self.model.add(change <= board.most[person])
            return
        active = self.model.new_bool_var(f"active[{person}]")
        self.model.add(change <= board.most[person]).only_enforce_if(active)
        for seat in seats:
            share = self._share[seat.role, person]
            self.model.add(share <= seat.before // board.step).only_enforce_if(~active)

    def _stands_in(self, seat: Seat) -> cp_model.IntVar:
        """Whether a backup holds a share, and so spends no overlap; it may be false if it does."""
        holds = self.model.new_bool_var(f"holds[{seat.role},{seat.person}]")
        self.model.add(self._share[seat.role, seat.person] >= holds)
        return holds

    def _add_segregation(self, seat: Seat) -> None:
        """Who takes more of a role has put down whatever is incompatible with it."""
        if not seat.puts_down or not self._takes(seat):
            return
        takes = self.model.new_bool_var(f"takes[{seat.role},{seat.person}]")
        share = self._share[seat.role, seat.person]
        self.model.add(share <= seat.before // self._board.step).only_enforce_if(~takes)
        for other in seat.puts_down:
            self.model.add(self._share[other, seat.person] == 0).only_enforce_if(takes)

    def _sums(self) -> tuple[_Linear, _Linear, _Linear]:
        """Steps of critical work lost, of other work lost, and dropped."""
        works = self._board.works
        critical = [v for role, v in self.lost.items() if works[role].critical]
        other = [v for role, v in self.lost.items() if not works[role].critical]
        total = cp_model.LinearExpr.sum
        return total(critical), total(other), total(self._dropped)

    def minimise(self) -> None:
        """Critical work first, then other work, then what is dropped, in one weighted sum."""
        critical, other, dropped = self._sums()
        step, works = self._board.step, self._board.works
        least = 1 + sum(seat.before for seat in self._seats() if seat.may_drop) // step
        others = sum(works[role].before for role in self.lost if not works[role].critical) // step
        most = least * (1 + others)
        weighted = [critical * most, other * least, dropped]
        self.model.minimize(cp_model.LinearExpr.sum(weighted))

    def as_good_as(self, best: Changes) -> None:
        """Leave only redeployments that lose and drop as little as this one."""
        critical, other, dropped = self._sums()
        loss, put_down = self._outcome(best)
        self.model.add(critical * self._board.step <= loss.critical)
        self.model.add(other * self._board.step <= loss.other)
        self.model.add(dropped * self._board.step <= put_down)
        # Nothing keeps `lost` down where it is maximised, so it has to be what is not held.
        for role, lost in self.lost.items():
            self._add_exact(role, lost)

    def _add_exact(self, role: str, lost: cp_model.IntVar) -> None:
        board, step = self._board, self._board.step
        before, left = board.works[role].before // step, board.left(role, self._absent) // step
        changing = [s for s in board.at[role] if (role, s.person) in self._share]
        held = cp_model.LinearExpr.sum([self._share[role, s.person] for s in changing])
        fixed = left - sum(seat.before // step for seat in changing)
        self.model.add_max_equality(lost, [before - held - fixed, 0])

    def _outcome(self, changes: Changes) -> tuple[Loss, int]:
        """What a redeployment loses in this part, and the hundredths that it puts down."""
        board, critical, other, dropped = self._board, 0, 0, 0
        for role in self.lost:
            work, people = board.works[role], changes.get(role, {})
            more = [share - board.seats[who][role].before for who, share in people.items()]
            lost = max(0, work.before - board.left(role, self._absent) - sum(more))
            critical += lost if work.critical else 0
            other += 0 if work.critical else lost
        for role in self._reach.roles:
            for who, share in changes.get(role, {}).items():
                dropped += max(0, board.seats[who][role].before - share)
        return Loss(critical, other), dropped

    def solve(self, stop: StopFlag) -> Answer:
        """Run to the proven optimum, or until it is stopped; then there are no values."""
        small = len(self._share) <= _LARGE
        if small and (values := solved_at_once(self.model)) is not None:
            return Answer(cp_model.OPTIMAL, values, None, 0.0)
        ears = Listener(lambda _: False, lambda _: None, lambda: False)
        answer = run(self.model, small_solver(presolve=not small), ears, stop)
        if answer.status == cp_model.OPTIMAL:
            return answer
        if not stop.is_set():
            raise RuntimeError(f"a redeployment ended as {answer.status}")
        return Answer(answer.status, None, None, answer.effort)

    def changes(self, values: list[int]) -> Changes:
        """What differs from before."""
        found: dict[str, dict[str, int]] = {}
        for (role, person), variable in self._share.items():
            share = values[variable.index] * self._board.step
            if share != self._board.seats[person][role].before:
                found.setdefault(role, {})[person] = share
        return found
