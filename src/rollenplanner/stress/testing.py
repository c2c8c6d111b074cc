"""A stress test from beginning to end: every absence of one person, then the combinations."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from rollenplanner.domain.case import Case
from rollenplanner.domain.redeployment import Loss
from rollenplanner.domain.standing_in import is_critical
from rollenplanner.domain.stressed import Absence, Asked, Counts, Progress, Stressed
from rollenplanner.stress.alone import fragility
from rollenplanner.stress.detail import detail
from rollenplanner.stress.many import Hunt
from rollenplanner.stress.searches import Searches
from rollenplanner.stress.trials import Trials

#: So many combinations are tried one by one, also of more than two people.
EVERY = 2000
#: So many absences are shown in full.
SHOWN = 10


def stress(
    case: Case, asked: Asked, searches: Searches, listen: Callable[[Progress], None]
) -> Stressed:
    """Test what is lost when people are absent.

    Combinations of one or two people are all tried; of more people if there are few combinations,
    else the worst are searched for and proven (`many`).

    Args:
        case: The plan.
        asked: How many are absent, and who has to be among them.
        searches: The exact searches; with `stopped` true, what is known so far comes back.
        listen: Hears how far it is.
    """
    return _Test(case, asked, searches, listen).run()


class _Test:
    def __init__(
        self, case: Case, asked: Asked, searches: Searches, listen: Callable[[Progress], None]
    ) -> None:
        self._asked = asked
        self._listen = listen
        self._trials = Trials(case, searches)
        self._case = case
        self._people = candidates(case, asked)
        self._among = [carriers(case, role) for role in asked.roles]
        self._alone: list[Absence] = []

    def run(self) -> Stressed:
        """First everybody alone, then together."""
        wanted = self._asked.absent
        number = math.comb(
            len(self._people) - len(self._asked.people), wanted - len(self._asked.people)
        )
        every = wanted <= 2 or number <= EVERY
        self._try_alone(number if every and wanted > 1 else 0 if every else None)
        return self._every() if every else self._hunt(number)

    def _try_alone(self, more: int | None) -> None:
        worst = Loss()
        total = None if more is None else len(self._people) + more
        for person in self._people:
            absence = self._trials.worst((person,))
            if absence is None:
                return
            self._alone.append(absence)
            if self._asked.absent == 1:
                worst = max(worst, absence.loss)
            self._listen(Progress(len(self._alone), total, worst))

    def _every(self) -> Stressed:
        """Try every combination; stopped, those that were tried are what is known."""
        chosen = list(self._combinations())
        tried: list[Absence] = []
        worst = Loss()
        before = len(self._people) if self._asked.absent > 1 else 0
        for people in chosen:
            absence = self._trials.worst(people)
            if absence is None:
                break
            tried.append(absence)
            worst = max(worst, absence.loss)
            if self._asked.absent > 1:  # alone, everybody was heard of before
                self._listen(Progress(before + len(tried), before + len(chosen), worst))
        complete = len(tried) == len(chosen)
        bound = worst.critical if complete else None
        return self._tested(len(chosen), counted(tried), tried, bound, complete)

    def _combinations(self) -> Iterator[tuple[str, ...]]:
        fixed = self._asked.people
        others = [person for person in self._people if person not in fixed]
        for rest in combinations(others, self._asked.absent - len(fixed)):
            people = {*fixed, *rest}
            if all(people & some for some in self._among):
                yield tuple(sorted(people))

    def _hunt(self, number: int) -> Stressed:
        among = [*self._among, *({person} for person in self._asked.people)]
        hunt = Hunt(self._trials, self._people, self._asked.absent, among, self._hear)
        worst = hunt.worst(SHOWN)
        counted_all = None if self._among else number
        return self._tested(counted_all, None, worst.found, worst.bound, worst.proven)

    def _hear(self, tried: int, worst: Absence | None, bound: int) -> None:
        self._listen(Progress(tried, None, worst.loss if worst else Loss(), bound))

    def _tested(
        self,
        number: int | None,
        counts: Counts | None,
        tried: Sequence[Absence],
        bound: int | None,
        complete: bool,
    ) -> Stressed:
        losing = [absence for absence in tried if absence.loss > Loss()]
        # Sorting keeps the order of the staff among equals.
        worst = sorted(losing, key=lambda each: each.loss, reverse=True)[:SHOWN]
        return Stressed(
            self._asked,
            number,
            counts,
            tuple(detail(self._case, absence) for absence in worst),
            bound,
            complete,
            len(self._alone),
            len(self._people),
            fragility(self._trials, self._alone),
            *_beside(self._case),
        )


def candidates(case: Case, asked: Asked) -> tuple[str, ...]:
    """Who can be absent: people who serve in some period, and whoever is named."""
    return tuple(
        person.id
        for person in case.scenario.staff.values()
        if person.id in asked.people or (any(person.available) and not person.vacancy)
    )


def carriers(case: Case, role: str) -> set[str]:
    """Who holds or backs a role up in some period."""
    return {cell.person.id for cell in case.cells if cell.role.id == role}


def counted(absences: Sequence[Absence]) -> Counts:
    """How many absences cost critical work, only other work, or nothing."""
    critical = sum(1 for absence in absences if absence.loss.critical)
    nothing = sum(1 for absence in absences if absence.loss == Loss())
    return Counts(critical, len(absences) - critical - nothing, nothing)


def _beside(case: Case) -> tuple[int, int]:
    """Critical work that nobody holds anyway, and that rests on vacancies, at most in a period."""
    critical = [role for role in case.roles.values() if is_critical(role)]
    periods = case.scenario.periods
    nobody = [sum(case.missing(r, t) for r in critical if case.is_active(r, t)) for t in periods]
    vacant = [
        sum(
            cell.share
            for role in critical
            for cell in case.holders.get((role.id, t), ())
            if cell.person.vacancy
        )
        for t in periods
    ]
    return max(nobody), max(vacant)
