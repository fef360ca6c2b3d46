"""What a lived year leaves behind: reports, a past that can be asked, evidence, letters, the same in both languages."""

from datetime import timedelta
from itertools import pairwise
from mailbox import Maildir

import pytest

from tests.acceptance.school_year import ALL, LAST_DAY, LATE, OFF_FROM, OFF_UNTIL, OPENED, Year
from tests.command_line import Office, run_process

SUPERIOR = "so@so.example"

# --- Reports --------------------------------------------------------------------------------------------------------


def test_a_report_goes_to_the_province_on_the_first_working_day_after_each_cut_off(year: Year) -> None:
    sent = {mail.day.isoformat(): mail for mail in year.letters if mail.is_report}
    assert sorted(sent) == [
        "2024-12-16",
        "2025-01-15",
        "2025-02-17",
        "2025-03-17",
        "2025-04-15",
        "2025-05-15",
        "2025-06-16",
    ]
    assert {mail.to for mail in sent.values()} == {SUPERIOR}
    forms = ("docx", "pdf", "xlsx", "html", "json")
    files = tuple(f"bao-cao-2025-02.{form}" for form in forms)
    assert sent["2025-02-17"].attachments == ("tien-do-2025-02.png", *files)


def test_a_report_counts_late_and_waiting_schools_as_the_cut_off_saw_them(year: Year) -> None:
    counted = {period: made["schools"] for period, made in year.reports.items()}
    assert (counted["2025-02"]["late"], counted["2025-02"]["exempt"]) == (1, 1)
    assert (counted["2025-03"]["waiting"], counted["2025-03"]["late"]) == (24, 0)
    assert counted["2025-06"]["finished"] == 21


def test_a_report_is_sent_once(year: Year) -> None:
    again = year.office.ask("report", "monthly", "--period", "2025-02", "--send")
    assert (again["letter"], again["sent_before"]) == (None, True)


def test_a_report_made_again_at_the_end_of_the_year_says_what_it_said(year: Year) -> None:
    for period, made in year.reports.items():
        again = year.office.ask("report", "monthly", "--period", period)
        assert (again["schools"], again["fingerprint"]) == (made["schools"], made["fingerprint"])


# --- The past, and evidence -----------------------------------------------------------------------------------------


def test_the_past_can_be_asked_and_answers_what_was_shown_then(year: Year) -> None:
    assert len(year.boards) > 10
    for day, shown in year.boards.items():
        assert Office(year.office.folder, day).ask("status") == shown


def test_the_history_of_the_year_is_whole(year: Year) -> None:
    verified = year.office.ask("audit", "verify")
    assert (verified["cases"], verified["damage"]) == (26, [])
    handed_in = [year.office.ask("history", unit)["events"] for unit in ("PGD", *ALL)]
    assert verified["documents"] == sum(len(event["documents"]) for events in handed_in for event in events)


def test_an_event_has_what_scripts_rely_on_and_follows_the_one_before(year: Year) -> None:
    events = year.office.ask("history", "MN01")["events"]
    wanted = {"seq", "kind", "transition", "from", "to", "actor", "occurred_on", "recorded_at", "hash"}
    assert all(wanted <= event.keys() for event in events)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert all(before["to"] == after["from"] for before, after in pairwise(events))


# --- Both languages, and the shell ----------------------------------------------------------------------------------

SAID = [
    ("status",),
    ("status", LATE),
    ("why", LATE),
    ("history", LATE),
    ("plan", "show"),
    ("school", "list"),
    ("mail", "list"),
    ("tick", "--dry-run"),
    ("report", "monthly"),
    ("audit", "verify"),
    ("officer", "list"),
    ("calendar", "show", "2025"),
    ("workflow", "show", "preschool"),
]


@pytest.mark.parametrize("arguments", SAID, ids=" ".join)
def test_everything_is_said_in_both_languages(year: Year, arguments: tuple[str, ...]) -> None:
    vietnamese, english = (year.office.type(*arguments, lang=lang) for lang in ("vi", "en"))
    assert (vietnamese.status, english.status) == (0, 0)
    assert vietnamese.out != english.out


def test_a_process_of_its_own_shows_the_same_board(year: Year) -> None:
    before = ["--workspace", str(year.office.folder), "--as-of", LAST_DAY.isoformat()]
    shown = run_process(*before, "status")
    assert (shown.status, shown.err) == (0, "")
    assert shown.out == year.office.type("status").out


def test_every_letter_says_that_a_program_wrote_it_and_has_a_name_of_its_own(year: Year) -> None:
    box = Maildir(str(year.office.folder / "mail"), create=False)
    letters = list(box)
    assert {message["Auto-Submitted"] for message in letters} == {"auto-generated"}
    assert len({message["Message-ID"] for message in letters}) == len(letters) == len(year.letters)


def test_the_machine_lived_every_day_but_those_it_was_off(year: Year) -> None:
    days = (LAST_DAY - OPENED + timedelta(days=1)) - (OFF_UNTIL - OFF_FROM)
    assert len(year.ticks) == days.days
