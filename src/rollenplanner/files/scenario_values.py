"""The smallest values of a scenario file: numbers, ids, months, terms (design section 3, "Values").

Numbers arrive as int or Decimal, read from the text of the file, and become whole hundredths; a
float never takes part. What depends on the rest of the scenario (the step, the number of periods)
comes in through the validation context, a `Bounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from rollenplanner.domain.catalogue_values import refusal
from rollenplanner.domain.months import Month
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.domain.text import Text, fte, text, text_n
from rollenplanner.files.commas import comma_in_list
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.validation import NUMBER_EXPECTED, SEVERAL_REFUSED

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
REF_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*(@[A-Za-z0-9][A-Za-z0-9._-]*(#[1-9][0-9]*)?)?$"

#: Hundredths of fte.
DEFAULT_STEP = 5
MOST_PEOPLE = 10_000
MOST_ROLES = 20_000
MOST_PERIODS = 600
#: Hundredths; a cluster or function adds many people up, an entry stands for one person or a pool.
MOST_FTE = 99_00
MOST_TOGETHER = 99_999_00

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What values of one scenario have to fit.

    Attributes:
        step: Hundredths of which fte of roles are multiples.
        count: Number of periods; None where any number fits.
    """

    step: int = DEFAULT_STEP
    count: int | None = 1


def several(refusals: list[tuple[str, Text]]) -> None:
    """Refuse a mapping for several reasons at once; does nothing if there is none.

    Args:
        refusals: Key of the mapping that is wrong, and why.
    """
    if refusals:
        raise PydanticCustomError(SEVERAL_REFUSED, "refused", {"refusals": refusals})


@dataclass(frozen=True, slots=True)
class _Number:
    """Reads a number exactly, as a whole number of its smallest unit.

    Attributes:
        decimals: Decimals that it may have; the result counts units of that size.
        least, most: Bounds in those units.
    """

    decimals: int
    least: int
    most: int

    def __call__(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise PydanticCustomError(NUMBER_EXPECTED, "a number is expected")
        scaled = Decimal(value).scaleb(self.decimals)
        units = int(scaled)
        if units != scaled:
            raise refusal(
                text_n(
                    "At most {n} decimal is allowed here.",
                    "At most {n} decimals are allowed here.",
                    self.decimals,
                )
            )
        if not self.least <= units <= self.most:
            message = text(
                "Expected a number from {least} to {most}.",
                least=self.shown(self.least),
                most=self.shown(self.most),
            )
            raise refusal(message)
        return units

    def shown(self, units: int) -> Decimal:
        """A bound as people write it."""
        value = Decimal(units).scaleb(-self.decimals)
        return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()

    @property
    def schema(self) -> dict[str, Any]:
        """JSON Schema of the number as it stands in a file."""
        return {
            "type": "number",
            "minimum": _plain(self.shown(self.least)),
            "maximum": _plain(self.shown(self.most)),
        }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)


_ENTRY = _Number(2, 1, MOST_FTE)
_ENTRY_OR_NONE = _Number(2, 0, MOST_FTE)
_TOGETHER = _Number(2, 1, MOST_TOGETHER)
_EFFORT = _Number(2, 1, 100_00)
_STEP = _Number(2, 1, 100)
_PART = _Number(2, 0, 100)
_SCALES = _Number(1, 0, 170)
_LIMIT = _Number(8, -1_000_000_000 * UNIT, 1_000_000_000 * UNIT)


def _on_step(units: int, info: ValidationInfo) -> int:
    step = info.context.step if isinstance(info.context, Bounds) else 1
    if units % step:
        raise refusal(
            text(
                "{value} is no multiple of the step, {step} fte (rules.step).",
                value=fte(units),
                step=fte(step),
            )
        )
    return units


Fte = Annotated[int, BeforeValidator(_ENTRY), WithJsonSchema(_ENTRY.schema)]
"""Hundredths of fte of one entry, above 0."""

FteOrNone = Annotated[int, BeforeValidator(_ENTRY_OR_NONE), WithJsonSchema(_ENTRY_OR_NONE.schema)]
"""Hundredths of fte of one entry, 0 allowed."""

TotalFte = Annotated[int, BeforeValidator(_TOGETHER), WithJsonSchema(_TOGETHER.schema)]
"""Hundredths of fte of many people together, above 0."""

StepFte = Annotated[
    int, BeforeValidator(_ENTRY), AfterValidator(_on_step), WithJsonSchema(_ENTRY.schema)
]
"""Hundredths of fte of a role: above 0 and a multiple of the step."""

StepFteOrNone = Annotated[
    int,
    BeforeValidator(_ENTRY_OR_NONE),
    AfterValidator(_on_step),
    WithJsonSchema(_ENTRY_OR_NONE.schema),
]
"""As `StepFte`, 0 allowed."""

Effort = Annotated[int, BeforeValidator(_EFFORT), WithJsonSchema(_EFFORT.schema)]
"""Hundredths of the role's fte that a person needs."""

StepSize = Annotated[int, BeforeValidator(_STEP), WithJsonSchema(_STEP.schema)]
"""Hundredths of fte of the step, 1 to 100."""

Part = Annotated[int, BeforeValidator(_PART), WithJsonSchema(_PART.schema)]
"""Hundredths of a part, 0 to 100."""

ScaleSteps = Annotated[int, BeforeValidator(_SCALES), WithJsonSchema(_SCALES.schema)]
"""Tenths of a scale."""

Ceiling = Annotated[int, BeforeValidator(_LIMIT), WithJsonSchema(_LIMIT.schema)]
"""Units of a term (`terms.UNIT`)."""


def _listed(value: object) -> str:
    return "#list" if isinstance(value, list) else "#one"


def _one_per_period(shares: list[int], info: ValidationInfo) -> list[int]:
    count = info.context.count if isinstance(info.context, Bounds) else None
    if count is not None and len(shares) != count:
        message = text(
            "A list of fte needs one number per period: {count}, not {found}.",
            count=count,
            found=len(shares),
        )
        raise refusal(comma_in_list(message, shares, count))
    return shares


PeriodFte = Annotated[
    Annotated[StepFte, Tag("#one")]
    | Annotated[
        list[StepFteOrNone],
        Field(max_length=MOST_PERIODS),
        AfterValidator(_one_per_period),
        Tag("#list"),
    ],
    Discriminator(_listed),
]
"""Fte of a role: one number, or one per period (0 where the role rests)."""


def _month(value: object) -> Month:
    try:
        return Month.parse(value if isinstance(value, str) else "")
    except ValueError:
        raise refusal(text("Expected a month as YYYY-MM, such as 2027-01.")) from None


MonthText = Annotated[
    Month,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$"}),
]
"""A month, written YYYY-MM."""


def _term(value: object) -> Term:
    names = [term.value for term in Term]
    if isinstance(value, str) and value in names:
        return Term(value)
    message = text("This is no term of the objective.")
    if isinstance(value, str):
        message = text('"{term}" is no term of the objective.', term=value[:40])
        message = Nearest().hint(message, value, names)
    raise refusal(message)


TermName = Annotated[
    Term,
    BeforeValidator(_term),
    WithJsonSchema({"type": "string", "enum": [term.value for term in Term]}),
]
"""What a level of the objective or a limit counts."""


def _unique(items: list[_T]) -> list[_T]:
    seen: set[object] = set()
    for item in items:
        if item in seen:
            raise refusal(text('"{item}" stands in this list twice.', item=str(item)))
        seen.add(item)
    return items


Unique: Callable[[list[Any]], list[Any]] = _unique

Id = Annotated[str, Field(pattern=ID_PATTERN)]
"""An id: letters, digits, dots, underscores, hyphens; starts with a letter or digit."""

CatalogueKey = Annotated[str, Field(pattern=rf"{ID_PATTERN[:-1]}(:{ID_PATTERN[1:-1]})?$")]
"""A key of a catalogue, or `catalogue:key` where another one has that key too."""

OthersKey = Annotated[str, Field(pattern=rf"{ID_PATTERN[:-1]}:{ID_PATTERN[1:]}")]
"""An entry of a catalogue as `catalogue:key`."""

Ref = Annotated[str, Field(pattern=REF_PATTERN)]
"""A role, a module, or a post `module@cluster` (`#2`, `#3`, .. behind it for the next posts)."""

Name = Annotated[str, Field(min_length=1, max_length=600)]
"""A name of one line."""

Sentence = Annotated[str, Field(min_length=1, max_length=4000)]
"""Free text."""

Weight = Annotated[int, Field(ge=-1000, le=1000)]
"""Weight of a wish."""

LevelWeight = Annotated[int, Field(ge=0, le=1000)]
"""Weight of a term in a level of the objective."""

Grade = Annotated[int, Field(ge=1, le=3)]
"""Grade of an expertise: 1 learning, 2 independent, 3 expert."""

Count = Annotated[int, Field(ge=0, le=MOST_PEOPLE)]
"""A number of people or roles."""

Positive = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
"""A number of people or roles, at least one."""

Periods = Annotated[int, Field(ge=0, le=MOST_PERIODS)]
"""A number of periods."""

PeriodsAtLeastOne = Annotated[int, Field(ge=1, le=MOST_PERIODS)]
"""A number of periods, at least one."""

Ids = Annotated[list[Id], AfterValidator(_unique)]
"""Ids, each once."""

SomeIds = Annotated[list[Id], Field(min_length=1), AfterValidator(_unique)]
"""At least one id, each once."""

Refs = Annotated[list[Ref], AfterValidator(_unique)]
"""Roles or posts, each once."""


def ordered(raw: Mapping[str, Month | None]) -> list[tuple[str, Text]]:
    """The refusal of a stretch of time that ends before it starts; empty if it is in order."""
    start, end = raw["from"], raw["until"]
    if start is not None and end is not None and end <= start:
        return [
            (
                "until",
                text("until ({end}) is not after from ({start}).", end=str(end), start=str(start)),
            )
        ]
    return []
