"""How many periods a neighbourhood has: what paid off at a level is tried more often."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from rollenplanner.domain.tuning import MEASURED

#: How often any number of periods is tried, whatever paid off before.
ANY_PART = 0.25
#: Weight of the latest neighbourhood in what a number of periods is thought to yield.
LATEST = 0.15
#: Stands for a neighbourhood of roles instead of people, over all periods.
ROLES = 0


@dataclass(slots=True)
class Spans:
    """Chooses numbers of periods by their yield per effort.

    Attributes:
        periods: Of the horizon.
        roles_part: How often roles are reconsidered rather than people, at the least: over six
            half-years of Ommen they brought 0.7 fte per second of work, groups of people 0.4.
        window: Numbers of periods up to this are tried where the horizon has them, beside all.
    """

    periods: int
    roles_part: float = MEASURED.roles_part
    window: int = MEASURED.window
    _yield: dict[tuple[int, int], float] = field(default_factory=dict)

    @property
    def choices(self) -> list[int]:
        """Numbers of periods that neighbourhoods can have."""
        spans = {*range(1, min(self.window + 1, self.periods)), self.periods}
        return sorted(spans | {ROLES} if self.periods > 1 else spans)

    def choose(self, level: int, rng: random.Random) -> int:
        """A number of periods for the next neighbourhood at a level."""
        choices = self.choices
        if len(choices) == 1:
            return choices[0]
        if rng.random() < self.roles_part:
            return ROLES
        weights = [self._yield.get((level, span), 0.0) for span in choices]
        if sum(weights) <= 0 or rng.random() < ANY_PART:
            return rng.choice(choices)
        return rng.choices(choices, weights)[0]

    def learn(self, level: int, span: int, gain: float, effort: float) -> None:
        """Note what a neighbourhood gained, in units of the level, and its deterministic time."""
        rate = max(0.0, gain) / max(1e-3, effort)
        old = self._yield.get((level, span), 0.0)
        self._yield[level, span] = old + LATEST * (rate - old)
