"""Finds entries of catalogues by key, and what stands beside one in other catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.catalogue_search import SECTIONS, Section, entries_of
from rollenplanner.domain.catalogue_union import CatalogueUnion


@dataclass(frozen=True, slots=True)
class Beside:
    """What other catalogues have that belongs to an entry, each as `catalogue:key`.

    Attributes:
        same_key: Entries of the same key, whatever they are.
        same: Competences that `same_as` links make the same one, stated on either side.
    """

    same_key: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


def sections_of(catalogue: Catalogue, key: str) -> list[Section]:
    """The sections that have an entry of that key; enriched profiles count as functions."""
    found: list[Section] = [each for each in SECTIONS if key in entries_of(catalogue, each)]
    if any(key in function.variants for function in catalogue.functions.values()):
        found.insert(0, "functions")
    return found


def keys_of(catalogue: Catalogue) -> Iterator[str]:
    """The keys of all entries, enriched profiles among them."""
    for section in SECTIONS:
        yield from entries_of(catalogue, section)
    for function in catalogue.functions.values():
        yield from function.variants


def having(catalogues: Iterable[Catalogue], key: str) -> list[Catalogue]:
    """The catalogues that have an entry of that key, in their order."""
    return [each for each in catalogues if sections_of(each, key)]


def beside(catalogues: Sequence[Catalogue], catalogue: Catalogue, key: str) -> Beside:
    """What other catalogues have that belongs to an entry.

    Args:
        catalogues: All that are looked at, with the one of the entry or without it.
        catalogue: That of the entry.
        key: Of the entry.
    """
    others = [each for each in catalogues if each.id != catalogue.id]
    union = CatalogueUnion([catalogue, *others])
    return Beside(
        same_key=tuple(f"{each.id}:{key}" for each in having(others, key)),
        same=tuple(union.same_elsewhere((catalogue.id, key))),
    )
