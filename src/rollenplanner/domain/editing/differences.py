"""The edits that make one scenario of another, wherever a proposed change can make them differ.

What a plan depends on is the same after these edits; how a file says it is left to the edits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import groupby

from rollenplanner.domain.editing.asked import (
    AskedKey,
    Section,
    SetAsked,
    SetFunctions,
    SetOwnCluster,
)
from rollenplanner.domain.editing.differences_of_people import people_between
from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.organisation import (
    RemoveLimit,
    SetClusters,
    SetClusterSize,
    SetFormation,
    SetLimit,
    SetPlacement,
)
from rollenplanner.domain.editing.pins import Allow, Unpin, edit_about
from rollenplanner.domain.editing.rules import RuleKey, SetRule, SwitchRule
from rollenplanner.domain.editing.work import RemoveIncompatible, SetDemand, SetModuleFte
from rollenplanner.domain.scenario import Role, Scenario, TermBounds

#: More scales than there are: no limit at all (tenths of a scale).
_ANY_SCALE = 170
_NUMBERS: tuple[RuleKey, ...] = (
    "max_roles",
    "max_backups",
    "max_changes",
    "scale_down",
    "scale_up",
)


def edits_between(before: Scenario, after: Scenario, taken: Collection[str] = ()) -> Iterator[Edit]:
    """The edits that make of a scenario what a change makes of it.

    Args:
        before: As it is.
        after: As it becomes; people who are new there have an id that no file can have.
        taken: Ids that new people cannot have.
    """
    yield from _organisation(before, after)
    yield from _rules(before, after)
    yield from people_between(before, after, taken)
    yield from _work(before, after)
    yield from _lists(before, after)


def _organisation(before: Scenario, after: Scenario) -> Iterator[Edit]:
    for cluster in after.clusters.values():
        if cluster.fte is not None and cluster.fte != before.clusters[cluster.id].fte:
            yield SetClusterSize(cluster.id, cluster.fte)
    for function in after.functions.values():
        old = before.functions[function.id]
        if function.fte != old.fte:
            yield SetFormation(function.id, function.fte)
        if function.clusters != old.clusters:
            yield SetClusters(function.id, function.clusters)
    if after.placement != before.placement:
        yield SetPlacement(after.placement)


def _rules(before: Scenario, after: Scenario) -> Iterator[Edit]:
    for key in _NUMBERS:
        number: int | None = getattr(after.rules, key)
        if number is not None and number != getattr(before.rules, key):
            yield SetRule(key, min(number, _ANY_SCALE) if key.startswith("scale") else number)
    if after.rules.no_double_change != before.rules.no_double_change:
        yield SwitchRule("no_double_change", after.rules.no_double_change)
    if after.rules.levels != before.rules.levels:
        yield SwitchRule("strict_levels", after.rules.levels == "strict")


# Roles and posts


def _work(before: Scenario, after: Scenario) -> Iterator[Edit]:
    freed = [
        role
        for role in after.roles.values()
        if role.own_cluster != before.roles[role.id].own_cluster
    ]
    if freed and before.rules.own_cluster:
        yield from _no_longer_everywhere(after)
    else:
        yield from (SetOwnCluster(role.id, role.own_cluster) for role in freed)
    for role in after.roles.values():
        old = before.roles[role.id]
        if role.post is None and role != old:
            if role.demand != old.demand:
                yield SetDemand(role.id, _demand(role))
            yield from _asked("roles", role.id, old, role)
    for module, posts in groupby(
        (role for role in after.roles.values() if role.post),
        lambda role: role.post and role.post.module,
    ):
        first = next(posts)
        old = before.roles[first.id]
        if module is not None and first != old:
            if first.demand != old.demand:
                yield SetModuleFte(module, max(first.demand))
            yield from _asked("modules", module, old, first)


def _no_longer_everywhere(after: Scenario) -> Iterator[Edit]:
    """The rule for all roles goes, and each of the others says for itself what it said."""
    for role in after.roles.values():
        if role.post is None and role.own_cluster:
            yield SetOwnCluster(role.id, own=True)
    yield SwitchRule("own_cluster", on=False)
    for role in after.roles.values():
        if role.post is None and not role.own_cluster:
            yield SetOwnCluster(role.id, own=False)


def _demand(role: Role) -> int | tuple[int, ...]:
    return role.demand[0] if len(set(role.demand)) == 1 else role.demand


def _asked(section: Section, id: str, old: Role, new: Role) -> Iterator[Edit]:
    if new.functions != old.functions:
        yield SetFunctions(section, id, new.functions)
    numbers = _numbers(section, old)
    for key, number in _numbers(section, new).items():
        if number is not None and number != numbers[key]:
            yield SetAsked(section, id, key, number)


def _numbers(section: Section, role: Role) -> dict[AskedKey, int | None]:
    """Every number that a role, or the module of a post, asks."""
    term = role.term or TermBounds()
    both: dict[AskedKey, int | None] = {
        "term.min": term.min,
        "term.max": term.max,
        "handover": role.handover,
    }
    if section == "modules":
        return {**both, "deputies": role.backups, "deputy_fte": role.backup_fte}
    return {
        **both,
        "holders.min": role.min_holders,
        "holders.max": role.max_holders,
        "holders.share": role.share,
        "backups.count": role.backups,
        "backups.fte": role.backup_fte,
    }


# Lists


def _lists(before: Scenario, after: Scenario) -> Iterator[Edit]:
    """What is dropped from pins, prohibitions, segregation and limits."""
    kept = {each.index for each in after.pins}
    yield from (edit_about(Unpin, each) for each in before.pins if each.index not in kept)
    kept = {each.index for each in after.forbid}
    yield from (edit_about(Allow, each) for each in before.forbid if each.index not in kept)
    kept = {each.index for each in after.incompatible}
    for rule in before.incompatible:
        if rule.index not in kept:
            yield RemoveIncompatible(rule.written)
    for term in before.limits:
        if term not in after.limits:
            yield RemoveLimit(term)
    for term, ceiling in after.limits.items():
        if before.limits.get(term) != ceiling:
            yield SetLimit(term, ceiling)
