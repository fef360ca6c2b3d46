"""Deadlines as iCalendar (RFC 5545): what goes with a letter, and the files that calendar programs subscribe to.

The same entries and moment give the same bytes. Days are all-day entries without a zone, so they stand on the same
date wherever they are read; moments are UTC. An entry blocks no time (TRANSPARENT) and rings in the morning of the
working day before; one that was met or called off is CANCELLED under the same UID with a risen SEQUENCE, which takes
it off a calendar that has it. What people wrote is text: the library escapes it, and unseen characters are left out.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.appointments import Appointment, AppointmentState
from cycle_engine.formatting import normalised, vietnamese_date, weekday_date
from cycle_engine.messages import say
from cycle_engine.reports.vietnamese import in_vietnamese

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event, vCalAddress

PRODUCT: Final = "-//cycle//school assessment//VI"
"""Who wrote a calendar file, by which our own files are known again."""

MOST_NAMED: Final = 50
"""How many units a gathered entry names."""

_REFRESH: Final = timedelta(hours=6)
_ZONE: Final = "Asia/Ho_Chi_Minh"


def render_entries(appointments: Sequence[Appointment], stamped_at: datetime) -> str:
    """Write the entries that go with a letter written at this moment."""
    return _text(_calendar(appointments, stamped_at))


@in_vietnamese
def render_feed(appointments: Sequence[Appointment], stamped_at: datetime, *, who: str, fingerprint: str) -> str:
    """Write the calendar of a unit, to subscribe to; ``fingerprint`` says what it was made from, to be found again."""
    label = appointments[-1].grounds.label if appointments else ""
    name = normalised(say("appointments.feed_name", label=label, who=who))
    calendar = _calendar(appointments, stamped_at)
    for key, value in (("name", name), ("x-wr-calname", name), ("x-wr-timezone", _ZONE)):
        calendar.add(key, value)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add("x-cycle-fingerprint", fingerprint)
    return _text(calendar)


@in_vietnamese
def _calendar(appointments: Sequence[Appointment], stamped_at: datetime) -> "Calendar":
    from icalendar import Calendar  # not above: a composer need not wait for it where no letter has an entry

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for appointment in appointments:
        calendar.add_component(_event(appointment, stamped_at.astimezone(UTC).replace(microsecond=0)))
    return calendar


def _event(appointment: Appointment, stamped_at: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    summary = _summary(appointment)
    event.add("uid", appointment.uid)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", stamped_at)
    event.add("dtstart", appointment.day)
    event.add("dtend", appointment.day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join(_description(appointment)))
    event.add("categories", [normalised(appointment.grounds.label)])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if appointment.state is AppointmentState.DUE else "CANCELLED")
    if is_mailbox(appointment.grounds.office_address):
        event.add("organizer", _organizer(appointment))
    if appointment.state is AppointmentState.DUE and appointment.rings_before is not None:
        event.add_component(_alarm(summary, appointment.rings_before))
    return event


def _organizer(appointment: Appointment) -> "vCalAddress":
    from icalendar import vCalAddress, vText

    organizer = vCalAddress(f"mailto:{appointment.grounds.office_address}")
    organizer.params["CN"] = vText(normalised(appointment.grounds.office_name))
    return organizer


def _alarm(summary: str, before: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -before)
    return alarm


def _summary(appointment: Appointment) -> str:
    who = appointment.who
    if appointment.visitors:
        return say(f"appointments.visit_{appointment.state.value}", who=normalised(who))
    if appointment.units:
        due, name = len(appointment.still_due), "units_due" if appointment.still_due else "units_done"
        who = say(f"appointments.{name}", count=appointment.units, **({"due": due} if due else {}))
    title = normalised(appointment.title)
    return say(f"appointments.title_{appointment.state.value}", title=title, who=normalised(who))


def _description(appointment: Appointment) -> list[str]:
    deadline, grounds = appointment.deadline, appointment.grounds
    if appointment.visitors:
        return _visit_description(appointment)
    nominal = weekday_date(deadline.nominal)
    lines = [] if appointment.units else [say("appointments.unit", who=normalised(appointment.who))]
    if deadline.received_on and not appointment.units:
        days = {"received_on": deadline.received_on, "counts_from": weekday_date(deadline.counts_from)}
        lines.append(say("appointments.handed_over", nominal=nominal, **days))
    else:
        moved = appointment.day != deadline.nominal
        lines.append(say("appointments.nominal_moved" if moved else "appointments.nominal", nominal=nominal))
    if appointment.still_due:
        lines.append(say("appointments.still_due", units="; ".join(_named(appointment.still_due))))
    if appointment.products:
        lines.append(say("appointments.products", products="; ".join(map(normalised, appointment.products))))
    issued = vietnamese_date(grounds.plan_issued)
    facts = {"number": normalised(grounds.plan_number), "issued": issued, "section": normalised(appointment.section)}
    return [*lines, say("appointments.basis", **facts), say("appointments.not_official")]


def _visit_description(appointment: Appointment) -> list[str]:
    grounds = appointment.grounds
    facts = {"number": normalised(grounds.plan_number), "issued": vietnamese_date(grounds.plan_issued)}
    return [
        say("appointments.unit", who=normalised(appointment.who)),
        say("appointments.visitors", visitors="; ".join(map(normalised, appointment.visitors))),
        say("appointments.visit_basis", **facts),
        say("appointments.not_official"),
    ]


def _named(units: Sequence[str]) -> list[str]:
    more = len(units) - MOST_NAMED
    names = [normalised(unit) for unit in units[:MOST_NAMED]]
    return [*names, say("appointments.and_more", count=more)] if more > 0 else names


def _text(calendar: "Calendar") -> str:
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")
