"""Reads the facts of the qualification dossier (document 004) from its tables.

Shares nothing with the catalogue: it works on headings, tabs and list items of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.catalogues.source_text import lines

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXY"
Detail = dict[str, list[str]]

#: Lines of a detail table that begin a new work process.
_PROCESS = re.compile(r"(\d\.\d) werkproces: ([^<*\t]+)")
_TAGS = re.compile(r"</?(?:ul|p|b)[^>]*>")


def letters_and_names() -> dict[str, str]:
    """The competences A to Y in the heading of the first matrix."""
    whole = lines("004")
    first = next(i for i, line in enumerate(whole) if line.startswith("\t\tA\tB\t"))
    codes, names = whole[first].split("\t"), whole[first + 1].split("\t")
    return {code: name.strip() for code, name in zip(codes, names, strict=True) if code.strip()}


def overview() -> tuple[dict[str, str], dict[str, str]]:
    """Core tasks and work processes of the overview: code -> name."""
    whole = lines("004")
    begin = next(i for i, line in enumerate(whole) if line.startswith("Kerntaak\tWerkproces"))
    tasks: dict[str, str] = {}
    processes: dict[str, str] = {}
    for line in whole[begin : begin + 14]:
        if task := re.match(r"<b>Kerntaak (\d): (.+)</b>", line):
            tasks[task[1]] = task[2]
        elif process := re.match(r"\t(\d\.\d) (.+?)\t", line):
            processes[process[1]] = process[2]
    return tasks, processes


def matrices() -> list[dict[str, str]]:
    """The four matrices: code of a work process -> letters that its marks stand under.

    A mark beyond the last heading reads as `?`.
    """
    whole = lines("004")
    found = []
    for i, line in enumerate(whole):
        cells = line.split("\t")
        if "A" not in cells or cells[cells.index("A") : cells.index("A") + 25] != list(LETTERS):
            continue
        first = cells.index("A")
        rows = (row.split("\t") for row in whole[i + 3 : i + 9] if re.match(r"\d\.\d\t", row))
        found.append({row[0]: "".join(_letters(row, first)) for row in rows})
    return found


def _letters(row: list[str], first: int) -> Iterator[str]:
    for position, cell in enumerate(row):
        if position >= 2 and cell.strip():
            place = position - first
            yield LETTERS[place] if place < len(LETTERS) else "?"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


def _tables() -> Iterator[tuple[str, str]]:
    """(code of the work process, line) of the detail tables."""
    whole = lines("004")
    code = ""
    inside = False
    for line in whole:
        if line.startswith("## Detaillering"):
            inside = True
        elif line.startswith(("## Kerntaak 2", "### **3. Cert")):
            inside = False
        elif inside and (begun := _PROCESS.search(line)):
            code = begun[1]
        elif inside and code and "Kerntaak" not in line:
            yield code, line


def components() -> dict[str, Detail]:
    """Code of a work process -> letter of a competence -> its components, by the detail tables."""
    letter_of = {_plain(name): letter for letter, name in letters_and_names().items()}
    found: dict[str, Detail] = {}
    for code, line in _tables():
        cells = line.split("\t")
        letter = letter_of.get(_plain(cells[0]))
        if letter and len(cells) > 2:
            items = re.findall(r"<li>(.*?)</li>", cells[1])
            found.setdefault(code, {})[letter] = [item.strip(" •") for item in items]
    return found


def topics() -> dict[str, list[str]]:
    """Code of a work process -> names in its column of knowledge, without what is in brackets."""
    columns: dict[str, str] = {}
    for code, line in _tables():
        cells = line.split("\t")
        if len(cells) == 4 and "Vakkennis" not in cells[3]:
            columns[code] = columns.get(code, "") + " " + _TAGS.sub("", cells[3])
    return {code: list(_names(column)) for code, column in columns.items()}


def _names(column: str) -> Iterator[str]:
    """The items of a column; an item that a page break cut in two is one."""
    cut = re.compile(
        r"</li>\s*(?:<li>)?\s*(en, heff|vaardigheden \(m|brondocumenten)|</li>\s*(P)oor"
    )
    whole = cut.sub(lambda found: " " + (found[1] or found[2] + "oor"), column)
    for item in whole.split("<li>")[1:]:
        name = " ".join(item.replace("</li>", " ").split()).lstrip("• ").rstrip(".")
        yield re.sub(r"(?<=\w) \(.*", "", name) if not name.endswith(_ABBREVIATED) else name


_ABBREVIATED = ("(AWB)", "(CAO)", "(Wbp)", "(WOB)", "(WSNP)")


def results() -> dict[str, int]:
    """Code of a work process -> number of results that it should bring."""
    found = {}
    for code, line in _tables():
        cells = line.split("\t")
        if "Gewenst resultaat" in cells[0]:
            parts = re.split(r"</p>\s*<p>|\s{2,}", cells[1])
            found[code] = sum(bool(_TAGS.sub("", part).strip()) for part in parts)
    return found


def levels(heading: str) -> dict[str, str]:
    """Skill -> heaviest level that is marked in the table after a heading."""
    whole = lines("004")
    start = next(i for i, line in enumerate(whole) if line.strip("#* ") == heading)
    top = next(i for i in range(start, len(whole)) if whole[i].startswith("\t"))
    skills = whole[top].split("\t")
    found: dict[str, str] = {}
    for line in whole[top + 1 :]:
        cells = line.split("\t")
        if len(cells) != len(skills):
            break
        for skill, cell in zip(skills[1:], cells[1:], strict=True):
            if cell.strip():
                found.setdefault(skill, cells[0])
    return found
