"""What the present leaves behind for the first period of a plan.

Facts for the rules over time (design section 4, "Present to first period"): how long a role was
held before the start, and which present holders another rule releases from it.
"""

from __future__ import annotations

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

    def expires(self, person: Person, role: Role, place: int) -> bool:
        """Whether a term that runs since before the start cannot reach an active period.

        Args:
            person: Perhaps a present holder.
            role: What is held.
            place: Number of the period among the role's active ones, from 0.
        """
        longest = role.term.max if role.term else None
        if longest is None or not self.holds_on(person, role):
            return False
        return place >= self.more_allowed(person, role, longest)

    def released(self, person: Person, role: Role, first: int) -> bool:
        """Whether a present holder may leave before the minimum, in the role's first period.

        Out of service, fte or demand lowered; or another hard rule keeps the person from the role,
        alone or together with what is held at present or pinned: whoever such a rule concerns is
        released, so that the present never makes a scenario infeasible by itself.
        """
        return (
            person.available[first] < person.fte
            or role.demand[first] < self._present_fte(role)
            or not self._can_stay(person, role, first)
        )

    def bound_to_carry(self, person: Person, role: Role, first: int) -> bool:
        """Whether a present holder or backup can be asked to carry a role on in its first period.

        For no double change: like `released`, it leaves out whoever cannot go on with all that is
        held and backed up at present together, be it as a backup instead of as a holder.
        """
        stays = role.id in person.roles and self._can_stay(person, role, first)
        return (stays or self._could_back_up(person, role, first)) and self._all_carried_fits(
            person, first
        )

    def _present_fte(self, role: Role) -> int:
        holders = self.facts.present_holders.get(role.id, ())
        return sum(self.scenario.staff[who].roles[role.id].fte for who in holders)

    def _can_stay(self, person: Person, role: Role, period: int) -> bool:
        """Whether a present holder can hold on, beside all others who can."""
        holders = self.facts.present_holders.get(role.id, ())
        staying = {who for who in holders if self._could_stay(self._who(who), role, period)}
        number = len(staying | self._pinned_to(role, period))
        return (
            person.id in staying
            and role.min_holders <= number
            and (role.max_holders is None or number <= role.max_holders)
            and number * _least(role, period) <= role.demand[period]
        )

    def _could_stay(self, person: Person, role: Role, period: int) -> bool:
        """Whether a present holder can hold on, whatever others do."""
        return (
            role.id not in self._pinned_backups(person, period)
            and self._admitted(person, role, period)
            and not self._clashes(person, role, period)
            and self._all_held_fits(person, period)
        )

    def _could_back_up(self, person: Person, role: Role, period: int) -> bool:
        """Whether requirements and prohibitions let a person back a role up."""
        forbidden = self._targets(self.scenario.forbid, person, "backup", period)
        return (
            self._admitted(person, role, period)
            and self.facts.could_back_up(person.id, role)
            and role.id not in forbidden
        )

    def _admitted(self, person: Person, role: Role, period: int) -> bool:
        """Whether service, function, cluster and prohibitions leave a role to a person."""
        return (
            self.facts.serves(person.id, period)
            and self.facts.admits(role, self.facts.present(person.id))
            and role.id not in self._targets(self.scenario.forbid, person, "role", period)
        )

    def _clashes(self, person: Person, role: Role, period: int) -> bool:
        """Whether a role clashes with what else is held at present or pinned."""
        carried = self._held(person, period) | self._pinned_backups(person, period)
        return bool(self.scenario.clashes.get(role.id, frozenset()) & carried)

    def _all_held_fits(self, person: Person, period: int) -> bool:
        """Whether one person can keep everything that is held at present or pinned."""
        held = self._held(person, period)
        return self._fits(person, period, held, self._pinned_backups(person, period) - held)

    def _all_carried_fits(self, person: Person, period: int) -> bool:
        """Whether one person can carry on all that is held or backed up at present or pinned.

        Who has to leave a role may have to back it up: at once, or after a term that ends within
        the horizon.
        """
        roles = self.scenario.roles
        present = {r for r in person.roles if roles[r].demand[period]}
        leaving = {r for r in present if not self._can_stay(person, roles[r], period)}
        ending = {r for r in present if self.expires(person, roles[r], len(roles[r].active) - 1)}
        backed = {r for r in person.backups if roles[r].demand[period]}
        backed |= self._pinned_backups(person, period)
        pinned = self._targets(self.scenario.pins, person, "role", period)
        for left in (leaving, leaving | ending):
            held = (self._held(person, period) - left) | pinned
            shadowed = {r for r in left if self._could_back_up(person, roles[r], period)}
            if not self._fits(person, period, held, (backed | shadowed) - held):
                return False
        return True

    def _fits(self, person: Person, period: int, held: set[str], backed: set[str]) -> bool:
        """Whether numbers and least load of what is held and backed up stay within a person's."""
        rules, roles = self.scenario.rules, self.scenario.roles
        most = rules.max_roles if person.max_roles is None else person.max_roles
        if most is not None and len(held) > most:
            return False
        if rules.max_backups is not None and len(backed) > rules.max_backups:
            return False
        load = sum(person.effort_for(r) * _least(roles[r], period) for r in held)
        load += sum(100 * roles[r].backup_fte for r in backed)
        return load <= 100 * person.available[period]

    def _held(self, person: Person, period: int) -> set[str]:
        """Active roles that a person holds at present and may go on holding, or is pinned to."""
        roles = self.scenario.roles
        held = {
            r
            for r in person.roles
            if roles[r].demand[period] and self._admitted(person, roles[r], period)
        }
        return held | self._targets(self.scenario.pins, person, "role", period)

    def _who(self, person: str) -> Person:
        return self.scenario.staff[person]

    def _pinned_to(self, role: Role, period: int) -> set[str]:
        """Everyone pinned to a role in a period."""
        return {
            pin.person
            for pin in self.scenario.pins
            if pin.kind == "role" and role.id in pin.targets
            if self.scenario.horizon.touches(pin.span, period)
        }

    def _pinned_backups(self, person: Person, period: int) -> set[str]:
        return self._targets(self.scenario.pins, person, "backup", period)

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
