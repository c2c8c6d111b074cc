"""Costs of a load: distance to the fair share, its square, overload; with tight bounds.

Loads come in lumps (effort x step), the fair share to the hundredth, so most people can never hit
their fair share. A cost is therefore kept above the straight line between every two loads that a
person can really reach, next to each other: that is exact at reachable loads, and in the
relaxation it makes the least cost of a person visible, where plain absolute values show zero.

A large pool with odd efforts can reach nearly any of a million loads. Its cost is kept above a few
lines that touch the curve instead: exact for costs of a few straight pieces, a little low for a
square; the bound stays true, and plans are compared by exact values in any case.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd

from ortools.sat.python.cp_model import IntVar

from rollenplanner.solver.linear import Linear
from rollenplanner.solver.variables import Feature, Variables

#: A convex cost of a load in ten-thousandths, itself a whole number.
Cost = Callable[[int], int]

#: With more lumps of load than this, loads are not listed one by one.
MOST_LUMPS = 2_000
#: Lines under the cost of a load that is not listed.
MOST_LINES = 64


@dataclass(frozen=True, slots=True)
class Load:
    """The load of one person in one period as a variable.

    Attributes:
        amount: Lumps of load; None if nothing can be carried.
        lump: Ten-thousandths per lump.
        reachable: Every load that shares and overlaps can add up to within the contract, in
            ten-thousandths, ascending; where there are too many to list, every whole lump.
    """

    amount: IntVar | None
    lump: int
    reachable: Sequence[int]

    @property
    def listed(self) -> bool:
        """Whether only loads that can really be reached are named."""
        return not isinstance(self.reachable, range)


def load_of(variables: Variables, person: str, t: int) -> Load:
    """The load variable of a person; made once, when first asked for."""
    key = (person, t)
    if key not in variables.load_variables:
        variables.load_variables[key] = _make_load(variables, person, t)
    return variables.load_variables[key]


def _make_load(variables: Variables, person: str, t: int) -> Load:
    form = variables.load[person, t]
    if not form.pairs:
        return Load(None, 1, (0,))
    lump = gcd(*(coefficient for _, coefficient in form.pairs))
    lumps = form.floor_divided(lump)
    most = 100 * variables.scenario.staff[person].available[t] // lump
    reachable: Sequence[int]
    if most > MOST_LUMPS:
        reachable = range(0, lump * most + 1, lump)
        amount = variables.builder.derive(0, most, lumps.value, "load", person, t)
    else:
        found = _reachable_lumps(variables, person, t, lump)
        reachable = tuple(lump * n for n in found)
        amount = variables.builder.derive_within(found, lumps.value, "load", person, t)
    variables.features[amount.index] = Feature(person, t, of_load=lambda load: load // lump)
    total = Linear.total((lumps, Linear.of(amount, -1)))
    variables.builder.equal(total, 0, "load-is", person, t)
    return Load(amount, lump, reachable)


def _reachable_lumps(variables: Variables, person: str, t: int, lump: int) -> list[int]:
    """Sums of what the person could carry, as bits of one whole number."""
    scenario = variables.scenario
    most = 100 * scenario.staff[person].available[t] // lump
    mask = (1 << (most + 1)) - 1
    choices: dict[str, int] = {}
    for cell in variables.held_by(person, t):
        holding = variables.eligibility.holdings[cell]
        per_step = scenario.staff[person].effort_for(cell.role) * scenario.rules.step
        for share in range(holding.least, holding.most + 1):
            choices[cell.role] = choices.get(cell.role, 1) | 1 << share * per_step // lump
    for cell in variables.backed_by(person, t):
        overlap = 100 * scenario.roles[cell.role].backup_fte // lump
        choices[cell.role] = choices.get(cell.role, 1) | 1 << overlap
    sums = 1
    for options in choices.values():
        sums = _sumset(sums, options) & mask
    return [n for n in range(most + 1) if sums >> n & 1]


def _sumset(sums: int, options: int) -> int:
    """Every sum of one member of each set, sets written as bits."""
    found, shift = 0, 0
    while options:
        if options & 1:
            found |= sums << shift
        options >>= 1
        shift += 1
    return found


def cost_of(variables: Variables, person: str, t: int, cost: Cost, name: str) -> Linear:
    """A form that is at least the cost of the person's load, and equal to it when minimised."""
    load = load_of(variables, person, t)
    if not load.listed:
        return _cost_of_many(variables, person, t, cost, name)
    costs = [cost(amount) for amount in load.reachable]
    if load.amount is None or len(set(costs)) == 1:
        return Linear((), costs[0])
    unit = gcd(*costs)
    costs = [each // unit for each in costs]
    amount, lump = load.amount, load.lump
    variable = variables.builder.derive(
        min(costs),
        max(costs),
        lambda values: cost(lump * values[amount.index]) // unit,
        name,
        person,
        t,
    )
    variables.features[variable.index] = Feature(person, t, of_load=lambda load: cost(load) // unit)
    points = [(load // lump, each) for load, each in zip(load.reachable, costs, strict=True)]
    for number, (slope, run, start) in enumerate(_lines(points)):
        line = Linear(((variable, run), (amount, -slope)))
        variables.builder.at_least(line, start, f"{name}-line", person, t, number)
    return Linear.of(variable, unit)


def _cost_of_many(variables: Variables, person: str, t: int, cost: Cost, name: str) -> Linear:
    """As `cost_of`, for a load that is not listed."""
    load = load_of(variables, person, t)
    amount, lump = load.amount, load.lump
    assert amount is not None
    most = len(load.reachable) - 1
    variable = variables.builder.derive(
        0,
        max(cost(0), cost(lump * most)),
        lambda values: cost(lump * values[amount.index]),
        name,
        person,
        t,
    )
    variables.features[variable.index] = Feature(person, t, of_load=cost)
    for number, (slope, start) in enumerate(_touching(lambda n: cost(lump * n), most)):
        line = Linear(((variable, 1), (amount, -slope)))
        variables.builder.at_least(line, start, f"{name}-line", person, t, number)
    return Linear.of(variable)


def _touching(cost: Cost, most: int) -> list[tuple[int, int]]:
    """Lines `slope x n + start` under a convex cost of 0..most that touch it, evenly spread.

    Slopes of a convex cost never fall, so a stretch with the same slope at both ends is straight.
    """
    lines: dict[tuple[int, int], None] = {}

    def touch(n: int) -> int:
        slope = cost(n + 1) - cost(n)
        lines[slope, cost(n) - slope * n] = None
        return slope

    stretches = deque([(0, most - 1)])
    while stretches and len(lines) < MOST_LINES:
        first, last = stretches.popleft()
        if touch(first) != touch(last) and last - first > 1:
            middle = (first + last) // 2
            stretches.extend(((first, middle), (middle, last)))
    return list(lines)


def _lines(points: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Lines through neighbouring points of a convex cost, repeats left out.

    Returns:
        Per line (slope, run, start) with `run x cost >= slope x load + start`, in lowest terms.
    """
    lines: dict[tuple[int, int, int], None] = {}
    for (x0, y0), (x1, y1) in pairwise(points):
        run, slope = x1 - x0, y1 - y0
        start = run * y0 - slope * x0
        divisor = gcd(run, slope, start)
        lines[slope // divisor, run // divisor, start // divisor] = None
    return list(lines)
