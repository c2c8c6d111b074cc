"""How a plan over several periods does as a whole, and what it leaves open when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.plan import Plan
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.text import Few, Text, fte, text, text_n
from rollenplanner.reports.findings import LEAVING_KINDS, MARKS, WORK_KINDS, dated, line
from rollenplanner.reports.quality import status_lines
from rollenplanner.reports.stretches import in_words, per_stretch, run_in_words
from rollenplanner.reports.table import Item, Lines, Mark
from rollenplanner.reports.takeovers import Takeover
from rollenplanner.reports.words import PERIOD_WORDS

#: So much work that is not critical is named one by one.
_NAMED = 12


def headline_over_time(
    case: Case, plan: Plan, takeovers: Sequence[Takeover], *, interrupted: bool
) -> Lines:
    """What plan this is, how good it is as a whole, and what it leaves open in which periods."""
    horizon = case.scenario.horizon
    title = text(
        "Plan for {name}, {count} periods ({period}), {periods}",
        name=case.scenario.name,
        count=horizon.count,
        period=PERIOD_WORDS[horizon.kind],
        periods=run_in_words(horizon, 0, horizon.count - 1),
    )
    named = Item(text("A period is named by its first month; the last one named is included."))
    verdicts = (*_verdicts(case), _takeover_verdict(takeovers))
    return Lines(title, (*status_lines(plan, interrupted=interrupted), *verdicts, named))


def _verdicts(case: Case) -> Iterator[Item]:
    """The questions that a board asks first, each answered in one line with the periods."""
    horizon = case.scenario.horizon
    critical = per_stretch(horizon, lambda t: _open_fte(case, t, critical=True))
    yield _verdict(
        critical,
        text("All critical work has a holder."),
        text("Fte of critical work without holder: {parts}.", parts=critical),
        Mark.BAD,
    )
    other = per_stretch(horizon, lambda t: _open_fte(case, t, critical=False))
    yield _verdict(
        other,
        text("All other work has a holder."),
        text("Fte of other work without holder: {parts}.", parts=other),
        Mark.ATTENTION,
    )
    unplaced = sum(p.fte for p in case.scenario.staff.values() if case.place(p.id) is None)
    yield _verdict(
        unplaced,
        text("Everyone has a function."),
        text("{fte} fte of people have no function.", fte=fte(unplaced)),
        Mark.BAD,
    )
    posts = per_stretch(horizon, lambda t: _sum(case, t, _missing_at_post))
    yield _verdict(
        posts,
        text("Every post of coordination has its coordinator and deputies."),
        text("Coordinators and deputies that are missing: {parts}.", parts=posts),
        Mark.BAD,
    )
    yield from _backup_verdicts(case)


def _backup_verdicts(case: Case) -> Iterator[Item]:
    horizon = case.scenario.horizon
    critical = per_stretch(horizon, lambda t: _sum(case, t, _missing_critical))
    other = per_stretch(horizon, lambda t: _sum(case, t, _missing_other))
    if not critical and not other:
        yield Item(text("Every role has the backups that it asks for."), Mark.GOOD)
    if critical:
        words = text("Missing backups who could step in, critical roles: {parts}.", parts=critical)
        yield Item(words, Mark.BAD)
    if other:
        words = text("Missing backups who could step in, other roles: {parts}.", parts=other)
        yield Item(words, Mark.ATTENTION)


def _takeover_verdict(takeovers: Sequence[Takeover]) -> Item:
    unprepared = sum(not each.prepared for each in takeovers)
    if not takeovers:
        return Item(text("No role changes hands."), Mark.GOOD)
    if not unprepared:
        words = text_n(
            "{n} takeover, by someone who was prepared.",
            "{n} takeovers, all by someone who was prepared.",
            len(takeovers),
        )
        return Item(words, Mark.GOOD)
    words = text_n(
        "{n} takeover; {unprepared} of them by someone who was no backup before.",
        "{n} takeovers; {unprepared} of them by someone who was no backup before.",
        len(takeovers),
        unprepared=unprepared,
    )
    return Item(words, Mark.ATTENTION)


def _verdict(problem: object, good: Text, bad: Text, mark: Mark) -> Item:
    return Item(bad, mark) if problem else Item(good, Mark.GOOD)


def _active(case: Case, period: int) -> Iterator[Role]:
    return (role for role in case.roles.values() if case.is_active(role, period))


def _open_fte(case: Case, period: int, *, critical: bool) -> Decimal:
    return fte(
        sum(
            case.missing(role, period)
            for role in _active(case, period)
            if role.post is None and role.critical is critical
        )
    )


def _sum(case: Case, period: int, count: Callable[[Case, Role, int], int]) -> int:
    return sum(count(case, role, period) for role in _active(case, period))


def _missing_at_post(case: Case, role: Role, period: int) -> int:
    if role.post is None:
        return 0
    key = (role.id, period)
    return int(not case.holders.get(key)) + max(0, role.backups - len(case.backups.get(key, ())))


def _missing_critical(case: Case, role: Role, period: int) -> int:
    return _missing_backups(case, role, period) if role.critical else 0


def _missing_other(case: Case, role: Role, period: int) -> int:
    return 0 if role.critical else _missing_backups(case, role, period)


def _missing_backups(case: Case, role: Role, period: int) -> int:
    return 0 if role.post else max(0, role.backups - case.able_backups(role, period))


def not_covered_over_time(scenario: Scenario, findings: Sequence[Finding]) -> Lines:
    """What nobody carries, when and why; and the roles without enough backups, per stretch."""
    work = [each for each in findings if each.kind in WORK_KINDS]
    critical = [each for each in work if each.severity is Severity.CRITICAL]
    other = [each for each in work if each.severity is not Severity.CRITICAL]
    lines = (
        *(dated(each, scenario.horizon) for each in (*critical, *other[:_NAMED])),
        *_and_more(len(other) - _NAMED),
        *_lacking(scenario, findings),
    )
    nothing = (Item(text("Everything is covered and has its backups."), Mark.GOOD),)
    return Lines(text("What is not covered, when and why"), lines or nothing)


def _and_more(rest: int) -> Iterator[Item]:
    if rest > 0:
        words = text_n(
            "and {n} more; `rollenplanner gaps` names it.",
            "and {n} more; `rollenplanner gaps` names them.",
            rest,
        )
        yield Item(words, Mark.ATTENTION)


def _lacking(scenario: Scenario, findings: Sequence[Finding]) -> Iterator[Item]:
    groups: dict[tuple[Severity, tuple[int, ...]], list[str]] = {}
    for finding in findings:
        if finding.kind == "missing-backup":
            names = [scenario.roles[role].name for role in finding.roles]
            groups.setdefault((finding.severity, finding.periods), []).extend(names)
    for (severity, periods), names in sorted(groups.items(), key=_worst_first):
        message = text_n(
            "{periods}: {n} role has too few backups who could step in: {roles}.",
            "{periods}: {n} roles have too few backups who could step in: {roles}.",
            len(names),
            periods=in_words(scenario.horizon, periods),
            roles=Few(tuple(names)),
        )
        yield Item(message, MARKS[severity])


def _worst_first(group: tuple[tuple[Severity, tuple[int, ...]], list[str]]) -> tuple[object, ...]:
    (severity, periods), _ = group
    return severity.rank, periods


def leaving(findings: Sequence[Finding]) -> Lines:
    """Who leaves a role or the service, and nobody is prepared to follow."""
    lines = tuple(line(each) for each in findings if each.kind in LEAVING_KINDS)
    nothing = (
        Item(text("Wherever someone has to stop, someone is prepared to follow."), Mark.GOOD),
    )
    return Lines(text("Who leaves, and nobody is prepared"), lines or nothing)
