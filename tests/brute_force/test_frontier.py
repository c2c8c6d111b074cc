"""The trade-off between two terms equals exhaustive enumeration, on random small scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from rollenplanner.batch.reading import StoreReader
from rollenplanner.batch.tasks import Outcome, Task
from rollenplanner.domain.check import check_all
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.likeness import ground_of
from rollenplanner.domain.measure import measure
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Rules, Scenario
from rollenplanner.domain.study import Study, StudyCase
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.planning.frontier import Asked, Traced, Tracing, trace
from rollenplanner.planning.make_plan import versions
from rollenplanner.planning.solve_case import solve_case
from rollenplanner.planning.stored_front import stored_front
from tests.batch.dump import results
from tests.brute_force.enumerate import candidates
from tests.brute_force.strategies import DRAWN_TERMS, scenarios
from tests.support.build import cluster, function, person, role, scenario

Points = set[tuple[int, int]]


class InThisProcess:
    """Solves where it is asked, so that nothing has to be started."""

    def run(
        self, tasks: Iterable[Task], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Task, Outcome]]:
        for task in tasks:
            if stopped():
                return
            yield task, solve_case(task.payload)


def traced(given: Scenario, terms: tuple[Term, Term], store: Path, most: int = 1_000) -> Traced:
    setting = Settings(1, 1, 60.0, deterministic=True)
    case = StudyCase.of("base", "base", "base", {}, given, setting)
    study = Study("s", "s", "en", ground_of(given), (), (case,), fragility=False)

    def tracing(asked: Asked) -> Tracing:
        return Tracing(
            asked, store, lambda _: InThisProcess(), versions(), lambda _: None, lambda: False
        )

    found = trace(study, given, terms, most, tracing)
    assert as_stored(store) == (terms, found.points, found.held, found.complete)
    return found


def as_stored(path: Path) -> tuple[object, ...]:
    """The trade-off in a store, as whoever opens it later reads it."""
    with StoreReader(path) as store:
        known = store.studies()
        fronts = [front for each in known if (front := stored_front(store, each, known))]
    (front,) = fronts
    return front.terms, front.points, front.held, front.complete


def unbeaten(given: Scenario, terms: tuple[Term, Term]) -> Points:
    """Both terms of every plan that no other plan beats, by looking at all of them."""
    found: Points = set()
    for assignment in candidates(given):
        if not any(check_all(given, assignment)):
            values = measure(given, assignment)
            found.add((values[terms[0]], values[terms[1]]))
    return {
        (a, b)
        for a, b in found
        if not any((c, d) != (a, b) and c <= a and d <= b for c, d in found)
    }


def two_who_may_move() -> Scenario:
    """P1 and P2 stand in c; the work, 0.6 + 0.6 fte, is in d and done by who stands there."""
    return scenario(
        [
            role("r", 60, cluster="d", own_cluster=True),
            role("s", 60, cluster="d", own_cluster=True),
        ],
        [person("P1"), person("P2")],
        clusters=[cluster("c"), cluster("d")],
        functions=[function(clusters=("c", "d"), fte=200)],
        placement="free",
        rules=Rules(step=20, max_roles=None),
        objective=({Term.UNCOVERED: 1, Term.MOVES: 1},),
    )


#: Nobody moves: 1.2 fte uncovered. One moves and has 1 fte for 1.2: 0.2. Both move: none.
THREE_POINTS = [(2 * UNIT, 0), (UNIT, UNIT // 5), (0, UNIT + UNIT // 5)]


def test_three_points_of_moves_against_uncovered(tmp_path: Path) -> None:
    terms = (Term.MOVES, Term.UNCOVERED)
    found = traced(two_who_may_move(), terms, tmp_path / "r.db")
    assert [(each.first, each.second) for each in found.points] == THREE_POINTS
    assert found.complete
    assert found.least_second == 0
    turned = traced(two_who_may_move(), (Term.UNCOVERED, Term.MOVES), tmp_path / "t.db")
    assert [(each.second, each.first) for each in reversed(turned.points)] == THREE_POINTS


def test_fewer_points_than_there_are_claim_nothing_about_the_rest(tmp_path: Path) -> None:
    found = traced(two_who_may_move(), (Term.MOVES, Term.UNCOVERED), tmp_path / "r.db", most=2)
    assert [(each.first, each.second) for each in found.points] == [
        THREE_POINTS[0],
        THREE_POINTS[2],
    ]
    assert all(each.proven for each in found.points)
    assert not found.complete


def test_what_counts_more_is_held_at_its_best(tmp_path: Path) -> None:
    """With uncovered above, it stays 0: then both have to move, and the trade-off is one point."""
    given = replace(
        two_who_may_move(), objective=({Term.UNCOVERED: 1}, {Term.MOVES: 1}, {Term.HEADCOUNT: 1})
    )
    found = traced(given, (Term.MOVES, Term.HEADCOUNT), tmp_path / "r.db")
    assert found.held == {Term.UNCOVERED: 0}
    assert [(each.first, each.second) for each in found.points] == [(2 * UNIT, 2 * UNIT)]
    assert found.complete


def test_traced_again_nothing_is_solved(tmp_path: Path) -> None:
    terms, store = (Term.MOVES, Term.UNCOVERED), tmp_path / "r.db"
    first = traced(two_who_may_move(), terms, store)
    known = results(store)
    assert traced(two_who_may_move(), terms, store) == first
    assert results(store) == known


@pytest.mark.parametrize("batch", range(3))
def test_the_frontier_equals_enumeration(
    batch: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @seed(20270601 + batch)
    @settings(
        max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(scenarios(), st.sampled_from(DRAWN_TERMS), st.sampled_from(DRAWN_TERMS))
    def every_drawn_scenario(drawn: Scenario, first: Term, second: Term) -> None:
        if first is second:
            return
        # Nothing counts more than the two terms, so all plans take part.
        given = replace(drawn, objective=({first: 1}, {second: 1}))
        expected = unbeaten(given, (first, second))
        store = tmp_path_factory.mktemp("frontier") / "r.db"
        if not expected:
            with pytest.raises(InputError):
                traced(given, (first, second), store)
            return
        found = traced(given, (first, second), store)
        assert {(each.first, each.second) for each in found.points} == expected
        assert found.complete
        assert all(each.proven for each in found.points)

    every_drawn_scenario()
