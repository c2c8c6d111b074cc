"""`rollenplanner schema`: the JSON Schemas of the file formats."""

from __future__ import annotations

import argparse

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command
from rollenplanner.cli.output import Output
from rollenplanner.domain.text import Translator

KINDS = ("scenario", "plan", "catalogue", "batch")


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "schema",
        tr,
        about=tr("Prints the JSON Schema of a file format, so that an editor completes its keys."),
        example="rollenplanner schema scenario > scenario.schema.json",
        run=run,
    )
    parser.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        default="scenario",
        metavar="KIND",
        help=tr("scenario (default), plan, catalogue or batch"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Print one schema."""
    from rollenplanner.files.schemas import schema_of

    output.result_json(schema_of(options.kind))
    return ExitCode.DONE
