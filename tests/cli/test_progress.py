"""What a solve tells while it goes on."""

from __future__ import annotations

import argparse
import io
from decimal import Decimal

import pytest
from rich.console import Console

from rollenplanner.cli.output import Output
from rollenplanner.cli.progress import LineDisplay, LiveDisplay
from rollenplanner.domain.plan import LevelResult
from rollenplanner.domain.terms import DEFAULT_OBJECTIVE, UNIT
from rollenplanner.solver import Progress


def _output(language: str = "en") -> Output:
    return Output(argparse.Namespace(lang=language))


def _step(level: int, value: int, bound: int) -> Progress:
    terms = tuple(DEFAULT_OBJECTIVE[level - 1])
    return Progress(level, len(DEFAULT_OBJECTIVE), terms, value * UNIT, bound * UNIT, 1.0)


def _drawn(display: LiveDisplay, width: int) -> list[str]:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, emoji=False)
    console.print(display.table())
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_live_table_keeps_a_line_for_every_level(width: int, language: str) -> None:
    display = LiveDisplay(_output(language), DEFAULT_OBJECTIVE, keep=False)
    before = _drawn(display, width)
    # Level 2 closes at once and never reports.
    display.follow(_step(1, 3, 0))
    display.follow(_step(3, 1, 1))
    after = _drawn(display, width)
    # A title, heads, and a line per level, from the first drawing on; nothing moves.
    assert len(before) == len(after) == 2 + len(DEFAULT_OBJECTIVE)
    assert [line.split()[0] for line in after[2:]] == [str(n) for n in range(1, 10)]
    assert max(map(len, after)) <= width


def test_the_table_that_stays_has_what_came_of_every_level() -> None:
    display = LiveDisplay(_output(), DEFAULT_OBJECTIVE, keep=True)
    display.follow(_step(1, 3, 0))
    ended = [LevelResult({}, Decimal(number), Decimal(0)) for number in range(1, 10)]
    display.stop(ended)
    lines = _drawn(display, 120)[2:]
    # Value, bound and a unit of one or two words.
    assert [line.split()[-3:] for line in lines if line.endswith(" fte")] == [
        ["1", "0", "fte"],
        ["2", "0", "fte"],
        ["5", "0", "fte"],
    ]


def test_lines_tell_every_level_in_words_with_its_unit(capsys: pytest.CaptureFixture[str]) -> None:
    display = LineDisplay(_output(), DEFAULT_OBJECTIVE)
    display.follow(_step(1, 3, 0))
    display.follow(_step(4, 7, 2))
    display.stop([LevelResult({}, Decimal(number), Decimal(0)) for number in range(1, 10)])
    said = " ".join(capsys.readouterr().err.split())
    assert "level 1 of 9: critical work without holder: 3 fte, at best 0, after 1.0 s" in said
    for number in range(1, 10):
        assert f"level {number} of 9: " in said
    assert (
        "level 4 of 9: 3× missing backups of critical roles + 1× missing backups of other roles: "
        "4 points, at best 0" in said
    )
