"""Settings of the search reach what they are about."""

import random
from dataclasses import replace

import pytest

from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.tuning import MEASURED, Tuning
from rollenplanner.solver import search, solve, staged
from rollenplanner.solver.candidates import Pair, likely_pairs
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import build_model
from rollenplanner.solver.polish import polisher_of_stages
from rollenplanner.solver.spans import ROLES
from tests.solver.puzzles import uneven
from tests.solver.rotation import over


def test_a_polisher_takes_its_windows_and_sizes_from_them() -> None:
    flat = FlatModel(build_model(over(count=5)))
    measured = polisher_of_stages(flat, 1)
    assert measured.spans.choices == [ROLES, 1, 2, 3, 5]
    tuning = Tuning(window=1, roles_part=0.0, variables=99, effort=0.5)
    other = polisher_of_stages(flat, 1, tuning)
    assert other.spans.choices == [ROLES, 1, 5]
    assert (other.spans.roles_part, other.first_variables, other.effort_each) == (0.0, 99, 0.5)


@pytest.mark.parametrize("candidates", [1, MEASURED.candidates])
def test_a_working_model_has_so_many_candidates(
    candidates: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[int] = set()

    def likely(
        scenario: Scenario, count: int, plan: Assignment | None, rng: random.Random | None
    ) -> frozenset[Pair]:
        asked.add(count)
        return likely_pairs(scenario, count, plan, rng)

    monkeypatch.setattr(staged, "likely_pairs", likely)
    monkeypatch.setattr(search, "MOST_CELLS", -1)
    tuning = replace(MEASURED, candidates=candidates)
    solve(uneven(6), Settings(workers=1, time_limit=2, deterministic=True, tuning=tuning))
    assert asked == {candidates}
