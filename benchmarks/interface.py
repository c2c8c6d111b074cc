"""How long keys take in the terminal interface, and the first screen, with a large organisation.

    python -m benchmarks.interface --people 500 --roles 700

With `--cases`, keys are also timed on the screen Compare with a study of so many cases, together
with the details and the curve that follow the cursor once it rests.

A key is timed from being pressed until its effect is laid out and drawn, through Textual's pilot
(without a terminal). The first screen is timed in processes of their own: from starting Python
until the overview of Ommen is drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.large_scenario import large_scenario
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.terms import Term
from rollenplanner.files.scenario_files import read_scenario
from rollenplanner.planning.stored_plans import look_into
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.panes.compare import ComparePane
from tests.support.stores import outcome, write_store

#: Screen -> keys that are timed there.
KEYS: dict[str, Sequence[str]] = {
    "3": ("down",) * 20 + ("right", "left", "pagedown", "pageup", "end", "home"),
    "4": ("down",) * 20 + ("right", "left", "pagedown", "pageup", "end", "home"),
    "5": ("down",) * 20 + ("pagedown", "pageup", "end", "home"),
}
COMPARE = ("down",) * 20 + ("right", "left", "pagedown", "pageup", "end", "home")
FILTER = ("slash", *"klant", *("backspace",) * 5, "escape")

FIRST_SCREEN = """
import asyncio, sys
from pathlib import Path
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.desk import Desk
async def go():
    app = PlannerApp(Path("scenarios/ommen-roulatie.yaml"), desk=Desk(), animated=False)
    async with app.run_test(size=(120, 40)) as pilot:
        while app.current is None:
            await asyncio.sleep(0.005)
        app.export_screenshot()
        print(time.time() - began, "ortools" in sys.modules)
        import os; os._exit(0)
"""


async def _press(app: PlannerApp, pilot: Pilot[int], key: str) -> float:
    """Milliseconds until a key has had its effect."""
    began = time.perf_counter()
    app.simulate_key(key)
    done = asyncio.Event()
    app.call_later(done.set)
    await done.wait()
    if app.current is not None:
        grid = app.current.grid
        grid.render_lines(grid.size.region)
    took = (time.perf_counter() - began) * 1000
    await pilot.pause(0.06)  # details follow when the cursor rests; that is not part of the key
    return took


async def keys(path: Path) -> dict[str, list[float]]:
    """Milliseconds per key and screen."""
    app = PlannerApp(path, desk=Desk(language="en"), animated=False)
    found: dict[str, list[float]] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause(0.5)
        for screen, pressed in KEYS.items():
            await pilot.press(screen)
            await pilot.pause(0.5)
            found[f"screen {screen}, moving"] = [await _press(app, pilot, k) for k in pressed]
            found[f"screen {screen}, filter"] = [await _press(app, pilot, k) for k in FILTER]
    return found


def write_study(path: Path, scenario_path: Path, cases: int) -> None:
    """A store with a study of so many cases; their figures are drawn at random."""
    scenario, drawn = read_scenario(scenario_path).scenario, random.Random(1)

    def terms() -> dict[Term, str]:
        near = drawn.random()
        return {
            Term.UNCOVERED: f"{100 * near + 20 * drawn.random():.2f}",
            Term.MISSING_BACKUPS: str(drawn.randrange(300)),
            Term.CHANGES: str(int(120 * (1 - near) + 30 * drawn.random())),
            Term.MOVES: str(drawn.randrange(60)),
        }

    found = [
        (f"Variant klant {n}", outcome(scenario, terms(), Assignment({}, {}, {})))
        for n in range(cases)
    ]
    write_store(path, scenario, found, axes=("regie",))


async def compare_keys(path: Path, store: Path) -> dict[str, list[float]]:
    """Milliseconds per key on the screen Compare, and of what follows when the cursor rests."""
    app = PlannerApp(path, desk=Desk(language="en", store=store), animated=False)
    began = time.perf_counter()
    look_into(store, (), ())
    found = {"reading the store": [(time.perf_counter() - began) * 1000]}
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause(0.5)
        pane = app.query_one(ComparePane)
        while pane.shelf.busy:
            await pilot.pause(0.05)
        await pilot.pause(0.5)
        found["compare, moving"] = [await _press(app, pilot, key) for key in COMPARE]
        found["compare, filter"] = [await _press(app, pilot, key) for key in FILTER]
        found["compare, picking"] = [await _press(app, pilot, "space") for _ in range(10)]
        found["compare, large curve"] = [await _press(app, pilot, "t") for _ in range(10)]
        follows = found["details and curve"] = []
        for _ in range(10):
            began = time.perf_counter()
            pane.show_details()
            follows.append((time.perf_counter() - began) * 1000)
    return found


def first_screen(times: int) -> list[float]:
    """Seconds from starting Python to the first screen of Ommen; raises if OR-Tools was loaded."""
    found = []
    for _ in range(times):
        began = time.time()
        code = f"import time\nbegan = {began}\n{FIRST_SCREEN}\nasyncio.run(go())"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        seconds, loaded = done.stdout.split()
        if loaded == "True":
            raise RuntimeError("the first screen loads OR-Tools")
        found.append(float(seconds))
    return found


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--roles", type=int, default=700)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--cases", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(large_scenario(options.people, options.roles), encoding="utf-8")
        measured = asyncio.run(keys(path))
        if options.cases:
            store = Path(folder) / "studie.db"
            write_study(store, path, options.cases)
            measured |= asyncio.run(compare_keys(path, store))
    words = f"{options.people} people, {options.roles} roles, {options.cases} cases"
    print(f"{words}; milliseconds per key")
    for name, taken in measured.items():
        print(f"{name:22} median {statistics.median(taken):6.1f}  worst {max(taken):6.1f}")
    starts = first_screen(options.starts)
    median, worst = statistics.median(starts), max(starts)
    print(f"first screen of Ommen: median {median:.2f} s, worst {worst:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
