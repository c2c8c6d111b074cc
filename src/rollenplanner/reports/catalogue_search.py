"""What a search through catalogues found, as people read it."""

from __future__ import annotations

from collections.abc import Sequence

from rollenplanner.domain.catalogue_search import Hit
from rollenplanner.domain.text import text, text_n
from rollenplanner.reports.catalogue_small import SECTION_NAMES
from rollenplanner.reports.table import Block, Item, Lines, Mark


def search_blocks(hits: Sequence[Hit], words: Sequence[str]) -> tuple[Block, ...]:
    """A line per entry, with the first text that matches where the name does not."""
    title = text_n(
        "{n} entry with “{words}”", "{n} entries with “{words}”", len(hits), words=" ".join(words)
    )
    lines: list[Item] = []
    for hit in hits:
        found = text(
            "{name}: {catalogue}:{key} ({part})",
            name=hit.name,
            catalogue=hit.catalogue,
            key=hit.key,
            part=SECTION_NAMES[hit.section],
        )
        lines.append(Item(found, Mark.NOTICE))
        if hit.line is not None and hit.line != hit.name:
            lines.append(Item(f"  {hit.line}"))
    return (Lines(title, tuple(lines)),)
