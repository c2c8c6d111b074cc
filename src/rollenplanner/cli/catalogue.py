"""`rollenplanner catalogue`: look through the packaged catalogues, or check one's own."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rollenplanner.cli.catalogue_names import all_catalogues, wanted_entry, with_argument
from rollenplanner.cli.catalogue_tools import add_tools
from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.domain.catalogue import Catalogue
    from rollenplanner.domain.catalogue_union import CatalogueUnion


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
            "rollenplanner catalogue show medewerker-publiek-iii\n"
            "rollenplanner catalogue show ufo:klantgerichtheid\n"
            f"rollenplanner catalogue show eigen:{tr('adviser')} --with eigen.yaml"
        ),
        run=_show,
    )
    show.add_argument(
        "catalogue",
        metavar="ID",
        help=tr("id of a packaged catalogue, a path to your own, or a KEY or ID:KEY alone"),
    )
    show.add_argument("entry", nargs="?", metavar="KEY", help=tr("key of an entry"))
    with_argument(show, tr)
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
        about=tr("Checks a catalogue, your own by the same rules as the packaged ones."),
        example="rollenplanner catalogue validate eigen.yaml\n"
        "rollenplanner catalogue validate hr21",
        run=_validate,
    )
    check.add_argument(
        "path", metavar="PATH", help=tr("a file, a folder of files, or the id of a packaged one")
    )
    with_argument(check, tr)
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
    from rollenplanner.domain.catalogue_lookup import beside
    from rollenplanner.reports.catalogue import catalogue_blocks
    from rollenplanner.reports.catalogue_entry import entry_blocks
    from rollenplanner.reports.catalogue_entry_data import entry_data

    catalogues = all_catalogues(options.more)
    catalogue, key = wanted_entry(catalogues, options.catalogue, options.entry)
    if key is None:
        if output.json:
            output.result_json(catalogue.model_dump(mode="json", exclude_none=True))
        else:
            output.show(catalogue_blocks(catalogue))
        return ExitCode.DONE
    elsewhere = beside(catalogues, catalogue, key)
    if output.json:
        output.result_json(entry_data(catalogue, key, elsewhere))
    else:
        output.show(entry_blocks(catalogue, key, elsewhere))
    return ExitCode.DONE


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
    from rollenplanner.files.catalogue_files import find_catalogue, read_catalogue
    from rollenplanner.files.catalogue_links import id_problems, link_notes, link_problems
    from rollenplanner.files.file_kinds import is_no_catalogue

    name: str = options.path
    path = find_catalogue(name)
    if path is None:
        raise InputError([_nothing_there(name)])
    try:
        catalogue = read_catalogue(path)
    except InputError:
        if path.is_file() and is_no_catalogue(path):
            message = text("This is a scenario: use `rollenplanner validate {file}`.", file=name)
            raise InputError([Problem(str(path), None, None, "", message)]) from None
        raise
    union = _with_the_others(catalogue, options.more)
    problems = [*id_problems(catalogue.id, path), *link_problems(union, catalogue.id, path)]
    if problems:
        raise InputError(problems)
    notes = [*link_notes(union, catalogue.id, path)]
    if output.json:
        told = [output.problem_data(note) for note in notes]
        output.result_json({"ok": True, "errors": [], "notes": told})
        return ExitCode.DONE
    output.problems(notes, text("note"))
    output.result(
        text_n(
            "{file} is correct: {n} norm, {competences}.",
            "{file} is correct: {n} norms, {competences}.",
            len(catalogue.norms),
            file=name,
            competences=text_n("{n} competence", "{n} competences", len(catalogue.competences)),
        )
    )
    return ExitCode.DONE


def _nothing_there(name: str) -> Problem:
    from rollenplanner.files.catalogue_files import no_such_catalogue

    return Problem(None, None, None, "", no_such_catalogue(name))


def _with_the_others(catalogue: Catalogue, more: list[str]) -> CatalogueUnion:
    """The catalogue first, so that its links can be followed to all others that are known."""
    from rollenplanner.domain.catalogue_union import CatalogueUnion

    others = [each for each in all_catalogues(more) if each.id != catalogue.id]
    return CatalogueUnion([catalogue, *others])
