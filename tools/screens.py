"""Draws the pictures of the terminal interface that docs/ shows, from real runs (`make screens`).

Every picture is what the interface shows after the keys that stand beside it here.

The store holds a study and a trade-off, each searched for a moment only:

    rollenplanner batch scenarios/studie-clusters.yaml --store FILE --time-limit 0.5
    rollenplanner batch scenarios/studie-clusters.yaml --store FILE --time-limit 1
        --frontier imbalance changes -n 6
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

from rollenplanner.domain.text import Language
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.panes.compare import ComparePane

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "img"
WIDE, NARROW = (120, 36), (80, 24)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture.

    Attributes:
        name: Of its file.
        keys: What is pressed, in order.
        settles: Whether to wait until the work behind the screen has ended.
        study: Whether it shows results of a study, of the scenario that these were made for.
    """

    name: str
    language: Language
    keys: Sequence[str]
    size: tuple[int, int] = WIDE
    settles: bool = False
    study: bool = False


#: The scenario behind the studies in the store.
STUDIED = ROOT / "scenarios" / "ommen-4.0.yaml"
PICTURES = (
    Picture("tui-overview-nl", "nl", ("1",)),
    Picture("tui-overview-en", "en", ("1",)),
    Picture("tui-matrix-nl", "nl", ("2", "down", "right")),
    Picture("tui-roles-nl", "nl", ("3", "down", "right")),
    Picture("tui-roles-en", "en", ("d", "3", "down", "right")),
    Picture("tui-people-nl", "nl", ("4", "right"), NARROW),
    Picture("tui-gaps-en", "en", ("5",), NARROW),
    Picture("tui-stress-nl", "nl", ("6", "a"), settles=True),
    Picture(
        "tui-solve-en",
        "en",
        ("3", "down", "down", "c", "8", "minus", "minus", "s"),
        settles=True,
    ),
    Picture("tui-compare-nl", "nl", ("down", "down"), study=True),
    Picture("tui-compare-en", "en", ("down", "down"), study=True),
    Picture(
        "tui-curve-en",
        "en",
        ("d", "w", "space", "down", "space", "enter", "t", "down"),
        study=True,
    ),
    Picture(
        "tui-curve-nl", "nl", ("w", "space", "down", "space", "enter", "t"), NARROW, study=True
    ),
)


async def draw(picture: Picture, scenario: Path, plan: Path, store: Path) -> str:
    """The SVG of one picture."""
    desk = Desk(language=picture.language, store=store if picture.study else None)
    if picture.study:
        app = PlannerApp(STUDIED, desk=desk, animated=False)
    else:
        app = PlannerApp(scenario, [plan], desk=desk, animated=False)
    async with app.run_test(size=picture.size) as pilot:
        await _calm(app, pilot)
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.1)
            if picture.study:
                await _calm(app, pilot)
        while picture.settles and app.jobs.busy:
            await pilot.pause(0.2)
        await _calm(app, pilot)
        drawn = app.export_screenshot(title="rollenplanner")
        app.jobs.end()
        if app.desk.sitting is not None:
            app.desk.sitting.close(discard=True)
    return cleaned(drawn, picture.name)


async def _calm(app: PlannerApp, pilot: Pilot[int]) -> None:
    await app.workers.wait_for_complete()
    await pilot.pause(0.3)
    while app.query_one(ComparePane).shelf.busy:
        await pilot.pause(0.1)
    await pilot.pause(0.3)


def cleaned(drawn: str, name: str) -> str:
    """The same picture without fonts from a server, and with names that do not change."""
    unique = re.search(r"terminal-(\d+)-", drawn)
    if unique is not None:
        drawn = drawn.replace(f"terminal-{unique[1]}", name)
    return re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)


def main() -> int:
    """Draw every picture, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", type=Path)
    parser.add_argument("plan", type=Path)
    parser.add_argument("store", type=Path, help="results of a study and of a trade-off")
    parser.add_argument("names", nargs="*", help="only these pictures")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        if not options.names or picture.name in options.names:
            path = FOLDER / f"{picture.name}.svg"
            drawn = asyncio.run(draw(picture, options.scenario, options.plan, options.store))
            path.write_text(drawn, encoding="utf-8")
            print(path.relative_to(ROOT), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
