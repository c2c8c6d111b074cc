"""`rollenplanner catalogue`: look through the packaged catalogues, or check one's own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.catalogue_tools import add_tools
from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.domain.catalogue import Catalogue


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command and its sub-commands."""
    parser = command(
        add_parser,
        "catalogue",
        tr,
        about=tr("Looks through the catalogues of functions and competences."),
        example="rollenplanner catalogue list\nrollenplanner catalogue show hr21 coordinatie",
        run=_list,
    )
    parts = parser.add_subparsers(
        title=tr("commands"), metavar="COMMAND", dest="part", parser_class=type(parser)
    )
    command(
        parts.add_parser,
        "list",
        tr,
        about=tr("Lists the catalogues that come with the program."),
        example="rollenplanner catalogue list",
        run=_list,
    )
    show = command(
        parts.add_parser,
        "show",
        tr,
        about=tr("Shows a catalogue, or one entry of it: a function, a competence, a topic."),
        example=(
            "rollenplanner catalogue show hr21\n"
            "rollenplanner catalogue show hr21 medewerker-ontwikkeling-ii\n"
            "rollenplanner catalogue show medewerker-publiek-iii"
        ),
        run=_show,
    )
    show.add_argument(
        "catalogue",
        metavar="ID",
        help=tr("id of a packaged catalogue, a path to your own, or a KEY of a packaged one"),
    )
    show.add_argument("entry", nargs="?", metavar="KEY", help=tr("key of an entry"))
    notes = command(
        parts.add_parser,
        "notes",
        tr,
        about=tr("Tells where the sources contradict themselves, and which reading is used."),
        example="rollenplanner catalogue notes hr21",
        run=_notes,
    )
    _catalogue_argument(notes, tr)
    check = command(
        parts.add_parser,
        "validate",
        tr,
        about=tr("Checks a catalogue of your own by the same rules."),
        example="rollenplanner catalogue validate my-catalogue.yaml",
        run=_validate,
    )
    check.add_argument("path", metavar="PATH", type=Path, help=tr("a file, or a folder of files"))
    add_tools(parts.add_parser, tr)


def _catalogue_argument(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument(
        "catalogue", metavar="ID", help=tr("id of a packaged catalogue, or a path to your own")
    )


def _list(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.files.catalogue_files import packaged_catalogue, packaged_names
    from rollenplanner.reports.catalogue import catalogues_table

    del options
    catalogues = {name: packaged_catalogue(name) for name in packaged_names()}
    if output.json:
        data = [
            {
                "id": each.id,
                "name": each.name,
                "title": each.title,
                "norms": len(each.norms),
                "competences": len(each.competences),
                "notes": len(each.notes),
            }
            for each in catalogues.values()
        ]
        output.result_json({"catalogues": data})
    else:
        output.show([catalogues_table(catalogues)])
    return ExitCode.DONE


def _load(options: argparse.Namespace) -> Catalogue:
    from rollenplanner.files.catalogue_files import load_catalogue

    return load_catalogue(options.catalogue)


def _show(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.reports.catalogue import catalogue_blocks
    from rollenplanner.reports.catalogue_entry import entry_blocks

    catalogue, key = _wanted(options.catalogue, options.entry)
    blocks = catalogue_blocks(catalogue) if key is None else entry_blocks(catalogue, key)
    if blocks is None:
        raise InputError([_unknown_key(catalogue, key or "")])
    if output.json:
        output.result_json(_data(catalogue, key))
    else:
        output.show(blocks)
    return ExitCode.DONE


def _wanted(name: str, key: str | None) -> tuple[Catalogue, str | None]:
    """What someone wants to see: a catalogue, or an entry of one, which may be named alone."""
    from rollenplanner.files.catalogue_files import (
        find_catalogue,
        load_catalogue,
        packaged_catalogue,
        packaged_names,
    )

    if key is None and find_catalogue(name) is None:
        for each in packaged_names():
            catalogue = packaged_catalogue(each)
            if _has(catalogue, name):
                return catalogue, name
    return load_catalogue(name), key


def _has(catalogue: Catalogue, key: str) -> bool:
    from rollenplanner.domain.catalogue_search import SECTIONS, entries_of

    variants = (key in function.variants for function in catalogue.functions.values())
    return any(key in entries_of(catalogue, section) for section in SECTIONS) or any(variants)


def _unknown_key(catalogue: Catalogue, key: str) -> Problem:
    from rollenplanner.domain.catalogue_search import SECTIONS, entries_of
    from rollenplanner.files.nearest import Nearest

    message = text("The catalogue {catalogue} has no entry {key}.", catalogue=catalogue.id, key=key)
    known = [each for section in SECTIONS for each in entries_of(catalogue, section)]
    return Problem(None, None, None, "", Nearest().hint(message, key, known))


def _data(catalogue: Catalogue, key: str | None) -> object:
    from rollenplanner.domain.catalogue_search import SECTIONS, entries_of

    if key is None:
        return catalogue.model_dump(mode="json", exclude_none=True)
    sections = (entries_of(catalogue, section) for section in SECTIONS)
    variants = (function.variants for function in catalogue.functions.values())
    found = next(section[key] for section in (*sections, *variants) if key in section)
    return found.model_dump(mode="json", exclude_none=True)


def _notes(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.reports.catalogue import notes_blocks

    catalogue = _load(options)
    if output.json:
        notes = {id: note.model_dump(mode="json") for id, note in catalogue.notes.items()}
        output.result_json({"notes": notes})
    else:
        output.show(notes_blocks(catalogue, output.tr.language))
    return ExitCode.DONE


def _validate(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.files.catalogue_files import read_catalogue

    path: Path = options.path
    catalogue = read_catalogue(path)
    problems = [Problem(str(path), None, None, "competences", m) for m in _dead_links(catalogue)]
    if problems:
        raise InputError(problems)
    if output.json:
        output.result_json({"ok": True, "errors": [], "notes": []})
        return ExitCode.DONE
    output.result(
        text_n(
            "{file} is correct: {n} norm, {competences} competences.",
            "{file} is correct: {n} norms, {competences} competences.",
            len(catalogue.norms),
            file=str(path),
            competences=len(catalogue.competences),
        )
    )
    return ExitCode.DONE


def _dead_links(catalogue: Catalogue) -> list[Text]:
    """Links to competences that the packaged catalogues do not have."""
    from rollenplanner.domain.catalogue_union import CatalogueUnion
    from rollenplanner.files.catalogue_files import packaged_catalogue, packaged_names

    packaged = [packaged_catalogue(name) for name in packaged_names()]
    union = CatalogueUnion([catalogue, *(each for each in packaged if each.id != catalogue.id)])
    return [*union.dead_links(), *union.doubled()]
