"""Looking through catalogues: one entry, a search, the matrices, the difference, a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.files.catalogue_files import packaged_catalogue
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


def _flat(text: str) -> str:
    """Lines that were broken at the width of the screen, as one."""
    return " ".join(text.split())


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
    # An enriched profile by its own name, with the key that `show` takes.
    hits = run("catalogue", "search", "juridisch", "medewerker", "iii", "--json").json["hits"]
    assert (hits[0]["key"], hits[0]["by_name"]) == ("juridisch-medewerker-iii", True)
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
    # The link stands on line 21 of what `new` writes; behind it the nearest one.
    assert "eigen.yaml:21:15: competences.service.same_as.0: " in result.err
    assert '"hr21:klantgericht", which does not exist' in _flat(result.err)
    assert 'Did you mean "hr21:klantgerichtheid"?' in _flat(result.err)


def test_a_link_to_a_catalogue_that_is_not_here_gets_a_note(run: Run, folder: Path) -> None:
    run("catalogue", "new", "eigen.yaml")
    text = (folder / "eigen.yaml").read_text(encoding="utf-8")
    (folder / "eigen.yaml").write_text(text.replace("hr21:", "hr12:"), encoding="utf-8")
    result = run("catalogue", "validate", "eigen.yaml", "--lang", "en")
    assert result.code == 0
    assert "eigen.yaml:21:15: note: competences.service.same_as.0: " in result.err
    assert 'Did you mean "hr21"?' in _flat(result.err)
    (folder / "twee.yaml").write_text(
        "format: 1\nid: hr12\nname: Twee\ncumulative: false\n"
        "competences: {klantgerichtheid: {name: Klant}}\n",
        encoding="utf-8",
    )
    result = run("catalogue", "validate", "eigen.yaml", "--with", "twee.yaml")
    assert (result.code, result.err) == (0, "")


# -- keys


def test_a_key_of_several_catalogues_says_whose_it_is_and_names_the_others(run: Run) -> None:
    lines = _squeezed(run("catalogue", "show", "klantgerichtheid", "--lang", "en").out)
    place = lines.index("Catalogue hr21 (Competences)")
    assert lines[place + 1 : place + 3] == [
        "Key also in kcc-antwoord:klantgerichtheid",
        "ufo:klantgerichtheid",
    ]
    data = run("catalogue", "show", "klantgerichtheid", "--json").json
    assert (data["catalogue"], data["section"]) == ("hr21", "competences")
    assert data["same_key"] == ["kcc-antwoord:klantgerichtheid", "ufo:klantgerichtheid"]


@pytest.mark.parametrize("owner", ["hr21", "kcc-antwoord", "ufo"])
def test_a_link_is_shown_on_both_sides(run: Run, owner: str) -> None:
    # hr21 states no link; the other three catalogues lead to its competence.
    everywhere = {
        "hr21:klantgerichtheid",
        "kcc-antwoord:klantgerichtheid",
        "mbo-sociale-zekerheid:behoeften-klant",
        "ufo:klantgerichtheid",
    }
    written = f"{owner}:klantgerichtheid"
    data = run("catalogue", "show", written, "--json").json
    assert set(data["same_elsewhere"]) == everywhere - {written}
    shown = run("catalogue", "show", written, "--lang", "en").out
    assert all(each in shown.partition("The same elsewhere")[2] for each in everywhere - {written})


def test_a_key_may_have_its_catalogue_before_it(run: Run) -> None:
    shown = run("catalogue", "show", "ufo:klantgerichtheid").out
    assert "Catalogus ufo (Competenties)" in _squeezed(shown)
    assert shown == run("catalogue", "show", "ufo", "klantgerichtheid").out
    assert shown == run("catalogue", "show", "ufo", "ufo:klantgerichtheid").out
    hits = run("catalogue", "search", "ufo:klantgerichtheid", "--json").json["hits"]
    assert (hits[0]["catalogue"], hits[0]["key"]) == ("ufo", "klantgerichtheid")


def test_a_key_of_two_sections_shows_both(run: Run) -> None:
    shown = _squeezed(run("catalogue", "show", "hr21", "operationeel", "--lang", "en").out)
    assert "Catalogue hr21 (Function groups)" in shown
    assert "Catalogue hr21 (Dimensions)" in shown
    data = run("catalogue", "show", "hr21", "operationeel", "--json").json
    assert [data["section"], *(each["section"] for each in data["more"])] == [
        "groups",
        "dimensions",
    ]


@pytest.mark.usefixtures("folder")
def test_an_entry_of_ones_own_catalogue_is_shown_with_it(run: Run) -> None:
    run("catalogue", "new", "eigen.yaml")
    by_id = run("catalogue", "show", "eigen:service", "--with", "eigen.yaml", "--lang", "en")
    assert "hr21:klantgerichtheid" in by_id.out
    by_path = run("catalogue", "show", "eigen.yaml", "service", "--lang", "en")
    assert by_path.out == by_id.out
    assert run("catalogue", "show", "eigen.yaml:service", "--lang", "en").out == by_id.out


#: What someone types wrongly, and what the answer has to say.
WRONG = {
    ("show", "medewerker-publik-iii"): 'called "medewerker-publik-iii". Did you mean "medewerker-p',
    ("show", "hr21:klantgerichtheit"): 'Did you mean "klantgerichtheid"?',
    ("show", "hr22:klantgerichtheid"): 'no catalogue "hr22". Did you mean "hr21"?',
    ("show", "eigen.yaml"): 'no file or folder "eigen.yaml"',
    ("show", "./eigen", "adviseur"): 'no file or folder "./eigen"',
    ("show", "mbo"): 'Did you mean "mbo-sociale-zekerheid"?',
    ("matrix", "kcc"): 'Did you mean "kcc-antwoord"?',
    ("notes", "zzz"): "Known here: hr21, kcc-antwoord, mbo-sociale-zekerheid, ufo.",
    ("validate", "ufoo"): 'no catalogue "ufoo". Did you mean "ufo"?',
    ("validate", "eigen.yaml"): 'no file or folder "eigen.yaml"',
    ("diff", "klantgerichtheid", "coaching"): "stands in hr21 under Competences, and is no norm",
    ("diff", "ufo:klantgerichtheid", "coaching"): "stands in ufo under Competences",
    ("diff", "medewerker-klantcontactcentrum-4", "coaching"): '"medewerker-klantcontactcentrum-',
    ("search", ""): "no word to search for",
    ("search", " ", "agressie", "--with", "eigen.yaml"): 'no file or folder "eigen.yaml"',
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_name_is_refused_with_what_is_near(run: Run, words: tuple[str, ...]) -> None:
    result = run("catalogue", *words, "--lang", "en")
    assert result.code == 2
    assert WRONG[words] in _flat(result.err)
    assert result.out == ""


@pytest.mark.parametrize("id", ["hr21", "kcc-antwoord", "mbo-sociale-zekerheid", "ufo"])
def test_a_packaged_catalogue_is_validated_by_its_id(run: Run, id: str) -> None:
    result = run("catalogue", "validate", id, "--lang", "en")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{id} is correct: ")


def test_levels_have_their_scales_and_empty_columns_are_left_out(run: Run) -> None:
    shown = run("catalogue", "show", "intermediair-dienstverlening", "--lang", "en").out
    assert "Level and scale Level 1: scale 10" in _squeezed(shown)
    assert "What it is called, or how it shows" not in shown


@pytest.mark.usefixtures("folder")
def test_ones_own_catalogue_is_known_here_too(run: Run) -> None:
    run("catalogue", "new", "eigen.yaml")
    result = run("catalogue", "show", "zzz:moed", "--with", "eigen.yaml", "--lang", "en")
    assert result.code == 2
    said = "Known here: eigen, hr21, kcc-antwoord, mbo-sociale-zekerheid, ufo."
    assert said in _flat(result.err)


def test_one_competence_is_told_in_the_singular(run: Run, folder: Path) -> None:
    text = (
        "format: 1\nid: klein\nname: Klein\ncumulative: false\ncompetences: {moed: {name: Moed}}\n"
    )
    text += "functions: {baas: {name: Baas, profile: {moed: any}}}\n"
    (folder / "klein.yaml").write_text(text, encoding="utf-8")
    result = run("catalogue", "validate", "klein.yaml", "--lang", "nl")
    assert result.out == "klein.yaml is in orde: 1 norm, 1 competentie.\n"


# -- grades and levels


def test_grades_with_the_same_profile_are_told_apart(run: Run) -> None:
    shown = run("catalogue", "show", "klantadviseur-2", "--lang", "en").out
    assert "2 of 3, from light to heavy, of Klantadviseur (klantadviseur)" in shown
    apart = shown.partition("What tells it apart from the other grades\n")[2]
    assert "Eerstelijnsinformatie" in apart
    assert "Grotendeels standaard" not in apart
    ends = ("klantadviseur-3", "kcc-antwoord:klantadviseur-2")
    lines = _squeezed(run("catalogue", "diff", *ends, "--lang", "en").out)
    assert "Soort vragen Grotendeels standaard Eerstelijnsinformatie" in lines
    # The same for both grades, so nothing to tell: preferably a diploma.
    assert not any(line.startswith("Branchediploma contactcenters Bij") for line in lines)
    differences = run("catalogue", "diff", *ends, "--json").json["grades"]
    assert {"about": "Klantgegevens invoeren", "has": "Geen taak", "wants": "Voert ze in"} in (
        differences
    )
    other = run("catalogue", "diff", "klantadviseur-3", "teamleider-kcc", "--json").json
    assert other["grades"] == []


def test_columns_in_which_nothing_is_known_are_left_out(run: Run) -> None:
    # No grades are called scales there, no level has a name, and no competence is asked at one.
    whole = _squeezed(run("catalogue", "show", "kcc-antwoord", "--lang", "en").out)
    assert "Name and key Profile" in whole
    one = _squeezed(run("catalogue", "show", "klantadviseur-3", "--lang", "en").out)
    assert "Competence What it is called, or how it shows" in one
    levels = "Levels that have a name"
    assert levels not in run("catalogue", "show", "kcc-antwoord", "--lang", "en").out
    assert levels in run("catalogue", "show", "hr21", "--lang", "en").out


def test_parts_of_a_matrix_have_titles_of_their_own(run: Run) -> None:
    shown = run("catalogue", "matrix", "kcc-antwoord", "--lang", "en").out
    titles = [line for line in shown.splitlines() if line.startswith("Competence matrix")]
    assert titles == [
        "Competence matrix: KCC Antwoord, part 1 of 2",
        "Competence matrix: KCC Antwoord, part 2 of 2",
    ]


@pytest.mark.parametrize("columns", ["80", "120"])
@pytest.mark.parametrize("id", ["hr21", "kcc-antwoord", "mbo-sociale-zekerheid", "ufo"])
def test_nothing_is_cut_off_at_the_edge(
    run: Run, monkeypatch: pytest.MonkeyPatch, id: str, columns: str
) -> None:
    """Every word of every profile stands in what is shown of a whole catalogue."""
    monkeypatch.setenv("COLUMNS", columns)
    shown = set(run("catalogue", "show", id).out.split())
    for norm in packaged_catalogue(id).norms.values():
        for key in norm.asked:
            name = packaged_catalogue(id).competences[key].name
            words = {word.rstrip(",") for word in name.split()}
            assert words <= {word.rstrip(",") for word in shown}, name


def test_what_is_said_keeps_its_indent_where_it_wraps(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = run("catalogue", "search", "telefoonsysteem", "--lang", "en").out
    assert all(line.startswith(("·", "  ")) for line in shown.splitlines()[1:] if line)


# -- what is not known, and what is refused


def test_a_profile_that_the_sources_do_not_give_is_unknown(run: Run) -> None:
    # Adviseur I has no profile in the sources; Adviseur II asks five competences.
    data = run("catalogue", "diff", "adviseur-i", "adviseur-ii", "--json").json
    assert (data["known"], data["steps"]) == ([False, True], None)
    assert [(c["verdict"], c["has"], c["steps"]) for c in data["competences"]] == [
        ("unknown", None, None)
    ] * 5
    shown = run("catalogue", "diff", "adviseur-i", "adviseur-ii", "--lang", "en").out
    assert "What the first one asks is not known." in shown
    assert "step" not in shown
    shown = run("catalogue", "diff", "adviseur-i", "adviseur-ii", "--lang", "nl").out
    assert "Wat de eerste vraagt is niet bekend." in shown
    assert "stap" not in shown
    turned = run("catalogue", "diff", "adviseur-ii", "adviseur-i", "--json").json
    assert (turned["known"], turned["steps"], turned["competences"]) == ([True, False], None, [])


def _own(folder: Path, **lines: str) -> None:
    """A catalogue of one's own, as `new` writes it, with other values of some keys."""
    written = (folder / "eigen.yaml").read_text(encoding="utf-8").splitlines()
    for key, value in lines.items():
        place = next(n for n, line in enumerate(written) if line.strip().startswith(f"{key}:"))
        indent = written[place][: -len(written[place].lstrip())]
        written[place] = f"{indent}{key}: {value}"
    (folder / "eigen.yaml").write_text("\n".join(written) + "\n", encoding="utf-8")


def test_links_that_join_two_competences_of_another_catalogue_are_refused(
    run: Run, folder: Path
) -> None:
    run("catalogue", "new", "eigen.yaml", "--lang", "en")
    _own(folder, same_as="['kcc-antwoord:plannen', 'kcc-antwoord:organiseren']")
    result = run("catalogue", "validate", "eigen.yaml", "--lang", "en")
    assert result.code == 2
    assert "eigen.yaml:21:14: competences.service.same_as: " in result.err
    assert (
        'The links make "plannen" and "organiseren" of catalogue kcc-antwoord the same competence.'
        in _flat(result.err)
    )
    # Beside a catalogue that is wrong in this way, another one is still right.
    assert run("catalogue", "validate", "hr21", "--with", "eigen.yaml").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hr21.yaml",), '"hr21" is the id of a catalogue that comes with the program. Give'),
        (("x.json",), 'A catalogue is YAML: "x.json" should end in .yaml or .yml.'),
        (("één.yaml",), '"één" is no id: '),
        (("een.yaml", "--id", "a b"), '"a b" is no id: '),
    ],
)
def test_a_catalogue_is_not_begun_under_a_wrong_name(
    run: Run, folder: Path, words: tuple[str, ...], said: str
) -> None:
    result = run("catalogue", "new", *words, "--lang", "en")
    assert result.code == 2
    assert said in _flat(result.err)
    assert not (folder / words[0]).exists()
    assert run("catalogue", "new", "hr21.yaml", "--id", "eigen").code == 0


def test_the_id_of_a_packaged_catalogue_is_taken(run: Run, folder: Path) -> None:
    run("catalogue", "new", "eigen.yaml")
    _own(folder, id="hr21", same_as="[]")
    result = run("catalogue", "validate", "eigen.yaml", "--lang", "en")
    assert result.code == 2
    said = 'id: "hr21" is the id of a catalogue that comes with the program. Give it another id.'
    assert said in _flat(result.err)


def test_a_scenario_and_a_catalogue_are_told_apart(run: Run) -> None:
    result = run("catalogue", "validate", "scenario.yaml", "--lang", "en")
    assert result.code == 2
    assert "This is a scenario: use `rollenplanner validate scenario.yaml`." in _flat(result.err)
    run("catalogue", "new", "eigen.yaml")
    result = run("validate", "eigen.yaml", "--lang", "en")
    assert result.code == 2
    said = "This is a catalogue: use `rollenplanner catalogue validate eigen.yaml`."
    assert said in _flat(result.err)
    assert run("validate", "eigen.yaml", "--json").json["errors"][0]["line"] is None


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", ["show", "diff"])
def test_the_examples_in_the_help_work_with_what_new_writes(
    run: Run, command: str, language: str
) -> None:
    run("catalogue", "new", "eigen.yaml", "--lang", language)
    # Help speaks in the language of the surroundings or of the option before the command.
    shown = run("--lang", language, "catalogue", command, "--help").out
    example = next(line for line in shown.splitlines() if " eigen:" in line)
    words = example.split()
    assert run(*words[words.index("catalogue") :]).code == 0


def test_a_short_word_is_looked_for_as_a_word(run: Run) -> None:
    # "iv" stands inside many words too, such as "administratieve".
    hits = run("catalogue", "search", "publiek", "IV", "--json").json["hits"]
    assert (hits[0]["key"], hits[0]["by_name"]) == ("medewerker-publiek-iv", True)
    assert [hit["key"] for hit in hits if hit["by_name"]] == ["medewerker-publiek-iv"]
