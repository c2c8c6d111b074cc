"""What the page of a catalogue in docs/ has to say."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.catalogue import Catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"


def page(catalogue: str) -> str:
    """The page of a packaged catalogue."""
    return (DOCS / f"catalogue-{catalogue}.md").read_text(encoding="utf-8")


def assert_every_note_is_told(catalogue: Catalogue) -> None:
    """Every note with all its readings, the used one in bold, and their number."""
    document = page(catalogue.id)
    for name, note in catalogue.notes.items():
        assert f"- `{name}` (`{note.subject}`)" in document, name
        for reading in note.readings:
            said = f"**{reading.says.en}**" if reading.used else reading.says.en
            assert f"  - {said} ({', '.join(reading.at)})" in document, name
        assert f"  - Why: {note.why.en}" in document, name
    assert f"| notes | {len(catalogue.notes)} |" in document
