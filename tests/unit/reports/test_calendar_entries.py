from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.appointments import AppointmentState
from cycle_engine.domain.milestones import Deadline
from cycle_engine.messages import Language, use_language
from cycle_engine.reports.calendar_entries import render_entries, render_feed
from tests.appointments import GROUNDS, an_appointment, days_of
from tests.calendar_programs import read_strictly
from tests.golden_files import assert_golden

AT = datetime(2025, 1, 17, 1, 0, 30, 123456, tzinfo=UTC)
DONE = an_appointment("hen-1", sequence=4, state=AppointmentState.DONE)
OFF = an_appointment("hen-1", sequence=5, state=AppointmentState.OFF, products=())
HANDED_OVER = an_appointment(
    "hen-2",
    section="II.4",
    title="Công bố kết quả",
    deadline=Deadline(date(2025, 5, 30), date(2025, 6, 6), date(2025, 6, 6), date(2025, 6, 6), date(2025, 5, 28)),
)
GATHERED = an_appointment("hen-3", who="", units=60, still_due=tuple(f"Trường {number:02}" for number in range(55)))
FILES = {
    "due": [an_appointment()],
    "done": [DONE],
    "off": [OFF],
    "moved": [an_appointment(sequence=2, deadline=days_of(date(2025, 2, 14)))],
    "handed-over": [HANDED_OVER],
    "gathered": [GATHERED, replace(GATHERED, uid="hen-4", still_due=(), state=AppointmentState.DONE)],
}


@pytest.mark.parametrize("name", FILES)
def test_an_entry_is_as_the_one_that_was_read_and_found_right(name: str) -> None:
    assert_golden(f"calendars/{name}.ics", render_entries(FILES[name], AT).replace("\r\n", "\n"))


def test_a_feed_is_as_the_one_that_was_read_and_found_right() -> None:
    feed = render_feed([an_appointment(), HANDED_OVER], AT, who="Trường Mầm non A", fingerprint="0" * 32)
    assert_golden("calendars/feed.ics", feed.replace("\r\n", "\n"))
    assert len(read_strictly(feed)) == 2


def test_a_feed_without_entries_is_still_a_calendar() -> None:
    assert read_strictly(render_feed([], AT, who="Trường Mầm non A", fingerprint="0" * 32)) == []


@pytest.mark.parametrize("name", FILES)
def test_a_strict_parser_takes_the_entry(name: str) -> None:
    entries = read_strictly(render_entries(FILES[name], AT))
    assert [str(entry["UID"]) for entry in entries] == [one.uid for one in FILES[name]]


def test_the_same_entries_and_moment_give_the_same_bytes_in_either_language() -> None:
    written = render_entries([an_appointment(), HANDED_OVER], AT)
    use_language(Language.EN)
    assert render_entries([an_appointment(), HANDED_OVER], AT) == written


def test_the_entry_stands_on_the_last_working_day_and_says_the_deadline() -> None:
    (entry,) = read_strictly(render_entries([an_appointment()], AT))
    assert entry["DTSTART"].dt == date(2025, 1, 24)
    assert entry["DTEND"].dt == date(2025, 1, 25)
    assert "31/01/2025 trùng ngày nghỉ" in entry["DESCRIPTION"]


def test_an_entry_blocks_no_time_and_rings_the_working_day_before() -> None:
    (entry,) = read_strictly(render_entries([an_appointment()], AT))
    assert entry["TRANSP"] == "TRANSPARENT"
    assert [alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")] == [-timedelta(hours=16)]


@pytest.mark.parametrize("gone", [DONE, OFF])
def test_what_was_met_or_called_off_is_cancelled_and_rings_no_more(gone: object) -> None:
    assert gone in {DONE, OFF}
    (entry,) = read_strictly(render_entries([DONE if gone == DONE else OFF], AT))
    assert entry["STATUS"] == "CANCELLED"
    assert entry.walk("VALARM") == []


def test_an_office_without_a_mailbox_organises_nothing() -> None:
    (entry,) = read_strictly(render_entries([an_appointment(grounds=replace(GROUNDS, office_address=""))], AT))
    assert "ORGANIZER" not in entry


NAMES = st.text(st.sampled_from(list("aệ ,;:\\\"'\r\n\t\u202e\u200f\u2028%^{}=\x00🏫")), min_size=1, max_size=200).map(
    lambda text: f"T{text}"
)


@given(who=NAMES, title=NAMES, office=NAMES)
def test_hostile_names_stay_text_and_lines_stay_short(who: str, title: str, office: str) -> None:
    hostile = an_appointment(who=who, title=title, grounds=replace(GROUNDS, office_name=office), products=(who, title))
    written = render_entries([hostile, replace(hostile, uid="hen-2")], AT)
    first, second = read_strictly(written)
    assert len(first.walk("VALARM")) == 1
    assert "\n" not in first["SUMMARY"]
    assert not {"\u202e", "\u200f"} & set(written)
    assert (first["UID"], second["UID"]) == ("hen-1", "hen-2")
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    assert set(written.replace("\r\n", "")) & {"\r", "\n"} == set()
