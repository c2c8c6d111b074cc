"""What opens over a screen: help, something to read, something to find, something to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text as RichText
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from rollenplanner.domain.text import Text, text
from rollenplanner.reports.table import Block, Column, Lines, Table
from rollenplanner.reports.table import Item as ReportItem
from rollenplanner.tui.actions import ABOUT, EVERYWHERE, SCREENS, actions_of
from rollenplanner.tui.desk import Desk
from rollenplanner.tui.panes.base import drawn, plain

#: So many things that match are listed.
_LISTED = 60


class Reader(ModalScreen[None]):
    """Blocks of a report over the whole screen."""

    DEFAULT_CSS = """
    Reader { align: center middle; }
    Reader > VerticalScroll { width: 100%; max-width: 124; height: 100%; background: $background;
                              border: round $primary; border-title-color: $primary;
                              border-subtitle-color: $secondary; padding: 0 1;
                              scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,z,f1,question_mark", "dismiss", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("a", "repair", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        title: Text | str,
        blocks: Iterable[Block],
        repair: Callable[[], None] | None = None,
    ) -> None:
        """Show blocks under a title.

        Args:
            desk: Language and names.
            title: Above them.
            blocks: What to read.
            repair: Lets someone choose one of the changes that the blocks name, if they do.
        """
        super().__init__()
        self._repair = repair
        self._desk = desk
        self._title = title
        self._blocks = tuple(blocks)

    def compose(self) -> ComposeResult:
        """One piece of text that scrolls."""
        with VerticalScroll():
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Draw once the width is known."""
        tr, box = self._desk.tr, self.query_one(VerticalScroll)
        box.border_title = plain(tr.render(self._title))
        below = tr("Esc closes  ↑↓ PgUp PgDn")
        if self._repair is not None:
            below = "  ".join((tr("a makes one of these changes"), below))
        box.border_subtitle = plain(below)
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Draw anew for the new width."""
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        width = self.query_one(VerticalScroll).content_size.width - 1
        self.query_one(Static).update(drawn(self._blocks, self._desk, width))

    def action_repair(self) -> None:
        """Choose one of the changes that are named here."""
        if self._repair is not None:
            self.dismiss()
            self.app.call_later(self._repair)

    def action_scroll(self, lines: int) -> None:
        """Some lines up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def help_blocks(scope: str) -> tuple[Block, ...]:
    """What a screen shows, its own keys, those that work everywhere, and how to move."""

    def keys(title: Text, scope: str) -> Table:
        return Table(
            title,
            (Column(text("Press")), Column(text("What")), Column(text("What it does"))),
            tuple((each.key_words, each.label, each.help) for each in actions_of(scope)),
        )

    own = (keys(text("Keys of this screen"), scope),) if actions_of(scope) else ()
    moving = (
        text("↑ ↓ ← → PgUp PgDn Home End move the cursor; j and k do too."),
        text("⏎ goes into what the cursor stands on; a click on it does as well."),
        text("Tab goes to the next part of the screen, Shift-Tab back."),
        text("Esc closes what is open, and ends a filter."),
    )
    signs = (
        text("✗ critical or impossible, ! needs attention, ✓ complete, · notice."),
        text("→ takes over, ‼ critical role, ∆ differs from the plan before, – nothing there."),
        text("? behind fragility: of an earlier state, or not computed yet."),
    )
    return (
        Lines(SCREENS[scope], (ReportItem(ABOUT[scope]),)),
        *own,
        keys(text("Keys that work everywhere"), EVERYWHERE),
        Lines(text("Moving"), tuple(map(ReportItem, moving))),
        Lines(text("Signs"), tuple(map(ReportItem, signs))),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be found.

    Attributes:
        words: As it is listed.
        search: What is looked in, in small letters.
        do: What happens when it is chosen.
    """

    words: str
    search: str
    do: Callable[[], None]


class Finder(ModalScreen[None]):
    """A line to type in and what matches it; the best match comes first."""

    DEFAULT_CSS = """
    Finder { align: center top; }
    Finder > Vertical { width: 90%; max-width: 100; height: auto; max-height: 90%;
                        margin-top: 2; background: $panel; border: round $primary;
                        border-title-color: $primary; }
    Finder Input { margin: 0 1; background: $background; }
    Finder OptionList { height: auto; max-height: 16; border: none; background: $panel; }
    Finder Static { padding: 0 1; color: $quiet; }
    Finder .about { color: $foreground; max-height: 6; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        placeholder: str,
        nothing: str,
        things: Sequence[Found],
        about: str = "",
    ) -> None:
        """Find among things.

        Args:
            title: Above the line.
            placeholder: In the line while it is empty.
            nothing: What to say if nothing matches.
            things: In the order in which they are listed when nothing tells them apart.
            about: What the choice is about, where the title has no room for it.
        """
        super().__init__()
        self._title = title
        self._placeholder = placeholder
        self._nothing = nothing
        self._things = things
        self._about = about
        self._shown: list[Found] = []

    def compose(self) -> ComposeResult:
        """The line and the list."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            if self._about:
                yield Static(self._about, classes="about", markup=False)
            yield Input(placeholder=self._placeholder, compact=True)
            yield OptionList(markup=False)
            yield Static(self._nothing, classes="nothing", markup=False)

    @property
    def built(self) -> bool:
        """Whether its parts are there: keys can come before, and while it is being taken down."""
        return bool(self.query(OptionList) and self.query(".nothing"))

    def on_mount(self) -> None:
        """List everything, if its parts came first; else they do so once they are there."""
        if self.built:
            self._list("")
        else:
            self.call_after_refresh(self._list, "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what matches."""
        event.stop()
        self._list(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose."""
        event.stop()
        if self.built:
            self._choose(self.query_one(OptionList).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        event.stop()
        self._choose(event.option_index)

    def action_step(self, step: int) -> None:
        """Up or down in the list, while typing goes on."""
        if self.built and self._shown:
            options = self.query_one(OptionList)
            options.highlighted = ((options.highlighted or 0) + step) % len(self._shown)

    def _choose(self, number: int | None) -> None:
        if number is not None and number < len(self._shown):
            chosen = self._shown[number]
            self.dismiss()
            self.app.call_later(chosen.do)

    def _list(self, typed: str) -> None:
        if not self.built:
            return
        words = typed.casefold().split()
        matching = [each for each in self._things if all(word in each.search for word in words)]
        if words:
            matching.sort(key=lambda each: _distance(each.search, words[0]))
        self._shown = matching[:_LISTED]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(RichText(each.words)) for each in self._shown])
        options.display = bool(self._shown)
        self.query_one(".nothing", Static).display = not self._shown
        if self._shown:
            options.highlighted = 0


def _distance(search: str, word: str) -> int:
    """Where a word begins: at the very beginning, at that of another word, or within one."""
    if search.startswith(word):
        return 0
    return 1 if f" {word}" in search else 2


class Ask(ModalScreen[str | None]):
    """One line to fill in; Esc leaves it."""

    DEFAULT_CSS = """
    Ask { align: center middle; }
    Ask > Vertical { width: 80%; max-width: 90; height: auto; background: $panel;
                     border: round $primary; border-title-color: $primary; padding: 0 1; }
    Ask Input { background: $background; }
    Ask .wrong { color: $bad; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self,
        title: str,
        explanation: str,
        value: str = "",
        check: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """Ask for a value.

        Args:
            title: What is asked.
            explanation: How to answer.
            value: What stands there at first.
            check: What is wrong with an answer, or None.
        """
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._value = value
        self._check = check

    def compose(self) -> ComposeResult:
        """Explanation, line, and what is wrong."""
        with Vertical() as box:
            box.border_title = plain(self._title)
            yield Static(self._explanation, markup=False)
            yield Input(self._value, compact=True)
            yield Static("", classes="wrong", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, or tell what is wrong with it."""
        event.stop()
        wrong = self._check(event.value)
        if wrong is None:
            self.dismiss(event.value)
        else:
            self.query_one(".wrong", Static).update(wrong)

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss(None)


class Confirm(ModalScreen[bool]):
    """A question to answer with yes or no."""

    DEFAULT_CSS = """
    Confirm { align: center middle; }
    Confirm > Vertical { width: 80%; max-width: 80; height: auto; background: $panel;
                         border: round $primary; padding: 0 1; }
    """

    def __init__(self, question: str, answers: str, yes: str) -> None:
        """Ask.

        Args:
            question: What is asked.
            answers: Which keys answer it.
            yes: The letter of yes in the language of the day; Enter does too.
        """
        super().__init__()
        self._question = question
        self._answers = answers
        self._yes = yes

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical():
            yield Static(self._question, markup=False)
            yield Static(RichText(self._answers, style="bold"), markup=False)

    def key_escape(self) -> None:
        """No."""
        self.dismiss(False)

    def key_n(self) -> None:
        """No."""
        self.dismiss(False)

    def key_enter(self) -> None:
        """Yes."""
        self.dismiss(True)

    def key_j(self) -> None:
        """Yes, in Dutch."""
        self._if_yes("j")

    def key_y(self) -> None:
        """Yes, in English."""
        self._if_yes("y")

    def _if_yes(self, letter: str) -> None:
        if letter == self._yes:
            self.dismiss(True)
