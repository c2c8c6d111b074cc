"""Several catalogues of one scenario as one (issue 8, part 5).

The rule for names: a plain key means the entry of the catalogue named first that has it; an entry
of any catalogue can be written `catalogue:key`. Competences that are linked with `same_as`, in
either direction and over any number of steps, are one competence, with the id of the first of them.
A same key without a link is another competence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rollenplanner.domain.catalogue import Catalogue, Norm
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.scenario import Guidance
from rollenplanner.domain.text import Text, text

#: A competence: id of its catalogue ("" for the scenario's own) and key there.
Origin = tuple[str, str]
OWN = ""


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
        """Id in the scenario -> questions and tips of all catalogues that have the competence."""
        questions: dict[str, dict[str, None]] = {}
        tips: dict[str, dict[str, None]] = {}
        for origin in self._origins():
            if origin[0] != OWN:
                given = self._catalogues[origin[0]].competences[origin[1]]
                id = self._id(self._linked.first(origin))
                questions.setdefault(id, {}).update(dict.fromkeys(given.questions))
                tips.setdefault(id, {}).update(dict.fromkeys(given.tips))
        return {
            id: Guidance(tuple(asked), tuple(tips[id]))
            for id, asked in questions.items()
            if asked or tips[id]
        }

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

    def is_there(self, origin: Origin) -> bool:
        """Whether a catalogue of the scenario has that competence."""
        catalogue = self._catalogues.get(origin[0])
        return catalogue is not None and origin[1] in catalogue.competences

    def _same_as(self, origin: Origin) -> list[Origin]:
        catalogue, key = origin
        named: tuple[str, ...] = ()
        if catalogue != OWN:
            named = self._catalogues[catalogue].competences[key].same_as
        if key in self._own and self._owners[key] == origin:
            named = (*named, *self._own[key].same_as)
        return [(other, name) for other, _, name in (each.partition(":") for each in named)]

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

    def dead_links(self) -> Iterator[Text]:
        """A sentence for each link to a competence that a catalogue of the scenario lacks."""
        for origin in self._origins():
            for other in self._same_as(origin):
                if other[0] in self._catalogues and not self.is_there(other):
                    yield text(
                        '"{competence}" is the same as "{other}", which does not exist.',
                        competence=":".join(filter(None, origin)),
                        other=":".join(other),
                    )

    def doubled(self) -> Iterator[Text]:
        """A sentence where links make two competences of one catalogue the same one."""
        first: dict[tuple[str, Origin], str] = {}
        for catalogue, key in self._origins():
            linked = self._linked.first((catalogue, key))
            other = first.setdefault((catalogue, linked), key)
            if other != key:
                yield text(
                    'The links make "{one}" and "{other}" of catalogue {catalogue} the same '
                    "competence.",
                    one=other,
                    other=key,
                    catalogue=catalogue,
                )


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
