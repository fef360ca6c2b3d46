"""Why a milestone came late: what was said for it (giải trình), and what the case's history knows by itself.

An explanation is about one milestone in the round in which it ran over. A later one about the same takes the place of
the one before wherever it is shown; both stay in the history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cycle_engine.domain.events import Event, EventKind

MOST_LETTERS: Final = 1000
"""The longest explanation: it has to fit into a cell of a report's table."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was said for being late, by whom (a login), and on which day."""

    reason: str
    given_on: date
    actor: str


class SetbackKind(StrEnum):
    """What gave a case more to do, or more time."""

    RETURNED = "returned"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Setback:
    """A return or an extension: on which day, with which reason, until which last day if it gave one.

    ``round`` is the one it began or lay in; ``milestones`` are those it gave a last day; ``transition`` is a return's.
    """

    kind: SetbackKind
    round: int
    on: date
    reason: str
    until: date | None
    milestones: tuple[str, ...] = ()
    transition: str = ""

    def concerns(self, milestone: str, round_: int) -> bool:
        """Whether a milestone of a round has to do with it: all of a round that a return began, else those named."""
        return self.round == round_ and (self.kind is SetbackKind.RETURNED or milestone in self.milestones)


def explanation_in(event: Event) -> Explanation:
    """Take from an event what it explains with."""
    return Explanation(event.facts.reason, event.occurred_on, event.actor)


def setbacks_of(events: Sequence[Event]) -> tuple[Setback, ...]:
    """List a case's returns that began a round, and its extensions, in order."""
    return tuple(_setbacks(events))


def _setbacks(events: Sequence[Event]) -> Iterable[Setback]:
    round_ = events[0].facts.round if events else 1
    for event in events:
        facts = event.facts
        returned = facts.round > round_
        round_ = facts.round
        if returned or event.kind is EventKind.EXTENSION:
            kind = SetbackKind.RETURNED if returned else SetbackKind.EXTENDED
            until = max((own.due for own in facts.deadlines), default=None)
            named = tuple(own.milestone for own in facts.deadlines)
            yield Setback(kind, facts.round, event.occurred_on, facts.reason, until, named, event.transition)
