"""Reads the facts of the source documents from their text, for the tests that compare.

The documents are no part of the project; where they lie beside the checkout, the second reading
runs. This reading shares nothing with the catalogue: it works on headings and tables of the text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "seeds"
_DIRECTOR = "gemeentesecretaris-algemeen-directeur"
_SPELLINGS = {
    "algemeen-directeur-gemeente-secretaris": _DIRECTOR,
    "gem-secr-alq-directeur": _DIRECTOR,
    "coachen": "coaching",
    "conflictantering": "conflicthantering",
    "leidingsgeven": "leidinggeven",
    "mondelijke-communicatie": "mondelinge-communicatie",
}

Profile = dict[str, tuple[str, str]]


def key(name: str) -> str:
    """A name of the sources as an id of the catalogue."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    plain = plain.replace("mdw.", "medewerker").replace(
        "adm. & secr.", "administratief secretarieel"
    )
    plain = plain.replace("beleid-uitvoering", "beleidsuitvoering").replace("&amp;", " ")
    plain = plain.replace("secretariael", "secretarieel")
    plain = re.sub(r" \(problee?manalyse\)| \(probleemanalyse\)", "", plain)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return _SPELLINGS.get(slug, slug)


@functools.cache
def lines(number: str) -> tuple[str, ...]:
    """The lines of a source document; `lines(n)[0]` is empty, so that line 1 is at 1."""
    found = sorted(SEEDS.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip(f"source document {number} does not lie in ../shared/seeds")
    return ("", *found[0].read_text(encoding="utf-8").split("\n"))


def bare(line: str) -> str:
    """A line without the marks of its layout."""
    return re.sub(r"[*#]|</?[a-z]+>", "", line).strip().lstrip("-").strip()


def text_of(number: str, first: int, last: int) -> list[str]:
    """Lines without marks, from first up to, not including, last."""
    return [bare(line) for line in lines(number)[first:last]]


def header_competences() -> list[str]:
    """The competences in the header of the competence matrix."""
    header = next(line for line in lines("000") if line.startswith("\t\tFlexibiliteit"))
    return [key(name) for name in header.split("\t") if name.strip()]


def level_names() -> Iterator[tuple[str, str, str]]:
    """Every (competence, level, name of the level) in either document."""
    known = set(header_competences())
    for number in ("000", "001"):
        competence = ""
        for line in lines(number):
            plain = bare(line)
            if listed := re.fullmatch(r"(.+), niveau ([A-D]) \((.+)\)", plain):
                yield key(listed[1]), listed[2], listed[3]
            elif key(plain) in known:
                competence = key(plain)
            elif headed := re.fullmatch(r"Niveau ([A-D]) \((.+)\)", plain):
                yield competence, headed[1], headed[2]


def profile_in(section: list[str]) -> Profile:
    """Competence -> (level, name of the level) in a section with a heading for each."""
    known = set(header_competences())
    found: Profile = {}
    competence = ""
    for plain in section:
        if key(plain) in known:
            competence = key(plain)
        elif (headed := re.fullmatch(r"Niveau ([A-D]) \((.+)\)", plain)) and competence:
            found[competence] = (headed[1], headed[2])
    return found


def listed_profile_in(section: list[str]) -> Profile:
    """Competence -> (level, name of the level) in a list such as `visie, niveau A (..)`."""
    found = (re.fullmatch(r"(.+), niveau ([A-D]) \((.+)\)", plain) for plain in section)
    return {key(match[1]): (match[2], match[3]) for match in found if match}


def situations_in(section: list[str]) -> list[str]:
    """Names of the critical work situations."""
    found = (re.match(r"[1-5]\. ([^:]+): ", plain) for plain in section)
    return [match[1] for match in found if match]


def topics_in(section: list[str], heading: str) -> list[str]:
    """Names listed under `Kennis op het gebied van` or `Vaardigheden op het gebied van`."""
    start = next(i for i, plain in enumerate(section) if plain.startswith(heading))
    names: list[str] = []
    for plain in section[start + 1 :]:
        if topic := re.match(r"([^:.]+): de medewerker ", plain):
            names.append(topic[1].replace("–", "-"))
        elif plain and names:
            break
    return names


def education_in(section: list[str]) -> str:
    """The sentence with the least education."""
    return next(plain for plain in section if plain.startswith("Minimaal "))


def sections_of_000() -> dict[str, tuple[str, list[str]]]:
    """Code -> (key of the norm function, lines) of every profile, enriched ones too."""
    whole = lines("000")
    starts = [i for i, line in enumerate(whole) if line.startswith("NAAM FUNCTIE:")]
    found = {}
    for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
        section = text_of("000", start, end)
        code = next(plain for plain in section if plain.startswith("CODE:")).removeprefix("CODE: ")
        found[code] = (key(section[0].removeprefix("NAAM FUNCTIE: ")), section)
    return found


def descriptions_of_001() -> dict[str, list[str]]:
    """Key of the norm function -> lines of its function description."""
    whole = lines("001")
    heading = "## FUNCTIEBESCHRIJVING "
    starts = [i for i, line in enumerate(whole) if heading in line]
    end = next(i for i, line in enumerate(whole) if line.startswith("## Module HR21"))
    return {
        key(whole[start].partition("FUNCTIEBESCHRIJVING ")[2]): text_of("001", start, stop)
        for start, stop in zip(starts, [*starts[1:], end], strict=True)
    }


def annex_of_001() -> dict[str, list[str]]:
    """Key of the norm function or module -> lines of its competence profile.

    Four profiles lack their heading, so the table of contents says which is which.
    """
    whole = lines("001")
    begin = next(i for i, line in enumerate(whole) if line.startswith("# BIJLAGE"))
    named = [
        key(re.sub(r"\t.*", "", line.removeprefix("COMPETENTIEPROFIEL ")))
        for line in whole[:begin]
        if line.startswith("COMPETENTIEPROFIEL ")
    ]
    marks = ("Kritische werksituatie normfunctie", "Competenties module")
    starts = [i for i in range(begin, len(whole)) if bare(whole[i]) in marks]
    return {
        name.replace("coordinatiemodule", "coordinatie"): text_of("001", start, stop)
        for name, start, stop in zip(named, starts, [*starts[1:], len(whole)], strict=True)
    }


def matrix_of_001() -> tuple[list[str], list[tuple[str, str, str, int]]]:
    """The function matrix: names of the columns, and cells (key, scale, column, points)."""
    whole = lines("001")
    row = next(i for i, line in enumerate(whole) if line.startswith("\tStrategisch I\t"))
    columns = whole[row].split("\t")
    cells = []
    for line in whole[row + 1 : row + 15]:
        scale, *fields = line.split("\t")
        for column, field in zip(columns[1:], fields, strict=True):
            if cell := re.fullmatch(r"(.+) (\d+)", field.strip()):
                cells.append((key(cell[1]), scale, column, int(cell[2])))
    return [name for name in columns if name], cells


def available_functions_of_001() -> list[tuple[str, str, str, str]]:
    """The table of available functions: (name, key of the norm function, scale, formation)."""
    found = []
    for line in lines("001"):
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) == 5 and fields[1].startswith(("Medewerker", "Adviseur", "Gemeente")):
            found.append((fields[0], key(fields[1]), fields[3], fields[4]))
    return found


def nlqf_of_000() -> dict[str, tuple[int, ...]]:
    """Key of the norm function -> levels in the qualification framework."""
    found = {}
    for line in lines("000"):
        if row := re.match(r"(Medewerker (?:publiek|educatie) [IV]+)\t([2-8/]+)\t", line):
            found[key(row[1])] = tuple(int(level) for level in row[2].split("/"))
    return found


def related_education_of_000() -> dict[str, str]:
    """Key of the norm function -> text of its column of related education."""
    found = {}
    for line in lines("000"):
        cells = line.split("\t")
        if len(cells) == 4 and re.match(r"Medewerker (?:publiek|educatie) [IV]+$", cells[0]):
            found[key(cells[0])] = re.sub(r"<[^>]+>", " ", cells[3])
    return found


_DIPLOMAS = (
    "Juridisch medewerker, kwalificatie Juridisch medewerker openbaar bestuur",
    "Medewerker sociale zekerheid",
    "Sociaal-maatschappelijk dienstverlener",
    "Commercieel medewerker, kwalificatie Contactcenter medewerker",
    "Administratief medewerker, kwalificatie Telefonist/receptionist",
)
_DIPLOMA_SLIPS = {
    "Telephonist/ receptionist": "Telefonist/receptionist",
    "/ receptionist": "/receptionist",
}


def diplomas_in(section: list[str]) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """What an enriched profile says of each diploma: (name, topics, code of a process -> name)."""
    topics: dict[str, list[str]] = {}
    processes: dict[str, dict[str, str]] = {}
    part: dict[str, list[str]] | dict[str, dict[str, str]] | None = None
    diploma = ""
    for plain in section:
        if plain.startswith("AANVULLING KENNIS"):
            part, diploma = topics, ""
        elif plain.startswith("Kerntaken en werkprocessen"):
            part, diploma = processes, ""
        elif plain.startswith("Welke opleiding"):
            part = None
        elif part is not None and (name := _diploma(plain)):
            diploma = name
        elif part is topics and diploma and plain:
            topics.setdefault(diploma, []).append(plain)
        elif part is processes and diploma and (row := re.match(r"(\d\.\d) (.+)", plain)):
            processes.setdefault(diploma, {})[row[1]] = row[2]
    yield from ((name, topics[name], processes[name]) for name in topics)


def _diploma(plain: str) -> str | None:
    """The diploma that a line names, spelt as most places spell it."""
    name = plain.removeprefix("Mbo ")
    for slip, right in _DIPLOMA_SLIPS.items():
        name = name.replace(slip, right)
    return name.partition("kwalificatie ")[2] or name if name in _DIPLOMAS else None
