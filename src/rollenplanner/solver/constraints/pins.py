"""Pins and prohibitions.

A pin overrides nothing: one that other rules exclude makes the whole scenario infeasible.
"""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.scenario import Pin, PinKind
from rollenplanner.solver.eligibility import Cell, pinned_cells
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.variables import Variables


def pinned_roles(variables: Variables) -> None:
    """pins: a pinned role is held, with any share, in every active period the pin touches."""
    _pinned(variables, "role", variables.holds)


def pinned_backups(variables: Variables) -> None:
    """pins: a pinned backup serves in every active period the pin touches."""
    _pinned(variables, "backup", variables.backs)


def _pinned(variables: Variables, kind: PinKind, table: Mapping[Cell, IntVar]) -> None:
    for cell in sorted(pinned_cells(variables.scenario, kind)):
        if cell.role in variables.eligibility.silent or not variables.knows(cell.period):
            continue
        carried = table.get(cell)
        if cell.role in variables.exists:
            exists = variables.exists[cell.role]
            if carried is None:
                variables.builder.equal(Linear.of(exists), 0, "pin-excluded", *cell)
            else:
                variables.builder.only_if(exists, [carried], "pin", *cell)
        elif carried is None:
            variables.builder.impossible("pin-excluded", *cell)
        else:
            variables.builder.equal(Linear.of(carried), 1, "pin", *cell)


def pinned_places(variables: Variables) -> None:
    """pins: a pinned function or cluster is the one in which the person stands."""
    for pin in variables.scenario.pins:
        if pin.kind in ("function", "cluster"):
            variables.builder.equal(_at(variables, pin), 1, "pin-place", pin.index)


def forbidden_places(variables: Variables) -> None:
    """forbid: a forbidden function or cluster is not where the person stands."""
    for pin in variables.scenario.forbid:
        if pin.kind in ("function", "cluster"):
            variables.builder.equal(_at(variables, pin), 0, "forbid-place", pin.index)


def _at(variables: Variables, pin: Pin) -> Linear:
    """1 if the person stands in the function or cluster that the pin names."""
    fitting = [
        place
        for place in variables.eligibility.places[pin.person]
        if (place.function if pin.kind == "function" else place.cluster) in pin.targets
    ]
    return variables.placed(pin.person, fitting)
