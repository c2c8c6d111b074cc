"""Edits as plain data for files, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TypeVar

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.organisation import RemoveLimit, Rename, SetFormation, SetLimit
from rollenplanner.domain.editing.people import (
    CloseVacancy,
    Leave,
    OpenVacancy,
    SetAvailable,
    SetFte,
)
from rollenplanner.domain.editing.pins import Allow, ForbidEdit, PinEdit, Unpin
from rollenplanner.domain.editing.work import (
    AddIncompatible,
    SetCritical,
    SetDemand,
    SetModuleFte,
)
from rollenplanner.domain.months import Month
from rollenplanner.domain.terms import Term

EDITS: Mapping[str, type[Edit]] = {
    sort.kind: sort
    for sort in (
        PinEdit,
        Unpin,
        ForbidEdit,
        Allow,
        SetFte,
        SetAvailable,
        Leave,
        OpenVacancy,
        CloseVacancy,
        SetDemand,
        SetModuleFte,
        SetCritical,
        AddIncompatible,
        SetFormation,
        SetLimit,
        RemoveLimit,
        Rename,
    )
}
"""Every sort of edit by its kind."""

_Sort = TypeVar("_Sort", bool, int, str)

_MONTHS = frozenset({"start", "end", "until"})
_NUMBERS = frozenset({"fte", "units"})
_TARGETS = frozenset({"role", "backup", "function", "cluster"})


def edit_to_data(edit: Edit) -> dict[str, object]:
    """An edit as data: `kind` and its fields; fte in hundredths, months as YYYY-MM."""
    values = {each.name: getattr(edit, each.name) for each in fields(edit)}
    return {
        "kind": edit.kind,
        **{key: _plain(value) for key, value in values.items() if value is not None},
    }


def _plain(value: object) -> object:
    if isinstance(value, Month):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def edit_from_data(data: object) -> Edit:
    """The edit that `edit_to_data` made data of.

    Raises:
        ValueError: It is not such data.
    """
    if not isinstance(data, dict) or data.get("kind") not in EDITS:
        raise ValueError(data)
    sort = EDITS[data["kind"]]
    optional = {each.name for each in fields(sort) if "None" in str(each.type)}
    known = {each.name: data.get(each.name) for each in fields(sort)}
    missing = any(value is None for key, value in known.items() if key not in optional)
    if missing or not data.keys() <= {"kind", *known}:
        raise ValueError(data)
    make: Callable[..., Edit] = sort
    return make(**{key: _read(key, value) for key, value in known.items()})


def _read(key: str, value: object) -> object:
    """One field; what may be missing is None."""
    if key in _NUMBERS:
        return _number(value)
    if key == "critical":
        return _of(bool, value)
    if key == "roles" and isinstance(value, list):
        return tuple(_of(str, each) for each in value)
    if value is None:
        return None
    word = _of(str, value)
    if key in _MONTHS:
        return Month.parse(word)
    if key == "term":
        return Term(word)
    if key == "target_kind" and word not in _TARGETS:
        raise ValueError(word)
    return word


def _number(value: object) -> object:
    if isinstance(value, list):
        return tuple(_of(int, each) for each in value)
    return None if value is None else _of(int, value)


def _of(sort: type[_Sort], value: object) -> _Sort:
    """A value of exactly this sort: true is no number here."""
    if not isinstance(value, sort) or type(value) is not sort:
        raise ValueError(value)
    return value
