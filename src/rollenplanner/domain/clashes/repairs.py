"""Everything that could be changed about the conditions of a clash."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rollenplanner.domain.clashes.changes import Change, Prices
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.conditions import GOALS
from rollenplanner.domain.clashes.goals import EXPERTISE, Goal
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.clashes.repairs_of_goals import changes_of_goals
from rollenplanner.domain.clashes.repairs_of_people import changes_of_people, hires, trainings
from rollenplanner.domain.clashes.repairs_of_roles import changes_of_roles
from rollenplanner.domain.clashes.repairs_of_rules import changes_of_rules
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.terms import Term

#: Under a limit on one of these, a change that helps at one place can harm at another.
_TWO_SIDED = frozenset(
    (
        Term.OVER_FORMATION,
        Term.CLUSTER_DEVIATION,
        Term.IMBALANCE,
        Term.IMBALANCE_SQUARED,
        Term.COMPETENCE_GAP,
        Term.WISHES,
    )
)


def only_ever_helps(scenario: Scenario) -> bool:
    """Whether no change can stand in the way of a plan, so that search by clashes is complete."""
    return not _TWO_SIDED & set(scenario.limits)


def changes_for(
    scenario: Scenario,
    clash: Collection[Condition],
    every: Sequence[Condition],
    prices: Prices,
    goals: Sequence[Goal] = (),
) -> Iterator[Change]:
    """Every change that is considered for a clash; none of a sort without a price.

    Args:
        scenario: As it stands in the file.
        clash: Conditions that cannot be met together.
        every: All conditions of the scenario.
        prices: What changes cost.
        goals: What a plan has to reach besides. With any, no role may ask for less fte or fewer
            backups, which would reach every goal.
    """
    for condition in clash:
        section = condition.id.partition(".")[0]
        if section == "staff":
            yield from changes_of_people(scenario, condition, prices)
        elif section in ("roles", "modules"):
            for change in changes_of_roles(scenario, condition, prices):
                if not goals or change.kind not in (PriceKind.DEMAND, PriceKind.BACKUPS):
                    yield change
        elif section == GOALS.rstrip("."):
            own = [goal for goal in goals if f"{GOALS}{goal.owner}" == condition.id]
            yield from changes_of_goals(scenario, condition.id, own, prices)
        else:
            yield from changes_of_rules(scenario, condition, prices)
    asking = [each for each in every if _asks_for_records(each)]
    asked = {each.id for each in clash if _asks_for_records(each)}
    # Who learns an expertise that somebody else should have as well, learns it for every role.
    expertise = any(each.id.startswith(f"{GOALS}{EXPERTISE}") for each in clash)
    for role in _roles_of(scenario, clash):
        if PriceKind.FTE in prices:
            yield from hires(scenario, role, prices[PriceKind.FTE])
        if PriceKind.TRAINING in prices and asked and not expertise:
            yield from trainings(scenario, role, prices[PriceKind.TRAINING], asking)


def _roles_of(scenario: Scenario, clash: Collection[Condition]) -> list[Role]:
    """Roles that a clash says something of their own about."""
    ids = dict.fromkeys(
        role
        for condition in clash
        if condition.id.startswith(("roles.", "modules.", "goals."))
        for role in condition.roles
    )
    return [scenario.roles[each] for each in ids]


def _asks_for_records(condition: Condition) -> bool:
    """Whether it asks competences or expertise of people."""
    section, _, rest = condition.id.partition(".")
    if section in ("roles", "modules"):
        return ".competences." in rest or ".expertise." in rest
    return section == "everyone" or (section == "functions" and rest.endswith(".norm"))
