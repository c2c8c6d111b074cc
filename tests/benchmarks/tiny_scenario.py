"""A scenario of two periods of which the optimum is known on paper, and another plan of it."""

from __future__ import annotations

from pathlib import Path

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.files.scenario_files import read_scenario

TINY = """\
format: 1
name: Tiny (invented)
horizon: {start: 2027-01, period: half-year, count: 2}
clusters: {c: {name: C}}
functions: {f: {name: F}}
roles:
  a: {cluster: c, fte: 0.5, holders: {max: 1, share: 0.5}}
  b:
    cluster: c
    fte: 0.5
    holders: {max: 1, share: 0.5}
    backups: {count: 1, fte: 0.05}
    critical: true
staff:
  P1: {fte: 0.5, function: f, cluster: c, wishes: {roles: {a: 2}}}
  P2: {fte: 0.5, function: f, cluster: c}
  P3: {fte: 0.3, function: f, cluster: c}
"""
# P3 is too small for either role, so P1 and P2 hold one each with their whole contract, and only P3
# can back up b: nothing uncovered, nothing missing. Fair shares are 0.5 x 1.0 / 1.3 = 0.38, twice,
# and 0.3 x 1.0 / 1.3 = 0.23, so imbalance is 0.12 + 0.12 + (0.23 - 0.05) = 0.42 in each of two
# periods. Overload is 0.5 - 0.95 x 0.5 = 0.025 for two people in two periods, and weighs 2. Hence
# 0.84 + 2 x 0.1 = 1.04. The wish for a is granted twice: -4. Two takeovers, both at the start.
OPTIMUM = [0, 0, 0, 0, 0, 0, 1.04, -4, 2]

#: Places of levels in the objective, from 0.
WISHES, LAST = 7, 8


def the_other_way_round(path: Path) -> Assignment:
    """P1, who wishes for a, holds b, and P2 holds a."""
    facts = facts_of(read_scenario(path).scenario)
    places = {who: facts.present(who) for who in ("P1", "P2", "P3")}
    return Assignment(
        {who: place for who, place in places.items() if place},
        {"a": {"P2": (50, 50)}, "b": {"P1": (50, 50)}},
        {"b": {"P3": (True, True)}},
    )
