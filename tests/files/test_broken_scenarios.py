"""Every kind of broken scenario file is refused at the right place (design section 3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.small import SMALL, changed, problems_of, write

# name -> pieces to replace, then line, path and part of the sentence of the problem expected.
# Lines count in the small scenario: format is line 1, kas 14, balie 19, P01 23, P02 31, pins 32.
_BROKEN: dict[str, tuple[tuple[tuple[str, str], ...], int, str, str]] = {
    # -- the form of YAML
    "duplicate key": (
        (("  b: {name: Cluster B", "  a: {name: Cluster B"),),
        7,
        "clusters.a",
        "first is on line 6",
    ),
    "duplicate key in braces": (
        (("fte: [0.5, 1]}", "fte: 1, fte: 1}"),),
        19,
        "roles.balie.fte",
        "twice",
    ),
    "tag that builds an object": (
        (("name: Proef", "name: !!python/object/apply:os.system [ls]"),),
        2,
        "name",
        "tag",
    ),
    "harmless tag": ((("name: Proef", "name: !!str Proef"),), 2, "name", "tag"),
    "merge key": ((("  P02: {fte", "  P02: {<<: {}, fte"),), 31, 'staff.P02."<<"', "Merge keys"),
    "list as key": ((("  P02: {fte", "  [P02]: {fte"),), 31, "staff", "plain word"),
    "second document": ((("rules: {step", "---\nrules: {step"),), 36, "", "several documents"),
    "unknown alias": ((("name: Proef", "name: *proef"),), 2, "name", "anchor"),
    "open bracket": ((("[kas, balie], source", "[kas, balie, source"),), 35, "", "closing bracket"),
    "tab as indent": ((("  kas:\n", "\tkas:\n"),), 14, "", "spaces"),
    "no colon": ((("horizon: {start", "horizon {start"),), 4, "", ""),
    # -- the wrong type
    "no for false": (
        (("management: true", "management: no"),),
        10,
        "functions.leider.management",
        "write false",
    ),
    "quoted truth": (
        (("management: true", "management: 'true'"),),
        10,
        "functions.leider.management",
        "write true",
    ),
    "leading zero": (
        (("deputies: 1", "deputies: 010"),),
        21,
        "modules.coordinatie.deputies",
        "write 10",
    ),
    "hours for a number": ((("fte: 0.89", "fte: 12:30"),), 31, "staff.P02.fte", "plain digits"),
    "comma for a point": ((("fte: 0.89", "fte: 0,89"),), 31, "staff.P02.fte", ""),
    "power of ten": ((("fte: 0.89", "fte: 1e3"),), 31, "staff.P02.fte", "plain digits"),
    "hexadecimal": (
        (("deputies: 1", "deputies: 0x1F"),),
        21,
        "modules.coordinatie.deputies",
        "plain digits",
    ),
    "quoted number": ((("fte: 0.89", 'fte: "0.89"'),), 31, "staff.P02.fte", "without quotes"),
    "truth for a number": ((("fte: 0.89", "fte: true"),), 31, "staff.P02.fte", "a number"),
    "broken count": (
        (("deputies: 1", "deputies: 1.5"),),
        21,
        "modules.coordinatie.deputies",
        "whole number",
    ),
    "number for text": ((("name: Proef", "name: 2027"),), 2, "name", "quotes"),
    "list for a map": (
        (("rules: {step: 0.05}", "rules: [step]"),),
        36,
        "rules",
        "keys with values",
    ),
    "map for a list": (
        (("clusters: [a, b]}", "clusters: {a: b}}"),),
        9,
        "functions.adviseur.clusters",
        "a list",
    ),
    "word for a map": (
        (("  P02: {fte: 0.89, function: adviseur, cluster: b}", "  P02: Jansen"),),
        31,
        "staff.P02",
        "keys with values",
    ),
    "no value": ((("language: nl", "language:"),), 3, "language", "no value"),
    "day in a month": (
        (("since: 2025-01", "since: 2025-01-01"),),
        28,
        "staff.P01.roles.kas.since",
        "YYYY-MM",
    ),
    "month 13": ((("start: 2027-01", "start: 2027-13"),), 4, "horizon.start", "YYYY-MM"),
    # -- keys
    "a third line": (
        (("  balie: {cluster", "  balie: {line: third, cluster"),),
        19,
        "roles.balie.line",
        "first",
    ),
    "a norm above everything": (
        (("rules: {step: 0.05}", "rules: {first_line: 80}"),),
        36,
        "rules.first_line",
        "0 to 1",
    ),
    "unknown key at the top": ((("rules: {step", "ruls: {step"),), 36, "ruls", '"rules"'),
    "unknown key of a role": (
        (("    competences: {visie: B}", "    competenses: {visie: B}"),),
        17,
        "roles.kas.competenses",
        '"competences"',
    ),
    "unknown key of a person": (
        (("    backups: [balie]", "    backup: [balie]"),),
        29,
        "staff.P01.backup",
        '"backups"',
    ),
    "appending without extends": ((("pins:\n", "pins+:\n"),), 32, "pins+", "Unknown key"),
    "missing cluster of a role": (
        (("    cluster: a\n    fte: 0.8", "    fte: 0.8"),),
        14,
        "roles.kas.cluster",
        "missing",
    ),
    "missing fte of a person": (
        (("{fte: 0.89, function", "{function"),),
        31,
        "staff.P02.fte",
        "missing",
    ),
    "missing fte of a module": (
        (("{fte: 0.4, deputies", "{deputies"),),
        21,
        "modules.coordinatie.fte",
        "missing",
    ),
    "missing format": ((("format: 1\n", ""),), 1, "format", "missing"),
    "bad id": ((("  P02: {fte", "  P 02: {fte"),), 31, 'staff."P 02"', "no id"),
    "id with an at sign": (
        (("  balie: {cluster", "  kas@a: {cluster"),),
        19,
        "roles.kas@a",
        "no id",
    ),
    # -- values
    "another format": ((("format: 1", "format: 2"),), 1, "format", "not known"),
    "unknown language": ((("language: nl", "language: de"),), 3, "language", "nl, en"),
    "misspelt choice": (
        (("period: half-year", "period: halfyear"),),
        4,
        "horizon.period",
        '"half-year"',
    ),
    "level in small": (
        (("{visie: B}", "{visie: b}"),),
        17,
        "roles.kas.competences.visie",
        "D, C, B, A or any",
    ),
    "unknown level in a list": (
        (("[B, C]", "[B, E]"),),
        27,
        "staff.P01.competences.visie.1",
        "level",
    ),
    "scale 19": ((("scale: 10", "scale: 19"),), 9, "functions.adviseur.scale", "1 to 18"),
    "scale with leading zero": (
        (("scale: 10", "scale: 010"),),
        9,
        "functions.adviseur.scale",
        "1 to 18",
    ),
    "three decimals": ((("fte: 0.89", "fte: 0.895"),), 31, "staff.P02.fte", "2 decimals"),
    "no fte": ((("fte: 0.89", "fte: 0"),), 31, "staff.P02.fte", "0.01"),
    "negative fte": ((("fte: 0.89", "fte: -1"),), 31, "staff.P02.fte", "0.01"),
    "too much fte": ((("fte: 0.89", "fte: 100"),), 31, "staff.P02.fte", "99"),
    "off the step": ((("    fte: 0.8", "    fte: 0.82"),), 16, "roles.kas.fte", "0.05"),
    "share off the step": ((("share: 0.2", "share: 0.22"),), 18, "roles.kas.holders.share", "0.05"),
    "module off the step": (
        (("{fte: 0.4, deputies", "{fte: 0.42, deputies"),),
        21,
        "modules.coordinatie.fte",
        "0.05",
    ),
    "list per period too short": ((("[0.5, 1]", "[0.5]"),), 19, "roles.balie.fte", "2, not 1"),
    "wrong number in a list": ((("[0.5, 1]", "[0.5, x]"),), 19, "roles.balie.fte.1", "a number"),
    "max below min": (
        (("{min: 1, max: 2", "{min: 3, max: 2"),),
        18,
        "roles.kas.holders.max",
        "less than min",
    ),
    "expertise 4": (
        (("    competences: {visie: B}", "    expertise: {geld: 4}"),),
        17,
        "roles.kas.expertise.geld",
        "3",
    ),
    "loud wish": ((("{balie: 2}", "{balie: 1001}"),), 30, "staff.P01.wishes.roles.balie", "1000"),
    "half a wish": (
        (("{balie: 2}", "{balie: 0.5}"),),
        30,
        "staff.P01.wishes.roles.balie",
        "whole number",
    ),
    "until before from": (
        (("cluster: b}\n", "cluster: b, from: 2028-01, until: 2027-07}\n"),),
        31,
        "staff.P02.until",
        "not after",
    ),
    "more available than the contract": (
        (("cluster: b}\n", "cluster: b, available: [{fte: 0.9}]}\n"),),
        31,
        "staff.P02.available",
        "contract",
    ),
    "too many periods": ((("count: 2", "count: 601"),), 4, "horizon.count", "600"),
    "step of 0": ((("step: 0.05", "step: 0"),), 36, "rules.step", "0.01"),
    "unknown term": ((("rules: {", "limits: {moes: 3}\nrules: {"),), 36, "limits.moes", '"moves"'),
    "level without terms": (
        (("rules: {", "objective: [{}]\nrules: {"),),
        36,
        "objective.0",
        "entry",
    ),
    "heavy term": (
        (("rules: {", "objective: [{moves: 1001}]\nrules: {"),),
        36,
        "objective.0.moves",
        "1000",
    ),
    "the same twice": (
        (("backups: [balie]", "backups: [balie, balie]"),),
        29,
        "staff.P01.backups",
        "twice",
    ),
    "pin without target": (((", role: kas}", "}"),), 33, "pins.0", "exactly one"),
    "pin with two targets": (
        ((", role: kas}", ", role: kas, cluster: a}"),),
        33,
        "pins.0.cluster",
        "exactly one",
    ),
    "lonely incompatibility": (
        (("[kas, balie]", "[kas]"),),
        35,
        "incompatible.0.roles",
        "2 entries",
    ),
    "vacancy nowhere": (
        (("cluster: b}\n", "vacancy: true}\n"),),
        31,
        "staff.P02.cluster",
        "vacancy",
    ),
    # -- references
    "unknown cluster of a role": (
        (("    cluster: a\n    fte: 0.8", "    cluster: aa\n    fte: 0.8"),),
        15,
        "roles.kas.cluster",
        "no cluster",
    ),
    "unknown cluster of a function": (
        (("fte: 4, clusters: [a, b]", "fte: 4, clusters: [a, c]"),),
        9,
        "functions.adviseur.clusters.1",
        "no cluster",
    ),
    "unknown function of a person": (
        (("{fte: 0.89, function: adviseur", "{fte: 0.89, function: advisuer"),),
        31,
        "staff.P02.function",
        '"adviseur"',
    ),
    "unknown competence": (
        (("{visie: [B, C]}", "{vise: B}"),),
        27,
        "staff.P01.competences.vise",
        '"visie"',
    ),
    "unknown present role": ((("{kas: {fte", "{kass: {fte"),), 28, "staff.P01.roles.kass", '"kas"'),
    "module as present role": (
        (("{kas: {fte", "{coordinatie: {fte"),),
        28,
        "staff.P01.roles.coordinatie",
        "coordinatie@cluster",
    ),
    "unknown backup": (
        (("backups: [balie]", "backups: [bali]"),),
        29,
        "staff.P01.backups.0",
        '"balie"',
    ),
    "unknown wish": (
        (("clusters: {b: 1}", "clusters: {bb: 1}"),),
        30,
        "staff.P01.wishes.clusters.bb",
        "no cluster",
    ),
    "unknown person in a pin": ((("person: P01", "person: P011"),), 33, "pins.0.person", '"P01"'),
    "unknown post in a pin": (
        (("role: kas", "role: coordinatie@c"),),
        33,
        "pins.0.role",
        "coordinatie@",
    ),
    "unknown role in a segregation": (
        (("[kas, balie]", "[kas, balies]"),),
        35,
        "incompatible.0.roles.1",
        '"balie"',
    ),
    "unknown norm": (
        (("{scale: 10", "{norm: adviseur-x, scale: 10"),),
        9,
        "functions.adviseur.norm",
        "no norm",
    ),
    "unknown catalogue": ((("language: nl", "catalogues: [hr12]"),), 3, "catalogues.0", '"hr21"'),
    "role and module of one id": (
        (("  coordinatie: {fte", "  kas: {fte"),),
        21,
        "modules.kas",
        "id of a role",
    ),
    "person where the function may not stand": (
        (("fte: 4, clusters: [a, b]", "fte: 4, clusters: [a]"),),
        31,
        "staff.P02.cluster",
        "may not stand",
    ),
    "extends what is not there": (
        (("language: nl", "extends: nergens.yaml"),),
        3,
        "extends",
        "does not exist",
    ),
    "extends itself": ((("language: nl", "extends: scenario.yaml"),), 3, "extends", "circle"),
}


def test_there_are_at_least_forty_kinds() -> None:
    assert len(_BROKEN) >= 40


@pytest.mark.parametrize("kind", _BROKEN)
def test_names_line_path_and_cause(kind: str, tmp_path: Path) -> None:
    changes, line, path, part = _BROKEN[kind]
    file = write(tmp_path, changed(*changes))

    found = problems_of(file)

    assert all(problem.file == str(file) for problem in found)
    assert all(problem.line and problem.column for problem in found)
    matching = [p for p in found if (p.line, p.path) == (line, path) and part in str(p.message)]
    assert matching, [str(problem) for problem in found]
    assert sorted(tmp_path.iterdir()) == [file], "reading writes nothing"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "empty"),
        (b"# only a comment\n", "empty"),
        (b"format: 1\nname: \xe9\n", "UTF-8"),
        (b"format: 1\nname: a\x00b\n", "control character"),
        (b"\xff\xfef\x00", "UTF-8"),
        (b"- format\n", "keys with values"),
        (b"just words\n", "keys with values"),
    ],
)
def test_content_that_is_no_scenario(content: bytes, part: str, tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, content))

    assert part in str(problem.message)
    assert problem.line is not None


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path / "weg.yaml")

    assert "does not exist" in str(problem.message)


def test_all_errors_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = changed(
        ("language: nl", "language: de"),
        ("    fte: 0.8", "    fte: 0.82"),
        ("backups: [balie]", "backups: [bali]"),
        ("fte: 0.89", "fte: no"),
        ("rules: {step", "ruls: {step"),
    )

    found = problems_of(write(tmp_path, content))

    # The step is not stated any more (ruls), but its default is 0.05 too, so 0.82 stays off it.
    assert [(p.line, p.path) for p in found] == [
        (3, "language"),
        (16, "roles.kas.fte"),
        (29, "staff.P01.backups.0"),
        (31, "staff.P02.fte"),
        (36, "ruls"),
    ]


def test_columns_count_from_one(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, changed(("language: nl", "language: de"))))

    # `language: ` has ten characters, so its value starts in column 11.
    assert (problem.line, problem.column) == (3, 11)


def test_free_text_about_a_person_is_not_repeated(tmp_path: Path) -> None:
    line = "  P02: {fte: 0.89, function: adviseur, cluster: b}"
    found = problems_of(write(tmp_path, changed((line, "  P02: Jansen"))))

    assert all("Jansen" not in str(problem.message) for problem in found)


def test_the_small_scenario_itself_is_right(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="was accepted"):
        problems_of(write(tmp_path, SMALL))
