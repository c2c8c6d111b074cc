"""Notes on what is right in a scenario in which something is wrong (design section 6)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.text import Translator
from rollenplanner.files.scenario_files import read_scenario
from tests.files.small import SMALL, changed, write

#: A typo in a key of a cluster; nothing else hangs on it.
MISTAKE = ("{name: Cluster B, fte: 3}", "{name: Cluster B, fte: 3, nam: x}")
#: Notes on: an expertise nobody has, a date inside a period.
EXPERTISE = ("competences: {visie: B}", "competences: {visie: B}\n    expertise: {geld: 2}")
DATE = ("{person: P01, role: kas}", "{person: P01, role: kas, from: 2027-03}")


def _read(folder: Path, *changes: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Paths of the problems, and of the notes."""
    path = write(folder, changed(*changes))
    with pytest.raises(InputError) as refused:
        read_scenario(path)
    error = refused.value
    return [each.path for each in error.problems], [each.path for each in error.notes]


def _notes_without_mistake(folder: Path, *changes: tuple[str, str]) -> list[str]:
    return [note.path for note in read_scenario(write(folder, changed(*changes))).notes]


def test_notes_are_those_of_the_scenario_without_the_mistake(tmp_path: Path) -> None:
    problems, notes = _read(tmp_path, EXPERTISE, DATE, MISTAKE)
    assert problems == ["clusters.b.nam"]
    assert notes == ["roles.kas.expertise.geld", "pins.0.from"]
    assert notes == _notes_without_mistake(tmp_path, EXPERTISE, DATE)


def test_no_note_that_depends_on_what_was_wrong(tmp_path: Path) -> None:
    """P01 is the only one who could have recorded it, and cannot be read."""
    wrong = ("competences: {visie: [B, C]}", "competences: {visie: [B, X]}")
    problems, notes = _read(tmp_path, EXPERTISE, DATE, wrong)
    assert problems == ["staff.P01.competences.visie.1"]
    assert notes == ["pins.0.from"]


def test_what_names_something_wrong_is_no_second_problem(tmp_path: Path) -> None:
    """Everyone's function is wrong; the date is still told."""
    problems, notes = _read(tmp_path, DATE, ("  adviseur: {scale: 10,", "  adviseurs: {scale: 10,"))
    assert problems == ["staff.P01.function", "staff.P02.function"]
    assert notes == ["pins.0.from"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("format: 1\n", "format: 2\n"),
        ("period: half-year", "period: halfyear"),
        ("name: Proef\n", "name: Proef\ncatalogues: [geen]\n"),
    ],
)
def test_no_notes_where_everything_hangs_on_the_mistake(
    tmp_path: Path, wrong: tuple[str, str]
) -> None:
    problems, notes = _read(tmp_path, EXPERTISE, DATE, wrong)
    assert problems
    assert notes == []


def test_notes_on_an_overlay_that_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    overlay = "format: 1\nextends: scenario.yaml\nroles: {balie: ~, kas: {fte: 0.83}}\n"
    path = write(tmp_path, overlay, "overlay.yaml")
    with pytest.raises(InputError) as refused:
        read_scenario(path)
    said = {Translator("en").render(note.message) for note in refused.value.notes}
    assert '"balie" was removed by an overlay; what names it here falls away.' in said
