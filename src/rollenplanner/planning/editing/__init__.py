"""Use case: try changes in a sitting, see at once what they do, solve again, save or go back."""

from rollenplanner.planning.editing.fragility import Fragile as Fragile
from rollenplanner.planning.editing.fragility import FragilityRequest as FragilityRequest
from rollenplanner.planning.editing.fragility import FragilityResult as FragilityResult
from rollenplanner.planning.editing.recovering import Recovery as Recovery
from rollenplanner.planning.editing.resolve import Resolved as Resolved
from rollenplanner.planning.editing.resolve import ResolveRequest as ResolveRequest
from rollenplanner.planning.editing.sitting import Sitting as Sitting
from rollenplanner.planning.editing.state import Accepted as Accepted
from rollenplanner.planning.editing.state import Made as Made
from rollenplanner.planning.editing.state import Step as Step
from rollenplanner.planning.editing.state import View as View
