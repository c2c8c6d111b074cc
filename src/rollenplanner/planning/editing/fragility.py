"""How fragile a plan is: computed beside the interface, and marked stale until it is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rollenplanner.domain.stressed import Asked, Progress, Stressed
from rollenplanner.planning.editing.state import State
from rollenplanner.planning.stress_test import Subject, try_absences

if TYPE_CHECKING:
    from rollenplanner.solver import StopFlag


@dataclass(frozen=True, slots=True)
class Fragile:
    """What is known of fragility.

    Attributes:
        value: What is lost under every single absence; None where it was never computed.
        stale: It is about a state that is not the present one of the sitting.
    """

    value: Stressed | None
    stale: bool

    @property
    def critical(self) -> int | None:
        """Hundredths of critical work lost at worst under one absence."""
        if self.value is None:
            return None
        return max((each.critical for each in self.value.fragility.people.values()), default=0)

    @property
    def people(self) -> int | None:
        """Number of people whose absence alone costs critical work."""
        if self.value is None:
            return None
        return sum(1 for each in self.value.fragility.people.values() if each.critical)


@dataclass(frozen=True, slots=True)
class FragilityResult:
    """What a computation came to; hand it back to the sitting that asked."""

    value: Stressed
    state: State = field(repr=False)


@dataclass(frozen=True, slots=True)
class FragilityRequest:
    """A computation for one state; may run in any thread."""

    state: State = field(repr=False)

    def run(
        self,
        stop: StopFlag | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> FragilityResult:
        """Take everybody away in turn; stopped, the result is not complete and is not kept.

        Raises:
            InternalError: The judge refuses a redeployment that the search found.
        """
        from rollenplanner.solver import StopFlag

        view = self.state.view
        listen = on_progress or _nobody
        asked = Asked()
        subject = Subject(view.scenario, view.assignment)
        value = try_absences(subject, asked, on_progress=listen, stop=stop or StopFlag())
        return FragilityResult(value, self.state)


def _nobody(_: Progress) -> None:
    """Nobody listens."""
