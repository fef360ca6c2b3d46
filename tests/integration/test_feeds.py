"""The calendars that units subscribe to: right, private, written whole, and never a tick's undoing."""

import os
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.domain.definition import Role
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused, Unavailable
from cycle_engine.reports.calendar_entries import MOST_NAMED
from cycle_engine.services.amending import amend
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.feeds import FEEDS, Feed, publish_feeds, show_feeds, tick_and_publish
from cycle_engine.services.ticking import tick
from cycle_engine.settings import FILE_NAME, read_settings
from cycle_engine.store.facts import mark_rehearsal
from tests.builders import a_desk, a_plan, a_roster, a_unit, advance, by, on, open_sample_cycle
from tests.calendar_programs import read_strictly

FIRST = date(2025, 1, 10)


def feed_of(desk: Desk, unit: str) -> Feed:
    return next(feed for feed in publish_feeds(desk).feeds if feed.unit == unit)


def shown(desk: Desk, unit: str) -> dict[str, tuple[date, str]]:
    """What a unit's calendar says: by the words of each entry, its day and state; none stands in it twice."""
    entries = read_strictly(feed_of(desk, unit).file.read_bytes())
    assert len({entry["UID"] for entry in entries}) == len(entries)
    return {str(entry["SUMMARY"]): (entry["DTSTART"].dt, str(entry["STATUS"])) for entry in entries}


def with_settings(desk: Desk, settings: str) -> Desk:
    (desk.workspace / FILE_NAME).write_text(settings, "utf-8")
    desk.settings = read_settings(desk.workspace, {"CYCLE_DATABASE_URL": desk.database.url})
    return desk


def test_every_unit_with_a_case_has_a_calendar_after_a_tick(office: Desk) -> None:
    _, made = tick_and_publish(on(office, FIRST))
    assert [feed.unit for feed in made.feeds] == ["MN01", "MN02", "MN03", "PGD"]
    assert {file.name for file in (office.workspace / FEEDS).iterdir()} == {feed.file.name for feed in made.feeds}


def test_a_school_sees_its_own_milestones_and_no_other_s(office: Desk) -> None:
    found = shown(office, "MN01")
    assert [day for day, _ in found.values()] == [date(2025, m, d) for m, d in ((1, 24), (2, 28), (3, 31), (5, 30))]
    assert all("MN01" in words for words in found)
    assert "MN02" not in feed_of(office, "MN01").file.read_text("utf-8")


def test_what_is_done_is_shown_as_cancelled_and_the_rest_stays(office: Desk) -> None:
    advance(office, "MN01", "submit", "approve")
    found = shown(office, "MN01")
    assert [state for _, state in found.values()] == ["CANCELLED", *["CONFIRMED"] * 3]
    assert next(iter(found)).startswith("Đã hoàn thành")


def test_an_extension_moves_the_entry_in_the_school_s_calendar_and_the_office_s(office: Desk) -> None:
    extend(on(office, FIRST), "MN01", "II.1", until=date(2025, 2, 14), reason="lý do mẫu")
    assert date(2025, 2, 14) in {day for day, _ in shown(office, "MN01").values()}
    days = [day for words, (day, _) in shown(office, "PGD").items() if "Tự đánh giá" in words]
    assert days == [date(2025, 1, 24), date(2025, 2, 14)]


def test_an_amended_plan_moves_the_entries_in_every_calendar_under_their_names(office: Desk) -> None:
    before = {feed.unit: {one.uid: one for one in feed.entries} for feed in publish_feeds(office).feeds}
    file = office.workspace / "revised.toml"
    later = 'number = "80/KH-PGDĐT"\nissued = 2025-01-13\n[[milestones]]\nid = "II.1"\ndue = 2025-02-14\n'
    file.write_text(a_plan(later), "utf-8")
    amend(on(office, FIRST), str(file), apply_it=True)
    made = publish_feeds(office)
    assert made.written == 4
    for feed in made.feeds:
        after = {one.uid: one for one in feed.entries}
        assert after.keys() == before[feed.unit].keys()
        assert all(one.sequence > before[feed.unit][uid].sequence for uid, one in after.items())
        assert [one.day for one in feed.entries if one.section == "II.1"] == [date(2025, 2, 14)]


def test_the_office_sees_its_tasks_and_its_schools_together(office: Desk) -> None:
    advance(office, "MN01", "submit", "approve")
    found = shown(office, "PGD")
    assert len(found) == 8
    assert any("còn 2/3 đơn vị" in words for words in found)
    text = re.sub(r"\r\n ", "", feed_of(office, "PGD").file.read_bytes().decode())
    assert "Chưa ghi nhận kết quả: Trường Mầm non MN02\\; Trường Mầm non MN03" in text


def test_an_exempt_school_has_an_empty_calendar(office: Desk) -> None:
    advance(office, "MN01", "exempt")
    assert shown(office, "MN01") == {}


def test_nothing_is_written_where_nothing_changed(office: Desk) -> None:
    assert publish_feeds(office).written == 4
    before = {feed.file: feed.file.stat().st_mtime_ns for feed in publish_feeds(office).feeds}
    assert publish_feeds(on(office, FIRST)).written == 0
    assert {file: file.stat().st_mtime_ns for file in before} == before


def test_an_act_rewrites_only_the_calendars_it_concerns(office: Desk) -> None:
    publish_feeds(office)
    advance(office, "MN01", "submit", "approve")
    assert publish_feeds(office).written == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_the_calendars_however_open_the_system_is(office: Desk) -> None:
    before = os.umask(0)
    try:
        files = [feed.file for feed in publish_feeds(office).feeds]
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert files[0].parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_group_that_the_office_lets_into_the_folder_reads_the_files_and_nobody_else(office: Desk) -> None:
    (office.workspace / FEEDS).mkdir(mode=0o700)
    (office.workspace / FEEDS).chmod(0o755)
    assert {feed.file.stat().st_mode & 0o777 for feed in publish_feeds(office).feeds} == {0o640}


def test_an_address_cannot_be_guessed_from_the_code_nor_from_another_workspace(
    sqlite_office: Desk, tmp_path_factory: pytest.TempPathFactory, upgrade: object
) -> None:
    name = feed_of(sqlite_office, "MN01").file.name
    assert re.fullmatch(r"mn01-[a-z2-7]{32}\.ics", name)
    other = tmp_path_factory.mktemp("other")
    url = f"sqlite:///{other / 'cycle.db'}"
    assert callable(upgrade)
    upgrade(url)
    elsewhere = a_desk(url, other)
    open_sample_cycle(elsewhere)
    assert feed_of(elsewhere, "MN01").file.name != name
    assert feed_of(sqlite_office, "MN01").file.name == name


def test_a_renewed_address_takes_the_old_file_away(office: Desk) -> None:
    old, others = feed_of(office, "MN01"), feed_of(office, "MN02")
    (new,) = show_feeds(office, renew="MN01").feeds
    assert new.file.exists()
    assert new.file != old.file
    assert not old.file.exists()
    assert feed_of(office, "MN02") == others
    (newer,) = show_feeds(office, renew="MN01").feeds
    assert newer.file not in {old.file, new.file}


def test_the_calendar_of_a_closed_unit_goes_and_files_of_others_stay(office: Desk) -> None:
    old = feed_of(office, "MN03").file
    strangers = [old.parent / "hop-giao-ban.ics", old.parent / f"x-{'a' * 32}.ics"]
    for stranger in strangers:
        stranger.write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with office.database.write() as transaction:
        transaction.execute("UPDATE units SET closed_on = :day WHERE code = 'MN03'", day=FIRST)
    assert publish_feeds(on(office, FIRST)).removed == 1
    assert not old.exists()
    assert all(stranger.exists() for stranger in strangers)


def test_a_disk_that_refuses_costs_a_calendar_and_no_reminder(office: Desk) -> None:
    (office.workspace / FEEDS).write_text("a file where the folder should be")
    ticked, made = tick_and_publish(on(office, FIRST))
    assert isinstance(made.problem, Unavailable)
    assert ticked.letters
    assert tick(on(office, FIRST)).letters == ()


def test_a_file_that_was_cut_off_is_written_anew(office: Desk) -> None:
    feed = feed_of(office, "MN01")
    feed.file.write_bytes(b"")
    assert publish_feeds(office).written == 1
    assert read_strictly(feed.file.read_bytes())


def test_a_rehearsal_keeps_its_calendars_to_itself(office: Desk, tmp_path_factory: pytest.TempPathFactory) -> None:
    served = tmp_path_factory.mktemp("served")
    desk = with_settings(office, f'[feeds]\nfolder = "{served.as_posix()}"\naddress = "https://phong.example/lich/"\n')
    assert feed_of(desk, "MN01").file.parent == served
    with desk.database.write() as transaction:
        mark_rehearsal(transaction)
    assert feed_of(desk, "MN01").file.parent == desk.workspace / FEEDS


def test_an_address_is_that_of_the_folder_that_the_office_serves(office: Desk) -> None:
    feed = feed_of(with_settings(office, '[feeds]\naddress = "https://phong.example/lich/"\n'), "MN01")
    assert feed.address == f"https://phong.example/lich/{feed.file.name}"


def test_an_office_may_have_no_calendars(office: Desk) -> None:
    desk = with_settings(office, '[feeds]\nfolder = ""\n')
    _, made = tick_and_publish(on(desk, FIRST))
    assert made.feeds == ()
    with pytest.raises(OperationRefused):
        show_feeds(desk)
    assert not (desk.workspace / FEEDS).exists()


def test_addresses_are_for_the_office_s_own_people(office: Desk) -> None:
    with pytest.raises(NotPermitted):
        show_feeds(by(office, "hieu-truong", Role.SCHOOL, unit="MN01"))
    with pytest.raises(NotFound):
        show_feeds(office, "MN77")
    with pytest.raises(NotFound):
        show_feeds(office, renew="MN77")


def test_a_hostile_code_stays_within_the_folder(desk: Desk) -> None:
    open_sample_cycle(desk, roster=(*a_roster(1), a_unit("../.. MN\\ 9\u202e", name='X";\r\nBEGIN:VEVENT')))
    for feed in publish_feeds(desk).feeds:
        assert feed.file.parent == desk.workspace / FEEDS
        assert re.fullmatch(r"[a-z0-9-]+\.ics", feed.file.name)
        assert len(read_strictly(feed.file.read_bytes())) == (8 if feed.unit == "PGD" else 4)


def test_a_province_s_office_names_only_some_of_the_schools_that_are_left(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_desk(sqlite_url, tmp_path)
    open_sample_cycle(desk, schools=MOST_NAMED + 10)
    text = re.sub(r"\r\n ", "", feed_of(desk, "PGD").file.read_bytes().decode())
    assert "… và 10 đơn vị khác" in text
