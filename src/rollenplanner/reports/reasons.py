"""Why a case of a study has no plan, in words; a store keeps reasons in English."""

from __future__ import annotations

import re
from decimal import Decimal

from rollenplanner.domain.text import Text, text

_TIMEOUT = re.compile(r"timeout: more than ([0-9.]+) s")
_LOST = re.compile(r"its worker ended (\d+) times, last with exit code (-?\d+)")
_VERSIONS = re.compile(r"the worker runs other versions: (.+)")
_GIVEN_UP = re.compile(r"the scheduler gave it up: (.+)")


def reason_in_words(reason: str) -> Text:
    """A reason from a store; one that nobody foresaw, such as an error, stays as it is."""
    if found := _TIMEOUT.fullmatch(reason):
        return text("it took more than {n} s (timeout)", n=Decimal(found[1]))
    if found := _LOST.fullmatch(reason):
        return text(
            "its worker ended {n} times, last with exit code {code}",
            n=int(found[1]),
            code=found[2],
        )
    if found := _VERSIONS.fullmatch(reason):
        return text("the worker runs other versions: {versions}", versions=found[1])
    if found := _GIVEN_UP.fullmatch(reason):
        return text("the scheduler gave it up: {why}", why=found[1])
    return text("{reason}", reason=reason)
