"""Whatever is written reads back as the same data, as YAML and as JSON."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollenplanner.domain.errors import Problem
from rollenplanner.files.json_nodes import parse_json
from rollenplanner.files.json_writing import json_text
from rollenplanner.files.nodes import to_data
from rollenplanner.files.yaml_nodes import parse_collecting
from rollenplanner.files.yaml_writing import number_text, yaml_text

TRICKY = st.sampled_from(
    [
        "",
        "no",
        "Yes",
        "~",
        "null",
        "true",
        "010",
        "12:30",
        "1e3",
        "0x1F",
        "1_0",
        "2027-01-01",
        "<<",
        "- a",
        "a: b",
        "# x",
        "*a",
        "&a",
        "!x",
        "%",
        "@",
        "'",
        '"',
        " lead",
        "trail ",
        "x\ny",
        "é\u2028",
    ]
)
TEXT = TRICKY | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]))
NUMBERS = st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=4)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_yaml_reads_back_as_written(data: dict[str, object]) -> None:
    problems: list[Problem] = []
    node = parse_collecting(yaml_text(data).encode(), "f", problems)

    assert problems == []
    assert node is not None
    assert to_data(node) == data


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_json_reads_back_as_written(data: dict[str, object]) -> None:
    problems: list[Problem] = []
    node = parse_json(json_text(data).encode(), "f", problems)

    assert problems == []
    assert node is not None
    assert to_data(node) == data


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Decimal("0.50"), "0.5"),
        (Decimal(1), "1.0"),
        (Decimal("-3.00"), "-3.0"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("1E+2"), "100.0"),
        (0.1, "0.1"),
        (1e-05, "0.00001"),
    ],
)
def test_numbers_have_a_decimal_and_no_exponent(number: Decimal | float, shown: str) -> None:
    assert number_text(number) == shown
