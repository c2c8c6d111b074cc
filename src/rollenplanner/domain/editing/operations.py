"""The few operations on the content of a scenario that every edit comes down to.

They work on the content as a file states it (keys, lists, plain values), not on the resolved
scenario, so that one and the same operation edits a scenario in memory and the file behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Value = bool | int | Decimal | str | list["Value"] | dict[str, "Value"]
"""Plain content of a file; numbers exactly as people write them (fte with a point)."""

Loc = tuple[str, ...]
"""Keys from the root of the content: `("staff", "P07", "fte")`."""


@dataclass(frozen=True, slots=True)
class Put:
    """A key gets a value, whatever it had.

    Attributes:
        new: The key must not be there yet.
    """

    loc: Loc
    value: Value
    new: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """A key goes, if it is there."""

    loc: Loc


@dataclass(frozen=True, slots=True)
class Add:
    """A list gets one item more; it is made if it is not there."""

    loc: Loc
    item: Value


@dataclass(frozen=True, slots=True)
class Take:
    """A list loses every item that says the same as another at some keys.

    Attributes:
        item: The item to compare with; a key that it lacks must be lacking.
        keys: The keys that are compared.
    """

    loc: Loc
    item: Mapping[str, Value]
    keys: tuple[str, ...]

    def takes(self, item: object) -> bool:
        """Whether an item of the list goes."""
        return isinstance(item, Mapping) and all(
            item.get(key) == self.item.get(key) for key in self.keys
        )


Operation = Put | Drop | Add | Take
