"""The axes of a batch specification: each value of an axis is a small overlay, or a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.months import Horizon
from rollenplanner.domain.text import text
from rollenplanner.files.batch_format import SweepFile
from rollenplanner.files.nodes import (
    Data,
    Entry,
    ListNode,
    MapNode,
    Node,
    Place,
    ScalarNode,
    Step,
    child,
    locate,
    path_text,
    problem_at,
    shown_value,
    to_data,
)
from rollenplanner.files.yaml_writing import number_text

#: Shown for an axis of absent people where nobody is.
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an axis.

    Attributes:
        label: As people see it, and as it stands in the id of a case.
        layers: Overlays, what lies on top first.
        seed: Of the solver, if the axis is one of seeds.
    """

    label: str
    layers: tuple[MapNode, ...] = ()
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """What is varied, and the values that it takes.

    Attributes:
        path: The path in the scenario that takes values; empty for axes of another kind.
        names_ids: Whether it names ids that have to exist, because naming would make them.
    """

    name: str
    values: tuple[Value, ...]
    path: tuple[str, ...] = ()
    names_ids: bool = False


#: Reads the overlays of a file that a node names; none where that fails, with a problem noted.
ReadOverlay = Callable[[ScalarNode], "tuple[MapNode, ...]"]


def axis_of(
    sweep: SweepFile, node: Node, root: MapNode, horizon: Horizon, read: ReadOverlay
) -> Axis:
    """One axis of a specification that has the right shape.

    Args:
        sweep: What is stated.
        node: Where it is stated.
        root: Content of the base, to tell ids with dots from steps.
        horizon: Of the base: who is absent is so all the time.
        read: Reads an overlay from a file.
    """
    if sweep.path is not None:
        steps = split_path(sweep.path, root)
        values = tuple(
            Value(label_of(each), (at_path(steps, each),)) for each in _values(sweep, node)
        )
        return Axis(sweep.name or path_text(steps), values, steps, names_ids=True)
    if sweep.overlays is not None:
        return Axis(sweep.name or "overlay", tuple(_overlays(node, read)))
    if sweep.absent is not None:
        place = node.place
        absent = tuple(_absent(each, place, horizon) for each in sweep.absent)
        return Axis(sweep.name or "absent", absent, names_ids=True)
    seeds = tuple(Value(str(seed), seed=seed) for seed in sweep.seeds or ())
    return Axis(sweep.name or "seed", seeds)


def notes_on_ranges(sweeps: Sequence[SweepFile], nodes: Sequence[Node]) -> Iterator[Problem]:
    """Ranges whose steps do not reach their end: the last value is another one than stated."""
    for position, (sweep, node) in enumerate(zip(sweeps, nodes, strict=True)):
        if sweep.from_ is None or sweep.to is None or sweep.step is None:
            continue
        rest = (sweep.to - sweep.from_) % sweep.step
        if rest:
            message = text(
                "The steps do not reach {end}: the last value is {last}.",
                end=sweep.to,
                last=sweep.to - rest,
            )
            yield problem_at(locate(node, ("to",)), ("vary", position, "to"), message)


def split_path(path: str, root: MapNode) -> tuple[str, ...]:
    """The steps of a path. Ids may have dots in them, so the longest key that exists is meant."""
    steps: list[str] = []
    node: Node | None = root
    rest = path
    while rest:
        keys = tuple(node.entries) if isinstance(node, MapNode) else ()
        fitting = [key for key in keys if f"{rest}.".startswith(f"{key}.")]
        step = max(fitting, key=len) if fitting else rest.partition(".")[0]
        steps.append(step)
        node = child(node, step)
        rest = rest[len(step) + 1 :]
    return tuple(steps)


def at_path(steps: Sequence[str], value: Node) -> MapNode:
    """An overlay that says one thing."""
    node: Node = value
    for step in reversed(steps):
        node = MapNode(value.place, {step: Entry(value.place, node)})
    assert isinstance(node, MapNode)
    return node


def label_of(node: Node) -> str:
    """A value as it stands in an id: short, on one line."""
    if isinstance(node, ScalarNode):
        return "~" if node.value is None else shown_value(node.text)
    return shown_value(_compact(to_data(node)), 60)


def _compact(data: Data) -> str:
    if isinstance(data, dict):
        return "{" + ",".join(f"{key}:{_compact(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ",".join(map(_compact, data)) + "]"
    return str(data)


def _values(sweep: SweepFile, node: Node) -> Iterator[Node]:
    listed = child(node, "values")
    if isinstance(listed, ListNode):
        yield from listed.items
        return
    assert sweep.from_ is not None
    assert sweep.to is not None
    assert sweep.step is not None
    place = (child(node, "from") or node).place
    number = sweep.from_
    while number <= sweep.to:
        yield _number(place, number)
        number += sweep.step


def _number(place: Place, number: Decimal) -> ScalarNode:
    whole = number == number.to_integral_value()
    value: int | Decimal = int(number) if whole else number
    return ScalarNode(place, value, str(value) if whole else number_text(number), True)


def _overlays(node: Node, read: ReadOverlay) -> Iterator[Value]:
    listed = child(node, "overlays")
    assert isinstance(listed, MapNode)
    for key, entry in listed.entries.items():
        if isinstance(entry.node, MapNode):
            yield Value(key, (entry.node,))
        elif isinstance(entry.node, ScalarNode):
            yield Value(key, read(entry.node))


def _absent(people: str | list[str], place: Place, horizon: Horizon) -> Value:
    together = [people] if isinstance(people, str) else people
    end = horizon.period_start(horizon.count)
    layers = tuple(_away(person, place, str(horizon.start), str(end)) for person in together)
    return Value("+".join(together) or NOBODY, layers)


def _away(person: str, place: Place, start: str, end: str) -> MapNode:
    """The overlay in which someone has no fte from the first period to the last."""

    def said(value: int | str) -> ScalarNode:
        return ScalarNode(place, value, str(value), isinstance(value, int))

    away = {"from": said(start), "until": said(end), "fte": said(0)}
    node = MapNode(place, {key: Entry(place, each) for key, each in away.items()})
    steps: tuple[Step, ...] = ("staff", person, "available")
    return at_path([str(step) for step in steps], ListNode(place, [node]))
