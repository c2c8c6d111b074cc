"""Finds the known name that a user probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from rollenplanner.domain.text import Text, text

#: Comparing costs time for each known name; after so much of it, names are refused without a guess.
_BUDGET = 100_000
_LONGEST = 100
#: Fewer letters than these are the beginning of too many names.
_SHORTEST = 3


class Nearest:
    """Suggests names, within a bound on the work, so that a very broken file stays quick."""

    def __init__(self) -> None:
        """Start with the whole budget."""
        self._budget = _BUDGET

    def name(self, wrong: str, known: Collection[str]) -> str | None:
        """The nearest of the known names, or None if none is near."""
        if self._budget < len(known) or len(wrong) > _LONGEST:
            return None
        self._budget -= len(known)
        by_lower = {name.lower(): name for name in known}
        if wrong.lower() in by_lower:
            return by_lower[wrong.lower()]
        near = difflib.get_close_matches(wrong.lower(), by_lower, n=1, cutoff=0.6)
        if not near:
            near = _cut_short(wrong.lower(), by_lower)
        return by_lower[near[0]] if near else None

    def hint(self, message: Text, wrong: str, known: Collection[str]) -> Text:
        """The sentence, with the nearest name behind it where there is one."""
        near = self.name(wrong, known)
        if near is None:
            return message
        return text('{sentence} Did you mean "{nearest}"?', sentence=message, nearest=near)


def _cut_short(wrong: str, known: Collection[str]) -> list[str]:
    """The only name that begins with what someone wrote, as `kcc` for `kcc-antwoord`."""
    if len(wrong) < _SHORTEST:
        return []
    found = [name for name in known if name.startswith(wrong)]
    return found if len(found) == 1 else []
