"""Settings of the search: names, ranges, what differs from the measured ones."""

import dataclasses
import re
from pathlib import Path

import pytest

from rollenplanner.domain.tuning import RANGES, Tuning, WrongSetting, tuned

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def test_nothing_stated_is_as_measured() -> None:
    assert tuned([]) == Tuning()
    assert not Tuning().changed()


def test_the_last_of_a_name_counts_and_only_changes_are_told() -> None:
    found = tuned([("candidates", 6), ("effort", 0.2), ("candidates", 8.0), ("window", 3)])
    assert found == dataclasses.replace(Tuning(), candidates=8, effort=0.2)
    assert found.changed() == {"candidates": 8, "effort": 0.2}
    assert isinstance(found.candidates, int)


@pytest.mark.parametrize(
    "stated", [("candidats", 4), ("candidates", 2.5), ("candidates", 0), ("whole_part", 1.01)]
)
def test_refused(stated: tuple[str, float]) -> None:
    with pytest.raises(WrongSetting):
        tuned([stated])


@pytest.mark.parametrize("name", RANGES)
def test_measured_values_are_in_their_ranges(name: str) -> None:
    assert tuned([(name, getattr(Tuning(), name))]) == Tuning()
    assert {field.name for field in dataclasses.fields(Tuning)} == set(RANGES)


def test_the_document_has_every_setting_with_its_value_and_range() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ([\d.,]+) \| ([\d.,]+) to ([\d.,]+) \|", DOCUMENT.read_text(), re.M
    )
    stated = {
        name: tuple(float(each.replace(",", "")) for each in figures) for name, *figures in rows
    }
    assert stated == {
        name: (float(getattr(Tuning(), name)), *map(float, each[:2]))
        for name, each in RANGES.items()
    }
