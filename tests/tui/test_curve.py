"""The trade-off curve: every point where it belongs, steps between those that none beats."""

from __future__ import annotations

import pytest

from rollenplanner.tui.curve import BEATEN, FRONT, UNPROVEN, Piece, Point, curve, scale_of

HEADS = ("v ↑ left", "lower → h")


def drawn(points: list[Point], width: int = 40, height: int = 14) -> list[str]:
    lines = curve(points, width, height, lambda value: f"{value:g}", HEADS)
    return ["".join(piece.letters for piece in line) for line in lines]


def place(lines: list[str], sign: str) -> list[tuple[int, int]]:
    return [(y, x) for y, line in enumerate(lines) for x, each in enumerate(line) if each == sign]


def test_steps_lead_from_point_to_point() -> None:
    lines = drawn([Point(0, 10, 1, True), Point(5, 4, 2, True), Point(9, 0, 3, True, proven=False)])
    (first, second), (third,) = place(lines, FRONT), place(lines, UNPROVEN)
    corners = place(lines, "┐")
    # What the first one has at the left holds until the second one, and so on.
    assert corners == [(first[0], second[1]), (second[0], third[1])]
    assert all(lines[first[0]][x] == "─" for x in range(first[1] + 1, second[1]))
    assert all(lines[y][second[1]] == "│" for y in range(first[0] + 1, second[0]))
    assert first < second < third
    assert first[1] < second[1] < third[1]


def test_points_at_one_place_share_a_sign_and_the_one_under_the_cursor_is_named_first() -> None:
    points = [Point(1, 1, n, True) for n in range(1, 7)]
    points[3] = Point(1, 1, 4, True, here=True)
    lines = drawn([*points, Point(9, 9, 12, False)])
    assert len(place(lines, FRONT)) == 1
    assert len(place(lines, BEATEN)) == 1
    assert any("4,1,2…" in line for line in lines)
    assert not any("12" in line for line in lines[1:-3])  # beaten ones go without a number


def test_the_cursor_has_a_tone_of_its_own() -> None:
    lines = curve([Point(1, 2, 7, False, here=True)], 40, 14, str, HEADS)
    assert [p for line in lines for p in line if p.tone == "here"] == [
        Piece("7", "here"),
        Piece(BEATEN, "here"),
    ]


@pytest.mark.parametrize("values", [[0.0, 0.0], [-26, -19], [0.1, 0.11], [1e6, 3e6], [17.35]])
def test_marks_are_round_and_lie_on_the_axis(values: list[float]) -> None:
    scale = scale_of(values, 40)
    marks = scale.marks(8)
    assert scale.low < min(values) <= max(values) < scale.high
    assert marks == sorted(set(marks))
    assert all(scale.low <= mark <= scale.high for mark in marks)
    assert len({scale.at(mark) for mark in marks}) == len(marks)
    assert scale.at(scale.low) == 0
    assert scale.at(scale.high) == 39


@pytest.mark.parametrize(("width", "height"), [(10, 20), (60, 6), (0, 0)])
def test_without_room_nothing_is_drawn(width: int, height: int) -> None:
    assert drawn([Point(0, 1, 1, True)], width, height) == []


def test_lines_fit_in_what_there_is() -> None:
    points = [Point(n * 7 % 31, n * 11 % 37, n, n % 5 == 0) for n in range(200)]
    lines = drawn(points, 58, 15)
    assert len(lines) == 15
    assert all(len(line) <= 58 for line in lines)
