"""Pictures of a comparison, PNG or SVG: a Pareto front, a grid. Needs the extra `plots`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollenplanner.domain.compared import Comparison, Entry
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Translator, text
from rollenplanner.reports.comparison import front_of, is_proven, words_of
from rollenplanner.reports.comparison_matrix import Matrix

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Colours that people with any sight tell apart (Okabe and Ito).
_FRONT, _OTHERS = "#0072B2", "#999999"
#: So many points get their number beside them.
_MOST_LABELS = 60
#: So many points at most are called by name, if the name is short enough.
_MOST_NAMES = 12
_LONGEST_NAME = 28


def front_plot(compared: Comparison, figures: Sequence[str], path: Path, tr: Translator) -> None:
    """Every plan as a point at two figures, the front joined by a line of steps.

    Raises:
        InputError: The extra is missing, or the file cannot be written.
    """
    across, up = figures[:2]
    figure, axes = _figure(8, 5.5)
    front = front_of(compared, (across, up))
    on_front = {entry.id for entry in front}
    rest = [
        (entry.figure(across), entry.figure(up))
        for entry in compared.entries
        if entry.id not in on_front and entry.figure(across) is not None
    ]
    if rest:
        axes.scatter(
            *zip(*rest, strict=True), color=_OTHERS, marker="o", s=28, label=tr("other plans")
        )
    points = [(entry.figure(across), entry.figure(up)) for entry in front]
    if points:
        xs, ys = zip(*points, strict=True)
        axes.step(xs, ys, where="post", color=_FRONT, linewidth=1.2)
        axes.scatter(xs, ys, color=_FRONT, marker="D", s=42, zorder=3, label=tr("Pareto front"))
    axes.margins(0.12)
    _label_points(axes, compared, (across, up), on_front)
    axes.set_xlabel(f"{tr.render(words_of(across))} ({across})")
    axes.set_ylabel(f"{tr.render(words_of(up))} ({up})")
    axes.set_title(compared.name.removesuffix(f": {across}, {up}"))
    for axis in (axes.xaxis, axes.yaxis):
        # Half a person does not move; in Dutch a comma stands before decimals.
        axis.get_major_locator().set_params(
            integer=_whole(compared, across if axis is axes.xaxis else up)
        )
        axis.set_major_formatter(lambda value, _: tr.number(_short(round(float(value), 6))))
    axes.set_axisbelow(True)
    axes.grid(visible=True, linewidth=0.4, color="#dddddd")
    axes.legend(frameon=False, title=tr("*: not proven; it may be lower"), title_fontsize=8)
    _save(figure, path)


def _whole(compared: Comparison, figure: str) -> bool:
    """Whether a figure is a whole number in every plan."""
    values = (entry.figure(figure) for entry in compared.entries)
    return all(value is None or value == round(value) for value in values)


def _label_points(
    axes: Any, compared: Comparison, figures: tuple[str, str], on_front: set[str]
) -> None:
    """The numbers of the plans beside their points; plans at one point share a label."""
    few = len(compared.entries) <= _MOST_LABELS
    numbers: dict[tuple[float, float], list[int]] = {}
    for entry in compared.entries:
        across, up = (entry.figure(name) for name in figures)
        if across is not None and up is not None and (few or entry.id in on_front):
            numbers.setdefault((across, up), []).append(entry.number)
    names = {entry.number: _name_of(entry) for entry in compared.entries}
    named = len(numbers) <= _MOST_NAMES
    proven = {
        entry.number
        for entry in compared.entries
        if all(is_proven(compared, entry, name) for name in figures)
    }
    for point, some in numbers.items():
        shown = ", ".join(map(str, some[:4])) + (" .." if len(some) > 4 else "")
        if named and len(some) == 1 and len(names[some[0]]) <= _LONGEST_NAME:
            shown = f"{some[0]} {names[some[0]]}"
        shown += "" if set(some) <= proven else "*"
        # In the right and in the upper half a label points inwards, so none crosses the frame.
        right = _upper_half(axes.get_xlim(), point[0])
        high = _upper_half(axes.get_ylim(), point[1])
        axes.annotate(
            shown,
            point,
            xytext=(-5 if right else 5, -5 if high else 5),
            textcoords="offset points",
            ha="right" if right else "left",
            va="top" if high else "bottom",
            fontsize=8,
            color="#333333",
        )


def _upper_half(limits: tuple[float, float], at: float) -> bool:
    low, high = limits
    return at > (low + high) / 2


def _name_of(entry: Entry) -> str:
    """What a plan is called in a picture that stands alone: its values where these tell it."""
    values = ", ".join(f"{axis} {value}" for axis, value in entry.axes.items())
    return f"{entry.name}, {values}" if values else entry.name


def matrix_plot(grids: Sequence[Matrix], path: Path, tr: Translator, name: str) -> None:
    """A grid per variant, the value in each cell, the shade of the cell by it.

    Raises:
        InputError: The extra is missing, or the file cannot be written.
    """
    values = [least for grid in grids for least, _ in grid.cells.values()]
    low, high = min(values, default=0.0), max(values, default=1.0)
    figure, row = _figure(max(6.0, 4.5 * len(grids)), 4.5, len(grids))
    for axes, grid in zip(row, grids, strict=True):
        missing = float("nan")
        shades = [
            [grid.cells.get((r, c), (missing, missing))[0] for c in grid.columns] for r in grid.rows
        ]
        axes.imshow(
            shades, cmap="cividis_r", vmin=low, vmax=high if high > low else low + 1, aspect="auto"
        )
        axes.set_xticks(range(len(grid.columns)), grid.columns, rotation=30, ha="right")
        axes.set_yticks(range(len(grid.rows)), grid.rows)
        axes.set_xlabel(grid.columns_axis)
        axes.set_ylabel(grid.rows_axis)
        axes.set_title(grid.name or grid.variant)
        _borders(axes, len(grid.columns), len(grid.rows))
        for y, shaded in enumerate(shades):
            for x, value in enumerate(shaded):
                if value != value:
                    axes.text(x, y, "–", ha="center", va="center", fontsize=8)
                else:
                    dark = high > low and value > low + 0.55 * (high - low)
                    shown = tr.number(_short(value))
                    axes.text(
                        x,
                        y,
                        shown,
                        ha="center",
                        va="center",
                        color="white" if dark else "black",
                        fontsize=8,
                    )
    lower = tr.render(text("lower is better"))
    figure.suptitle(f"{name}: {tr.render(words_of(grids[0].figure))} ({lower})")
    _save(figure, path)


def _borders(axes: Any, columns: int, rows: int) -> None:
    """White lines between the cells of a grid."""
    axes.set_xticks([n + 0.5 for n in range(columns - 1)], minor=True)
    axes.set_yticks([n + 0.5 for n in range(rows - 1)], minor=True)
    axes.grid(which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)


def _short(value: float) -> Any:
    from decimal import Decimal

    from rollenplanner.reports.words import shown_value

    return shown_value(Decimal(repr(value)))


def _figure(width: float, height: float, columns: int = 0) -> tuple[Figure, Any]:
    """A figure with one pair of axes, or with so many side by side; nothing global is touched."""
    try:
        from matplotlib import rcParams
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        message = text("This needs the extra `plots`: install rollenplanner[plots].")
        raise InputError([Problem(None, None, None, "--plot", message)]) from None
    # Text stays text, and the same figures give the same bytes.
    rcParams["svg.fonttype"] = "none"
    rcParams["svg.hashsalt"] = "rollenplanner"
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    if columns:
        return figure, figure.subplots(1, columns, squeeze=False)[0]
    return figure, figure.subplots()


def _save(figure: Figure, path: Path) -> None:
    kind = path.suffix.lower().removeprefix(".")
    metadata = {"Date": None} if kind == "svg" else {}
    try:
        figure.savefig(path, format=kind, dpi=150, metadata=metadata)
    except OSError:
        message = text("This file cannot be written.")
        raise InputError([Problem(str(path), None, None, "", message)]) from None
