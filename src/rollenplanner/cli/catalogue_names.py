"""What someone means who writes the name of a catalogue or the key of an entry."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rollenplanner.domain.errors import InputError, Problem
from rollenplanner.domain.text import Text, Translator, text

if TYPE_CHECKING:
    from rollenplanner.domain.catalogue import Catalogue


def with_argument(parser: argparse.ArgumentParser, tr: Translator) -> None:
    """Add the option that names catalogues of one's own beside the packaged ones."""
    parser.add_argument(
        "--with",
        dest="more",
        metavar="PATH",
        action="append",
        default=[],
        help=tr(
            "a catalogue of your own (file or folder) that counts as well, before the packaged "
            "ones: --with eigen.yaml; may be repeated"
        ),
    )


def all_catalogues(more: Sequence[str]) -> list[Catalogue]:
    """One's own catalogues first, then the packaged ones.

    Raises:
        InputError: One of them is not there, or something in it is wrong.
    """
    from rollenplanner.files.catalogue_files import load_catalogue, packaged_names

    return [load_catalogue(name) for name in (*more, *packaged_names())]


def wanted_entry(
    catalogues: Sequence[Catalogue], name: str, entry: str | None
) -> tuple[Catalogue, str | None]:
    """A catalogue, or an entry of one.

    Args:
        catalogues: All that are known by their ids.
        name: A catalogue by id or path, or, where `entry` is None, an entry as well: its key, or
            `catalogue:key`.
        entry: Key of an entry, or `catalogue:key` of the same catalogue.

    Raises:
        InputError: There is no such thing; carries the nearest name.
    """
    if entry is not None:
        catalogue = _catalogue(catalogues, name)
        return catalogue, _key_in(catalogue, entry.removeprefix(f"{catalogue.id}:"))
    found = _known_catalogue(catalogues, name)
    if found is not None:
        return found, None
    owner, colon, key = name.rpartition(":")
    if colon:
        catalogue = _catalogue(catalogues, owner)
        return catalogue, _key_in(catalogue, key)
    return _first_with(catalogues, name), name


def unknown_norm(catalogues: Sequence[Catalogue], written: str) -> InputError:
    """What to say about something that is no norm: what it is instead, or what is near."""
    from rollenplanner.domain.catalogue_lookup import having, sections_of
    from rollenplanner.reports.catalogue_small import SECTION_NAMES

    owner, colon, key = written.rpartition(":")
    among = [each for each in catalogues if not colon or each.id == owner]
    for catalogue in having(among, key):
        return _refused(
            text(
                '"{id}" stands in {catalogue} under {part}, and is no norm; this compares '
                "functions, enriched profiles, modules and work processes.",
                id=written,
                catalogue=catalogue.id,
                part=SECTION_NAMES[sections_of(catalogue, key)[0]],
            )
        )
    message = text('The catalogues have no norm "{id}".', id=written)
    return _refused(_hinted(message, written, _norms(catalogues, qualified=bool(colon))))


def _norms(catalogues: Sequence[Catalogue], *, qualified: bool) -> list[str]:
    """Every norm and enriched profile as one may write it."""
    found: list[str] = []
    for catalogue in catalogues:
        variants = (key for each in catalogue.functions.values() for key in each.variants)
        keys = (*catalogue.norms, *variants)
        found += [f"{catalogue.id}:{key}" if qualified else key for key in keys]
    return found


def _known_catalogue(catalogues: Sequence[Catalogue], name: str) -> Catalogue | None:
    from rollenplanner.files.catalogue_files import find_catalogue, load_catalogue

    for each in catalogues:
        if each.id == name:
            return each
    return load_catalogue(name) if find_catalogue(name) is not None else None


def _catalogue(catalogues: Sequence[Catalogue], name: str) -> Catalogue:
    from rollenplanner.files.catalogue_files import no_such_catalogue

    found = _known_catalogue(catalogues, name)
    if found is None:
        raise _refused(no_such_catalogue(name, own=[each.id for each in catalogues]))
    return found


def _key_in(catalogue: Catalogue, key: str) -> str:
    from rollenplanner.domain.catalogue_lookup import keys_of, sections_of

    if sections_of(catalogue, key):
        return key
    message = text("The catalogue {catalogue} has no entry {key}.", catalogue=catalogue.id, key=key)
    raise _refused(_hinted(message, key, [*keys_of(catalogue)]))


def _first_with(catalogues: Sequence[Catalogue], name: str) -> Catalogue:
    from rollenplanner.domain.catalogue_lookup import having, keys_of
    from rollenplanner.files.catalogue_files import is_like_a_path, no_such_catalogue

    for catalogue in having(catalogues, name):
        return catalogue
    if is_like_a_path(name):
        raise _refused(no_such_catalogue(name))
    message = text('There is no catalogue, and no entry of one, called "{name}".', name=name)
    ids = [each.id for each in catalogues]
    # Who cuts an id short means that catalogue, however near the key of some entry is.
    begun = [id for id in ids if id.lower().startswith(name.lower())]
    keys = [key for each in catalogues for key in keys_of(each)]
    hinted = _hinted(message, name, begun)
    raise _refused(_hinted(message, name, [*ids, *keys]) if hinted == message else hinted)


def _hinted(message: Text, wrong: str, known: Collection[str]) -> Text:
    from rollenplanner.files.nearest import Nearest

    return Nearest().hint(message, wrong, known)


def _refused(message: Text) -> InputError:
    return InputError([Problem(None, None, None, "", message)])
