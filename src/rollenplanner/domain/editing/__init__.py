"""Trying changes: edits of a scenario as values, figures of the totals bar, marks of changes."""

from rollenplanner.domain.editing.edit import Edit as Edit
from rollenplanner.domain.editing.edit_data import EDITS as EDITS
from rollenplanner.domain.editing.edit_data import edit_from_data as edit_from_data
from rollenplanner.domain.editing.edit_data import edit_to_data as edit_to_data
from rollenplanner.domain.editing.organisation import RemoveLimit as RemoveLimit
from rollenplanner.domain.editing.organisation import Rename as Rename
from rollenplanner.domain.editing.organisation import SetFormation as SetFormation
from rollenplanner.domain.editing.organisation import SetLimit as SetLimit
from rollenplanner.domain.editing.people import CloseVacancy as CloseVacancy
from rollenplanner.domain.editing.people import Leave as Leave
from rollenplanner.domain.editing.people import OpenVacancy as OpenVacancy
from rollenplanner.domain.editing.people import SetAvailable as SetAvailable
from rollenplanner.domain.editing.people import SetFte as SetFte
from rollenplanner.domain.editing.people import free_vacancy_id as free_vacancy_id
from rollenplanner.domain.editing.pins import Allow as Allow
from rollenplanner.domain.editing.pins import ForbidEdit as ForbidEdit
from rollenplanner.domain.editing.pins import PinEdit as PinEdit
from rollenplanner.domain.editing.pins import Unpin as Unpin
from rollenplanner.domain.editing.pins import edit_about as edit_about
from rollenplanner.domain.editing.work import AddIncompatible as AddIncompatible
from rollenplanner.domain.editing.work import SetCritical as SetCritical
from rollenplanner.domain.editing.work import SetDemand as SetDemand
from rollenplanner.domain.editing.work import SetModuleFte as SetModuleFte
