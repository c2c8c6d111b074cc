"""The cheapest choice of changes that answers every clash known so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar

#: A change and the least strength it needs (from 1).
Literal = tuple[str, int]
#: Not all of these groups may hold at once; a group holds if one of its literals does.
Blocked = Sequence[Sequence[Literal]]
_MOST_RANK = 99


def cheapest_choice(
    prices: Mapping[str, Mapping[int, int]],
    clashes: Sequence[Sequence[Literal]],
    blocked: Sequence[Blocked],
    ranks: Mapping[str, int],
) -> dict[str, int] | None:
    """Choose strengths at the least total price; then the fewest changes, then the lowest ranks.

    Args:
        prices: Change -> strength -> price as a whole number, rising.
        clashes: Of each, at least one literal must hold.
        blocked: What was found already.
        ranks: Change -> whole number from 0, at most `_MOST_RANK`.

    Returns:
        Change -> strength of the changes that are made; None if nothing answers every clash.
    """
    model = cp_model.CpModel()
    at_least: dict[Literal, IntVar] = {}
    costs: list[tuple[IntVar, int]] = []
    each_change = (_MOST_RANK + 1) * (len(prices) + 1)
    each_price = (each_change + _MOST_RANK) * (len(prices) + 1)
    for change, ladder in prices.items():
        before, paid = None, 0
        for strength in sorted(ladder):
            reached = model.new_bool_var(f"{change}>={strength}")
            at_least[change, strength] = reached
            extra = each_price * (ladder[strength] - paid)
            if before is None:
                extra += each_change + ranks[change]
            costs.append((reached, extra))
            if before is not None:
                model.add_implication(reached, before)
            before, paid = reached, ladder[strength]
    for clash in clashes:
        model.add_bool_or([at_least[each] for each in clash])
    for groups in blocked:
        _block(model, at_least, groups)
    model.minimize(cp_model.LinearExpr.weighted_sum([v for v, _ in costs], [c for _, c in costs]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.symmetry_level = 0
    solver.parameters.catch_sigint_signal = False
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    choice: dict[str, int] = {}
    for (change, strength), reached in at_least.items():
        if solver.boolean_value(reached):
            choice[change] = max(strength, choice.get(change, 0))
    return choice


def _block(model: cp_model.CpModel, at_least: Mapping[Literal, IntVar], groups: Blocked) -> None:
    holding = []
    for number, group in enumerate(groups):
        literals = [at_least[each] for each in group]
        if len(literals) == 1:
            holding.append(literals[0])
            continue
        any_of = model.new_bool_var(f"blocked-{number}")
        for literal in literals:
            model.add_implication(literal, any_of)
        holding.append(any_of)
    model.add_bool_or([~each for each in holding])
