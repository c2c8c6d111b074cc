"""A second reading of document 004 confirms every name, code, pair, topic and level."""

from __future__ import annotations

import re

import pytest

from rollenplanner.domain.catalogue import Catalogue, Process
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues import source_004 as source
from tests.catalogues.copying import copied, quoted_places
from tests.catalogues.source_text import lines


@pytest.fixture(scope="module")
def mbo() -> Catalogue:
    return load_catalogue("mbo-sociale-zekerheid")


def _asked(catalogue: Catalogue, process: Process) -> str:
    return "".join(sorted(str(catalogue.competences[key].code) for key in process.asked))


def _processes(catalogue: Catalogue) -> dict[str, Process]:
    return {str(process.code): process for process in catalogue.processes.values()}


def test_competences_have_the_letters_and_names_of_the_matrix(mbo: Catalogue) -> None:
    found = source.letters_and_names()
    assert len(found) == 25
    assert {str(c.code): c.name for c in mbo.competences.values()} == found


def test_core_tasks_and_work_processes_are_those_of_the_overview(mbo: Catalogue) -> None:
    tasks, processes = source.overview()
    assert {task.code: task.name for task in mbo.tasks.values()} == tasks
    assert {code: process.name for code, process in _processes(mbo).items()} == processes
    for code, process in _processes(mbo).items():
        assert mbo.tasks[process.task or ""].code == code[0]


def test_a_work_process_asks_what_its_detail_table_asks(mbo: Catalogue) -> None:
    found = source.components()
    assert sum(map(len, found.values())) == 46
    for code, process in _processes(mbo).items():
        assert _asked(mbo, process) == "".join(sorted(found[code])), code


def test_components_are_those_of_the_detail_tables(mbo: Catalogue) -> None:
    found = source.components()
    for code, process in _processes(mbo).items():
        kept = {
            str(mbo.competences[key].code): list(practice.components)
            for key, practice in process.in_practice.items()
        }
        assert kept == found[code], code


def test_a_work_process_has_as_many_results_as_its_table(mbo: Catalogue) -> None:
    kept = {code: len(process.results) for code, process in _processes(mbo).items()}
    assert kept == source.results()


def test_where_a_matrix_disagrees_a_note_says_so(mbo: Catalogue) -> None:
    """The marks as they stand; each row that differs from the detail tables has its note."""
    odd = {
        (number, code): letters
        for number, matrix in enumerate(source.matrices())
        for code, letters in matrix.items()
        if letters != _asked(mbo, _processes(mbo)[code])
    }
    assert odd == {
        (0, "1.2"): "DFJKNRV",
        (0, "1.3"): "JMR",
        (1, "2.3"): "AIJPRS",
        (1, "2.5"): "EFJQR?",
        (3, "2.3"): "BJKPRS",
        (3, "2.4"): "EQR",
    }
    noted = {note.subject for note in mbo.notes.values() if note.kind == "matrix"}
    by_code = {process.code: f"processes.{key}" for key, process in mbo.processes.items()}
    assert noted == {by_code[code] for _, code in odd}


def test_topics_are_those_of_the_column_of_knowledge(mbo: Catalogue) -> None:
    for code, names in source.topics().items():
        process = _processes(mbo)[code]
        assert [mbo.topics[key].name for key in process.topics] == names, code


def test_languages_and_arithmetic_have_the_levels_of_the_tables(mbo: Catalogue) -> None:
    dutch, foreign, arithmetic = mbo.functions["medewerker-sociale-zekerheid"].proficiencies
    assert dutch.skills == source.levels("Nederlands")
    assert foreign.skills == source.levels("MVT naar keuze")
    table = source.levels("Rekenen/Wiskunde")
    spelt = {name.replace("-", "").replace("/", ", "): level for name, level in table.items()}
    assert arithmetic.skills == spelt
    assert any("vastgesteld op 3F" in line for line in lines("004"))
    assert (dutch.reference, foreign.reference, arithmetic.reference) == ("3F", None, "3F")


def test_crebo_level_and_careers(mbo: Catalogue) -> None:
    function = mbo.functions["medewerker-sociale-zekerheid"]
    whole = lines("004")
    assert f"Crebonummer:\t{function.crebo}" in whole
    assert "Niveau van de beroepsuitoefening\tNiveau 4" in whole
    assert function.education is not None
    assert function.education.minimum == "MBO 4"
    for career in function.careers:
        if career.level:
            line = next(line for line in whole if line.startswith(f"{career.level.capitalize()}-n"))
            named = line.partition(": ")[2].rstrip(".")
            kept = ", ".join(name[:1].lower() + name[1:] for name in career.to)
            assert kept.replace("(Junior)", "(junior)") == named


def test_every_note_cites_lines_that_exist_and_quotes_names_as_they_stand(mbo: Catalogue) -> None:
    assert quoted_places(mbo) == 22


def test_no_sentence_is_copied(mbo: Catalogue) -> None:
    assert copied(mbo, ("004", "000")) == []


def test_the_other_source_lists_28_topics(mbo: Catalogue) -> None:
    """Note onderwerpen-in-000: the seven that it lacks."""
    whole = lines("000")
    begin = next(i for i, line in enumerate(whole) if line == "Medewerker sociale zekerheid")
    listed = [line[2:] for line in whole[begin : begin + 32] if line.startswith("- ")]
    plain = {re.sub(r"(?<=\w) \(.*", "", name).casefold() for name in listed}
    kept = {re.sub(r"(?<=\w) \(.*", "", topic.name).casefold() for topic in mbo.topics.values()}
    assert len(listed) == 28
    assert plain < kept
    assert len(kept - plain) == 7
