"""The figures of the totals bar count what the full list of findings has, after random edits."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rollenplanner.domain.editing import Edit
from rollenplanner.domain.errors import InputError
from rollenplanner.domain.findings import Severity
from rollenplanner.domain.plan import Assignment, Placed, Plan
from rollenplanner.planning.editing import Sitting
from tests.editing.scenarios import EDITS, write

ADVISER = Placed("adviseur", "a")
#: In which somebody backs up, holds beyond what is on record, and is absent for a while.
ASSIGNMENT = Assignment(
    {"P01": ADVISER, "P02": Placed("adviseur", "b"), "V01": Placed("adviseur", "b")},
    {"kas": {"P02": (40, 0), "P01": (40, 20)}, "balie": {"P02": (20, 45), "V01": (20, 0)}},
    {"balie": {"P01": (True, True)}, "kas": {"V01": (True, False)}},
)


@settings(max_examples=60, deadline=None)
@given(edits=st.lists(EDITS, min_size=1, max_size=6), overlay=st.booleans(), planned=st.booleans())
def test_gaps_are_counted_as_they_are_listed(
    edits: list[Edit], overlay: bool, planned: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting.open(write(Path(folder), overlay=overlay), recovery=False)
        if planned:
            sitting.accept(Plan(ASSIGNMENT, sitting.scenario.horizon.starts))
        for edit in edits:
            with contextlib.suppress(InputError):
                sitting.apply(edit)
            listed = Counter(each.severity for each in sitting.state.findings)
            assert sitting.figures.gaps == {each: listed[each] for each in Severity}
