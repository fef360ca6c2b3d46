"""Who held a case, and for how many working days.

A working day belongs to whoever held the case when the day began: the day on which a case is handed over still counts
for whoever gives it, the next one for whoever got it. So every working day after the one a case was opened on has
exactly one holder (the school, the department, or nobody, where the case was finished or set aside), and the days of
all holders add up to the working days elapsed, whatever happened in between. Days are those on which events were
recorded, as everywhere in ``case``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cycle_engine.domain.case import day_of
from cycle_engine.domain.definition import Party, Track
from cycle_engine.domain.events import Event
from cycle_engine.domain.working_days import WorkingCalendar

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """What of an event matters here: the transition made, if any, the stage after it, and the act's two days."""

    transition: str
    stage: str
    occurred_on: date
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Holding:
    """The time from one event to the next, or to the day looked at: who held the case, in which stage and round.

    ``since`` is the first day that counts for the holder, the one after the case came; ``until`` is excluded.
    """

    party: Party | None
    stage: str
    round: int
    since: date
    until: date
    working_days: int

    @property
    def came_on(self) -> date:
        """The day on which the case came to the holder, or the stage changed."""
        return self.since - _DAY


@dataclass(frozen=True, slots=True)
class DaysHeld:
    """Working days by holder."""

    school: int = 0
    department: int = 0
    nobody: int = 0

    @property
    def total(self) -> int:
        """The days of all holders together."""
        return self.school + self.department + self.nobody

    def of(self, party: Party | None) -> int:
        """The days of one holder."""
        return {Party.SCHOOL: self.school, Party.DEPARTMENT: self.department, None: self.nobody}[party]


@dataclass(frozen=True, slots=True)
class Delay:
    """Whose delay it is that a milestone ran over.

    ``by_holder`` are all days of the overrun by who held the case. ``own_days`` are those that count against the
    milestone's own party, ``days_held_up`` those that count against another, ``held_up_by``; neither counts the days
    that whoever is handed a case late has for it.
    """

    by_holder: DaysHeld = DaysHeld()
    own_days: int = 0
    held_up_by: Party | None = None
    days_held_up: int = 0


NO_DELAY: Final = Delay()


@dataclass(frozen=True, slots=True)
class Overrun:
    """The time a milestone has run over: the days after ``late_after`` up to ``upto``, that one included.

    ``stages`` are those in which the milestone is open; in any other it asks nothing of anybody.
    """

    stages: frozenset[str]
    late_after: date
    upto: date


def steps_of(events: Iterable[Event]) -> tuple[Step, ...]:
    """Take from a case's events, in order, what matters here."""
    return tuple(Step(event.transition, event.target, event.occurred_on, day_of(event.recorded_at)) for event in events)


def holdings_of(steps: Sequence[Step], track: Track, calendar: WorkingCalendar, *, upto: date) -> tuple[Holding, ...]:
    """Say who held a case after each of its steps, up to a day that is included.

    A clock that went back between two events takes no day from anybody: the later event then counts for the day of
    the one before it.
    """
    days = list(_days_in_order(steps, upto))
    ends = [*days[1:], upto]
    rounds = _rounds(steps, track)
    return tuple(
        Holding(
            party=track.stage(step.stage).owner,
            stage=step.stage,
            round=round_,
            since=came_on + _DAY,
            until=end + _DAY,
            working_days=calendar.count_between(came_on, end),
        )
        for step, round_, came_on, end in zip(steps, rounds, days, ends, strict=False)
    )


def days_held(holdings: Iterable[Holding]) -> DaysHeld:
    """Add up the working days of each holder."""
    return _split((holding.party, holding.working_days) for holding in holdings)


def lateness_of(holdings: Sequence[Holding], overrun: Overrun, calendar: WorkingCalendar) -> DaysHeld:
    """Say to whom the days of an overrun fall; all together are the working days after ``late_after`` up to ``upto``.

    Days before the case was opened fall to whoever had it first, for the plan bound them already. Days on which the
    milestone stood fulfilled, in a case that was taken back later, fall to nobody.
    """
    return _split(
        (
            spell.holding.party if spell.holding.stage in overrun.stages else None,
            _days_over(spell, overrun, calendar, after=overrun.late_after),
        )
        for spell in _spells(holdings)
        if spell.holding.until > overrun.late_after
    )


def delay_of(
    party: Party | None, holdings: Sequence[Holding], overrun: Overrun, calendar: WorkingCalendar, *, handover_days: int
) -> Delay:
    """Say whose delay an overrun is, for a milestone of ``party``.

    Whoever was handed the case by another has ``handover_days`` working days from then, which count against nobody.
    """
    if overrun.upto <= overrun.late_after:
        return NO_DELAY
    counted = _split(
        (spell.holding.party, _days_over(spell, overrun, calendar, after=late_after))
        for spell in _spells(holdings)
        if spell.holding.stage in overrun.stages and spell.holding.until > overrun.late_after
        for late_after in [_late_after(spell, overrun, calendar, handover_days)]
    )
    others = [other for other in Party if other is not party and counted.of(other)]
    return Delay(
        by_holder=lateness_of(holdings, overrun, calendar),
        own_days=counted.of(party) if party else 0,
        held_up_by=others[0] if others else None,
        days_held_up=counted.of(others[0]) if others else 0,
    )


def last_open(holdings: Sequence[Holding], stages: frozenset[str]) -> Holding | None:
    """Find the last holding in one of these stages, or None."""
    return next((holding for holding in reversed(holdings) if holding.stage in stages), None)


def last_received_on(holdings: Sequence[Holding], party: Party | None, stages: frozenset[str]) -> date | None:
    """Say when a party was last handed the case that it then held in one of these stages; None: it had it first."""
    spells = [s for s in _spells(holdings) if s.holding.party is party and s.holding.stage in stages]
    return spells[-1].received_on if spells else None


@dataclass(frozen=True, slots=True)
class _Spell:
    """A holding with the day after which it counts, and the day its holder was handed the case by another, if so."""

    holding: Holding
    after: date
    received_on: date | None


def _spells(holdings: Iterable[Holding]) -> Iterator[_Spell]:
    before: Holding | None = None
    received_on: date | None = None
    for holding in holdings:
        if before and holding.party is not before.party:
            received_on = holding.came_on
        yield _Spell(holding, holding.came_on if before else date.min, received_on)
        before = holding


def _late_after(spell: _Spell, overrun: Overrun, calendar: WorkingCalendar, handover_days: int) -> date:
    if spell.received_on is None or not handover_days:
        return overrun.late_after
    return max(overrun.late_after, calendar.add(spell.received_on, handover_days))


def _days_over(spell: _Spell, overrun: Overrun, calendar: WorkingCalendar, *, after: date) -> int:
    return calendar.count_between(max(after, spell.after), min(spell.holding.until - _DAY, overrun.upto))


def _days_in_order(steps: Iterable[Step], upto: date) -> Iterator[date]:
    day = date.min
    for step in steps:
        day = max(day, step.recorded_on)
        yield min(day, upto)


def _rounds(steps: Iterable[Step], track: Track) -> Iterator[int]:
    round_ = 1
    for step in steps:
        transition = track.find_transition(step.transition)
        round_ += int(transition is not None and transition.starts_round)
        yield round_


def _split(held: Iterable[tuple[Party | None, int]]) -> DaysHeld:
    days: dict[Party | None, int] = {}
    for party, count in held:
        days[party] = days.get(party, 0) + count
    return DaysHeld(days.get(Party.SCHOOL, 0), days.get(Party.DEPARTMENT, 0), days.get(None, 0))
