"""A list in which several things can be ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text as RichText
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rollenplanner.tui.panes.base import plain


@dataclass(frozen=True, slots=True)
class Tickable:
    """One thing: what it is known by, and its words."""

    key: str
    words: str


class Ticking(ModalScreen[tuple[str, ...] | None]):
    """Space ticks, Enter takes what is ticked in the order in which it was, Esc leaves it."""

    DEFAULT_CSS = """
    Ticking { align: center middle; }
    Ticking > Vertical { width: 90%; max-width: 96; height: auto; max-height: 90%;
                         background: $panel; border: round $primary;
                         border-title-color: $primary; padding: 0 1; }
    Ticking OptionList { height: auto; max-height: 16; border: none; background: $panel;
                         padding: 0; }
    Ticking OptionList:focus { border: none; }
    Ticking Static { color: $quiet; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("space", "tick", show=False, priority=True),
        Binding("enter", "take", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        explanation: str,
        things: Sequence[Tickable],
        ticked: Iterable[str],
        take: Callable[[tuple[str, ...]], None],
    ) -> None:
        """List things.

        Args:
            title: Above the list.
            explanation: Which keys do what, and what it means.
            things: From top to bottom.
            ticked: Keys of those that are ticked at first.
            take: What happens with the keys of those that are ticked in the end.
        """
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._things = things
        known = {each.key for each in things}
        self._ticked = dict.fromkeys(key for key in ticked if key in known)
        self._take = take

    def compose(self) -> ComposeResult:
        """The list, and how it works."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            yield OptionList(*map(self._option, self._things), markup=False)
            yield Static(self._explanation, markup=False)

    def on_mount(self) -> None:
        """Begin with the first one."""
        self.query_one(OptionList).highlighted = 0 if self._things else None

    def _option(self, thing: Tickable) -> Option:
        box = "[x]" if thing.key in self._ticked else "[ ]"
        return Option(RichText(f"{box} {thing.words}", no_wrap=True, overflow="ellipsis"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tick what was clicked."""
        event.stop()
        self.action_tick()

    def action_tick(self) -> None:
        """Tick, or no longer."""
        options = self.query_one(OptionList)
        at = options.highlighted
        if at is None:
            return
        key = self._things[at].key
        if key in self._ticked:
            del self._ticked[key]
        else:
            self._ticked[key] = None
        options.replace_option_prompt_at_index(at, self._option(self._things[at]).prompt)

    def action_take(self) -> None:
        """Go on with what is ticked."""
        ticked = tuple(self._ticked)
        self.dismiss(None)
        self.app.call_later(self._take, ticked)

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)
