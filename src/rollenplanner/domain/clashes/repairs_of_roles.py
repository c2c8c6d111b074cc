"""Changes about what roles and modules ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.clashes.changes import Change, Prices, Strength
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit
from rollenplanner.domain.clashes.of_roles import set_term
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Role, Scenario, TermBounds
from rollenplanner.domain.text import Text, fte, text


def changes_of_roles(scenario: Scenario, condition: Condition, prices: Prices) -> Iterator[Change]:
    """What could be changed about a condition of a role or module, people left alone."""
    role = scenario.roles[condition.roles[0]]
    prefix = f"modules.{role.post.module}." if role.post else f"roles.{role.id}."
    key = condition.id.removeprefix(prefix)
    yield from _Asked(scenario, condition, role, prices).changes(key)


class _Asked:
    """The changes to one condition of a role, or of all posts of a module."""

    def __init__(
        self, scenario: Scenario, condition: Condition, role: Role, prices: Prices
    ) -> None:
        self.scenario = scenario
        self.condition = condition
        self.role = role
        self.prices = prices
        self.name: Text | str = role.post.module if role.post else named(role)

    def changes(self, key: str) -> Iterator[Change]:
        """All of them; none for conditions that only people can meet."""
        ways: dict[str, Callable[[], Iterator[Change]]] = {
            "fte": self._less_demand,
            "functions": self._more_functions,
            "own_cluster": self._any_cluster,
            "term.min": self._shorter_term,
            "term.max": self._longer_term,
            "handover": self._shorter_handover,
            "holders.min": self._fewer_holders,
            "holders.max": self._more_holders,
            "holders.share": self._smaller_share,
            "backups.count": self._fewer_backups,
            "deputies": self._fewer_backups,
            "backups.fte": self._less_overlap,
            "deputy_fte": self._less_overlap,
        }
        if key in ways:
            yield from ways[key]()

    def _change(
        self, kind: PriceKind, steps: list[tuple[int, Text, Callable[[Role], Role]]], id: str = ""
    ) -> Iterator[Change]:
        """A change from mild to strong; each step has the number of prices it costs."""
        if kind not in self.prices or not steps:
            return
        strengths = tuple(
            Strength(
                self.prices[kind] * Decimal(times),
                message,
                Edit(roles=self.condition.roles, role=do),
            )
            for times, message, do in steps
        )
        loosens = {self.condition.id}
        if kind is PriceKind.DEMAND:
            loosens.add(self.condition.id.removesuffix("fte") + "holders.share")
        name = id or self.condition.id
        yield Change(
            name,
            kind,
            self.condition.source,
            strengths,
            frozenset(loosens),
            self.condition.id,
        )

    def _less_demand(self) -> Iterator[Change]:
        role, step = self.role, self.scenario.rules.step
        if role.min_holders > 1:
            return  # with less demand its holders might not fit any more
        most = max(role.demand)
        yield from self._change(
            PriceKind.DEMAND,
            [
                (
                    -(-less // 10),
                    text(
                        "{role} asks {less} fte less: {fte} fte.",
                        role=self.name,
                        less=fte(less),
                        fte=fte(most - less),
                    ),
                    _asking_less(less, step),
                )
                for less in range(step, most, step)
            ],
        )

    def _more_functions(self) -> Iterator[Change]:
        for function in self.scenario.functions.values():
            if function.id not in self.role.functions:
                message = text(
                    "Open {role} to function {function} as well.",
                    role=self.name,
                    function=named(function),
                )
                yield from self._change(
                    PriceKind.FUNCTION,
                    [(1, message, open_to(function.id))],
                    f"{self.condition.id}.{function.id}",
                )

    def _any_cluster(self) -> Iterator[Change]:
        if self.role.post is None:
            message = text("Let every cluster carry {role} (own_cluster: false).", role=self.name)
            yield from self._change(
                PriceKind.CLUSTER, [(1, message, lambda now: replace(now, own_cluster=False))]
            )

    def _ladder(
        self,
        kind: PriceKind,
        numbers: Iterable[int],
        say: Callable[[int], Text],
        do: Callable[[int], Callable[[Role], Role]],
        times: Callable[[int], int] = lambda _: 1,
    ) -> Iterator[Change]:
        """A change of one number, from mild to strong; `times` has how many prices each costs."""
        return self._change(kind, [(times(each), say(each), do(each)) for each in numbers])

    def _shorter_term(self) -> Iterator[Change]:
        old = (self.role.term or TermBounds()).min or 1

        def say(number: int) -> Text:
            return text(
                "The shortest term of {role} is {number} instead of {old}.",
                role=self.name,
                number=number,
                old=old,
            )

        return self._ladder(PriceKind.TERM, range(old - 1, 0, -1), say, _with_shortest)

    def _longer_term(self) -> Iterator[Change]:
        old = (self.role.term or TermBounds()).max or 1
        # Longer than everything that was served and is planned: then nothing ends it.
        longest = old + self.scenario.horizon.count + 1

        def say(number: int) -> Text:
            return text(
                "The longest term of {role} is {number} instead of {old}.",
                role=self.name,
                number=number,
                old=old,
            )

        return self._ladder(PriceKind.TERM, range(old + 1, longest + 1), say, _with_longest)

    def _shorter_handover(self) -> Iterator[Change]:
        old = self.role.handover

        def say(number: int) -> Text:
            return text(
                "The handover of {role} takes {number} periods instead of {old}.",
                role=self.name,
                number=number,
                old=old,
            )

        return self._ladder(PriceKind.HANDOVER, range(old - 1, -1, -1), say, _with_handover)

    def _fewer_holders(self) -> Iterator[Change]:
        old = self.role.min_holders

        def say(number: int) -> Text:
            return text(
                "{role} has at least {number} holders instead of {old}.",
                role=self.name,
                number=number,
                old=old,
            )

        return self._ladder(PriceKind.HOLDERS, range(old - 1, 0, -1), say, _with_least_holders)

    def _more_holders(self) -> Iterator[Change]:
        old, most = self.role.max_holders or 0, len(self.scenario.staff)

        def say(number: int) -> Text:
            return text(
                "{role} has at most {number} holders instead of {old}.",
                role=self.name,
                number=number,
                old=old,
            )

        return self._ladder(PriceKind.HOLDERS, range(old + 1, most + 1), say, _with_most_holders)

    def _smaller_share(self) -> Iterator[Change]:
        step, old = self.scenario.rules.step, self.role.share

        def say(share: int) -> Text:
            return text(
                "Each holder of {role} has at least {fte} fte of it instead of {old}.",
                role=self.name,
                fte=fte(share),
                old=fte(old),
            )

        return self._ladder(PriceKind.HOLDERS, range(old - step, 0, -step), say, _with_share)

    def _fewer_backups(self) -> Iterator[Change]:
        old = self.role.backups

        def say(number: int) -> Text:
            return text(
                "{role} asks for {number} backups instead of {old}.",
                role=self.name,
                number=number,
                old=old,
            )

        fewer = range(old - 1, -1, -1)
        return self._ladder(PriceKind.BACKUPS, fewer, say, _with_backups, lambda n: old - n)

    def _less_overlap(self) -> Iterator[Change]:
        step, old = self.scenario.rules.step, self.role.backup_fte

        def say(hundredths: int) -> Text:
            return text(
                "Each backup of {role} spends {fte} fte instead of {old}.",
                role=self.name,
                fte=fte(hundredths),
                old=fte(old),
            )

        return self._ladder(PriceKind.BACKUPS, range(old - step, -1, -step), say, _with_overlap)


def _asking_less(less: int, step: int) -> Callable[[Role], Role]:
    def change(role: Role) -> Role:
        demand = tuple(max(each - less, step) if each else 0 for each in role.demand)
        # A post has one holder with all of it.
        share = max(demand) if role.post else role.share
        return replace(role, demand=demand, share=share)

    return change


def open_to(function: str) -> Callable[[Role], Role]:
    """The role with one more function that may carry it."""
    return lambda role: replace(role, functions=(*role.functions, function))


def _with_shortest(number: int) -> Callable[[Role], Role]:
    return lambda role: set_term(role, shortest=number)


def _with_longest(number: int) -> Callable[[Role], Role]:
    return lambda role: set_term(role, longest=number)


def _with_handover(number: int) -> Callable[[Role], Role]:
    return lambda role: replace(role, handover=number)


def _with_least_holders(number: int) -> Callable[[Role], Role]:
    return lambda role: replace(role, min_holders=number)


def _with_most_holders(number: int) -> Callable[[Role], Role]:
    return lambda role: replace(role, max_holders=number)


def _with_share(share: int) -> Callable[[Role], Role]:
    return lambda role: replace(role, share=share)


def _with_backups(number: int) -> Callable[[Role], Role]:
    return lambda role: replace(role, backups=number)


def _with_overlap(hundredths: int) -> Callable[[Role], Role]:
    return lambda role: replace(role, backup_fte=hundredths)
