"""Finds entries of catalogues by words in what they are called or what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rollenplanner.domain.catalogue import Catalogue

Section = Literal[
    "competences",
    "functions",
    "modules",
    "processes",
    "tasks",
    "topics",
    "diplomas",
    "dimensions",
    "series",
    "groups",
    "grades",
    "channels",
    "portals",
    "learning",
    "performance",
]
SECTIONS: tuple[Section, ...] = (
    "functions",
    "modules",
    "processes",
    "competences",
    "diplomas",
    "topics",
    "tasks",
    "series",
    "groups",
    "dimensions",
    "grades",
    "channels",
    "portals",
    "learning",
    "performance",
)


#: Words of fewer letters stand inside too many others to be looked for there.
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a search found.

    Attributes:
        by_name: Whether every word stands in its key, name or other spellings.
        line: The first text with one of the words, where the name has not all of them.
    """

    catalogue: str
    section: Section
    key: str
    name: str
    by_name: bool
    line: str | None


def search(catalogues: Iterable[Catalogue], words: Iterable[str]) -> list[Hit]:
    """Every entry in which each of the words stands somewhere; those with it in the name first."""
    wanted = [word.casefold() for word in words]
    hits = [hit for catalogue in catalogues for hit in _in_catalogue(catalogue, wanted)]
    return sorted(hits, key=lambda hit: not hit.by_name)


def entries_of(catalogue: Catalogue, section: Section) -> Mapping[str, Any]:
    """The entries of one section by key."""
    found: Mapping[str, Any] = getattr(catalogue, section)
    return found


def _in_catalogue(catalogue: Catalogue, words: list[str]) -> Iterator[Hit]:
    for section in SECTIONS:
        for key, entry in _entries_with_variants(catalogue, section):
            titles = " ".join((key, entry.name, *getattr(entry, "aliases", ()))).casefold()
            texts = list(_texts(entry.model_dump(mode="json")))
            whole = f"{titles} {' '.join(texts)}".casefold()
            written = f"{catalogue.id}:{key}".casefold()
            if all(_stands(word, whole) or _names(word, written) for word in words):
                by_name = all(_stands(word, titles) or _names(word, written) for word in words)
                line = None if by_name else _first_with(texts, words, titles)
                yield Hit(catalogue.id, section, key, entry.name, by_name, line)


def _entries_with_variants(catalogue: Catalogue, section: Section) -> Iterator[tuple[str, Any]]:
    """The entries of a section; functions are followed by their enriched profiles."""
    for key, entry in entries_of(catalogue, section).items():
        yield key, entry
        yield from getattr(entry, "variants", {}).items()


def _stands(word: str, within: str) -> bool:
    """Whether a word stands in a text: of one or two letters as a word of its own."""
    if len(word) >= _SHORT:
        return word in within
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", within) is not None


def _names(word: str, written: str) -> bool:
    """Whether a word is an entry as `catalogue:key`, or the beginning of that."""
    return ":" in word and written.startswith(word)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _first_with(texts: Iterable[str], words: list[str], titles: str) -> str | None:
    missing = [word for word in words if not _stands(word, titles)]
    return next(
        (line for line in texts if any(_stands(word, line.casefold()) for word in missing)), None
    )
