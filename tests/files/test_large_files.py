"""A tenth of the largest scenario is read; the whole is measured by `benchmarks.reading`."""

from __future__ import annotations

from pathlib import Path

from benchmarks.large_scenario import large_scenario
from rollenplanner.files.scenario_files import read_scenario
from tests.files.small import problems_of, write


def test_a_thousand_people_and_fifteen_hundred_roles(tmp_path: Path) -> None:
    path = write(tmp_path, large_scenario(people=1000, roles=1500))

    loaded = read_scenario(path)

    assert len(loaded.scenario.staff) == 1000
    # 20 clusters of fifty people have a post each.
    assert len(loaded.scenario.roles) == 1500 + 20


def test_a_large_file_full_of_errors_still_ends(tmp_path: Path) -> None:
    # One present role, one backup and the first of two wishes of 300 people name nothing.
    content = large_scenario(people=300, roles=400)
    for opening in ("roles: {r", "backups: [r"):
        content = content.replace(opening, opening[:-1] + "x")

    assert len(problems_of(write(tmp_path, content))) == 3 * 300


def test_more_people_than_the_bound_are_refused(tmp_path: Path) -> None:
    rows = "\n".join(f"  P{i}: {{fte: 1}}" for i in range(10_001))
    found = problems_of(write(tmp_path, f"format: 1\nstaff:\n{rows}\n"))

    assert [(p.line, p.path) for p in found] == [(3, "staff")]
    assert "10000" in str(found[0].message)
