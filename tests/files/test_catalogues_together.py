"""A scenario that names several catalogues, read from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError
from rollenplanner.domain.levels import Level
from rollenplanner.domain.scenario import Asked
from rollenplanner.files.scenario_files import LoadedScenario, read_scenario

FIRST = """\
format: 1
id: eerste
name: Eerste
cumulative: false
competences: {klant: {name: Klantgericht}, moed: {name: Moed}}
functions: {balie: {name: Balie, profile: {klant: any}}}
"""
SECOND = """\
format: 1
id: tweede
name: Tweede
cumulative: false
levels: [D, C, B, A]
competences:
  klant: {name: Klantgerichtheid, same_as: ['eerste:klant']}
  moed: {name: Durf}
functions: {balie: {name: Loket, profile: {klant: C, moed: B}}}
processes: {intake: {name: Intake, profile: {moed: any}}}
"""
SCENARIO = """\
format: 1
name: Twee catalogi
catalogues: [eerste.yaml, tweede.yaml]
clusters: {a: {name: A}}
functions:
  baliemedewerker: {norm: balie, clusters: [a]}
  loketmedewerker: {norm: 'tweede:balie', clusters: [a]}
everyone: {moed: any}
roles:
  intake: {cluster: a, fte: 0.5, norm: intake, competences: {'tweede:klant': B}}
staff:
  P01:
    fte: 1
    function: baliemedewerker
    competences: {klant: C, 'tweede:klant': B, 'tweede:moed': any}
"""


def _read(folder: Path, scenario: str = SCENARIO, second: str = SECOND) -> LoadedScenario:
    for name, content in (("eerste", FIRST), ("tweede", second), ("plan", scenario)):
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return read_scenario(folder / "plan.yaml")


def _problems(folder: Path, scenario: str = SCENARIO, second: str = SECOND) -> list[str]:
    with pytest.raises(InputError) as caught:
        _read(folder, scenario, second)
    return [f"{p.line} {p.path}: {p.message}" for p in caught.value.problems]


def test_each_name_means_one_thing(tmp_path: Path) -> None:
    scenario = _read(tmp_path).scenario
    assert scenario.competences == {
        "klant": "Klantgericht",
        "moed": "Moed",
        "tweede:moed": "Durf",
    }
    assert scenario.functions["baliemedewerker"].profile.competences == (Asked("klant", "any"),)
    assert scenario.functions["loketmedewerker"].profile.competences == (
        Asked("klant", Level.C),
        Asked("tweede:moed", Level.B),
    )
    assert scenario.roles["intake"].asked.competences == (
        Asked("klant", Level.B),
        Asked("tweede:moed", "any"),
    )
    assert scenario.everyone.competences == (Asked("moed", "any"),)
    assert scenario.staff["P01"].competences == {
        "klant": frozenset({Level.B, Level.C}),
        "tweede:moed": frozenset(),
    }


def test_notes_tell_which_of_two_is_meant(tmp_path: Path) -> None:
    notes = [str(note.message) for note in _read(tmp_path).notes if note.path == "catalogues"]
    assert [note.partition(";")[0] for note in notes] == [
        '"moed" stands in eerste and in tweede',
        '"balie" stands in eerste and in tweede',
    ]


def test_the_other_order_means_the_other_one(tmp_path: Path) -> None:
    turned = SCENARIO.replace("eerste.yaml, tweede.yaml", "tweede.yaml, eerste.yaml")
    scenario = _read(
        tmp_path, turned.replace("competences: {klant: C, ", "competences: {")
    ).scenario
    assert scenario.competences["klant"] == "Klantgerichtheid"
    assert len(scenario.functions["baliemedewerker"].profile.competences) == 2


def test_a_name_of_no_catalogue_is_refused_with_the_nearest(tmp_path: Path) -> None:
    wrong = SCENARIO.replace("'tweede:moed': any", "'tweede:moet': any")
    (problem,) = _problems(tmp_path, wrong)
    assert 'no competence "tweede:moet". Did you mean "tweede:moed"?' in problem
    (problem,) = _problems(tmp_path, SCENARIO.replace("'tweede:balie'", "'twede:balie'"))
    assert 'no norm "twede:balie". Did you mean "tweede:balie"?' in problem


def test_a_work_process_is_no_function(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, SCENARIO.replace("{norm: balie,", "{norm: intake,"))
    assert 'no norm "intake"' in problem


def test_a_link_to_nothing_and_a_double_link_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, second=SECOND.replace("eerste:klant", "eerste:klan"))
    (dead,) = caught.value.problems
    # At the link itself, in the file of the catalogue.
    assert dead.file == str(tmp_path / "tweede.yaml")
    assert (dead.line, dead.column) == (7, 45)
    assert dead.path == "competences.klant.same_as.0"
    assert str(dead.message) == (
        '"tweede:klant" is the same as "eerste:klan", which does not exist. '
        'Did you mean "eerste:klant"?'
    )
    own = "competences: {durf: {same_as: ['tweede:moet']}}\nroles:"
    (problem,) = _problems(tmp_path, SCENARIO.replace("roles:", own, 1))
    assert problem == (
        '9 competences.durf.same_as.0: "durf" is the same as "tweede:moet", which does not exist. '
        'Did you mean "tweede:moed"?'
    )
    own = "competences: {durf: {same_as: ['tweede:klant', 'tweede:moed']}}\nroles:"
    (problem,) = _problems(tmp_path, SCENARIO.replace("roles:", own, 1))
    assert 'make "klant" and "moed" of catalogue tweede the same competence' in problem


def test_a_link_to_a_catalogue_that_exists_nowhere_gets_a_note(tmp_path: Path) -> None:
    # hr22 is neither named nor packaged; hr21 is packaged, so that link can be checked elsewhere.
    second = SECOND.replace("['eerste:klant']", "['eerste:klant', 'hr22:x', 'hr21:visie']")
    own = "competences: {durf: {same_as: ['twede:moed']}}\nroles:"
    loaded = _read(tmp_path, SCENARIO.replace("roles:", own, 1), second)
    notes = [note for note in loaded.notes if "same_as" in note.path]
    assert [(Path(note.file or "").name, note.path, str(note.message)) for note in notes] == [
        (
            "plan.yaml",
            "competences.durf.same_as.0",
            'The catalogue "twede" is not here, so this link is not checked. '
            'Did you mean "tweede"?',
        ),
        (
            "tweede.yaml",
            "competences.klant.same_as.1",
            'The catalogue "hr22" is not here, so this link is not checked. Did you mean "hr21"?',
        ),
    ]


def test_two_catalogues_of_one_id_are_refused(tmp_path: Path) -> None:
    second = SECOND.replace("id: tweede", "id: eerste").replace(", same_as: ['eerste:klant']", "")
    problems = _problems(tmp_path, second=second)
    assert any('Two catalogues have the id "eerste".' in problem for problem in problems)


def test_a_file_that_is_not_there_is_called_a_file(tmp_path: Path) -> None:
    problems = _problems(tmp_path, SCENARIO.replace("tweede.yaml", "derde.yaml"))
    assert '3 catalogues.1: There is no file or folder "derde.yaml".' in problems
    problems = _problems(tmp_path, SCENARIO.replace("tweede.yaml", "kcc"))
    assert '3 catalogues.1: There is no catalogue "kcc". Did you mean "kcc-antwoord"?' in problems
