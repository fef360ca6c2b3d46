"""How the monthly report's tables name milestones, days and whoever holds a case."""

from datetime import date
from typing import Protocol

from cycle_engine.domain.definition import Party
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.domain.milestones import MilestoneStanding
from cycle_engine.messages import say
from cycle_engine.reports.monthly_facts import Office
from cycle_engine.reports.tables import Lines, entered


class Titled(Protocol):
    """Anything about one milestone."""

    @property
    def id(self) -> str:
        """The appendix's own number."""
        ...

    @property
    def title(self) -> str:
        """What there is to do."""
        ...


def milestone_name(milestone: Titled) -> str:
    """The milestone's number and what there is to do."""
    return f"{milestone.id}. {milestone.title}"


def due_of(milestone: MilestoneStanding | None) -> date | None:
    """The last day that counts, or None where there is none."""
    return milestone.deadline.counts_from if milestone and milestone.deadline else None


def party_name(party: Party | None, office: Office) -> str:
    """The office by its name, a school as the school."""
    return entered(office.name) if party is Party.DEPARTMENT else say("reports.the_school")


def held_lines(days: DaysHeld, *, now: Party | None = None) -> Lines:
    """The days of each party that has any, a line each; who holds the case ``now`` is named in any case."""
    return Lines(tuple(_held_line(party, days, now) for party in Party if days.of(party) or party is now))


def _held_line(party: Party, days: DaysHeld, now: Party | None) -> str:
    said = say(f"reports.held_{party.value}", days=days.of(party))
    return say("reports.held_now", held=said) if party is now else said
