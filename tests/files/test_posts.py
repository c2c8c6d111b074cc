"""Posts that something names by number, also where there are not enough people for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.judge import judge
from rollenplanner.domain.present import judge_present
from rollenplanner.files.plan_files import read_plan
from tests.files.small import changed, load, problems_of, write

#: One post of `team` per adviser: one person stands in each cluster, so #2 and on never exist.
_TEAM = (
    "modules:\n",
    "modules:\n  team: {fte: 0.1, term: {min: 4}, per: {staff: 1, functions: [adviseur]}}\n",
)
_NAMED = [
    ("backups: [balie]", "backups: ['team@a#5']"),
    ("{kas: {fte: 0.5, since: 2025-01}}", "{'team@a#6': {fte: 0.1, since: 2026-07}}"),
    ("wishes: {roles: {balie: 2}", "wishes: {roles: {'team@b#7': 2}"),
    ("    fte: 1\n", "    fte: 1\n    effort: {'team@a#8': 2}\n"),
    ("role: kas}", "role: 'team@a#9'}"),
    ("[kas, balie]", "[kas, 'team@b#10']"),
]


@pytest.mark.parametrize("change", _NAMED)
def test_a_post_that_never_exists_is_noted_and_judged(
    change: tuple[str, str], tmp_path: Path
) -> None:
    loaded = load(tmp_path, changed(_TEAM, change))
    scenario = loaded.scenario
    (post,) = [role for role in scenario.roles if "#" in role]

    noted = [note for note in loaded.notes if post in str(note.message)]
    assert [note.path for note in noted] == ["modules.team"]
    assert scenario.modules["team"].posts == ("team@a", "team@b")
    places = {"P01": facts_of(scenario).present("P01"), "P02": facts_of(scenario).present("P02")}
    assert post not in facts_of(scenario).existing({k: v for k, v in places.items() if v})
    # It neither breaks the judgement nor counts: nobody holds a post that is not there.
    plan = read_plan(write(tmp_path, "format: 1\n", "plan.yaml"), scenario)
    assert all(post not in each.roles for each in judge(scenario, plan).violations)


def test_who_holds_it_at_present_is_told_so(tmp_path: Path) -> None:
    scenario = load(tmp_path, changed(_TEAM, _NAMED[1])).scenario
    found = [each for each in judge_present(scenario).violations if each.roles == ("team@a#6",)]
    assert [each.kind for each in found] == ["in-service"]


@pytest.mark.parametrize(
    "number", ["1", "0", "100000", "9" * 5000], ids=["first", "none", "too many", "very long"]
)
def test_a_number_that_no_post_can_have_is_unknown(number: str, tmp_path: Path) -> None:
    content = changed(_TEAM, ("role: kas}", f"role: 'team@a#{number}'}}"))
    (problem,) = {p for p in problems_of(write(tmp_path, content)) if p.path == "pins.0.role"}
    assert "no role, module or post" in str(problem.message)
