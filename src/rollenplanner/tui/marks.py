"""Signs of the screens: a glyph says what a cell means, a colour only says it again."""

from __future__ import annotations

from rollenplanner.domain.findings import Severity
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.table import Mark

#: What stands before a cell. The same signs as in the reports on paper.
GLYPHS: dict[Mark, str] = {
    Mark.GOOD: "✓",
    Mark.ATTENTION: "!",
    Mark.BAD: "✗",
    Mark.TAKEOVER: "→",
    Mark.NOTICE: "·",
}

#: The part of a style sheet that colours a mark.
TONES: dict[Mark, str] = {
    Mark.GOOD: "good",
    Mark.ATTENTION: "attention",
    Mark.BAD: "bad",
    Mark.TAKEOVER: "takeover",
    Mark.NOTICE: "quiet",
}

SEVERITY_MARKS: dict[Severity, Mark] = {
    Severity.CRITICAL: Mark.BAD,
    Severity.SERIOUS: Mark.ATTENTION,
    Severity.NOTICE: Mark.NOTICE,
}

#: Stands behind what differs from the plan before.
CHANGED = "∆"

LEGEND_OF_SEVERITIES: Text = text("✗ critical  ! serious  · notice")
