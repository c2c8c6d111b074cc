"""What someone placed in one norm still lacks for another (issue 8, part 5; IST and SOLL).

The person is thought to show exactly what the first profile asks, no more. Competences are
compared by the links of the catalogues; knowledge, schooling and work by name.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from rollenplanner.domain.catalogue import Catalogue, Norm, NormFunction, Variant
from rollenplanner.domain.catalogue_union import CatalogueUnion
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.levels import Level
from rollenplanner.domain.requirements import Grade, grade_level


class Verdict(enum.StrEnum):
    """How the first profile meets what the second one asks of one competence."""

    MET = "met"
    PRESUMED = "presumed"
    SHORT = "short"
    LEVEL_UNKNOWN = "level-unknown"
    LACKING = "lacking"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ComparedCompetence:
    """One competence that the second norm asks.

    Attributes:
        id: Its id in the union of the catalogues.
        has: What the first norm asks of it; None where it does not ask it, or where that is not
            known.
        steps: Steps that may be missing at most; 0 where nothing is known of the first norm.
    """

    id: str
    name: str
    asked: AskedLevel
    has: AskedLevel | None
    verdict: Verdict
    steps: int


@dataclass(frozen=True, slots=True)
class GradeDifference:
    """One thing in which two grades of a function differ; None where nothing is said of one."""

    about: str
    has: str | None
    wants: str | None


@dataclass(frozen=True, slots=True)
class ProfileDiff:
    """Everything that the second norm asks beside what the first one gives.

    Attributes:
        known: Whether the catalogues give a profile of the first norm, and of the second.
        unused: Competences that only the first norm asks.
        topics: Knowledge and skills that the first norm does not name.
        shared_topics: How many the two have in common.
        education: Least schooling of the first and of the second; None where not given.
        qualifications: Related diplomas of the second that the first does not name.
        grades: In what the two differ, where they are grades of one another.
    """

    known: tuple[bool, bool]
    competences: tuple[ComparedCompetence, ...]
    unused: tuple[str, ...]
    topics: tuple[str, ...]
    shared_topics: int
    education: tuple[str | None, str | None]
    qualifications: tuple[str, ...]
    grades: tuple[GradeDifference, ...] = ()

    @property
    def steps(self) -> int | None:
        """Steps that may be missing at most, together; None where a profile is not known."""
        if not all(self.known):
            return None
        return sum(each.steps for each in self.competences)


def compare_norms(union: CatalogueUnion, first: str, second: str) -> ProfileDiff:
    """Compare two norms or enriched profiles, each as someone wrote it.

    Raises:
        KeyError: There is no such norm.
    """
    (catalogue_a, a), (catalogue_b, b) = find_norm(union, first), find_norm(union, second)
    have, want = union.asked_by(catalogue_a, a), union.asked_by(catalogue_b, b)
    called, known_as = _names(union, catalogue_b), _names(union, catalogue_a)
    competences = tuple(
        _compared(id, called[id], asked, have.get(id))
        if a.profile is not None
        else ComparedCompetence(id, called[id], asked, None, Verdict.UNKNOWN, 0)
        for id, asked in want.items()
    )
    known = {name.casefold() for name in topic_names(catalogue_a, a)}
    named = tuple(topic_names(catalogue_b, b))
    fresh = tuple(name for name in named if name.casefold() not in known)
    diplomas = {name.casefold() for name in _qualifications(a)}
    return ProfileDiff(
        known=(a.profile is not None, b.profile is not None),
        competences=competences,
        unused=tuple(known_as[id] for id in have if id not in want),
        topics=fresh,
        shared_topics=len(named) - len(fresh),
        education=(_schooling(a), _schooling(b)),
        qualifications=tuple(n for n in _qualifications(b) if n.casefold() not in diplomas),
        grades=tuple(_between_grades(catalogue_a, first, second))
        if catalogue_a is catalogue_b
        else (),
    )


def _between_grades(catalogue: Catalogue, first: str, second: str) -> Iterator[GradeDifference]:
    """What tells two functions apart that are grades of one another."""
    one, other = (written.rpartition(":")[2] for written in (first, second))
    for grades in catalogue.grades.values():
        if one in grades.functions and other in grades.functions:
            for each in grades.differences:
                has, wants = each.says.get(one), each.says.get(other)
                if has != wants:
                    yield GradeDifference(each.about, has, wants)


def _names(union: CatalogueUnion, catalogue: Catalogue) -> dict[str, str]:
    """What a catalogue itself calls its competences, by their ids in the union."""
    return {
        union.competence(f"{catalogue.id}:{key}"): entry.name
        for key, entry in catalogue.competences.items()
    }


def find_norm(union: CatalogueUnion, written: str) -> tuple[Catalogue, Norm]:
    """A norm, or an enriched profile as the norm function that it makes.

    Raises:
        KeyError: There is neither.
    """
    found = union.norm(written)
    if found is not None:
        return found
    for catalogue, key in union.places_of(written):
        for function in catalogue.functions.values():
            if key in function.variants:
                return catalogue, _enriched(catalogue, function, function.variants[key])
    raise KeyError(written)


def _enriched(catalogue: Catalogue, function: NormFunction, variant: Variant) -> NormFunction:
    learnt = (topic for key in variant.diplomas for topic in catalogue.diplomas[key].topics)
    return function.model_copy(
        update={
            "name": variant.name,
            "education": variant.education,
            "qualifications": variant.qualifications,
            "topics": tuple(dict.fromkeys((*function.topics, *learnt))),
        }
    )


def _compared(id: str, name: str, asked: AskedLevel, has: AskedLevel | None) -> ComparedCompetence:
    recorded = None if has is None else frozenset({has} if isinstance(has, Level) else ())
    grade, steps = grade_level(recorded, asked)
    verdict = {
        Grade.MET: Verdict.MET,
        Grade.PRESUMED: Verdict.PRESUMED,
        Grade.SHORT: Verdict.SHORT,
        Grade.ABSENT: Verdict.LACKING if has is None else Verdict.LEVEL_UNKNOWN,
    }[grade]
    return ComparedCompetence(id, name, asked, has, verdict, steps)


def topic_names(catalogue: Catalogue, norm: Norm) -> Iterator[str]:
    """What a norm wants one to know or to be able to, by name; each once."""
    named = [catalogue.topics[key].name for key in norm.topics]
    if isinstance(norm, NormFunction):
        for key in norm.processes:
            named += topic_names(catalogue, catalogue.processes[key])
        named += (topic.name for topic in (*norm.knowledge, *norm.skills))
    seen: set[str] = set()
    for name in named:
        if name.casefold() not in seen:
            seen.add(name.casefold())
            yield name


def _schooling(norm: Norm) -> str | None:
    if isinstance(norm, NormFunction) and norm.education is not None:
        return norm.education.minimum
    return None


def _qualifications(norm: Norm) -> Iterator[str]:
    if isinstance(norm, NormFunction):
        yield from (each.name for each in norm.qualifications)
