"""What someone placed in one norm still lacks for another, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.catalogue_diff import ComparedCompetence, ProfileDiff, Verdict
from rollenplanner.domain.catalogue_values import AskedLevel
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.reports.table import UNKNOWN, Block, Cell, Column, Item, Lines, Mark, Table


def diff_blocks(diff: ProfileDiff, first: str, second: str) -> tuple[Block, ...]:
    """The comparison; `first` and `second` are the names of the two norms."""
    return (
        _competences(diff, first, second),
        *_grades(diff, first, second),
        _education(diff),
        _topics(diff),
    )


def _competences(diff: ProfileDiff, first: str, second: str) -> Table:
    return Table(
        title=text("From {first} to {second}", first=first, second=second),
        columns=(
            Column(text("Competence")),
            Column(text("Shown")),
            Column(text("Asked")),
            Column(text("What is lacking")),
        ),
        rows=tuple(
            (each.name, _level(each.has), _level(each.asked), _verdict(each))
            for each in diff.competences
        ),
        remarks=tuple(_remarks(diff)),
        empty=text("What the second one asks is not known."),
    )


def _remarks(diff: ProfileDiff) -> tuple[Text, ...]:
    if diff.steps is None:
        return (text("What the first one asks is not known."),)
    found = [
        text_n(
            "Together {n} step at most, for someone who shows exactly what the first one asks.",
            "Together {n} steps at most, for someone who shows exactly what the first one asks.",
            diff.steps,
        )
    ]
    if diff.unused:
        found.append(text("Asked by the first one only: {names}.", names=diff.unused))
    return tuple(found)


def _level(level: AskedLevel | None) -> Cell:
    if level is None:
        return UNKNOWN
    return text("without level") if level == "any" else str(level)


def _verdict(each: ComparedCompetence) -> Item:
    if each.verdict is Verdict.MET:
        return Item(text("nothing"), Mark.GOOD)
    if each.verdict is Verdict.PRESUMED:
        return Item(text("nothing; heavier is asked already, confirm it"), Mark.GOOD)
    if each.verdict is Verdict.UNKNOWN:
        return Item(text("not known"), Mark.NOTICE)
    if each.verdict is Verdict.LEVEL_UNKNOWN:
        return Item(
            text_n(
                "the level is not known: establish it, {n} step at most",
                "the level is not known: establish it, {n} steps at most",
                each.steps,
            ),
            Mark.ATTENTION,
        )
    message = text_n("{n} step", "{n} steps", each.steps)
    return Item(message, Mark.ATTENTION if each.verdict is Verdict.SHORT else Mark.BAD)


def _grades(diff: ProfileDiff, first: str, second: str) -> Iterator[Table]:
    """What tells the two apart where they are grades of one another, with like profiles."""
    if diff.grades:
        yield Table(
            title=text("What tells these grades apart"),
            columns=(Column(""), Column(first), Column(second)),
            rows=tuple(
                (each.about, each.has or UNKNOWN, each.wants or UNKNOWN) for each in diff.grades
            ),
        )


def _education(diff: ProfileDiff) -> Lines:
    have, want = diff.education
    lines = [
        Item(text("From: {least}", least=have or text("not given"))),
        Item(text("To: {least}", least=want or text("not given"))),
    ]
    if diff.qualifications:
        names = diff.qualifications
        lines.append(Item(text("Related diplomas that are new: {names}", names=names)))
    return Lines(text("Least education"), tuple(lines))


def _topics(diff: ProfileDiff) -> Lines:
    title = text_n(
        "{n} topic of knowledge or skill is new; known already: {shared}",
        "{n} topics of knowledge or skill are new; known already: {shared}",
        len(diff.topics),
        shared=diff.shared_topics,
    )
    return Lines(title, tuple(Item(name, Mark.NOTICE) for name in diff.topics))
