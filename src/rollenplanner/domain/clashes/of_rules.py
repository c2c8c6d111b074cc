"""Conditions that stand beside people and roles: pins, prohibitions, segregation, limits, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Incompatible, Pin, PinKind, Requirements, Rules, Scenario
from rollenplanner.domain.sources import source_of
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import Term, decimal_of
from rollenplanner.domain.text import Few, Text, fte, text

#: So many tenths of a scale are out of reach of every limit.
_ANY_SCALE = 1000
#: Hundredths of fte that no function ever reaches.
_ANY_FTE = 10**8


def conditions_of_rules(scenario: Scenario) -> Iterator[Condition]:
    """Every condition that is not about one person or one role."""
    for pin in scenario.pins:
        yield _pin(scenario, pin)
    for pin in scenario.forbid:
        yield _forbid(scenario, pin)
    for rule in scenario.incompatible:
        yield _segregation(scenario, rule)
    for term, units in scenario.limits.items():
        yield _limit(scenario, term, units)
    yield from _rules(scenario)
    yield from _functions(scenario)
    yield from _clusters(scenario)
    if scenario.everyone != Requirements():
        yield _whole(
            scenario,
            "everyone",
            text("What is asked of everyone in the organisation counts (everyone)."),
            lambda now: replace(now, everyone=Requirements()),
        )
    if scenario.placement == "fixed":
        yield _whole(
            scenario,
            "placement",
            text("Everyone stays in the present function and cluster (placement: fixed)."),
            lambda now: replace(now, placement="free"),
        )


def _whole(
    scenario: Scenario, path: str, message: Text, drop: Callable[[Scenario], Scenario]
) -> Condition:
    return Condition(
        path, message, source_of(scenario, path, path.partition(".")[0]), Edit(whole=drop)
    )


def drop_pin(number: int) -> Edit:
    """The scenario without the pin of that index."""
    return Edit(
        whole=lambda now: replace(now, pins=tuple(p for p in now.pins if p.index != number))
    )


def drop_forbid(number: int) -> Edit:
    """The scenario without the prohibition of that index."""
    return Edit(
        whole=lambda now: replace(now, forbid=tuple(p for p in now.forbid if p.index != number))
    )


def drop_segregation(number: int) -> Edit:
    """The scenario without the segregation of that index."""
    return Edit(
        whole=lambda now: replace(
            now, incompatible=tuple(rule for rule in now.incompatible if rule.index != number)
        )
    )


def set_limit(term: Term, units: int | None) -> Edit:
    """The scenario with another limit on a term, or none."""

    def change(now: Scenario) -> Scenario:
        limits = {each: most for each, most in now.limits.items() if each is not term}
        return replace(now, limits=limits if units is None else {**limits, term: units})

    return Edit(whole=change)


def set_rules(change: Callable[[Rules], Rules]) -> Edit:
    """The scenario with other rules."""
    return Edit(whole=lambda now: replace(now, rules=change(now.rules)))


def pin_in_words(scenario: Scenario, pin: Pin) -> Text:
    """What a pin asks, as `P38 holds role Budgethouder (budgethouder)`."""
    values = {"person": pin.person, "what": target_of(scenario, pin)}
    words: dict[PinKind, Text] = {
        "role": text("{person} holds role {what}", **values),
        "backup": text("{person} backs up role {what}", **values),
        "function": text("{person} stands in function {what}", **values),
        "cluster": text("{person} stands in cluster {what}", **values),
    }
    return words[pin.kind]


def target_of(scenario: Scenario, pin: Pin) -> Text | str:
    """What a pin names, by name and id; a module is named as it is written."""
    if pin.kind == "function":
        return named(scenario.functions[pin.written])
    if pin.kind == "cluster":
        return named(scenario.clusters[pin.written])
    role = scenario.roles.get(pin.written)
    return named(role) if role else pin.written


def _pin(scenario: Scenario, pin: Pin) -> Condition:
    path = f"pins.{pin.index}"
    roles = pin.targets if pin.kind in ("role", "backup") else ()
    message = text("Pinned: {what}{when}.", what=pin_in_words(scenario, pin), when=when(pin))
    return Condition(path, message, source_of(scenario, path), drop_pin(pin.index), roles)


def _forbid(scenario: Scenario, pin: Pin) -> Condition:
    path = f"forbid.{pin.index}"
    roles = pin.targets if pin.kind in ("role", "backup") else ()
    message = text("Forbidden: {what}{when}.", what=_forbidden(scenario, pin), when=when(pin))
    return Condition(path, message, source_of(scenario, path), drop_forbid(pin.index), roles)


def _forbidden(scenario: Scenario, pin: Pin) -> Text:
    if pin.kind == "role":
        values = {"person": pin.person, "what": target_of(scenario, pin)}
        return text("{person} holds or backs up role {what}", **values)
    return pin_in_words(scenario, pin)


def when(pin: Pin) -> Text | str:
    """The dates of a pin, with a space before; nothing if it always binds."""
    start, end = pin.span.start, pin.span.end
    if start and end:
        return text(" from {start} until {end}", start=str(start), end=str(end))
    if start:
        return text(" from {start}", start=str(start))
    return text(" until {end}", end=str(end)) if end else ""


def _segregation(scenario: Scenario, rule: Incompatible) -> Condition:
    path = f"incompatible.{rule.index}"
    ids = tuple(role for group in rule.groups for role in group)
    names = tuple(named(scenario.roles[role]) for role in ids)
    if rule.source:
        message = text(
            "Nobody carries two of these at the same time: {roles} ({reason}).",
            roles=Few(names),
            reason=rule.source,
        )
    else:
        message = text("Nobody carries two of these at the same time: {roles}.", roles=Few(names))
    return Condition(path, message, source_of(scenario, path), drop_segregation(rule.index), ids)


def _limit(scenario: Scenario, term: Term, units: int) -> Condition:
    path = f"limits.{term}"
    message = text("Limit: {term} at most {limit}.", term=with_key(term), limit=decimal_of(units))
    return Condition(path, message, source_of(scenario, path), set_limit(term, None))


def _rules(scenario: Scenario) -> Iterator[Condition]:
    rules = scenario.rules
    if rules.max_roles is not None:
        yield _rule(
            scenario,
            "max_roles",
            text("Nobody holds more than {number} roles (max_roles).", number=rules.max_roles),
            lambda now: replace(now, max_roles=None),
        )
    if rules.max_backups is not None:
        yield _rule(
            scenario,
            "max_backups",
            text(
                "Nobody backs up more than {number} roles (max_backups).", number=rules.max_backups
            ),
            lambda now: replace(now, max_backups=None),
        )
    if rules.max_changes is not None:
        yield _rule(
            scenario,
            "max_changes",
            text(
                "At most {number} roles per cluster and period change hands (max_changes).",
                number=rules.max_changes,
            ),
            lambda now: replace(now, max_changes=None),
        )
    if rules.no_double_change:
        yield _rule(
            scenario,
            "no_double_change",
            text(
                "Of those who carried a role, somebody goes on in the next period "
                "(no_double_change)."
            ),
            lambda now: replace(now, no_double_change=False),
        )
    if rules.levels == "strict":
        yield _rule(
            scenario,
            "levels",
            text("A heavier level does not meet a lighter one (levels: strict)."),
            lambda now: replace(now, levels="presumed"),
        )
    yield _rule(
        scenario,
        "scale_down",
        text("Nobody is placed too many scales below their own (scale_down)."),
        lambda now: replace(now, scale_down=_ANY_SCALE),
    )
    yield _rule(
        scenario,
        "scale_up",
        text("Nobody is placed too many scales above their own (scale_up)."),
        lambda now: replace(now, scale_up=_ANY_SCALE),
    )


def _rule(scenario: Scenario, key: str, message: Text, drop: Callable[[Rules], Rules]) -> Condition:
    path = f"rules.{key}"
    return Condition(path, message, source_of(scenario, path, "rules"), set_rules(drop))


def _functions(scenario: Scenario) -> Iterator[Condition]:
    for function in scenario.functions.values():
        place = source_of(scenario, f"functions.{function.id}")
        ids = (function.id,)
        if set(function.clusters) != set(scenario.clusters):
            yield Condition(
                f"functions.{function.id}.clusters",
                text(
                    "Function {function} stands in {clusters} only.",
                    function=named(function),
                    clusters=Few(tuple(named(scenario.clusters[c]) for c in function.clusters)),
                ),
                place,
                Edit(
                    functions=ids,
                    function=lambda now: replace(now, clusters=tuple(scenario.clusters)),
                ),
            )
        yield Condition(
            f"functions.{function.id}.fte",
            text("Function {function} has no formation.", function=named(function))
            if function.fte is None
            else text(
                "Function {function} has a formation of {fte} fte.",
                function=named(function),
                fte=fte(function.fte),
            ),
            place,
            Edit(functions=ids, function=lambda now: replace(now, fte=_ANY_FTE)),
        )
        if function.profile != Requirements():
            yield Condition(
                f"functions.{function.id}.norm",
                text("The profile of function {function} counts.", function=named(function)),
                place,
                Edit(functions=ids, function=lambda now: replace(now, profile=Requirements())),
            )


def _clusters(scenario: Scenario) -> Iterator[Condition]:
    for cluster in scenario.clusters.values():
        if cluster.fte is not None:
            yield Condition(
                f"clusters.{cluster.id}.fte",
                text(
                    "Cluster {cluster} is meant to have {fte} fte.",
                    cluster=named(cluster),
                    fte=fte(cluster.fte),
                ),
                source_of(scenario, f"clusters.{cluster.id}"),
                _without_size(cluster.id),
            )


def _without_size(cluster: str) -> Edit:
    def change(now: Scenario) -> Scenario:
        known = now.clusters
        return replace(now, clusters={**known, cluster: replace(known[cluster], fte=None)})

    return Edit(whole=change)
