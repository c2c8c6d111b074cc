"""What holds for every packaged catalogue beside its source, whichever the system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from rollenplanner.domain.catalogue import Catalogue
from tests.catalogues.source_text import lines

#: Shorter lines are names, and names are facts.
_SENTENCE = 5


def cited_lines_exist(catalogue: Catalogue) -> None:
    """Every place that a note cites stands in the source and holds words somewhere."""
    for key, note in catalogue.notes.items():
        for reading in note.readings:
            for place in reading.at:
                assert any(line.strip() for line in _cited(place)), (key, place)


def name_notes_quote_their_lines(catalogue: Catalogue) -> None:
    """A reading of a note about a name is found in every line that it cites."""
    for key, note in catalogue.notes.items():
        for reading in note.readings if note.kind == "name" else ():
            if len(reading.says.nl.split()) >= _SENTENCE:
                continue
            for place in reading.at:
                said = reading.says.nl.casefold()
                assert all(said in line.casefold() for line in _cited(place) if line), (key, place)


def sentences_are_written_anew(catalogue: Catalogue, number: str) -> None:
    """No line of five words or more stands like that in the source."""
    source = " ".join(map(_words, lines(number)))
    found = [line for line in _lines_of(catalogue) if f" {_words(line).strip()} " in source]
    assert found == []


def _cited(place: str) -> list[str]:
    source, _, where = place.partition(":")
    first, _, last = where.partition("-")
    whole = lines(source)
    assert int(last or first) < len(whole), place
    return list(whole[int(first) : int(last or first) + 1])


def _words(line: str) -> str:
    return " " + " ".join(re.findall(r"\w+", line.casefold())) + " "


def _lines_of(value: object) -> Iterator[str]:
    """Every sentence in a catalogue except names and what notes quote."""
    if isinstance(value, str):
        if len(value.split()) >= _SENTENCE:
            yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in {"sources", "notes", "title", "name", "aliases"}:
                yield from _lines_of(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _lines_of(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _lines_of(each)


def document_tells_every_note(catalogue: Catalogue) -> None:
    """The page about a catalogue has each note with all its readings, and says how many."""
    path = Path(__file__).resolve().parents[2] / "docs" / f"catalogue-{catalogue.id}.md"
    document = path.read_text(encoding="utf-8")
    for name, note in catalogue.notes.items():
        assert f"- `{name}` (`{note.subject}`)" in document
        for reading in note.readings:
            said = f"**{reading.says.en}**" if reading.used else reading.says.en
            assert f"  - {said} ({', '.join(reading.at)})" in document
        assert f"  - Why: {note.why.en}" in document
    assert f"| notes | {len(catalogue.notes)} |" in document
