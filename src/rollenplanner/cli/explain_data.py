"""An explanation as plain data for `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollenplanner.domain.findings import finding_to_data
from rollenplanner.domain.text import Text, Translator

if TYPE_CHECKING:
    from rollenplanner.domain.scenario import Source
    from rollenplanner.planning.explain.clash import Clash
    from rollenplanner.planning.explain.explain import Explanation
    from rollenplanner.planning.explain.mildest import Repair
    from rollenplanner.reports.people import People

_STATUS = {True: "feasible", False: "infeasible", None: "unknown"}


def explanation_to_data(
    found: Explanation, people: People, translator: Translator
) -> dict[str, object]:
    """Everything that is known, sentences in one language and no list cut short."""
    words = _Words(people, translator.in_full())
    starts = found.scenario.horizon.starts
    gap = found.gap and finding_to_data(people.named(found.gap), translator, starts)
    return {
        "status": "note" if found.note else _STATUS[found.feasible],
        "gap": gap,
        "note": None if found.note is None else words.say(found.note),
        "clashes": [words.clash(each) for each in found.clashes],
        "only_clash": found.sole,
        "repairs": [words.repair(each) for each in found.repairs],
        "cheapest_proven": found.proven,
        "all_found": found.exhausted,
        "complete": found.complete,
        "solved": found.solved,
    }


class _Words:
    def __init__(self, people: People, translator: Translator) -> None:
        self._people = people
        self._translator = translator

    def clash(self, clash: Clash) -> dict[str, object]:
        """Requirements that cannot be met together."""
        return {
            "irreducible": clash.irreducible,
            "requirements": [
                {
                    "id": each.id,
                    "message": self.say(each.message),
                    "source": _place(each.source),
                }
                for each in clash.conditions
            ],
        }

    def repair(self, repair: Repair) -> dict[str, object]:
        """Changes after which there is a plan."""
        return {
            "price": repair.price,
            "changes": [
                {
                    "id": change.id,
                    "kind": str(change.kind),
                    "price": part.price,
                    "message": self.say(part.message),
                    "source": _place(change.source),
                }
                for change, part in repair.parts
            ],
        }

    def say(self, message: Text) -> str:
        """A sentence, with people as they are shown."""
        return self._translator.render(self._people.spoken(message))


def _place(source: Source | None) -> dict[str, object] | None:
    if source is None:
        return None
    return {"file": source.file, "line": source.line, "path": source.path}
