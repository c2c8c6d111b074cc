"""Edits of who must, and who must not, carry or stand where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from rollenplanner.domain.editing.edit import Edit, spanned, when
from rollenplanner.domain.editing.operations import Add, Operation, Take, Value
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.scenario import Pin, PinKind, Scenario
from rollenplanner.domain.text import Text, text

#: The keys by which two pins are the same.
PIN_KEYS = ("person", "role", "backup", "function", "cluster", "from", "until")


@dataclass(frozen=True, slots=True)
class _OfPin(Edit):
    """Something about one entry of `pins` or `forbid`.

    Attributes:
        target_kind: What `target` is the id of; a backup is a role or post to back up.
        target: Id of a role, module, post, function or cluster.
        start, end: First month that it binds, and first month that it no longer does.
    """

    section: ClassVar[str]

    person: str
    target_kind: PinKind
    target: str
    start: Month | None = None
    end: Month | None = None

    @property
    def path(self) -> str:
        """The list that it is in."""
        return self.section

    @property
    def span(self) -> Span:
        """When it binds."""
        return Span(self.start, self.end)

    def is_in(self, scenario: Scenario) -> bool:
        """Whether the scenario has the very same entry."""
        listed = scenario.pins if self.section == "pins" else scenario.forbid
        mine = (self.person, self.target_kind, self.target, self.span)
        return any((each.person, each.kind, each.written, each.span) == mine for each in listed)

    def item(self) -> Mapping[str, Value]:
        """The entry as a file has it."""
        found: dict[str, Value] = {"person": self.person}
        found[self.target_kind] = self.target
        return found | spanned(self.start, self.end)


class _Adds(_OfPin):
    __slots__ = ()

    def refusal(self, scenario: Scenario) -> Text | None:
        """It is there already."""
        if self.is_in(scenario):
            return text("The scenario says this already.")
        return None

    def operations(self) -> Iterator[Operation]:
        """One entry more."""
        yield Add((self.section,), dict(self.item()))


class _Takes(_OfPin):
    __slots__ = ()

    def refusal(self, scenario: Scenario) -> Text | None:
        """There is nothing to take away."""
        if not self.is_in(scenario):
            return text("The scenario does not say this, so there is nothing to take away.")
        return None

    def operations(self) -> Iterator[Operation]:
        """The entry goes."""
        yield Take((self.section,), self.item(), PIN_KEYS)


class PinEdit(_Adds):
    """Somebody must hold a role, back it up, or stand in a function or cluster."""

    __slots__ = ()
    kind = "pin"
    section = "pins"

    @property
    def sentence(self) -> Text:
        """Who is pinned to what, and when."""
        about = {"person": self.person, "target": self.target, "when": when(self.span)}
        if self.target_kind == "role":
            return text("{person} must hold {target}, {when}.", **about)
        if self.target_kind == "backup":
            return text("{person} must back up {target}, {when}.", **about)
        if self.target_kind == "function":
            return text("{person} must stand in function {target}, {when}.", **about)
        return text("{person} must stand in cluster {target}, {when}.", **about)


class Unpin(_Takes):
    """What somebody must do or be is left open again."""

    __slots__ = ()
    kind = "unpin"
    section = "pins"

    @property
    def sentence(self) -> Text:
        """Whose pin goes."""
        about = {"person": self.person, "target": self.target, "when": when(self.span)}
        if self.target_kind == "role":
            return text("{person} no longer must hold {target}, {when}.", **about)
        if self.target_kind == "backup":
            return text("{person} no longer must back up {target}, {when}.", **about)
        if self.target_kind == "function":
            return text("{person} no longer must stand in function {target}, {when}.", **about)
        return text("{person} no longer must stand in cluster {target}, {when}.", **about)


class ForbidEdit(_Adds):
    """Somebody must not carry a role, back it up, or stand in a function or cluster."""

    __slots__ = ()
    kind = "forbid"
    section = "forbid"

    @property
    def sentence(self) -> Text:
        """Who is kept from what, and when."""
        about = {"person": self.person, "target": self.target, "when": when(self.span)}
        if self.target_kind == "role":
            return text("{person} may not carry {target}, {when}.", **about)
        if self.target_kind == "backup":
            return text("{person} may not back up {target}, {when}.", **about)
        if self.target_kind == "function":
            return text("{person} may not stand in function {target}, {when}.", **about)
        return text("{person} may not stand in cluster {target}, {when}.", **about)


class Allow(_Takes):
    """What was forbidden to somebody is allowed again."""

    __slots__ = ()
    kind = "allow"
    section = "forbid"

    @property
    def sentence(self) -> Text:
        """Whose prohibition goes."""
        about = {"person": self.person, "target": self.target, "when": when(self.span)}
        if self.target_kind == "role":
            return text("{person} may carry {target} again, {when}.", **about)
        if self.target_kind == "backup":
            return text("{person} may back up {target} again, {when}.", **about)
        if self.target_kind == "function":
            return text("{person} may stand in function {target} again, {when}.", **about)
        return text("{person} may stand in cluster {target} again, {when}.", **about)


_Sort = TypeVar("_Sort", PinEdit, Unpin, ForbidEdit, Allow)


def edit_about(sort: type[_Sort], pin: Pin) -> _Sort:
    """The edit of a sort about an entry that a scenario has, such as the Unpin of a pin."""
    return sort(pin.person, pin.kind, pin.written, pin.span.start, pin.span.end)
