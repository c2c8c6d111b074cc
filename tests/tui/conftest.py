"""A small organisation with awkward names on disk, and a way to sit before the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.desk import Desk

#: Brackets that would be markup, letters that are two columns wide, and names that are long.
SCENARIO = """\
format: 1
name: "Proefdorp [b]vet[/b] [/x]"
language: nl
horizon: {start: 2027-01, period: half-year, count: 2}
clusters:
  a: {name: "Cluster [wnd] 北京", fte: 2}
  b: {name: "Een cluster met een buitengewoon lange naam die nergens helemaal past", fte: 1}
functions:
  adviseur: {name: "Adviseur [wnd]", scale: 10, fte: 2, clusters: [a, b]}
  beheerder: {name: Beheerder, scale: 8, fte: 1, clusters: [a, b]}
competences:
  visie: {name: "Visie [/b]"}
roles:
  kas: {name: "Kas [/]", cluster: a, fte: 0.8, critical: true, backups: {count: 1, fte: 0.1}}
  balie: {name: "Balie Ελλάδα", cluster: a, fte: 0.5, competences: {visie: B}}
  archief: {name: "Archief", cluster: b, fte: 0.4}
modules:
  coordinatie: {fte: 0.2, deputies: 1}
staff:
  P01:
    name: "Wilhelmina [red]Proefpersoon"
    fte: 1
    function: adviseur
    cluster: a
    competences: {visie: B}
    roles: {kas: {fte: 0.8}}
    wishes: {roles: {balie: 2}}
  P02:
    name: "Job [vet] Testman"
    fte: 0.5
    function: adviseur
    cluster: a
    backups: [kas]
  P03: {fte: 1, function: beheerder, cluster: b, roles: {archief: {fte: 0.4}}, until: 2027-07}
  V01: {fte: 0.5, function: adviseur, cluster: b, from: 2027-07, vacancy: true}
"""

#: Both roles pinned to one person, who may not carry both.
IMPOSSIBLE = """\
format: 1
extends: scenario.yaml
incompatible:
  - {roles: [kas, balie], source: Regeling}
pins:
  - {person: P01, role: kas}
  - {person: P01, role: balie}
"""

#: In which everyone holds something; every role of the small organisation has one cell a period.
PLAN = """\
format: 1
placement:
  P01: {function: adviseur, cluster: a}
  P02: {function: adviseur, cluster: a}
  P03: {function: beheerder, cluster: b}
  V01: {function: adviseur, cluster: b}
roles:
  kas: {holders: {P01: [0.8, 0.8]}, backups: {P02: [1, 1]}}
  archief: {holders: {P03: [0.4, 0]}}
"""

Visit = Callable[[PlannerApp, "Pilot[int]"], Awaitable[None]]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours, theme and language come from the test, not from the machine."""
    for variable in ("NO_COLOR", "TEXTUAL_THEME", "ROLLENPLANNER_LANG", "COLUMNS", "LINES"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the small organisation, a plan, and an impossible variant."""
    (tmp_path / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "impossible.yaml").write_text(IMPOSSIBLE, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def app_of(
    *plans: str,
    scenario: str | None = "scenario.yaml",
    language: str = "en",
    names: bool = False,
    kind: type[PlannerApp] = PlannerApp,
) -> PlannerApp:
    """An interface that computes nothing by itself."""
    desk = Desk(language="nl" if language == "nl" else "en", names=names)
    path = None if scenario is None else Path(scenario)
    return kind(path, [Path(each) for each in plans], desk=desk, animated=False)


def sit(app: PlannerApp, visit: Visit, size: tuple[int, int] = (120, 40)) -> None:
    """Sit before the screen once everything is read."""

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(app, pilot)
            await visit(app, pilot)

    asyncio.run(go())


async def settled(app: PlannerApp, pilot: Pilot[int]) -> None:
    """Wait until everything that was read is shown, and details have followed the cursor."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause(0.06)


async def worked(app: PlannerApp, pilot: Pilot[int]) -> None:
    """Wait until the work behind the screen has ended and its news is shown."""
    while app.jobs.busy:
        await pilot.pause(0.05)
    await settled(app, pilot)


def seen(app: PlannerApp) -> str:
    """What stands on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
