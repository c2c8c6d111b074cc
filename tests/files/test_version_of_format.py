"""Only the whole number 1 is version 1 of a format, in every kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError
from rollenplanner.files.catalogue_files import read_catalogue
from rollenplanner.files.plan_files import read_plan
from tests.files.small import SMALL, changed, load, problems_of, write

#: What stands for the version, and part of the sentence about it. True and 1.0 equal 1 in Python.
_NOT_ONE = [
    ("true", 'Found: "true"'),
    ("1.0", 'Found: "1.0"'),
    ("'1'", "without quotes"),
    ("01", "write 1 without leading zero"),
]


@pytest.mark.parametrize(("written", "part"), _NOT_ONE)
def test_of_a_scenario(written: str, part: str, tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, changed(("format: 1", f"format: {written}"))))
    assert (problem.line, problem.column, problem.path) == (1, 9, "format")
    assert part in str(problem.message)


@pytest.mark.parametrize(("written", "part"), _NOT_ONE)
def test_of_a_plan(written: str, part: str, tmp_path: Path) -> None:
    scenario = load(tmp_path, SMALL).scenario
    with pytest.raises(InputError) as caught:
        read_plan(write(tmp_path, f"format: {written}\n", "plan.yaml"), scenario)
    (problem,) = caught.value.problems
    assert problem.path == "format"
    assert part in str(problem.message)


@pytest.mark.parametrize("key", ["format: true", "format: 1.0", "cumulative: 0"])
def test_of_a_catalogue(key: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_catalogue(write(tmp_path, f"id: eigen\n{key}\n", "eigen.yaml"))
    found = [problem for problem in caught.value.problems if problem.path == key.split(":")[0]]
    assert ["Found" in str(problem.message) for problem in found] == [True]
