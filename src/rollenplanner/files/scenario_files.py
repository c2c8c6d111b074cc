"""Reads a scenario: overlays, shape, references, catalogues, notes (design section 3).

`read_scenario` either returns a scenario in which everything is known to fit together, or raises
with all problems at once.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rollenplanner.domain.catalogue import Catalogue, Module, NormFunction
from rollenplanner.domain.catalogue_union import CatalogueUnion
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.scenario import Scenario, Source
from rollenplanner.domain.text import text
from rollenplanner.files.catalogue_files import find_catalogue, load_catalogue, packaged_names
from rollenplanner.files.combinations import check_combinations, empty_values
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Data,
    Entry,
    ListNode,
    MapNode,
    Node,
    Place,
    ScalarNode,
    copied,
    find,
    problem_at,
    shown_value,
    to_data,
)
from rollenplanner.files.overlays import Layers, merge_chain, read_layers, section_keys
from rollenplanner.files.pruning import prune
from rollenplanner.files.references import CatalogueNames, References
from rollenplanner.files.scenario_build import build, own_competences
from rollenplanner.files.scenario_format import ScenarioFile
from rollenplanner.files.scenario_notes import Read, notes_of
from rollenplanner.files.scenario_values import DEFAULT_STEP, MOST_PERIODS, MOST_ROLES, Bounds
from rollenplanner.files.validation import problems_from
from rollenplanner.files.yaml_nodes import without_collector
from rollenplanner.files.yaml_writing import yaml_text


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A scenario as it was read.

    Attributes:
        scenario: The resolved scenario.
        notes: What someone should look at, in the order of the file.
        resolved: The content with its overlays applied, as plain data.
        catalogues: The catalogues that it names, in that order.
    """

    scenario: Scenario
    notes: tuple[Problem, ...]
    resolved: Data = field(repr=False)
    catalogues: tuple[Catalogue, ...] = field(repr=False)

    @property
    def sha256(self) -> str:
        """Checksum of the canonical JSON of the resolved scenario and its catalogues."""
        return self.scenario.sha256

    def resolved_text(self) -> str:
        """The resolved content as a YAML file."""
        return yaml_text(self.resolved)


@dataclass(frozen=True, slots=True)
class Reading:
    """A scenario with what it was read from, so that it can be read again with other content.

    Attributes:
        path: The file.
        loaded: What came of it.
        root: Its content with overlays applied, without what fell away.
        written: The same as it is written, before anything fell away.
        below: What the files that it extends say together; empty where it extends none.
        gone: People that an overlay removed; what still names them would come to life with them.
        catalogues: The catalogues that it names.
    """

    path: Path
    loaded: LoadedScenario
    root: MapNode = field(repr=False)
    written: MapNode = field(repr=False)
    below: dict[str, Data] = field(repr=False)
    gone: frozenset[str] = field(repr=False)
    catalogues: _Catalogues = field(repr=False)

    @without_collector()
    def again(self, root: MapNode) -> Again:
        """Validate other content in place of what was read, as strictly as a file.

        Nothing falls away: what names something that is not there is wrong.

        Raises:
            InputError: Something is wrong; carries all problems.
        """
        nearest = Nearest()
        checked = _checked(Layers(root), self.catalogues, nearest)
        if checked.problems or checked.stated is None:
            raise InputError(_once(checked.problems))
        scenario = build(checked.stated, self.catalogues.found, self.path.stem)
        scenario = replace(scenario, sources=_sources(root, scenario))
        return Again(scenario, checked.stated, tuple(self.catalogues.found))


@dataclass(frozen=True, slots=True)
class Again:
    """A scenario with other content than its file; its checksum takes time, and is not there yet.

    Attributes:
        scenario: The resolved scenario, without checksum.
        stated: What the content states.
    """

    scenario: Scenario
    stated: ScenarioFile = field(repr=False)
    catalogues: tuple[Catalogue, ...] = field(repr=False)

    def with_checksum(self) -> Scenario:
        """The scenario with the checksum that a file with this content has."""
        return replace(self.scenario, sha256=_checksum(self.stated, self.catalogues))


def read_scenario(path: Path, content: bytes | None = None) -> LoadedScenario:
    """Read a scenario file with everything that it extends and every catalogue that it names.

    Args:
        path: The file.
        content: What the file will hold, to be judged before it does; None: what is on disk.

    Raises:
        InputError: Something is wrong; carries all problems, in the order of the files.
    """
    return _read(path, content, keep=False).loaded


def read_for_editing(path: Path) -> Reading:
    """As `read_scenario`, with what is needed to try other content and to write the file.

    Raises:
        InputError: Something is wrong; carries all problems, in the order of the files.
    """
    return _read(path, None, keep=True)


@without_collector()
def _read(path: Path, content: bytes | None, *, keep: bool) -> Reading:
    problems: list[Problem] = []
    nearest = Nearest()
    layers = read_layers(path, problems, nearest, content)
    if layers is None:
        raise InputError(problems)
    return _reading(path, layers, problems, nearest, keep=keep)


@without_collector()
def scenario_of_chain(path: Path, chain: Sequence[MapNode]) -> LoadedScenario:
    """The scenario that a chain of maps makes, each laid over the next one.

    Args:
        path: The file that the chain stands for: paths of catalogues are seen from there.
        chain: What is laid on top comes first; none of them is changed.

    Raises:
        InputError: Something is wrong; carries all problems.
    """
    problems: list[Problem] = []
    nearest = Nearest()
    # What names something that an overlay removed is taken out of the content, in place.
    own = [each for each in map(copied, chain) if isinstance(each, MapNode)]
    layers = merge_chain(own, problems, nearest)
    return _reading(path, layers, problems, nearest).loaded


def _reading(
    path: Path,
    layers: Layers,
    problems: list[Problem],
    nearest: Nearest,
    *,
    keep: bool = False,
) -> Reading:
    root = layers.root
    # Only where something was laid over something can anything fall away below.
    written = copied(root) if keep and layers.below is not None else root
    below = to_data(layers.below) if keep and layers.below is not None else {}
    catalogues = _Catalogues(path, nearest)
    catalogues.read(root)
    checked = _checked(layers, catalogues, nearest)
    problems += [*catalogues.problems, *checked.problems]
    stated = checked.stated
    if problems or stated is None:
        problems = _once(problems)
        beside = _notes_beside(problems, layers, catalogues, nearest) if root.entries else []
        raise InputError(problems, _without_notes_on(problems, [*checked.notes, *beside]))
    scenario = build(stated, catalogues.found, path.stem)
    if len(scenario.roles) > MOST_ROLES:
        message = text("Roles and posts together are more than {limit}.", limit=MOST_ROLES)
        raise InputError([problem_at(_place(root, "modules"), ("modules",), message)])
    scenario = replace(
        scenario, sources=_sources(root, scenario), sha256=_checksum(stated, catalogues.found)
    )
    notes = [*checked.notes, *catalogues.clashes(root), *notes_of(Read(root, stated, scenario))]
    loaded = LoadedScenario(scenario, tuple(sorted(notes)), to_data(root), tuple(catalogues.found))
    assert isinstance(written, MapNode)
    assert isinstance(below, dict)
    gone = layers.known_before.get("staff", frozenset())
    return Reading(path, loaded, root, written, below, gone, catalogues)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a look at the merged content came to; notes are those on what an overlay removed."""

    stated: ScenarioFile | None
    problems: list[Problem]
    notes: list[Problem]


def _checked(layers: Layers, catalogues: _Catalogues, nearest: Nearest) -> _Checked:
    root = layers.root
    references = References(layers, catalogues.names, nearest)
    references.check()
    problems = [*empty_values(root), *references.problems]
    problems += check_combinations(root, catalogues.not_for_managers)
    stated = _validated(root, problems, nearest)
    if stated is not None:
        problems += catalogues.misfits(root, stated)
    return _Checked(stated, problems, references.notes)


#: Where something is wrong here, nothing can be told about the rest.
_ALL_HANGS_ON = frozenset({"", "catalogues", "extends", "format", "horizon"})
#: What is wrong may be named by what is taken out next; so deep such chains are followed.
_LOOKS = 6


def _notes_beside(
    problems: Sequence[Problem], layers: Layers, catalogues: _Catalogues, nearest: Nearest
) -> list[Problem]:
    """Notes on what is right in a scenario in which something is wrong (design section 6).

    What is wrong is taken out of the content, and what named it, until the rest fits together.
    """
    wrong = frozenset(problem.path.partition(".")[0] for problem in problems)
    if wrong & _ALL_HANGS_ON or catalogues.problems:
        return []
    found = problems
    for _ in range(_LOOKS):
        if not prune(layers.root, found):
            return []
        checked = _checked(layers, catalogues, nearest)
        found = checked.problems
        if not found and checked.stated is not None:
            scenario = build(checked.stated, catalogues.found, "")
            return list(notes_of(Read(layers.root, checked.stated, scenario), wrong))
    return []


def _without_notes_on(problems: Iterable[Problem], notes: Iterable[Problem]) -> list[Problem]:
    """The notes on other places than what is wrong."""
    wrong = {(problem.file, problem.line, problem.path) for problem in problems}
    return [note for note in notes if (note.file, note.line, note.path) not in wrong]


@cache
def model_schema() -> dict[str, Any]:
    """JSON Schema of the models as they are, for looking keys up."""
    return ScenarioFile.model_json_schema()


def _validated(root: MapNode, problems: list[Problem], nearest: Nearest) -> ScenarioFile | None:
    try:
        return ScenarioFile.model_validate(to_data(root), context=_bounds(root))
    except ValidationError as error:
        problems += problems_from(error, root, model_schema(), nearest)
        return None


def _once(problems: Iterable[Problem]) -> list[Problem]:
    """One problem per line and path: what follows from the first one says nothing new."""
    first: dict[tuple[str | None, int | None, str], Problem] = {}
    for problem in problems:
        first.setdefault((problem.file, problem.line, problem.path), problem)
    return list(first.values())


def _bounds(root: MapNode) -> Bounds:
    """What values have to fit; where that is misstated itself, they are not held to it."""
    step = _stated_number(root, ("rules", "step"), DEFAULT_STEP, scale=2)
    count = _stated_number(root, ("horizon", "count"), 1, scale=0)
    return Bounds(
        step=step if step is not None and 1 <= step <= 100 else 1,
        count=count if count is not None and 1 <= count <= MOST_PERIODS else None,
    )


def _stated_number(root: MapNode, loc: tuple[str, ...], default: int, scale: int) -> int | None:
    """A number of the file in units of 10^-scale; None if it is no such number."""
    node = find(root, loc)
    if node is None:
        return default
    value = node.value if isinstance(node, ScalarNode) else None
    if value is None or isinstance(value, bool | str):
        return None
    units = value * 10**scale
    return int(units) if units == int(units) else None


def _place(root: MapNode, key: str) -> Place:
    entry = root.entries.get(key)
    return entry.key_place if entry else root.place


# -- catalogues


class _Catalogues:
    """Reads the catalogues that a scenario names."""

    def __init__(self, path: Path, nearest: Nearest) -> None:
        self.found: list[Catalogue] = []
        self.problems: list[Problem] = []
        self._path = path
        self._nearest = nearest
        self._complete = True

    @property
    def names(self) -> CatalogueNames:
        """What the catalogues that could be read offer."""
        union = CatalogueUnion(self.found)
        return CatalogueNames(
            competences=union.written,
            norms=union.norms,
            norm_functions=[w for w, norm in union.norms.items() if isinstance(norm, NormFunction)],
            complete=self._complete,
        )

    @property
    def not_for_managers(self) -> frozenset[str]:
        """Modules of the catalogues that a manager may never carry, as one may write them."""
        norms = CatalogueUnion(self.found).norms
        return frozenset(w for w, n in norms.items() if isinstance(n, Module) and not n.managers)

    def misfits(self, root: MapNode, stated: ScenarioFile) -> Iterator[Problem]:
        """What does not fit between the catalogues, and with the scenario's own competences."""
        union = CatalogueUnion(self.found, own_competences(stated))
        for message in (*union.dead_links(), *union.doubled()):
            yield problem_at(_place(root, "catalogues"), ("catalogues",), message)

    def clashes(self, root: MapNode) -> Iterator[Problem]:
        """Notes on names that two catalogues have."""
        for message in CatalogueUnion(self.found).clashes():
            yield problem_at(_place(root, "catalogues"), ("catalogues",), message)

    def read(self, root: MapNode) -> None:
        """Read what the list `catalogues` names; the models complain about what is no text."""
        entry = root.entries.get("catalogues")
        if entry is None or not isinstance(entry.node, ListNode):
            return
        items: list[Node] = []
        for position, item in enumerate(entry.node.items):
            if isinstance(item, ScalarNode) and isinstance(item.value, str):
                self._read_one(item.value, item, position)
                item = self._from_here(item, item.value)
            items.append(item)
        root.entries["catalogues"] = Entry(entry.key_place, ListNode(entry.node.place, items))

    def _read_one(self, name: str, node: ScalarNode, position: int) -> None:
        base = Path(node.place.file).parent
        try:
            if find_catalogue(name, base) is not None:
                self._add(load_catalogue(name, base), node, position)
                return
            message = text('There is no catalogue "{name}".', name=shown_value(name, 200))
            hint = self._nearest.hint(message, name, packaged_names())
            self.problems.append(problem_at(node.place, ("catalogues", position), hint))
        except InputError as error:
            self.problems += error.problems
        self._complete = False

    def _add(self, catalogue: Catalogue, node: ScalarNode, position: int) -> None:
        """Keep a catalogue; two of one id could not be told apart in `catalogue:key`."""
        if any(catalogue.id == other.id for other in self.found):
            message = text('Two catalogues have the id "{id}".', id=catalogue.id)
            self.problems.append(problem_at(node.place, ("catalogues", position), message))
        else:
            self.found.append(catalogue)

    def _from_here(self, node: ScalarNode, name: str) -> ScalarNode:
        """A path that a base in another folder states, as seen from the scenario itself."""
        base = Path(node.place.file).parent
        if name in packaged_names() or base == self._path.parent:
            return node
        relative = os.path.relpath(base / name, self._path.parent)
        return ScalarNode(node.place, relative, relative, node.plain)


# -- places and checksum

_LISTED = ("pins", "forbid", "incompatible", "objective")
_KEYED = ("clusters", "functions", "competences", "roles", "modules", "staff", "limits", "rules")


def _sources(root: MapNode, scenario: Scenario) -> dict[str, Source]:
    """Where everything stands that rules and findings name; posts stand at their module."""
    found = {key: _source(entry.key_place, key) for key, entry in root.entries.items()}
    for section in _KEYED:
        for key, entry in section_keys(root, section).items():
            path = f"{section}.{key}"
            found[path] = _source(entry.key_place, path)
    for section in _LISTED:
        node = find(root, (section,))
        for position, item in enumerate(node.items if isinstance(node, ListNode) else ()):
            path = f"{section}.{position}"
            found[path] = _source(item.place, path)
    for role in scenario.roles.values():
        if role.post is not None:
            found[f"roles.{role.id}"] = found[f"modules.{role.post.module}"]
    return found


def _source(place: Place, path: str) -> Source:
    return Source(place.file, place.line, place.column, path)


def _checksum(stated: ScenarioFile, catalogues: Sequence[Catalogue]) -> str:
    """SHA-256 of the canonical JSON: keys sorted, no spaces, defaults filled in, fte in hundredths.

    Catalogues count by their content, so that a path that was written differently changes nothing.
    """
    content = {
        "scenario": stated.model_dump(
            mode="json", by_alias=True, exclude={"extends", "catalogues"}
        ),
        "catalogues": [c.model_dump(mode="json", by_alias=True) for c in catalogues],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
