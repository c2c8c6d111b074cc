"""A first plan where limits on terms stand in the way of one.

What carriers at present can do, or a few candidates, is mostly far above a limit, and a model of
everything takes long to come below it. So limits become goals first: the search, without them,
makes their terms smaller one after the other until each is at its limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.terms import DEFAULT_OBJECTIVE, Term
from rollenplanner.solver.clock import PartClock

if TYPE_CHECKING:
    from rollenplanner.solver.staged import Staged

#: Part of the time that is left, at most.
WITHIN_PART = 0.6


def come_within_limits(search: Staged) -> None:
    """Hand a plan that keeps every limit to a search that has none, if one is found in time.

    Args:
        search: Without a plan; its clock runs down.
    """
    scenario = search.scenario
    terms = _in_order(scenario.limits)
    goals = tuple({term: 1} for term in terms)
    until = search.clock.elapsed() + search.clock.remaining() * WITHIN_PART
    loose = replace(scenario, limits={}, objective=goals)
    towards = search.beside(loose, PartClock(search.clock, until))
    # At its limit a term is as good as it has to be.
    towards.overall.proofs.raise_least([scenario.limits[term] for term in terms])
    towards.go()
    search.infeasible = towards.infeasible  # limits only take plans away
    plan = towards.overall.plan
    if plan is None:
        return
    values = measure(scenario, plan, search.start)
    # The checker knows no plan to count `jumps` from.
    kept = all(values[term] <= limit for term, limit in scenario.limits.items())
    if kept and not any(check_all(scenario, plan)):
        search.overall.offer(plan, tuple(level_values(scenario, values)))
        search.tell(0)


def _in_order(limits: Mapping[Term, int]) -> Sequence[Term]:
    """Terms as the default objective has them, but posts before other work; then all others.

    Where takeovers are scarce, work takes all of them, and posts that are still open stay so.
    """
    first = (Term.CRITICAL_UNCOVERED, Term.COORDINATION)
    usual = dict.fromkeys((*first, *(term for level in DEFAULT_OBJECTIVE for term in level)))
    return [*(t for t in usual if t in limits), *(t for t in limits if t not in usual)]
