"""A second reading of source 003 confirms every number of ufo and the order of things."""

from __future__ import annotations

import pytest

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues import source_ufo as source
from tests.catalogues.common import (
    cited_lines_exist,
    name_notes_quote_their_lines,
    sentences_are_written_anew,
)
from tests.catalogues.source_text import lines

# Name of the area here, and a word of the core activity in the source, both in order.
_AREAS = [
    ("Opdrachten verwerven", "Verwerven"),
    ("Uitgevoerd werk evalueren", "Evalueren"),
    ("Werk van medewerkers coördineren", "Coördineren"),
    ("Voortgang bewaken", "voortgang"),
    ("Adviseren over samenwerking en knelpunten melden", "samenwerkingsvormen"),
    ("Klachten afhandelen", "klachten"),
    ("Overleggen", "overleg"),
    ("Verbeteringen voorstellen", "voorstellen"),
    ("Opdrachten en knelpunten uitzetten", "Uitzetten"),
    ("Klantcontacten registreren en erover rapporteren", "Registreren van klantcontacten"),
    ("Wensen en problemen van klanten analyseren", "wensen en problemen"),
]
# Parts of a frame that the source runs together (note kaders-aaneen).
_PARTS_OF_FRAMES = [1, 1, 1, 2, 3, 1, 1, 2, 1, 3, 2]
# A word of the description, for each competence in order.
_COMPETENCES = {
    "schriftelijke-communicatie": "schrift",
    "omgevingsbewustzijn": "ontwikkelingen",
    "klantgerichtheid": "klanten",
    "resultaatgerichtheid": "resultaten",
}


@pytest.fixture(scope="module")
def ufo() -> Catalogue:
    return load_catalogue("ufo")


def test_result_areas_stand_in_the_order_of_the_source(ufo: Catalogue) -> None:
    found, _ = source.parts()
    (function,) = ufo.functions.values()
    assert [area.name for area in function.results] == [name for name, _ in _AREAS]
    for part, (name, word) in zip(found, _AREAS, strict=True):
        assert word in part.under["core"][0], name


def test_activities_frames_and_results_are_as_many_as_in_the_source(ufo: Catalogue) -> None:
    found, _ = source.parts()
    (function,) = ufo.functions.values()
    for part, area in zip(found, function.results, strict=True):
        assert len(area.activities) == len(part.under["activities"]), area.name
        assert len(part.under["frame"]) == len(part.under["result"]) == 1
    assert [len(area.frame) for area in function.results] == _PARTS_OF_FRAMES


def test_competences_have_as_many_indicators_questions_and_tips(ufo: Catalogue) -> None:
    _, found = source.parts()
    assert list(ufo.competences) == list(_COMPETENCES)
    for part, (key, competence) in zip(found, ufo.competences.items(), strict=True):
        assert _COMPETENCES[key] in part.under["description"][0]
        assert len(competence.indicators) == len(part.under["indicators"]), key
        assert len(competence.questions) == len(part.under["questions"]), key
        tips = part.under["tips"]
        # Each list stands there twice (notes tips-..).
        assert tips[: len(tips) // 2] == tips[len(tips) // 2 :], key
        assert len(competence.tips) == len(tips) // 2, key


def test_level_and_scale_are_run_together_in_the_source(ufo: Catalogue) -> None:
    (function,) = ufo.functions.values()
    (rung,) = function.ladder
    assert f"{rung.level}{rung.scale}" == source.level_and_scale()


def test_the_lines_of_repeated_tips_are_cited_right(ufo: Catalogue) -> None:
    whole = lines("003")
    for key, note in ufo.notes.items():
        if key.startswith("tips-"):
            once, twice = (reading.at[0].partition(":")[2].split("-") for reading in note.readings)
            first, last, end = int(once[0]), int(once[1]), int(twice[1])
            size = last - first + 1
            assert end == last + size
            assert whole[first : last + 1] == whole[last + 1 : end + 1], key
            assert whole[first - 1].strip() == "Ontwikkeltips"
            assert not whole[end + 1].startswith("  •")


def test_notes_cite_lines_that_are_there(ufo: Catalogue) -> None:
    cited_lines_exist(ufo)
    name_notes_quote_their_lines(ufo)


def test_sentences_are_written_anew(ufo: Catalogue) -> None:
    sentences_are_written_anew(ufo, "003")
