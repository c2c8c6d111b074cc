"""Draws the picture of the summary that the README shows, from a real plan (`make pictures`)."""

from __future__ import annotations

import argparse
import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.text import Translator
from rollenplanner.planning.check_plan import check_plan
from rollenplanner.reports.draw import draw
from rollenplanner.reports.summary import summary

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "img" / "summary.svg"
WIDTH = 100
#: Headline, what is not covered, coordinators, critical roles: the rest would make it too long.
BLOCKS = 4


def picture(scenario: Path, plan: Path) -> str:
    """The first part of the summary of a plan, in English, as SVG.

    Raises:
        ValueError: The plan breaks a rule; a picture of it would mislead.
    """
    checked = check_plan(scenario, plan)
    if not checked.judgement.ok:
        raise ValueError(plan)
    findings = find_gaps(checked.scenario, checked.plan.assignment)
    blocks = summary(checked.scenario, checked.plan, findings, names=False)[:BLOCKS]
    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        markup=False,
        highlight=False,
        emoji=False,
    )
    console.print(draw(blocks, Translator("en"), console))
    title = f"rollenplanner solve {scenario.as_posix()}"
    drawn = console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id="summary")
    # The template names fonts on a server; nothing of ours reaches the network.
    return re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)


def main() -> int:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("plan", type=Path)
    options = parser.parse_args()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    drawn = picture(options.scenario, options.plan)
    PICTURE.write_text(drawn, encoding="utf-8")
    print(PICTURE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
