"""A second reading of the sources confirms every name, level, scale, code and number of hr21."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from rollenplanner.domain.catalogue import Catalogue, NormFunction
from rollenplanner.domain.catalogue_parts import Topic
from rollenplanner.files.catalogue_files import load_catalogue
from tests.catalogues import source_text as source

# Slips of the pen in fields of study (notes naam-politicologie, naam-secretariele-vaardigheden).
_FIELD_SLIPS = {
    "politicologie": "politologie",
    "secretariële vaardigheden": "secretariale vaardigheden",
}


@pytest.fixture(scope="module")
def hr21() -> Catalogue:
    return load_catalogue("hr21")


def _letters(profile: source.Profile) -> dict[str, str]:
    return {competence: level for competence, (level, _) in profile.items()}


def _profile(norm: NormFunction) -> dict[str, str]:
    return {competence: str(level) for competence, level in norm.asked.items()}


def _names(topics: tuple[Topic, ...]) -> list[str]:
    return [topic.name for topic in topics]


def _spelling(names: list[str]) -> list[str]:
    """Names without the slips of the pen that the notes record."""
    slips = {
        "Politieke krachtenveld": "Politiek krachtenveld",
        "Behoeftaafweging": "Behoefteafweging",
        "Afhangelijkheid": "Afhankelijkheid",
        "Technische, beheer- en gebruikaspecten": "Technische, beheer- en gebruiksaspecten",
    }
    return [slips.get(name, name) for name in names]


def test_the_competences_are_those_of_the_header_in_its_order(hr21: Catalogue) -> None:
    assert list(hr21.competences) == source.header_competences()


def test_every_level_name_is_there_and_no_other(hr21: Catalogue) -> None:
    found = set(source.level_names())
    # The one slip: 001:1253 writes "risikeren" (note niveaunaam-ondernemingszin-a).
    found.discard(("ondernemingszin", "A", "risikeren"))
    kept = {
        (name, str(level), called)
        for name, competence in hr21.competences.items()
        for level, called in competence.levels.items()
    }
    assert kept == found


def test_groups_stand_in_the_order_of_the_matrix(hr21: Catalogue) -> None:
    columns, _ = source.matrix_of_001()
    spelt = [name.replace("secretariaat", "secretarieel") for name in columns]
    assert [group.name for group in hr21.groups.values()] == spelt


def test_scales_points_and_groups_are_those_of_the_matrix(hr21: Catalogue) -> None:
    _, cells = source.matrix_of_001()
    # The three cells of Locatie have shifted one column to the left (note matrix-locatie).
    right = {"Technische uitvoering": "Locatie"}
    found = {
        name: (scale, right.get(column, column).replace("secretariaat", "secretarieel"), points)
        for name, scale, column, points in cells
    }
    kept = {
        name: (str(norm.scales[0]), hr21.groups[norm.group or ""].name, norm.points)
        for name, norm in hr21.functions.items()
        if norm.scales
    }
    assert len(cells) == 27
    assert kept == found


def test_functions_stand_in_the_order_of_the_columns_from_heavy_to_light(hr21: Catalogue) -> None:
    order = list(hr21.groups)
    norms = list(hr21.functions.values())
    assert [norm.group for norm in norms] == sorted(
        (norm.group for norm in norms), key=lambda group: order.index(group or "")
    )


def test_codes_and_profiles_are_those_of_document_000(hr21: Catalogue) -> None:
    codes = {norm.code: name for name, norm in hr21.functions.items() if norm.code}
    variants = {
        variant.code: name
        for name, norm in hr21.functions.items()
        for variant in norm.variants.values()
        if variant.code
    }
    sections = source.sections_of_000()
    assert codes | variants == {code: name for code, (name, _) in sections.items()}
    for name, section in sections.values():
        assert _profile(hr21.functions[name]) == _letters(source.profile_in(section)), name


def test_profiles_are_those_of_document_001(hr21: Catalogue) -> None:
    annex = source.annex_of_001()
    descriptions = source.descriptions_of_001()
    assert len(annex) == 17
    assert len(descriptions) == 16
    for name, section in annex.items():
        norm = hr21.norm(name)
        assert norm is not None, name
        asked = {competence: str(level) for competence, level in norm.asked.items()}
        assert asked == _letters(source.profile_in(section)), name
    for name, section in descriptions.items():
        if name == "medewerker-educatie-iii":  # another function's profile: profiel-educatie-iii
            continue
        assert _profile(hr21.functions[name]) == _letters(source.listed_profile_in(section)), name


def test_the_odd_profile_of_educatie_iii_is_still_there() -> None:
    """The note profiel-educatie-iii tells of two readings; both exist in the source."""
    odd = source.listed_profile_in(source.descriptions_of_001()["medewerker-educatie-iii"])
    publiek_v = source.listed_profile_in(source.descriptions_of_001()["medewerker-publiek-v"])
    assert odd == publiek_v


def test_functions_without_profile_are_those_without_description(hr21: Catalogue) -> None:
    described = {*source.annex_of_001(), *(name for name, _ in source.sections_of_000().values())}
    without = {name for name, norm in hr21.functions.items() if norm.profile is None}
    assert without == set(hr21.functions) - described


def _sections() -> Iterator[tuple[str, list[str]]]:
    for name, section in source.sections_of_000().values():
        yield name, section
    for name, section in source.annex_of_001().items():
        if name != "coordinatie":
            yield name, section


def test_situations_knowledge_and_skills_have_the_names_of_the_sources(hr21: Catalogue) -> None:
    for name, section in _sections():
        norm = hr21.functions[name]
        assert _names(norm.situations) == _spelling(source.situations_in(section)), name
        knowledge = source.topics_in(section, "Kennis op het gebied van")
        assert _names(norm.knowledge) == _spelling(knowledge), name
        skills = source.topics_in(section, "Vaardigheden op het gebied van")
        assert _names(norm.skills) == _spelling(skills), name


def test_result_areas_have_the_names_of_the_descriptions(hr21: Catalogue) -> None:
    for name, section in source.descriptions_of_001().items():
        areas = [plain for plain in section if plain.startswith("Resultaatgebied ")]
        named = [plain.partition(": ")[2] for plain in areas]
        assert [area.name for area in hr21.functions[name].results] == named, name


def test_least_education_is_that_of_the_profiles(hr21: Catalogue) -> None:
    variants = {
        variant.code: variant
        for norm in hr21.functions.values()
        for variant in norm.variants.values()
    }
    found = [
        (variants.get(code, hr21.functions[name]), source.education_in(section))
        for code, (name, section) in source.sections_of_000().items()
    ]
    found += [
        (hr21.functions[name], source.education_in(section))
        for name, section in source.annex_of_001().items()
        if name != "coordinatie"
    ]
    assert len(found) == 16 + 16
    for norm, sentence in found:
        assert norm.education is not None
        least = norm.education.minimum.removesuffix(" of master").replace("MBO ", "MBO niveau ")
        rest = sentence.removeprefix(f"Minimaal {least}")
        assert rest != sentence, norm.name
        assert not rest.startswith(" niveau"), norm.name
        for field in norm.education.fields:
            spelt = (field, _FIELD_SLIPS.get(field, field))
            assert any(name in sentence for name in spelt), (norm.name, field)


def test_nlqf_levels_are_those_of_the_tables(hr21: Catalogue) -> None:
    kept = {name: norm.nlqf for name, norm in hr21.functions.items() if norm.nlqf}
    assert kept == source.nlqf_of_000()


# Names in the column of related education, and the level of the heading above them.
_RELATED = {
    "Juridisch medewerker openbaar bestuur": 4,
    "Medewerker sociale zekerheid": 4,
    "Sociaal-maatschappelijk dienstverlener": 4,
    "Contactcenter medewerker": 3,
    "Telefonist/receptionist": 2,
    "Publiekszaken": None,
    "Culturele en maatschappelijke vorming": 6,
    "Sport en bewegen (HBO)": 6,
    "Sociaal cultureel werker": 4,
    "Sport en bewegen": 4,
    "Sport- en bewegingsleider": 3,
    "Sport- en bewegingsbegeleider": 2,
    "Artiest": None,
}


def test_related_education_is_that_of_the_tables(hr21: Catalogue) -> None:
    rows = source.related_education_of_000()
    assert len(rows) == 10
    for name, column in rows.items():
        kept = {each.name: each.nlqf for each in hr21.functions[name].qualifications}
        named = {each for each in _RELATED if _spelt(each) in column.casefold()}
        # "Sport en bewegen" alone also begins the name of a direction at level 3.
        if "Sport- en bewegingsleider" in named and column.count("Sport en bewegen") == 1:
            named.discard("Sport en bewegen")
        assert kept == {each: _RELATED[each] for each in named}, name


def _spelt(name: str) -> str:
    return "hbo sport en bewegen" if name.endswith("(HBO)") else name.casefold()


def test_qualifications_of_enriched_profiles_have_the_levels_of_the_tables(
    hr21: Catalogue,
) -> None:
    for code, (name, section) in source.sections_of_000().items():
        rows = [re.fullmatch(r"[1-3] (.+?)\s+(\d)", plain) for plain in section]
        found = [(row[1], int(row[2])) for row in rows if row]
        variants = hr21.functions[name].variants.values()
        kept = [variant for variant in variants if variant.code == code]
        for variant in kept:
            assert [item.nlqf for item in variant.qualifications] == [level for _, level in found]
            for item, (title, _) in zip(variant.qualifications, found, strict=True):
                assert title.endswith(item.name)
        assert bool(found) == bool(kept)


# Slips of the pen in what the diplomas ask (notes naam-middelentoets and the five after it).
_TOPIC_SLIPS = {
    "gerechtshof, deurwaarders": "gerechtsdeurwaarders",
    "Conflictantering": "Conflicthantering",
    "mailletiquette": "mail etiquette",
    "markt informatie": "marktinformatie",
    "Verstreckt": "Verstrekt",
    "kwaliteit zorg": "kwaliteitszorg",
    "–": "-",
}


def _right(name: str) -> str:
    """A name without slips and without what is in brackets behind it."""
    for slip, right in _TOPIC_SLIPS.items():
        name = name.replace(slip, right)
    if name.endswith(("(AWB)", "(Awb)", "(Wbp)", "(WOB)", "(Wob)", "(WSNP)")):
        return name.casefold()
    return re.sub(r"(?<=\w) \(.*\)$", "", name).casefold()


def test_diplomas_ask_what_the_enriched_profiles_list(hr21: Catalogue) -> None:
    by_name = {each.name: each for each in hr21.diplomas.values()}
    variants = {v.code: v for norm in hr21.functions.values() for v in norm.variants.values()}
    seen = 0
    for code, (_, section) in source.sections_of_000().items():
        found = list(source.diplomas_in(section))
        kept = variants[code].diplomas if code in variants else ()
        assert [name for name, _, _ in found] == [hr21.diplomas[key].name for key in kept], code
        for name, topics, processes in found:
            named = [hr21.topics[key].name.casefold() for key in by_name[name].topics]
            assert named == [_right(topic) for topic in topics], (code, name)
            listed = {c: n for task in by_name[name].tasks for c, n in task.processes.items()}
            assert {c: n.casefold() for c, n in listed.items()} == {
                c: _right(n) for c, n in processes.items()
            }, (code, name)
            seen += 1
    # Three for each of the three Juridisch medewerker, one, two and one for the KCC profiles.
    assert seen == 3 * 3 + 1 + 2 + 1


def test_available_functions_of_ommen_stand_on_their_norm_and_add_up(hr21: Catalogue) -> None:
    rows = source.available_functions_of_001()
    assert len(rows) == 16
    for _, norm, scale, _ in rows:
        assert [str(label) for label in hr21.functions[norm].scales] == [scale], norm
    formation = [Decimal(fte.replace(",", ".")) for _, _, _, fte in rows if fte]
    assert len(formation) == 10
    # 1 + 4 + 7 + 1 + 11 + 7 + 3 + 3 + 4 + 4 = 45 (note formatie-totaal)
    assert sum(formation) == Decimal("45.00")


def test_the_module_lists_the_competences_of_its_description(hr21: Catalogue) -> None:
    whole = source.lines("001")
    start = next(i for i, line in enumerate(whole) if line.startswith("## Module HR21"))
    listed = source.listed_profile_in(source.text_of("001", start, start + 30))
    module = hr21.modules["coordinatie"]
    assert {name: str(level) for name, level in module.asked.items()} == _letters(listed)


def test_the_shifted_letters_are_those_of_the_profiles(hr21: Catalogue) -> None:
    """The notes matrix-publiek-* and matrix-educatie-*: right letters, wrong columns."""
    for line in source.lines("000"):
        row = re.match(r"\w*\t(Medewerker (?:publiek|educatie) [IV]+)\t([\tA-D]+)$", line)
        if row:
            letters = [letter for letter in row[2].split("\t") if letter]
            assert letters == list(_profile(hr21.functions[source.key(row[1])]).values()), row[1]


def test_every_note_cites_lines_that_exist_and_say_something(hr21: Catalogue) -> None:
    for name, note in hr21.notes.items():
        for place in (place for reading in note.readings for place in reading.at):
            number, _, span = place.partition(":")
            first, _, last = span.partition("-")
            cited = source.lines(number)[int(first) : int(last or first) + 1]
            assert cited, (name, place)
            assert cited[0].strip(), (name, place)
            assert cited[-1].strip(), (name, place)


def test_notes_about_names_quote_what_stands_there(hr21: Catalogue) -> None:
    """Where a reading is nothing but a name, each cited line holds that name."""
    checked = 0
    for name, note in hr21.notes.items():
        for reading in note.readings:
            if note.kind != "name" or reading.says.nl != reading.says.en:
                continue
            for place in reading.at:
                number, _, span = place.partition(":")
                first, _, last = span.partition("-")
                cited = " ".join(source.lines(number)[int(first) : int(last or first) + 1])
                quoted, there = (s.casefold().replace(" ", "") for s in (reading.says.nl, cited))
                assert quoted in there, (name, place)
                checked += 1
    assert checked > 30


def _words(sentence: str) -> list[str]:
    return re.findall(r"[^\W_]+", sentence.casefold())


def _runs(sentence: str, length: int) -> set[tuple[str, ...]]:
    words = _words(sentence)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_no_sentence_is_copied(hr21: Catalogue) -> None:
    """Facts carry over, sentences do not: no six words in a row are those of a source."""
    taken = {
        run for number in ("000", "001") for line in source.lines(number) for run in _runs(line, 6)
    }
    written = [norm.description for norm in hr21.competences.values()]
    written += [series.description for series in hr21.series.values()]
    written += [group.description for group in hr21.groups.values()]
    for norm in hr21.functions.values():
        written += norm.characteristics
        written += [t.description for t in (*norm.situations, *norm.knowledge, *norm.skills)]
    for module in hr21.modules.values():
        written += module.tasks
    for diploma in hr21.diplomas.values():
        written += [diploma.role, diploma.complexity]
    for sentence in filter(None, written):
        assert not _runs(sentence, 6) & taken, sentence
