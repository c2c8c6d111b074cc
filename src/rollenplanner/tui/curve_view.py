"""The trade-off curve of the screen *Compare*."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text as RichText
from textual.widgets import Static

from rollenplanner.domain.text import Translator
from rollenplanner.reports.comparison import words_of
from rollenplanner.tui.cases import Cases, number
from rollenplanner.tui.curve import BEATEN, FRONT, UNPROVEN, Piece, curve
from rollenplanner.tui.panes.base import plain

#: Tone of a piece of the curve -> colour of the theme.
_COLOURS = {
    "front": "good",
    "beaten": "quiet",
    "here": "primary",
    "steps": "takeover",
    "number": "foreground",
    "axis": "quiet",
}


class Curve(Static):
    """Plans as points at two figures; the front as steps."""

    DEFAULT_CSS = """
    Curve { width: 1fr; height: 1fr; padding: 0 1; border-top: solid $line;
            border-title-color: $secondary; }
    """

    def __init__(self, *, id: str) -> None:
        """Empty until there is something to draw."""
        super().__init__(id=id, markup=False)

    def show(self, cases: Cases | None, here: str | None, tr: Translator) -> None:
        """Draw plans, or tell why there is nothing to draw.

        Args:
            cases: The plans; None while there are none.
            here: Id of the one under the cursor.
            tr: Language.
        """
        self.border_title = tr("Trade-off")
        pair = cases.shown_pair if cases is not None else None
        if cases is None or not cases.plans:
            self.update("" if cases is None else tr("There is no plan yet."))
        elif pair is None:
            self.update(tr("Plans differ in fewer than two figures; there is no curve to draw."))
        else:
            self._draw(cases, pair, here, tr)

    def _draw(self, cases: Cases, pair: tuple[str, str], here: str | None, tr: Translator) -> None:
        width, height = self.content_size.width, self.content_size.height
        if width < 1 or height < 1:
            return
        heads = (
            f"v ↑ {tr.render(words_of(pair[1]))}",
            f"{tr.render(words_of(pair[0]))} → h",
        )
        lines = curve(cases.points(here), width, height, lambda value: number(value, tr), heads)
        signs = [tr("{sign} no plan beats it", sign=FRONT)]
        if cases.proven is not None:
            signs.append(tr("{sign} not proven", sign=UNPROVEN))
        signs.append(tr("{sign} beaten", sign=BEATEN))
        self.border_title = plain("  ".join([tr("Trade-off"), *signs]))
        self.update(self._coloured(lines) if lines else tr("There is too little room here."))

    def _coloured(self, lines: Sequence[Sequence[Piece]]) -> RichText:
        colours = self.app.theme_variables
        body = RichText(no_wrap=True)
        for line in lines:
            for piece in line:
                colour = colours[_COLOURS[piece.tone]] if piece.tone else None
                here = piece.tone == "here"
                body.append(piece.letters, Style(color=colour, reverse=here, bold=here))
            body.append("\n")
        return body
