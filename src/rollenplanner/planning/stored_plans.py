"""Use case: look into a store of results from a screen that stays open.

What is looked at are the cases of one or several studies, with the plans that are open beside
them, and two of all these in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rollenplanner.batch.reading import StoredStudy, StoreReader
from rollenplanner.domain.compared import Comparison, Details, Entry
from rollenplanner.domain.likeness import ground_of
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stressed import Fragility
from rollenplanner.domain.text import Text, Translator, text
from rollenplanner.planning.compare import (
    bounds_of,
    broken_rules,
    compare_study,
    details_of,
    entry_of,
    refusal,
)
from rollenplanner.planning.frontier import HELPER
from rollenplanner.planning.stored_front import StoredFront, stored_front

#: Before the id of an entry that is a plan which is open; no study is called so.
HERE = "/"


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan that is open, to be put beside the cases of a study.

    Attributes:
        key: Unique among the open plans.
        name: As it is shown.
        fragility: As far as it is known.
    """

    key: str
    name: str
    scenario: Scenario
    plan: Plan
    fragility: Fragility | None = None

    @property
    def id(self) -> str:
        """Of its entry."""
        return HERE + self.key


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What one chooses a study by.

    Attributes:
        cases: How many it has.
        plans: How many of these have a plan.
    """

    id: str
    name: str
    kind: str
    cases: int
    plans: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a store.

    Attributes:
        studies: All that one can choose.
        chosen: Ids of those that are compared.
        comparison: Their cases, and the open plans that may stand beside them.
        refusal: Why the open plans do not stand beside them, if they do not.
        front: The trade-off that the study traces, if it does.
        language: In which findings of open plans are told.
    """

    path: Path
    studies: tuple[StudyFacts, ...]
    chosen: tuple[str, ...]
    comparison: Comparison
    refusal: Text | None
    front: StoredFront | None


def look_into(path: Path, wanted: Sequence[str], beside: Sequence[OpenPlan]) -> Looked:
    """Read a store.

    Args:
        path: The file.
        wanted: Ids of studies; none: the one with variants, or else the first.
        beside: Plans that are open.

    Raises:
        InputError: The file cannot be read, holds no such study, or the studies differ in their
            rules.
    """
    with StoreReader(path) as store:
        known = store.studies()
        facts = tuple(_facts(store, study) for study in known if study.kind != HELPER)
    chosen = tuple(wanted) or _first(facts)
    comparison = compare_study(path, chosen, [])
    studies = [study for study in known if study.id in chosen]
    front = None
    if len(studies) == 1:
        with StoreReader(path) as store:
            front = stored_front(store, studies[0], known)
    refused = _refused(studies[0], beside)
    if refused is None:
        comparison = _with(comparison, beside)
    return Looked(path, facts, chosen, comparison, refused, front)


def _facts(store: StoreReader, study: StoredStudy) -> StudyFacts:
    counts = store.statuses(study.id)
    plans = sum(n for status, n in counts.items() if status in ("optimal", "feasible"))
    return StudyFacts(study.id, study.name, study.kind, sum(counts.values()), plans)


def _first(facts: Sequence[StudyFacts]) -> tuple[str, ...]:
    with_variants = [each for each in facts if each.kind == "variants"]
    return tuple(each.id for each in (with_variants or list(facts))[:1])


def _refused(study: StoredStudy, beside: Sequence[OpenPlan]) -> Text | None:
    """The sentence of `compare` where an open plan cannot stand beside a study; None if all can."""
    varied = [path for axis in study.axes for path in (axis, f"limits.{axis.removesuffix(' ≤')}")]
    for plan in beside:
        refused = refusal(study.name, study.ground, ground_of(plan.scenario, varied))
        refused = refused or broken_rules(plan.scenario, plan.plan.assignment)
        if refused is not None:
            return text("{name}: {why}", name=plan.name, why=refused)
    return None


def _with(comparison: Comparison, beside: Sequence[OpenPlan]) -> Comparison:
    last = max((entry.number for entry in comparison.entries), default=0)
    more = (_entry(number, plan) for number, plan in enumerate(beside, start=last + 1))
    return replace(comparison, entries=(*comparison.entries, *more))


def _entry(number: int, open_plan: OpenPlan) -> Entry:
    plan, fragility = open_plan.plan, open_plan.fragility
    known: dict[str, float] = {}
    if fragility is not None:
        losses = [loss.critical for loss in fragility.people.values()]
        known = {
            "fragile": sum(1 for lost in losses if lost),
            "fragility": max(losses, default=0) / 100,
        }
    entry = entry_of(
        number,
        open_plan.name,
        open_plan.scenario,
        plan.assignment,
        bounds_of(open_plan.scenario, plan),
        known,
    )
    return replace(entry, id=open_plan.id)


def in_full(
    path: Path, entries: Sequence[Entry], beside: Sequence[OpenPlan], translator: Translator
) -> Mapping[str, Details]:
    """What some entries say in full: cases from the store, open plans as they are.

    Args:
        path: The store.
        entries: Those with a plan.
        beside: The plans that are open.
        translator: In which findings of open plans are told; those of cases are kept as made.

    Raises:
        InputError: The file cannot be read, or a case is no longer in it.
    """
    here = {each.id: each for each in beside}
    found: dict[str, Details] = {}
    with StoreReader(path) as store:
        for entry in entries:
            if entry.id in here:
                each = here[entry.id]
                found[entry.id] = details_of(each.scenario, each.plan.assignment, translator)
            else:
                found[entry.id] = store.details(entry.id)
    return found
