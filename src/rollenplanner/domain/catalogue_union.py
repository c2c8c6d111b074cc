"""Several catalogues of one scenario as one (issue 8, part 5).

The rule for names: a plain key means the entry of the catalogue named first that has it; an entry
of any catalogue can be written `catalogue:key`. Competences that are linked with `same_as`, in
either direction and over any number of steps, are one competence, with the id of the first of them.
A same key without a link is another competence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollenplanner.domain.catalogue import Catalogue, Norm, Process
from rollenplanner.domain.catalogue_parts import Competence
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.scenario import Guidance
from rollenplanner.domain.text import Text, text

#: A competence: id of its catalogue ("" for the scenario's own) and key there.
Origin = tuple[str, str]
OWN = ""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A `same_as` that names a competence which a catalogue does not have.

    Attributes:
        stated: Who states it: a catalogue's competence, or the scenario's own (id "").
        position: Its place in the list.
        other: What it names.
    """

    stated: Origin
    position: int
    other: Origin


@dataclass(frozen=True, slots=True)
class Doubled:
    """Two competences of one catalogue that links make the same one."""

    catalogue: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class OwnCompetence:
    """A competence that a scenario adds itself.

    Attributes:
        name: What it is called.
        same_as: The same competence in catalogues, as `catalogue:key`.
    """

    name: str
    same_as: tuple[str, ...] = ()


class CatalogueUnion:
    """Looks names up: what a written one means, and under which id it stands in the scenario."""

    def __init__(
        self, catalogues: Sequence[Catalogue], own: Mapping[str, OwnCompetence] | None = None
    ) -> None:
        """Link the competences.

        Args:
            catalogues: In the order in which a scenario names them.
            own: Competences that the scenario adds, by id.
        """
        self._catalogues: dict[str, Catalogue] = {}
        for catalogue in catalogues:
            self._catalogues.setdefault(catalogue.id, catalogue)
        self._own = own or {}
        #: Whose a plain key is: the first catalogue's that has it, else the scenario's own.
        self._owners: dict[str, Origin] = {}
        self._linked = _Classes()
        for origin in self._origins():
            self._owners.setdefault(origin[1], origin)
            self._linked.add(origin)
        for origin in self._origins():
            for other in self._same_as(origin):
                if self.is_there(other):
                    self._linked.join(origin, other)
        self._ids = {written: self._id(self._linked.first(o)) for written, o in self._written()}

    # -- competences

    @property
    def competences(self) -> Mapping[str, str]:
        """Id in the scenario -> name, in the order of the catalogues, own ones last."""
        return {
            self._id(origin): self._name(origin)
            for origin in self._origins()
            if self._linked.first(origin) == origin
        }

    @property
    def guidance(self) -> Mapping[str, Guidance]:
        """Id in the scenario -> what all catalogues that have the competence give for a talk."""
        found: dict[str, Guidance] = {}
        for id, given in self._given():
            made = Guidance(given.questions, given.tips, given.indicators)
            found[id] = _together(found.get(id, Guidance()), made)
        for written, norm in self.norms.items():
            if isinstance(norm, Process):
                for id, shown in self._in_practice(written, norm):
                    found[id] = _together(found[id], Guidance(in_practice={written: shown}))
        return {id: each for id, each in found.items() if each != Guidance()}

    @property
    def without_levels(self) -> frozenset[str]:
        """Ids in the scenario of competences that a catalogue without levels has."""
        return frozenset(
            self.competence(f"{catalogue.id}:{key}")
            for catalogue in self._catalogues.values()
            if not catalogue.levels
            for key in catalogue.competences
        )

    def _given(self) -> Iterator[tuple[str, Competence]]:
        """Every entry of a catalogue for a competence, with the id in the scenario."""
        for catalogue in self._catalogues.values():
            for key, competence in catalogue.competences.items():
                yield self.competence(f"{catalogue.id}:{key}"), competence

    def _in_practice(self, written: str, norm: Process) -> Iterator[tuple[str, tuple[str, ...]]]:
        """How competences show in a work process, by their ids in the scenario."""
        owner = next(c for c, _ in self.places_of(written) if norm in c.processes.values())
        for key, practice in norm.in_practice.items():
            if practice.indicators:
                yield self.competence(f"{owner.id}:{key}"), tuple(practice.indicators)

    @property
    def written(self) -> Collection[str]:
        """Every way in which a scenario may write a competence."""
        return self._ids.keys()

    def competence(self, written: str) -> str:
        """The id in the scenario of a competence as someone wrote it; itself if unknown."""
        return self._ids.get(written, written)

    def _written(self) -> Iterator[tuple[str, Origin]]:
        for catalogue, key in self._origins():
            if catalogue != OWN:
                yield f"{catalogue}:{key}", (catalogue, key)
        yield from self._owners.items()

    def _origins(self) -> Iterator[Origin]:
        known: set[str] = set()
        for catalogue in self._catalogues.values():
            for key in catalogue.competences:
                known.add(key)
                yield catalogue.id, key
        yield from ((OWN, key) for key in self._own if key not in known)

    def competences_of(self, catalogue: str) -> Collection[str]:
        """The keys of a catalogue's competences; none where it is not among these."""
        found = self._catalogues.get(catalogue)
        return () if found is None else found.competences.keys()

    def is_there(self, origin: Origin) -> bool:
        """Whether a catalogue of the scenario has that competence."""
        return origin[1] in self.competences_of(origin[0])

    def same_elsewhere(self, origin: Origin) -> Iterator[str]:
        """The other competences that links make the same as one, as `catalogue:key`."""
        if not self.is_there(origin):
            return
        first = self._linked.first(origin)
        for other in self._origins():
            if other != origin and self._linked.first(other) == first:
                yield ":".join(filter(None, other))

    def _same_as(self, origin: Origin) -> list[Origin]:
        return [other for _, _, other in self._links_of(origin)]

    def _links(self) -> Iterator[tuple[Origin, int, Origin]]:
        for origin in self._origins():
            yield from self._links_of(origin)

    def _links_of(self, origin: Origin) -> Iterator[tuple[Origin, int, Origin]]:
        """Who states each link of a competence, at which place of the list, and what it names."""
        catalogue, key = origin
        if catalogue != OWN:
            for position, named in enumerate(self._catalogues[catalogue].competences[key].same_as):
                yield origin, position, _origin(named)
        if key in self._own and self._owners[key] == origin:
            for position, named in enumerate(self._own[key].same_as):
                yield (OWN, key), position, _origin(named)

    def _id(self, origin: Origin) -> str:
        catalogue, key = origin
        return key if self._owners[key] == origin else f"{catalogue}:{key}"

    def _name(self, origin: Origin) -> str:
        catalogue, key = origin
        if key in self._own and self._owners[key] == origin:
            return self._own[key].name
        return self._catalogues[catalogue].competences[key].name

    # -- norms

    @property
    def norms(self) -> Mapping[str, Norm]:
        """Every norm by each way in which a scenario may write it."""
        plain: dict[str, Norm] = {}
        for catalogue in self._catalogues.values():
            plain = {**catalogue.norms, **plain}
        return plain | {
            f"{catalogue.id}:{key}": norm
            for catalogue in self._catalogues.values()
            for key, norm in catalogue.norms.items()
        }

    def norm(self, written: str) -> tuple[Catalogue, Norm] | None:
        """A norm as someone wrote it, with the catalogue that has it."""
        for catalogue, key in self.places_of(written):
            norm = catalogue.norm(key)
            if norm is not None:
                return catalogue, norm
        return None

    def places_of(self, written: str) -> Iterator[tuple[Catalogue, str]]:
        """Where a name may stand: the catalogues that it can mean, with the key there."""
        wanted, colon, key = written.partition(":")
        for catalogue in self._catalogues.values():
            if not colon or catalogue.id == wanted:
                yield catalogue, key if colon else written

    def asked(self, written: str) -> Mapping[str, AskedLevel]:
        """What a norm asks, by the ids of the scenario; empty where there is no such norm."""
        found = self.norm(written)
        return {} if found is None else self.asked_by(*found)

    def asked_by(self, catalogue: Catalogue, norm: Norm) -> Mapping[str, AskedLevel]:
        """What a norm of a catalogue asks, by the ids of the scenario."""
        return {
            self.competence(f"{catalogue.id}:{key}"): level for key, level in norm.asked.items()
        }

    # -- what someone should know

    def clashes(self) -> Iterator[Text]:
        """A sentence for each key that means different competences, or norms, in two catalogues."""
        for key, owners in _shared({c.id: c.competences for c in self._catalogues.values()}):
            ids = [self.competence(f"{owner}:{key}") for owner in owners]
            for owner, id in zip(owners, ids, strict=True):
                if id != ids[0]:
                    yield _taken(key, owners[0], owner)
        for key, owners in _shared({c.id: c.norms for c in self._catalogues.values()}):
            for owner in owners[1:]:
                yield _taken(key, owners[0], owner)

    def dead_links(self) -> Iterator[DeadLink]:
        """Each link to a competence that a catalogue of the scenario lacks."""
        for stated, position, other in self._links():
            if other[0] in self._catalogues and not self.is_there(other):
                yield DeadLink(stated, position, other)

    def strange_links(self) -> Iterator[DeadLink]:
        """Each link to a catalogue that is none of these, so that nobody can tell about it."""
        for stated, position, other in self._links():
            if other[0] not in self._catalogues:
                yield DeadLink(stated, position, other)

    def doubled(self) -> Iterator[Doubled]:
        """Where links make two competences of one catalogue the same one."""
        first: dict[tuple[str, Origin], str] = {}
        for catalogue, key in self._origins():
            linked = self._linked.first((catalogue, key))
            other = first.setdefault((catalogue, linked), key)
            if other != key:
                yield Doubled(catalogue, other, key)


def _together(one: Guidance, other: Guidance) -> Guidance:
    """What two catalogues give, each sentence once."""
    return Guidance(
        tuple(dict.fromkeys((*one.questions, *other.questions))),
        tuple(dict.fromkeys((*one.tips, *other.tips))),
        tuple(dict.fromkeys((*one.indicators, *other.indicators))),
        {**one.in_practice, **other.in_practice},
    )


def no_such_competence(link: DeadLink) -> Text:
    """The sentence about a link to nothing."""
    return text(
        '"{competence}" is the same as "{other}", which does not exist.',
        competence=":".join(filter(None, link.stated)),
        other=":".join(link.other),
    )


def made_the_same(found: Doubled) -> Text:
    """The sentence about two competences that links make one."""
    return text(
        'The links make "{one}" and "{other}" of catalogue {catalogue} the same competence.',
        one=found.one,
        other=found.other,
        catalogue=found.catalogue,
    )


def _origin(named: str) -> Origin:
    catalogue, _, key = named.partition(":")
    return catalogue, key


def _shared(sections: Mapping[str, Collection[str]]) -> Iterator[tuple[str, list[str]]]:
    """Keys that more than one catalogue has, with the catalogues in their order."""
    owners: dict[str, list[str]] = {}
    for catalogue, keys in sections.items():
        for key in keys:
            owners.setdefault(key, []).append(catalogue)
    yield from ((key, found) for key, found in owners.items() if len(found) > 1)


def _taken(key: str, first: str, other: str) -> Text:
    return text(
        '"{key}" stands in {first} and in {other}; it means that of {first}, and the other is '
        "written {other}:{key}.",
        key=key,
        first=first,
        other=other,
    )


class _Classes:
    """Competences that are the same one; each class is known by the one that came first."""

    def __init__(self) -> None:
        self._order: dict[Origin, int] = {}
        self._above: dict[Origin, Origin] = {}

    def add(self, origin: Origin) -> None:
        self._order[origin] = len(self._order)
        self._above[origin] = origin

    def first(self, origin: Origin) -> Origin:
        while self._above[origin] != origin:
            origin = self._above[origin]
        return origin

    def join(self, one: Origin, other: Origin) -> None:
        early, late = sorted((self.first(one), self.first(other)), key=self._order.__getitem__)
        self._above[late] = early
