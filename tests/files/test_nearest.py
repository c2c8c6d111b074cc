"""Which known name someone probably meant."""

from __future__ import annotations

import pytest

from rollenplanner.files.nearest import Nearest

KNOWN = ("hr21", "kcc-antwoord", "mbo-sociale-zekerheid", "medewerker-i", "medewerker-ii")


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("hr12", "hr21"),
        ("HR21", "hr21"),
        # Far too short to look alike, but only one name begins so.
        ("kcc", "kcc-antwoord"),
        ("MBO", "mbo-sociale-zekerheid"),
        # Two names begin so, and neither looks alike.
        ("mede", None),
        # Two letters begin too many names to mean one.
        ("kc", None),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_name(wrong: str, near: str | None) -> None:
    assert Nearest().name(wrong, KNOWN) == near
