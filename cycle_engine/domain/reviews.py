"""Review teams and their visits, as an append-only log of who assigned what when leaves them.

Lines of a cycle are numbered from 1. A visit's ``sequence`` is the number of the line that changed it or its team last,
so whatever a calendar entry says of it rises and never falls.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cycle_engine.domain.recipients import mailbox


class ReviewLineKind(StrEnum):
    """What a line records: a team as it is from here on, schools given to teams, a schedule sent to a mailbox."""

    TEAM = "team"
    ASSIGNED = "assigned"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of a cycle's log."""

    seq: int
    kind: ReviewLineKind
    actor: str
    on_behalf_of: str
    recorded_at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A member of a team: her login or name, and her mailbox."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Team:
    """A review team, with the line that said its members last."""

    name: str
    members: tuple[Reviewer, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A school given to a team, with the day of the visit once there is one. ``seed`` is that of the draw, if drawn."""

    unit: str
    team: str
    on: date | None
    seq: int
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class ToldVisit:
    """What a mailbox was told last of a school's visit; ``is_off`` when it was told that it need not come."""

    on: date
    team: str
    sequence: int
    is_off: bool


@dataclass(frozen=True, slots=True)
class Reviews:
    """How teams and visits stand after a log. ``told`` is by mailbox and unit, ``seq`` the last line but letters."""

    teams: Mapping[str, Team] = field(default_factory=dict)
    visits: Mapping[str, Visit] = field(default_factory=dict)
    told: Mapping[tuple[str, str], ToldVisit] = field(default_factory=dict)
    seq: int = 0

    def visits_of(self, team: str) -> tuple[Visit, ...]:
        """The visits of one team, by day and unit; those without a day last."""
        own = (visit for visit in self.visits.values() if visit.team == team)
        return tuple(sorted(own, key=lambda visit: (visit.on or date.max, visit.unit)))

    def sequence_of(self, visit: Visit) -> int:
        """The sequence of a visit's calendar entry: it changes with the visit and with its team."""
        return max(visit.seq, self.teams[visit.team].seq)


def fold_reviews(lines: Iterable[ReviewLine]) -> Reviews:
    """Say how teams and visits stand after these lines, in order."""
    teams: dict[str, Team] = {}
    visits: dict[str, Visit] = {}
    told: dict[tuple[str, str], ToldVisit] = {}
    seq = 0
    for line in lines:
        facts = line.facts
        if line.kind is ReviewLineKind.TEAM:
            members = tuple(Reviewer(one["name"], one["email"]) for one in facts["members"])
            teams[facts["name"]] = Team(facts["name"], members, line.seq)
        elif line.kind is ReviewLineKind.ASSIGNED:
            for one in facts["visits"]:
                on = date.fromisoformat(one["on"]) if one["on"] else None
                visits[one["unit"]] = Visit(one["unit"], one["team"], on, line.seq, facts.get("seed"))
        else:
            for one in facts["visits"]:
                said = ToldVisit(date.fromisoformat(one["on"]), one["team"], one["sequence"], one["is_off"])
                told[mailbox(facts["recipient"]), one["unit"]] = said
        seq = seq if line.kind is ReviewLineKind.TOLD else line.seq
    return Reviews(teams, visits, told, seq)


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """What is news to a mailbox about one school's visit; ``was_told`` when it was told of it otherwise before."""

    unit: str
    team: str
    on: date
    sequence: int
    is_off: bool
    was_told: bool


def schedule_changes(
    reviews: Reviews, address: str, units: Iterable[str], *, today: date
) -> tuple[ScheduleChange, ...]:
    """List what a mailbox has not been told: the visits of these units that have a day, and those it has no more.

    A visit of the past that was not told then is no news, and neither is that it would be off.
    """
    own = {unit: visit for unit in units if (visit := reviews.visits.get(unit)) and visit.on}
    held = {unit: told for (box, unit), told in reviews.told.items() if box == mailbox(address)}
    changes = []
    for unit, visit in own.items():
        before, sequence = held.get(unit), reviews.sequence_of(visit)
        if before and before.is_off:
            sequence = max(sequence, before.sequence + 1)  # a mailbox that is somebody's again, though no visit moved
        is_news = before is None or before.sequence < sequence
        if visit.on and is_news and (before or visit.on >= today):
            changes.append(ScheduleChange(unit, visit.team, visit.on, sequence, is_off=False, was_told=bool(before)))
    for unit, before in held.items():
        if unit not in own and not before.is_off and before.on >= today:
            gone = ScheduleChange(unit, before.team, before.on, reviews.seq, is_off=True, was_told=True)
            changes.append(gone)
    return tuple(sorted(changes, key=lambda change: (change.is_off, change.on, change.unit)))
