"""The YAML parser's complaints in words that a user understands, in the language of choice."""

from __future__ import annotations

from rollenplanner.domain.text import Text, text

#: Part of the parser's sentence (libyaml and the pure Python parser) -> our sentence.
_SENTENCES: tuple[tuple[str, Text], ...] = (
    (
        "mapping values are not allowed",
        text("A colon is not expected here; check the indent, or put the text between quotes."),
    ),
    ("could not find expected ':'", text("This line has no colon after its key.")),
    ("did not find expected ',' or ']'", text("A comma or closing bracket is missing in a list.")),
    ("expected ',' or ']'", text("A comma or closing bracket is missing in a list.")),
    ("did not find expected ',' or '}'", text("A comma or closing brace is missing.")),
    ("expected ',' or '}'", text("A comma or closing brace is missing.")),
    ("cannot start any token", text("This sign cannot stand here without quotes.")),
    ("unexpected end of stream", text("A closing quote is missing.")),
    ("unexpected document indicator", text("A closing quote is missing.")),
    ("unknown escape character", text("An unknown escape after a backslash in double quotes.")),
    ("block sequence entries are not allowed", text("A list (-) is not expected here.")),
    ("sequence entries are not allowed", text("A list (-) is not expected here.")),
    (
        "did not find expected '-' indicator",
        text("The list does not go on here; check the indent."),
    ),
    ("did not find expected key", text("A key is expected here; check the indent and the quotes.")),
    ("expected <block end>", text("A key is expected here; check the indent and the quotes.")),
    ("undefined tag handle", text("Tags (!) are not allowed.")),
    ("did not find expected node content", text("A value is missing here.")),
    ("expected the node content", text("A value is missing here.")),
    ("document start", text("The content goes on where it should end; check the indent.")),
    (
        "alphabetic or numeric character",
        text("An anchor (&) or alias (*) without a name; use quotes."),
    ),
)


_TABS = text("Indent with spaces, not with tabs.")


def syntax_text(complaint: str, sign: str = "") -> Text:
    """The sentence for a complaint of the YAML parser about a sign; a general one if unknown."""
    if sign == "\t":
        return _TABS
    for part, sentence in _SENTENCES:
        if part in complaint:
            return sentence
    return text("This is not valid YAML.")
