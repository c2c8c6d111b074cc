"""Everything that someone can do, in one table: key, words, help, and where it works.

Key bindings, the line of keys, help and the list of commands are all made from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from rollenplanner.domain.text import Text, text

#: Where an action works: everywhere, or on one screen.
EVERYWHERE = "app"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    Attributes:
        name: Of the method `action_..` that does it.
        keys: The first one is shown.
        label: One or two words, for the line of keys.
        help: What it does, in a sentence.
        scope: `EVERYWHERE`, or the screen on which it works.
        shown: Whether it stands in the line of keys.
    """

    name: str
    keys: tuple[str, ...]
    label: Text
    help: Text
    scope: str = EVERYWHERE
    shown: bool = True

    @property
    def id(self) -> str:
        """Unique among all actions."""
        return f"{self.scope}.{self.name}"

    @property
    def key_words(self) -> str:
        """The keys as people read them."""
        return " ".join(_KEY_NAMES.get(key, _pretty(key)) for key in self.keys)

    @property
    def key_word(self) -> str:
        """The first key as people read it."""
        return _KEY_NAMES.get(self.keys[0], _pretty(self.keys[0]))


_KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "delete": "Del",
    "enter": "⏎",
    "space": "␣",
    "f1": "F1",
    "escape": "Esc",
}


def _pretty(key: str) -> str:
    return "^" + key.removeprefix("ctrl+").upper() if key.startswith("ctrl+") else key


#: The screens in the order of their keys: id -> what it is called.
SCREENS: dict[str, Text] = {
    "overview": text("Overview"),
    "matrix": text("Matrix"),
    "roles": text("Roles"),
    "people": text("Staff"),
    "gaps": text("Gaps"),
    "stress": text("Stress"),
    "compare": text("Compare"),
    "solve": text("Solve"),
}

#: What each screen shows, for the help.
ABOUT: dict[str, Text] = {
    "overview": text(
        "Clusters with their size beside who stands there, who coordinates, what is not covered; "
        "below them the worst gaps. Enter goes to the roles of the cluster, or to the gap."
    ),
    "matrix": text(
        "Scales from top to bottom, function groups across. A cell shows the fte that stand "
        "there / the formation, and (vacancies). Enter shows the people and their roles."
    ),
    "roles": text(
        "Every role over the periods. A cell shows who holds it, +n for more holders, /n for "
        "people who could step in; → takes the role over, -0.30 is not covered. ✗ critical work or "
        "coordination without holder, ! something is missing, ✓ complete."
    ),
    "people": text(
        "Every person over the periods: load in fte, roles held + backed up, L for learning. "
        "! fuller than agreed, ✗ more than the contract, · holds nothing, – not in service then. "
        "Enter opens the sheet of the person, which is that person's own."
    ),
    "gaps": text(
        "What cannot be guaranteed, worst first. ● under IST: so it is at present; under SOLL: so "
        "it is in the plan. Enter goes to the role or person behind it."
    ),
    "stress": text(
        "What is lost when people are absent, after everyone else is redeployed as well as "
        "possible. Tick people to take exactly these away, or try everyone in turn."
    ),
    "compare": text(
        "The plans that are open, side by side; or the results of a study (b) with the open plans "
        "among them: ◆ no plan beats it, · another one is nowhere worse and somewhere better, "
        "* not proven best. L1 is the first level of the objective, ✗ ! · count findings by "
        "severity, Fragile counts people whose absence alone costs critical work."
    ),
    "solve": text(
        "The search for a better plan, in the background: value and proven bound of every level, "
        "and how they come together over time. You can go on working meanwhile."
    ),
}


def _screen_actions() -> Iterator[Action]:
    for number, (screen, name) in enumerate(SCREENS.items(), start=1):
        yield Action(
            f"screen('{screen}')",
            (str(number),),
            name,
            text("Go to the screen {screen}.", screen=name),
            shown=False,
        )


ACTIONS: tuple[Action, ...] = (
    *_screen_actions(),
    Action(
        "help", ("f1", "question_mark"), text("Help"), text("What this screen shows, and its keys.")
    ),
    Action(
        "search", ("s",), text("Solve"), text("Search for a better plan, from the present one on.")
    ),
    Action("stop", ("x",), text("Stop"), text("Stop the search and keep the best so far.")),
    Action(
        "jump",
        ("g", "ctrl+g"),
        text("Go to"),
        text("Go to a person, role, cluster or gap by typing part of its name."),
    ),
    Action(
        "filter", ("slash",), text("Filter"), text("Show only rows with these words; Esc ends it.")
    ),
    Action(
        "state", ("i",), text("IST/SOLL"), text("Look at the present (IST) or at the plan (SOLL).")
    ),
    Action(
        "detail",
        ("z",),
        text("Enlarge"),
        text("Show what stands beside or below the list on the whole screen."),
    ),
    Action(
        "period(-1)",
        ("left_square_bracket",),
        text("Period back"),
        text("Look at the period before."),
        shown=False,
    ),
    Action(
        "period(1)",
        ("right_square_bracket",),
        text("Next period"),
        text("Look at the next period."),
        shown=False,
    ),
    Action(
        "commands",
        ("ctrl+p",),
        text("Commands"),
        text("Everything that can be done, by typing part of it."),
    ),
    Action(
        "undo",
        ("u",),
        text("Undo"),
        text("Undo the last change, or go back to the plan before."),
        shown=False,
    ),
    Action("redo", ("ctrl+r", "y"), text("Redo"), text("Make again what was undone."), shown=False),
    Action(
        "save",
        ("ctrl+s",),
        text("Save"),
        text("Save the changes in a variant or in the file, with initials and a reason."),
        shown=False,
    ),
    Action(
        "automatic",
        ("m",),
        text("By itself"),
        text("Make a plan anew by itself after every change, or only with s."),
        shown=False,
    ),
    Action(
        "names",
        ("n",),
        text("Names"),
        text("Show the names of people beside the ids, or hide them."),
        shown=False,
    ),
    Action(
        "language", ("l",), text("Nederlands"), text("Go on in the other language."), shown=False
    ),
    Action(
        "theme",
        ("d",),
        text("Light/dark"),
        text("Light letters on dark, or dark on light."),
        shown=False,
    ),
    Action(
        "reread",
        ("r",),
        text("Read again"),
        text("Read the files again, as they are now."),
        shown=False,
    ),
    Action("open", ("o",), text("Open"), text("Open another scenario."), shown=False),
    Action("quit", ("q", "ctrl+q"), text("Quit"), text("Leave the program.")),
    Action(
        "pin",
        ("p",),
        text("Pin"),
        text("Someone must hold this role, in the period under the cursor; under Now: always."),
        "roles",
    ),
    Action(
        "forbid",
        ("f",),
        text("Forbid"),
        text("Someone may not carry this role, in the period under the cursor; under Now: always."),
        "roles",
    ),
    Action(
        "back_up",
        ("b",),
        text("Backup"),
        text("Someone must back up this role, in the period under the cursor; under Now: always."),
        "roles",
    ),
    Action("demand", ("e",), text("Fte"), text("How much fte this role asks."), "roles"),
    Action(
        "critical", ("c",), text("Critical"), text("This role is critical, or no longer."), "roles"
    ),
    Action(
        "pin",
        ("p",),
        text("Pin"),
        text("This person must hold a role, in the period under the cursor; under Now: always."),
        "people",
    ),
    Action(
        "forbid",
        ("f",),
        text("Forbid"),
        text(
            "This person may not carry a role, in the period under the cursor; under Now: always."
        ),
        "people",
    ),
    Action(
        "separate",
        ("t",),
        text("Separate"),
        text("Nobody carries this role together with another one, or somebody may again."),
        "roles",
    ),
    Action(
        "more",
        ("plus",),
        text("More"),
        text("What else this role asks: term, handover, holders, backups, functions, cluster."),
        "roles",
    ),
    Action("contract", ("e",), text("Fte"), text("The fte of this person."), "people"),
    Action(
        "leaving", ("v",), text("Leaves"), text("This person leaves, or stays after all."), "people"
    ),
    Action(
        "vacancy",
        ("a",),
        text("Vacancy"),
        text("Open a vacancy in the function and cluster of this person."),
        "people",
    ),
    Action(
        "close_vacancy", ("delete", "minus"), text("Close"), text("Close this vacancy."), "people"
    ),
    Action(
        "hours",
        ("h",),
        text("Time"),
        text(
            "How much time this person has in the period under the cursor: 0 is absent; under Now: "
            "always."
        ),
        "people",
    ),
    Action(
        "more",
        ("plus",),
        text("More"),
        text(
            "What else can change about this person: place, competences, service, number of roles, "
            "one more person beside; a vacancy is filled."
        ),
        "people",
    ),
    Action(
        "formation",
        ("e",),
        text("Formation"),
        text("The formation of the function in this cell."),
        "matrix",
    ),
    Action(
        "clusters",
        ("c",),
        text("Clusters"),
        text("In which clusters the functions in this cell may stand."),
        "matrix",
    ),
    Action(
        "size",
        ("e",),
        text("Size"),
        text("The fte that are indicated for this cluster."),
        "overview",
    ),
    Action(
        "more",
        ("plus",),
        text("More"),
        text("Rules, limits, placement and name of the whole organisation."),
        "overview",
    ),
    Action(
        "app.why",
        ("w",),
        text("Why"),
        text("Why this person carries this role or does not, and what the opposite would cost."),
        "roles",
    ),
    Action(
        "app.why",
        ("w",),
        text("Why"),
        text("Why this gap stays, and the cheapest changes that close it."),
        "gaps",
    ),
    Action(
        "app.repair",
        ("a",),
        text("Repair"),
        text("Make one of the changes that close the gap that was asked about with w."),
        "gaps",
    ),
    Action("sort", ("t",), text("Sort"), text("Sort by severity, by cluster, or by kind."), "gaps"),
    Action(
        "which",
        ("v",),
        text("Which"),
        text("All gaps, only those of the plan, only new ones, or only repaired ones."),
        "gaps",
    ),
    Action("tick", ("space",), text("Tick"), text("Mark this person as absent, or not."), "stress"),
    Action(
        "alone",
        ("a",),
        text("One absent"),
        text("Take every single person away in turn."),
        "stress",
    ),
    Action(
        "pairs", ("b",), text("Two absent"), text("Take every two people away in turn."), "stress"
    ),
    Action(
        "together",
        ("t",),
        text("The ticked"),
        text("Take everyone who is ticked away together."),
        "stress",
    ),
    Action(
        "store",
        ("b",),
        text("Results"),
        text("Open results of a study, as `rollenplanner batch` makes them."),
        "compare",
    ),
    Action(
        "study",
        ("w",),
        text("Which"),
        text("Which studies are compared, or only the plans that are open."),
        "compare",
    ),
    Action(
        "curve",
        ("t",),
        text("Trade-off"),
        text("Draw the trade-off between two figures large, or go back to the list."),
        "compare",
    ),
    Action(
        "pick",
        ("space",),
        text("Pick"),
        text("Pick this plan to compare it with another one, or no longer."),
        "compare",
    ),
    Action(
        "differences",
        ("c",),
        text("Differences"),
        text(
            "What differs between two plans: who stands elsewhere, who carries what, what only "
            "one of them has."
        ),
        "compare",
    ),
    Action(
        "front",
        ("p",),
        text("Pareto"),
        text("Over which terms plans beat each other; none ticked: over the levels."),
        "compare",
    ),
    Action(
        "axis('across')",
        ("h",),
        text("Horizontal"),
        text("What the lower (horizontal) axis of the curve counts."),
        "compare",
    ),
    Action(
        "axis('up')",
        ("v",),
        text("Vertical"),
        text("What the left (vertical) axis of the curve counts."),
        "compare",
    ),
    Action("seconds(-1)", ("minus",), text("Less time"), text("Search less long."), "solve"),
    Action("seconds(1)", ("plus",), text("More time"), text("Search longer."), "solve"),
    Action(
        "app.repair",
        ("a",),
        text("Repair"),
        text("Make one of the changes that make a plan possible."),
        "solve",
    ),
    Action(
        "keep",
        ("p",),
        text("Write plan"),
        text("Write the plan to a file beside the scenario."),
        "solve",
    ),
)


def actions_of(scope: str) -> tuple[Action, ...]:
    """What can be done everywhere, or on one screen."""
    return tuple(each for each in ACTIONS if each.scope == scope)


def bindings(scope: str) -> list[BindingType]:
    """The keys of a scope; words and help come from the table in the language of the day."""
    return [
        Binding(",".join(each.keys), each.name, show=False, id=each.id)
        for each in actions_of(scope)
    ]
