"""A second reading of source 002 confirms names, numbers, groups and lines of kcc-antwoord."""

from __future__ import annotations

import re

import pytest

from rollenplanner.domain.catalogue import Catalogue, NormFunction
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues import source_kcc as source
from tests.catalogues.common import (
    cited_lines_exist,
    name_notes_quote_their_lines,
    sentences_are_written_anew,
)
from tests.catalogues.source_text import lines

# With the team leader three competences are named as groups are elsewhere (groepen-teamleider).
_LEADER = "Teamleider KCC"


@pytest.fixture(scope="module")
def kcc() -> Catalogue:
    return load_catalogue("kcc-antwoord")


@pytest.fixture(scope="module")
def found() -> dict[str, source.Profile]:
    return source.profiles()


def by_name(kcc: Catalogue) -> dict[str, NormFunction]:
    return {norm.name: norm for norm in kcc.functions.values()}


def spellings(kcc: Catalogue, key: str) -> set[str]:
    competence = kcc.competences[key]
    return {source.plain(name) for name in (competence.name, *competence.aliases)}


def test_the_profiles_are_those_of_the_source_in_its_order(
    kcc: Catalogue, found: dict[str, source.Profile]
) -> None:
    assert list(by_name(kcc)) == list(found)


def test_competences_groups_and_behaviours_are_those_of_the_source(
    kcc: Catalogue, found: dict[str, source.Profile]
) -> None:
    for name, norm in by_name(kcc).items():
        there = [(g, c, n) for g, some in found[name].groups.items() for c, n in some.items()]
        here = [(g, c) for g, some in norm.profile_groups.items() for c in some]
        for (group, competence, number), (key, asked) in zip(there, here, strict=True):
            assert competence in spellings(kcc, asked), name
            assert len(norm.in_practice[asked].indicators) == number, (name, asked)
            if name != _LEADER:
                assert source.plain(kcc.dimensions[key].name) == group, (name, asked)


def test_every_alias_is_a_spelling_of_the_source(
    kcc: Catalogue, found: dict[str, source.Profile]
) -> None:
    named = {c for profile in found.values() for some in profile.groups.values() for c in some}
    kept = {name for key in kcc.competences for name in spellings(kcc, key)}
    assert kept == named


def test_task_areas_and_tasks_are_those_of_the_source(
    kcc: Catalogue, found: dict[str, source.Profile]
) -> None:
    for name, norm in by_name(kcc).items():
        here = {area.name.casefold(): len(area.activities) for area in norm.results}
        assert here == {key.casefold(): n for key, n in found[name].tasks.items()}, name


def test_skills_and_education_are_those_of_the_source(
    kcc: Catalogue, found: dict[str, source.Profile]
) -> None:
    for name, norm in by_name(kcc).items():
        assert [skill.name for skill in norm.skills] == found[name].skills, name
        assert norm.education is not None
        asked = found[name].education
        assert asked.startswith(norm.education.minimum.split()[0]), name
        preferred = "bij voorkeur aangevuld met" in asked
        assert preferred == (norm.education.ideal is not None), name
        required = "branchediploma" in asked and not preferred
        assert required == ("branchediploma" in norm.education.minimum), name
        assert bool(norm.qualifications) == ("branchediploma" in asked), name


def test_reporting_lines_are_those_of_the_source(
    kcc: Catalogue, found: dict[str, source.Profile]
) -> None:
    for name, norm in by_name(kcc).items():
        above = [kcc.functions[key].name for key in norm.reports_to] + list(norm.reports_outside)
        _, _, line = found[name].reports.partition(" aan ")
        plain = line.removeprefix("de ").rstrip(".").strip()
        assert plain == " of ".join(above), name


def test_numbers_stand_in_the_source(kcc: Catalogue) -> None:
    whole = "\n".join(lines("002"))
    span = kcc.functions["teamleider-kcc"].span
    assert span is not None
    assert f"een groep van maximaal {span.most} Klantadviseurs" in whole
    target = kcc.performance["direct-afgehandeld"].target
    assert f"{target}% van de klantvragen direct via de frontoffice" in lines("002")[117]
    assert whole.count(f"streefnorm is {target}%") == 7
    assert whole.count("120 aanslagen per minuut") == 3
    typing = [s for f in kcc.functions.values() for s in f.skills if s.name == "Typevaardigheid"]
    assert [skill.description for skill in typing] == ["120 aanslagen per minuut"] * 3


def test_indicators_and_channels_are_those_of_the_source(kcc: Catalogue) -> None:
    listed = source.indicators()
    here = [key for key in kcc.performance if key != "direct-afgehandeld"]
    for said, key in zip(listed, here, strict=True):
        first = kcc.performance[key].name.split()[0].casefold()
        assert said.casefold().startswith(first) or (first, said[:8]) == ("werklast", "workload")
    headings = [source.plain(each) for each in source.channel_headings()]
    assert [source.plain(each.name) for each in kcc.channels.values()] == headings


def test_portals_are_the_desks_that_the_source_names(kcc: Catalogue) -> None:
    where = lines("002")[115].casefold()
    for portal in kcc.portals.values():
        assert portal.name.casefold() in where


def test_what_tells_the_grades_apart_shows_in_the_source(found: dict[str, source.Profile]) -> None:
    """Where the counts of two grades differ, and nowhere else, behaviour differs in number."""
    three, two, one = (found[f"Klantadviseur {n}"].groups for n in (3, 2, 1))
    assert three["motivatie"]["resultaatgericht"] == two["motivatie"]["resultaatgericht"] + 1
    assert one["ondernemen"]["ondernemerschap"] == two["ondernemen"]["ondernemerschap"] + 1
    whole = lines("002")
    for grade, words in (
        ("3", ["grotendeels standaard karakter", "sms en chat", "per portaal of per kanaal"]),
        ("2", ["op alle werkgebieden van het frontoffice", "eerste-lijns-informatie"]),
        ("1", ["complexe of politiek gevoelige", "werkt nieuwe medewerkers in", "ruime ervaring"]),
    ):
        start = next(
            i for i, line in enumerate(whole) if f"naam: Klantadviseur {grade}" in line and i > 100
        )
        end = next(i for i in range(start + 1, len(whole)) if re.match(r"5\.\d Functien", whole[i]))
        section = "\n".join(whole[start:end])
        for each in words:
            assert each in section, (grade, each)


def test_notes_cite_lines_that_are_there(kcc: Catalogue) -> None:
    cited_lines_exist(kcc)
    name_notes_quote_their_lines(kcc)


def test_the_paragraph_of_each_profile_is_cited_where_it_stands(kcc: Catalogue) -> None:
    paragraph = [
        i
        for i, line in enumerate(lines("002"))
        if "callcenter is een telefonisch knooppunt met" in line
    ]
    (reading,) = (r for r in kcc.notes["backoffice"].readings if not r.used)
    assert [f"002:{i}" for i in paragraph] == list(reading.at)


def test_sentences_are_written_anew(kcc: Catalogue) -> None:
    sentences_are_written_anew(kcc, "002")
