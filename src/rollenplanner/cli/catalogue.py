"""`rollenplanner catalogue`: look through the packaged catalogues, or check one's own."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Translator, text, text_n

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
        about=tr("Shows a catalogue, or one function, module or competence of it."),
        example=(
            "rollenplanner catalogue show hr21\n"
            "rollenplanner catalogue show hr21 medewerker-ontwikkeling-ii"
        ),
        run=_show,
    )
    _catalogue_argument(show, tr)
    show.add_argument(
        "entry", nargs="?", metavar="KEY", help=tr("key of a function, module or competence")
    )
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
        data = [{"id": c.id, "name": c.name, "title": c.title} for c in catalogues.values()]
        output.result_json({"catalogues": data})
    else:
        output.show([catalogues_table(catalogues)])
    return ExitCode.DONE


def _load(options: argparse.Namespace) -> Catalogue:
    from rollenplanner.files.catalogue_files import load_catalogue

    return load_catalogue(options.catalogue)


def _show(options: argparse.Namespace, output: Output) -> ExitCode:
    from rollenplanner.reports.catalogue import catalogue_blocks, entry_blocks

    catalogue = _load(options)
    key: str | None = options.entry
    blocks = catalogue_blocks(catalogue) if key is None else entry_blocks(catalogue, key)
    if blocks is None:
        raise InputError([_unknown_key(catalogue, key or "")])
    if output.json:
        output.result_json(_data(catalogue, key))
    else:
        output.show(blocks)
    return ExitCode.DONE


def _unknown_key(catalogue: Catalogue, key: str) -> Problem:
    message = text(
        "The catalogue {catalogue} has no function, module or competence {key}.",
        catalogue=catalogue.id,
        key=key,
    )
    return Problem(None, None, None, "", message)


def _data(catalogue: Catalogue, key: str | None) -> object:
    if key is None:
        return catalogue.model_dump(mode="json", exclude_none=True)
    found = catalogue.norm(key) or catalogue.competences[key]
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
    if output.json:
        output.result_json({"ok": True, "errors": [], "notes": []})
        return ExitCode.DONE
    output.result(
        text_n(
            "{file} is correct: {n} norm function, {competences} competences.",
            "{file} is correct: {n} norm functions, {competences} competences.",
            len(catalogue.functions),
            file=str(path),
            competences=len(catalogue.competences),
        )
    )
    return ExitCode.DONE
