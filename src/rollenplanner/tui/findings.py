"""Findings as rows and details of a screen, and where to look for what is behind one."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.findings import Finding
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.carriers import Carriers, roles_table
from rollenplanner.reports.table import Block, Item, Lines
from rollenplanner.reports.topics import TOPIC_WORDS, topic_of
from rollenplanner.reports.words import SEVERITY_WORDS
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.grid import Cell, Row
from rollenplanner.tui.marks import SEVERITY_MARKS


def sentence(desk: Desk, finding: Finding) -> str:
    """What a finding says, with people as they are shown."""
    return desk.tr.render(desk.people.named(finding).message)


def finding_row(desk: Desk, finding: Finding, *beside: Cell) -> Row:
    """A row that begins with the mark of its severity and what the finding says."""
    mark = SEVERITY_MARKS[finding.severity]
    return Row(
        finding.id,
        lambda: (Cell(sentence(desk, finding), mark), *beside),
        searched(desk, finding),
    )


def searched(desk: Desk, finding: Finding) -> str:
    """What a filter looks in."""
    about = " ".join((*finding.clusters, *finding.roles, *finding.people))
    severity = desk.tr.render(SEVERITY_WORDS[finding.severity])
    return f"{sentence(desk, finding)} {about} {severity} {finding.kind}".casefold()


def finding_block(desk: Desk, finding: Finding) -> Iterator[Block]:
    """Everything about one finding: what it says, how bad it is, where it comes from."""
    lines = [
        Item(desk.people.named(finding).message, SEVERITY_MARKS[finding.severity]),
        Item(
            text(
                "{severity}; {topic}",
                severity=SEVERITY_WORDS[finding.severity],
                topic=TOPIC_WORDS[topic_of(finding)],
            )
        ),
    ]
    starts = desk.scenario.horizon.starts
    if finding.periods and len(starts) > 1:
        months = tuple(str(starts[t]) for t in finding.periods)
        lines.append(Item(text("Periods from: {months}", months=months)))
    if finding.source is not None:
        place = f"{finding.source.file}:{finding.source.line}"
        lines.append(Item(text("In the scenario: {places}.", places=place)))
    lines.append(Item(text("Id for `explain --gap`: {id}", id=finding.id)))
    yield Lines(None, tuple(lines))
    yield from _roles(desk, finding)


def _roles(desk: Desk, finding: Finding) -> Iterator[Block]:
    """Who carries the roles that it is about, in its first period."""
    state = desk.state
    period = min(finding.periods[0] if finding.periods else desk.at, len(desk.periods) - 1)
    carriers = Carriers(state.scenario, state.assignment, desk.people, period)
    roles = [each for each in carriers.roles if each.id in finding.roles]
    if roles:
        title = text("Roles in {month}", month=str(desk.scenario.horizon.period_start(period)))
        yield roles_table(carriers, title, roles, text("The scenario has no roles."))


def cause_of(finding: Finding) -> tuple[str, str | None]:
    """The screen and the row on which to look for what is behind a finding."""
    if finding.roles:
        return "roles", finding.roles[0]
    if finding.people:
        return "people", finding.people[0]
    if finding.clusters:
        return "overview", finding.clusters[0]
    return "matrix", None


def gap_title() -> Text:
    """What the details of a finding are called."""
    return text("Gap")
