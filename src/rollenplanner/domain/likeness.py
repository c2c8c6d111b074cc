"""What two plans must have in common to be compared: horizon, objective, limits and rules.

Plans made under different ones count different things; a study may vary some of them on purpose,
and says which (`vary`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict

from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import decimal_of

#: Path as in a scenario file -> value as text.
Ground = Mapping[str, str]

#: Sections of a scenario file that are the same in everything that is compared.
GROUND_SECTIONS = ("horizon", "objective", "limits", "rules")


def ground_of(scenario: Scenario, varied: Collection[str] = ()) -> Ground:
    """Horizon, objective, limits and rules of a scenario, path by path.

    Args:
        scenario: The scenario.
        varied: Paths that may differ; whatever lies below one of them is left out.
    """
    return {
        path: value
        for path, value in _entries(scenario)
        if not any(path == each or path.startswith(f"{each}.") for each in varied)
    }


def _entries(scenario: Scenario) -> Iterator[tuple[str, str]]:
    horizon = scenario.horizon
    yield "horizon.start", str(horizon.start)
    yield "horizon.period", horizon.kind
    yield "horizon.count", str(horizon.count)
    for number, level in enumerate(scenario.objective):
        weights = {str(term): weight for term, weight in sorted(level.items())}
        yield f"objective.{number}", json.dumps(weights)
    for term, ceiling in sorted(scenario.limits.items()):
        yield f"limits.{term}", str(decimal_of(ceiling))
    for key, value in asdict(scenario.rules).items():
        if isinstance(value, dict):
            yield from ((f"rules.{key}.{part}", str(each)) for part, each in value.items())
        else:
            yield f"rules.{key}", str(value)


def ground_sha256(ground: Ground) -> str:
    """Checksum of what is in common."""
    canonical = json.dumps(dict(ground), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def unlike(one: Ground, other: Ground) -> tuple[str, ...]:
    """The paths at which two differ, in alphabetical order."""
    return tuple(sorted(path for path in {*one, *other} if one.get(path) != other.get(path)))
