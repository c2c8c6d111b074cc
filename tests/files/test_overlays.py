"""Overlays: what they change, and errors that point into the right file (design section 3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.levels import Level
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario
from tests.files.small import SMALL, changed, problems_of, write


def overlay(folder: Path, content: str, base: str = SMALL) -> Path:
    """A base and a file that extends it."""
    write(folder, base, "base.yaml")
    return write(folder, "format: 1\nextends: base.yaml\n" + content, "overlay.yaml")


def load(folder: Path, content: str, base: str = SMALL) -> LoadedScenario:
    return read_scenario(overlay(folder, content, base))


def test_maps_merge_by_key_and_lists_replace(tmp_path: Path) -> None:
    content = (
        "roles: {kas: {competences: {visie: C}}, balie: {fte: [1, 1]}}\nstaff: {P02: {fte: 0.5}}\n"
    )
    scenario = load(tmp_path, content).scenario

    assert scenario.name == "Proef"
    assert scenario.roles["kas"].asked.competences[0].level is Level.C
    assert scenario.roles["kas"].share == 20
    assert scenario.roles["balie"].demand == (100, 100)
    assert scenario.staff["P02"].fte == 50
    assert scenario.staff["P02"].function == "adviseur"


def test_lists_with_a_plus_append(tmp_path: Path) -> None:
    content = "pins+: [{person: P02, role: balie}]\nforbid+: [{person: P01, role: balie}]\n"
    scenario = load(tmp_path, content).scenario

    assert [(pin.person, pin.written) for pin in scenario.pins] == [
        ("P01", "kas"),
        ("P02", "balie"),
    ]
    assert [rule.person for rule in scenario.forbid] == ["P01"]


def test_a_plain_list_replaces(tmp_path: Path) -> None:
    assert load(tmp_path, "pins: []\n").scenario.pins == ()


def test_a_tilde_removes_a_key(tmp_path: Path) -> None:
    scenario = load(tmp_path, "staff: {P02: ~}\nclusters: {a: {fte: ~}}\n").scenario

    assert list(scenario.staff) == ["P01"]
    assert scenario.clusters["a"].fte is None


def test_what_names_a_removed_role_falls_away_with_notes(tmp_path: Path) -> None:
    base = changed(
        ("cluster: b}\npins:", "cluster: b, effort: {balie: 0.7}}\npins:"),
        ("role: kas}", "role: balie}"),
    )
    loaded = load(tmp_path, "roles: {balie: ~}\n", base)

    person = loaded.scenario.staff["P01"]
    assert person.backups == ()
    assert person.wishes.roles == {}
    assert loaded.scenario.staff["P02"].effort == {}
    assert loaded.scenario.pins == ()
    assert loaded.scenario.incompatible == ()
    fallen = [note for note in loaded.notes if "removed by an overlay" in str(note.message)]
    assert {note.path for note in fallen} == {
        "staff.P01.backups.0",
        "staff.P01.wishes.roles.balie",
        "staff.P02.effort.balie",
        "pins.0.role",
        "incompatible.0.roles.1",
    }
    assert all(note.file and note.file.endswith("base.yaml") for note in fallen)


def test_what_an_alias_repeats_falls_away_once(tmp_path: Path) -> None:
    base = changed(
        ("    backups: [balie]", "    backups: &both [balie, kas]"),
        ("cluster: b}\npins:", "cluster: b, backups: *both}\npins:"),
    )
    staff = load(tmp_path, "roles: {balie: ~}\n", base).scenario.staff

    assert staff["P01"].backups == ("kas",)
    assert staff["P02"].backups == ("kas",)


def test_a_present_role_and_a_pin_of_a_removed_person_fall_away(tmp_path: Path) -> None:
    loaded = load(tmp_path, "staff: {P01: ~}\n")

    assert loaded.scenario.pins == ()
    assert [n.path for n in loaded.notes if "removed" in str(n.message)] == ["pins.0.person"]


def test_a_removed_module_takes_its_posts_along(tmp_path: Path) -> None:
    base = changed(("backups: [balie]", "backups: [coordinatie@b]"))
    loaded = load(tmp_path, "modules: {coordinatie: ~}\n", base)

    assert loaded.scenario.staff["P01"].backups == ()


def test_an_incompatibility_of_three_keeps_the_two_that_are_left(tmp_path: Path) -> None:
    base = changed(("[kas, balie], source", "[kas, coordinatie, balie], source"))
    loaded = load(tmp_path, "roles: {balie: ~}\n", base)

    (rule,) = loaded.scenario.incompatible
    assert rule.groups == (("kas",), ("coordinatie@a", "coordinatie@b"))


@pytest.mark.parametrize(
    ("content", "file", "line", "path", "part"),
    [
        # Removing nothing.
        ("staff: {P03: ~}\n", "overlay", 3, "staff.P03", "to remove"),
        ("roles: {kas: {backups: ~}}\n", "overlay", 3, "roles.kas.backups", "to remove"),
        # Wrong values keep the file that states them.
        ("roles: {kas: {fte: 0.82}}\n", "overlay", 3, "roles.kas.fte", "step"),
        ("rules: {step: 0.25}\n", "base", 16, "roles.kas.fte", "step"),
        ("roles: {kas: {fte: ~}}\n", "overlay", 3, "roles.kas.fte", "missing"),
        ("roles: {kass: {critical: true}}\n", "overlay", 3, "roles.kass.fte", "missing"),
        # People, roles and functions in a removed cluster must be given another.
        ("clusters: {b: ~}\n", "base", 19, "roles.balie.cluster", "another must be named"),
        ("clusters: {b: ~}\n", "base", 9, "functions.adviseur.clusters.1", "another must be named"),
        ("clusters: {b: ~}\n", "base", 31, "staff.P02.cluster", "another must be named"),
        # An id that never existed.
        ("pins+: [{person: P02, role: bali}]\n", "overlay", 3, "pins.1.role", '"balie"'),
        ("pins+: {}\n", "overlay", 3, "pins+", "list"),
        ("pins: []\npins+: []\n", "overlay", 4, "pins+", "one of them"),
    ],
)
def test_problems_point_into_the_right_file(
    content: str, file: str, line: int, path: str, part: str, tmp_path: Path
) -> None:
    found = problems_of(overlay(tmp_path, content))

    matching = [p for p in found if (p.line, p.path) == (line, path) and part in str(p.message)]
    assert matching, [str(problem) for problem in found]
    assert Path(matching[0].file or "").stem == file


def test_a_chain_of_three_and_a_path_from_the_file_itself(tmp_path: Path) -> None:
    deeper = tmp_path / "basis"
    deeper.mkdir()
    write(deeper, SMALL, "base.yaml")
    write(deeper, "extends: base.yaml\nname: Midden\n", "middle.yaml")
    top = write(tmp_path, "extends: basis/middle.yaml\nplacement: free\n", "top.yaml")

    loaded = read_scenario(top)

    assert loaded.scenario.name == "Midden"
    assert loaded.scenario.placement == "free"


def test_a_circle_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "extends: b.yaml\n", "a.yaml")
    write(tmp_path, "extends: a.yaml\n", "b.yaml")

    (problem,) = problems_of(tmp_path / "a.yaml")

    assert "circle" in str(problem.message)
    assert Path(problem.file or "").name == "b.yaml"


@pytest.mark.parametrize(
    ("name", "part"),
    [("folder", "a folder"), ("weg.yaml", "does not exist"), ("x" * 5000, "does not exist")],
)
def test_what_cannot_be_extended_is_told_at_its_place(name: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    (problem,) = problems_of(write(tmp_path, f"format: 1\nextends: {name}\n"))

    assert (problem.line, problem.column, problem.path) == (2, 10, "extends")
    assert part in str(problem.message)


def test_the_resolved_scenario_reads_back_as_the_same(tmp_path: Path) -> None:
    loaded = load(tmp_path, "roles: {balie: ~}\nstaff: {P02: {name: '010'}}\n")

    again = read_scenario(write(tmp_path, loaded.resolved_text(), "resolved.yaml"))

    assert again.scenario == loaded.scenario
    assert again.sha256 == loaded.sha256
