"""What the packaged catalogue hr21 holds, counted, as docs/catalogue-hr21.md says it."""

from __future__ import annotations

import collections

import pytest

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.levels import Level
from rollenplanner.domain.scales import Scale
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues.documents import assert_every_note_is_told, page

NOTES_PER_KIND = {
    "count": 3,
    "level": 9,
    "matrix": 3,
    "missing": 6,
    "name": 22,
    "profile": 11,
    "text": 11,
}


@pytest.fixture(scope="module")
def hr21() -> Catalogue:
    return load_catalogue("hr21")


def test_thirty_competences_in_four_dimensions(hr21: Catalogue) -> None:
    sizes = collections.Counter(c.dimension for c in hr21.competences.values())
    # 7 + 4 + 14 + 5 = 30, counted in the header of the competence matrix (000:202).
    assert sizes == {"persoonlijk": 7, "conceptueel": 4, "relationeel": 14, "operationeel": 5}
    assert list(sizes) == list(hr21.dimensions)


def test_fifty_one_level_names_over_twenty_five_competences(hr21: Catalogue) -> None:
    named = [c.levels for c in hr21.competences.values() if c.levels]
    assert len(named) == 25
    assert sum(len(levels) for levels in named) == 51
    assert hr21.level_name("mondelinge-communicatie", Level.A) == "inschatten, non-verbaal"
    assert hr21.level_name("samenwerken", Level.A) is None
    assert hr21.level_name("resultaatgerichtheid", Level.A) is None


def test_levels_run_from_light_to_heavy_and_are_not_cumulative(hr21: Catalogue) -> None:
    assert hr21.levels == (Level.D, Level.C, Level.B, Level.A)
    assert hr21.cumulative is False


def test_eight_series_with_twenty_four_groups(hr21: Catalogue) -> None:
    sizes = collections.Counter(group.series for group in hr21.groups.values())
    assert len(hr21.series) == 8
    # Politiek has lost its group in the source (note matrix-strategisch-i).
    assert sizes == {
        "management": 7,
        "beleid": 4,
        "realisatie": 3,
        "beheer": 4,
        "dienstverlening": 2,
        "ondersteuning": 3,
        "veiligheidszorg": 1,
    }


def test_thirty_norm_functions_of_which_twenty_two_have_a_profile(hr21: Catalogue) -> None:
    norms = hr21.functions.values()
    assert len(norms) == 30
    assert sum(norm.profile is not None for norm in norms) == 22
    assert sum(bool(norm.scales) for norm in norms) == 27
    assert sum(norm.points is not None for norm in norms) == 27
    assert sum(norm.code is not None for norm in norms) == 10
    assert sum(bool(norm.nlqf) for norm in norms) == 10
    assert sum(len(norm.variants) for norm in norms) == 6
    # Publiek I to V: 4, 4, 5, 2, 1; Educatie I to V: 5, 3, 4, 4, 1.
    assert sum(len(norm.qualifications) for norm in norms) == 33


def test_every_profile_names_exactly_five_competences(hr21: Catalogue) -> None:
    assert hr21.profile_limit == 5
    assert {len(norm.asked) for norm in hr21.functions.values() if norm.profile} == {5}


def test_every_asked_level_has_a_name(hr21: Catalogue) -> None:
    for name, norm in hr21.norms.items():
        for competence, level in norm.asked.items():
            assert isinstance(level, Level)
            assert hr21.level_name(competence, level), (name, competence)


def test_described_functions_say_what_they_ask(hr21: Catalogue) -> None:
    for name, norm in hr21.functions.items():
        described = norm.profile is not None
        for part in (norm.characteristics, norm.situations, norm.knowledge, norm.skills):
            assert bool(part) == described, name
        assert (norm.education is not None) == described, name


def test_five_diplomas_enrich_six_profiles(hr21: Catalogue) -> None:
    sizes = {key: (each.nlqf, len(each.topics)) for key, each in hr21.diplomas.items()}
    assert sizes == {
        "juridisch-medewerker-openbaar-bestuur": (4, 38),
        "medewerker-sociale-zekerheid": (4, 28),
        "sociaal-maatschappelijk-dienstverlener": (4, 24),
        "contactcenter-medewerker": (3, 18),
        "telefonist-receptionist": (2, 12),
    }
    # 38 + 28 + 24 + 18 + 12 = 120 times a topic, of which 11 repeat one of an earlier list.
    assert len(hr21.topics) == 109
    processes = [len(task.processes) for each in hr21.diplomas.values() for task in each.tasks]
    # 3+5+2, 4+6, 2+5+5, 1+3+2, 4+2
    assert processes == [3, 5, 2, 4, 6, 2, 5, 5, 1, 3, 2, 4, 2]
    variants = [v for norm in hr21.functions.values() for v in norm.variants.values()]
    assert [len(variant.diplomas) for variant in variants] == [3, 3, 3, 1, 2, 1]
    for variant in variants:
        names = [hr21.diplomas[key].name for key in variant.diplomas]
        assert [each.name for each in variant.qualifications] == names


def test_only_the_director_leads_in_the_line(hr21: Catalogue) -> None:
    managers = [name for name, norm in hr21.functions.items() if norm.manager]
    assert managers == ["gemeentesecretaris-algemeen-directeur"]


def test_coordination_is_never_for_managers(hr21: Catalogue) -> None:
    module = hr21.modules["coordinatie"]
    assert module.managers is False
    assert module.asked == {"plannen-en-organiseren": Level.B, "coaching": Level.B}
    assert len(module.tasks) == 5


def test_a_norm_is_found_among_functions_and_modules(hr21: Catalogue) -> None:
    norm = hr21.functions["medewerker-ontwikkeling-ii"]
    assert hr21.norm("medewerker-ontwikkeling-ii") is norm
    assert norm.scales == (Scale.parse(11),)
    assert norm.series == "beleid"
    assert norm.group == "ontwikkeling"
    assert norm.points == 638
    assert hr21.norm("coordinatie") is hr21.modules["coordinatie"]
    assert hr21.norm("medewerker-ontwikkeling-iv") is None


def test_a_function_without_profile_asks_nothing_known(hr21: Catalogue) -> None:
    assert hr21.functions["adviseur-v"].profile is None
    assert hr21.functions["adviseur-v"].asked == {}


def test_risk_of_aggression_where_the_public_comes(hr21: Catalogue) -> None:
    risky = [name for name, group in hr21.groups.items() if group.risks]
    assert risky == ["publiek", "educatie"]


def test_organisation_wide_competences_of_ommen(hr21: Catalogue) -> None:
    assert "zelfreflectie" in hr21.competences
    assert "ondernemingszin" in hr21.competences
    assert "resultaatgerichtheid" not in hr21.competences


def test_every_note_has_two_readings_or_more_in_both_languages(hr21: Catalogue) -> None:
    kinds = collections.Counter(note.kind for note in hr21.notes.values())
    assert kinds == NOTES_PER_KIND
    for note in hr21.notes.values():
        assert len(note.readings) >= 2
        assert note.used.used
        assert note.why.in_language("nl") != note.why.in_language("en")


def test_the_document_lists_every_function_and_every_note(hr21: Catalogue) -> None:
    document = page("hr21")
    for name, norm in hr21.functions.items():
        asked = [f"{hr21.competences[key].name} {level}" for key, level in norm.asked.items()]
        row = next(line for line in document.splitlines() if f"(`{name}`)" in line)
        assert row.endswith(f"| {', '.join(asked) or '(none in the sources)'} |")
    for key, diploma in hr21.diplomas.items():
        row = f"| {diploma.name} (`{key}`) | {diploma.nlqf} | {len(diploma.topics)} |"
        assert row in document
    assert_every_note_is_told(hr21)
