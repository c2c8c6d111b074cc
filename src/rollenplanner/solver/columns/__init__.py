"""A bound on a level from whole work packages per person (columns), instead of single cells.

The linear relaxation of the model lets everyone hold a little of everything. Here the relaxation
may only mix complete packages that one person could really carry, and complete divisions of a role
over shares: Dantzig-Wolfe decomposition with columns priced by dynamic programming. The bound is
the Lagrangian one, computed in whole numbers, so that rounding can never make it too high.
"""

from rollenplanner.solver.columns.bound import ColumnBound as ColumnBound
