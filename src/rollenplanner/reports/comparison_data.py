"""A comparison as plain data for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rollenplanner.domain.compared import Comparison, Details, Entry
from rollenplanner.reports.comparison import dominated, front_of
from rollenplanner.reports.people import People


def comparison_data(
    compared: Comparison, front: Sequence[str], people: People | None = None
) -> dict[str, Any]:
    """Every plan with its levels, terms and figures; of a few plans the details as well.

    Args:
        compared: The plans.
        front: Terms of a Pareto front; none: no front.
        people: Knows the names of people, where these are asked for.
    """
    beaten = dominated(compared)
    data: dict[str, Any] = {
        "name": compared.name,
        "objective": [{str(t): w for t, w in level.items()} for level in compared.objective],
        "axes": list(compared.axes),
        "entries": [_entry(entry, beaten) for entry in compared.entries],
    }
    if front:
        data["front"] = [entry.id for entry in front_of(compared, front)]
    if compared.details:
        data["details"] = {id: _details(side) for id, side in compared.details.items()}
    if people is not None:
        data["names"] = people.known_names
    return data


def _entry(entry: Entry, beaten: dict[str, Entry]) -> dict[str, Any]:
    by = beaten.get(entry.id)
    return {
        "number": entry.number,
        "id": entry.id,
        "name": entry.name,
        "status": entry.status,
        "reason": entry.reason,
        "axes": dict(entry.axes),
        "levels": [asdict(level) for level in entry.levels],
        "terms": {str(term): value for term, value in entry.terms.items()},
        "figures": dict(entry.figures),
        "beaten_by": by.id if by else None,
    }


def _details(side: Details) -> dict[str, Any]:
    return {
        "placement": {
            who: {"function": function, "cluster": cluster}
            for who, (function, cluster) in side.placement.items()
        },
        "holders": {role: dict(people) for role, people in side.holders.items()},
        "backups": {role: sorted(people) for role, people in side.backups.items()},
        "parts": [asdict(part) for part in side.parts],
        "findings": [asdict(found) for found in side.findings],
        "losses": None if side.losses is None else dict(side.losses),
    }
