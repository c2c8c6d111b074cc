"""Reads a batch specification and works every case out, as strictly as a scenario is read."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.likeness import Ground, ground_of, unlike
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.study import Study, StudyCase
from rollenplanner.domain.text import text
from rollenplanner.files.batch_format import BatchFile, BatchSettingsFile, VariantFile
from rollenplanner.files.case_problems import CaseProblems, states_other_ground
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    ListNode,
    MapNode,
    Node,
    Place,
    ScalarNode,
    child,
    find,
    locate,
    problem_at,
    to_data,
)
from rollenplanner.files.overlays import ID_SECTIONS, is_null, read_chain, section_keys
from rollenplanner.files.scenario_files import read_scenario, scenario_of_chain
from rollenplanner.files.sweeps import Axis, Value, axis_of, notes_on_ranges
from rollenplanner.files.validation import problems_from
from rollenplanner.files.yaml_nodes import read_yaml

#: Between the parts of the id of a case.
_PART = "/"


@dataclass(frozen=True, slots=True)
class LoadedStudy:
    """A study as it was read.

    Attributes:
        base: The scenario that is varied, with what is changed in every case.
        inputs: Every file that it was read from, as far as the specification names it.
        notes: What is not wrong and worth a second look.
    """

    study: Study
    base: Scenario
    inputs: tuple[Path, ...]
    notes: tuple[Problem, ...] = ()


def read_study(path: Path) -> LoadedStudy:
    """Read a batch specification, and every scenario that it asks for.

    A scenario is a study of one case: itself.

    Raises:
        InputError: Something is wrong with it, with a file that it names or with one of its cases;
            carries all problems.
    """
    node = read_yaml(path)
    if isinstance(node, MapNode) and node.entries.keys() & _OF_SCENARIOS and not _is_batch(node):
        return _of_scenario(path)
    return _Reader.open(path, node).read()


#: Keys of which a scenario has at least one.
_OF_SCENARIOS = {"extends", "clusters", "functions", "roles", "staff"}


def _is_batch(node: MapNode) -> bool:
    return bool(node.entries.keys() & {"base", "variants", "vary"})


def _of_scenario(path: Path) -> LoadedStudy:
    scenario = read_scenario(path).scenario
    stated = BatchFile(format=1, base=path.name)
    settings = _settings(stated.settings, None)
    case = StudyCase.of("base", "base", scenario.name, {}, scenario, settings)
    ground = ground_of(scenario)
    study = Study(path.stem, scenario.name, scenario.language, ground, (), (case,))
    return LoadedStudy(study, scenario, (path,))


@cache
def _model_schema() -> dict[str, Any]:
    return BatchFile.model_json_schema()


@dataclass(frozen=True, slots=True)
class _Variant:
    """A variant with its overlays, what lies on top first."""

    id: str
    name: str | None
    layers: tuple[MapNode, ...]


@dataclass(slots=True)
class _Reader:
    """Reads one specification; problems gather until there is no going on."""

    path: Path
    root: MapNode
    stated: BatchFile
    chain: list[MapNode]
    inputs: list[Path]
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path, node: Node) -> _Reader:
        """Check the shape of the content of a file, and read its base."""
        if not isinstance(node, MapNode):
            message = text("A batch specification is a file of keys with values.")
            raise InputError([problem_at(node.place, (), message)])
        try:
            stated = BatchFile.model_validate(to_data(node))
        except ValidationError as error:
            wrong = problems_from(error, node, _model_schema())
            raise InputError([*wrong, *_missing_base(path, node)]) from None
        base = path.parent / stated.base
        if not base.exists():
            raise InputError([_no_file(locate(node, ("base",)), ("base",), stated.base)])
        problems: list[Problem] = []
        chain = read_chain(base, problems)
        if chain is None:
            raise InputError(problems)
        return cls(path, node, stated, [*_layer(node, ("change",)), *chain], [path, base])

    def read(self) -> LoadedStudy:
        base = self._base()
        self._check_changes()
        variants = self._variants()
        known = len(self.problems)
        axes = self._axes(base)
        if len(self.problems) > known:
            self._cases(base, variants, (), [()])
            self._raise()
        combinations = list(self._combinations(axes))
        count = max(1, len(self._variant_ids())) * len(combinations)
        if count > self.stated.most_cases:
            message = text(
                "The study has {count} cases, and most_cases allows {most}; raise it or vary less.",
                count=count,
                most=self.stated.most_cases,
            )
            place = locate(self.root, ("vary",), key=True)
            self.problems.append(problem_at(place, ("vary",), message))
            self._cases(base, variants, (), [()])
            self._raise()
        ground = ground_of(base, _varied(axes))
        cases = self._cases(base, variants, axes, combinations)
        self._raise()
        study = self._study(base, ground, axes, cases)
        return LoadedStudy(study, base, tuple(self.inputs), tuple(self.notes))

    def _base(self) -> Scenario:
        """The base; if it is wrong, what is wrong with variants is told in the same breath."""
        try:
            return self._scenario(())
        except InputError as error:
            self._check_changes()
            self._variants()
            raise InputError(dict.fromkeys([*error.problems, *self.problems])) from None

    def _cases(
        self,
        base: Scenario,
        variants: Sequence[_Variant],
        axes: Sequence[Axis],
        combinations: Sequence[tuple[Value, ...]],
    ) -> list[StudyCase]:
        """Every case that is right; what is wrong with the others is noted once."""
        files = {each.place.file for each in self.chain} - {str(self.path)}
        wrong = CaseProblems(self.root, axes, files, len(variants))
        found = []
        for variant in variants:
            for values in combinations:
                try:
                    found.append(self._case(variant, axes, values, base))
                except InputError as error:
                    wrong.add(variant.id, values, error.problems)
        self.problems += wrong.told()
        return found

    def _study(
        self, base: Scenario, ground: Ground, axes: Sequence[Axis], cases: Sequence[StudyCase]
    ) -> Study:
        settings = self.stated.settings
        return Study(
            self.stated.id or self.path.stem,
            self.stated.name or self.path.stem,
            base.language,
            ground,
            tuple(axis.name for axis in axes),
            tuple(cases),
            float(settings.timeout),
            settings.fragility,
        )

    def _check_changes(self) -> None:
        """What is written here lies over the base; it extends nothing by itself."""
        for where in (("change",), *(("variants", id, "change") for id in self._variant_ids())):
            for layer in _layer(self.root, where):
                if "extends" in layer.entries:
                    message = text("A change lies over the base; it extends nothing else.")
                    place = layer.entries["extends"].key_place
                    self.problems.append(problem_at(place, (*where, "extends"), message))

    def _variant_ids(self) -> Sequence[str]:
        return tuple(self.stated.variants or ())

    def _raise(self) -> None:
        if self.problems:
            raise InputError(dict.fromkeys(self.problems))

    def _scenario(self, layers: Sequence[MapNode]) -> Scenario:
        """The base with layers over it."""
        base = self.path.parent / self.stated.base
        return scenario_of_chain(base, [*layers, *self.chain]).scenario

    # -- variants

    def _variants(self) -> list[_Variant]:
        """Those whose overlays can be read; the cases of the others are not worked out."""
        if self.stated.variants is None:
            return [_Variant("base", self.stated.name, ())]
        found = []
        for id, each in self.stated.variants.items():
            known = len(self.problems)
            variant = self._variant(id, each)
            if len(self.problems) == known:
                found.append(variant)
        return found

    def _variant(self, id: str, stated: VariantFile) -> _Variant:
        where = ("variants", id)
        layers = _layer(self.root, (*where, "change"))
        node = find(self.root, (*where, "overlay"))
        files = node.items if isinstance(node, ListNode) else [node]
        for each in reversed(files):
            if isinstance(each, ScalarNode):
                layers += self._overlay(each, (*where, "overlay"))
        return _Variant(id, stated.name, tuple(layers))

    def _overlay(
        self, node: ScalarNode, where: tuple[str, ...] = ("vary", "overlays")
    ) -> tuple[MapNode, ...]:
        """The overlays of a file, what lies on top first; what they extend has to be the base."""
        path = self.path.parent / node.text
        self.inputs.append(path)
        problems: list[Problem] = []
        if not path.exists():
            self.problems.append(_no_file(node.place, where, node.text))
            return ()
        chain = read_chain(path, problems)
        if chain is None:
            self.problems += problems
            return ()
        if "extends" not in chain[0].entries:
            return (chain[0],)
        # Nodes know the file in which they stand.
        base = (self.path.parent / self.stated.base).resolve()
        files = [Path(each.place.file).resolve() for each in chain]
        if base not in files:
            message = text("This overlay extends another scenario than the base of the study.")
            self.problems.append(problem_at(node.place, (), message))
            return ()
        return tuple(chain[: files.index(base)])

    # -- axes

    def _axes(self, base: Scenario) -> list[Axis]:
        merged = self.chain[-1]
        listed = child(self.root, "vary")
        nodes = listed.items if isinstance(listed, ListNode) else []
        found = [
            axis_of(sweep, node, merged, base.horizon, self._overlay)
            for sweep, node in zip(self.stated.vary, nodes, strict=True)
        ]
        self.notes += notes_on_ranges(self.stated.vary, nodes)
        for position, axis in enumerate(found):
            if axis.name in [each.name for each in found[:position]]:
                message = text('Two axes are called "{name}"; give one a name.', name=axis.name)
                self.problems.append(problem_at(nodes[position].place, ("vary", position), message))
            labels = [value.label for value in axis.values]
            if len(set(labels)) < len(labels):
                message = text('The axis "{name}" has a value twice.', name=axis.name)
                self.problems.append(problem_at(nodes[position].place, ("vary", position), message))
        if self.stated.combine == "zip" and len({len(axis.values) for axis in found}) > 1:
            counts = tuple(
                text("{axis} has {n}", axis=axis.name, n=len(axis.values)) for axis in found
            )
            message = text(
                "To be combined by zip, all axes need the same number of values: {counts}.",
                counts=counts,
            )
            place = locate(self.root, ("combine",))
            self.problems.append(problem_at(place, ("combine",), message))
        return found

    def _combinations(self, axes: Sequence[Axis]) -> Iterator[tuple[Value, ...]]:
        if self.stated.combine == "zip" and axes:
            return iter(zip(*(axis.values for axis in axes), strict=True))
        return itertools.product(*(axis.values for axis in axes))

    # -- cases

    def _case(
        self,
        variant: _Variant,
        axes: Sequence[Axis],
        values: Sequence[Value],
        base: Scenario,
    ) -> StudyCase:
        """One case; raises InputError with everything that is wrong with it."""
        layers = [layer for value in reversed(values) for layer in value.layers]
        unknown = [*self._unknown_ids(variant, axes, values)]
        if unknown:
            raise InputError(unknown)
        try:
            scenario = self._scenario([*layers, *variant.layers])
        except InputError as error:
            other = states_other_ground(variant.layers, base)
            if other is None:
                raise error from None
            place, path = other
            raise InputError([self._unlike(variant, (path,), place)]) from None
        varied = _varied(axes)
        differing = unlike(ground_of(base, varied), ground_of(scenario, varied))
        if differing:
            raise InputError([self._unlike(variant, differing)])
        seeds = [value.seed for value in values if value.seed is not None]
        labels = {axis.name: value.label for axis, value in zip(axes, values, strict=True)}
        shown = [f"{name}={label}" for name, label in labels.items()]
        return StudyCase.of(
            _PART.join([variant.id, *shown]),
            variant.id,
            variant.name or variant.id,
            labels,
            scenario,
            _settings(self.stated.settings, seeds[0] if seeds else None),
        )

    def _unlike(
        self, variant: _Variant, differing: Sequence[str], place: Place | None = None
    ) -> Problem:
        message = text(
            "The variant differs from the base in {paths}; horizon, objective, limits and rules "
            "are the same in all variants, except paths under vary.",
            paths=tuple(differing),
        )
        where = ("variants", variant.id)
        return problem_at(place or locate(self.root, where, key=True), where, message)

    def _unknown_ids(
        self, variant: _Variant, axes: Sequence[Axis], values: Sequence[Value]
    ) -> Iterator[Problem]:
        """A path or an absent person that names an id which is nowhere: it would be made anew."""
        known = self._known_ids(variant)
        for axis, value in zip(axes, values, strict=True):
            for layer in value.layers if axis.names_ids else ():
                for section, ids in known.items():
                    for id, named in section_keys(layer, section).items():
                        if id not in ids:
                            message = text(
                                'There is no "{id}" in {section}.', id=id, section=section
                            )
                            hint = Nearest().hint(message, id, ids)
                            yield problem_at(named.key_place, (section, id), hint)

    def _known_ids(self, variant: _Variant) -> Mapping[str, set[str]]:
        layers = [*variant.layers, *self.chain]
        return {
            section: {
                key
                for layer in layers
                for key, entry in section_keys(layer, section).items()
                if not is_null(entry.node)
            }
            for section in ID_SECTIONS
        }


def _varied(axes: Sequence[Axis]) -> list[str]:
    """The paths that may differ between cases."""
    return [".".join(axis.path) for axis in axes if axis.path]


def _missing_base(path: Path, node: MapNode) -> Iterator[Problem]:
    """That the base is not there, for a specification that is wrong in other places as well."""
    base = find(node, ("base",))
    if isinstance(base, ScalarNode) and not (path.parent / base.text).exists():
        yield _no_file(base.place, ("base",), base.text)


def _settings(stated: BatchSettingsFile, seed: int | None) -> Settings:
    """How a case is solved; one that repeats itself has one worker."""
    return Settings(
        stated.seed if seed is None else seed,
        1 if stated.deterministic else stated.workers,
        float(stated.time_limit),
        stated.deterministic,
    )


def _layer(root: Node, loc: tuple[str, ...]) -> list[MapNode]:
    """The overlay that is written at a place, if there is one."""
    node = find(root, loc)
    return [node] if isinstance(node, MapNode) else []


def _no_file(place: Place, where: tuple[str, ...], named: str) -> Problem:
    """A file that is named here and is not there."""
    return problem_at(place, where, text("There is no such file: {files}.", files=(named,)))
