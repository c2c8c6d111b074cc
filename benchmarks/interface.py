"""How long keys take in the terminal interface, and the first screen, with a large organisation.

    python -m benchmarks.interface --people 500 --roles 700

A key is timed from being pressed until its effect is laid out and drawn, through Textual's pilot
(without a terminal). The first screen is timed in processes of their own: from starting Python
until the overview of Ommen is drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from benchmarks.large_scenario import large_scenario
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.desk import Desk

#: Screen -> keys that are timed there.
KEYS: dict[str, Sequence[str]] = {
    "3": ("down",) * 20 + ("right", "left", "pagedown", "pageup", "end", "home"),
    "4": ("down",) * 20 + ("right", "left", "pagedown", "pageup", "end", "home"),
    "5": ("down",) * 20 + ("pagedown", "pageup", "end", "home"),
}
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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(large_scenario(options.people, options.roles), encoding="utf-8")
        measured = asyncio.run(keys(path))
    print(f"{options.people} people, {options.roles} roles; milliseconds per key")
    for name, taken in measured.items():
        print(f"{name:22} median {statistics.median(taken):6.1f}  worst {max(taken):6.1f}")
    starts = first_screen(options.starts)
    median, worst = statistics.median(starts), max(starts)
    print(f"first screen of Ommen: median {median:.2f} s, worst {worst:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
