"""Findings as lines, grouped by severity or by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rollenplanner.domain.coverage.compare import Became
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.months import Horizon
from rollenplanner.domain.rules import RULES, RuleId
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Few, Text, text, text_n
from rollenplanner.reports.stretches import in_words
from rollenplanner.reports.table import Block, Item, Lines, Mark
from rollenplanner.reports.topics import TOPIC_WORDS, topic_of
from rollenplanner.reports.words import SEVERITY_WORDS

#: Kinds of findings about work that nobody carries.
WORK_KINDS = frozenset({"uncovered", "missing-coordinator", "missing-deputy"})

#: Kinds of findings about leaving a role or the service without someone prepared to follow.
LEAVING_KINDS = frozenset({"term-without-successor", "leaver-without-handover", "everyone-leaves"})

#: Kinds whose sentences name the periods themselves, as those of broken rules do.
_DATED = LEAVING_KINDS | {"change-limit", "learning-planned"} | set(map(str, RuleId))

#: Nothing is compared.
_SAME: Mapping[str, Became] = {}

MARKS = {
    Severity.CRITICAL: Mark.BAD,
    Severity.SERIOUS: Mark.ATTENTION,
    Severity.NOTICE: Mark.NOTICE,
}


def by_severity(
    findings: Iterable[Finding], horizon: Horizon, became: Mapping[str, Became] = _SAME
) -> tuple[Block, ...]:
    """Findings under one heading per severity, worst first; over several periods with when.

    Args:
        findings: What was found.
        horizon: Its periods.
        became: Id -> in what a finding differs from the present; it is marked with it.
    """
    ordered = sorted(findings, key=lambda each: (each.severity.rank, topic_of(each)))
    blocks = [
        Lines(_heading(severity, group), tuple(_by_topic(group, horizon, became)))
        for severity, members in groupby(ordered, key=lambda finding: finding.severity)
        for group in [list(members)]
    ]
    if blocks and horizon.count > 1:
        blocks.append(Lines(None, (Item(text("A line without periods is about all of them.")),)))
    return tuple(blocks)


def _by_topic(
    findings: Sequence[Finding], horizon: Horizon, became: Mapping[str, Became]
) -> Iterator[Item]:
    """Findings that are in the order of their topics, each topic under its name."""
    for topic, members in groupby(findings, key=topic_of):
        yield Item(TOPIC_WORDS[topic])
        for each in members:
            item = _in_time(each, horizon)
            if each.id in became:
                item = Item(_marked(became[each.id], item), item.mark)
            yield Item(text("{what} [{id}]", what=item.content, id=short_id(each)), item.mark)


def short_id(finding: Finding) -> str:
    """The end of an id, which tells findings apart just as well."""
    return finding.id.rpartition("-")[2]


def _marked(how: Became, item: Item) -> Text:
    if how is Became.NEW:
        return text("new: {what}", what=item.content)
    if how is Became.LIGHTER:
        return text("less severe: {what}", what=item.content)
    return text("more severe: {what}", what=item.content)


def _in_time(finding: Finding, horizon: Horizon) -> Item:
    """A finding in one line, with its periods where these are not all and it names none."""
    everywhere = len(set(finding.periods)) in (0, horizon.count)
    return line(finding) if everywhere or finding.kind in _DATED else dated(finding, horizon)


def dated(finding: Finding, horizon: Horizon) -> Item:
    """A finding in one line, with the periods that it is about."""
    item = line(finding)
    if not finding.periods:
        return item
    when = in_words(horizon, finding.periods)
    return Item(text("{periods}: {what}", periods=when, what=item.content), item.mark)


def _heading(severity: Severity, findings: Sequence[Finding]) -> Text:
    return text_n(
        "{severity}: {n} finding",
        "{severity}: {n} findings",
        len(findings),
        severity=SEVERITY_WORDS[severity],
    )


def total(findings: Sequence[Finding], plan: Path | None) -> Text:
    """How many findings there are, of which severity; without a plan, of the present state."""
    counts = Counter(finding.severity for finding in findings)
    parts = tuple(
        text("{severity} {n}", severity=SEVERITY_WORDS[severity], n=counts[severity])
        for severity in Severity
    )
    if plan is None:
        return text_n(
            "The present state has {n} finding ({counts}).",
            "The present state has {n} findings ({counts}).",
            len(findings),
            counts=parts,
        )
    return text_n(
        "{file}: {n} finding ({counts}).",
        "{file}: {n} findings ({counts}).",
        len(findings),
        file=str(plan),
        counts=parts,
    )


def line(finding: Finding) -> Item:
    """A finding in one line."""
    return Item(finding.message, MARKS[finding.severity])


def by_rule(violations: Iterable[Finding]) -> tuple[Block, ...]:
    """Broken rules, each under its name with the sentence of the rule."""
    groups: dict[str, list[Finding]] = {}
    for violation in violations:
        groups.setdefault(violation.kind, []).append(violation)
    return tuple(
        Lines(_rule_heading(kind), tuple(line(each) for each in group))
        for kind, group in groups.items()
    )


def _rule_heading(kind: str) -> Text:
    if kind in set(RuleId):
        rule = RULES[RuleId(kind)]
        return text("{id} ({name}): {sentence}", id=kind, name=rule.name, sentence=rule.sentence)
    if kind == "misstated":
        return text("{id}: the plan states a figure that is not right.", id=kind)
    return text("{id}: the plan names something that does not exist.", id=kind)


def not_covered(scenario: Scenario, findings: Sequence[Finding]) -> Lines:
    """What nobody carries, and why; and the roles without enough backups, together."""
    work = [line(each) for each in findings if each.kind in WORK_KINDS]
    lacking = [each for each in findings if each.kind == "missing-backup"]
    backups = [_without_backup(scenario, lacking, severity) for severity in Severity]
    lines = (*work, *(item for item in backups if item is not None))
    nothing = (Item(text("Everything is covered and has its backups."), Mark.GOOD),)
    return Lines(text("What is not covered, and why"), lines or nothing)


def _without_backup(
    scenario: Scenario, findings: Sequence[Finding], severity: Severity
) -> Item | None:
    names = tuple(
        scenario.roles[role].name
        for finding in findings
        if finding.severity is severity
        for role in finding.roles
    )
    if not names:
        return None
    message = text_n(
        "{n} role has too few backups who could step in: {roles}.",
        "{n} roles have too few backups who could step in: {roles}.",
        len(names),
        roles=Few(names),
    )
    return Item(message, MARKS[severity])
