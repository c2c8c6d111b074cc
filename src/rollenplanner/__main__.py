"""The way in: picks the front end, late, so that asking for help costs next to nothing."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rollenplanner.cli.tui import Opening, Site
    from rollenplanner.domain.text import Translator

DEBUG_VARIABLE = "ROLLENPLANNER_DEBUG"
INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run the program; returns the exit code of design section 6.

    Args:
        arguments: What follows the name of the program; None for those of the process.
    """
    try:
        return _command_line(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        if arguments is None:
            # The process ends: looking for garbage in what a search left behind serves nobody.
            gc.freeze()


def _command_line(arguments: list[str]) -> int:
    from rollenplanner.cli.main import OurError, run

    try:
        return run(arguments, _Interface())
    except OurError as error:
        if os.environ.get(DEBUG_VARIABLE):
            traceback.print_exception(error.__cause__)
        print(error.message, file=sys.stderr)
        return error.exit_code


class _Interface:
    """The terminal interface, loaded when someone asks for it."""

    def open(self, opening: Opening) -> int:
        from rollenplanner.tui.opening import open_interface

        return open_interface(
            opening.scenario,
            opening.plans,
            language=opening.language,
            names=opening.names,
            store=opening.store,
        )

    def serve(self, site: Site, tr: Translator, say: Callable[[str], None]) -> None:
        from rollenplanner.tui.serving import Serving, serve

        serve(Serving(site.arguments, site.host, site.port, site.token, site.public_url), tr, say)


if __name__ == "__main__":
    sys.exit(main())
