"""The only reader of the time. Days begin and end in Asia/Ho_Chi_Minh; moments are aware and in UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cycle_engine.domain.case import ZONE, day_of


@dataclass(frozen=True, slots=True)
class Clock:
    """The time as one command sees it: the real one, or in a rehearsal the one it was set to.

    A clock set to a day shows eight in the morning; every reading is the same.
    """

    set_to: datetime | None = None

    def now(self) -> datetime:
        """Read the moment, in UTC."""
        return self.set_to or datetime.now(UTC)

    def today(self) -> date:
        """Read the day in Asia/Ho_Chi_Minh."""
        return day_of(self.now())


def morning_of(day: date) -> datetime:
    """Name eight in the morning of a day, when offices open."""
    return datetime.combine(day, time(8), ZONE).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Name the last moment of a day: what a reader of that day's end would see."""
    return datetime.combine(day + timedelta(days=1), time(0), ZONE).astimezone(UTC) - timedelta(microseconds=1)
