"""What must fit together in a catalogue: references, limits, order (one rule per function).

The rules read the data as a file has it and step over what is misshapen there: the models report
that. So a reader learns of wrong shapes and wrong references in the same answer.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from rollenplanner.domain.catalogue_values import refusal
from rollenplanner.domain.levels import ANY, Level
from rollenplanner.domain.text import Text, text

Path = tuple[str | int, ...]
Data = Mapping[Any, Any]
_BUILT_IN = frozenset(get_args(ErrorType))
_MOST_PROBLEMS = 200
#: Comparing costs time for each known name; among more than these nothing is suggested.
_MOST_COMPARED = 500
_LONGEST_SHOWN = 40
#: Ends the path of a problem with a key, not with its value; pydantic's own mark.
_KEY = "[key]"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in a catalogue.

    Attributes:
        path: Keys and positions that lead to it.
        message: The sentence.
    """

    path: Path
    message: Text


def cross_check(data: Data) -> list[Finding]:
    """Everything in a catalogue that does not fit together, in the order of the rules.

    Stops after so many problems that one more would tell nobody anything new.
    """
    found = (finding for rule in _RULES for finding in rule(data))
    return list(itertools.islice(found, _MOST_PROBLEMS))


def all_problems(error: ValidationError | None, found: Sequence[Finding]) -> ValidationError:
    """One pydantic error with the problems of shape and those of reference."""
    details = [] if error is None else [_again(item) for item in error.errors()]
    details += [
        InitErrorDetails(type=refusal(item.message), loc=item.path, input=None) for item in found
    ]
    return ValidationError.from_exception_data("Catalogue", details)


def _again(item: Any) -> InitErrorDetails:
    """A reported error in the form in which it can be reported once more."""
    context = item.get("ctx", {})
    if item["type"] in _BUILT_IN:
        return InitErrorDetails(
            type=item["type"], loc=item["loc"], input=item["input"], ctx=context
        )
    own = PydanticCustomError(item["type"], item["msg"], context)
    return InitErrorDetails(type=own, loc=item["loc"], input=item["input"])


def _entries(data: Data, key: str) -> dict[str, Data]:
    """The well-shaped entries of a map such as `functions`."""
    section = data.get(key)
    if not isinstance(section, Mapping):
        return {}
    return {
        name: entry
        for name, entry in section.items()
        if isinstance(name, str) and isinstance(entry, Mapping)
    }


def _known(data: Data, key: str) -> Collection[str]:
    """Every key of a map, also of entries that are misshapen."""
    section = data.get(key)
    if not isinstance(section, Mapping):
        return ()
    return dict.fromkeys(name for name in section if isinstance(name, str))


def _items(entry: Data, key: str) -> list[Any]:
    """A list in an entry, empty where it is no list."""
    value = entry.get(key)
    return list(value) if isinstance(value, (list, tuple)) else []


def _shown(name: str) -> str:
    """A name of a file as it may stand in a sentence: not too long."""
    return name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "…"


def _suggesting(message: Text, name: str, known: Collection[str]) -> Text:
    """The sentence about an unknown name, with the nearest known one where there is one."""
    if len(known) > _MOST_COMPARED or len(name) > 2 * _LONGEST_SHOWN:
        return message
    near = difflib.get_close_matches(name, known, n=1)
    if not near:
        return message
    return text('{sentence} Did you mean "{nearest}"?', sentence=message, nearest=near[0])


def _norms(data: Data) -> Iterator[tuple[str, str, Data]]:
    """Functions and modules: section, key, entry."""
    for section in ("functions", "modules"):
        for key, entry in _entries(data, section).items():
            yield section, key, entry


def _profiles(data: Data) -> Iterator[tuple[Path, Data]]:
    """Every profile with its path."""
    for section, key, entry in _norms(data):
        profile = entry.get("profile")
        if isinstance(profile, Mapping):
            yield (section, key, "profile"), profile


def _letter(value: object) -> str | None:
    """A level as its letter, or None for what is no level."""
    if isinstance(value, Level):
        return value.value
    return value if isinstance(value, str) and value in Level.__members__ else None


def _levels_run_from_light_to_heavy(data: Data) -> Iterator[Finding]:
    letters = [letter for item in _items(data, "levels") if (letter := _letter(item))]
    if letters != sorted(set(letters), key=lambda letter: Level[letter].index):
        yield Finding(
            ("levels",), text("The levels must run from the lightest to the heaviest, each once.")
        )


def _competences_name_levels_in_use(data: Data) -> Iterator[Finding]:
    used = {_letter(item) for item in _items(data, "levels")}
    for key, entry in _entries(data, "competences").items():
        levels = entry.get("levels")
        for item in levels if isinstance(levels, Mapping) else ():
            letter = _letter(item)
            if letter and letter not in used:
                path = ("competences", key, "levels", letter, _KEY)
                yield Finding(
                    path,
                    text("Level {level} is not among the levels of this catalogue.", level=letter),
                )


def _competences_have_known_dimensions(data: Data) -> Iterator[Finding]:
    known = _known(data, "dimensions")
    for key, entry in _entries(data, "competences").items():
        name = entry.get("dimension")
        if isinstance(name, str) and name not in known:
            unknown = text('Unknown dimension "{name}".', name=_shown(name))
            message = _suggesting(unknown, name, known)
            yield Finding(("competences", key, "dimension"), message)


def _competences_have_names_of_their_own(data: Data) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for key, entry in _entries(data, "competences").items():
        name = entry.get("name")
        if not isinstance(name, str):
            continue
        first = owner.setdefault(name.casefold(), key)
        if first != key:
            message = text(
                '"{name}" is also the name of "{other}".', name=_shown(name), other=_shown(first)
            )
            yield Finding(("competences", key, "name"), message)


def _groups_have_known_series(data: Data) -> Iterator[Finding]:
    yield from _unknown_series(data, "groups")


def _functions_have_known_series(data: Data) -> Iterator[Finding]:
    yield from _unknown_series(data, "functions")


def _unknown_series(data: Data, section: str) -> Iterator[Finding]:
    known = _known(data, "series")
    for key, entry in _entries(data, section).items():
        name = entry.get("series")
        if isinstance(name, str) and name not in known:
            unknown = text('Unknown series "{name}".', name=_shown(name))
            message = _suggesting(unknown, name, known)
            yield Finding((section, key, "series"), message)


def _functions_have_known_groups(data: Data) -> Iterator[Finding]:
    known = _known(data, "groups")
    for key, entry in _entries(data, "functions").items():
        name = entry.get("group")
        if isinstance(name, str) and name not in known:
            unknown = text('Unknown group "{name}".', name=_shown(name))
            message = _suggesting(unknown, name, known)
            yield Finding(("functions", key, "group"), message)


def _functions_stand_in_the_series_of_their_group(data: Data) -> Iterator[Finding]:
    groups = _entries(data, "groups")
    series = _known(data, "series")
    for key, entry in _entries(data, "functions").items():
        own, group = entry.get("series"), entry.get("group")
        if not (isinstance(own, str) and isinstance(group, str)):
            continue
        right = groups[group].get("series") if group in groups else None
        if isinstance(right, str) and {own, right} <= set(series) and own != right:
            message = text(
                'Group "{group}" belongs to series "{series}".', group=group, series=right
            )
            yield Finding(("functions", key, "series"), message)


def _profiles_name_known_competences(data: Data) -> Iterator[Finding]:
    known = _known(data, "competences")
    for path, profile in _profiles(data):
        for name in profile:
            if isinstance(name, str) and name not in known:
                unknown = text('Unknown competence "{name}".', name=_shown(name))
                message = _suggesting(unknown, name, known)
                yield Finding((*path, name, _KEY), message)


def _profiles_ask_levels_in_use(data: Data) -> Iterator[Finding]:
    used = {_letter(item) for item in _items(data, "levels")}
    for path, profile in _profiles(data):
        for name, asked in profile.items():
            letter = _letter(asked)
            if letter and asked != ANY and letter not in used:
                message = text(
                    "Level {level} is not among the levels of this catalogue.", level=letter
                )
                yield Finding((*path, name), message)


def _profiles_keep_the_limit(data: Data) -> Iterator[Finding]:
    limit = data.get("profile_limit", 5)
    if not isinstance(limit, int) or isinstance(limit, bool):
        return
    for path, profile in _profiles(data):
        if len(profile) > limit:
            message = text(
                "A profile names at most {limit} competences; this one names {number}.",
                limit=limit,
                number=len(profile),
            )
            yield Finding(path, message)


def _functions_and_modules_share_no_key(data: Data) -> Iterator[Finding]:
    functions = _known(data, "functions")
    for key in _known(data, "modules"):
        if key in functions:
            message = text('"{name}" is also the key of a function.', name=_shown(key))
            yield Finding(("modules", key, _KEY), message)


def _codes(data: Data) -> Iterator[tuple[Path, str]]:
    """Codes of functions and of their variants, with their paths."""
    for key, entry in _entries(data, "functions").items():
        if isinstance(entry.get("code"), str):
            yield ("functions", key, "code"), entry["code"]
        for name, variant in _entries(entry, "variants").items():
            if isinstance(variant.get("code"), str):
                yield ("functions", key, "variants", name, "code"), variant["code"]


def _codes_are_given_once(data: Data) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for path, code in _codes(data):
        if code in first:
            where = ".".join(str(step) for step in first[code])
            yield Finding(
                path, text('Code "{code}" stands at {where} too.', code=_shown(code), where=where)
            )
        first.setdefault(code, path)


def _notes_follow_one_reading(data: Data) -> Iterator[Finding]:
    for key, note in _entries(data, "notes").items():
        readings = [item for item in _items(note, "readings") if isinstance(item, Mapping)]
        if readings and sum(item.get("used") is True for item in readings) != 1:
            message = text("Exactly one reading must be the used one.")
            yield Finding(("notes", key, "readings"), message)


def _notes_cite_known_sources(data: Data) -> Iterator[Finding]:
    known = _known(data, "sources")
    for key, note in _entries(data, "notes").items():
        for number, reading in enumerate(_items(note, "readings")):
            places = _items(reading, "at") if isinstance(reading, Mapping) else []
            for position, place in enumerate(places):
                source = place.partition(":")[0] if isinstance(place, str) else None
                if source is not None and source not in known:
                    unknown = text('Unknown source "{name}".', name=_shown(source))
                    message = _suggesting(unknown, source, known)
                    yield Finding(("notes", key, "readings", number, "at", position), message)


def _notes_are_about_something_here(data: Data) -> Iterator[Finding]:
    for key, note in _entries(data, "notes").items():
        subject = note.get("subject")
        if isinstance(subject, str) and not _leads_somewhere(data, subject.split(".")):
            message = text('Nothing in this catalogue is called "{name}".', name=_shown(subject))
            yield Finding(("notes", key, "subject"), message)


def _leads_somewhere(data: Data, steps: Sequence[str]) -> bool:
    """Whether section and entry of a dotted path exist; deeper steps may be absent values."""
    section = data.get(steps[0])
    if len(steps) == 1 or not isinstance(section, Mapping):
        return section is not None
    return steps[1] in section


_RULES: tuple[Callable[[Data], Iterator[Finding]], ...] = (
    _levels_run_from_light_to_heavy,
    _competences_name_levels_in_use,
    _competences_have_known_dimensions,
    _competences_have_names_of_their_own,
    _groups_have_known_series,
    _functions_have_known_series,
    _functions_have_known_groups,
    _functions_stand_in_the_series_of_their_group,
    _profiles_name_known_competences,
    _profiles_ask_levels_in_use,
    _profiles_keep_the_limit,
    _functions_and_modules_share_no_key,
    _codes_are_given_once,
    _notes_follow_one_reading,
    _notes_cite_known_sources,
    _notes_are_about_something_here,
)
