"""A grid of cells under a cursor: draws only the lines on the screen, so thousands of rows are one.

The first column stays in place while the others scroll sideways. Rows make their cells when they
come into sight. Nothing in a cell is ever read as markup.
"""

from rollenplanner.tui.grid.cells import Cell as Cell
from rollenplanner.tui.grid.cells import Column as Column
from rollenplanner.tui.grid.cells import Row as Row
from rollenplanner.tui.grid.cells import heading_row as heading_row
from rollenplanner.tui.grid.drawing import LEAST_WORDS as LEAST_WORDS
from rollenplanner.tui.grid.grid import Grid as Grid
