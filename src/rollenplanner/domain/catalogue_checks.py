"""What must fit together in a catalogue: references, limits, order (one rule per function).

The rules read the data as a file has it and step over what is misshapen there: the models report
that. So a reader learns of wrong shapes and wrong references in the same answer.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from pydantic_core.core_schema import ErrorType

from rollenplanner.domain.catalogue_data import (
    KEY,
    NORMS,
    Data,
    Finding,
    Path,
    entries,
    items,
    known_keys,
    letter_of,
    profiles,
    shown,
    suggesting,
)
from rollenplanner.domain.catalogue_links import LINK_RULES
from rollenplanner.domain.catalogue_values import refusal
from rollenplanner.domain.levels import ANY, Level
from rollenplanner.domain.text import text, text_n

_BUILT_IN = frozenset(get_args(ErrorType))
_MOST_PROBLEMS = 200


def cross_check(data: Data) -> list[Finding]:
    """Everything in a catalogue that does not fit together, in the order of the rules.

    Stops after so many problems that one more would tell nobody anything new.
    """
    found = (finding for rule in (*_RULES, *LINK_RULES) for finding in rule(data))
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


def _levels_run_from_light_to_heavy(data: Data) -> Iterator[Finding]:
    letters = [letter for item in items(data, "levels") if (letter := letter_of(item))]
    if letters != sorted(set(letters), key=lambda letter: Level[letter].index):
        yield Finding(
            ("levels",), text("The levels must run from the lightest to the heaviest, each once.")
        )


def _competences_name_levels_in_use(data: Data) -> Iterator[Finding]:
    used = {letter_of(item) for item in items(data, "levels")}
    for key, entry in entries(data, "competences").items():
        levels = entry.get("levels")
        for item in levels if isinstance(levels, Mapping) else ():
            letter = letter_of(item)
            if letter and letter not in used:
                path = ("competences", key, "levels", letter, KEY)
                yield Finding(
                    path,
                    text("Level {level} is not among the levels of this catalogue.", level=letter),
                )


def _competences_have_known_dimensions(data: Data) -> Iterator[Finding]:
    known = known_keys(data, "dimensions")
    for key, entry in entries(data, "competences").items():
        name = entry.get("dimension")
        if isinstance(name, str) and name not in known:
            unknown = text('Unknown dimension "{name}".', name=shown(name))
            message = suggesting(unknown, name, known)
            yield Finding(("competences", key, "dimension"), message)


def _competences_have_names_of_their_own(data: Data) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for key, entry in entries(data, "competences").items():
        name = entry.get("name")
        if not isinstance(name, str):
            continue
        first = owner.setdefault(name.casefold(), key)
        if first != key:
            message = text(
                '"{name}" is also the name of "{other}".', name=shown(name), other=shown(first)
            )
            yield Finding(("competences", key, "name"), message)


def _groups_have_known_series(data: Data) -> Iterator[Finding]:
    yield from _unknown_series(data, "groups")


def _functions_have_known_series(data: Data) -> Iterator[Finding]:
    yield from _unknown_series(data, "functions")


def _unknown_series(data: Data, section: str) -> Iterator[Finding]:
    known = known_keys(data, "series")
    for key, entry in entries(data, section).items():
        name = entry.get("series")
        if isinstance(name, str) and name not in known:
            unknown = text('Unknown series "{name}".', name=shown(name))
            message = suggesting(unknown, name, known)
            yield Finding((section, key, "series"), message)


def _functions_have_known_groups(data: Data) -> Iterator[Finding]:
    known = known_keys(data, "groups")
    for key, entry in entries(data, "functions").items():
        name = entry.get("group")
        if isinstance(name, str) and name not in known:
            unknown = text('Unknown group "{name}".', name=shown(name))
            message = suggesting(unknown, name, known)
            yield Finding(("functions", key, "group"), message)


def _functions_stand_in_the_series_of_their_group(data: Data) -> Iterator[Finding]:
    groups = entries(data, "groups")
    series = known_keys(data, "series")
    for key, entry in entries(data, "functions").items():
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
    known = known_keys(data, "competences")
    for path, profile in profiles(data):
        for name in profile:
            if isinstance(name, str) and name not in known:
                unknown = text('Unknown competence "{name}".', name=shown(name))
                message = suggesting(unknown, name, known)
                yield Finding((*path, name, KEY), message)


def _profiles_ask_levels_in_use(data: Data) -> Iterator[Finding]:
    used = {letter_of(item) for item in items(data, "levels")}
    for path, profile in profiles(data):
        for name, asked in profile.items():
            letter = letter_of(asked)
            if letter and asked != ANY and letter not in used:
                message = text(
                    "Level {level} is not among the levels of this catalogue.", level=letter
                )
                yield Finding((*path, name), message)


def _profiles_keep_the_limit(data: Data) -> Iterator[Finding]:
    limit = data.get("profile_limit", 5)
    if not isinstance(limit, int) or isinstance(limit, bool):
        return
    for path, profile in profiles(data):
        if len(profile) > limit:
            message = text_n(
                "A profile names at most {n} competence; this one names {number}.",
                "A profile names at most {n} competences; this one names {number}.",
                limit,
                number=len(profile),
            )
            yield Finding(path, message)


def _norms_share_no_key(data: Data) -> Iterator[Finding]:
    owner = {key: NORMS[0] for key in known_keys(data, NORMS[0])}
    for section in NORMS[1:]:
        for key in known_keys(data, section):
            first = owner.setdefault(key, section)
            if first != section:
                yield Finding((section, key, KEY), _TAKEN[first](shown(key)))


_TAKEN = {
    "functions": lambda name: text('"{name}" is also the key of a function.', name=name),
    "modules": lambda name: text('"{name}" is also the key of a module.', name=name),
}


def _codes(data: Data) -> Iterator[tuple[Path, str]]:
    """Codes of functions and of their variants, with their paths."""
    for key, entry in entries(data, "functions").items():
        if isinstance(entry.get("code"), str):
            yield ("functions", key, "code"), entry["code"]
        for name, variant in entries(entry, "variants").items():
            if isinstance(variant.get("code"), str):
                yield ("functions", key, "variants", name, "code"), variant["code"]


def _codes_are_given_once(data: Data) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for path, code in _codes(data):
        if code in first:
            where = ".".join(str(step) for step in first[code])
            yield Finding(
                path, text('Code "{code}" stands at {where} too.', code=shown(code), where=where)
            )
        first.setdefault(code, path)


def _notes_follow_one_reading(data: Data) -> Iterator[Finding]:
    for key, note in entries(data, "notes").items():
        readings = [item for item in items(note, "readings") if isinstance(item, Mapping)]
        if readings and sum(item.get("used") is True for item in readings) != 1:
            message = text("Exactly one reading must be the used one.")
            yield Finding(("notes", key, "readings"), message)


def _notes_cite_known_sources(data: Data) -> Iterator[Finding]:
    known = known_keys(data, "sources")
    for key, note in entries(data, "notes").items():
        for number, reading in enumerate(items(note, "readings")):
            places = items(reading, "at") if isinstance(reading, Mapping) else []
            for position, place in enumerate(places):
                source = place.partition(":")[0] if isinstance(place, str) else None
                if source is not None and source not in known:
                    unknown = text('Unknown source "{name}".', name=shown(source))
                    message = suggesting(unknown, source, known)
                    yield Finding(("notes", key, "readings", number, "at", position), message)


def _notes_are_about_something_here(data: Data) -> Iterator[Finding]:
    for key, note in entries(data, "notes").items():
        subject = note.get("subject")
        if isinstance(subject, str) and not _leads_somewhere(data, subject.split(".")):
            message = text('Nothing in this catalogue is called "{name}".', name=shown(subject))
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
    _norms_share_no_key,
    _codes_are_given_once,
    _notes_follow_one_reading,
    _notes_cite_known_sources,
    _notes_are_about_something_here,
)
