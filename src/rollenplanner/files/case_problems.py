"""What is wrong with cases of a study, told once and where it comes from: a variant or an axis.

A variant that takes something away makes the base wrong in places that nobody touched. Who wrote
the variant has to see the variant, not the same lines of the base for every case of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from rollenplanner.domain.errors import Problem
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import text
from rollenplanner.files.nodes import MapNode, Place, ScalarNode, find, locate, problem_at
from rollenplanner.files.sweeps import Axis, Value


@dataclass(slots=True)
class CaseProblems:
    """Gathers the problems of cases.

    Attributes:
        root: The specification.
        axes: What is varied.
        base_files: The files of the base; a problem elsewhere stands where it was made.
        variants: How many there are.
    """

    root: MapNode
    axes: Sequence[Axis]
    base_files: Collection[str]
    variants: int
    _found: dict[Problem, dict[str, list[Sequence[Value]]]] = field(default_factory=dict)

    def add(self, variant: str, values: Sequence[Value], problems: Iterable[Problem]) -> None:
        """Note what is wrong with the case of a variant at values of the axes."""
        for problem in problems:
            self._found.setdefault(problem, {}).setdefault(variant, []).append(values)

    def told(self) -> Iterator[Problem]:
        """Every problem once per variant, or once per value of an axis where that brings it."""
        for problem, cases in self._found.items():
            if problem.file not in self.base_files:
                yield problem
                continue
            position = self._guilty_axis(cases)
            if position is not None:
                label = next(iter(cases.values()))[0][position].label
                yield self._at_axis(position, label, problem)
            else:
                yield from (self._at_variant(variant, problem) for variant in cases)

    def _guilty_axis(self, cases: dict[str, list[Sequence[Value]]]) -> int | None:
        """The axis one of whose values brings a problem into every variant; None if none does."""
        if len(cases) < self.variants:
            return None
        for position, axis in enumerate(self.axes):
            labels = {
                values[position].label for some in cases.values() for values in some if values
            }
            if len(labels) == 1 and len(axis.values) > 1:
                return position
        return None

    def _at_axis(self, position: int, label: str, problem: Problem) -> Problem:
        where = ("vary", position)
        message = text(
            'With the value "{value}": {path} ({file}, line {line}): {message}',
            value=label,
            path=problem.path,
            file=problem.file,
            line=problem.line,
            message=problem.message,
        )
        return problem_at(locate(self.root, where), where, message)

    def _at_variant(self, variant: str, problem: Problem) -> Problem:
        where: tuple[str, ...] = ("variants", variant)
        if find(self.root, where) is None:
            where = ("vary",)
        message = text(
            "With this variant: {path} ({file}, line {line}): {message}",
            path=problem.path,
            file=problem.file,
            line=problem.line,
            message=problem.message,
        )
        return problem_at(locate(self.root, where, key=True), where, message)


def states_other_ground(layers: Iterable[MapNode], base: Scenario) -> tuple[Place, str] | None:
    """Where a variant states another horizon or another step than the base, and which key.

    With these nearly every number of the base is wrong, which tells nobody what to mend.
    """
    horizon = base.horizon
    stated = {
        ("horizon", "start"): str(horizon.start),
        ("horizon", "period"): horizon.kind,
        ("horizon", "count"): str(horizon.count),
        ("rules", "step"): str(Decimal(base.rules.step) / 100),
    }
    for layer in layers:
        for loc, value in stated.items():
            node = find(layer, loc)
            if isinstance(node, ScalarNode) and not _same(node.text, value):
                return locate(layer, loc, key=True), ".".join(loc)
    return None


def _same(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other
