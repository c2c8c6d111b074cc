"""Sentences for people, kept apart from the language in which they are shown.

A `Text` carries an English template and its values; a `Translator` renders it in Dutch or
English at the very edge (terminal, report, JSON). Code that judges or computes therefore never
knows in which language its reader reads.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")
DEFAULT_LANGUAGE: Language = "nl"
DOMAIN = "rollenplanner"
LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence that is not yet in a language.

    Attributes:
        template: English sentence with `{name}` placeholders; the key of the gettext catalogues.
        values: Pairs of placeholder and value. A value is a str (shown as it is), an int, a
            Decimal (shown with the decimal sign of the language), a Text, a tuple of these
            (shown as a list with commas), or a Few.
        plural: English plural form, or None where the sentence has no number in it.
        count: The number that chooses between template and plural.
    """

    template: str
    values: tuple[tuple[str, object], ...] = ()
    plural: str | None = None
    count: int = 0

    def __str__(self) -> str:
        """The English sentence, for logs and debugging; users get `Translator.render`."""
        return Translator("en").render(self)


@dataclass(frozen=True, slots=True)
class Few:
    """A list of which people read the first few and how many more there are.

    Data for machines holds all of it (`Translator.in_full`).

    Attributes:
        items: Values as in a Text.
        most: So many are shown; one more takes no more room than saying so, and is shown too.
    """

    items: tuple[object, ...]
    most: int = 8


def text(template: str, /, **values: object) -> Text:
    """Make a translatable sentence; `template` must be a literal, so that it can be extracted."""
    return Text(template, tuple(values.items()))


def text_n(singular: str, plural: str, n: int, /, **values: object) -> Text:
    """Make a translatable sentence that depends on a number; `{n}` is filled with it."""
    return Text(singular, (("n", n), *values.items()), plural, n)


def fte(hundredths: int) -> Decimal:
    """Hundredths of fte as the Decimal with two decimals that people read (`125` -> `1.25`)."""
    return Decimal(hundredths).scaleb(-2)


def amount(ten_thousandths: int) -> Decimal:
    """Ten-thousandths as a Decimal with at least two decimals and no needless zeros."""
    exact = Decimal(ten_thousandths).scaleb(-4)
    rounded = exact.quantize(Decimal("0.01"))
    return rounded if rounded == exact else exact.normalize()


def at_least(ten_thousandths: int) -> Decimal:
    """Ten-thousandths as two decimals that are not more: what is certain stays certain."""
    return Decimal(ten_thousandths // 100).scaleb(-2)


def at_most(ten_thousandths: int) -> Decimal:
    """Ten-thousandths as two decimals that are not less."""
    return Decimal(-(-ten_thousandths // 100)).scaleb(-2)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[language], fallback=True)


class Translator:
    """Renders texts and numbers in one language."""

    def __init__(self, language: Language = DEFAULT_LANGUAGE, *, whole: bool = False) -> None:
        """Choose the language, `nl` or `en`, and whether every list is shown whole."""
        self.language: Language = language
        self._whole = whole
        self._catalogue = _catalogue(language)

    def in_full(self) -> Translator:
        """The same language, with every list whole: for data that machines read."""
        return self if self._whole else Translator(self.language, whole=True)

    def render(self, message: Text | str) -> str:
        """The sentence in this translator's language; a plain str is returned as it is."""
        if isinstance(message, str):
            return message
        template = self._template(message)
        if not message.values:
            return template
        return template.format(**{key: self.value(value) for key, value in message.values})

    def _template(self, message: Text) -> str:
        if message.plural is not None:
            return self._catalogue.ngettext(message.template, message.plural, message.count)
        return self._catalogue.gettext(message.template) if message.template else ""

    def __call__(self, template: str, /, **values: object) -> str:
        """Shorthand: translate a literal template and fill it."""
        return self.render(Text(template, tuple(values.items())))

    def value(self, value: object) -> str:
        """One placeholder value as people of this language write it."""
        if isinstance(value, Text):
            return self.render(value)
        if isinstance(value, Decimal):
            return self.number(value)
        if isinstance(value, str):
            return value
        if isinstance(value, Few):
            return self._few(value)
        if isinstance(value, Iterable):
            return ", ".join(self.value(item) for item in value)
        return str(value)

    def _few(self, listed: Few) -> str:
        rest = len(listed.items) - listed.most
        if self._whole or rest <= 1:
            return self.value(listed.items)
        return self.render(text("{items} and {n} more", items=listed.items[: listed.most], n=rest))

    def number(self, value: Decimal | int) -> str:
        """A number with the decimal sign of the language (Dutch: comma)."""
        shown = format(value, "f") if isinstance(value, Decimal) else str(value)
        return shown.replace(".", ",") if self.language == "nl" else shown
