"""The smallest values of a catalogue: keys, lines, places, levels and scales as a file has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from rollenplanner.domain.levels import Level, parse_level_or_any
from rollenplanner.domain.scales import Scale
from rollenplanner.domain.text import Text, text, text_n

_T = TypeVar("_T")

Row = Annotated[tuple[_T, ...], Field(strict=False)]
"""A list in the file, unchangeable in memory; its items stay strict."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
"""Key of an entry: letters, digits, dot, underscore, hyphen; starts with a letter or digit."""

Line = Annotated[str, Field(min_length=1, max_length=600)]
"""A name or a short sentence."""

_OTHERS_KEY = r"^[A-Za-z0-9][A-Za-z0-9._-]*:[A-Za-z0-9][A-Za-z0-9._-]*$"

REFUSED = "rollenplanner"
"""Type of the pydantic errors that carry a translatable sentence as ``ctx["text"]``."""


class Bilingual(BaseModel):
    """A sentence in both languages; the catalogue's own text, not part of the program's."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    nl: Line
    en: Line

    def in_language(self, language: Literal["nl", "en"]) -> str:
        """The sentence in one language."""
        return self.nl if language == "nl" else self.en


def refusal(message: Text) -> PydanticCustomError:
    """A pydantic error that carries a translatable sentence."""
    return PydanticCustomError(REFUSED, str(message), {"text": message})


def _reader(parse: Callable[[object], object], message: Text) -> Callable[[object], object]:
    """A before-validator that parses what a file holds and lets parsed values through."""

    def read(value: object) -> object:
        if isinstance(value, (Level, Scale)):
            return value
        try:
            return parse(value)
        except ValueError:
            raise refusal(message) from None

    return read


def at_least(number: int) -> AfterValidator:
    """A validator for lists that asks for so many items.

    Unlike `min_length` it does not also complain where items were refused one by one.
    """

    def check(value: tuple[_T, ...]) -> tuple[_T, ...]:
        if len(value) < number:
            raise refusal(
                text_n("At least {n} entry is needed.", "At least {n} entries are needed.", number)
            )
        return value

    return AfterValidator(check)


def _is_false(value: object) -> object:
    """Refuse a catalogue that calls its levels cumulative."""
    if value is True:
        raise refusal(text("Levels are never cumulative here; write false."))
    # 0 equals False, and so would pass.
    return value if value is False else str(value)


def _whole(value: object) -> object:
    # True and 1.0 equal 1, and so would pass for version 1 of a format.
    if isinstance(value, bool) or not isinstance(value, int):
        raise PydanticKnownError("int_type")
    return value


FormatOne = Annotated[Literal[1], BeforeValidator(_whole)]
"""Version 1 of a file format."""


NeverTrue = Annotated[Literal[False], BeforeValidator(_is_false)]
"""False, with a sentence of its own for true."""

_LETTERS = [level.value for level in Level]

LevelLetter = Annotated[
    Level,
    BeforeValidator(
        _reader(Level.parse, text("This is no competence level; write D, C, B or A.")),
        json_schema_input_type=Literal["D", "C", "B", "A"],
    ),
    PlainSerializer(str, return_type=str),
]
"""A level as a file has it."""

AskedLevel = Annotated[
    Level | Literal["any"],
    BeforeValidator(
        _reader(parse_level_or_any, text("This is no competence level; write D, C, B, A or any.")),
    ),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "enum": [*_LETTERS, "any"]}),
]
"""A level, or ``any`` where none is asked."""

_PLACE = r"^[A-Za-z0-9._-]+:[1-9][0-9]*(-[1-9][0-9]*)?$"


def _is_place(value: str) -> str:
    """Refuse what does not say a source and a line."""
    if not re.fullmatch(_PLACE, value):
        raise refusal(text("Write a place as source:line or source:first-last."))
    return value


Place = Annotated[str, AfterValidator(_is_place), Field(json_schema_extra={"pattern": _PLACE})]
"""A place in a source: ``source:line`` or ``source:first-last``."""


def _is_others_key(value: str) -> str:
    """Refuse what does not name a catalogue and a key."""
    if not re.fullmatch(_OTHERS_KEY, value):
        raise refusal(text("Write an entry of another catalogue as catalogue:key."))
    return value


SameAs = Annotated[
    str, AfterValidator(_is_others_key), Field(json_schema_extra={"pattern": _OTHERS_KEY})
]
"""An entry of another catalogue: ``catalogue:key``."""

ScaleLabel = Annotated[
    Scale,
    BeforeValidator(
        _reader(Scale.parse, text("This is no salary scale; write 1 to 18, 10A or 11A."))
    ),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": 18},
                {"type": "string", "pattern": "^([1-9]|1[0-8]|10A|11A)$"},
            ]
        }
    ),
]
"""A salary scale as a file has it: a number or a label."""
