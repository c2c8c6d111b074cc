"""`rollenplanner serve`: the terminal interface in a web browser."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

from rollenplanner.cli.exit_codes import ExitCode
from rollenplanner.cli.options import AddParser, command, whole_number
from rollenplanner.cli.output import Output
from rollenplanner.cli.tui import Interface, Site, files_arguments
from rollenplanner.domain.text import Text, Translator, text

#: Holds what visitors have to bring; an option would show it to everyone on the machine.
TOKEN_VARIABLE = "ROLLENPLANNER_TOKEN"
_LEAST_TOKEN = 16
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_PORT = 8000


def add(add_parser: AddParser, tr: Translator) -> None:
    """Add the command."""
    parser = command(
        add_parser,
        "serve",
        tr,
        about=tr(
            "Serves the terminal interface to a web browser, on this machine only. Elsewhere it "
            "serves only to visitors who bring the token in the variable {variable}.",
            variable=TOKEN_VARIABLE,
        ),
        example="rollenplanner serve scenarios/ommen-roulatie.yaml --port 8000",
        run=run,
    )
    files_arguments(parser, tr)
    parser.add_argument(
        "--host",
        metavar="HOST",
        default="localhost",
        help=tr("where to listen (localhost); another one needs the token"),
    )
    parser.add_argument(
        "--port",
        metavar="N",
        type=whole_number(tr, 1, 65_535),
        default=_PORT,
        help=tr("port to listen on ({port})", port=_PORT),
    )
    parser.add_argument(
        "--public-url",
        metavar="URL",
        help=tr("how visitors reach it, behind a proxy for example"),
    )


def run(options: argparse.Namespace, output: Output) -> ExitCode:
    """Serve until Ctrl-C."""
    token = os.environ.get(TOKEN_VARIABLE) or None
    refusal = _refusal(options.host, token)
    if refusal is not None:
        output.say(refusal)
        return ExitCode.WRONG_INPUT
    arguments = ("tui", *_passed_on(options, output))
    site = Site(arguments, options.host, options.port, token, options.public_url)
    interface: Interface = options.interface
    try:
        interface.serve(site, output.tr, output.say)
    except ImportError:
        output.say(
            text("This needs an optional part: pip install 'rollenplanner[serve]' brings it.")
        )
        return ExitCode.WRONG_INPUT
    return ExitCode.DONE


def _refusal(host: str, token: str | None) -> Text | None:
    """Why it is not served there, if it is not."""
    if token is not None and len(token) < _LEAST_TOKEN:
        return text(
            "The token in {variable} is too short; take at least {n} characters.",
            variable=TOKEN_VARIABLE,
            n=_LEAST_TOKEN,
        )
    if token is None and host not in _LOOPBACK:
        return text(
            "Elsewhere than on this machine only visitors with a token are let in: set {variable}.",
            variable=TOKEN_VARIABLE,
        )
    return None


def _passed_on(options: argparse.Namespace, output: Output) -> Iterator[str]:
    """What every visitor's interface opens with."""
    if getattr(options, "lang", None):
        yield from ("--lang", options.lang)
    if output.names:
        yield "--names"
    if options.store is not None:
        yield from ("--store", str(options.store))
    yield "--"
    if options.scenario is not None:
        yield str(options.scenario)
    yield from map(str, options.plans)
