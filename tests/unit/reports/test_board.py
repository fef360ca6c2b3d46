import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from lxml import html as html_reader

from cycle_engine.domain.notices import LetterState
from cycle_engine.domain.working_days import DayKind, DayOff, build_calendar
from cycle_engine.messages import Language, use_language
from cycle_engine.reports.board import BoardPage, build_board, render_board
from cycle_engine.reports.board_columns import MOST_AUTHORITIES, MOST_CARDS
from cycle_engine.reports.board_late import MOST_LATE, MOST_PAGES
from cycle_engine.reports.board_workings import MOST_FORESEEN, ForeseenDay, JobDone, Pulse
from cycle_engine.reports.monthly_schools import Progress
from tests.golden_files import assert_golden
from tests.unit.reports.sample_boards import MADE_AT, a_letter, a_page_in_trouble, board_facts, workings
from tests.unit.reports.sample_delays import SETBACKS
from tests.unit.reports.samples import (
    DEPARTMENT_TRACK,
    HOSTILE_NAMES,
    OFFICE,
    WORKFLOW,
    a_standing,
    hostile_facts,
)

PAGE: BoardPage = build_board(board_facts())


@pytest.fixture
def english() -> Iterator[None]:
    use_language(Language.EN)
    yield
    use_language(Language.VI)


def rendered(**changes: object) -> str:
    return render_board(build_board(board_facts(**changes)))


def words_of(page: str) -> str:
    return " ".join("".join(str(part) for part in html_reader.document_fromstring(page).itertext()).split())


def many_late(count: int) -> list[object]:
    return [a_standing(number, f"Trường {number}", "self_assessment") for number in range(100, 100 + count)]


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_of_march() -> None:
    # Another version of the library that draws may draw other bytes; the charts have tests of their own.
    page = re.sub(r'src="data:image/svg\+xml;base64,[^"]+"', 'src="data:,"', rendered())
    assert page.count('src="data:,"') == 2
    assert_golden("reports/board.html", page)


@pytest.mark.usefixtures("english")
def test_the_board_speaks_the_language_of_its_reader() -> None:
    page = rendered()

    assert html_reader.document_fromstring(page).get("lang") == "en"
    assert "Schools by stage" in words_of(page)
    assert "1 letter failed" in words_of(page)


def test_hostile_names_stay_text_on_the_board() -> None:
    hostile = '"><script>alert(1)</script> \u202e javascript:alert(1)'
    page = rendered(
        office_name=hostile,
        standings=hostile_facts().standings,
        parents={"MN01": ("A", hostile), "MN02": ("B", "B")},
        pages=(a_page_in_trouble(hostile, hostile),),
        workings=workings(
            letters=(a_letter(5, LetterState.FAILED, answer=hostile, subject=hostile),),
            foreseen=(ForeseenDay(date(2025, 3, 17), ((hostile, hostile),)),),
            jobs=(JobDone(hostile, MADE_AT, hostile),),
        ),
    )
    read, words = html_reader.document_fromstring(page), words_of(page)

    for name in HOSTILE_NAMES:
        assert " ".join(name.replace("\u202e", "").replace("\u202c", "").split()) in words
    assert words.count("<script>alert(1)</script>") >= 8
    assert not read.xpath("//script | //a | //link | //iframe | //object | //@href | //*[@onload or @onclick]")
    assert not read.xpath("//@src[not(starts-with(., 'data:image/svg+xml;base64,'))]")
    assert "\u202e" not in words


def test_the_page_asks_nobody_for_anything_and_stays_out_of_search_engines() -> None:
    read = html_reader.document_fromstring(rendered())

    policy = read.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert read.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]


def test_a_board_without_a_case_is_still_a_page() -> None:
    page = build_board(board_facts(standings=()))

    assert page.totals.units == 0
    assert not page.late
    assert "Chưa có" in words_of(render_board(page))


def test_every_chart_has_its_words_and_its_numbers_beside_it() -> None:
    read = html_reader.document_fromstring(rendered())

    assert read.xpath("count(//figure/img[string-length(@alt) > 40])") == 2
    assert read.xpath("count(//figure/following-sibling::details//table)") == 2


def test_a_page_for_a_thousand_schools_stays_small_and_counts_those_it_leaves_out() -> None:
    schools = many_late(1000)
    page = build_board(board_facts(standings=schools))
    column = page.columns[0]

    assert (len(column.cards), column.schools, column.late, column.more) == (MOST_CARDS, 1000, 1000, 1000 - MOST_CARDS)
    assert (len(page.late), page.more_late) == (MOST_LATE, 2000 - MOST_LATE)  # of two milestones
    assert len(render_board(page).encode()) < 600_000


# --- cards ------------------------------------------------------------------------------------------------------------


def test_a_single_day_off_is_no_stretch_from_itself_to_itself() -> None:
    days = [DayOff(date(2025, 4, 7), DayKind.HOLIDAY, "Giỗ Tổ Hùng Vương")]
    calendar = build_calendar(date(2024, 1, 1), date(2025, 12, 31), days_off=days)
    assert "Ngày nghỉ trong năm: Giỗ Tổ Hùng Vương: 07/04/2025." in words_of(rendered(calendar=calendar))


def test_every_school_is_a_card_in_the_column_of_its_stage() -> None:
    cards = {card.code: column.label for column in PAGE.columns for card in column.cards}

    assert len(PAGE.columns) == len(WORKFLOW.track("school").stages)
    assert cards == {
        "MN01": "Công nhận",
        "MN02": "Tự đánh giá",
        "MN03": "Đánh giá ngoài",
        "MN04": "Đề nghị đánh giá ngoài",
        "MN05": "Không đánh giá",
        "MN06": "Đã công bố",
        "MN07": "Đề nghị đánh giá ngoài",
    }


def test_the_late_ones_come_first_in_their_column_the_longest_late_before_others() -> None:
    column = next(column for column in PAGE.columns if column.label == "Đề nghị đánh giá ngoài")
    late = [
        a_standing(9, "Trường A", "review_request", been="self_assessment 2025-01-24"),
        a_standing(8, "Trường B", "self_assessment"),
        a_standing(7, "Trường C", "self_assessment", been="self_assessment 2025-03-13"),
    ]
    order = [card.code for column in build_board(board_facts(standings=late)).columns for card in column.cards]

    assert [(card.code, card.progress) for card in column.cards] == [
        ("MN07", Progress.LATE),
        ("MN04", Progress.ON_TIME),
    ]
    assert order[0] == "MN08"


def test_a_school_that_waits_says_since_when_and_with_whom_and_is_not_late() -> None:
    waiting = next(card for column in PAGE.columns for card in column.cards if card.code == "MN03")

    assert waiting.progress is Progress.WAITING
    assert waiting.remarks == ("cơ quan quản lý giữ từ ngày 25/02/2025", "Tự đánh giá: mức 3")
    assert not any("Ánh Dương" in entry.name for entry in PAGE.late)


def test_a_card_shows_the_level_that_counts_most() -> None:
    levels = {
        card.code: [remark for remark in card.remarks if "mức" in remark]
        for column in PAGE.columns
        for card in column.cards
    }

    assert levels["MN01"] == ["Đánh giá ngoài: mức 2"]
    assert levels["MN02"] == []


def test_the_office_stands_on_its_own_board_and_is_named_when_it_is_late() -> None:
    late = [a_standing(20, OFFICE.name, "guidance", track=DEPARTMENT_TRACK)]

    page = build_board(board_facts(standings=late))

    assert [card.progress for card in page.department] == [Progress.LATE]
    assert [(entry.milestone, entry.days, entry.mover) for entry in page.late] == [
        ("I.2. Tập huấn, hướng dẫn tìm minh chứng", 29, OFFICE.name)
    ]


def test_what_is_late_says_why_and_what_nobody_explained_is_left_open() -> None:
    page = build_board(board_facts(setbacks=SETBACKS))
    reasons = {(entry.code, entry.milestone.split(".")[1]): entry.reasons for entry in page.late}

    assert "phòng máy đang sửa chữa" in reasons["MN02", "1"][0]
    assert reasons["MN02", "2"] == ("Giải trình: [...]",)


# --- the authorities --------------------------------------------------------------------------------------------------


def test_schools_of_one_authority_need_no_summary_by_authority() -> None:
    assert PAGE.authorities == ()


def test_authorities_are_counted_with_the_most_late_ones_first() -> None:
    parents = {f"MN{number:02}": ("XA1", "UBND xã Một") for number in range(1, 7)} | {"MN07": ("XA2", "UBND xã Hai")}
    lines = build_board(board_facts(parents=parents)).authorities

    assert [(line.name, line.schools, line.late, line.waiting, line.finished) for line in lines] == [
        ("UBND xã Hai", 1, 1, 0, 0),
        ("UBND xã Một", 6, 1, 2, 1),
    ]


def test_of_too_many_authorities_the_rest_is_counted() -> None:
    schools = many_late(MOST_AUTHORITIES + 3)
    parents = {f"MN{number}": (f"XA{number}", f"Xã {number}") for number in range(100, 100 + len(schools))}
    page = build_board(board_facts(standings=schools, parents=parents))

    assert (len(page.authorities), page.more_authorities) == (MOST_AUTHORITIES, 3)


# --- letters and the daemon -------------------------------------------------------------------------------------------


def test_letters_that_are_stuck_are_named_with_what_the_server_said_and_the_others_counted() -> None:
    shown = PAGE.workings
    assert shown
    assert [(group.heading, len(group.lines), group.more, group.is_alarm) for group in shown.outbox] == [
        ("1 thư gửi hỏng", 1, 0, True),
        ("1 thư chưa rõ đã đến hay chưa", 1, 0, True),
        ("30 thư đang chờ gửi", 1, 29, False),
    ]
    assert "550 không có hộp thư này" in shown.outbox[0].lines[0]


def test_the_letters_of_a_day_to_come_are_named_up_to_a_bound() -> None:
    shown = PAGE.workings
    assert shown
    (day,) = shown.foreseen
    assert (day.heading, len(day.lines), day.more) == ("17/03/2025: 10 thư", MOST_FORESEEN, 10 - MOST_FORESEEN)


def test_no_letters_to_come_and_days_that_were_not_played_are_told_apart() -> None:
    none, unknown = (build_board(board_facts(workings=workings(foreseen=days))).workings for days in ((), None))
    assert none
    assert unknown
    assert "sẽ không có thư nào" in none.foreseen_words
    assert "cycle simulate" in unknown.foreseen_words


def test_a_daemon_that_stopped_is_said_at_the_top_with_since_when() -> None:
    page = rendered(workings=workings(pulse=Pulse.SILENT))
    head = words_of(page[: page.index("<main>")])

    assert "ĐÃ NGỪNG: chưa chạy từ 14/03/2025 12:55" in head
    assert "ĐÃ NGỪNG" not in words_of(rendered())


def test_a_job_that_failed_stands_with_its_error() -> None:
    shown = PAGE.workings
    assert shown
    assert {job.name: (job.outcome, job.is_bad) for job in shown.jobs} == {
        "sao lưu": ("tốt", False),
        "gửi thư": ("máy chủ thư từ chối kết nối", True),
        "soạn thư nhắc": ("tốt", False),
    }


def test_a_board_that_nothing_keeps_alive_says_that_nothing_goes_by_itself() -> None:
    shown = build_board(board_facts(workings=workings(pulse=Pulse.NEVER, jobs=(), last_sent_at=None))).workings
    assert shown
    assert shown.pulse_words.startswith("Chưa chạy lần nào")
    assert shown.facts == ("Chưa gửi thư nào.", "Chưa có bản sao lưu nào do chương trình chạy nền làm.")


def test_the_page_says_from_which_day_on_it_is_old() -> None:
    assert "Nếu hôm nay đã qua ngày 14/03/2025" in words_of(rendered())


def test_a_board_of_the_past_says_what_it_cannot_know() -> None:
    words = words_of(rendered(workings=None))

    assert "nhìn lại một ngày đã qua" in words
    assert "Hộp thư đi" not in words


# --- reports and pages ------------------------------------------------------------------------------------------------


def test_an_overdue_report_and_a_page_that_is_gone_are_there() -> None:
    assert [(line.words, line.is_alarm) for line in PAGE.reports] == [("quá hạn, chưa gửi", True)]
    assert [(line.code, line.finding, line.since) for line in PAGE.pages] == [
        ("MN06", "không còn trang", date(2025, 3, 13))
    ]


def test_of_too_many_pages_in_trouble_the_rest_is_counted() -> None:
    page = build_board(board_facts(pages=tuple(a_page_in_trouble() for _ in range(MOST_PAGES + 2))))

    assert (len(page.pages), page.more_pages) == (MOST_PAGES, 2)


# --- is it another page? ----------------------------------------------------------------------------------------------


def test_the_moment_of_making_makes_no_other_page_and_everything_else_does() -> None:
    later = build_board(board_facts(made_at=MADE_AT + timedelta(hours=3)))
    other = [
        build_board(board_facts(**{name: value}))
        for name, value in {
            "as_of": date(2025, 3, 15),
            "standings": (),
            "is_rehearsal": True,
            "reports": (),
            "workings": workings(last_sent_at=MADE_AT),
        }.items()
    ]

    assert later.fingerprint == PAGE.fingerprint
    assert len({page.fingerprint for page in (PAGE, *other)}) == len(other) + 1


@pytest.mark.usefixtures("english")
def test_another_language_makes_another_page() -> None:
    assert build_board(board_facts()).fingerprint != PAGE.fingerprint
