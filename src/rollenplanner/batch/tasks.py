"""What is handed to a worker, and what comes back: plain data that any process can take."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario

#: What comes of a case, as plain data: see `outcome` in `planning.solve_case`.
Outcome = Mapping[str, Any]

#: Solves one task; a function of a module, so that any process can import it.
Solve = Callable[[bytes], Outcome]

#: Endings of a case; the last one is no answer but a reason.
OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN, FAILED = (
    "optimal",
    "feasible",
    "infeasible",
    "unknown",
    "failed",
)


@dataclass(frozen=True, slots=True)
class Task:
    """A case as a worker gets it.

    Attributes:
        key: Content hash of the scenario, the settings and the versions.
        payload: The pickled `Work`.
    """

    key: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker has to know: ids of people only, and no path of any file.

    Attributes:
        hint: A plan to begin with, if there is one.
    """

    scenario: Scenario
    settings: Settings
    timeout: float
    fragility: bool
    hint: Assignment | None = None


def key_of(
    scenario_sha256: str, settings: Settings, *, fragility: bool, versions: Mapping[str, str]
) -> str:
    """Content hash of what decides about the result of a case."""
    content = {
        "scenario": scenario_sha256,
        "settings": asdict(settings),
        "fragility": fragility,
        "versions": dict(versions),
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def task_of(key: str, work: Work) -> Task:
    """Work made ready for travelling."""
    return Task(key, pickle.dumps(work))


def work_of(payload: bytes) -> Work:
    """What stands in a task; it comes from this program only, over a pipe or a trusted network."""
    work = pickle.loads(payload)
    assert isinstance(work, Work)
    return work


def failed(reason: str) -> Outcome:
    """An outcome that is no answer, with its reason."""
    return {"status": FAILED, "reason": reason}
