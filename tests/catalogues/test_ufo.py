"""What the packaged catalogue ufo holds, counted, as docs/catalogue-ufo.md says it."""

from __future__ import annotations

import collections

import pytest

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.catalogue_parts import ResultAreaParts
from rollenplanner.domain.scales import Scale
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues.common import document_tells_every_note

KEY = "intermediair-dienstverlening"


@pytest.fixture(scope="module")
def ufo() -> Catalogue:
    return load_catalogue("ufo")


def areas(ufo: Catalogue) -> list[ResultAreaParts]:
    return list(ufo.functions[KEY].results)


def test_one_function_with_four_competences_without_level(ufo: Catalogue) -> None:
    assert list(ufo.functions) == [KEY]
    assert ufo.functions[KEY].asked == dict.fromkeys(ufo.competences, "any")
    assert list(ufo.competences) == [
        "schriftelijke-communicatie",
        "omgevingsbewustzijn",
        "klantgerichtheid",
        "resultaatgerichtheid",
    ]
    assert ufo.levels == ()


def test_level_one_stands_on_scale_ten(ufo: Catalogue) -> None:
    function = ufo.functions[KEY]
    assert [(rung.level, rung.scale) for rung in function.ladder] == [("1", Scale.parse(10))]
    assert function.scales == (Scale.parse(10),)


def test_eleven_result_areas_with_47_activities_and_18_frames(ufo: Catalogue) -> None:
    assert len(areas(ufo)) == 11
    # 3 + 4 + 5 + 4 + 5 + 5 + 5 + 3 + 5 + 3 + 5
    assert sum(len(area.activities) for area in areas(ufo)) == 47
    # 1 + 1 + 1 + 2 + 3 + 1 + 1 + 2 + 1 + 3 + 2
    assert sum(len(area.frame) for area in areas(ufo)) == 18
    assert all(area.result for area in areas(ufo))


def test_24_indicators_24_questions_and_35_tips(ufo: Catalogue) -> None:
    counted = {
        key: (len(each.indicators), len(each.questions), len(each.tips))
        for key, each in ufo.competences.items()
    }
    assert counted == {
        "schriftelijke-communicatie": (6, 6, 8),
        "omgevingsbewustzijn": (6, 5, 7),
        "klantgerichtheid": (6, 4, 9),
        "resultaatgerichtheid": (6, 9, 11),
    }
    assert [sum(column) for column in zip(*counted.values(), strict=True)] == [24, 24, 35]


def test_thirteen_notes(ufo: Catalogue) -> None:
    kinds = collections.Counter(note.kind for note in ufo.notes.values())
    assert kinds == {"missing": 5, "count": 5, "level": 1, "text": 2}


def test_the_document_tells_every_note(ufo: Catalogue) -> None:
    document_tells_every_note(ufo)
