"""What is saved is what was edited, and the rest of the file stays as it was."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollenplanner.domain.editing import (
    CloseVacancy,
    Edit,
    Leave,
    OpenVacancy,
    PinEdit,
    RemoveLimit,
    SetAvailable,
    SetCritical,
    SetDemand,
    SetFte,
    Unpin,
)
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.months import Month
from rollenplanner.domain.terms import Term
from rollenplanner.files.scenario_editing import EditedScenario, open_scenario
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.files.scenario_saving import without_aliases
from tests.editing import scenarios
from tests.editing.scenarios import BASE, EDITS


def _accepted(start: EditedScenario, edits: Sequence[Edit]) -> EditedScenario:
    """The scenario after those edits that are not refused."""
    state = start
    for edit in edits:
        try:
            state = state.after(edit)
        except InputError:
            continue
    return state


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDITS, max_size=8), overlay=st.booleans())
def test_the_saved_file_read_again_is_the_edited_scenario(edits: list[Edit], overlay: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = scenarios.write(Path(folder), overlay=overlay)
        state = _accepted(open_scenario(path), edits)
        edited = state.with_checksum()

        variant = Path(folder) / "deeper" / "new.yaml"
        variant.parent.mkdir()
        state.save_as(variant)
        assert read_scenario(variant).scenario == edited
        assert read_scenario(variant).sha256 == edited.sha256

        state.save()
        assert read_scenario(path).scenario == edited
        assert read_scenario(path).sha256 == edited.sha256


@settings(max_examples=30, deadline=None)
@given(edits=st.lists(EDITS, max_size=6), overlay=st.booleans())
def test_going_back_to_the_beginning_restores_what_the_file_says(
    edits: list[Edit], overlay: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = scenarios.write(Path(folder), overlay=overlay)
        start = open_scenario(path)
        before = read_scenario(path)
        _accepted(start, edits).save()
        start.save()
        assert read_scenario(path).sha256 == before.sha256
        assert read_scenario(path).scenario == before.scenario


def test_an_unchanged_scenario_is_saved_letter_by_letter(tmp_path: Path) -> None:
    path = scenarios.write(tmp_path, overlay=False)
    open_scenario(path).save()
    assert path.read_text(encoding="utf-8") == BASE


def _changed_lines(tmp_path: Path, *edits: Edit) -> list[str]:
    """Lines that saving takes out of the base and puts into it."""
    path = scenarios.write(tmp_path, overlay=False)
    state = open_scenario(path)
    for edit in edits:
        state = state.after(edit)
    state.save()
    after = path.read_text(encoding="utf-8")
    found = difflib.unified_diff(BASE.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in found if line[:3] not in ("---", "+++") and line[:2] != "@@"]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (
            SetDemand("kas", 60),
            [
                "-    fte: 0.80   # a day less than full",
                "+    fte: 0.6   # a day less than full",
            ],
        ),
        (
            SetDemand("balie", (50, 75)),
            [
                "-  balie: { cluster: b, fte: [0.5,  1] , critical: true }",
                "+  balie: { cluster: b, fte: [0.5, 0.75] , critical: true }",
            ],
        ),
        (
            SetCritical("kas", True),
            ["+    critical: true"],
        ),
        (
            Leave("P02", None),
            [
                "-        available: [{from: 2027-07, fte: 0.5}], until: 2027-12}",
                "+        available: [{from: 2027-07, fte: 0.5}]}",
            ],
        ),
        (
            SetAvailable("P01", None, Month.parse("2027-08")),
            ["-      - from: 2027-08", "-        fte: 0.8"],
        ),
        (
            SetAvailable("P01", 0, Month.parse("2027-09")),
            ["+      - {from: 2027-09, fte: 0.0}"],
        ),
        (
            CloseVacancy("V01"),
            [
                "-  V01: {fte: 0.5, function: adviseur, cluster: b, vacancy: true}  # to be hired",
                "-  - person: V01",
                "-    role: balie",
                "-    until: 2027-07",
                "-forbid: [{person: P02, role: kas}, {person: V01, backup: kas}]",
                "+forbid: [{person: P02, role: kas}]",
            ],
        ),
        (
            OpenVacancy("V02", "adviseur", "a", 50, Month.parse("2027-07")),
            [
                "+  V02: {function: adviseur, cluster: a, fte: 0.5, from: 2027-07, vacancy: true}",
            ],
        ),
        (
            PinEdit("P02", "backup", "kas", None, Month.parse("2028-01")),
            ["+  - {person: P02, backup: kas, until: 2028-01}"],
        ),
        (
            Unpin("P01", "role", "kas"),
            ["-  - {person: P01, role: kas}"],
        ),
        (
            RemoveLimit(Term.MOVES),
            ["-limits:", "-  moves: 3   # not more", "+limits: {}   # not more"],
        ),
    ],
)
def test_only_the_lines_that_an_edit_is_about_change(
    tmp_path: Path, edit: Edit, lines: list[str]
) -> None:
    assert sorted(_changed_lines(tmp_path, edit)) == sorted(lines)


def test_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    path = tmp_path / "base.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    open_scenario(path).after(PinEdit("P02", "role", "balie")).save()
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# Proef")
    assert after.count(b"\n") == after.count(b"\r\n") == BASE.count("\n") + 1


def test_what_an_alias_repeats_is_written_out_when_it_is_about_one_of_them(
    tmp_path: Path,
) -> None:
    content = BASE.replace("fte: 0.80 ", "fte: &part 0.80 ").replace("fte: 0.5, f", "fte: *part, f")
    path = tmp_path / "base.yaml"
    path.write_text(content, encoding="utf-8")
    state = open_scenario(path).after(SetDemand("kas", 60))
    state.save()
    assert read_scenario(path).scenario == state.with_checksum()
    assert "V01: {fte: 0.8, function" in path.read_text(encoding="utf-8")
    assert without_aliases("a: &x [1, 2]\nb: *x\n") == "a: &x [1, 2]\nb: [1, 2]\n"


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = scenarios.write(tmp_path, overlay=False)
    state = open_scenario(path).after(SetFte("P01", 90))
    path.write_text(BASE.replace("0.89", "0.9"), encoding="utf-8")
    with pytest.raises(InputError, match="changed"):
        state.save()
    assert "fte: 0.9," in path.read_text(encoding="utf-8")


def test_a_new_file_replaces_none_unless_that_is_said(tmp_path: Path) -> None:
    path = scenarios.write(tmp_path, overlay=False)
    state = open_scenario(path).after(SetFte("P01", 90))
    other = tmp_path / "other.yaml"
    other.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        state.save_as(other)
    assert other.read_text(encoding="utf-8") == "mine"
    state.save_as(other, replace=True)
    assert read_scenario(other).scenario == state.with_checksum()
    with pytest.raises(InputError, match="extend itself"):
        state.save_as(path, replace=True)


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    path = scenarios.write(tmp_path, overlay=False)
    state = open_scenario(path).after(SetFte("P01", 90))
    with pytest.raises(InputError, match="does not exist"):
        state.save_as(tmp_path / "missing" / "new.yaml")
