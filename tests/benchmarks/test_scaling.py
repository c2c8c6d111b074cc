"""The line through measurements, and the table made of it."""

from __future__ import annotations

import pytest

from benchmarks.scaling import Measured, fit, report


def test_the_line_through_exact_points() -> None:
    line = fit([(size, 3 * size**2) for size in (10, 100, 1000)])
    assert line is not None
    assert line.exponent == pytest.approx(2)
    assert line.factor == pytest.approx(3)
    assert line.at(50) == pytest.approx(7500)


def test_least_squares_on_the_logarithms() -> None:
    # Logarithms to base 10: (1, 0), (2, 2), (3, 1), with (2, 1) in the middle. The slope is
    # (-1 x -1 + 0 x 1 + 1 x 0) / 2 = 0.5; at size 1 (logarithm 0) the line is at 1 - 0.5 x 2 = 0,
    # so the factor is 1.
    line = fit([(10, 1), (100, 100), (1000, 10)])
    assert line is not None
    assert line.exponent == pytest.approx(0.5)
    assert line.factor == pytest.approx(1)


def test_no_line_through_one_size() -> None:
    assert fit([(10, 1), (10, 2)]) is None
    assert fit([(10, 0), (20, 5)]) is None


def measured(people: int, cpu: float | None) -> Measured:
    done = cpu is not None
    return Measured(
        f"{people}x1",
        "0",
        people,
        1,
        "build",
        1,
        9.0,
        done,
        cpu,
        cpu,
        people * 10**6 + 7,
        7,
        people,
    )


def test_50_000_people_on_paper() -> None:
    # Seconds grow with the square: 0.01 at 10, 1 at 100; at 50,000 that is 250,000 s = 69.4 h.
    # Memory on top of the start grows in proportion: 1 MB a person, 50 GB. What was killed at 1,000
    # people shows nowhere.
    text = report([measured(10, 0.01), measured(100, 1.0), measured(1000, None)])
    assert "| 1 | building, CPU | 2.00 | 69.4 h |" in text
    assert "| 1 | building, memory | 1.00 | 50 GB |" in text
    assert "| 100 | 1 | 100 | 1.0 s | 100 MB | – | – | – |" in text
    assert "| 1,000 | 1 | 1,000 | – | – | – | – | – |" in text
