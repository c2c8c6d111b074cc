"""What the present leaves behind for the first period of a plan.

Facts for the rules over time (design section 4, "Present to first period"): how long a role was
held before the start, and which present holders another rule releases from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.facts import Facts
from rollenplanner.domain.scenario import Person, Pin, PinKind, Role, Scenario


class Tenure:
    """What binds the step from the present to the first period, for one scenario."""

    def __init__(self, facts: Facts) -> None:
        """Look at one scenario."""
        self.facts = facts
        self.scenario: Scenario = facts.scenario

    def holds_on(self, person: Person, role: Role) -> bool:
        """Whether a present holder's term runs on into the first period."""
        return self.scenario.present_binds and role.id in person.roles

    def served(self, person: Person, role: Role) -> int | None:
        """Whole periods between `since` and the start; None where `since` is not stated."""
        since = person.roles[role.id].since
        if since is None:
            return None
        horizon = self.scenario.horizon
        return max(0, horizon.start.number - since.number) // horizon.months

    def more_allowed(self, person: Person, role: Role, longest: int) -> int:
        """Active periods that a present holder may go on at most.

        Without `since` the maximum starts now; who is at or over it may stay on for as long as a
        handover takes, and one period at least.
        """
        served = self.served(person, role) or 0
        return longest - served if served < longest else max(1, role.handover)

    def released(self, person: Person, role: Role, first: int) -> bool:
        """Whether a present holder may leave before the minimum, in the role's first period.

        Out of service, fte or demand lowered; or another hard rule keeps the person from the role,
        alone or together with what is held at present or pinned: whoever such a rule concerns is
        released, so that the present never makes a scenario infeasible by itself.
        """
        return (
            person.available[first] < person.fte
            or role.demand[first] < self._present_fte(role)
            or not self.facts.admits(role, self.facts.present(person.id))
            or self._forbidden(person, role, first)
            or self._carries_too_much(person, role, first)
            or self._shared_too_widely(role, first)
        )

    def _present_fte(self, role: Role) -> int:
        holders = self.facts.present_holders.get(role.id, ())
        return sum(self.scenario.staff[who].roles[role.id].fte for who in holders)

    def _forbidden(self, person: Person, role: Role, period: int) -> bool:
        return role.id in self._targets(self.scenario.forbid, person, "role", period)

    def _carries_too_much(self, person: Person, role: Role, period: int) -> bool:
        """Whether what is held at present or pinned cannot all be kept by one person."""
        held = {r for r in person.roles if self.scenario.roles[r].demand[period]}
        held |= self._targets(self.scenario.pins, person, "role", period)
        backed = self._targets(self.scenario.pins, person, "backup", period)
        if self.scenario.clashes.get(role.id, frozenset()) & (held | backed):
            return True
        most = self.scenario.rules.max_roles if person.max_roles is None else person.max_roles
        if most is not None and len(held) > most:
            return True
        load = sum(
            person.effort_for(r) * _least(self.scenario.roles[r], period) for r in held
        ) + sum(100 * self.scenario.roles[r].backup_fte for r in backed - held)
        return load > 100 * person.available[period]

    def _shared_too_widely(self, role: Role, period: int) -> bool:
        """Whether all present and pinned holders together fit neither number nor demand."""
        people = set(self._holders(role, period))
        most = role.max_holders
        return (
            (most is not None and len(people) > most)
            or len(people) < role.min_holders
            or len(people) * _least(role, period) > role.demand[period]
        )

    def _holders(self, role: Role, period: int) -> Iterator[str]:
        for person in self.scenario.staff.values():
            pinned = role.id in self._targets(self.scenario.pins, person, "role", period)
            if person.available[period] and (role.id in person.roles or pinned):
                yield person.id

    def _targets(
        self, pins: tuple[Pin, ...], person: Person, kind: PinKind, period: int
    ) -> set[str]:
        return {
            target
            for pin in pins
            if pin.person == person.id and pin.kind == kind
            if self.scenario.horizon.touches(pin.span, period)
            for target in pin.targets
        }


def _least(role: Role, period: int) -> int:
    """The least share of a holder, in hundredths."""
    return min(role.share, role.demand[period])
