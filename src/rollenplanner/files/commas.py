"""Numbers written with a comma, where YAML reads the comma as the end of one thing.

`{fte: 0,8}` is a 0 and a key 8 without value; `[0,8]` is a 0 and an 8. Whoever writes Dutch numbers
meets this, and deserves to read what to write instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from rollenplanner.domain.text import Text, text
from rollenplanner.files.nodes import Entry, Place, ScalarNode


def broken_by_comma(entries: dict[str, Entry], key: str, place: Place) -> str | None:
    """The last key of a mapping, if its whole number and this new key are one number in two.

    Args:
        entries: The mapping so far.
        key: A plain key of digits.
        place: Where that key stands.
    """
    if not entries or not (key.isascii() and key.isdecimal()):
        return None
    last = next(reversed(entries))
    before = entries[last].node
    if not isinstance(before, ScalarNode) or not before.plain or not isinstance(before.value, int):
        return None
    after_comma = before.place.column + len(before.text) + 1
    adjacent = (before.place.line, after_comma) == (place.line, place.column)
    return last if adjacent and not isinstance(before.value, bool) else None


def with_point(number: str) -> Text:
    """What to write instead of a number with a comma."""
    return text("Write {number} with a point: a comma ends the number.", number=number)


def comma_in_list(message: Text, hundredths: Sequence[int], count: int) -> Text:
    """The refusal of a list of another length than it has to have, with a hint if it fits.

    Args:
        message: The refusal.
        hundredths: The numbers of the list.
        count: How many it has to have.
    """
    firsts, seconds = hundredths[::2], hundredths[1::2]
    whole = all(0 <= number < 10_000 and number % 100 == 0 for number in hundredths)
    if len(hundredths) != 2 * count or not whole or not firsts:
        return message
    written = tuple(f"{a // 100}.{b // 100}" for a, b in zip(firsts, seconds, strict=True))
    return text("{sentence} {hint}", sentence=message, hint=with_point(written[0]))
