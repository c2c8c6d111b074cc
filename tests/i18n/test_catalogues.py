"""Both languages are complete, say the same, and are compiled from what stands here."""

from __future__ import annotations

import argparse
import inspect
import string
from collections.abc import Sequence
from io import BytesIO

import pytest
from babel.messages.extract import extract

from tools.messages import (
    LANGUAGES,
    collect,
    compiled,
    is_complete,
    mo_file,
    po_file,
    read,
    sentences,
    updated,
)

#: What argparse says to a programmer who uses it wrongly; no user can meet it.
FOR_PROGRAMMERS = frozenset(
    {
        ".__call__() not defined",
        "%r is not callable",
        "'required' is an invalid argument for positionals",
        'argument "-" with mode %r',
        "cannot have multiple subparser arguments",
        "cannot merge actions - two groups are named %r",
        "conflicting subparser alias: %s",
        "conflicting subparser: %s",
        "dest= is required for options like %r",
        "invalid conflict_resolution value: %r",
        "invalid option string %(option)r: must start with a character %(prefix_chars)r",
        "mutually exclusive arguments must be optional",
        # Said only of options whose number of values is a number; we have none.
        "expected %s argument",
        "conflicting option string: %s",
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_program_is_in_the_catalogue(language: str) -> None:
    wanted = {message.id for message in sentences(collect())}
    assert {message.id for message in sentences(read(language))} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_fuzzy_or_obsolete(language: str) -> None:
    catalogue = read(language)
    assert [m.id for m in sentences(catalogue) if not is_complete(m) or m.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_form(language: str) -> None:
    differing = [
        (wanted, found)
        for message in sentences(read(language))
        for number, (wanted, found) in enumerate(
            zip(_forms(message.id), _forms(message.string), strict=True)
        )
        # "one deputy" needs no {n}, so a singular may leave it out in one language only.
        if (_placeholders(wanted) ^ _placeholders(found))
        - ({"n"} if number == 0 and len(_forms(message.id)) == 2 else set())
    ]
    assert differing == []


def test_the_english_catalogue_says_what_the_code_says() -> None:
    for message in sentences(read("en")):
        assert _forms(message.string) == _forms(message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_comes_from_the_text(language: str) -> None:
    assert mo_file(language).read_bytes() == compiled(read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_make_messages_would_change_nothing(language: str) -> None:
    assert compiled(updated(language, collect())) == compiled(read(language))


def test_both_languages_stand_in_the_repository() -> None:
    assert [language for language in LANGUAGES if not po_file(language).exists()] == []


def test_everything_that_argparse_says_is_translated() -> None:
    """Holds for the Python that runs the tests; the words differ slightly between versions."""
    source = BytesIO(inspect.getsource(argparse).encode())
    said = {
        message if isinstance(message, str) else message[0]
        for _, message, _, _ in extract("python", source, keywords={"_": None, "ngettext": (1, 2)})
    }
    ours = {message.id for message in sentences(read("nl"))}
    assert said - FOR_PROGRAMMERS - ours == set()


def _forms(sentence: str | Sequence[str] | None) -> tuple[str, ...]:
    """Singular and plural, or the only form."""
    return (sentence,) if isinstance(sentence, str) else tuple(sentence or ())


def _placeholders(sentence: str) -> set[str]:
    """Names in braces; for words of argparse (`%(name)s`) the percent forms."""
    if "%(" in sentence or "%s" in sentence or "%r" in sentence:
        parts = sentence.split("%")[1:]
        return {part.partition(")")[0] if part.startswith("(") else part[0] for part in parts}
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
