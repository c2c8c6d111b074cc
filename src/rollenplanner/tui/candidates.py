"""People as they are listed where one of them is chosen for a role."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rollenplanner.domain.text import fte

if TYPE_CHECKING:
    from rollenplanner.tui.desk import Desk


def described_for(desk: Desk, role_id: str) -> Callable[[str], str]:
    """How to list people for a role: place, whether they could hold it, and the time they have.

    Both are of the period and the state that is looked at.
    """
    tr, case, at = desk.tr, desk.case, desk.at
    role, scenario = case.roles.get(role_id), case.scenario

    def described(person: str) -> str:
        parts = [desk.label(person)]
        place = case.place(person)
        if place is not None:
            function, cluster = scenario.functions[place.function], place.cluster
            parts.append(f"{function.name}, {scenario.clusters[cluster].name}")
        if role is not None and person in scenario.staff:
            able = case.could_hold(person, role, at)
            parts.append(tr("may hold it") if able else tr("may not hold it"))
            # Load is in ten-thousandths; what is left of a hundredth is no time to give away.
            left = (
                100 * scenario.staff[person].available[at] - case.load.get((person, at), 0)
            ) // 100
            parts.append(tr("{fte} fte left", fte=fte(max(0, left))))
        return "  ".join(parts)

    return described
