"""Edits of the rules of the whole organisation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.operations import Operation, Put, Value
from rollenplanner.domain.text import Text, text

RuleKey = Literal["max_roles", "max_backups", "max_changes", "scale_down", "scale_up"]
RuleSwitch = Literal["no_double_change", "own_cluster", "strict_levels"]

#: Keys of which the number is tenths of a scale.
_IN_SCALES = frozenset(("scale_down", "scale_up"))


@dataclass(frozen=True, slots=True)
class SetRule(Edit):
    """A number of the rules; of `scale_down` and `scale_up` in tenths of a scale."""

    kind = "rule"

    key: RuleKey
    number: int

    @property
    def path(self) -> str:
        """The rule."""
        return f"rules.{self.key}"

    @property
    def sentence(self) -> Text:
        """What it becomes."""
        return text("Rule: {key} is {number}.", key=self.key, number=self._value)

    @property
    def _value(self) -> int | Decimal:
        if self.key not in _IN_SCALES:
            return self.number
        whole, rest = divmod(self.number, 10)
        return whole if rest == 0 else Decimal(self.number).scaleb(-1)

    def operations(self) -> Iterator[Operation]:
        """Another number."""
        yield Put(("rules", self.key), self._value)


@dataclass(frozen=True, slots=True)
class SwitchRule(Edit):
    """A rule that holds or does not."""

    kind = "rule-switch"

    key: RuleSwitch
    on: bool

    @property
    def path(self) -> str:
        """The rule."""
        return "rules.levels" if self.key == "strict_levels" else f"rules.{self.key}"

    @property
    def sentence(self) -> Text:
        """Whether it holds."""
        key = self.path.removeprefix("rules.")
        if self.on:
            return text("Rule: {key} holds.", key=key)
        return text("Rule: {key} no longer holds.", key=key)

    def operations(self) -> Iterator[Operation]:
        """On or off, as the file says it."""
        value: Value = self.on
        if self.key == "strict_levels":
            value = "strict" if self.on else "presumed"
        yield Put(tuple(self.path.split(".")), value)
