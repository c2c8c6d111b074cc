"""Reads the catalogues that a scenario names, and tells what does not fit between them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rollenplanner.domain.catalogue import Catalogue, Module, NormFunction
from rollenplanner.domain.catalogue_union import CatalogueUnion
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import text
from rollenplanner.files.catalogue_files import find_catalogue, load_catalogue, packaged_names
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    problem_at,
    shown_value,
)
from rollenplanner.files.references import CatalogueNames
from rollenplanner.files.scenario_build import own_competences
from rollenplanner.files.scenario_format import ScenarioFile
from rollenplanner.files.scenario_places import place_of


class NamedCatalogues:
    """Reads the catalogues that a scenario names.

    Attributes:
        found: Those that could be read, in the order of the list.
        problems: What is wrong with the list, or in a catalogue.
    """

    def __init__(self, path: Path, nearest: Nearest) -> None:
        """Begin with none.

        Args:
            path: The scenario file, from which paths of catalogues are seen.
            nearest: Suggests names.
        """
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
            yield problem_at(place_of(root, "catalogues"), ("catalogues",), message)

    def clashes(self, root: MapNode) -> Iterator[Problem]:
        """Notes on names that two catalogues have."""
        for message in CatalogueUnion(self.found).clashes():
            yield problem_at(place_of(root, "catalogues"), ("catalogues",), message)

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
