"""References inside a catalogue beside those of the function matrix (one rule per function)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rollenplanner.domain.catalogue_data import (
    KEY,
    Data,
    Finding,
    Path,
    entries,
    items,
    known_keys,
    norms,
    shown,
    suggesting,
)
from rollenplanner.domain.text import Text, text


def _unknown(
    data: Data, section: str, named: Iterator[tuple[Path, Any]], sentence: Callable[[str], Text]
) -> Iterator[Finding]:
    """A finding for each named key that the section does not have."""
    known = known_keys(data, section)
    for path, name in named:
        if isinstance(name, str) and name not in known:
            yield Finding(path, suggesting(sentence(shown(name)), name, known))


def _listed(path: Path, entry: Data, key: str) -> Iterator[tuple[Path, Any]]:
    """The items of a list in an entry, each with its path."""
    for position, item in enumerate(items(entry, key)):
        yield (*path, key, position), item


def _no_function(name: str) -> Text:
    return text('Unknown function "{name}".', name=name)


def _mapping(entry: Data, key: str) -> Data:
    value = entry.get(key)
    return value if isinstance(value, Mapping) else {}


def _functions_named(data: Data) -> Iterator[tuple[Path, Any]]:
    for key, entry in entries(data, "functions").items():
        yield from _listed(("functions", key), entry, "reports_to")
        yield from _listed(("functions", key, "span"), _mapping(entry, "span"), "of")
    for section in ("learning", "grades"):
        for key, entry in entries(data, section).items():
            yield from _listed((section, key), entry, "functions")


def _named_functions_are_known(data: Data) -> Iterator[Finding]:
    yield from _unknown(data, "functions", _functions_named(data), _no_function)


def _nobody_reports_to_oneself(data: Data) -> Iterator[Finding]:
    """Follows the lines upwards; a circle is told at each function in it."""
    above = {
        key: [name for name in items(entry, "reports_to") if isinstance(name, str)]
        for key, entry in entries(data, "functions").items()
    }
    for key in above:
        seen: set[str] = set()
        ahead = list(above[key])
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead += above.get(name, [])
        if key in seen:
            message = text("The reporting lines run in a circle.")
            yield Finding(("functions", key, "reports_to"), message)


def _grades_differ_between_their_functions(data: Data) -> Iterator[Finding]:
    for key, entry in entries(data, "grades").items():
        own = {name for name in items(entry, "functions") if isinstance(name, str)}
        for position, difference in enumerate(items(entry, "differences")):
            says = _mapping(difference, "says") if isinstance(difference, Mapping) else {}
            for name in says:
                if isinstance(name, str) and name not in own:
                    path = ("grades", key, "differences", position, "says", name, KEY)
                    message = text('"{name}" is none of these grades.', name=shown(name))
                    yield Finding(path, suggesting(message, name, own))


def _topics_are_known(data: Data) -> Iterator[Finding]:
    having = [(section, key, entry) for section, key, entry in norms(data)]
    having += [("diplomas", key, entry) for key, entry in entries(data, "diplomas").items()]
    named = (
        item for section, key, entry in having for item in _listed((section, key), entry, "topics")
    )
    yield from _unknown(
        data, "topics", named, lambda name: text('Unknown topic "{name}".', name=name)
    )


def _diplomas_are_known(data: Data) -> Iterator[Finding]:
    named = (
        item
        for key, entry in entries(data, "functions").items()
        for name, variant in entries(entry, "variants").items()
        for item in _listed(("functions", key, "variants", name), variant, "diplomas")
    )
    yield from _unknown(
        data, "diplomas", named, lambda name: text('Unknown diploma "{name}".', name=name)
    )


def _processes_are_known(data: Data) -> Iterator[Finding]:
    named = (
        item
        for key, entry in entries(data, "functions").items()
        for item in _listed(("functions", key), entry, "processes")
    )
    yield from _unknown(
        data, "processes", named, lambda name: text('Unknown work process "{name}".', name=name)
    )


def _processes_have_known_tasks(data: Data) -> Iterator[Finding]:
    named = (
        (("processes", key, "task"), entry.get("task"))
        for key, entry in entries(data, "processes").items()
    )
    yield from _unknown(
        data, "tasks", iter(named), lambda name: text('Unknown core task "{name}".', name=name)
    )


def _practice_is_of_what_is_asked(data: Data) -> Iterator[Finding]:
    for section, key, entry in norms(data):
        asked = _mapping(entry, "profile")
        for name in _mapping(entry, "in_practice"):
            if isinstance(name, str) and name not in asked:
                yield Finding((section, key, "in_practice", name, KEY), _not_asked(name))


def _not_asked(name: str) -> Text:
    return text('The profile does not ask "{name}".', name=shown(name))


def _groups_sort_what_is_asked(data: Data) -> Iterator[Finding]:
    """Each group is a dimension, and each asked competence stands in one group at most."""
    dimensions = known_keys(data, "dimensions")
    for section, key, entry in norms(data):
        asked = _mapping(entry, "profile")
        seen: set[str] = set()
        for group, names in _mapping(entry, "profile_groups").items():
            path = (section, key, "profile_groups", group)
            if isinstance(group, str) and group not in dimensions:
                unknown = text('Unknown dimension "{name}".', name=shown(group))
                yield Finding((*path, KEY), suggesting(unknown, group, dimensions))
            for position, name in enumerate(names if isinstance(names, (list, tuple)) else ()):
                if isinstance(name, str) and name not in asked:
                    yield Finding((*path, position), _not_asked(name))
                elif name in seen:
                    message = text('"{name}" stands in a group already.', name=shown(name))
                    yield Finding((*path, position), message)
                elif isinstance(name, str):
                    seen.add(name)


def _nothing_is_the_same_as_itself(data: Data) -> Iterator[Finding]:
    own = data.get("id")
    for key, entry in entries(data, "competences").items():
        for path, other in _listed(("competences", key), entry, "same_as"):
            if isinstance(other, str) and other.partition(":")[0] == own:
                message = text("Name a competence of another catalogue; this is one of its own.")
                yield Finding(path, message)


LINK_RULES: tuple[Callable[[Data], Iterator[Finding]], ...] = (
    _named_functions_are_known,
    _nobody_reports_to_oneself,
    _grades_differ_between_their_functions,
    _topics_are_known,
    _diplomas_are_known,
    _processes_are_known,
    _processes_have_known_tasks,
    _practice_is_of_what_is_asked,
    _groups_sort_what_is_asked,
    _nothing_is_the_same_as_itself,
)
