"""Reads the facts of source document 002 (KCC Antwoord) from its text, for the tests that compare.

This reading shares nothing with the catalogue: it works on headings, rows and bullets of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.catalogues.source_text import lines

NUMBER = "002"


@dataclass
class Profile:
    """One function profile as the source gives it; behaviour and tasks are counted."""

    name: str
    reports: str = ""
    education: str = ""
    tasks: dict[str, int] = field(default_factory=dict)
    skills: list[str] = field(default_factory=list)
    #: Group -> competence -> number of behaviours.
    groups: dict[str, dict[str, int]] = field(default_factory=dict)
    questions: int = 0


def plain(name: str) -> str:
    """A name without number, hyphens inside words, capitals and marks."""
    bare = re.sub(r"^\d+\. |^Competentie ?-cluster: ", "", name.strip())
    return re.sub(r"\s+", " ", bare.replace("&", "en").replace("-", "")).casefold()


def sections() -> Iterator[tuple[str, list[str]]]:
    """Name and lines of each profile."""
    whole = list(lines(NUMBER))
    starts = [i for i, line in enumerate(whole) if re.match(r"5\.\d Functienaam: ", line)]
    for start, end in zip(starts, [*starts[1:], len(whole)], strict=True):
        yield whole[start].partition(": ")[2].strip(), whole[start:end]


def profiles() -> dict[str, Profile]:
    """Name of the function -> what its profile says."""
    return {name: _profile(name, section) for name, section in sections()}


def _profile(name: str, section: list[str]) -> Profile:
    found = Profile(name)
    found.reports = next(line for line in section if "rapporteert" in line)
    schooling = next(i for i, line in enumerate(section) if line.startswith("Algemene "))
    found.education = next(line for line in section[schooling + 1 :] if line.strip())
    found.tasks = dict(_tasks(section))
    found.skills = list(_skills(section))
    _read_competences(found, section)
    return found


def _tasks(section: list[str]) -> Iterator[tuple[str, int]]:
    """Heading and number of tasks below it, between Kerntaken and Opleiding."""
    begin = next(i for i, line in enumerate(section) if re.match(r"5\.\d\.4 ", line))
    end = next(i for i, line in enumerate(section) if re.match(r"5\.\d\.5 ", line))
    heading, count = "", 0
    for line in section[begin + 1 : end]:
        if line.startswith("- "):
            count += 1
        elif line.strip() and not line.endswith("."):
            if count:
                yield heading, count
            heading, count = line.strip().rstrip(":"), 0
    yield heading, count


def _skills(section: list[str]) -> Iterator[str]:
    if "Vaardigheden:" not in section:
        return
    begin = section.index("Vaardigheden:")
    for line in section[begin + 1 :]:
        if line.startswith("Competenties"):
            return
        if "•" in line:
            yield line.partition("\t")[0]


def _read_competences(found: Profile, section: list[str]) -> None:
    begin = next(i for i, line in enumerate(section) if line.startswith("Competenties"))
    group = name = ""
    for line in section[begin + 1 :]:
        cells = [cell.strip() for cell in line.split("\t")]
        behaviour = line.count("•")
        if cells[0].startswith("Competentie"):
            group, cells = plain(cells[0]), cells[1:]
        elif len(cells) > 2 and not cells[0]:
            cells = cells[1:]
        named = cells[0] if cells else ""
        if named.endswith("?") and "\t" in line:
            found.questions += 1
        elif named and re.match(r"\d\.|\d\d\.", named):
            name = plain(named)
        elif named and not behaviour and len(cells) == 2:
            group = plain(named)
        elif named and behaviour:
            name = plain(named)
        if behaviour:
            where = found.groups.setdefault(group, {})
            where[name] = where.get(name, 0) + behaviour


def indicators() -> list[str]:
    """The performance indicators, as the source lists them."""
    whole = lines(NUMBER)
    begin = next(i for i, line in enumerate(whole) if "prestatie-indicatoren zijn:" in line)
    found: list[str] = []
    for line in whole[begin + 1 :]:
        if line.startswith("- "):
            found.append(line[2:].rstrip(";."))
        elif line.strip():
            return found
    return found


def channel_headings() -> list[str]:
    """The words with which the paragraphs of section 3.5 begin, one per channel."""
    whole = lines(NUMBER)
    begin = next(i for i, line in enumerate(whole) if line.startswith("3.5 Communicatiekanalen"))
    end = next(i for i in range(begin, len(whole)) if whole[i].startswith("Het KCC is ten eerste"))
    found = (re.match(r"(De |Het )?([\w -]{3,20})\. [A-Z]", line) for line in whole[begin:end])
    return [match[2] for match in found if match]
