"""The CP-SAT model of a scenario and the search for good plans.

Importing this package loads OR-Tools; other floors import it inside functions only. It never judges
its own work: whoever calls it passes the plan through the checker.
"""

from rollenplanner.solver.cheapest import cheapest_choice as cheapest_choice
from rollenplanner.solver.feasible import Found as Found
from rollenplanner.solver.feasible import Near as Near
from rollenplanner.solver.feasible import find_plan as find_plan
from rollenplanner.solver.outcome import LevelOutcome as LevelOutcome
from rollenplanner.solver.outcome import LevelState as LevelState
from rollenplanner.solver.outcome import ModelSize as ModelSize
from rollenplanner.solver.outcome import Outcome as Outcome
from rollenplanner.solver.outcome import Progress as Progress
from rollenplanner.solver.outcome import SolveOptions as SolveOptions
from rollenplanner.solver.outcome import Status as Status
from rollenplanner.solver.outcome import StopFlag as StopFlag
from rollenplanner.solver.search import solve as solve
