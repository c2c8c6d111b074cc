"""Edits of people and vacancies: contract, time, leaving, hiring."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rollenplanner.domain.editing.edit import Edit, spanned, when
from rollenplanner.domain.editing.operations import Add, Drop, Operation, Put, Take, Value
from rollenplanner.domain.months import Month, Span
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, fte, text


@dataclass(frozen=True, slots=True)
class SetFte(Edit):
    """The contract of a person or vacancy."""

    kind = "fte"

    person: str
    fte: int

    @property
    def path(self) -> str:
        """The contract."""
        return f"staff.{self.person}.fte"

    @property
    def sentence(self) -> Text:
        """The new contract."""
        return text("{person} gets a contract of {fte} fte.", person=self.person, fte=fte(self.fte))

    def operations(self) -> Iterator[Operation]:
        """Another number."""
        yield Put(("staff", self.person, "fte"), fte(self.fte))


@dataclass(frozen=True, slots=True)
class SetAvailable(Edit):
    """Less time for a while; it replaces what was said of the very same months.

    Attributes:
        fte: What is left, 0 for absent; None: nothing is less in these months any more.
        start, end: First month with less, and first month with all of it again.
    """

    kind = "available"

    person: str
    fte: int | None
    start: Month | None = None
    end: Month | None = None

    @property
    def path(self) -> str:
        """The list of such stretches."""
        return f"staff.{self.person}.available"

    @property
    def sentence(self) -> Text:
        """What is left, and when."""
        span = when(Span(self.start, self.end))
        if self.fte is None:
            return text("{person} has all hours again, {when}.", person=self.person, when=span)
        return text(
            "{person} is available for {fte} fte, {when}.",
            person=self.person,
            fte=fte(self.fte),
            when=span,
        )

    def operations(self) -> Iterator[Operation]:
        """The stretch with the same months goes, the new one comes."""
        loc = ("staff", self.person, "available")
        months = spanned(self.start, self.end)
        yield Take(loc, months, ("from", "until"))
        if self.fte is not None:
            yield Add(loc, {**months, "fte": fte(self.fte)})


@dataclass(frozen=True, slots=True)
class Leave(Edit):
    """Somebody leaves, or stays after all.

    Attributes:
        until: First month in which the person is no longer in service; None: stays.
    """

    kind = "leave"

    person: str
    until: Month | None

    @property
    def path(self) -> str:
        """The end of service."""
        return f"staff.{self.person}.until"

    @property
    def sentence(self) -> Text:
        """When, or that it is off."""
        if self.until is None:
            return text("{person} stays in service.", person=self.person)
        return text(
            "{person} is in service until {month}.", person=self.person, month=str(self.until)
        )

    def operations(self) -> Iterator[Operation]:
        """An end, or none."""
        loc = ("staff", self.person, "until")
        yield Drop(loc) if self.until is None else Put(loc, str(self.until))


@dataclass(frozen=True, slots=True)
class Begin(Edit):
    """When somebody comes into service.

    Attributes:
        start: First month in service; None: from before the beginning.
    """

    kind = "begin"

    person: str
    start: Month | None

    @property
    def path(self) -> str:
        """The beginning of service."""
        return f"staff.{self.person}.from"

    @property
    def sentence(self) -> Text:
        """When."""
        if self.start is None:
            return text("{person} is in service from the beginning.", person=self.person)
        return text(
            "{person} is in service from {month}.", person=self.person, month=str(self.start)
        )

    def operations(self) -> Iterator[Operation]:
        """A beginning, or none."""
        loc = ("staff", self.person, "from")
        yield Drop(loc) if self.start is None else Put(loc, str(self.start))


@dataclass(frozen=True, slots=True)
class AllHours(Edit):
    """Somebody has all hours of the contract, in every month of service."""

    kind = "all-hours"

    person: str

    @property
    def path(self) -> str:
        """The list of stretches with less."""
        return f"staff.{self.person}.available"

    @property
    def sentence(self) -> Text:
        """That nothing is less."""
        return text("{person} has all hours again, always.", person=self.person)

    def operations(self) -> Iterator[Operation]:
        """The list goes."""
        yield Drop(("staff", self.person, "available"))


@dataclass(frozen=True, slots=True)
class Hire(Edit):
    """One more person.

    Attributes:
        person: Its id, which nobody has yet (`free_id`).
    """

    kind = "hire"

    person: str
    function: str
    cluster: str
    fte: int

    @property
    def path(self) -> str:
        """The new entry."""
        return f"staff.{self.person}"

    @property
    def sentence(self) -> Text:
        """Who comes, and where."""
        return text(
            "{person} comes: {fte} fte {function} in cluster {cluster}.",
            person=self.person,
            fte=fte(self.fte),
            function=self.function,
            cluster=self.cluster,
        )

    def operations(self) -> Iterator[Operation]:
        """One entry more."""
        entry: dict[str, Value] = {"function": self.function, "cluster": self.cluster}
        yield Put(("staff", self.person), {**entry, "fte": fte(self.fte)}, new=True)


@dataclass(frozen=True, slots=True)
class FillVacancy(Edit):
    """Somebody is hired: the vacancy is a person from now on."""

    kind = "fill-vacancy"

    vacancy: str

    @property
    def path(self) -> str:
        """The mark."""
        return f"staff.{self.vacancy}.vacancy"

    @property
    def sentence(self) -> Text:
        """Which one."""
        return text("Vacancy {vacancy} is filled.", vacancy=self.vacancy)

    def refusal(self, scenario: Scenario) -> Text | None:
        """It is a person."""
        return _no_vacancy(scenario, self.vacancy)

    def operations(self) -> Iterator[Operation]:
        """The mark goes."""
        yield Drop(("staff", self.vacancy, "vacancy"))


@dataclass(frozen=True, slots=True)
class OpenVacancy(Edit):
    """Somebody is to be hired.

    Attributes:
        vacancy: Its id, which nobody has yet (`free_vacancy_id`).
        start: First month in service; None: from the beginning.
    """

    kind = "open-vacancy"

    vacancy: str
    function: str
    cluster: str
    fte: int
    start: Month | None = None

    @property
    def path(self) -> str:
        """The new entry."""
        return f"staff.{self.vacancy}"

    @property
    def sentence(self) -> Text:
        """What is to be hired, and where."""
        return text(
            "Vacancy {vacancy} opens: {fte} fte {function} in cluster {cluster}, {when}.",
            vacancy=self.vacancy,
            fte=fte(self.fte),
            function=self.function,
            cluster=self.cluster,
            when=when(Span(self.start)),
        )

    def operations(self) -> Iterator[Operation]:
        """One entry more."""
        entry: dict[str, Value] = {"function": self.function, "cluster": self.cluster}
        entry |= {"fte": fte(self.fte), **spanned(self.start, None), "vacancy": True}
        yield Put(("staff", self.vacancy), entry, new=True)


@dataclass(frozen=True, slots=True)
class CloseVacancy(Edit):
    """Nobody is to be hired any more; pins and prohibitions about the vacancy go with it."""

    kind = "close-vacancy"

    vacancy: str

    @property
    def path(self) -> str:
        """The entry that goes."""
        return f"staff.{self.vacancy}"

    @property
    def sentence(self) -> Text:
        """Which one."""
        return text("Vacancy {vacancy} is closed.", vacancy=self.vacancy)

    def refusal(self, scenario: Scenario) -> Text | None:
        """It is a person."""
        return _no_vacancy(scenario, self.vacancy)

    def operations(self) -> Iterator[Operation]:
        """The entry goes, and what names it."""
        yield Drop(("staff", self.vacancy))
        for section in ("pins", "forbid"):
            yield Take((section,), {"person": self.vacancy}, ("person",))


def _no_vacancy(scenario: Scenario, id: str) -> Text | None:
    found = scenario.staff.get(id)
    if found is not None and not found.vacancy:
        return text("{person} is no vacancy.", person=id)
    return None


def free_vacancy_id(scenario: Scenario, taken: Collection[str] = ()) -> str:
    """The first of V01, V02, .. that nobody has and that is not taken."""
    return free_id("V", scenario, taken)


def free_id(letter: str, scenario: Scenario, taken: Collection[str] = ()) -> str:
    """The first id of a letter and a number that nobody has and that is not taken."""
    number = 1
    while (id := f"{letter}{number:02d}") in scenario.staff or id in taken:
        number += 1
    return id
