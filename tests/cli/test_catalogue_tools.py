"""Looking through catalogues: one entry, a search, the matrices, the difference, a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

# The matrix of document 001, written out here on purpose: scale, then the eight columns.
MATRIX = """
14 1000
13 I 811
12 II 719 I 719
11 III 638 II 638
10 IV 557 III 557 I 564
9 V 527 II 458 I 494
8 III 394 II 394 I 394
7 IV 327 III 306 II 369 II 339 II 369
6 III 258 III 258 III 258
5 IV 213 IV 205 IV 205
4 V 132
"""

PROCESSES = """
1.1 ···■■····■■·■··■····■···· Verstrekt informatie en advies
1.2 ···■·■···■■··■·····■·■··· Verricht de intake
1.3 ··········■··■···■······· Ondersteunt bij het invullen van formulieren
1.4 ····■·······■■···■······· Verwijst door
2.2 ············■■····■······ Verifieert gegevens
2.3 ■········■■····■··■■····· Stelt documenten op
2.4 ····■···········■·■······ Bewaakt termijnen en procedures
"""


def _squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_an_entry_of_a_packaged_catalogue_needs_no_catalogue(run: Run) -> None:
    shown = run("catalogue", "show", "medewerker-publiek-iii", "--lang", "en")
    assert shown.code == 0
    lines = _squeezed(shown.out)
    for line in (
        "Code N06.01.06",
        "Scale 6",
        "Points 258",
        "NLQF level 3",
        "Risks (Verbale) agressie",
        "Klantgerichtheid C helpen",
    ):
        assert line in lines
    assert (
        shown.out == run("catalogue", "show", "hr21", "medewerker-publiek-iii", "--lang", "en").out
    )


def test_an_unknown_entry_names_the_nearest(run: Run) -> None:
    result = run("catalogue", "show", "hr21", "medewerker-publiek-ix", "--lang", "en")
    assert result.code == 2
    assert 'Did you mean "medewerker-publiek-i' in result.err


@pytest.mark.parametrize("key", ["intake", "plannen", "privacy", "frontoffice"])
def test_every_kind_of_entry_is_shown(run: Run, key: str) -> None:
    result = run("catalogue", "show", "mbo-sociale-zekerheid", key)
    assert result.code == 0
    assert key in result.out
    assert run("catalogue", "show", "mbo-sociale-zekerheid", key, "--json").json["name"]


def test_the_function_matrix_is_that_of_the_source(run: Run) -> None:
    found = _squeezed(run("catalogue", "matrix", "hr21", "--lang", "en").out)
    for line in MATRIX.strip().splitlines():
        assert line in found
    data = run("catalogue", "matrix", "hr21", "--json").json
    assert data["of"] == "functions"
    assert len(data["matrix"]) == 27


def test_the_competence_matrix_has_the_letters_of_the_profiles(run: Run) -> None:
    found = _squeezed(run("catalogue", "matrix", "hr21", "--of", "competences").out)
    start = found.index("Competentiematrix: Publiek")
    assert found[start + 1 : start + 7] == [
        "Competentie I II III IV V",
        "Integriteit C C C D D",
        "Conflicthantering C C C D D",
        "Klantgerichtheid B B C C D",
        "Mondelinge communicatie A B C C D",
        "Nauwkeurigheid B C C D D",
    ]


def test_the_process_matrix_has_the_letters_of_the_detail_tables(run: Run) -> None:
    found = _squeezed(run("catalogue", "matrix", "mbo-sociale-zekerheid").out)
    assert "Code ABCDEFGHIJKLMNOPQRSTUVWXY Werkproces" in found
    for line in PROCESSES.strip().splitlines():
        assert line in found


def test_what_lacks_from_publiek_iv_to_iii(run: Run) -> None:
    ends = ("medewerker-publiek-iv", "hr21:medewerker-publiek-iii")
    result = run("catalogue", "diff", *ends, "--lang", "en")
    assert result.code == 0
    lines = _squeezed(result.out)
    # IV asks D D C C D and III asks C five times: one step at three of them.
    assert "Nauwkeurigheid D C ! 1 step" in lines
    assert "Klantgerichtheid C C ✓ nothing" in lines
    assert "From: MBO 2" in lines
    assert "To: MBO 3" in lines
    assert "· Aanvraagbehandeling" in lines
    data = run("catalogue", "diff", *ends, "--json").json
    assert data["steps"] == 3
    assert [each["verdict"] for each in data["competences"]] == [
        "short",
        "short",
        "met",
        "met",
        "short",
    ]


def test_an_enriched_profile_brings_what_its_diplomas_teach(run: Run) -> None:
    ends = ("medewerker-klantcontactcentrum-v", "medewerker-klantcontactcentrum-iv")
    data = run("catalogue", "diff", *ends, "--json").json
    # Telefonist/receptionist stands in both; Contactcenter medewerker adds its 18 topics, and the
    # function Publiek IV knows two that V does not.
    assert data["qualifications"] == ["Contactcenter medewerker"]
    assert len(data["topics"]) == 18 + 2
    assert data["shared_topics"] == 12 + 3


def test_an_unknown_norm_is_refused(run: Run) -> None:
    result = run("catalogue", "diff", "medewerker-publiek-iv", "medewerker-publik-iii")
    assert result.code == 2
    assert "medewerker-publiek-iii" in result.err


def test_a_search_finds_names_first_and_then_what_is_said(run: Run) -> None:
    hits = run("catalogue", "search", "agressie", "--json").json["hits"]
    assert {hit["key"] for hit in hits} >= {"publiek", "educatie", "intake"}
    hits = run("catalogue", "search", "klantgerichtheid", "--json").json["hits"]
    assert hits[0]["key"] == "klantgerichtheid"
    assert hits[0]["by_name"]
    # Spelt like this in one source only.
    hits = run("catalogue", "search", "Conflictantering", "--json").json["hits"]
    assert [hit["key"] for hit in hits] == ["conflicthantering"]
    assert run("catalogue", "search", "niemandsland", "--json").json["hits"] == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_new_catalogue_is_right_and_works_with_the_others(run: Run, language: str) -> None:
    made = run("catalogue", "new", "eigen.yaml", "--name", "Boek '26", "--lang", language)
    assert made.code == 0, made.err
    assert run("catalogue", "validate", "eigen.yaml").code == 0
    data = run("catalogue", "show", "./eigen.yaml", "--json").json
    assert (data["id"], data["name"], data["language"]) == ("eigen", "Boek '26", language)
    norm = next(iter(data["functions"]))
    diff = run(
        "catalogue",
        "diff",
        "medewerker-publiek-iii",
        f"eigen:{norm}",
        "--with",
        "eigen.yaml",
        "--json",
    ).json
    # Its second competence is the same as hr21:klantgerichtheid, at C, which Publiek III asks.
    assert [each["verdict"] for each in diff["competences"]] == ["lacking", "met"]


def test_a_new_catalogue_overwrites_nothing(run: Run, folder: Path) -> None:
    (folder / "eigen.yaml").write_text("van mij", encoding="utf-8")
    assert run("catalogue", "new", "eigen.yaml").code == 2
    assert (folder / "eigen.yaml").read_text(encoding="utf-8") == "van mij"
    assert run("catalogue", "new", "nieuw.yaml", "--id", "geen id").code == 2
    assert not (folder / "nieuw.yaml").exists()


def test_a_link_to_a_competence_that_is_not_there_is_refused(run: Run, folder: Path) -> None:
    run("catalogue", "new", "eigen.yaml")
    text = (folder / "eigen.yaml").read_text(encoding="utf-8")
    broken = text.replace("hr21:klantgerichtheid", "hr21:klantgericht")
    (folder / "eigen.yaml").write_text(broken, encoding="utf-8")
    result = run("catalogue", "validate", "eigen.yaml", "--lang", "en")
    assert result.code == 2
    assert '"hr21:klantgericht", which does not exist' in result.err
