"""Use case: a trade-off as it stands in a store: its points, and what is proven about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.batch.reading import OPEN, StoredStudy, StoreReader
from rollenplanner.domain.compared import Entry
from rollenplanner.domain.terms import Term, units_of
from rollenplanner.domain.tradeoff import Answer, grain_of, is_complete, points
from rollenplanner.planning.frontier import ABOVE, FRONTIER, LEAST, UNHELD, helper_id


@dataclass(frozen=True, slots=True)
class StoredFront:
    """What tracing came to, as far as it is in the store.

    Attributes:
        terms: The two terms.
        points: By the second term; each with its proof or its bound.
        held: Terms that count more than both, and the most that they may be, in units.
        complete: Whether it is proven that there are no other points.
    """

    study: str
    name: str
    terms: tuple[Term, Term]
    points: Sequence[Answer]
    held: Mapping[Term, int]
    complete: bool


def stored_front(
    store: StoreReader, study: StoredStudy, known: Sequence[StoredStudy]
) -> StoredFront | None:
    """The trade-off that a study traces; None if it traces none.

    Args:
        store: Where it is.
        study: The study.
        known: All studies there, with those that only prepare others.
    """
    if study.kind != FRONTIER or len(study.objective) < 2:
        return None
    first, second = (next(iter(level)) for level in study.objective[:2])
    entries = list(store.entries(study))
    answers = [_answer(each, study, first, second) for each in entries if each.has_plan]
    failed = [
        held
        for each in entries
        if not each.has_plan and each.status != OPEN
        for held in (_held(each, study),)
        if held is not None
    ]
    unfinished = any(each.status == OPEN for each in entries)
    complete = not unfinished and is_complete(
        answers, failed, grain_of(second), _least(store, study, known)
    )
    return StoredFront(
        study.id,
        study.name,
        (first, second),
        points(answers),
        _held_above(store, study, known),
        complete,
    )


def _answer(entry: Entry, study: StoredStudy, first: Term, second: Term) -> Answer:
    values = [_units(entry.terms[term]) for term in (first, second)]
    held = _held(entry, study)
    return Answer(
        values[1] if held is None else held,
        values[0],
        values[1],
        _at_least(first, entry.levels[0].bound),
        all(level.proven for level in entry.levels),
        _at_least(second, entry.levels[1].bound),
    )


def _at_least(term: Term, bound: float | None) -> int | None:
    """A bound in units; every term counts from 0 but wishes, of which a store does not know all."""
    known = None if bound is None else _units(bound)
    if term is Term.WISHES:
        return known
    return 0 if known is None else max(0, known)


def _held(entry: Entry, study: StoredStudy) -> int | None:
    """The value at which the second term was held, in units; None where it was left free."""
    label = next((entry.axes[axis] for axis in study.axes if axis in entry.axes), UNHELD)
    return None if label == UNHELD else units_of(Decimal(label))


def _least(store: StoreReader, study: StoredStudy, known: Sequence[StoredStudy]) -> int | None:
    """What the second term can be at least, as proven on the way; None if unknown."""
    for entry in _helper(store, helper_id(study.id, LEAST), known):
        bound = entry.levels[0].bound
        return None if bound is None else _units(bound)
    return None


def _held_above(
    store: StoreReader, study: StoredStudy, known: Sequence[StoredStudy]
) -> dict[Term, int]:
    id = helper_id(study.id, ABOVE)
    levels = [level for each in known if each.id == id for level in each.objective]
    return {
        term: _units(entry.terms[term])
        for entry in _helper(store, id, known)
        for level in levels
        for term, weight in level.items()
        if weight
    }


def _helper(store: StoreReader, id: str, known: Sequence[StoredStudy]) -> list[Entry]:
    """The plan that a study was prepared with, if it is there."""
    return [
        entry
        for study in known
        if study.id == id
        for entry in store.entries(study)
        if entry.has_plan
    ]


def _units(value: float) -> int:
    return units_of(Decimal(repr(value)))
