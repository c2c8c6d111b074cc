"""Whole-number linear forms over model variables.

CP-SAT's own expressions cannot be read back; these can be bounded, evaluated on a list of values,
added up and scaled, and turned into an expression when a constraint is made of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import gcd
from operator import mul
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar, LinearExpr

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExprT


@dataclass(frozen=True, slots=True)
class Linear:
    """`constant + sum(coefficient x variable)`, all whole numbers."""

    pairs: tuple[tuple[IntVar, int], ...] = ()
    constant: int = 0
    _terms: list[tuple[int, ...]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, variable: IntVar, coefficient: int = 1) -> Linear:
        """One variable."""
        return cls(((variable, coefficient),))

    @classmethod
    def total(cls, parts: Iterable[Linear]) -> Linear:
        """The sum of linear forms; a variable that occurs twice is merged."""
        merged: dict[int, tuple[IntVar, int]] = {}
        constant = 0
        for part in parts:
            constant += part.constant
            for variable, coefficient in part.pairs:
                old = merged.get(variable.index)
                merged[variable.index] = (variable, coefficient + (old[1] if old else 0))
        return cls(tuple(pair for pair in merged.values() if pair[1]), constant)

    def plus(self, constant: int) -> Linear:
        """The same form with a constant added."""
        return Linear(self.pairs, self.constant + constant)

    def times(self, factor: int) -> Linear:
        """The form multiplied by a whole number."""
        if factor == 0:
            return Linear()
        return Linear(tuple((v, c * factor) for v, c in self.pairs), self.constant * factor)

    def floor_divided(self, divisor: int) -> Linear:
        """The form divided by a number that divides everything in it."""
        pairs = tuple((v, c // divisor) for v, c in self.pairs)
        return Linear(pairs, self.constant // divisor)

    def reduced(self) -> Reduced:
        """The same form without constant, divided by all that its coefficients share."""
        divisor = gcd(*(coefficient for _, coefficient in self.pairs)) or 1
        return Reduced(self.plus(-self.constant).floor_divided(divisor), divisor, self.constant)

    @property
    def expression(self) -> LinearExprT:
        """The form as CP-SAT takes it."""
        if not self.pairs:
            return self.constant
        variables = [v for v, _ in self.pairs]
        coefficients = [c for _, c in self.pairs]
        return LinearExpr.weighted_sum(variables, coefficients) + self.constant

    def value(self, values: Sequence[int]) -> int:
        """Its value where `values[i]` is the value of the variable with index i."""
        indices, coefficients = self.terms
        total: int = sum(map(mul, coefficients, map(values.__getitem__, indices)))
        return self.constant + total

    @property
    def terms(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Indices of the variables, and their coefficients; asking a variable each time is slow."""
        if not self._terms:
            self._terms.append(tuple(variable.index for variable, _ in self.pairs))
            self._terms.append(tuple(coefficient for _, coefficient in self.pairs))
        return self._terms[0], self._terms[1]

    @property
    def least(self) -> int:
        """Lower bound from the domains of the variables alone."""
        return self.constant + sum(min(c * lo, c * hi) for c, lo, hi in self._ranges())

    @property
    def most(self) -> int:
        """Upper bound from the domains of the variables alone."""
        return self.constant + sum(max(c * lo, c * hi) for c, lo, hi in self._ranges())

    def _ranges(self) -> Iterator[tuple[int, int, int]]:
        for variable, coefficient in self.pairs:
            domain = variable.domain
            yield coefficient, domain.min(), domain.max()


@dataclass(frozen=True, slots=True)
class Reduced:
    """A form in lowest terms: the original is `scale x form + constant`."""

    form: Linear
    scale: int
    constant: int

    def floor(self, original: int) -> int:
        """The greatest value of the reduced form that keeps the original at most so high."""
        return (original - self.constant) // self.scale

    def original(self, reduced: int) -> int:
        """The value of the original form."""
        return self.scale * reduced + self.constant
