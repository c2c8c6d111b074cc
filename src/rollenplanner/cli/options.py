"""Options and checks of values that several commands share."""

from __future__ import annotations

import argparse
import math
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.cli.words import HelpFormatter, Parser, help_width
from rollenplanner.domain.text import LANGUAGES, Translator
from rollenplanner.domain.tuning import WrongSetting, tuned

if TYPE_CHECKING:
    from rollenplanner.cli.exit_codes import ExitCode
    from rollenplanner.cli.output import Output

#: What a command does with its arguments.
Run = Callable[[argparse.Namespace, "Output"], "ExitCode"]
#: `add_parser` of a group of sub-commands.
AddParser = Callable[..., Parser]

_MOST_WORKERS = 64
#: What CP-SAT takes as a seed.
_MOST_SEED = 2**31 - 1


def common(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """Add the options that work everywhere; an option that is not given is absent afterwards."""
    group = parser.add_argument_group(tr("everywhere"))
    absent = argparse.SUPPRESS
    group.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=absent,
        help=tr("language of what you read; by default that of the scenario, else Dutch"),
    )
    group.add_argument(
        "--names", action="store_true", default=absent, help=tr("show names of people beside ids")
    )
    group.add_argument(
        "--json", action="store_true", default=absent, help=tr("machine-readable output on stdout")
    )


def command(
    add_parser: AddParser, name: str, tr: Translator, *, about: str, example: str, run: Run | None
) -> Parser:
    """Add one command with its description, an example and the common options.

    Args:
        add_parser: Adds it to its group.
        name: What the user types.
        tr: Language of the help.
        about: One or two translated sentences.
        example: Lines that a user can type.
        run: What the command does; None if its own sub-commands do the work.
    """
    shown = "\n".join(f"  {line}" for line in example.splitlines())
    parser = add_parser(
        name,
        help=about,
        description=textwrap.fill(about, help_width()),
        epilog=f"{tr('example:')}\n{shown}",
        formatter_class=HelpFormatter,
    )
    common(parser, tr)
    if run is not None:
        parser.set_defaults(run=run)
    return parser


def scenario_argument(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """Add the scenario file."""
    parser.add_argument("scenario", metavar="SCENARIO", type=Path, help=tr("scenario file (YAML)"))


def optional_plan_argument(parser: argparse.ArgumentParser, help_text: str) -> None:
    """Add a plan file that may be left out; the help tells what is looked at then."""
    parser.add_argument("plan", metavar="PLAN", type=Path, nargs="?", help=help_text)


def whole_number(tr: Translator, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds."""

    def read(value: str) -> int:
        if value.isascii() and value.isdecimal() and least <= int(value) <= most:
            return int(value)
        raise argparse.ArgumentTypeError(
            tr(
                "{value} is not a whole number from {least} to {most}",
                value=value,
                least=least,
                most=most,
            )
        )

    return read


def number_or_any(tr: Translator, least: int) -> Callable[[str], int | None]:
    """A reader of whole numbers from some number on, or `any` for no limit at all."""

    def read(value: str) -> int | None:
        if value == "any":
            return None
        if value.isascii() and value.isdecimal() and int(value) >= least:
            return int(value)
        raise argparse.ArgumentTypeError(
            tr(
                "{value} is neither a whole number from {least} on nor `any`",
                value=value,
                least=least,
            )
        )

    return read


def positive_number(tr: Translator) -> Callable[[str], float]:
    """A reader of finite numbers above 0, with a decimal point or comma."""

    def read(value: str) -> float:
        try:
            found = float(value.replace(",", "."))
        except ValueError:
            found = math.nan
        if 0 < found < math.inf:
            return found
        raise argparse.ArgumentTypeError(tr("{value} is not a number above 0", value=value))

    return read


def search_arguments(
    parser: argparse.ArgumentParser, tr: Translator, seconds: float, limit_help: str
) -> None:
    """Add how a solve goes: time, workers, seed, determinism.

    Args:
        parser: Of the command.
        tr: Language of the help.
        seconds: Time limit unless stated.
        limit_help: What the time is for, in that language.
    """
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=positive_number(tr),
        default=seconds,
        help=limit_help,
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=whole_number(tr, 1, _MOST_WORKERS),
        default=2,
        help=tr("parallel searches (2)"),
    )
    seed_argument(parser, tr)
    parser.add_argument(
        "--deterministic",
        action="store_true",
        help=tr("the same input gives the same bytes, on the same kind of machine"),
    )


def tuning_argument(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """Add settings of the search that replace those measured."""
    parser.add_argument(
        "--tune",
        metavar="NAME=VALUE",
        type=_named_number(tr),
        action="append",
        default=[],
        help=tr(
            "a setting of the search over several periods in place of the measured one, such as "
            "candidates=6; more than once if you like (docs/settings.md)"
        ),
    )


def _named_number(tr: Translator) -> Callable[[str], tuple[str, float]]:
    """A reader of one setting; whether it exists and may have the value is seen to as well."""

    def read(value: str) -> tuple[str, float]:
        name, sign, number = value.partition("=")
        try:
            found = name.strip().replace("-", "_"), float(number.replace(",", "."))
        except ValueError:
            found = name, math.nan
        if not sign or math.isnan(found[1]):
            raise argparse.ArgumentTypeError(tr("{value} is not NAME=NUMBER", value=value))
        try:
            tuned([found])
        except WrongSetting as wrong:
            raise argparse.ArgumentTypeError(tr.render(wrong.message)) from None
        return found

    return read


def seed_argument(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """Add the number that chance starts from."""
    parser.add_argument(
        "--seed",
        metavar="K",
        type=whole_number(tr, 0, _MOST_SEED),
        default=1,
        help=tr("number that chance starts from (1)"),
    )
