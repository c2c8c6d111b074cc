"""argparse in two languages.

argparse asks gettext for its own words in the process-wide text domain. While a parser works, that
domain is ours; what argparse says stands below, so that it is collected with our own sentences.
"""

from __future__ import annotations

import argparse
import contextlib
import gettext
import os
import sys
from collections.abc import Iterator
from typing import NoReturn

from rollenplanner.domain.text import DOMAIN, LANGUAGES, LOCALE_DIR, Language, Translator

LANGUAGE_VARIABLE = "ROLLENPLANNER_LANG"


def N_(*messages: str) -> tuple[str, ...]:
    """Mark sentences for collection; argparse translates them itself."""
    return messages


#: What argparse of Python 3.11 to 3.14 can say to a user, word for word.
ARGPARSE_WORDS = (
    *N_("usage: "),
    *N_("positional arguments"),
    *N_("options"),
    *N_("show this help message and exit"),
    *N_("%(prog)s: error: %(message)s\n"),
    *N_("argument %(argument_name)s: %(message)s"),
    *N_("the following arguments are required: %s"),
    *N_("one of the arguments %s is required"),
    *N_("not allowed with argument %s"),
    *N_("unrecognized arguments: %s"),
    *N_("ambiguous option: %(option)s could match %(matches)s"),
    *N_("ignored explicit argument %r"),
    *N_("unexpected option string: %s"),
    *N_("expected one argument"),
    *N_("expected at most one argument"),
    *N_("expected at least one argument"),
    *N_("invalid %(type)s value: %(value)r"),
    *N_("invalid choice: %(value)r (choose from %(choices)s)"),
    *N_("invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)"),
    *N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
    *N_("can't open '%(filename)s': %(error)s"),
)


@contextlib.contextmanager
def argparse_speaks(language: Language) -> Iterator[None]:
    """Let argparse use our catalogue in one language; everything is put back afterwards."""
    before_domain, before_language = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before_domain)
        if before_language is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before_language


def language_of(arguments: list[str]) -> Language | None:
    """The language that the arguments ask for, found before they are parsed, or None."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            return as_language("".join(arguments[place + 1 : place + 2]))
        if argument.startswith("--lang="):
            return as_language(argument.removeprefix("--lang="))
    return None


def as_language(value: str | None) -> Language | None:
    """A language that we speak, or None."""
    return next((language for language in LANGUAGES if language == value), None)


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of examples and leaves room for long option names."""

    def __init__(self, prog: str) -> None:
        """Take the width of the terminal."""
        super().__init__(prog, max_help_position=28, width=help_width())


def help_width() -> int:
    """Columns for help: those of the terminal less two, from 40 to 98."""
    try:
        columns = int(os.environ.get("COLUMNS", "")) or 80
    except ValueError:
        columns = _terminal_width()
    return min(max(columns - 2, 40), 98)


def _terminal_width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 80


class Parser(argparse.ArgumentParser):
    """A parser that ends a usage error with where to find help, and exits with 2."""

    translator = Translator()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and how to get help; never returns."""
        tr = self.translator
        line = tr("error: {message}", message=message)
        hint = tr("`{command} --help` shows how it works.", command=self.prog)
        self.exit(2, f"{self.prog}: {line}\n{hint}\n")
