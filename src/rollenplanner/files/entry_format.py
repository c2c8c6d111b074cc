"""What the entries of every file format have in common."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rollenplanner.domain.text import Text
from rollenplanner.files.scenario_values import MonthText, ordered, several

_START = "First month that it holds, as YYYY-MM."
_END = "First month that it no longer holds, as YYYY-MM."


class Entry(BaseModel):
    """Strict types, no unknown keys, no changes."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Spanned(Entry):
    """Something with a first month and a month in which it is over."""

    from_: MonthText | None = Field(default=None, alias="from", description=_START)
    until: MonthText | None = Field(default=None, description=_END)

    def refusals(self) -> list[tuple[str, Text]]:
        """Keys that do not fit with the others, and why."""
        return ordered({"from": self.from_, "until": self.until})

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        several(self.refusals())
        return self
