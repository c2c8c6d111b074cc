"""The judgement of a plan: every hard rule, every term recomputed, every stated figure compared.

Nothing here asks the solver. A figure that a plan does not state is not judged (design section 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rollenplanner.domain.check import check_all
from rollenplanner.domain.check.duties import limit_broken
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.measure import gap_of, least_level_value, level_values, measure
from rollenplanner.domain.plan import Assignment, LevelResult, LevelStatus, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.term_words import with_key
from rollenplanner.domain.terms import UNIT, ObjectiveLevel, Term, decimal_of, staying_close
from rollenplanner.domain.text import Text, text, text_n

#: Kind of the findings about figures that a plan states wrongly.
MISSTATED = "misstated"

#: A stated gap is a rounded quotient; it is judged at its own decimals, and at least at these.
LEAST_GAP_DECIMALS = 4

_VALUE = text("the value of the level (value)")
_GAP = text("the distance to the bound (gap)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checker found.

    Attributes:
        violations: Broken rules, unknown ids and misstated figures, in the order of the rules.
        terms: Every term, recomputed, in units (`terms.UNIT`).
        levels: Weighted sum per level of the scenario's objective, in units.
    """

    violations: tuple[Finding, ...]
    terms: Mapping[Term, int]
    levels: tuple[int, ...]

    @property
    def ok(self) -> bool:
        """Whether no rule is broken and no figure misstated."""
        return not self.violations


def judge(scenario: Scenario, plan: Plan, reference: Assignment | None = None) -> Judgement:
    """Judge a plan: rules, terms and what it says about itself.

    Args:
        scenario: What the plan is for.
        plan: Any plan, hand-made ones too.
        reference: The plan that `jumps` counts against; without it no figure that depends on
            `jumps` is judged, because it cannot be recomputed.
    """
    values = measure(scenario, plan.assignment, reference)
    levels = level_values(scenario, values)
    violations = (
        *check_all(scenario, plan.assignment),
        *_judge_jumps(scenario, values, reference),
        *_judge_terms(plan, values, reference),
        *_judge_levels(scenario, plan, values, reference),
        *_judge_status(plan),
    )
    return Judgement(violations, values, levels)


def _judge_jumps(
    scenario: Scenario, values: Mapping[Term, int], reference: Assignment | None
) -> Iterator[Finding]:
    """The one limit that the rule `limits` cannot judge: it needs another plan."""
    limit = scenario.limits.get(Term.JUMPS)
    if reference is not None and limit is not None and values[Term.JUMPS] > limit:
        yield limit_broken(scenario, Term.JUMPS, values[Term.JUMPS], limit)


def _judge_terms(
    plan: Plan, values: Mapping[Term, int], reference: Assignment | None
) -> Iterator[Finding]:
    for term, stated in plan.terms.items():
        if _judged({term: 1}, reference) and not _same(stated, values[term]):
            figures = {"stated": stated, "recomputed": decimal_of(values[term])}
            message = text(
                "The plan states {stated} for {term}; recomputed it is {recomputed}.",
                term=with_key(term),
                **figures,
            )
            yield _misstated(message, f"terms.{term}", figures)


def _judge_levels(
    scenario: Scenario, plan: Plan, values: Mapping[Term, int], reference: Assignment | None
) -> Iterator[Finding]:
    objective = _objective_of(scenario, plan)
    stated, levels = len(plan.objective), len(scenario.objective)
    if stated not in (0, len(objective)):
        figures = {"stated": Decimal(stated), "levels": Decimal(levels)}
        message = text_n(
            "The plan states {n} level of the objective; the scenario has {levels}.",
            "The plan states {n} levels of the objective; the scenario has {levels}.",
            stated,
            levels=levels,
        )
        yield _misstated(message, "objective", figures)
        return
    for number, (result, level) in enumerate(zip(plan.objective, objective, strict=False), 1):
        if _judged(level, reference):
            yield from _LevelJudge(scenario, number, level, result, values).findings()


def _objective_of(scenario: Scenario, plan: Plan) -> tuple[ObjectiveLevel, ...]:
    """The levels that a plan is about: one more, of jumps, if it was made from an earlier plan."""
    longer = staying_close(scenario.objective)
    if len(plan.objective) == len(longer) and set(plan.objective[-1].terms) == {Term.JUMPS}:
        return longer
    return scenario.objective


def _judged(level: ObjectiveLevel, reference: Assignment | None) -> bool:
    return Term.JUMPS not in level or reference is not None


def _judge_status(plan: Plan) -> Iterator[Finding]:
    """A plan is optimal only if every level is."""
    if plan.status == "optimal":
        optimal = sum(1 for result in plan.objective if result.status == "optimal")
        if not plan.objective or optimal < len(plan.objective):
            figures = {"optimal": Decimal(optimal), "levels": Decimal(len(plan.objective))}
            message = text(
                "The plan calls itself optimal; of its {levels} levels {optimal} are.", **figures
            )
            yield _misstated(message, "status", figures)


class _LevelJudge:
    """Compares what a plan states about one level with what the level is."""

    def __init__(
        self,
        scenario: Scenario,
        number: int,
        level: ObjectiveLevel,
        result: LevelResult,
        values: Mapping[Term, int],
    ) -> None:
        self.scenario = scenario
        self.number = number
        self.level = level
        self.result = result
        self.values = values
        self.value = sum(weight * values[term] for term, weight in level.items())

    def findings(self) -> Iterator[Finding]:
        """Everything that is stated wrongly about this level."""
        yield from self._terms()
        yield from self._value()
        yield from self._bound()
        yield from self._gap()
        yield from self._status()

    def _terms(self) -> Iterator[Finding]:
        for term, stated in self.result.terms.items():
            if term not in self.level:
                message = text(
                    "The plan counts {term} in level {level}; the scenario does not.",
                    term=with_key(term),
                    level=self.number,
                )
                yield self._misstated(message, f"terms.{term}", {})
            elif not _same(stated, self.values[term]):
                yield self._differs(
                    f"terms.{term}", with_key(term), stated, decimal_of(self.values[term])
                )

    def _value(self) -> Iterator[Finding]:
        if not _same(self.result.value, self.value):
            yield self._differs("value", _VALUE, self.result.value, decimal_of(self.value))

    def _bound(self) -> Iterator[Finding]:
        bound = self.result.bound
        if bound is None:
            return
        least = least_level_value(self.scenario, self.level)
        if _units(bound) > self.value:
            figures = {"bound": bound, "value": decimal_of(self.value)}
            message = text(
                "Level {level}: the bound {bound} lies above the value {value} of this very plan.",
                level=self.number,
                **figures,
            )
            yield self._misstated(message, "bound", figures)
        elif _units(bound) < least:
            figures = {"bound": bound, "least": decimal_of(least)}
            message = text(
                "Level {level}: the bound {bound} lies below {least}, the least it can be at all.",
                level=self.number,
                **figures,
            )
            yield self._misstated(message, "bound", figures)

    def _gap(self) -> Iterator[Finding]:
        stated, bound = self.result.gap, self.result.bound
        if stated is None:
            return
        if bound is None:
            message = text("Level {level} states a gap without a bound.", level=self.number)
            yield self._misstated(message, "gap", {"stated": stated})
            return
        exact = gap_of(self.level, self.value, _units(bound))
        decimals = max(LEAST_GAP_DECIMALS, _decimals(stated))
        if 2 * abs(Fraction(stated) - exact) > Fraction(1, 10**decimals):
            yield self._differs("gap", _GAP, stated, _rounded(exact, decimals))

    def _status(self) -> Iterator[Finding]:
        """Optimal if the bound is the value exactly, else feasible."""
        bound = self.result.bound
        proven = bound is not None and _units(bound) == self.value
        right: LevelStatus = "optimal" if proven else "feasible"
        if self.result.status != right:
            message = text(
                "Level {level} calls itself {stated}; its bound and value make it {right}.",
                level=self.number,
                stated=_status(self.result.status),
                right=_status(right),
            )
            figures = {"value": decimal_of(self.value)}
            if bound is not None:
                figures["bound"] = bound
            yield self._misstated(message, "status", figures)

    def _differs(self, path: str, what: Text, stated: Decimal, recomputed: Decimal) -> Finding:
        figures = {"stated": stated, "recomputed": recomputed}
        message = text(
            "Level {level} states {stated} for {what}; recomputed it is {recomputed}.",
            level=self.number,
            what=what,
            **figures,
        )
        return self._misstated(message, path, figures)

    def _misstated(self, message: Text, what: str, figures: dict[str, Decimal]) -> Finding:
        return _misstated(message, f"objective.{self.number - 1}.{what}", figures)


def _same(stated: Decimal, units: int) -> bool:
    return _units(stated) == units


def _units(stated: Decimal) -> Fraction:
    """A stated figure in units, exact however many decimals it has."""
    return Fraction(stated) * UNIT


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(exact: Fraction, decimals: int) -> Decimal:
    return Decimal(round(exact * 10**decimals)).scaleb(-decimals)


def _status(status: LevelStatus) -> Text:
    return text("optimal") if status == "optimal" else text("feasible")


def _misstated(message: Text, path: str, figures: Mapping[str, Decimal]) -> Finding:
    return Finding(MISSTATED, Severity.CRITICAL, message, figures=dict(figures), discriminator=path)
