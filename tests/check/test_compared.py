"""Which plans another one beats: nowhere worse, somewhere better."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rollenplanner.domain.compared import beaten_by

VECTORS = st.lists(st.tuples(*[st.integers(0, 3).map(float)] * 3), max_size=12)


def test_equal_plans_do_not_beat_each_other() -> None:
    assert beaten_by([(1, 2), (1, 2), (2, 2), (0, 3)]) == [None, None, 0, None]


@given(VECTORS)
def test_a_plan_is_beaten_exactly_if_some_plan_beats_it(vectors: list[tuple[float, ...]]) -> None:
    def beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
        return one != other and all(a <= b for a, b in zip(one, other, strict=True))

    found = beaten_by(vectors)
    for vector, by in zip(vectors, found, strict=True):
        assert (by is not None) == any(beats(each, vector) for each in vectors)
        assert by is None or (beats(vectors[by], vector) and found[by] is None)
