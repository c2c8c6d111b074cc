"""What is wrong with the links between catalogues, with the place where each one is stated."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from rollenplanner.domain.catalogue_union import (
    CatalogueUnion,
    DeadLink,
    Origin,
    made_the_same,
    no_such_competence,
)
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text, text
from rollenplanner.files.catalogue_files import PACKAGED_DIR, packaged_names, problem_in
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import Step


def link_location(link: DeadLink) -> tuple[Step, ...]:
    """Where the file that states a link has it."""
    return "competences", link.stated[1], "same_as", link.position


def dead_link_text(union: CatalogueUnion, link: DeadLink, nearest: Nearest) -> Text:
    """The sentence about a link to nothing, with the nearest competence of that catalogue."""
    other = link.other[0]
    known = [f"{other}:{key}" for key in union.competences_of(other)]
    return nearest.hint(no_such_competence(link), ":".join(link.other), known)


def link_problems(union: CatalogueUnion, id: str, path: Path) -> Iterator[Problem]:
    """What is wrong with the links of one catalogue, which was read from a file or a folder."""
    nearest = Nearest()
    for link in union.dead_links():
        if link.stated[0] == id:
            yield problem_in(path, link_location(link), dead_link_text(union, link, nearest))
    for found in union.doubled():
        if found.catalogue == id:
            yield problem_in(path, ("competences", found.other), made_the_same(found))
            continue
        own = _linked_to(union, id, (found.catalogue, found.other))
        if own is not None:
            yield problem_in(path, ("competences", own, "same_as"), made_the_same(found))


def _linked_to(union: CatalogueUnion, id: str, origin: Origin) -> str | None:
    """The first competence of one catalogue that links make the same as one of another."""
    of, same = f"{id}:", union.same_elsewhere(origin)
    return next((each.removeprefix(of) for each in same if each.startswith(of)), None)


def link_notes(union: CatalogueUnion, id: str, path: Path) -> Iterator[Problem]:
    """Links of one catalogue that nobody could follow, since they lead to another one."""
    for link in union.strange_links():
        if link.stated[0] == id:
            yield problem_in(path, link_location(link), strange_link_text(link, Nearest(), ()))


def strange_link_text(link: DeadLink, nearest: Nearest, known: Collection[str]) -> Text:
    """The sentence about a link that nobody could follow, with the nearest catalogue.

    Args:
        link: It.
        nearest: Suggests names.
        known: Ids of catalogues beside the packaged ones.
    """
    message = text(
        'The catalogue "{catalogue}" is not here, so this link is not checked.',
        catalogue=link.other[0],
    )
    return nearest.hint(message, link.other[0], [*known, *packaged_names()])


def id_problems(id: str, path: Path) -> Iterator[Problem]:
    """A catalogue of one's own with the id of a packaged one: `id:key` would mean either."""
    if id in packaged_names() and path != PACKAGED_DIR / id:
        message = text("{sentence} Give it another id.", sentence=id_is_taken(id))
        yield problem_in(path, ("id",), message)


def id_is_taken(id: str) -> Text:
    """The sentence about the id of a packaged catalogue."""
    return text('"{id}" is the id of a catalogue that comes with the program.', id=id)
