"""One entry of a catalogue as people read it: everything that the catalogue says about it."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.catalogue import (
    Catalogue,
    Module,
    Norm,
    NormFunction,
    Process,
)
from rollenplanner.domain.catalogue_data import NORMS
from rollenplanner.domain.catalogue_lookup import Beside, sections_of
from rollenplanner.domain.catalogue_parts import (
    Career,
    Competence,
    Proficiency,
    Qualification,
    ResultAreaParts,
    Rung,
)
from rollenplanner.domain.catalogue_search import Section
from rollenplanner.domain.levels import Level
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.catalogue_grades import all_grades_blocks, grade_blocks, grade_of
from rollenplanner.reports.catalogue_small import (
    SECTION_NAMES,
    Place,
    diploma_blocks,
    explained,
    facts,
    listed,
    other_blocks,
)
from rollenplanner.reports.table import (
    UNKNOWN,
    Block,
    Cell,
    Column,
    Item,
    Lines,
    Mark,
    Table,
    without_unknown,
)

_NOTHING_SHOWN = (Item(""),)


def entry_blocks(catalogue: Catalogue, key: str, beside: Beside) -> tuple[Block, ...]:
    """Everything about the entries of a key; a catalogue may have it in several sections.

    Args:
        catalogue: That has an entry of the key.
        key: The key.
        beside: What other catalogues have that belongs to it.
    """
    blocks: list[Block] = []
    for section in sections_of(catalogue, key):
        blocks += _section_blocks(catalogue, section, key, beside)
    return tuple(blocks)


def _section_blocks(
    catalogue: Catalogue, section: Section, key: str, beside: Beside
) -> Iterator[Block]:
    place = _place(catalogue, section, key, beside)
    norm = catalogue.norm(key) if section in NORMS else None
    if norm is not None:
        yield from _norm_blocks(catalogue, norm, key, place)
    elif section == "functions":
        function = next(k for k, f in catalogue.functions.items() if key in f.variants)
        yield from _variant_blocks(catalogue, function, key, place)
    elif section == "competences":
        yield from _competence_blocks(catalogue, key, place, beside)
    else:
        yield from other_blocks(catalogue, section, key, place)
        if section == "grades":
            yield from all_grades_blocks(catalogue, catalogue.grades[key])


def _place(catalogue: Catalogue, section: Section, key: str, beside: Beside) -> Place:
    """Where an entry stands, which no other part of what is shown tells."""
    stands = text("{id} ({part})", id=catalogue.id, part=SECTION_NAMES[section])
    return (
        (text("Key"), key),
        (text("Catalogue"), stands),
        (text("Key also in"), tuple(map(Item, beside.same_key))),
    )


def _variant_blocks(catalogue: Catalogue, function: str, key: str, place: Place) -> Iterator[Block]:
    """An enriched profile: its own facts, then the function's, then what its diplomas add."""
    variant = catalogue.functions[function].variants[key]
    education = variant.education
    yield facts(
        variant.name,
        *place,
        (text("Code"), variant.code),
        (text("Enriches"), f"{catalogue.functions[function].name} ({function})"),
        (text("Least education"), education.minimum if education else None),
        (text("Ideally"), education.ideal if education else None),
        (text("Related diplomas"), ", ".join(map(_diploma, variant.qualifications))),
    )
    yield from _profile(catalogue, catalogue.functions[function])
    for each in variant.diplomas:
        yield from diploma_blocks(catalogue, catalogue.diplomas[each])


# -- norms


def _norm_blocks(catalogue: Catalogue, norm: Norm, key: str, place: Place) -> Iterator[Block]:
    if isinstance(norm, NormFunction):
        yield _function_facts(catalogue, norm, key, place)
    elif isinstance(norm, Process):
        task = catalogue.tasks[norm.task].name if norm.task else None
        yield facts(
            norm.name,
            *place,
            (text("Code"), norm.code),
            (text("Core task"), task),
            (text("Meaning"), norm.description),
            (text("Risks"), ", ".join(norm.risks)),
        )
    else:
        yield facts(norm.name, *place, (text("Risks"), ", ".join(norm.risks)))
    yield from _profile(catalogue, norm)
    yield from _results(norm)
    if isinstance(norm, Module):
        yield from listed(text("Tasks"), norm.tasks)
    yield from explained(text("Topics to know"), (catalogue.topics[each] for each in norm.topics))
    if isinstance(norm, NormFunction):
        yield from _function_blocks(catalogue, norm)
        yield from grade_blocks(catalogue, key)


def _function_facts(catalogue: Catalogue, norm: NormFunction, key: str, place: Place) -> Table:
    group = catalogue.groups[norm.group] if norm.group else None
    risks = dict.fromkeys((*(group.risks if group else ()), *norm.risks))
    return facts(
        norm.name,
        *place,
        (text("Code"), norm.code),
        (text("Crebo"), norm.crebo),
        (text("Purpose"), norm.purpose),
        (text("Series"), catalogue.series[norm.series].name if norm.series else None),
        (text("Group"), group.name if group else None),
        (text("Scale"), ", ".join(map(str, norm.scales))),
        (text("Level and scale"), tuple(map(_rung, norm.ladder))),
        (text("Points"), str(norm.points) if norm.points else None),
        (text("Which grade"), grade_of(catalogue, key)),
        (text("NLQF level"), ", ".join(map(str, norm.nlqf))),
        (text("Reports to"), ", ".join(_above(catalogue, norm))),
        (text("Leads at most"), _span(catalogue, norm)),
        (text("Risks"), ", ".join(risks)),
        *_schooling(norm),
    )


def _rung(rung: Rung) -> Item:
    return Item(text("Level {level}: scale {scale}", level=rung.level, scale=str(rung.scale)))


def _above(catalogue: Catalogue, norm: NormFunction) -> Iterator[str]:
    yield from (f"{catalogue.functions[key].name} ({key})" for key in norm.reports_to)
    yield from norm.reports_outside


def _span(catalogue: Catalogue, norm: NormFunction) -> Text | None:
    if norm.span is None:
        return None
    names = tuple(catalogue.functions[key].name for key in norm.span.of)
    if not names:
        return text("{number} people", number=norm.span.most)
    return text("{number} people in {functions}", number=norm.span.most, functions=names)


def _schooling(norm: NormFunction) -> Iterator[tuple[Text, str | None]]:
    if norm.education is not None:
        yield text("Least education"), norm.education.minimum
        yield text("Ideally"), norm.education.ideal
        yield text("Fields of study"), ", ".join(norm.education.fields)
    yield text("Related diplomas"), ", ".join(map(_diploma, norm.qualifications))


def _diploma(each: Qualification) -> str:
    level = "" if each.nlqf is None else str(each.nlqf)
    beside = ", ".join(filter(None, (level, each.remark)))
    return f"{each.name} ({beside})" if beside else each.name


def _profile(catalogue: Catalogue, norm: Norm) -> Iterator[Block]:
    if norm.profile is None:
        yield Lines(text("Profile"), (Item(text("The sources give none."), Mark.ATTENTION),))
        return
    rows = tuple(_profile_rows(catalogue, norm))
    if rows:
        columns: tuple[Column, ...] = (
            Column(text("Competence")),
            Column(text("Level")),
            Column(text("What it is called, or how it shows")),
        )
        if all(row[-1] == _NOTHING_SHOWN for row in rows):
            columns, rows = columns[:-1], tuple(row[:-1] for row in rows)
        yield without_unknown(Table(title=text("Profile"), columns=columns, rows=rows))


def _profile_rows(catalogue: Catalogue, norm: Norm) -> Iterator[tuple[Cell, ...]]:
    sorted_in = {key: group for group, keys in norm.profile_groups.items() for key in keys}
    order = [*sorted_in, *(key for key in norm.asked if key not in sorted_in)]
    for key in order:
        level = norm.asked[key]
        called = catalogue.level_name(key, level) if isinstance(level, Level) else None
        practice = norm.in_practice.get(key)
        shown = [called] if called else []
        if practice is not None:
            shown += [", ".join(practice.components)] if practice.components else []
            shown += practice.indicators
        name = catalogue.competences[key].name
        if key in sorted_in:
            name = f"{name} ({catalogue.dimensions[sorted_in[key]].name})"
        items = tuple(Item(each) for each in shown) or _NOTHING_SHOWN
        yield name, str(level) if isinstance(level, Level) else UNKNOWN, items


def _results(norm: Norm) -> Iterator[Block]:
    rows = tuple((area.name, tuple(_of_area(area))) for area in norm.results)
    title = text("Result areas")
    if any(items for _, items in rows):
        filled = tuple((name, items or (Item(""),)) for name, items in rows)
        yield Table(title=title, columns=(Column(""), Column("")), rows=filled)
    else:
        yield from listed(title, (name for name, _ in rows))


def _of_area(area: ResultAreaParts) -> Iterator[Item]:
    yield from (Item(activity) for activity in area.activities)
    if area.frame:
        yield Item(text("Within: {frame}", frame=area.frame))
    if area.result:
        yield Item(text("Result: {result}", result=area.result))


def _function_blocks(catalogue: Catalogue, norm: NormFunction) -> Iterator[Block]:
    yield from listed(text("What typifies it"), norm.characteristics)
    yield from explained(text("Critical work situations"), norm.situations)
    yield from explained(text("Knowledge"), norm.knowledge)
    yield from explained(text("Skills"), norm.skills)
    yield from listed(text("Experience"), norm.experience)
    yield from listed(
        text("Work processes"),
        (
            f"{catalogue.processes[key].code or ''} {catalogue.processes[key].name} ({key})".strip()
            for key in norm.processes
        ),
    )
    if norm.proficiencies:
        yield Lines(text("Languages and arithmetic"), tuple(map(_proficiency, norm.proficiencies)))
    if norm.careers:
        yield Lines(text("Career"), tuple(map(_career, norm.careers)))
    if norm.variants:
        yield Table(
            title=text("Enriched profiles"),
            columns=(
                Column(text("Name")),
                Column(text("Key")),
                Column(text("Code")),
                Column(text("Education")),
            ),
            rows=tuple(
                (
                    each.name,
                    key,
                    each.code or "",
                    each.education.minimum if each.education else "",
                )
                for key, each in norm.variants.items()
            ),
        )


def _proficiency(each: Proficiency) -> Item:
    levels = tuple(f"{skill} {level}" for skill, level in each.skills.items())
    if each.reference is None:
        return Item(text("{name}: {levels}", name=each.name, levels=levels), Mark.NOTICE)
    return Item(
        text(
            "{name}, reference level {reference}: {levels}",
            name=each.name,
            reference=each.reference,
            levels=levels,
        ),
        Mark.NOTICE,
    )


def _career(each: Career) -> Item:
    names: tuple[object, ...] = each.to
    line = {
        "level": text("Also called: {names}", names=names),
        "same": text("At this level: {names}", names=names),
        "up": text("Further on: {names}", names=names),
    }[each.direction]
    if each.level:
        line = text("{sentence} ({level})", sentence=line, level=each.level)
    if each.needs:
        line = text("{sentence}. It takes: {needs}", sentence=line, needs=each.needs)
    return Item(line, Mark.NOTICE)


# -- competences and everything else


def _competence_blocks(
    catalogue: Catalogue, key: str, place: Place, beside: Beside
) -> Iterator[Block]:
    found = catalogue.competences[key]
    asking = [f"{norm.name} ({id})" for id, norm in catalogue.norms.items() if key in norm.asked]
    dimension = catalogue.dimensions[found.dimension].name if found.dimension else None
    yield facts(
        found.name,
        *place,
        (text("Code"), found.code),
        (text("Dimension"), dimension),
        (text("Meaning"), found.description),
        (text("Levels that have a name"), level_names(found)),
        (text("Other spellings"), ", ".join(found.aliases)),
        (text("The same elsewhere"), tuple(map(Item, beside.same))),
        (text("Asked by"), tuple(map(Item, asking))),
    )
    yield from listed(text("How it shows"), found.indicators)
    yield from listed(text("Questions for a conversation"), found.questions)
    yield from listed(text("Ways to develop it"), found.tips)


def level_names(competence: Competence) -> str:
    """The levels of a competence that have a name, in one line."""
    return ", ".join(f"{level} {name}" for level, name in competence.levels.items())
