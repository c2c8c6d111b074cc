"""Looks into a catalogue as a file has it, for the rules about what must fit together.

Steps over what is misshapen: the models report that.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rollenplanner.domain.levels import Level
from rollenplanner.domain.text import Text, text

Path = tuple[str | int, ...]
Data = Mapping[Any, Any]
#: Comparing costs time for each known name; among more than these nothing is suggested.
_MOST_COMPARED = 500
_LONGEST_SHOWN = 40
#: Ends the path of a problem with a key, not with its value; pydantic's own mark.
KEY = "[key]"
#: Sections whose entries a scenario may name with `norm:`.
NORMS = ("functions", "modules", "processes")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in a catalogue.

    Attributes:
        path: Keys and positions that lead to it.
        message: The sentence.
    """

    path: Path
    message: Text


def entries(data: Data, key: str) -> dict[str, Data]:
    """The well-shaped entries of a map such as `functions`."""
    section = data.get(key)
    if not isinstance(section, Mapping):
        return {}
    return {
        name: entry
        for name, entry in section.items()
        if isinstance(name, str) and isinstance(entry, Mapping)
    }


def known_keys(data: Data, key: str) -> Collection[str]:
    """Every key of a map, also of entries that are misshapen."""
    section = data.get(key)
    if not isinstance(section, Mapping):
        return ()
    return dict.fromkeys(name for name in section if isinstance(name, str))


def items(entry: Data, key: str) -> list[Any]:
    """A list in an entry, empty where it is no list."""
    value = entry.get(key)
    return list(value) if isinstance(value, (list, tuple)) else []


def shown(name: str) -> str:
    """A name of a file as it may stand in a sentence: not too long."""
    return name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"


def suggesting(message: Text, name: str, known: Collection[str]) -> Text:
    """The sentence about an unknown name, with the nearest known one where there is one."""
    if len(known) > _MOST_COMPARED or len(name) > 2 * _LONGEST_SHOWN:
        return message
    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        return message
    return text('{sentence} Did you mean "{nearest}"?', sentence=message, nearest=near[0])


def norms(data: Data) -> Iterator[tuple[str, str, Data]]:
    """Functions, modules and work processes: section, key, entry."""
    for section in NORMS:
        for key, entry in entries(data, section).items():
            yield section, key, entry


def profiles(data: Data) -> Iterator[tuple[Path, Data]]:
    """Every profile with its path."""
    for section, key, entry in norms(data):
        profile = entry.get("profile")
        if isinstance(profile, Mapping):
            yield (section, key, "profile"), profile


def letter_of(value: object) -> str | None:
    """A level as its letter, or None for what is no level."""
    if isinstance(value, Level):
        return value.value
    return value if isinstance(value, str) and value in Level.__members__ else None
