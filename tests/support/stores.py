"""Stores of results for tests, written without any search: figures that are easy to follow."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from rollenplanner.batch.store import Store
from rollenplanner.domain.likeness import ground_of
from rollenplanner.domain.measure import level_values
from rollenplanner.domain.plan import Assignment, Plan, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.study import Study, StudyCase
from rollenplanner.domain.terms import Term, decimal_of, units_of
from rollenplanner.files.plan_files import plan_text

_SETTINGS = Settings(1, 1, 1.0, deterministic=True)


def outcome(scenario: Scenario, terms: dict[Term, str], plan: Assignment) -> dict[str, Any]:
    """What comes of a case with these terms, 0 where they are left out; no level is proven."""
    units = {term: units_of(Decimal(terms.get(term, "0"))) for term in Term}
    values = [float(decimal_of(each)) for each in level_values(scenario, units)]
    return {
        "status": "feasible",
        "figures": {
            "formation": 3.0,
            "occupied": 3.0,
            "vacant": 0.0,
            "critical": 1,
            "serious": 2,
            "notice": 3,
            "fragile": 1,
            "fragility": 0.8,
        },
        "levels": [(n, value, None, "feasible") for n, value in enumerate(values, start=1)],
        "terms": {str(term): float(decimal_of(each)) for term, each in units.items()},
        "findings": [],
        "parts": [],
        "plan": plan_text(Plan(plan, scenario.horizon.starts), as_json=True),
    }


def write_store(
    path: Path,
    scenario: Scenario,
    cases: Sequence[tuple[str, dict[str, Any] | None]],
    *,
    id: str = "studie",
    axes: tuple[str, ...] = (),
) -> None:
    """Write a study; a case without an outcome is not computed yet.

    Args:
        path: The store; other studies in it stay.
        scenario: Of every case.
        cases: Name and outcome of each.
        id: Of the study.
        axes: What is varied; every case has its number as value.
    """
    listed = tuple(
        StudyCase.of(f"{id}-{n}", f"v{n}", name, dict.fromkeys(axes, str(n)), scenario, _SETTINGS)
        for n, (name, _) in enumerate(cases, start=1)
    )
    study = Study(id, f"Studie [wnd] {id}", "nl", ground_of(scenario), axes, listed)
    keys = {case.id: f"key-{case.id}" for case in listed}
    objective = [{str(t): weight for t, weight in level.items()} for level in scenario.objective]
    with Store(path) as store:
        store.put_study(study, keys, objective)
        for case, (_, found) in zip(listed, cases, strict=True):
            if found is not None:
                store.put_result(
                    keys[case.id],
                    case.sha256,
                    "ground",
                    case.settings,
                    {"rollenplanner": "0"},
                    found,
                    fragility=True,
                )
