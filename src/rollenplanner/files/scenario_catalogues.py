"""Reads the catalogues that a scenario names, and tells what does not fit between them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rollenplanner.domain.catalogue import Catalogue, Module, NormFunction
from rollenplanner.domain.catalogue_union import OWN, CatalogueUnion, made_the_same
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import text
from rollenplanner.files.catalogue_files import (
    find_catalogue,
    load_catalogue,
    no_such_catalogue,
    packaged_names,
    problem_in,
)
from rollenplanner.files.catalogue_links import dead_link_text, link_location, strange_link_text
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    Entry,
    ListNode,
    MapNode,
    Node,
    ScalarNode,
    locate,
    problem_at,
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
        #: Where each catalogue lies, by id.
        self._paths: dict[str, Path] = {}

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
        for link in union.dead_links():
            if link.stated[0] == OWN:
                loc = link_location(link)
                message = dead_link_text(union, link, self._nearest)
                yield problem_at(locate(root, loc), loc, message)
        for doubled in union.doubled():
            message = made_the_same(doubled)
            yield problem_at(place_of(root, "catalogues"), ("catalogues",), message)

    def clashes(self, root: MapNode) -> Iterator[Problem]:
        """Notes on names that two catalogues have."""
        for message in CatalogueUnion(self.found).clashes():
            yield problem_at(place_of(root, "catalogues"), ("catalogues",), message)

    def strange_links(self, root: MapNode, stated: ScenarioFile) -> Iterator[Problem]:
        """Notes on links to catalogues that are not packaged and that the scenario names not."""
        for link in CatalogueUnion(self.found, own_competences(stated)).strange_links():
            if link.other[0] in packaged_names():
                continue
            loc, message = link_location(link), strange_link_text(link, self._nearest, self._paths)
            if link.stated[0] == OWN:
                yield problem_at(locate(root, loc), loc, message)
            else:
                yield problem_in(self._paths[link.stated[0]], loc, message)

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
        self._check_links()

    def _check_links(self) -> None:
        """Tell links to nothing where the catalogue that has them states them."""
        union = CatalogueUnion(self.found)
        for link in union.dead_links():
            message = dead_link_text(union, link, self._nearest)
            path = self._paths[link.stated[0]]
            self.problems.append(problem_in(path, link_location(link), message))

    def _read_one(self, name: str, node: ScalarNode, position: int) -> None:
        base = Path(node.place.file).parent
        try:
            path = find_catalogue(name, base)
            if path is not None:
                self._add(load_catalogue(name, base), path, node, position)
                return
            message = no_such_catalogue(name, self._nearest)
            self.problems.append(problem_at(node.place, ("catalogues", position), message))
        except InputError as error:
            self.problems += error.problems
        self._complete = False

    def _add(self, catalogue: Catalogue, path: Path, node: ScalarNode, position: int) -> None:
        """Keep a catalogue; two of one id could not be told apart in `catalogue:key`."""
        if any(catalogue.id == other.id for other in self.found):
            message = text('Two catalogues have the id "{id}".', id=catalogue.id)
            self.problems.append(problem_at(node.place, ("catalogues", position), message))
        else:
            self.found.append(catalogue)
            self._paths[catalogue.id] = path

    def _from_here(self, node: ScalarNode, name: str) -> ScalarNode:
        """A path that a base in another folder states, as seen from the scenario itself."""
        base = Path(node.place.file).parent
        if name in packaged_names() or base == self._path.parent:
            return node
        relative = os.path.relpath(base / name, self._path.parent)
        return ScalarNode(node.place, relative, relative, node.plain)
