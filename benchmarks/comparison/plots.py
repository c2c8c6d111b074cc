"""A picture of quality over time: one panel per level, one line per way. Needs matplotlib."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.comparison.records import Run
from benchmarks.comparison.summary import Group
from rollenplanner.domain.terms import UNIT

COLOURS = {"planner": "#0072b2", "one piece": "#d55e00", "highs": "#009e73"}
"""Of Okabe and Ito: told apart by those who see colours otherwise, too."""
STYLES = {"planner": "-", "one piece": "--", "highs": ":"}
_MOMENTS = 400
_COLUMNS = 3


def plot(group: Group, path: Path) -> None:
    """Write the picture of one scenario as PNG.

    Raises:
        ImportError: matplotlib is missing (`make benchmark-setup`).
    """
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    count = len(group.names)
    height = -(-count // _COLUMNS)
    figure, panels = pyplot.subplots(
        height, _COLUMNS, figsize=(12, 2.6 * height), sharex=True, squeeze=False
    )
    for level, panel in enumerate(panels.flat):
        panel.set_visible(level < count)
        if level < count:
            _draw(panel, group, level)
    key = group.runs[0].key
    panels[0][0].legend(fontsize=8)
    figure.suptitle(
        f"{group.title}: value of each level over seconds, median and range over the seeds, "
        f"workers: {key.workers}; dotted: best known. A level counts where those above are equal.",
        fontsize=9,
    )
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(figure)


def _draw(panel: Any, group: Group, level: int) -> None:
    limit = group.runs[0].key.time_limit
    moments = [limit * step / _MOMENTS for step in range(_MOMENTS + 1)]
    best = group.best(level)
    floor = ceiling = best
    for way in group.ways:
        rows = [[value_at(run, level, moment) for run in group.of(way)] for moment in moments]
        middle = [sorted(row)[len(row) // 2] for row in rows]
        colour = COLOURS[way]
        panel.plot(moments, _drawable(middle), STYLES[way], color=colour, label=way)
        lowest, highest = _drawable(map(min, rows)), _drawable(map(max, rows))
        panel.fill_between(moments, lowest, highest, color=colour, alpha=0.15, linewidth=0)
        late = [value for value in middle[_MOMENTS // 20 :] if math.isfinite(value)]
        floor, ceiling = min(floor, *late, best), max(ceiling, *late, best)
    panel.axhline(best, color="0.4", linewidth=0.8, linestyle=(0, (1, 2)))
    room = max(0.05 * (ceiling - floor), 0.01)
    panel.set_ylim(floor - room, ceiling + room)
    panel.set_xlim(0, limit)
    panel.set_title(f"{level + 1} {group.names[level]}", fontsize=8)
    panel.grid(alpha=0.3)


def value_at(run: Run, level: int, moment: float) -> float:
    """The last value that a run told about a level by some moment; infinite before the first."""
    found = math.inf
    for event in run.stream:
        if event.seconds > moment:
            break
        if event.level == level and event.value is not None:
            found = event.value / UNIT
    return found


def _drawable(values: Iterable[float]) -> list[float]:
    return [value if math.isfinite(value) else math.nan for value in values]
