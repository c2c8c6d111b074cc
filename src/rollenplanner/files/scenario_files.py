"""Reads a scenario: overlays, shape, references, catalogues, notes (design section 3).

`read_scenario` either returns a scenario in which everything is known to fit together, or raises
with all problems at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rollenplanner.domain.catalogue import Catalogue
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import text
from rollenplanner.files.combinations import check_combinations, empty_values
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Data,
    MapNode,
    ScalarNode,
    copied,
    find,
    problem_at,
    to_data,
)
from rollenplanner.files.overlays import Layers, merge_chain, read_layers
from rollenplanner.files.pruning import prune
from rollenplanner.files.references import References
from rollenplanner.files.scenario_build import build
from rollenplanner.files.scenario_catalogues import NamedCatalogues
from rollenplanner.files.scenario_format import ScenarioFile
from rollenplanner.files.scenario_notes import Read, notes_of
from rollenplanner.files.scenario_places import place_of, sources_of
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
    catalogues: NamedCatalogues = field(repr=False)

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
        scenario = replace(scenario, sources=sources_of(root, scenario))
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
    catalogues = NamedCatalogues(path, nearest)
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
        raise InputError([problem_at(place_of(root, "modules"), ("modules",), message)])
    scenario = replace(
        scenario, sources=sources_of(root, scenario), sha256=_checksum(stated, catalogues.found)
    )
    notes = [
        *checked.notes,
        *catalogues.clashes(root),
        *catalogues.strange_links(root, stated),
        *notes_of(Read(root, stated, scenario)),
    ]
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


def _checked(layers: Layers, catalogues: NamedCatalogues, nearest: Nearest) -> _Checked:
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
    problems: Sequence[Problem], layers: Layers, catalogues: NamedCatalogues, nearest: Nearest
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
