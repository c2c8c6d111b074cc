"""Changes that weaken pins, prohibitions, segregation, limits, rules, functions and placement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Prices, Strength, single
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.clashes.of_rules import (
    pin_in_words,
    set_rules,
    when,
)
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Pin, Scenario
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import Term
from rollenplanner.domain.text import Text, fte, text

#: A number of the rules is raised by at most so much.
_MOST_RAISED = 20
#: Formation of a function is raised by at most so many tenths of fte.
_MOST_TENTHS = 20


def changes_of_rules(scenario: Scenario, condition: Condition, prices: Prices) -> Iterator[Change]:
    """What could be changed about a condition that is not about one person or role."""
    section, _, rest = condition.id.partition(".")
    if section in ("pins", "forbid", "incompatible", "limits"):
        yield from _listed(scenario, condition, section, rest, prices)
    elif section == "rules":
        yield from _rules(scenario, condition, rest, prices)
    elif section == "functions":
        yield from _functions(scenario, condition, rest, prices)
    elif section == "placement":
        yield from _placement(scenario, condition, prices)


def _listed(
    scenario: Scenario, condition: Condition, section: str, rest: str, prices: Prices
) -> Iterator[Change]:
    """Pins, prohibitions, segregation and limits: dropped as the condition is."""
    limit: Term | None = None
    if section == "limits":
        kind, limit = PriceKind.LIMIT, Term(rest)
        message = text("Drop the limit on {term}.", term=with_key(limit))
    elif section == "incompatible":
        kind = PriceKind.SEGREGATION
        rule = next(each for each in scenario.incompatible if each.index == int(rest))
        roles = tuple(named(scenario.roles[r]) for group in rule.groups for r in group)
        message = text("Lift the segregation of {roles}.", roles=roles)
    elif section == "pins":
        kind = PriceKind.PIN
        message = text("Drop the pin: {what}{when}.", **_words(scenario, scenario.pins, rest))
    else:
        kind = PriceKind.FORBID
        message = text(
            "Drop the prohibition: {what}{when}.", **_words(scenario, scenario.forbid, rest)
        )
    if kind in prices:
        yield single(
            kind,
            condition.id,
            message,
            condition.drop,
            prices[kind],
            (condition.id,),
            condition.source,
            limit=limit,
        )


def _words(scenario: Scenario, pins: tuple[Pin, ...], index: str) -> dict[str, Text | str]:
    pin = next(each for each in pins if each.index == int(index))
    return {"what": pin_in_words(scenario, pin), "when": when(pin)}


def _rules(scenario: Scenario, condition: Condition, key: str, prices: Prices) -> Iterator[Change]:
    rules = scenario.rules
    numbers: dict[str, int | None] = {
        "max_roles": rules.max_roles,
        "max_backups": rules.max_backups,
        "max_changes": rules.max_changes,
    }
    most = numbers.get(key)
    if most is not None and PriceKind.NUMBER in prices:
        yield _raised(condition, key, most, prices[PriceKind.NUMBER])
    elif key in ("scale_down", "scale_up") and PriceKind.SCALE in prices:
        message = text("Lift the limit of scales ({key}).", key=key)
        yield single(
            PriceKind.SCALE,
            condition.id,
            message,
            condition.drop,
            prices[PriceKind.SCALE],
            (condition.id,),
            condition.source,
        )
    elif key in ("no_double_change", "levels") and PriceKind.NUMBER in prices:
        yield single(
            PriceKind.NUMBER,
            condition.id,
            text("Drop the rule {key}.", key=key),
            condition.drop,
            prices[PriceKind.NUMBER],
            (condition.id,),
            condition.source,
        )


def _raised(condition: Condition, key: str, most: int, price: Decimal) -> Change:
    strengths = tuple(
        Strength(
            price,
            text("{key} is {number} instead of {old}.", key=key, number=number, old=most),
            _with_number(key, number),
        )
        for number in range(most + 1, most + _MOST_RAISED + 1)
    )
    return Change(
        condition.id,
        PriceKind.NUMBER,
        condition.source,
        strengths,
        frozenset((condition.id,)),
        condition.id,
    )


def _with_number(key: str, number: int) -> Edit:
    if key == "max_roles":
        return set_rules(lambda now: replace(now, max_roles=number))
    if key == "max_backups":
        return set_rules(lambda now: replace(now, max_backups=number))
    return set_rules(lambda now: replace(now, max_changes=number))


def _functions(
    scenario: Scenario, condition: Condition, rest: str, prices: Prices
) -> Iterator[Change]:
    function_id, _, key = rest.rpartition(".")
    function = scenario.functions[function_id]
    if key == "clusters" and PriceKind.CLUSTER in prices:
        message = text("Function {function} may stand in every cluster.", function=named(function))
        yield single(
            PriceKind.CLUSTER,
            condition.id,
            message,
            condition.drop,
            prices[PriceKind.CLUSTER],
            (condition.id,),
            condition.source,
        )
    elif key == "fte" and PriceKind.FTE in prices:
        strengths = tuple(
            Strength(
                prices[PriceKind.FTE] * tenths,
                text(
                    "{more} fte more formation for function {function}: {fte} fte.",
                    more=fte(10 * tenths),
                    function=named(function),
                    fte=fte((function.fte or 0) + 10 * tenths),
                ),
                _with_formation(function_id, (function.fte or 0) + 10 * tenths),
            )
            for tenths in range(1, _MOST_TENTHS + 1)
        )
        yield Change(
            condition.id,
            PriceKind.FTE,
            condition.source,
            strengths,
            frozenset((condition.id,)),
            condition.id,
        )


def _with_formation(function: str, hundredths: int) -> Edit:
    return Edit(functions=(function,), function=lambda now: replace(now, fte=hundredths))


def _placement(scenario: Scenario, condition: Condition, prices: Prices) -> Iterator[Change]:
    if PriceKind.PLACEMENT in prices:
        yield single(
            PriceKind.PLACEMENT,
            condition.id,
            text("Let the planner place everyone anew (placement: free)."),
            condition.drop,
            prices[PriceKind.PLACEMENT],
            (condition.id,),
            condition.source,
        )
    if PriceKind.MOVE in prices:
        for pin in scenario.pins:
            if pin.kind in ("function", "cluster"):
                yield _move(scenario, pin, prices[PriceKind.MOVE])


def _move(scenario: Scenario, pin: Pin, price: Decimal) -> Change:
    """The person stands where a pin wants them, from the beginning."""
    to = pin.written
    edit = (
        Edit(people=(pin.person,), person=lambda now: replace(now, function=to))
        if pin.kind == "function"
        else Edit(people=(pin.person,), person=lambda now: replace(now, cluster=to))
    )
    what = scenario.functions[to] if pin.kind == "function" else scenario.clusters[to]
    message = text(
        "Move {person} to {place}, as present place in the scenario.",
        person=pin.person,
        place=named(what),
    )
    everywhere = ("placement", f"limits.{Term.MOVES}", "rules.scale_up", "rules.scale_down")
    functions = (
        f"functions.{each}.{key}" for each in scenario.functions for key in ("fte", "clusters")
    )
    return single(
        PriceKind.MOVE,
        f"move:{pin.person}:{pin.kind}:{to}",
        message,
        edit,
        price,
        (*everywhere, *functions),
        scenario.sources.get(f"staff.{pin.person}"),
    )
