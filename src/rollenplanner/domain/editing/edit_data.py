"""Edits as plain data for files, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from rollenplanner.domain.editing.asked import SetAsked, SetFunctions, SetOwnCluster
from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.organisation import (
    RemoveLimit,
    Rename,
    SetClusters,
    SetClusterSize,
    SetFormation,
    SetLimit,
    SetPlacement,
)
from rollenplanner.domain.editing.people import (
    AllHours,
    Begin,
    CloseVacancy,
    FillVacancy,
    Hire,
    Leave,
    OpenVacancy,
    SetAvailable,
    SetFte,
)
from rollenplanner.domain.editing.pins import Allow, ForbidEdit, PinEdit, Unpin
from rollenplanner.domain.editing.records import (
    RecordExpertise,
    RecordLevels,
    SetMaxRoles,
    SetPlace,
)
from rollenplanner.domain.editing.rules import SetRule, SwitchRule
from rollenplanner.domain.editing.work import (
    AddIncompatible,
    RemoveIncompatible,
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
        AllHours,
        Begin,
        Leave,
        Hire,
        OpenVacancy,
        FillVacancy,
        CloseVacancy,
        RecordLevels,
        RecordExpertise,
        SetPlace,
        SetMaxRoles,
        SetDemand,
        SetModuleFte,
        SetCritical,
        SetAsked,
        SetFunctions,
        SetOwnCluster,
        AddIncompatible,
        RemoveIncompatible,
        SetFormation,
        SetClusters,
        SetClusterSize,
        SetPlacement,
        SetRule,
        SwitchRule,
        SetLimit,
        RemoveLimit,
        Rename,
    )
}
"""Every sort of edit by its kind."""


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
    hints = _types_of(sort)
    if not data.keys() <= {"kind", *hints}:
        raise ValueError(data)
    make: Callable[..., Edit] = sort
    return make(**{key: _read(hint, data.get(key)) for key, hint in hints.items()})


@cache
def _types_of(sort: type[Edit]) -> Mapping[str, Any]:
    """The fields of a sort of edit, and of what type each is."""
    hints = get_type_hints(sort)
    return {each.name: hints[each.name] for each in fields(sort)}


def _read(hint: Any, value: object) -> object:
    """A value of exactly one type: true is no number here, and a missing one is None.

    Raises:
        ValueError: It is another sort of value.
    """
    if isinstance(hint, UnionType):
        return _one_of(get_args(hint), value)
    if get_origin(hint) is tuple and isinstance(value, list):
        return tuple(_read(get_args(hint)[0], each) for each in value)
    if get_origin(hint) is Literal and value in get_args(hint):
        return value
    if hint is NoneType and value is None:
        return None
    if hint in (Month, Term) and isinstance(value, str):
        return Month.parse(value) if hint is Month else Term(value)
    if hint in (bool, int, str) and type(value) is hint:
        return value
    raise ValueError(value)


def _one_of(hints: tuple[Any, ...], value: object) -> object:
    for hint in hints:
        try:
            return _read(hint, value)
        except ValueError:
            continue
    raise ValueError(value)
