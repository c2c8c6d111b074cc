"""A scenario with every sort of entry that an edit can touch, and random edits of it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from rollenplanner.domain.editing import (
    AddIncompatible,
    AllHours,
    Allow,
    Begin,
    CloseVacancy,
    Edit,
    FillVacancy,
    ForbidEdit,
    Hire,
    Leave,
    OpenVacancy,
    PinEdit,
    RecordExpertise,
    RecordLevels,
    RemoveIncompatible,
    RemoveLimit,
    Rename,
    SetAsked,
    SetAvailable,
    SetClusters,
    SetClusterSize,
    SetCritical,
    SetDemand,
    SetFormation,
    SetFte,
    SetFunctions,
    SetLimit,
    SetMaxRoles,
    SetModuleFte,
    SetOwnCluster,
    SetPlace,
    SetPlacement,
    SetRule,
    SwitchRule,
    Unpin,
)
from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import PinKind
from rollenplanner.domain.terms import UNIT, Term

BASE = """\
# Proef. Everything here is invented.
format: 1
name: Proef   # the name
horizon: {start: 2027-01, period: half-year, count: 2}

clusters:
  a: {name: "Cluster [A]", fte: 3}
  b: {name: Cluster B, fte: 3}

functions:
  adviseur: {scale: 10, fte: 4.00, clusters: [a, b]}   # most people
  leider:
    scale: 12
    fte: 2
    clusters:
    - a
    - b
    management: true

competences: {visie: {name: Visie}}

roles:
  # Money.
  kas:
    cluster: a
    fte: 0.80   # a day less than full
    competences: {visie: B}
    holders: {min: 1, max: 2, share: 0.2}
  balie: { cluster: b, fte: [0.5,  1] , critical: true }
  # The last role.

modules:
  coordinatie: {fte: 0.4, deputies: 1}

staff:
  P01:
    fte: 1
    function: adviseur
    cluster: a
    competences: {visie: [B, C]}
    roles: {kas: {fte: 0.5, since: 2025-01}}
    backups: [balie]
    available:
      # A while.
      - {from: 2027-02, until: 2027-04, fte: 0.50}
      - from: 2027-08
        fte: 0.8

  P02: {fte: 0.89, function: adviseur, cluster: b,
        available: [{from: 2027-07, fte: 0.5}], until: 2027-12}
  V01: {fte: 0.5, function: adviseur, cluster: b, vacancy: true}  # to be hired

pins:
  - {person: P01, role: kas}
  # Until the contract ends.
  - person: V01
    role: balie
    until: 2027-07
forbid: [{person: P02, role: kas}, {person: V01, backup: kas}]
incompatible:
- {roles: [kas, balie], source: Regeling}
limits:
  moves: 3   # not more
rules: {step: 0.05}
# The end.
"""

OVERLAY = """\
format: 1
name: Variant
extends: base.yaml
staff:
  V01: ~
  P02: {fte: 0.8}
  P03: {fte: 1, function: adviseur, cluster: a}
roles:
  balie: {critical: false}
pins+:
  - {person: P03, role: kas, from: 2027-07}
limits: {moves: ~, unplaced: 1}
"""

MONTHS = [None, Month.parse("2027-02"), Month.parse("2027-07"), Month.parse("2028-01")]
PEOPLE = ["P01", "P02", "P03", "V01", "V02", "V03"]


@st.composite
def _pin(draw: st.DrawFn) -> Edit:
    sorts: list[type[PinEdit | ForbidEdit | Unpin | Allow]] = [PinEdit, ForbidEdit, Unpin, Allow]
    sort = draw(st.sampled_from([*sorts, PinEdit, ForbidEdit]))
    kinds: list[PinKind] = ["role", "role", "backup", "function", "cluster"]
    kind = draw(st.sampled_from(kinds))
    targets = {"function": ["adviseur"], "cluster": ["a", "b"]}
    target = draw(st.sampled_from(targets.get(kind, ["kas", "balie", "coordinatie@a"])))
    if sort in (Unpin, Allow):
        return sort(draw(st.sampled_from(["P01", "P02", "P03"])), "role", "kas")
    months = draw(st.sampled_from(MONTHS)), draw(st.sampled_from(MONTHS))
    return sort(draw(st.sampled_from(PEOPLE)), kind, target, *months)


_FTE = st.sampled_from([5, 40, 50, 80, 100])
_PERSON = st.sampled_from(PEOPLE)
_MONTH = st.sampled_from(MONTHS)

EDITS: st.SearchStrategy[Edit] = st.one_of(
    _pin(),
    st.builds(SetFte, _PERSON, _FTE),
    st.builds(SetAvailable, _PERSON, st.none() | st.sampled_from([0, 50]), _MONTH, _MONTH),
    st.builds(Leave, _PERSON, _MONTH),
    st.builds(
        OpenVacancy,
        st.sampled_from(["V01", "V02", "V03"]),
        st.just("adviseur"),
        st.sampled_from(["a", "b"]),
        _FTE,
        _MONTH,
    ),
    st.builds(CloseVacancy, st.sampled_from(["V01", "V02", "P01"])),
    st.builds(SetDemand, st.sampled_from(["kas", "balie"]), _FTE | st.tuples(_FTE, _FTE)),
    st.builds(SetModuleFte, st.just("coordinatie"), _FTE),
    st.builds(SetCritical, st.sampled_from(["kas", "balie", "coordinatie@a"]), st.booleans()),
    st.builds(
        AddIncompatible,
        st.just(("kas", "coordinatie")),
        st.sampled_from([None, "Regel: [x] #1", "no", "line\nline"]),
    ),
    st.builds(SetFormation, st.sampled_from(["adviseur", "leider"]), st.none() | st.just(325)),
    st.builds(SetLimit, st.sampled_from([Term.MOVES, Term.UNPLACED]), st.just(UNIT * 5 // 2)),
    st.builds(RemoveLimit, st.sampled_from([Term.MOVES, Term.UNPLACED])),
    st.builds(AllHours, _PERSON),
    st.builds(Begin, _PERSON, _MONTH),
    st.builds(
        Hire,
        st.sampled_from(["N01", "P01", "V01"]),
        st.just("adviseur"),
        st.sampled_from(["a", "b"]),
        _FTE,
    ),
    st.builds(FillVacancy, st.sampled_from(["V01", "V02", "P01"])),
    st.builds(RecordLevels, _PERSON, st.just("visie"), st.sampled_from([(), ("B",), ("A", "D")])),
    st.builds(RecordExpertise, _PERSON, st.just("geld"), st.sampled_from([1, 3])),
    st.builds(
        SetPlace,
        _PERSON,
        st.sampled_from(["adviseur", "leider"]),
        st.sampled_from(["a", "b"]),
        st.sampled_from([None, "10A", "9"]),
    ),
    st.builds(SetMaxRoles, _PERSON, st.sampled_from([0, 7])),
    st.builds(
        SetAsked,
        st.just("roles"),
        st.sampled_from(["kas", "balie"]),
        st.sampled_from(
            ["term.min", "term.max", "handover", "holders.min", "holders.max", "backups.count"]
        ),
        st.sampled_from([1, 2, 4]),
    ),
    st.builds(
        SetAsked,
        st.just("roles"),
        st.sampled_from(["kas", "balie"]),
        st.sampled_from(["holders.share", "backups.fte"]),
        st.sampled_from([5, 20]),
    ),
    st.builds(
        SetAsked,
        st.just("modules"),
        st.just("coordinatie"),
        st.sampled_from(["term.max", "handover", "deputies", "deputy_fte"]),
        st.just(5),
    ),
    st.builds(SetFunctions, st.just("roles"), st.just("kas"), st.just(("adviseur", "leider"))),
    st.builds(SetOwnCluster, st.sampled_from(["kas", "balie"]), st.booleans()),
    st.builds(RemoveIncompatible, st.sampled_from([("kas", "balie"), ("kas", "coordinatie")])),
    st.builds(SetClusters, st.just("adviseur"), st.sampled_from([("a",), ("b", "a")])),
    st.builds(SetClusterSize, st.sampled_from(["a", "b"]), _FTE),
    st.builds(SetPlacement, st.sampled_from(["fixed", "free"])),
    st.builds(
        SetRule,
        st.sampled_from(["max_roles", "max_backups", "max_changes", "scale_up", "scale_down"]),
        st.sampled_from([0, 5, 20]),
    ),
    st.builds(
        SwitchRule,
        st.sampled_from(["no_double_change", "own_cluster", "strict_levels"]),
        st.booleans(),
    ),
    st.builds(Rename, st.sampled_from(["Ander: plan", "日本 [x]", "010", "it's"])),
)


def write(folder: Path, *, overlay: bool) -> Path:
    """Write the base, and the overlay over it if that is asked for; the file to edit."""
    base = folder / "base.yaml"
    base.write_text(BASE, encoding="utf-8")
    if not overlay:
        return base
    path = folder / "variant.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    return path
