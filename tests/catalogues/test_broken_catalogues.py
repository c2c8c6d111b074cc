"""Every way to break a catalogue gives a problem at the right place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollenplanner.domain.errors import InputError
from rollenplanner.files.catalogue_files import read_catalogue

# A sound catalogue; each case replaces one line of it. Line numbers count from 1.
SOUND = """\
format: 1
id: eigen
name: Eigen
cumulative: false
levels: [D, C, B, A]
sources: {bron: {title: Bron}}
dimensions: {denken: {name: Denken}}
series: {beleid: {name: Beleid}, beheer: {name: Beheer}}
groups: {advies: {name: Advies, series: beleid}}
competences:
  visie: {name: Visie, dimension: denken, levels: {B: vertalen}}
  moed: {name: Moed}
  rust: {name: Rust}
  orde: {name: Orde}
  vlijt: {name: Vlijt}
  humor: {name: Humor}
functions:
  adviseur:
    name: Adviseur
    series: beleid
    group: advies
    scales: [10, 10A]
    code: A1
    profile: {visie: B, moed: any}
  adviseur-ii: {name: Adviseur II, code: A2}
modules:
  coordinatie: {name: Coordinatie, managers: false}
notes:
  noot:
    kind: name
    subject: functions.adviseur
    readings:
      - {at: ["bron:3-4"], says: {nl: a, en: b}, used: true}
      - {at: ["bron:9"], says: {nl: c, en: d}}
    why: {nl: a, en: b}
"""

# (line to replace, new text, line:column of the problem, path, words of the message)
CASES = [
    ("format: 1", "format: 2", "1:9", "format", "Expected 1"),
    ("id: eigen", "id: 'eigen!'", "2:5", "id", "only letters"),
    ("name: Eigen", "name: 12", "3:7", "name", "between quotes"),
    ("name: Eigen", "naam: Eigen", "3:1", "naam", 'Did you mean "name"?'),
    ("name: Eigen", "name: ''", "3:7", "name", "may not be empty"),
    ("cumulative: false", "cumulative: true", "4:13", "cumulative", "never cumulative"),
    ("cumulative: false", "cumulative: no", "4:13", "cumulative", "Expected False"),
    ("levels: [D, C, B, A]", "levels: [A, B, C, D]", "5:9", "levels", "lightest"),
    ("levels: [D, C, B, A]", "levels: [D, D, B]", "5:9", "levels", "each once"),
    ("levels: [D, C, B, A]", "levels: [D, C, B, E]", "5:19", "levels.3", "D, C, B or A"),
    ("{B: vertalen}", "{F: vertalen}", "11:52", "competences.visie.levels.F", "D, C, B or A"),
    ("levels: [D, C, B, A]", "levels: [A]", "24:22", "functions.adviseur.profile.visie", "among"),
    (
        "levels: [D, C, B, A]",
        "levels: [D, C, A]",
        "11:52",
        "competences.visie.levels.B",
        "among",
    ),
    ("dimension: denken", "dimension: denke", "11:35", "competences.visie.dimension", "denken"),
    ("{name: Moed}", "{name: visie}", "12:16", "competences.moed.name", "also the name"),
    ("  moed:", "  visie:", "12:3", "competences.visie", "twice"),
    ("series: beleid}}", "series: beleit}}", "9:41", "groups.advies.series", '"beleid"?'),
    ("    series: beleid", "    series: bel", "20:13", "functions.adviseur.series", "Unknown"),
    ("    series: beleid", "    series: beheer", "20:13", "functions.adviseur.series", "belongs"),
    ("    group: advies", "    group: advis", "21:12", "functions.adviseur.group", '"advies"?'),
    ("[10, 10A]", "[10, 10B]", "22:18", "functions.adviseur.scales.1", "salary scale"),
    ("[10, 10A]", "[19]", "22:14", "functions.adviseur.scales.0", "salary scale"),
    ("[10, 10A]", "[010]", "22:14", "functions.adviseur.scales.0", "salary scale"),
    ("[10, 10A]", "10", "22:13", "functions.adviseur.scales", "Expected a list"),
    ("visie: B, moed", "visi: B, moed", "24:15", "functions.adviseur.profile.visi", '"visie"?'),
    ("visie: B, moed", "visie: b, moed", "24:22", "functions.adviseur.profile.visie", "or any"),
    ("visie: B, moed", "visie: [B], moed", "24:22", "functions.adviseur.profile.visie", "or any"),
    (
        "moed: any}",
        "moed: any, rust: D, orde: D, vlijt: C, humor: A}",
        "24:14",
        "functions.adviseur.profile",
        "at most 5 competences; this one names 6",
    ),
    ("code: A2", "code: A1", "25:42", "functions.adviseur-ii.code", "functions.adviseur.code"),
    ("code: A2", "points: 0", "25:44", "functions.adviseur-ii.points", "more than 0"),
    ("code: A2", "points: 7.5", "25:44", "functions.adviseur-ii.points", "whole number"),
    ("code: A2", "nlqf: [9]", "25:43", "functions.adviseur-ii.nlqf.0", "8 or less"),
    ("  adviseur-ii:", "  adviseur/ii:", "25:3", 'functions."adviseur/ii"', "is no id"),
    ("  coordinatie:", "  adviseur:", "27:3", "modules.adviseur", "key of a function"),
    ("managers: false", "managers: nee", "27:46", "modules.coordinatie.managers", "write false"),
    ("kind: name", "kind: typo", "30:11", "notes.noot.kind", "Expected one of"),
    ("functions.adviseur\n", "functions.x\n", "31:14", "notes.noot.subject", "functions.x"),
    (", used: true", "", "33:7", "notes.noot.readings", "Exactly one"),
    ("{nl: c, en: d}}", "{nl: c, en: d}, used: true}", "33:7", "notes.noot.readings", "one"),
    ('"bron:9"', '"bro:9"', "34:15", "notes.noot.readings.1.at.0", 'Did you mean "bron"?'),
    ('"bron:9"', '"bron:0"', "34:15", "notes.noot.readings.1.at.0", "source:line"),
    ("nl: c, en: d", "nl: c", "34:26", "notes.noot.readings.1.says.en", "missing"),
    ('      - {at: ["bron:9"], says: {nl: c, en: d}}\n', "", "33:7", "notes.noot.readings", "2"),
]


# The parts that no function matrix has; line numbers count from 1 again.
WIDER = """\
format: 1
id: eigen
name: Eigen
cumulative: false
dimensions: {denken: {name: Denken}}
competences:
  visie: {name: Visie, same_as: ['hr21:visie']}
  moed: {name: Moed}
topics: {recht: {name: Recht}}
tasks: {balie: {name: Balie}}
processes:
  intake: {name: Intake, task: balie, topics: [recht], profile: {visie: any}}
functions:
  hulp: {name: Hulp, reports_to: [chef], processes: [intake]}
  chef:
    name: Chef
    span: {most: 20, of: [hulp]}
    crebo: '94910'
    ladder: [{level: '1', scale: 10}]
    profile: {visie: any, moed: any}
    profile_groups: {denken: [visie, moed]}
    in_practice: {visie: {indicators: [kijkt vooruit]}}
    results: [Leiding, {name: Plan, frame: [begroting], result: klaar}]
grades:
  reeks: {name: Reeks, functions: [hulp, chef], differences: [{about: a, says: {hulp: b}}]}
learning: {pad: {name: Pad, functions: [hulp]}}
diplomas: {mbo: {name: Mbo, topics: [recht]}}
"""

WIDER_CASES = [
    ("'hr21:visie'", "'hr21'", "7:34", "competences.visie.same_as.0", "catalogue:key"),
    ("'hr21:visie'", "'eigen:moed'", "7:34", "competences.visie.same_as.0", "another catalogue"),
    ("task: balie", "task: bali", "12:32", "processes.intake.task", 'mean "balie"?'),
    ("topics: [recht]", "topics: [regt]", "12:48", "processes.intake.topics.0", '"recht"?'),
    ("  hulp: {name: Hulp", "  intake: {name: Hulp", "12:3", "processes.intake", "a function"),
    ("[chef], p", "[chev], p", "14:35", "functions.hulp.reports_to.0", 'mean "chef"?'),
    ("[chef], p", "[hulp], p", "14:34", "functions.hulp.reports_to", "in a circle"),
    ("es: [intake]", "es: [intak]", "14:54", "functions.hulp.processes.0", '"intake"?'),
    ("most: 20", "most: 0", "17:18", "functions.chef.span.most", "1 or more"),
    ("of: [hulp]", "of: [hlp]", "17:27", "functions.chef.span.of.0", 'mean "hulp"?'),
    ("'94910'", "94910", "18:12", "functions.chef.crebo", "between quotes"),
    ("scale: 10", "scale: 19", "19:34", "functions.chef.ladder.0.scale", "salary scale"),
    ("{denken: [v", "{denke: [v", "21:22", "functions.chef.profile_groups.denke", '"denken"?'),
    ("moed]}", "rust]}", "21:38", "functions.chef.profile_groups.denken.1", "does not ask"),
    ("moed]}", "visie]}", "21:38", "functions.chef.profile_groups.denken.1", "already"),
    ("{visie: {i", "{rust: {i", "22:19", "functions.chef.in_practice.rust", "does not ask"),
    ("frame:", "kader:", "23:37", "functions.chef.results.1.kader", "Unknown key"),
    ("[Leiding,", "[12,", "23:15", "functions.chef.results.0", "Expected"),
    ("[hulp, chef]", "[hulp, cheff]", "25:42", "grades.reeks.functions.1", 'mean "chef"?'),
    ("says: {hulp", "says: {hulpp", "25:81", "grades.reeks.differences.0.says.hulpp", "grades"),
    ("Mbo, topics: [recht]", "Mbo, topics: [regt]", "27:38", "diplomas.mbo.topics.0", '"recht"?'),
    ("[hulp]}}", "[hulpp]}}", "26:41", "learning.pad.functions.0", 'mean "hulp"?'),
]


def _problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_catalogue(path)
    return [f"{p.line}:{p.column} {p.path}: {p.message}" for p in caught.value.problems]


def test_the_sound_catalogue_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(SOUND, encoding="utf-8")
    assert read_catalogue(path).id == "eigen"


@pytest.mark.parametrize(("old", "new", "spot", "where", "words"), CASES)
def test_a_broken_catalogue_is_refused_at_the_right_place(
    tmp_path: Path, old: str, new: str, spot: str, where: str, words: str
) -> None:
    assert old in SOUND
    path = tmp_path / "eigen.yaml"
    path.write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    spots = [line for line in _problems(path) if line.startswith(f"{spot} {where}: ")]
    assert len(spots) == 1, _problems(path)
    assert words in spots[0]


def test_the_wider_catalogue_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(WIDER, encoding="utf-8")
    catalogue = read_catalogue(path)
    assert [area.name for area in catalogue.functions["chef"].results] == ["Leiding", "Plan"]
    assert list(catalogue.norms) == ["hulp", "chef", "intake"]


@pytest.mark.parametrize(("old", "new", "spot", "where", "words"), WIDER_CASES)
def test_a_broken_wider_catalogue_is_refused_at_the_right_place(
    tmp_path: Path, old: str, new: str, spot: str, where: str, words: str
) -> None:
    assert old in WIDER
    path = tmp_path / "eigen.yaml"
    path.write_text(WIDER.replace(old, new, 1), encoding="utf-8")
    spots = [line for line in _problems(path) if line.startswith(f"{spot} {where}: ")]
    assert len(spots) == 1, _problems(path)
    assert words in spots[0]


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """A wrong shape hides no wrong reference, nor the other way round."""
    path = tmp_path / "eigen.yaml"
    broken = SOUND.replace("format: 1", "format: 2").replace("visie: B, moed", "visi: B, moed")
    path.write_text(broken.replace("[10, 10A]", "[99]"), encoding="utf-8")
    assert [line.split(" ")[1] for line in _problems(path)] == [
        "format:",
        "functions.adviseur.scales.0:",
        "functions.adviseur.profile.visi:",
    ]


@pytest.mark.parametrize(
    "section", ["levels", "dimensions", "groups", "competences", "functions", "notes", "sources"]
)
@pytest.mark.parametrize("value", ["7", "[[]]", "{x: 7}", "{x: {profile: [], series: [], at: 1}}"])
def test_misshapen_parts_are_refused_without_a_crash(
    tmp_path: Path, section: str, value: str
) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(f"format: 1\nid: x\nname: X\ncumulative: false\n{section}: {value}\n")
    assert any(f" {section}" in line for line in _problems(path))


def test_endless_names_are_cut_short_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(SOUND.replace("visie: B, moed", f"{'v' * 700}: B, moed"), encoding="utf-8")
    (message,) = (p.split(": ", 1)[1] for p in _problems(path) if "Unknown" in p)
    assert message == f'Unknown competence "{"v" * 40}…".'


def test_a_limit_that_is_no_number_is_refused_and_counts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(SOUND.replace("name: Eigen", "name: Eigen\nprofile_limit: true"))
    assert [p.split(" ")[1] for p in _problems(path)] == ["profile_limit:"]


def test_a_catalogue_may_set_its_own_limit(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    six = "moed: any, rust: D, orde: D, vlijt: C, humor: A}"
    wider = SOUND.replace("name: Eigen", "name: Eigen\nprofile_limit: 6")
    path.write_text(wider.replace("moed: any}", six))
    assert len(read_catalogue(path).functions["adviseur"].asked) == 6


def test_a_limit_of_one_is_told_in_the_singular(tmp_path: Path) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_text(SOUND.replace("name: Eigen", "name: Eigen\nprofile_limit: 1"))
    (message,) = _problems(path)
    assert message.endswith("A profile names at most 1 competence; this one names 2.")


def test_a_system_without_levels_asks_any(tmp_path: Path) -> None:
    """Systems without level letters fit in the same format."""
    path = tmp_path / "kcc.yaml"
    path.write_text(
        "format: 1\nid: kcc\nname: KCC\ncumulative: false\ncompetences: {luisteren: {name: L}}\n"
        "functions: {adviseur: {name: Adviseur, profile: {luisteren: any}}}\n"
    )
    assert read_catalogue(path).functions["adviseur"].asked == {"luisteren": "any"}


def test_a_catalogue_with_countless_errors_is_cut_short(tmp_path: Path) -> None:
    """Past two hundred wrong references nobody learns anything; each still has its place."""
    rows = "\n".join(f"  f{n}: {{name: F, profile: {{onbekend: B}}}}" for n in range(1000))
    head = SOUND.partition("functions:")[0]
    path = tmp_path / "eigen.yaml"
    path.write_text(f"{head}functions:\n{rows}\n", encoding="utf-8")
    problems = _problems(path)
    assert len(problems) == 200
    assert problems[0].startswith("18:27 functions.f0.profile.onbekend: ")
