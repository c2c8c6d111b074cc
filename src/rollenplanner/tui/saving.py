"""Saving what was tried, with initials and a reason; leaving; taking over what a crash left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rollenplanner.domain.errors import InputError, InternalError
from rollenplanner.domain.text import text, text_n
from rollenplanner.planning.destination import check_destination
from rollenplanner.planning.editing import Recovery, Sitting
from rollenplanner.planning.editing.sitting import wrong_initials
from rollenplanner.tui.dialogs import Ask, Finder, Found

if TYPE_CHECKING:
    from rollenplanner.tui.app import PlannerApp


def save(app: PlannerApp, then: Callable[[], None] = lambda: None) -> None:
    """Ask for initials, a reason and a file; save, write the log, and go on.

    Args:
        app: The interface.
        then: What to do once everything is saved.
    """
    sitting = app.desk.sitting
    if sitting is None or not (sitting.dirty or sitting.unrecorded):
        app.tell(text("Nothing was changed; there is nothing to save."))
        return
    if not sitting.unrecorded:
        _ask_file(app, sitting, then)
        return
    _ask_initials(app, sitting, then)


def _ask_initials(app: PlannerApp, sitting: Sitting, then: Callable[[], None]) -> None:
    tr = app.desk.tr

    def take(initials: str | None) -> None:
        if initials is not None:
            _ask_reason(app, sitting, initials, then)

    def check(answer: str) -> str | None:
        if not answer.strip():
            return tr("Somebody has to answer for it.")
        wrong = wrong_initials(answer)
        return None if wrong is None else tr.render(wrong)

    app.push_screen(
        Ask(
            tr("Save: initials"),
            tr.render(
                text_n(
                    "Who answers for this {n} change?",
                    "Who answers for these {n} changes?",
                    len(sitting.unrecorded),
                )
            ),
            "",
            check,
        ),
        take,
    )


def _ask_reason(app: PlannerApp, sitting: Sitting, initials: str, then: Callable[[], None]) -> None:
    tr = app.desk.tr

    def take(reason: str | None) -> None:
        if reason is None:
            return
        try:
            log = sitting.record(initials, reason, datetime.now(UTC))
        except InputError as error:
            app.tell(error.problems[0].message, severe=True)
            return
        app.tell(text("Recorded in {file}.", file=str(log)))
        _ask_file(app, sitting, then)

    def check(answer: str) -> str | None:
        return None if answer.strip() else tr("A reason is needed.")

    hint = tr("Why? Nothing about the health or the private life of a person.")
    app.push_screen(Ask(tr("Save: reason"), hint, "", check), take)


def _ask_file(app: PlannerApp, sitting: Sitting, then: Callable[[], None]) -> None:
    """Into a new variant, or into the file itself."""
    tr = app.desk.tr

    def check(answer: str) -> str | None:
        path = Path(answer)
        if path.suffix not in (".yaml", ".yml"):
            return tr("A scenario file ends in .yaml.")
        if path.exists() and not path.samefile(sitting.path):
            return tr("This file exists already; choose another name.")
        try:
            check_destination(path)
        except InputError as error:
            return tr.render(error.problems[0].message)
        return None

    def take(answer: str | None) -> None:
        if not answer:
            return
        path = Path(answer)
        own = path.exists() and path.samefile(sitting.path)
        try:
            saved = sitting.save() if own else sitting.save_as(path)
        except (InputError, InternalError) as error:
            problem = error.problems[0].message if isinstance(error, InputError) else error.message
            app.tell(problem, severe=True)
            return
        app.tell(text("Saved in {file}.", file=str(saved)))
        app.redraw()
        then()

    hint = tr(
        "A new name makes a variant that extends {file}; its own name changes it.",
        file=str(sitting.path),
    )
    app.push_screen(
        Ask(tr("Save: file"), hint, str(free_name(sitting.path, "variant")), check), take
    )


def free_name(scenario: Path, kind: str) -> Path:
    """A name beside the scenario that is not taken."""
    number = 1
    while True:
        ending = "" if number == 1 else f"-{number}"
        path = scenario.with_name(f"{scenario.stem}-{kind}{ending}.yaml")
        if not path.exists():
            return path
        number += 1


def leave(app: PlannerApp, go: Callable[[], None]) -> None:
    """Go away from what is open; what is not saved is asked about first."""
    sitting = app.desk.sitting
    if sitting is None or not app.desk.unsaved:
        if sitting is not None:
            sitting.close()
        go()
        return
    tr = app.desk.tr
    plan = sitting.plan_unsaved

    def close(*, discard: bool) -> None:
        sitting.close(discard=discard)
        go()

    def choice(words: str, do: Callable[[], None]) -> Found:
        return Found(words, words.casefold(), do)

    def ways() -> Iterator[Found]:
        if sitting.dirty:
            yield choice(tr("Save them, then go"), lambda: save(app, lambda: leave(app, go)))
        if plan and app.desk.plan_fits:
            from rollenplanner.tui.keeping import keep_plan

            again = partial(keep_plan, app, lambda: leave(app, go))
            yield choice(tr("Write the plan, then go"), again)
        yield choice(tr("Go, and offer them at the next start"), lambda: close(discard=False))
        yield choice(tr("Go, and throw them away"), lambda: close(discard=True))

    title = text("The plan is in no file")
    if sitting.dirty:
        count = len(sitting.edits)
        title = text_n("{n} change is not saved", "{n} changes are not saved", count)
    also = tr("The plan is in no file either.") if sitting.dirty and plan else ""
    app.push_screen(
        Finder(
            tr.render(title),
            tr("⏎ chooses, Esc stays"),
            tr("Nothing like that."),
            list(ways()),
            also,
        )
    )


def offer_recovery(app: PlannerApp) -> None:
    """Offer what an earlier sitting left behind unsaved."""
    sitting = app.desk.sitting
    if sitting is None or not sitting.recoveries:
        return
    tr, found = app.desk.tr, sitting.recoveries[0]
    if found.why is not None:
        app.tell(found.why)
        return

    def recover() -> None:
        try:
            sitting.recover(found)
        except InputError as error:
            app.tell(error.problems[0].message, severe=True)
            return
        app.changed(text("The changes of last time are made again."))

    said = "\n".join(tr.render(app.desk.people.spoken(each)) for each in found.sentences)
    when = found.when.strftime("%Y-%m-%d %H:%M")
    title = tr("Not saved on {when} (UTC)", when=when)
    app.push_screen(
        Finder(
            title,
            tr("⏎ chooses, Esc leaves it for later"),
            tr("Nothing like that."),
            [
                Found(tr("Make these changes again"), "", recover),
                Found(tr("Throw them away"), "", lambda: _discard(sitting, found)),
            ],
            said,
        )
    )


def _discard(sitting: Sitting, found: Recovery) -> None:
    sitting.discard_recovery(found)
