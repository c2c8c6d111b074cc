"""Numbers with a comma, where YAML reads the comma as an end: a hint, in every file."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Translator
from rollenplanner.files.plan_files import read_plan
from tests.files.small import SMALL, changed, load, problems_of, write

ENGLISH = Translator("en")


def _said(problems: tuple[Problem, ...]) -> list[tuple[int | None, str, str]]:
    return [(p.line, p.path, ENGLISH.render(p.message)) for p in problems]


def _of_plan(folder: Path, roles: str) -> list[tuple[int | None, str, str]]:
    scenario = load(folder, SMALL).scenario
    path = write(folder, f"format: 1\nroles:\n{roles}", "plan.yaml")
    with pytest.raises(InputError) as refused:
        read_plan(path, scenario)
    return _said(refused.value.problems)


def test_in_a_block_of_a_plan(tmp_path: Path) -> None:
    ((line, path, said),) = _of_plan(tmp_path, "  kas:\n    holders:\n      P01: 0,8\n")
    assert (line, path) == (5, "roles.kas.holders.P01")
    assert said == 'Expected a number, found "0,8": write 0.8 with a point.'


def test_between_braces_of_a_plan(tmp_path: Path) -> None:
    """`{P01: 0,5, P02: 0,5}` is read as two zeros and the keys 5 and 5."""
    said = _of_plan(tmp_path, "  kas: {holders: {P01: 0,5, P02: 0,5}}\n")
    assert said == [
        (3, f"roles.kas.holders.{who}", "Write 0.5 with a point: a comma ends the number.")
        for who in ("P01", "P02")
    ]


def test_in_a_list_of_a_plan(tmp_path: Path) -> None:
    """Two periods, and four numbers that are two with a comma."""
    ((_, path, said),) = _of_plan(tmp_path, "  kas: {holders: {P01: [0,8,0,75]}}\n")
    assert path == "roles.kas.holders.P01"
    assert said.endswith("Write 0.8 with a point: a comma ends the number.")


def test_a_list_that_is_too_long_for_another_reason(tmp_path: Path) -> None:
    ((_, _, said),) = _of_plan(tmp_path, "  kas: {holders: {P01: [0.8, 0.8, 0.8]}}\n")
    assert said == "Expected one number per period: 2, not 3."


def test_between_braces_of_a_scenario(tmp_path: Path) -> None:
    path = write(tmp_path, changed(("{name: Cluster A, fte: 3}", "{name: Cluster A, fte: 3,5}")))
    assert _said(problems_of(path)) == [
        (6, "clusters.a.fte", "Write 3.5 with a point: a comma ends the number.")
    ]


def test_in_a_list_of_a_scenario(tmp_path: Path) -> None:
    path = write(tmp_path, changed(("fte: [0.5, 1]", "fte: [0,5,1,0]")))
    ((_, where, said),) = _said(problems_of(path))
    assert where == "roles.balie.fte"
    assert said.endswith("Write 0.5 with a point: a comma ends the number.")


def test_a_key_of_digits_is_no_number_with_a_comma(tmp_path: Path) -> None:
    """A space after the comma, a value of its own: an ordinary key."""
    path = write(
        tmp_path, changed(("{name: Cluster A, fte: 3}", "{name: Cluster A, fte: 3, 5: x}"))
    )
    ((_, where, said),) = _said(problems_of(path))
    assert where == "clusters.a.5"
    assert said.startswith('Unknown key "5".')
