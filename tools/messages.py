"""Collects every sentence of the program and keeps both catalogues complete (`make messages`).

The English catalogue is filled with the sentences themselves; a Dutch sentence that is still
missing is left empty and named, and makes the run fail. What a sentence became is never guessed
from a similar one.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rollenplanner"
LOCALE = SOURCE / "locale"
DOMAIN = "rollenplanner"
LANGUAGES = ("nl", "en")
#: How the code marks a sentence: `text`, `text_n`, a Translator called `tr`, and `N_`.
KEYWORDS = {"text": None, "text_n": (1, 2), "tr": None, "N_": None}
#: Files change only when sentences do: no dates, no line numbers.
_EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def collect() -> Catalog:
    """Every marked sentence of the program."""
    template = Catalog(project=DOMAIN, creation_date=_EPOCH)
    for file, line, message, comments, context in extract_from_dir(
        SOURCE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",)
    ):
        template.add(
            message,
            locations=[(f"src/rollenplanner/{file}", line)],
            auto_comments=comments,
            context=context,
        )
    return template


def po_file(language: str) -> Path:
    """The catalogue that people edit."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str) -> Path:
    """The catalogue that the program reads."""
    return po_file(language).with_suffix(".mo")


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one if there is none."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, project=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue with exactly the sentences of the template, and no others."""
    known = read(language)
    fresh = Catalog(
        locale=language,
        project=DOMAIN,
        version="1",
        creation_date=_EPOCH,
        revision_date=_EPOCH,
        header_comment=f"# Sentences of rollenplanner ({language}).",
        last_translator="the authors of rollenplanner",
        language_team=language,
        fuzzy=False,
    )
    for message in sentences(template):
        was = known.get(message.id)
        fresh.add(
            message.id,
            string=_english(message) if language == "en" else (was.string if was else None),
            locations=message.locations,
            auto_comments=message.auto_comments,
        )
    return fresh


def sentences(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def is_complete(message: Message) -> bool:
    """Whether a message has every translation that its language needs."""
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings)


def compiled(catalogue: Catalog) -> bytes:
    """The binary form, as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def _english(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def write(language: str, catalogue: Catalog) -> None:
    """Write both files of a language."""
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    with po_file(language).open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
    mo_file(language).write_bytes(compiled(read(language)))


def main() -> int:
    """Update and compile every language; returns 1 if a sentence has no translation yet."""
    template = collect()
    missing = 0
    for language in LANGUAGES:
        catalogue = updated(language, template)
        write(language, catalogue)
        for message in sentences(catalogue):
            if not is_complete(message):
                missing += 1
                print(f"{language}: not translated: {message.id!r}", file=sys.stderr)
        print(f"{language}: {len(sentences(catalogue))} sentences")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
