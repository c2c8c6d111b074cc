"""Levels and scales: labels with an order, and nothing else."""

from __future__ import annotations

import pytest

from rollenplanner.domain.levels import ANY, Level, parse_level_or_any
from rollenplanner.domain.scales import Scale


def test_levels_run_from_d_to_a() -> None:
    assert sorted([Level.A, Level.C, Level.D, Level.B]) == [Level.D, Level.C, Level.B, Level.A]
    assert [Level.parse(letter).index for letter in "DCBA"] == [1, 2, 3, 4]
    assert max(Level.D, Level.B) is Level.B
    assert Level.A >= Level.A
    assert str(Level.C) == "C"


@pytest.mark.parametrize("value", ["a", "E", "", "any", "D ", "DC", None, 1, True, ["D"]])
def test_no_level_but_the_four_capitals(value: object) -> None:
    with pytest.raises(ValueError, match="not a competence level"):
        Level.parse(value)


def test_any_is_read_beside_the_levels() -> None:
    assert parse_level_or_any("any") == ANY
    assert parse_level_or_any("B") is Level.B
    with pytest.raises(ValueError, match="not a competence level"):
        parse_level_or_any("Any")


def test_levels_do_not_compare_with_letters() -> None:
    letter: object = "B"
    with pytest.raises(TypeError):
        assert not letter > Level.A


def test_scales_compare_as_10_5_and_11_5_and_keep_their_label() -> None:
    labels = ["1", "9", "10", "10A", "11", "11A", "12", "18"]
    scales = [Scale.parse(label) for label in labels]
    assert sorted(scales, reverse=True) == scales[::-1]
    assert [scale.tenths for scale in scales] == [10, 90, 100, 105, 110, 115, 120, 180]
    assert [str(scale) for scale in scales] == labels


def test_a_scale_is_the_same_as_number_and_as_text() -> None:
    assert Scale.parse(11) == Scale.parse("11")
    assert len({Scale.parse(11), Scale.parse("11"), Scale.parse("11A")}) == 2


@pytest.mark.parametrize("value", [0, 19, "0", "19", "12A", "10a", "011", " 11", 11.0, True, None])
def test_no_scale_but_1_to_18_and_10a_and_11a(value: object) -> None:
    with pytest.raises(ValueError, match="not a salary scale"):
        Scale.parse(value)
