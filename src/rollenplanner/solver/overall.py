"""The best plan of a search that works with one model after another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.part_polish import Gain
from rollenplanner.solver.proofs import Proofs

Row = TypeVar("Row")


@dataclass(slots=True)
class Overall:
    """The best plan so far, and what is proven about it; shared by threads.

    Attributes:
        reached: Its value per level in units; empty while there is no plan.
    """

    proofs: Proofs
    plan: Assignment | None = None
    reached: tuple[int, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def offer(self, plan: Assignment, reached: tuple[int, ...]) -> bool:
        """Take a plan over if it beats the best one; returns whether it did."""
        with self._lock:
            if self.plan is not None and reached >= self.reached:
                return False
            self.plan, self.reached = plan, reached
            return True

    def merge(
        self, gain: Gain, scenario: Scenario, allowed: Callable[[Assignment, Assignment], bool]
    ) -> bool:
        """Take over what a part of the plan became, while other parts may have changed as well.

        Args:
            gain: Rows of some roles; what it adds to the levels does not depend on other roles.
            scenario: Gives roles their order.
            allowed: Whether the plan with it is one; called with the plan so far and that one.

        Returns:
            Whether it was taken over.
        """
        with self._lock:
            assert self.plan is not None
            reached = tuple(a + b for a, b in zip(self.reached, gain.change, strict=True))
            holders = _merged(scenario, gain.roles, self.plan.holders, gain.holders)
            backups = _merged(scenario, gain.roles, self.plan.backups, gain.backups)
            plan = replace(self.plan, holders=holders, backups=backups)
            if reached >= self.reached or not allowed(self.plan, plan):
                return False
            self.plan, self.reached = plan, reached
            return True

    def replace(self, plan: Assignment, reached: tuple[int, ...]) -> None:
        """Take a plan over whether or not it beats the best one."""
        with self._lock:
            self.plan, self.reached = plan, reached

    def snapshot(self) -> tuple[Assignment, tuple[int, ...]]:
        """The best plan and its values, which belong together."""
        with self._lock:
            assert self.plan is not None
            return self.plan, self.reached

    def bound(self, level: int) -> int:
        """The best bound that holds for the best plan."""
        return self.known(level)[1]

    def known(self, level: int) -> tuple[int | None, int]:
        """The value of the best plan at a level, None while there is none, and its bound."""
        with self._lock:
            # Read together: another thread may be about to replace the plan and its values.
            reached = None if self.plan is None else self.reached
        if reached is None:
            return None, self.proofs.bound(level, None)
        return reached[level], self.proofs.bound(level, reached[:level])

    def closed(self, level: int) -> bool:
        """Whether the best plan is proven optimal at a level."""
        value, bound = self.known(level)
        return value is not None and value <= bound

    def open_levels(self) -> list[int]:
        """Numbers of the levels at which the best plan is not proven optimal."""
        return [level for level in range(len(self.proofs.least)) if not self.closed(level)]


def _merged(
    scenario: Scenario, roles: Collection[str], old: Mapping[str, Row], new: Mapping[str, Row]
) -> dict[str, Row]:
    """Rows by role, those of some roles exchanged; roles in the order of the scenario."""
    rows = {role: row for role, row in old.items() if role not in roles} | dict(new)
    return {role: rows[role] for role in scenario.roles if role in rows}
