"""`rollenplanner validate`: is this scenario right?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command, scenario_argument
from rollenplanner.cli.output import HANGING, Output
from rollenplanner.domain.text import Text, Translator, text, text_n

if TYPE_CHECKING:
    from rollenplanner.planning.validate import Validation


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "validate",
        tr,
        about=tr("Reads a scenario and tells everything that is wrong or worth a second look."),
        example="rollenplanner validate scenarios/ommen-4.0.yaml",
        run=run,
    )
    scenario_argument(parser, tr)
    parser.add_argument(
        "--resolved", action="store_true", help=tr("print the scenario with its overlays applied")
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Validate one scenario."""
    from rollenplanner.planning.validate import validate

    validation = validate(options.scenario)
    if validation.loaded is not None:
        output.use(validation.loaded.scenario.language)
    if output.json:
        _show_json(validation, output, resolved=options.resolved)
    elif options.resolved and validation.loaded is not None:
        _show_resolved(validation, output)
    else:
        _show(validation, str(options.scenario), output)
    return ExitCode.DONE if validation.ok else ExitCode.WRONG_INPUT


def _show_json(validation: Validation, output: Output, *, resolved: bool) -> None:
    data: dict[str, object] = {
        "ok": validation.ok,
        "errors": [output.problem_data(problem) for problem in validation.errors],
        "notes": [output.problem_data(problem) for problem in validation.notes],
    }
    if resolved and validation.loaded is not None:
        data["resolved"] = _resolved(validation, output)
    output.result_json(data)


def _resolved(validation: Validation, output: Output) -> object:
    from rollenplanner.planning.validate import without_names

    assert validation.loaded is not None
    resolved = validation.loaded.resolved
    return resolved if output.names else without_names(resolved)


def _show_resolved(validation: Validation, output: Output) -> None:
    from rollenplanner.files.yaml_writing import yaml_text

    output.problems(validation.notes, text("note"))
    output.result_as_it_is(yaml_text(_resolved(validation, output)).rstrip())


def _show(validation: Validation, file: str, output: Output) -> None:
    if not validation.ok:
        output.problems(validation.errors)
        output.problems(validation.notes, text("note"))
        output.say(_count(validation, file))
        return
    for note in validation.notes:
        output.result(output.problem_line(note, text("note")), hanging=HANGING)
    count = len(validation.notes)
    output.result(
        text_n("{file} is correct; {n} note.", "{file} is correct; {n} notes.", count, file=file)
    )


def _count(validation: Validation, file: str) -> Text:
    errors, notes = len(validation.errors), len(validation.notes)
    wrong = text_n("{file}: {n} error", "{file}: {n} errors", errors, file=file)
    beside = text_n("{n} note", "{n} notes", notes)
    return (
        text("{errors}; {notes}.", errors=wrong, notes=beside)
        if notes
        else text("{errors}.", errors=wrong)
    )
