"""Facts carry over, sentences do not: finds what a catalogue took over word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rollenplanner.domain.catalogue import Catalogue, Norm, NormFunction, Process
from tests.catalogues.source_text import lines

#: So many words in a row that stand in a source are a copy.
_RUN = 6


def _runs(sentence: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", sentence.casefold())
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _of_norm(norm: Norm) -> Iterator[str | None]:
    yield from norm.risks
    for practice in norm.in_practice.values():
        yield from practice.indicators
    for area in norm.results:
        yield from (area.result, *area.activities, *area.frame)
    if isinstance(norm, Process):
        yield norm.description
    if isinstance(norm, NormFunction):
        yield norm.purpose
        yield from (*norm.characteristics, *norm.experience)
        for topic in (*norm.situations, *norm.knowledge, *norm.skills):
            yield topic.description
        for career in norm.careers:
            yield from career.needs


def _written(catalogue: Catalogue) -> Iterator[str | None]:
    for competence in catalogue.competences.values():
        yield competence.description
        yield from (*competence.indicators, *competence.questions, *competence.tips)
    for norm in catalogue.norms.values():
        yield from _of_norm(norm)
    for module in catalogue.modules.values():
        yield from module.tasks
    for section in (
        catalogue.dimensions,
        catalogue.series,
        catalogue.groups,
        catalogue.tasks,
        catalogue.topics,
        catalogue.channels,
        catalogue.portals,
        catalogue.performance,
    ):
        yield from (entry.description for entry in section.values())
    for path in catalogue.learning.values():
        yield from (path.description, *path.learns)
    for grades in catalogue.grades.values():
        for difference in grades.differences:
            yield from difference.says.values()


def copied(catalogue: Catalogue, sources: Iterable[str]) -> list[str]:
    """What a catalogue says in its own words, but shares six words in a row with a source."""
    taken = {run for number in sources for line in lines(number) for run in _runs(line)}
    return [sentence for sentence in _written(catalogue) if sentence and _runs(sentence) & taken]


def quoted_places(catalogue: Catalogue) -> int:
    """Check that each cited line is there, and holds the name where a reading is only a name.

    Returns:
        The number of places whose words were compared.
    """
    compared = 0
    for name, note in catalogue.notes.items():
        for reading in note.readings:
            for place in reading.at:
                number, _, span = place.partition(":")
                first, _, last = span.partition("-")
                cited = lines(number)[int(first) : int(last or first) + 1]
                assert cited, (name, place)
                assert cited[0].strip(), (name, place)
                assert cited[-1].strip(), (name, place)
                if note.kind == "name" and reading.says.nl == reading.says.en:
                    said, there = (
                        text.casefold().replace(" ", "")
                        for text in (reading.says.nl, " ".join(cited))
                    )
                    assert said in there, (name, place)
                    compared += 1
    return compared
