"""What someone can look at first when no plan obeys every rule."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Pin, PinKind, Scenario
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import decimal_of
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.people import People

_PINNED: dict[PinKind, Text] = {
    "role": text("holds role"),
    "backup": text("backs up role"),
    "function": text("stands in function"),
    "cluster": text("stands in cluster"),
}
#: So many pins are named one by one.
_NAMED = 12


def hints(scenario: Scenario, people: People) -> Iterator[Text]:
    """The limits and pins of a scenario with the place where each stands, one per line.

    Only these (with the present function of a vacancy) can make a scenario impossible: every
    other rule is kept by a plan in which nobody carries anything.
    """
    if scenario.limits:
        yield text("Look first at the limits:")
        for term, units in scenario.limits.items():
            yield text(
                "  {place}{term}: at most {limit}",
                place=_place(scenario, f"limits.{term}"),
                term=with_key(term),
                limit=decimal_of(units),
            )
    if scenario.pins:
        yield text("Look first at the pins:") if not scenario.limits else text("and at the pins:")
        for pin in scenario.pins[:_NAMED]:
            yield _pin(scenario, people, pin)
        rest = len(scenario.pins) - _NAMED
        if rest > 0:
            yield text_n("  and {n} more.", "  and {n} more.", rest)


def _pin(scenario: Scenario, people: People, pin: Pin) -> Text:
    return text(
        "  {place}{person} {what} {target}",
        place=_place(scenario, f"pins.{pin.index}"),
        person=people.label(pin.person),
        what=_PINNED[pin.kind],
        target=_target(scenario, pin),
    )


def _target(scenario: Scenario, pin: Pin) -> Text | str:
    """What a pin names, by name and id; a module is named as it is written."""
    if pin.kind == "function":
        return named(scenario.functions[pin.written])
    if pin.kind == "cluster":
        return named(scenario.clusters[pin.written])
    role = scenario.roles.get(pin.written)
    return named(role) if role else pin.written


def _place(scenario: Scenario, path: str) -> str:
    source = scenario.sources.get(path)
    return f"{source.file}:{source.line}: " if source else ""
