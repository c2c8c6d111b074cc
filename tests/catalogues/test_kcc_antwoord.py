"""What the packaged catalogue kcc-antwoord holds, counted, as its page in docs/ says."""

from __future__ import annotations

import collections

import pytest

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues.common import document_tells_every_note

ADVISERS = ("klantadviseur-3", "klantadviseur-2", "klantadviseur-1")


@pytest.fixture(scope="module")
def kcc() -> Catalogue:
    return load_catalogue("kcc-antwoord")


def test_six_profiles_with_as_many_competences_as_the_source_gives(kcc: Catalogue) -> None:
    assert {name: len(norm.asked) for name, norm in kcc.functions.items()} == {
        "klantadviseur-3": 8,
        "klantadviseur-2": 8,
        "klantadviseur-1": 8,
        "teamleider-kcc": 5,
        "manager-kcc": 24,
        "projectmanager-kcc": 11,
    }


def test_39_competences_without_levels_in_fifteen_groups(kcc: Catalogue) -> None:
    assert len(kcc.competences) == 39
    assert len(kcc.dimensions) == 15
    assert kcc.levels == ()
    assert {level for norm in kcc.functions.values() for level in norm.asked.values()} == {"any"}
    # 8 + 5 + 24 + 11 = 48, of which 9 stand in an earlier profile already: five with the manager
    # under a name of the advisers, two under one of the team leader, two with the project manager.
    asked = [key for key in ("klantadviseur-3", *list(kcc.functions)[3:])]
    together = [c for key in asked for c in kcc.functions[key].asked]
    assert len(together) == 48
    assert set(together) == set(kcc.competences)


def test_groups_sort_every_asked_competence(kcc: Catalogue) -> None:
    for name, norm in kcc.functions.items():
        grouped = [c for some in norm.profile_groups.values() for c in some]
        assert grouped == list(norm.asked), name
    sizes = {name: len(norm.profile_groups) for name, norm in kcc.functions.items()}
    assert list(sizes.values()) == [5, 5, 5, 4, 5, 4]


def test_eight_competences_belong_to_other_groups_in_other_profiles(kcc: Catalogue) -> None:
    without = {key for key, each in kcc.competences.items() if each.dimension is None}
    groups: dict[str, set[str]] = collections.defaultdict(set)
    for norm in kcc.functions.values():
        for group, some in norm.profile_groups.items():
            for key in some:
                groups[key].add(group)
    assert without == {key for key, found in groups.items() if len(found) > 1}
    assert len(without) == 8
    for key, found in groups.items():
        assert key in without or found == {kcc.competences[key].dimension}


def test_161_behaviours(kcc: Catalogue) -> None:
    counted = {
        name: sum(len(each.indicators) for each in norm.in_practice.values())
        for name, norm in kcc.functions.items()
    }
    assert list(counted.values()) == [19, 18, 19, 23, 51, 31]
    assert sum(counted.values()) == 161
    for norm in kcc.functions.values():
        assert list(norm.in_practice) == list(norm.asked)


def test_76_tasks_in_19_areas(kcc: Catalogue) -> None:
    areas = {name: len(norm.results) for name, norm in kcc.functions.items()}
    tasks = {
        name: sum(len(area.activities) for area in norm.results)
        for name, norm in kcc.functions.items()
    }
    assert list(areas.values()) == [3, 4, 4, 1, 3, 4]
    assert list(tasks.values()) == [11, 16, 17, 9, 11, 12]
    assert (sum(areas.values()), sum(tasks.values())) == (19, 76)


def test_eleven_guiding_questions_are_those_of_the_project_manager(kcc: Catalogue) -> None:
    asking = [key for key, each in kcc.competences.items() if each.questions]
    assert set(asking) == set(kcc.functions["projectmanager-kcc"].asked)
    assert sum(len(each.questions) for each in kcc.competences.values()) == 11


def test_reporting_lines_and_the_span(kcc: Catalogue) -> None:
    for name in ADVISERS:
        assert kcc.functions[name].reports_to == ("teamleider-kcc",)
    leader = kcc.functions["teamleider-kcc"]
    assert leader.reports_to == ("manager-kcc",)
    assert leader.span is not None
    assert (leader.span.most, leader.span.of) == (20, ADVISERS)
    for name in ("manager-kcc", "projectmanager-kcc"):
        outside = kcc.functions[name].reports_outside
        assert outside == ("Gemeentesecretaris", "Directeur Publiekszaken")
    managers = [name for name, norm in kcc.functions.items() if norm.manager]
    assert managers == ["teamleider-kcc", "manager-kcc"]


def test_three_grades_of_advisers_and_thirteen_differences(kcc: Catalogue) -> None:
    (grades,) = kcc.grades.values()
    assert grades.functions == ADVISERS
    assert len(grades.differences) == 13


def test_channels_portals_learning_paths_and_indicators(kcc: Catalogue) -> None:
    assert len(kcc.channels) == 6
    assert len(kcc.portals) == 5
    assert list(kcc.learning) == ["per-portaal", "per-kanaal"]
    assert {path.functions for path in kcc.learning.values()} == {("klantadviseur-3",)}
    # Eight are listed in 002:148-155; the norm of 80% stands by itself (002:117).
    assert len(kcc.performance) == 9
    targets = {key: (p.target, p.unit) for key, p in kcc.performance.items() if p.target}
    assert targets == {"direct-afgehandeld": (80, "%")}


def test_skills_and_education(kcc: Catalogue) -> None:
    assert [len(norm.skills) for norm in kcc.functions.values()] == [5, 5, 5, 4, 0, 0]
    least = [norm.education.minimum for norm in kcc.functions.values() if norm.education]
    assert [each[:3].strip() for each in least] == ["MBO", "MBO", "MBO", "HBO", "HBO", "WO"]
    diploma = ["branchediploma" in each for each in least]
    assert diploma == [False, False, True, False, True, False]


def test_sixteen_competences_are_those_of_hr21(kcc: Catalogue) -> None:
    hr21 = load_catalogue("hr21").competences
    links = [link for each in kcc.competences.values() for link in each.same_as]
    assert len(links) == len(set(links)) == 16
    for link in links:
        catalogue, _, key = link.partition(":")
        assert catalogue == "hr21"
        assert key in hr21


def test_29_notes(kcc: Catalogue) -> None:
    kinds = collections.Counter(note.kind for note in kcc.notes.values())
    assert kinds == {"text": 14, "name": 7, "matrix": 4, "count": 2, "missing": 2}


def test_the_document_tells_every_note(kcc: Catalogue) -> None:
    document_tells_every_note(kcc)


def test_the_note_on_the_norm_tells_that_it_may_be_about_the_phone_only() -> None:
    why = load_catalogue("kcc-antwoord").notes["norm-80-procent"].why
    assert "slotzin van de alinea over de telefoon" in why.nl
    assert "last sentence of the paragraph about the phone" in why.en
