"""Questions that changes ask: a number, a month, or a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import fte
from rollenplanner.tui.dialogs import Ask, Finder, Found

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp


def span_of(scenario: Scenario, column: int | None) -> tuple[Month | None, Month | None]:
    """The months of a column; a column of the present, or of the only period, stands for always."""
    if column is None or column < 0 or scenario.horizon.count == 1:
        return None, None
    return scenario.horizon.period_start(column), scenario.horizon.period_start(column + 1)


def span_words(app: PlannerApp, column: int | None) -> str:
    """The same in words."""
    start, end = span_of(app.desk.scenario, column)
    if start is None:
        return app.desk.tr("always")
    return app.desk.tr("from {start} until {end}", start=str(start), end=str(end))


def choice(words: str, do: Callable[[], None], search: str = "") -> Found:
    """Something to choose, found by its words and whatever else is to be looked in."""
    return Found(words, f"{words} {search}".casefold(), do)


def choose(app: PlannerApp, title: str, things: Iterable[Found]) -> None:
    """Let someone choose one of some things."""
    tr = app.desk.tr
    app.push_screen(
        Finder(title, tr("part of an id or name"), tr("Nothing like that."), list(things))
    )


def ask(
    app: PlannerApp,
    title: str,
    hint: str,
    value: str,
    check: Callable[[str], str | None],
    done: Callable[[str], None],
) -> None:
    """Ask for a line; nothing happens without one.

    Args:
        app: The interface.
        title: What is asked.
        hint: How to answer.
        value: What stands there at first.
        check: What is wrong with an answer, or None.
        done: What to do with one that is right.
    """

    def take(answer: str | None) -> None:
        if answer is not None:
            done(answer)

    app.push_screen(Ask(title, hint, value, check), take)


def ask_fte(
    app: PlannerApp,
    title: str,
    now: int | None,
    done: Callable[[int | None], None],
    *,
    empty: str | None = None,
) -> None:
    """Ask for fte, in hundredths.

    Args:
        app: The interface.
        title: What is asked.
        now: What it is now.
        done: What to do with the answer, None for an empty one.
        empty: What an empty answer means; None: there has to be a number.
    """
    tr = app.desk.tr

    def check(answer: str) -> str | None:
        if empty is not None and not answer.strip():
            return None
        found = hundredths(answer)
        return None if found and len(found) == 1 else tr("One number with at most two decimals.")

    shown = "" if now is None else tr.number(fte(now))
    hint = tr("⏎ takes it, Esc does not.") if empty is None else empty

    def take(answer: str) -> None:
        found = hundredths(answer)
        done(found[0] if found else None)

    ask(app, title, hint, shown, check, take)


def ask_whole(
    app: PlannerApp, title: str, now: int | None, done: Callable[[int], None], least: int = 0
) -> None:
    """Ask for a whole number."""
    tr = app.desk.tr

    def check(answer: str) -> str | None:
        if answer.strip().isdecimal() and int(answer) >= least:
            return None
        return tr("A whole number, at least {least}.", least=least)

    shown = "" if now is None else str(now)
    hint = tr("⏎ takes it, Esc does not.")
    ask(app, title, hint, shown, check, lambda answer: done(int(answer)))


def ask_month(
    app: PlannerApp, title: str, hint: str, now: Month | None, done: Callable[[Month | None], None]
) -> None:
    """Ask for a month; an empty answer is none."""
    tr = app.desk.tr

    def check(answer: str) -> str | None:
        right = not answer.strip() or month_of(answer)
        return None if right else tr("A month is written as 2028-01.")

    ask(app, title, hint, str(now or ""), check, lambda answer: done(month_of(answer)))


def hundredths(answer: str) -> list[int] | None:
    """Hundredths of fte; None if something is no number of at most two decimals."""
    found = []
    for part in answer.split():
        try:
            value = Decimal(part.replace(",", ".")) * 100
        except InvalidOperation:
            return None
        if not value.is_finite() or value != value.to_integral_value() or value < 0:
            return None
        found.append(int(value))
    return found or None


def month_of(answer: str) -> Month | None:
    """A month; None if it is none."""
    try:
        return Month.parse(answer.strip())
    except ValueError:
        return None
