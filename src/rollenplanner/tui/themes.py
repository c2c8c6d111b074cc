"""Colours, light and dark: the palette of Okabe and Ito, which colour-blind people can tell apart.

Source: M. Okabe and K. Ito, Color Universal Design (2008). On a light ground the same hues are
darker, so that every word keeps a contrast of at least 4.5 to 1 with what it stands on.
"""

from __future__ import annotations

from rich.terminal_theme import TerminalTheme
from textual.theme import Theme

DARK = Theme(
    name="rollenplanner-dark",
    primary="#56b4e9",
    secondary="#8fa3b8",
    warning="#f0b429",
    error="#ff8a5c",
    success="#3ec9a0",
    accent="#56b4e9",
    foreground="#e8ecf1",
    background="#12161c",
    surface="#12161c",
    panel="#212936",
    dark=True,
    variables={
        "good": "#3ec9a0",
        "attention": "#f0b429",
        "bad": "#ff8a5c",
        "takeover": "#7cc4f0",
        "quiet": "#93a1b3",
        "heading": "#cfd8e3",
        "cursor": "#2f4f6f",
        "cursor-blurred": "#263445",
        "bar": "#1d2733",
        "line": "#3c4a5c",
    },
)

LIGHT = Theme(
    name="rollenplanner-light",
    primary="#00619c",
    secondary="#4d5c6d",
    warning="#855b00",
    error="#b03a00",
    success="#00694e",
    accent="#00619c",
    foreground="#151a21",
    background="#fbfcfd",
    surface="#fbfcfd",
    panel="#e4eaf0",
    dark=False,
    variables={
        "good": "#00694e",
        "attention": "#855b00",
        "bad": "#b03a00",
        "takeover": "#00619c",
        "quiet": "#57636f",
        "heading": "#27313c",
        "cursor": "#b9d9f0",
        "cursor-blurred": "#dde7ef",
        "bar": "#e4eaf0",
        "line": "#a9b6c3",
    },
)


def _terminal_theme(theme: Theme) -> TerminalTheme:
    """What reports mean by green, yellow, red and cyan, in the colours of a theme."""

    def triple(colour: str | None) -> tuple[int, int, int]:
        digits = (colour or "#000000").lstrip("#")
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)

    named = theme.variables
    black, white = ("background", "foreground") if theme.dark else ("foreground", "background")
    normal = [
        triple(getattr(theme, black)),
        triple(named["bad"]),
        triple(named["good"]),
        triple(named["attention"]),
        triple(theme.primary),
        triple(named["takeover"]),
        triple(named["takeover"]),
        triple(getattr(theme, white)),
    ]
    return TerminalTheme(triple(theme.background), triple(theme.foreground), normal, normal)


ANSI_DARK = _terminal_theme(DARK)
ANSI_LIGHT = _terminal_theme(LIGHT)
