"""Stress tests: what an organisation loses when people are absent (design section 5, "Stress").

The exact redeployments come from functions that are handed over (`Searches`); this floor decides
which absences are tried, settles the plain ones itself, has every redeployment judged, and adds up.
"""

from rollenplanner.stress.critical import critical_losses as critical_losses
from rollenplanner.stress.searches import Searches as Searches
from rollenplanner.stress.testing import stress as stress
