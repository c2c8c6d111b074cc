"""The parts of a search by stages: sub-models, candidates, spans, repairs, how it ends."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver import Progress, Status, StopFlag, beginning, search, solve
from rollenplanner.solver.candidates import likely_pairs, with_substitutes
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.matrix import Matrix, entry_of_row
from rollenplanner.solver.model import build_model
from rollenplanner.solver.nearest import Nearest
from rollenplanner.solver.rows import INFINITE, Kind, Row
from rollenplanner.solver.salvage import what_still_goes
from rollenplanner.solver.solution import from_assignment
from rollenplanner.solver.spans import ROLES, Spans
from rollenplanner.solver.state import State
from tests.solver.puzzles import uneven
from tests.solver.solving import COVER
from tests.support.build import NO_RULES, asks, assign, person, pin, role, scenario
from tests.support.hashing import printed

STAYING = ({Term.UNCOVERED: 1}, {Term.JUMPS: 1})
SETTINGS = Settings(seed=1, workers=1, time_limit=20, deterministic=True)


def two_roles(**fields: Any) -> Scenario:
    """Two people, two roles of 0.50, each for one holder, over two half-years."""
    roles = [role(id, 50, share=50, max_holders=1) for id in ("r", "s")]
    return scenario(roles, [person("P1"), person("P2")], count=2, objective=STAYING, **fields)


# Rows as arrays


def test_rows_of_every_kind_as_linear_ones() -> None:
    # at most one of x0, x1: x0 + x1 <= 1
    assert entry_of_row(Row(Kind.AT_MOST_ONE, (0, 1))) == ([0, 1], [1, 1], -INFINITE, 1)
    # x0 or not x1: x0 + (1 - x1) >= 1, so x0 - x1 >= 0
    assert entry_of_row(Row(Kind.AT_LEAST_ONE, (0, -2))) == ([0, 1], [1, -1], 0, INFINITE)


def test_matrix_knows_rows_and_activities() -> None:
    rows = (
        Row(Kind.LINEAR, (0, 2), (3, -1), 0, 5),
        Row(Kind.AT_LEAST_ONE, ()),
        Row(Kind.LINEAR, (1,), (2,), -INFINITE, 4),
    )
    matrix = Matrix.of(map(entry_of_row, rows), 3)
    assert matrix.rows_with(np.array([2])).tolist() == [0]
    assert matrix.rows_of(1).tolist() == [2]
    # 3 x 2 - 4, nothing, 2 x 1
    assert matrix.activities(np.array([2, 1, 4])).tolist() == [2, 0, 2]


def test_what_remains_of_a_row() -> None:
    # 3 x + y + z <= 9 with x free, y fixed at 2, z open between 0 and 4: at best z is 0,
    # so 3 x <= 7.
    matrix = Matrix.of([entry_of_row(Row(Kind.LINEAR, (0, 1, 2), (3, 1, 1), -INFINITE, 9))], 3)
    place = np.array([0, -1, -1])
    ends = (np.zeros(3, dtype=np.int64), np.full(3, 4, dtype=np.int64))
    opened = np.array([False, False, True])
    values = np.array([0, 2, 3])
    assert list(matrix.remains(np.array([0]), place, values, ends, opened)) == [
        ([0], [3], -INFINITE, 7)
    ]
    # x up to 2 asks for nothing: 3 x 2 = 6 <= 7.
    ends[1][0] = 2
    assert not list(matrix.remains(np.array([0]), place, values, ends, opened))


# Sub-models


def test_sub_model_allows_exactly_what_the_whole_allows() -> None:
    case = two_roles()
    model = build_model(case)
    flat = FlatModel(model)
    plan = assign(case, holders={"r": {"P1": 50}, "s": {"P2": 50}})
    values = from_assignment(model, plan)
    assert flat.obeyed(values)
    free = [v.index for cell, v in model.variables.holds.items() if cell.role == "r"]
    cut = flat.cut(free, values)
    # r may change hands and may be left: P1 holds it, P2 holds it, or nobody, in each of two
    # periods; both at once break max_holders. 3 x 3 ways, of 16.
    allowed = 0
    for number in range(1 << len(free)):
        chosen = [number >> place & 1 for place in range(len(free))]
        whole = model.builder.complete(cut.merged(chosen))
        allowed += flat.obeyed(whole)
    assert allowed == 9


def test_a_find_is_carried_over_unless_it_clashes() -> None:
    case = two_roles()
    model = build_model(case)
    flat = FlatModel(model)

    def values(r: str | None, s: str | None) -> list[int]:
        holders = {id: {who: 50} for id, who in (("r", r), ("s", s)) if who}
        return from_assignment(model, assign(case, holders=holders))

    none, r_only, s_only = values(None, None), values("P1", None), values(None, "P2")
    assert flat.carried_over(none, r_only, s_only) == values("P1", "P2")
    # P2 holds r by now: that P1 took it over from nobody cannot be repeated.
    assert flat.carried_over(none, r_only, values("P2", None)) is None


def test_parts_of_a_find_that_still_go_are_kept() -> None:
    case = replace(two_roles(), objective=COVER)
    model = build_model(case)
    flat, state = FlatModel(model), State(model)

    def values(r: str | None, s: str | None) -> list[int]:
        holders = {id: {who: 50} for id, who in (("r", r), ("s", s)) if who}
        return from_assignment(model, assign(case, holders=holders))

    def kept(before: list[int], after: list[int], onto: list[int]) -> list[int] | None:
        return what_still_goes(flat, before, after, onto, no_worse=state.no_worse)

    none, both = values(None, None), values("P1", "P2")
    # All of it goes where nothing stands in its way.
    assert kept(none, both, none) == both
    # P2 holds r by now, which P1 cannot hold beside; that P2 holds s still goes.
    assert kept(none, both, values("P2", None)) == values("P2", "P2")
    # P1 holds s by now; what is left of the find is that nobody holds r any more: no gain.
    assert kept(values("P1", None), values(None, "P2"), values("P1", "P1")) is None


# Candidates and spans


def test_candidates_keep_who_is_named_and_repeat_themselves() -> None:
    staff = [person(f"P{n}") for n in range(9)]
    staff[7] = person("P7", roles={"r": 50})
    staff[8] = person("P8", backups=["r"])
    case = scenario([role("r", 50)], staff, pins=[pin("P6", "role", "r")], count=2)
    plan = assign(case, holders={"r": {"P5": 50}})
    assert likely_pairs(case, 0, plan) == {("r", f"P{n}") for n in (5, 6, 7, 8)}
    assert ("r", "P0") in likely_pairs(case, 1)
    drawn = [likely_pairs(case, 3, None, random.Random(4)) for _ in range(2)]
    assert drawn[0] == drawn[1]


def one_who_may_not_back_up(**fields: Any) -> Scenario:
    """P1 holds r, two steps short of it, and cannot in the second of three half-years.

    Somebody who carried r has to go on with it. P1 can do neither with 0.50 left, since nobody who
    falls short of a role may back it up: so P2 has to be a backup in the first half-year.
    """
    r = role("r", 80, share=80, max_holders=1, asked=asks(economie=2))
    staff = [
        person("P1", roles={"r": 80}, available=(100, 50, 100)),
        person("P2", expertise={"economie": 2}, **fields),
    ]
    rules = replace(NO_RULES, no_double_change=True)
    return scenario([r], staff, count=3, objective=COVER, rules=rules)


def test_substitutes_for_those_who_may_not_back_up() -> None:
    assert with_substitutes(one_who_may_not_back_up(), 1) == frozenset({("r", "P1"), ("r", "P2")})
    # P2 carries it too, and may back it up: nobody is added.
    assert with_substitutes(one_who_may_not_back_up(backups=["r"]), 1) is None


def test_a_first_plan_where_carriers_are_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    case = one_who_may_not_back_up()
    by_parts = replace(SETTINGS, tuning=replace(SETTINGS.tuning, whole_size=0))
    monkeypatch.setattr(search, "MOST_CELLS", -1)
    monkeypatch.setattr(beginning, "FIRST_CANDIDATES", (0,))
    plan = solve(case, by_parts).assignment
    assert plan is not None
    assert not any(check_all(case, plan))
    assert plan.is_backup("r", "P2", 0)
    monkeypatch.setattr(beginning, "with_substitutes", lambda *_: None)
    assert solve(case, by_parts).assignment is None


def test_spans_prefer_what_paid_off() -> None:
    spans, rng = Spans(6), random.Random(1)
    assert spans.choices == [ROLES, 1, 2, 3, 6]
    for span in spans.choices:
        spans.learn(0, span, 10.0 if span == 2 else 0.0, 1.0)
    chosen = [spans.choose(0, rng) for _ in range(400)]
    # Half are roles in any case; of the others three quarters go to what paid off.
    assert chosen.count(2) > chosen.count(1) + chosen.count(3) + chosen.count(6)
    assert Spans(1).choices == [1]


# Repairs


def repaired(case: Scenario, start: Assignment) -> int | None:
    nearest = Nearest(case, start, SETTINGS, EffortClock(20), StopFlag(), lambda _: None)
    nearest.go(20)
    assert nearest.proven or nearest.infeasible
    return nearest.jumps


KEPT = {"r": {"P1": 50}, "s": {"P2": 50}}


@pytest.mark.parametrize(
    ("fields", "jumps"),
    [
        # Nothing changed: nothing has to.
        ({}, 0),
        # P2 has to hold r in both periods and P1, the one holder it may have, not: 2 x 2 cells.
        ({"pins": [pin("P2", "role", "r")]}, 4),
        # P1 may hold r no longer, in both periods: 2 cells; nobody has to take it over.
        ({"forbid": [pin("P1", "role", "r")]}, 2),
    ],
)
def test_repair_changes_as_little_as_it_can(fields: Any, jumps: int) -> None:
    start = assign(two_roles(), holders=KEPT)
    assert repaired(two_roles(**fields), start) == jumps


def test_repair_when_someone_leaves() -> None:
    # P1 serves in the first period only: one cell of r has to go.
    start = assign(two_roles(), holders=KEPT)
    case = two_roles()
    gone = replace(case.staff["P1"], available=(100, 0))
    assert repaired(replace(case, staff={**case.staff, "P1": gone}), start) == 1


def test_repair_of_what_cannot_be() -> None:
    case = two_roles(pins=[pin("P1", "role", "r")], forbid=[pin("P1", "role", "r")])
    assert repaired(case, assign(case, holders=KEPT)) is None


def test_a_search_tells_what_is_forced() -> None:
    # The pin forces P2 into r and P1 out of it, 2 x 2 cells; that bounds the level of jumps too.
    case = two_roles(pins=[pin("P2", "role", "r")])
    outcome = solve(case, SETTINGS, start=assign(case, holders=KEPT), allowed_jumps=0)
    assert outcome.forced == Forced(4, exact=True)
    assert outcome.levels[-1].bound == outcome.levels[-1].value == 4 * UNIT


def test_a_repair_covers_as_much_as_its_holders_can() -> None:
    # P1 leaves after the first period; what P2 could do of the demand of 1.00 before is done still.
    case = scenario(
        roles=[role("r", 100, critical=True)],
        staff=[person("P1", fte=40), person("P2", fte=60)],
        count=2,
        objective=COVER,
    )
    start = assign(case, holders={"r": {"P1": 40, "P2": 60}})
    gone = replace(case.staff["P1"], available=(40, 0))
    after = replace(case, staff={**case.staff, "P1": gone})
    found: list[Assignment] = []
    Nearest(after, start, SETTINGS, EffortClock(20), StopFlag(), found.append).go(20)
    assert found[-1].holders == {"r": {"P1": (40, 0), "P2": (60, 60)}}


@pytest.mark.parametrize(("allowed", "uncovered"), [(0, 200), (2, 100), (None, 0)])
def test_no_more_cells_change_than_allowed(allowed: int | None, uncovered: int) -> None:
    # The earlier plan holds nothing and obeys every rule. Each role that is held for a period is
    # one cell and 0.50 less uncovered, of 2.00 in all.
    case = two_roles()
    start = assign(case)
    outcome = solve(case, SETTINGS, start=start, allowed_jumps=allowed)
    assert outcome.levels[0].value == uncovered * UNIT // 100
    assert outcome.levels[0].bound == 0 or allowed is None


# The end of a search by stages


@pytest.fixture
def by_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_CELLS", -1)


@pytest.mark.usefixtures("by_stages")
def test_two_deterministic_runs_are_the_same() -> None:
    case = uneven(6)
    settings = replace(SETTINGS, time_limit=3)
    first, second = (solve(case, settings) for _ in range(2))
    assert first.assignment == second.assignment
    assert first.levels == second.levels


@pytest.mark.usefixtures("by_stages")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_gives_the_best_plan_so_far(workers: int) -> None:
    stop, heard = StopFlag(), threading.Event()

    def listen(progress: Progress) -> None:
        if progress.value is not None:
            heard.set()
            stop.set()

    settings = Settings(seed=1, workers=workers, time_limit=3600)
    outcome = solve(uneven(8), settings, stop=stop, on_progress=listen)
    assert heard.is_set()
    assert outcome.stopped
    assert outcome.assignment is not None


@pytest.mark.usefixtures("by_stages")
def test_stages_prove_that_nothing_is_possible() -> None:
    case = two_roles(pins=[pin("P1", "role", "r")], forbid=[pin("P1", "role", "r")])
    assert solve(case, SETTINGS).status is Status.INFEASIBLE


@pytest.mark.usefixtures("by_stages")
def test_stages_of_an_objective_without_levels() -> None:
    outcome = solve(scenario([role("r")], [person("P1")], objective=[], count=2), SETTINGS)
    assert outcome.status is Status.OPTIMAL
    assert outcome.assignment is not None


@pytest.mark.usefixtures("by_stages")
def test_stages_close_what_periods_prove() -> None:
    # Two people hold two roles in both periods: nothing is uncovered, which no period can better.
    case = replace(two_roles(), objective=COVER)
    outcome = solve(case, SETTINGS)
    assert outcome.status is Status.OPTIMAL
    assert outcome.levels[0].value == outcome.levels[0].bound == 0


# Parts of a large organisation


def test_parts_do_not_depend_on_how_python_hashes_strings() -> None:
    code = (
        "import random; from pathlib import Path; "
        "from rollenplanner.domain.plan import Assignment; "
        "from rollenplanner.files.scenario_files import read_scenario; "
        "from rollenplanner.solver.parts import Parts; "
        "case = read_scenario(Path('scenarios/ommen-roulatie.yaml')).scenario; "
        "parts = Parts(case, random.Random(1), 200); nobody = Assignment({}, {}, {}); "
        "print([sorted(parts.draw(nobody, ()).clusters) for _ in range(40)])"
    )
    assert printed(code, 1) == printed(code, 2) == printed(code, 4711)
