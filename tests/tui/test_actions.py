"""Every action of the table can be reached by its key, has help, and speaks both languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from rollenplanner.domain.text import Translator
from rollenplanner.tui.actions import ABOUT, ACTIONS, EVERYWHERE, SCREENS, Action
from rollenplanner.tui.app import PlannerApp
from rollenplanner.tui.dialogs import help_blocks
from tests.tui.conftest import app_of, seen, settled, sit


class Recording(PlannerApp):
    """Notes which actions keys ask for, and does none of them once it records."""

    recorded: list[str] | None = None

    async def run_action(self, action: Any, *rest: Any, **named: Any) -> bool:
        """Note it."""
        if self.recorded is None:
            return await super().run_action(action, *rest, **named)
        self.recorded.append(str(action))
        return True


def test_every_key_does_what_the_table_says_on_every_screen(folder: Path) -> None:
    del folder
    missed: list[tuple[str, str, str]] = []

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        assert isinstance(app, Recording)
        for screen in SCREENS:
            app.recorded = None
            app.action_screen(screen)
            await pilot.pause()
            active = app.screen.active_bindings
            for action in ACTIONS:
                if action.scope in (EVERYWHERE, screen):
                    wrong = [k for k in action.keys if active[k].binding.action != action.name]
                    missed.extend((screen, action.id, key) for key in wrong)
            own = [each for each in ACTIONS if each.scope == screen]
            app.recorded = []
            await pilot.press(*(each.keys[0] for each in own))
            assert app.recorded == [each.name for each in own]
        everywhere = [each for each in ACTIONS if each.scope == EVERYWHERE]
        app.recorded = []
        await pilot.press(*(each.keys[0] for each in everywhere))
        assert app.recorded == [each.name for each in everywhere]

    sit(app_of("plan.yaml", kind=Recording), visit)
    assert missed == []


def test_no_key_means_two_things_on_one_screen() -> None:
    for screen in SCREENS:
        keys = Counter(
            key for each in ACTIONS if each.scope in (EVERYWHERE, screen) for key in each.keys
        )
        assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda each: each.id)
def test_an_action_has_words_and_help_in_both_languages(action: Action) -> None:
    dutch, english = Translator("nl"), Translator("en")
    assert dutch.render(action.help) != english.render(action.help)
    assert dutch.render(action.label)
    assert english.render(action.label)


def test_every_screen_explains_itself_and_names_its_keys() -> None:
    assert set(ABOUT) == set(SCREENS)
    for screen in SCREENS:
        shown = repr(help_blocks(screen))
        for action in ACTIONS:
            if action.scope in (EVERYWHERE, screen):
                assert action.help.template in shown.replace("\\'", "'")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_help_opens_and_closes(folder: Path, language: str) -> None:
    del folder

    async def visit(app: PlannerApp, pilot: Pilot[int]) -> None:
        for number, screen in ((3, "roles"), (6, "stress")):
            await pilot.press(str(number), "f1")
            await settled(app, pilot)
            assert Translator(app.desk.tr.language).render(SCREENS[screen]) in seen(app)
            await pilot.press("escape")
            assert len(app.screen_stack) == 1

    sit(app_of("plan.yaml", language=language), visit)
