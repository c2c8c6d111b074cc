"""Measures how long reading and validating a large scenario takes, and how much memory.

    python -m benchmarks.reading [--people 10000] [--roles 15000]

The bounds of the project: 60 s and 4 GB for 10,000 people and 15,000 roles.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.large_scenario import large_scenario
from rollenplanner.files.scenario_files import read_scenario

_KIB_PER_MIB = 1024


def main() -> int:
    """Write a scenario of the asked size, read it, and print what that took."""
    parser = argparse.ArgumentParser(description="Measure reading a large scenario.")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--roles", type=int, default=15_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.yaml"
        path.write_text(large_scenario(options.people, options.roles), encoding="utf-8")
        size = path.stat().st_size / 1_000_000
        start = time.perf_counter()
        loaded = read_scenario(path)
        seconds = time.perf_counter() - start
    # On Linux in KiB.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB
    people, work = len(loaded.scenario.staff), len(loaded.scenario.roles)
    sys.stdout.write(
        f"{people} people, {work} roles and posts, {len(loaded.notes)} notes, {size:.1f} MB: "
        f"{seconds:.1f} s, peak {peak:.0f} MiB\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
