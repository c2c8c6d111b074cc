"""The CP-SAT model under construction: named variables and constraints, and derived variables.

A derived variable (a distance, a "holds anything") has one right value once the decisions are
known. Its formula stands beside it, so that a plan, or a solution in which the variable is loose,
can be completed to exact values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.stopping import StopFlag
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.rows import INFINITE, Kind, Row


class StoppedBuilding(Exception):
    """Whoever wanted the model no longer waits for it."""


#: The value of a derived variable, from the values of all variables made before it.
Formula = Callable[[Sequence[int]], int]


@dataclass(slots=True)
class Builder:
    """A model and what is needed to complete its solutions.

    Attributes:
        derived: Variables with their formulas, in the order in which they must be computed.
        rows: Every constraint as plain data.
        names: What every variable is called, in parts: what it is, then ids, the period last.
        ceilings: Forms that exact values must keep at most so high. The rows of a cost may lie a
            little below it (`loads`), so a solution can seem to obey a limit that it breaks.
        stop: Ends the work; None: it goes on to the end.
    """

    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    derived: list[tuple[int, Formula]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    names: list[tuple[object, ...]] = field(default_factory=list)
    ceilings: list[tuple[Linear, int]] = field(default_factory=list)
    stop: StopFlag | None = None

    def boolean(self, *name: object) -> IntVar:
        """A decision that is 0 or 1, named with domain ids."""
        self.names.append(name)
        return self.model.new_bool_var(_name(name))

    def integer(self, least: int, most: int, *name: object) -> IntVar:
        """A whole-number decision."""
        self.names.append(name)
        return self.model.new_int_var(least, most, _name(name))

    def period_of(self, index: int) -> int | None:
        """The period that a variable is about; None if it is about none, or several."""
        last = self.names[index][-1]
        return last if isinstance(last, int) else None

    def domain_of(self, index: int) -> cp_model.Domain:
        """What a variable can be."""
        return self.model.get_int_var_from_proto_index(index).domain

    def derive(self, least: int, most: int, formula: Formula, *name: object) -> IntVar:
        """A variable whose value follows from variables made before it."""
        variable = self.integer(least, most, *name)
        self.derived.append((variable.index, formula))
        return variable

    def derive_within(self, values: Sequence[int], formula: Formula, *name: object) -> IntVar:
        """A derived variable that can only take the listed values."""
        domain = cp_model.Domain.from_values(values)
        self.names.append(name)
        variable = self.model.new_int_var_from_domain(domain, _name(name))
        self.derived.append((variable.index, formula))
        return variable

    def at_most(self, form: Linear, ceiling: int, *name: object) -> None:
        """Require `form <= ceiling`."""
        if not form.pairs:
            self._constant(form.constant <= ceiling)
        elif form.most > ceiling:
            self.model.add(form.expression <= ceiling).with_name(_name(name))
            self._note(form, -INFINITE, ceiling, name)

    def at_least(self, form: Linear, floor: int, *name: object) -> None:
        """Require `form >= floor`."""
        if not form.pairs:
            self._constant(form.constant >= floor)
        elif form.least < floor:
            self.model.add(form.expression >= floor).with_name(_name(name))
            self._note(form, floor, INFINITE, name)

    def equal(self, form: Linear, number: int, *name: object) -> None:
        """Require `form == number`."""
        if not form.pairs:
            self._constant(form.constant == number)
        else:
            self.model.add(form.expression == number).with_name(_name(name))
            self._note(form, number, number, name)

    def _note(self, form: Linear, least: int, most: int, name: Sequence[object]) -> None:
        if self.stop is not None and self.stop.is_set():
            raise StoppedBuilding
        variables = tuple(variable.index for variable, _ in form.pairs)
        coefficients = tuple(coefficient for _, coefficient in form.pairs)
        low = least if least == -INFINITE else least - form.constant
        high = most if most == INFINITE else most - form.constant
        self.rows.append(Row(Kind.LINEAR, variables, coefficients, low, high, str(name[0])))

    def at_most_one(self, choices: Sequence[IntVar], *name: object) -> None:
        """Require at most one of some booleans."""
        if len(choices) > 1:
            self.model.add_at_most_one(choices).with_name(_name(name))
            indices = tuple(choice.index for choice in choices)
            self.rows.append(Row(Kind.AT_MOST_ONE, indices, name=str(name[0])))

    def only_if(self, variable: IntVar, conditions: Sequence[IntVar], *name: object) -> None:
        """Require at least one condition wherever the variable is 1."""
        self.model.add_bool_or([*conditions, ~variable]).with_name(_name(name))
        literals = (*(condition.index for condition in conditions), -variable.index - 1)
        self.rows.append(Row(Kind.AT_LEAST_ONE, literals, name=str(name[0])))

    def impossible(self, *name: object) -> None:
        """Record that no plan can obey the rules."""
        self.model.add_bool_or([]).with_name(_name(name))
        self.rows.append(Row(Kind.AT_LEAST_ONE, (), name=str(name[0])))

    def _constant(self, holds: bool) -> None:
        if not holds:
            self.impossible("constant")

    def within_ceilings(self, values: Sequence[int]) -> bool:
        """Whether exact values of all variables obey every ceiling."""
        return all(form.value(values) <= ceiling for form, ceiling in self.ceilings)

    def complete(self, values: list[int]) -> list[int]:
        """Fill in every derived variable, in place; returns the list."""
        for index, formula in self.derived:
            values[index] = formula(values)
        return values


def _name(parts: Sequence[object]) -> str:
    """`x[economie,P01,0]` from `("x", "economie", "P01", 0)`."""
    head, *rest = map(str, parts)
    return f"{head}[{','.join(rest)}]" if rest else head
