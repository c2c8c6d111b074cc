"""A picture of quality over time: one panel per level, one line per way. Needs matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.comparison.curves import Point, curve
from benchmarks.comparison.summary import Group

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

    count = len(group.best)
    height = -(-count // _COLUMNS)
    figure, panels = pyplot.subplots(
        height, _COLUMNS, figsize=(12, 2.6 * height), sharex=True, sharey=True, squeeze=False
    )
    limit = group.runs[0].key.time_limit
    moments = [limit * step / _MOMENTS for step in range(_MOMENTS + 1)]
    for level, panel in enumerate(panels.flat):
        panel.set_visible(level < count)
        if level >= count:
            continue
        for way in group.ways:
            curves = [curve(run.stream, group.best, level) for run in group.of(way)]
            gaps = [[100 * gap_at(points, moment) for points in curves] for moment in moments]
            middle = [sorted(each)[len(each) // 2] for each in gaps]
            colour = COLOURS[way]
            panel.plot(moments, middle, STYLES[way], color=colour, label=way)
            least, most = [min(each) for each in gaps], [max(each) for each in gaps]
            panel.fill_between(moments, least, most, color=colour, alpha=0.15, linewidth=0)
        panel.set_title(f"{level + 1} {group.names[level]}", fontsize=8)
        panel.set_ylim(-3, 103)
        panel.grid(alpha=0.3)
    key = group.runs[0].key
    panels[0][0].legend(fontsize=8)
    figure.suptitle(
        f"{key.scenario}: distance to the best known plan in % over seconds, "
        f"median and range over the seeds, {key.workers} workers",
        fontsize=9,
    )
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    pyplot.close(figure)


def gap_at(points: Sequence[Point], moment: float) -> float:
    """The gap at a moment."""
    return [point.gap for point in points if point.seconds <= moment][-1]
