"""Edits as data and back, and sentences in both languages."""

from __future__ import annotations

import json
import string

import pytest
from hypothesis import given, settings

from rollenplanner.domain.editing import EDITS as SORTS
from rollenplanner.domain.editing import Edit, edit_from_data, edit_to_data
from rollenplanner.domain.text import LANGUAGES, Translator
from tests.editing.scenarios import EDITS


@settings(deadline=None)
@given(edit=EDITS)
def test_an_edit_comes_back_from_its_data(edit: Edit) -> None:
    data = json.loads(json.dumps(edit_to_data(edit)))
    assert edit_from_data(data) == edit


@settings(deadline=None)
@given(edit=EDITS)
def test_every_edit_has_a_path_and_a_sentence_in_both_languages(edit: Edit) -> None:
    said = [Translator(language).render(edit.sentence) for language in LANGUAGES]
    assert all(said)
    assert said[0] != said[1]
    assert edit.path[0] in string.ascii_lowercase


def test_every_sort_has_a_kind_of_its_own() -> None:
    assert all(sort.kind == kind for kind, sort in SORTS.items())
    assert len(set(SORTS.values())) == len(SORTS)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"kind": "unknown"},
        {"kind": "fte", "person": "P01"},
        {"kind": "fte", "person": "P01", "fte": "1"},
        {"kind": "fte", "person": "P01", "fte": True},
        {"kind": "fte", "person": 1, "fte": 100},
        {"kind": "fte", "person": "P01", "fte": 100, "name": "x"},
        {"kind": "leave", "person": "P01", "until": "2027"},
        {"kind": "limit", "term": "nothing", "units": 1},
        {"kind": "pin", "person": "P01", "target_kind": "post", "target": "x"},
        {"kind": "critical", "role": "kas", "critical": 1},
    ],
)
def test_what_is_no_edit_is_refused(data: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        edit_from_data(data)
