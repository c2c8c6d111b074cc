"""The parser of the whole command line, and what happens to errors that a command lets through."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap

from rollenplanner import __version__
from rollenplanner.cli import (
    batch,
    catalogue,
    check,
    compare,
    explain,
    gaps,
    schema,
    serve,
    solve,
    stress,
    tui,
    validate,
    why,
)
from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import Run, common
from rollenplanner.cli.output import Output, prepare_streams, swallow_rest_of_stdout
from rollenplanner.cli.words import (
    LANGUAGE_VARIABLE,
    HelpFormatter,
    Parser,
    argparse_speaks,
    as_language,
    help_width,
    language_of,
)
from rollenplanner.domain.errors import InputError, InternalError, RollenplannerError
from rollenplanner.domain.text import DEFAULT_LANGUAGE, Text, Translator, text

COMMANDS = (
    validate,
    solve,
    check,
    gaps,
    stress,
    explain,
    why,
    batch,
    compare,
    tui,
    serve,
    schema,
    catalogue,
)


class OurError(Exception):
    """Something went wrong that is no fault of the user; carries what to say about it."""

    exit_code = ExitCode.OUR_ERROR

    def __init__(self, message: str) -> None:
        """Keep the message, rendered."""
        super().__init__(message)
        self.message = message


def build_parser(tr: Translator) -> Parser:
    """The parser of all commands, with help in one language."""
    Parser.translator = tr
    about = tr(
        "Plans who carries which role in a municipality, who stands in, and what is not covered."
    )
    parser = Parser(
        prog="rollenplanner",
        description=textwrap.fill(about, help_width()),
        epilog="\n".join(
            (
                tr("example:"),
                "  rollenplanner solve scenarios/ommen-4.0.yaml -o plan.yaml",
                "  rollenplanner gaps scenarios/ommen-4.0.yaml plan.yaml",
                "",
                textwrap.fill(
                    tr("`rollenplanner COMMAND --help` explains a command."), help_width()
                ),
            )
        ),
        formatter_class=HelpFormatter,
    )
    common(parser, tr)
    parser.add_argument(
        "--version",
        action="version",
        version=f"rollenplanner {__version__}",
        help=tr("show program's version number and exit"),
    )
    commands = parser.add_subparsers(
        title=tr("commands"), metavar="COMMAND", dest="command", parser_class=Parser
    )
    for module in COMMANDS:
        module.add(commands.add_parser, tr)
    return parser


def run(arguments: list[str], interface: tui.Interface) -> int:
    """Parse and do what the arguments ask.

    Args:
        arguments: What follows the name of the program.
        interface: The terminal interface.

    Returns:
        The exit code.

    Raises:
        OurError: This program failed; its cause says how.
    """
    prepare_streams()
    from_environment = as_language(os.environ.get(LANGUAGE_VARIABLE))
    language = language_of(arguments) or from_environment or DEFAULT_LANGUAGE
    with argparse_speaks(language):
        parser = build_parser(Translator(language))
        try:
            options = parser.parse_args(arguments)
        except SystemExit as leaving:  # argparse leaves after --help and after a usage error
            return int(leaving.code or 0)
        command: Run | None = getattr(options, "run", None)
        if command is None:
            parser.print_help(sys.stderr)
            return ExitCode.WRONG_INPUT
    options.interface = interface
    return _guarded(command, options)


def _guarded(command: Run, options: argparse.Namespace) -> int:
    output = Output(options)
    if getattr(options, "scenario", None) is not None:
        output.use_language_in(options.scenario)
    try:
        code = command(options, output)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        swallow_rest_of_stdout()
        return ExitCode.PIPE_CLOSED
    except OSError as error:
        swallow_rest_of_stdout()
        reason = error.strerror or type(error).__name__
        output.say(text("The system refuses to read or write: {reason}.", reason=reason))
        return ExitCode.WRONG_INPUT
    except InputError as error:
        show_input_error(error, output)
        return ExitCode.WRONG_INPUT
    except Exception as error:
        raise OurError(output.tr.render(_apology(error))) from error
    return code


def show_input_error(error: InputError, output: Output) -> None:
    """Say every problem on stderr; with `--json` also as data on stdout."""
    if output.json:
        errors = [output.problem_data(problem) for problem in error.problems]
        notes = [output.problem_data(note) for note in error.notes]
        output.result_json({"ok": False, "errors": errors, "notes": notes})
    output.problems(error.problems)


def _apology(error: Exception) -> Text:
    if isinstance(error, InternalError):
        return text(
            "This is an error of the program, not of yours: {problem} Please report it.",
            problem=error.message,
        )
    if isinstance(error, RollenplannerError):
        return text(
            "This is an error of the program, not of yours ({kind}). Please report it.",
            kind=str(error),
        )
    return text(
        "This is an error of the program, not of yours ({kind}). Please report it. "
        "With ROLLENPLANNER_DEBUG=1 the program tells where it happened.",
        kind=type(error).__name__,
    )
