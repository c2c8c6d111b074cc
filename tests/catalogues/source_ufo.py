"""Reads the facts of source document 003 (UFO) from its text, for the tests that compare.

This reading shares nothing with the catalogue: it works on headings and bullets of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.catalogues.source_text import lines

NUMBER = "003"
_HEADINGS = {
    "Kernactiviteit": "core",
    "Kader": "frame",
    "Resultaat": "result",
    "Activiteit": "activities",
    "Omschrijving": "description",
    "Gedragsindicatoren": "indicators",
    "Toetsvragen": "questions",
    "Ontwikkeltips": "tips",
}


@dataclass
class Part:
    """A result area or a competence: the lines under each of its headings."""

    under: dict[str, list[str]] = field(default_factory=dict)


def parts() -> tuple[list[Part], list[Part]]:
    """The result areas and the competences, in the order of the source."""
    areas: list[Part] = []
    competences: list[Part] = []
    now: list[str] | None = None
    for line in lines(NUMBER)[1:]:
        plain = line.strip().removeprefix("• ")
        if plain == "Niveaus":
            return areas, competences
        heading = _HEADINGS.get(plain)
        if heading == "core":
            areas.append(Part())
        if heading == "description":
            competences.append(Part())
        if heading is not None:
            part = (competences or areas)[-1]
            now = part.under.setdefault(heading, [])
        elif plain and plain != "Competenties" and now is not None:
            now.append(plain)
    raise AssertionError("the source has no levels")


def level_and_scale() -> str:
    """What stands under the headings Niveau and Schaal."""
    whole = lines(NUMBER)
    return whole[whole.index("NiveauSchaal") + 1].strip()
