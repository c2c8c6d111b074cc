"""An entry of a catalogue as data for machines."""

from __future__ import annotations

from typing import Any

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.catalogue_lookup import Beside, sections_of
from rollenplanner.domain.catalogue_search import Section, entries_of


def entry_data(catalogue: Catalogue, key: str, beside: Beside) -> dict[str, Any]:
    """Everything about the entry of a key, with where it stands and what belongs to it elsewhere.

    Where several sections have the key, the others stand under `more`.
    """
    first, *more = (
        {"section": s, **_entry(catalogue, s, key)} for s in sections_of(catalogue, key)
    )
    return {
        "catalogue": catalogue.id,
        "key": key,
        "same_key": list(beside.same_key),
        "same_elsewhere": list(beside.same),
        **first,
        **({"more": more} if more else {}),
    }


def _entry(catalogue: Catalogue, section: Section, key: str) -> dict[str, Any]:
    found = entries_of(catalogue, section).get(key)
    if found is None:
        found = next(f.variants[key] for f in catalogue.functions.values() if key in f.variants)
    data: dict[str, Any] = found.model_dump(mode="json", exclude_none=True)
    return data
