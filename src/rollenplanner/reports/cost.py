"""What the opposite costs: proven, or between what is proven and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.answers import Compared, Comparison
from rollenplanner.domain.terms import decimal_of
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.table import Item, Mark
from rollenplanner.reports.words import level_in_words, shown_value, unit_of


def verdict(compared: Comparison) -> Iterator[Item]:
    """Whether anything is lost, at which level, how much at least and at most."""
    first, worse = compared.first, compared.worse
    if first is None:
        yield Item(text("Nothing is lost: that plan is as good at every level."), Mark.GOOD)
        return
    if first != worse:
        yield Item(_improvable(compared.levels[first], first), Mark.ATTENTION)
    if worse is None:
        yield Item(text("Nothing is lost: that plan is worse at no level."), Mark.GOOD)
        return
    if worse:
        yield Item(
            text("Nothing is lost at the levels before level {level}.", level=worse + 1), Mark.GOOD
        )
    level = compared.levels[worse]
    yield from _cost(level, worse)


def _cost(level: Compared, number: int) -> Iterator[Item]:
    """What it costs: a figure where that is proven, else a range, and what it rests on."""
    loss = level.after - level.before
    words = {**_of_level(level, number), "loss": shown(loss)}
    if level.proven == loss:
        yield Item(
            text(
                "It costs {loss} {unit} at level {level} ({what}): {after} instead of {before}.",
                **words,
            ),
            Mark.BAD,
        )
        yield Item(
            text("Proven: no plan in which it is so, as good at the levels before, loses less."),
            Mark.GOOD,
        )
        return
    yield Item(
        text(
            "It costs between {least} and {loss} {unit} at level {level} ({what}): {after} instead "
            "of {before} in the best plan found.",
            least=shown(level.proven),
            **words,
        ),
        Mark.BAD,
    )
    yield _narrower(level)


def _improvable(level: Compared, number: int) -> Text:
    """The plan at hand is not the best there is, so a comparison with it flatters or blames."""
    return text(
        "It is even better at level {level} ({what}): {after} instead of {before} {unit}. So the "
        "plan at hand can be improved, with `rollenplanner solve --from PLAN --jumps any`; what "
        "follows compares with the plan as it is.",
        **_of_level(level, number),
    )


def _of_level(level: Compared, number: int) -> dict[str, object]:
    return {
        "level": number + 1,
        "what": level_in_words(level.weights),
        "before": shown(level.before),
        "after": shown(level.after),
        "unit": unit_of(level.weights),
    }


def _narrower(level: Compared) -> Item:
    """What more time could bring."""
    if level.proven:
        return Item(
            text(
                "At least {least} of it is proven for every such plan; a longer search may find "
                "one that loses less than this one.",
                least=shown(level.proven),
            ),
            Mark.ATTENTION,
        )
    if level.bound is None or level.bound <= 0:
        return Item(
            text("A longer search may find a plan that loses less, or nothing."), Mark.ATTENTION
        )
    return Item(
        text(
            "A longer search may find a plan that loses less, or nothing. No such plan comes below "
            "{bound} there.",
            bound=shown(level.bound),
        ),
        Mark.ATTENTION,
    )


def shown(units: int) -> Decimal:
    """A figure as people read it."""
    return shown_value(decimal_of(units))
