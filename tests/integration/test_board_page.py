"""The head's page in the workspace: brought up to date by every tick, private, and never a tick's undoing."""

import re
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html as html_reader

import cli
from cycle_engine.domain.definition import Role
from cycle_engine.domain.notices import LetterState
from cycle_engine.errors import NotFound, Unavailable
from cycle_engine.messages import Language, current_language
from cycle_engine.services.board import show_board
from cycle_engine.services.board_page import FILE, rebuild_board, write_board_page
from cycle_engine.services.board_workings import MOST_PLAYED, gather_workings, next_tick
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.explanations import explain_delay
from cycle_engine.services.simulating import simulate
from cycle_engine.services.ticking import tick
from cycle_engine.services.upkeep import record_beat
from cycle_engine.settings import FILE_NAME, read_settings
from cycle_engine.store.facts import mark_rehearsal
from tests.builders import advance, by, everything, on

WORKING_DAY = date(2025, 2, 5)
"""After Tết: II.1 is late for whoever has not done it."""


def with_settings(desk: Desk, settings: str) -> Desk:
    (desk.workspace / FILE_NAME).write_text(settings, "utf-8")
    desk.settings = read_settings(desk.workspace, {"CYCLE_DATABASE_URL": desk.database.url})
    return desk


def page(desk: Desk) -> str:
    return (desk.workspace / FILE).read_text("utf-8")


def words(desk: Desk) -> str:
    return " ".join("".join(str(part) for part in html_reader.document_fromstring(page(desk)).itertext()).split())


def columns(desk: Desk) -> list[list[str]]:
    """The codes on the cards of each column."""
    parts = re.split(r'<div class="column [a-z]+">', page(desk).partition('<div class="lists">')[0])[1:]
    return [re.findall(r'<span class="code">([^<]+)</span>', part) for part in parts]


def settle(desk: Desk, state: LetterState, answer: str) -> None:
    """Let one waiting letter come to this end."""
    with desk.database.write() as transaction:
        transaction.execute(
            "UPDATE letters SET state = :state, answer = :answer WHERE id = (SELECT MIN(id) FROM letters "
            "WHERE state = 'queued')",
            state=state.value,
            answer=answer,
        )


# --- rebuilt ----------------------------------------------------------------------------------------------------------


def test_a_board_is_there_after_the_first_tick_and_only_its_owner_can_read_it(office: Desk) -> None:
    desk = on(office, WORKING_DAY)
    tick(desk)
    assert rebuild_board(desk) is None
    assert "Trường Mầm non MN01" in words(desk)
    if sys.platform != "win32":
        assert (desk.workspace / FILE).stat().st_mode & 0o777 == 0o600
    assert list((desk.workspace / FILE).parent.iterdir()) == [desk.workspace / FILE]


def test_a_board_that_says_the_same_is_not_written_again(office: Desk) -> None:
    desk = on(office, WORKING_DAY)
    rebuild_board(desk)
    (desk.workspace / FILE).write_text(page(desk) + "<!-- the same file -->", "utf-8")
    rebuild_board(on(desk, desk.clock.now() + timedelta(minutes=30)))
    assert page(desk).endswith("<!-- the same file -->")
    advance(desk, "MN01", "submit")
    rebuild_board(desk)
    assert not page(desk).endswith("<!-- the same file -->")


def test_a_board_of_another_day_is_another_board(office: Desk) -> None:
    rebuild_board(on(office, WORKING_DAY))
    rebuild_board(on(office, WORKING_DAY + timedelta(days=1)))
    assert "Tính đến hết ngày 06/02/2025" in words(office)


def test_a_file_of_somebody_else_s_in_its_place_is_replaced(office: Desk) -> None:
    target = office.workspace / FILE
    target.parent.mkdir()
    target.write_bytes(b"\xff\xfe")
    rebuild_board(office)
    assert "Bảng theo dõi" in words(office)


def test_a_disk_that_refuses_costs_the_page_and_not_the_tick(office: Desk) -> None:
    (office.workspace / FILE.parent).write_text("a file where the folder should be", "utf-8")
    problem = rebuild_board(on(office, WORKING_DAY))
    assert isinstance(problem, Unavailable)
    assert "board.html" in str(problem)
    with pytest.raises(Unavailable):
        write_board_page(on(office, WORKING_DAY))


def test_without_a_plan_there_is_no_board_and_nothing_is_wrong(desk: Desk) -> None:
    assert rebuild_board(desk) is None
    assert not (desk.workspace / FILE).exists()
    with pytest.raises(NotFound):
        write_board_page(desk)


def test_an_office_may_do_without(office: Desk) -> None:
    assert rebuild_board(with_settings(office, "schedule.rebuild_board = false")) is None
    assert not (office.workspace / FILE).exists()
    assert write_board_page(office) == office.workspace / FILE


def test_what_is_rebuilt_speaks_the_workspace_s_language_and_its_caller_goes_on_in_his_own(office: Desk) -> None:
    rebuild_board(with_settings(office, 'language = "en"'))
    assert html_reader.document_fromstring(page(office)).get("lang") == "en"
    assert current_language() is Language.VI


def test_making_a_board_changes_nothing(office: Desk) -> None:
    desk = on(office, date(2025, 1, 20))
    before = everything(desk.database)
    write_board_page(desk)
    assert everything(desk.database) == before


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_letters_to_come_are_those_that_the_next_days_ticks_queue(office: Desk) -> None:
    desk = on(office, date(2025, 1, 13))
    tick(desk)
    write_board_page(desk)
    foreseen = simulate(desk, date(2025, 1, 14), date(2025, 1, 20))
    assert foreseen
    for day in foreseen:
        assert f"{day.day:%d/%m/%Y}: {len(day.letters)} thư" in words(desk)
        assert f"{day.letters[0].plan.recipient.address}: {day.letters[0].subject}" in words(desk)


def test_of_very_many_schools_no_days_are_played_so_that_nobody_waits_to_write(office: Desk) -> None:
    desk = on(office, date(2025, 1, 13))
    board = show_board(desk)
    crowded = replace(board, cases=board.cases * (MOST_PLAYED // len(board.cases) + 1))
    assert gather_workings(desk, board).foreseen
    assert gather_workings(desk, crowded).foreseen is None


def test_letters_that_are_stuck_are_on_it_with_the_server_s_words(office: Desk) -> None:
    desk = on(office, WORKING_DAY)
    assert len(tick(desk).letters) > 2
    settle(desk, LetterState.FAILED, "550 không có hộp thư này")
    settle(desk, LetterState.UNCERTAIN, "mất kết nối")
    write_board_page(desk)
    assert "1 thư gửi hỏng" in words(desk)
    assert "máy chủ trả lời: 550 không có hộp thư này" in words(desk)
    assert "1 thư chưa rõ đã đến hay chưa" in words(desk)
    assert re.search(r"\d+ thư đang chờ gửi", words(desk))


def test_a_daemon_is_alive_dead_or_was_never_there(office: Desk) -> None:
    desk = on(office, WORKING_DAY)
    write_board_page(desk)
    assert "Chưa chạy lần nào" in words(desk)
    record_beat(desk, "host:1", "tick")
    record_beat(desk, "host:1", "backup", "đĩa đầy")
    write_board_page(desk)
    assert "Đang làm việc" in words(desk)
    assert "đĩa đầy" in words(desk)
    assert "lập lại trang tiếp theo: 05/02/2025 13:00" in words(desk)
    write_board_page(on(desk, WORKING_DAY + timedelta(days=3)))
    assert "ĐÃ NGỪNG: chưa chạy từ 05/02/2025 08:00" in words(desk)


def test_a_newer_program_s_job_is_shown_by_its_own_name(office: Desk) -> None:
    record_beat(office, "host:1", "polish")
    write_board_page(office)
    assert "polish" in words(office)


def test_after_the_day_s_last_tick_the_next_one_is_tomorrow_s_first(sqlite_office: Desk) -> None:
    evening = sqlite_office.clock.now().replace(hour=12)
    found = next_tick(on(sqlite_office, evening), evening)
    assert found - evening == timedelta(hours=12)


def test_what_is_late_stands_with_its_explanation(office: Desk) -> None:
    desk = on(office, WORKING_DAY)
    explain_delay(desk, "MN01", "II.1", reason="phòng máy <b>hỏng</b>")
    write_board_page(desk)
    assert "Giải trình: phòng máy <b>hỏng</b>" in words(desk)


def test_every_stage_of_schools_has_its_cards(everywhere: Desk) -> None:
    write_board_page(everywhere)
    cards = columns(everywhere)
    assert sorted(code for column in cards for code in column) == [f"MN{number:02}" for number in range(1, 9)]
    assert all(len(column) == 1 for column in cards)


def test_a_rehearsal_s_board_says_so(office: Desk) -> None:
    with office.database.write() as transaction:
        mark_rehearsal(transaction)
    write_board_page(office)
    assert "DIỄN TẬP" in words(office)


def test_a_school_may_not_be_kept_from_a_tick_by_the_board(office: Desk) -> None:
    assert rebuild_board(by(office, "mn01", Role.SCHOOL, unit="MN01")) is None


# --- the past ---------------------------------------------------------------------------------------------------------


def test_a_board_of_a_past_day_is_as_the_cases_stood_on_it(office: Desk) -> None:
    desk = on(office, WORKING_DAY)
    advance(desk, "MN01", "submit", "approve")
    explain_delay(desk, "MN02", "II.1", reason="lý do đến sau")
    tick(desk)
    write_board_page(desk.looking_back(as_seen_at(WORKING_DAY - timedelta(days=1))))
    assert sorted(columns(office)[0]) == ["MN01", "MN02", "MN03"]
    assert "lý do đến sau" not in words(office)
    assert "nhìn lại một ngày đã qua" in words(office)
    assert not re.search("Hộp thư đi|Thư sắp gửi|Chương trình chạy nền", words(office))


def test_the_same_past_day_gives_the_same_board_whatever_happened_since(office: Desk) -> None:
    past = on(office, WORKING_DAY).looking_back(as_seen_at(WORKING_DAY - timedelta(days=1)))
    write_board_page(past)
    before = page(office)
    advance(on(office, WORKING_DAY), "MN01", "submit", "approve")
    write_board_page(past)
    assert page(office) == before


# --- by the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path) -> list[str]:
    """The options that lead to a rehearsal with the sample schools and the real plan opened."""
    folder = tmp_path / "office"
    before = ["--workspace", str(folder)]
    assert cli.run(["init", str(folder), "--rehearsal"]) == 0
    dated = [*before, "--as-of", "2024-11-25"]
    assert cli.run([*dated, "school", "import", str(folder / "sample-roster.csv"), "--apply"]) == 0
    document = Path(cli.__file__).parent / "workflows" / "plans" / "sources" / "ke-hoach-74-KH-GDDT.txt"
    assert cli.run([*before, "plan", "read", str(document), "-o", str(folder / "plan.toml")]) == 0
    assert cli.run([*dated, "open", str(folder / "plan.toml")]) == 0
    return before


def test_a_tick_rebuilds_the_board_and_a_dry_run_does_not(workspace: list[str]) -> None:
    file = Path(workspace[1]) / FILE
    assert cli.run([*workspace, "--as-of", "2025-01-10", "tick", "--dry-run"]) == 0
    assert not file.exists()
    assert cli.run([*workspace, "--as-of", "2025-01-10", "tick"]) == 0
    assert "10/01/2025" in file.read_text("utf-8")


def test_a_tick_whose_board_cannot_be_written_warns_and_is_done(
    workspace: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(workspace[1]) / FILE.parent).write_text("a file where the folder should be", "utf-8")
    capsys.readouterr()
    assert cli.run([*workspace, "--as-of", "2025-01-10", "--json", "tick"]) == 0
    said = capsys.readouterr()
    assert "board.html" in said.err
    assert '"problem": ' in said.out


def test_the_daemon_s_board_knows_of_the_tick_it_was_made_after(workspace: list[str]) -> None:
    assert cli.run([*workspace, "--as-of", "2025-01-10", "run", "--once"]) == 0
    content = (Path(workspace[1]) / FILE).read_text("utf-8")
    assert re.search(r"soạn thư nhắc</th><td>10/01/2025 08:00</td><td>tốt", content)
    assert re.search(r"sao lưu</th><td>10/01/2025 08:00</td><td>tốt", content)
