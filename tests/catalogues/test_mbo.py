"""What mbo-sociale-zekerheid holds, counted, as its page in docs/ says it."""

from __future__ import annotations

import collections

import pytest

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues.documents import assert_every_note_is_told, page

# Work process -> competences asked, components under them, topics to know, results.
SIZES = {
    "informatie-en-advies": (7, 11, 23, 3),
    "intake": (7, 13, 20, 4),
    "formulieren": (3, 3, 22, 2),
    "doorverwijzen": (4, 5, 7, 1),
    "dossiergegevens": (3, 4, 5, 1),
    "verificatie": (3, 5, 5, 1),
    "documenten": (6, 11, 22, 3),
    "termijnen": (3, 5, 7, 1),
    "trajecten": (6, 10, 11, 3),
    "schuldhulp": (4, 6, 16, 2),
}


@pytest.fixture(scope="module")
def mbo() -> Catalogue:
    return load_catalogue("mbo-sociale-zekerheid")


def test_counts(mbo: Catalogue) -> None:
    assert len(mbo.competences) == 25
    assert [c.code for c in mbo.competences.values()] == list("ABCDEFGHIJKLMNOPQRSTUVWXY")
    assert len(mbo.tasks) == 2
    assert len(mbo.topics) == 35
    assert len(mbo.notes) == 18
    assert len(mbo.functions) == 1


def test_work_processes_and_what_they_ask(mbo: Catalogue) -> None:
    found = {
        key: (
            len(process.asked),
            sum(len(practice.components) for practice in process.in_practice.values()),
            len(process.topics),
            len(process.results),
        )
        for key, process in mbo.processes.items()
    }
    assert found == SIZES
    # 7+7+3+4+3+3+6+3+6+4, 11+13+3+5+4+5+11+5+10+6, 23+20+22+7+5+5+22+7+11+16, 3+4+2+1+1+1+3+1+3+2
    assert [sum(column) for column in zip(*SIZES.values(), strict=True)] == [46, 73, 138, 21]


def test_every_pair_has_components_and_one_sentence(mbo: Catalogue) -> None:
    used: collections.Counter[str] = collections.Counter()
    for process in mbo.processes.values():
        assert set(process.in_practice) == set(process.asked)
        for practice in process.in_practice.values():
            assert len(practice.indicators) == 1
            used.update(practice.components)
    assert len(used) == 35


def test_the_function_asks_what_its_work_processes_ask(mbo: Catalogue) -> None:
    function = mbo.functions["medewerker-sociale-zekerheid"]
    assert list(function.processes) == list(mbo.processes)
    together = {key for process in mbo.processes.values() for key in process.asked}
    assert set(function.asked) == together
    assert len(together) == 16
    idle = [str(c.code) for key, c in mbo.competences.items() if key not in together]
    assert idle == list("BCGHILOWX")


def test_every_topic_is_needed_somewhere(mbo: Catalogue) -> None:
    assert {key for p in mbo.processes.values() for key in p.topics} == set(mbo.topics)


def test_no_level_is_asked(mbo: Catalogue) -> None:
    assert mbo.levels == ()
    assert {level for norm in mbo.norms.values() for level in norm.asked.values()} == {"any"}


def test_careers_languages_and_arithmetic(mbo: Catalogue) -> None:
    function = mbo.functions["medewerker-sociale-zekerheid"]
    named = {career.level: len(career.to) for career in function.careers if career.level}
    assert named == {"MBO": 6, "HBO": 6}
    assert [len(each.skills) for each in function.proficiencies] == [5, 4, 3]


def test_the_document_tells_the_counts_and_every_note(mbo: Catalogue) -> None:
    assert_every_note_is_told(mbo)
    document = page(mbo.id)
    for key, (competences, _, topics, _) in SIZES.items():
        process = mbo.processes[key]
        letters = ", ".join(str(mbo.competences[name].code) for name in process.asked)
        row = f"| {process.code} | {process.name} (`{key}`) | {letters} | {topics} |"
        assert letters.count(",") + 1 == competences
        assert row in document
    for part, number in (
        ("competences", 25),
        ("core tasks", 2),
        ("work processes", 10),
        ("pairs of work process and competence", 46),
        ("components", 35),
        ("topics", 35),
    ):
        assert f"| {part} | {number} |" in document
