"""Bounds of the whole problem from its linear relaxation, over all periods at once."""

from rollenplanner.solver.relaxed.whole import WholeBound

__all__ = ["WholeBound"]
