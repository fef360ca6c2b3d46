import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from cycle_engine.definitions.days_off import (
    calendar_fingerprint,
    calendar_from_json,
    calendar_to_json,
    read_calendar,
)
from cycle_engine.domain.working_days import DayKind, WorkingCalendar, describe_year
from cycle_engine.errors import FileInvalid, NotFound

SHIPPED = Path("config/calendars/vietnam.toml").resolve()

WriteCalendar = Callable[..., Path]


def on(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.fixture(scope="module")
def shipped() -> WorkingCalendar:
    return read_calendar([SHIPPED], 2020, 2031)


@pytest.fixture
def write(tmp_path: Path) -> WriteCalendar:
    def write_file(content: str, name: str = "office.toml") -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write_file


def problems_of(path: Path) -> list[str]:
    with pytest.raises(FileInvalid) as refusal:
        read_calendar([path], 2025, 2025)
    return [problem.where for problem in refusal.value.problems]


# Each break as its announcement or the law gives it: the last working day before, the days off, the first one after.
@pytest.mark.parametrize(
    ("last_worked", "first_worked"),
    [
        ("2024-02-07", "2024-02-15"),  # Tết, notice 5015/TB-LĐTBXH: 08/02 to 14/02
        ("2024-04-26", "2024-05-02"),  # 29/04 swapped with Saturday 04/05
        ("2024-08-30", "2024-09-04"),  # 5015: 31/08 to 03/09
        ("2024-12-31", "2025-01-02"),
        ("2025-01-24", "2025-02-03"),  # Tết, notice 6150/TB-BLĐTBXH: 25/01 to 02/02
        ("2025-04-04", "2025-04-08"),  # Hùng Kings' day, Monday 07/04
        ("2025-04-29", "2025-05-05"),  # 6150: 02/05 swapped with Saturday 26/04
        ("2025-08-29", "2025-09-03"),  # 6150: 30/08 to 02/09
        ("2025-12-31", "2026-01-05"),  # 12729/VPCP-KGVX: 01/01 to 04/01
        ("2026-02-13", "2026-02-23"),  # Tết, notice 9441 of 16/10/2025: 14/02 to 22/02
        ("2026-04-24", "2026-04-28"),  # Hùng Kings' day on Sunday 26/04, given back on Monday
        ("2026-04-29", "2026-05-04"),
        ("2026-08-28", "2026-09-03"),  # 31/08 swapped with Saturday 22/08
    ],
)
def test_a_break_begins_and_ends_as_announced(shipped: WorkingCalendar, last_worked: str, first_worked: str) -> None:
    between = [on(last_worked) + timedelta(days=n) for n in range(1, (on(first_worked) - on(last_worked)).days)]
    assert shipped.is_working(on(last_worked))
    assert not any(shipped.is_working(day) for day in between)
    assert shipped.is_working(on(first_worked))


@pytest.mark.parametrize("saturday", ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"])
def test_a_swapped_saturday_is_worked(shipped: WorkingCalendar, saturday: str) -> None:
    assert shipped.is_working(on(saturday))
    assert "làm bù cho ngày" in next(w.name for w in shipped.worked_days if w.day == on(saturday))


def test_the_plans_january_deadline_reminds_towards_24_01_and_rolls_to_03_02(shipped: WorkingCalendar) -> None:
    assert shipped.last_working_on_or_before(on("2025-01-31")) == on("2025-01-24")
    assert shipped.first_working_on_or_after(on("2025-01-31")) == on("2025-02-03")


@pytest.mark.parametrize(
    ("holiday", "given_back"),
    [
        ("2021-05-01", "2021-05-03"),
        ("2022-01-01", "2022-01-03"),
        ("2022-04-10", "2022-04-11"),
        ("2022-04-30", "2022-05-02"),
        ("2022-05-01", "2022-05-03"),
        ("2023-01-01", "2023-01-02"),
        ("2023-04-29", "2023-05-02"),
        ("2023-04-30", "2023-05-03"),
        ("2023-09-02", "2023-09-04"),
        ("2026-04-26", "2026-04-27"),
        ("2027-05-01", "2027-05-03"),
        ("2028-01-01", "2028-01-03"),
        ("2029-09-02", "2029-09-04"),
    ],
)
def test_a_holiday_on_a_weekly_day_off_is_given_back_on_the_next_working_day(
    shipped: WorkingCalendar, holiday: str, given_back: str
) -> None:
    first, second = shipped.why_off(on(holiday)), shipped.why_off(on(given_back))
    assert first is not None
    assert second is not None
    assert (first.kind, second.kind) == (DayKind.HOLIDAY, DayKind.COMPENSATION)
    assert second.name.startswith(first.name)


def test_compensation_by_our_own_count_is_what_the_library_gives() -> None:
    """Art. 111.3, computed here from the bare holidays; Tết has its own rule of five days."""
    calendar = read_calendar([], 2013, 2050)
    bare = holidays.country_holidays("VN", years=range(2013, 2051), observed=False, expand=False, language="vi")
    off = {day.day for day in calendar.named_days if day.kind is not DayKind.COMPENSATION}
    expected = set()
    for day, name in sorted(bare.items()):
        if day.isoweekday() < 6 or "Tết Nguyên Đán" in name:
            continue
        back = day
        while back.isoweekday() > 5 or back in off or back in expected:
            back += timedelta(days=1)
        expected.add(back)
    assert {d.day for d in calendar.named_days if d.kind is DayKind.COMPENSATION} == expected


@pytest.mark.parametrize("year", range(2014, 2051))
def test_tet_takes_five_weekdays_and_leaves_no_gap(year: int) -> None:
    calendar = read_calendar([], year, year)
    tet = [d.day for d in calendar.named_days if "Tết Nguyên Đán" in d.name]
    assert len([day for day in tet if day.isoweekday() < 6]) == 5
    assert all(not calendar.is_working(tet[0] + timedelta(days=n)) for n in range((tet[-1] - tet[0]).days + 1))


def test_the_day_before_new_years_eve_is_not_called_the_29th_in_a_short_month(shipped: WorkingCalendar) -> None:
    reason = shipped.why_off(on("2025-01-27"))
    assert reason is not None
    assert reason.name == "Nghỉ Tết Nguyên Đán (trước Giao thừa)"


def test_a_day_the_law_still_debates_is_worked_and_so_is_the_day_given_back_for_it(shipped: WorkingCalendar) -> None:
    for worked in ["2026-11-24", "2027-11-24", "2028-11-24", "2029-11-26", "2030-11-25"]:
        assert shipped.is_working(on(worked)), worked
    assert shipped.find_disputed(on("2027-11-24")) is not None
    assert shipped.find_disputed(on("2025-11-24")) is None


def test_an_office_settles_a_disputed_day_for_itself(write: WriteCalendar) -> None:
    office = write('[[days_off]]\nday = 2026-11-24\nname = "Ngày Văn hóa Việt Nam"\nsource = "Công văn của UBND"')
    calendar = read_calendar([SHIPPED, office], 2026, 2026)
    assert not calendar.is_working(on("2026-11-24"))
    assert calendar.find_disputed(on("2026-11-24")) is None


def test_only_the_years_the_state_has_announced_are_confirmed(shipped: WorkingCalendar) -> None:
    assert [year for year in range(2020, 2032) if shipped.is_confirmed(year)] == [2024, 2025, 2026]


def test_without_files_no_year_is_confirmed() -> None:
    assert read_calendar([], 2025, 2025).confirmed_years == frozenset()


def test_a_calendar_reaches_over_whole_years_and_no_further(shipped: WorkingCalendar) -> None:
    assert (shipped.first, shipped.last) == (on("2020-01-01"), on("2031-12-31"))


def test_a_saturday_worked_for_a_day_of_the_year_before_is_known_alone() -> None:
    calendar = read_calendar([], 2019, 2019)  # 31/12/2018 was swapped with 05/01/2019
    assert calendar.is_working(on("2019-01-05"))
    assert read_calendar([], 2014, 2014).is_working(on("2014-12-27"))  # and 02/01/2015 with 27/12/2014


def test_a_year_is_described_for_the_command(shipped: WorkingCalendar) -> None:
    assert [entry.day.isoformat()[5:] for entry in describe_year(shipped, 2025)] == [
        "01-01", "01-27", "01-28", "01-29", "01-30", "01-31", "02-01", "04-07", "04-26", "04-30", "05-01", "05-02",
        "09-01", "09-02",
    ]  # fmt: skip


def test_a_provincial_break_covers_both_its_ends(write: WriteCalendar) -> None:
    storm = '[[days_off]]\nday = 2025-09-25\nuntil = 2025-09-26\nname = "Bão"\nkind = "provincial"\nsource = "CV"'
    calendar = read_calendar([write(storm)], 2025, 2025)
    assert calendar.add(on("2025-09-24"), 1) == on("2025-09-29")
    assert [off.name for off in calendar.skipped_between(on("2025-09-24"), on("2025-09-26"))] == ["Bão", "Bão"]


def test_a_library_day_can_be_taken_out_with_the_day_given_back_for_it(write: WriteCalendar) -> None:
    calendar = read_calendar([write('[[not_off]]\nday = 2026-04-26\nsource = "thử"')], 2026, 2026)
    assert calendar.is_working(on("2026-04-27"))
    assert calendar.why_off(on("2026-04-26")).kind is DayKind.WEEKEND  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("taken_out", "still_off"),
    [
        ("2022-04-30", "2022-05-03"),  # Saturday 30/04 and Sunday 01/05 were given back on 02/05 and 03/05
        ("2029-09-03", "2029-09-04"),  # Sunday 02/09 is given back on 04/09, the second day of the feast being 03/09
    ],
)
def test_taking_a_day_out_leaves_what_was_given_back_for_another(
    write: WriteCalendar, taken_out: str, still_off: str
) -> None:
    path = write(f'[[not_off]]\nday = {taken_out}\nsource = "thử"')
    assert not read_calendar([path], 2022, 2029).is_working(on(still_off))


def test_a_day_disputed_in_one_year_says_nothing_of_the_next(write: WriteCalendar) -> None:
    path = write('[[disputed]]\nday = 2026-11-24\nname = "Ngày Văn hóa Việt Nam"\nsource = "thử"')
    calendar = read_calendar([path], 2026, 2027)
    assert calendar.is_working(on("2026-11-24"))
    assert not calendar.is_working(on("2027-11-24"))


def test_a_later_file_has_the_last_word(write: WriteCalendar) -> None:
    first = write('[[days_off]]\nday = 2025-03-10\nname = "Hội"\nsource = "a"', "a.toml")
    second = write('[[not_off]]\nday = 2025-03-10\nsource = "b"', "b.toml")
    assert read_calendar([first, second], 2025, 2025).is_working(on("2025-03-10"))
    assert not read_calendar([second, first], 2025, 2025).is_working(on("2025-03-10"))


def test_a_worked_saturday_can_be_given_off_again(write: WriteCalendar) -> None:
    office = write('[[days_off]]\nday = 2026-01-10\nname = "Bão"\nkind = "provincial"\nsource = "CV"')
    assert not read_calendar([SHIPPED, office], 2026, 2026).is_working(on("2026-01-10"))


def test_every_mistake_of_a_calendar_file_is_told_at_once(write: WriteCalendar) -> None:
    path = write("""
        holidays = 1
        confirmed = 2025
        [[days_off]]
        day = "2025-01-01"
        name = " "
        kind = "weekend"
        until = 2025-01-01T00:00:00
        note = "?"
        [[disputed]]
        day = 2025-11-24
        name = "x"
        source = "x"
        every_year = 1
    """)
    assert problems_of(path) == [
        "office.toml holidays",
        "office.toml confirmed",
        "office.toml disputed[1].every_year",
        "office.toml days_off[1].note",
        "office.toml days_off[1].day",
        "office.toml days_off[1].until",
        "office.toml days_off[1].name",
        "office.toml days_off[1].source",
        "office.toml days_off[1].kind",
    ]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("[[days_off]\n", "office.toml"),
        ("[[confirmed]]\nyears = []\nsource = 'x'", "office.toml confirmed[1].years"),
        ("[[confirmed]]\nyears = ['2025']\nsource = 'x'", "office.toml confirmed[1].years"),
        (
            "[[days_off]]\nday = 2025-03-10\nuntil = 2025-03-09\nname = 'x'\nsource = 'x'",
            "office.toml days_off[1].until",
        ),
        (
            "[[days_off]]\nday = 2025-03-10\nuntil = 2026-03-12\nname = 'x'\nsource = 'x'",
            "office.toml days_off[1].until",
        ),
        ("[[working_days]]\nday = 2025-03-10\nname = 'x'\nsource = 'x'", "office.toml working_days[1].day"),
        (
            "[[disputed]]\nday = 2024-02-29\nname = 'x'\nsource = 'x'\nevery_year = true",
            "office.toml disputed[1].day",
        ),
    ],
)
def test_a_slip_in_a_calendar_file_is_placed(write: WriteCalendar, content: str, where: str) -> None:
    assert problems_of(write(content)) == [where]


def test_a_day_that_two_rows_claim_is_refused_at_both(write: WriteCalendar) -> None:
    path = write(
        "[[days_off]]\nday = 2025-03-07\nuntil = 2025-03-09\nname = 'x'\nsource = 'x'\n"
        "[[working_days]]\nday = 2025-03-08\nname = 'y'\nsource = 'x'\n"
    )
    assert problems_of(path) == ["office.toml days_off[1].day", "office.toml working_days[1].day"]


def test_the_problems_of_several_files_come_together(write: WriteCalendar) -> None:
    paths = [write("a = 1", "a.toml"), write("b = 1", "b.toml")]
    with pytest.raises(FileInvalid) as refusal:
        read_calendar(paths, 2025, 2025)
    assert [problem.where for problem in refusal.value.problems] == ["a.toml a", "b.toml b"]


def test_a_refused_key_comes_with_the_allowed_ones(write: WriteCalendar) -> None:
    with pytest.raises(FileInvalid) as refusal:
        read_calendar([write("holidays = 1")], 2025, 2025)
    assert "days_off" in str(refusal.value.hints[0])


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes('\ufeff[[days_off]]\r\nday = 2025-03-10\r\nname = "Hội"\r\nsource = "x"\r\n'.encode())
    assert not read_calendar([path], 2025, 2025).is_working(on("2025-03-10"))


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes("# Hội làng".encode("utf-16"))
    assert problems_of(path) == ["office.toml"]


def test_names_are_kept_in_one_form_of_unicode(write: WriteCalendar) -> None:
    decomposed = "Ho\u0323\u0302i"
    calendar = read_calendar(
        [write(f'[[days_off]]\nday = 2025-03-10\nname = "{decomposed}"\nsource = "x"')], 2025, 2025
    )
    assert calendar.why_off(on("2025-03-10")).name == "Hội"  # type: ignore[union-attr]


def test_a_missing_calendar_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"thieu\.toml"):
        read_calendar([tmp_path / "thieu.toml"], 2025, 2025)


def test_a_kept_calendar_is_the_computed_one(shipped: WorkingCalendar) -> None:
    kept = calendar_from_json(calendar_to_json(shipped, "f"), "f")
    assert kept == shipped
    assert kept is not None
    days = [shipped.first + timedelta(days=n) for n in range((shipped.last - shipped.first).days + 1)]
    assert [kept.why_off(day) for day in days] == [shipped.why_off(day) for day in days]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"fingerprint": "f"}', '{"fingerprint": "f", "first": 1}'])
def test_a_damaged_or_foreign_kept_calendar_is_computed_anew(content: str) -> None:
    assert calendar_from_json(content, "f") is None


def test_a_calendar_made_from_something_else_is_not_used(shipped: WorkingCalendar) -> None:
    assert calendar_from_json(calendar_to_json(shipped, "f"), "g") is None


def test_the_fingerprint_changes_with_the_files_and_the_years(write: WriteCalendar) -> None:
    path = write("# một")
    first = calendar_fingerprint([path], 2024, 2026)
    assert calendar_fingerprint([path], 2024, 2026) == first
    assert len({first, calendar_fingerprint([path], 2024, 2027), calendar_fingerprint([], 2024, 2026)}) == 3
    write("# hai")
    assert calendar_fingerprint([path], 2024, 2026) != first


def test_a_kept_calendar_needs_no_holiday_library(shipped: WorkingCalendar, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text(calendar_to_json(shipped, "f"), encoding="utf-8")
    program = (
        "import sys, pathlib; from cycle_engine.definitions.days_off import calendar_from_json, calendar_fingerprint;"
        "assert calendar_from_json(pathlib.Path(sys.argv[1]).read_text('utf-8'), 'f');"
        "calendar_fingerprint([], 2025, 2025); assert 'holidays' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "kept.json")], check=True, cwd=SHIPPED.parents[2])
