from collections.abc import Iterator

import pytest
from lxml import html as html_reader

from cycle_engine.messages import Language, use_language
from cycle_engine.reports.board import BoardFacts, BoardPage, build_board, render_board
from cycle_engine.reports.monthly_schools import Progress
from tests.golden_files import assert_golden
from tests.unit.reports.samples import (
    DEPARTMENT_TRACK,
    HOSTILE_NAMES,
    OFFICE,
    PERIOD,
    PLAN,
    WORKFLOW,
    a_standing,
    hostile_facts,
    march_standings,
)


def board_facts(**changes: object) -> BoardFacts:
    facts: dict[str, object] = {
        "office_name": OFFICE.name,
        "workflow": WORKFLOW,
        "plan": PLAN,
        "as_of": PERIOD.cut_off_on,
        "standings": march_standings(),
        **changes,
    }
    return BoardFacts(**facts)  # type: ignore[arg-type]


PAGE: BoardPage = build_board(board_facts())


@pytest.fixture
def english() -> Iterator[None]:
    use_language(Language.EN)
    yield
    use_language(Language.VI)


def test_the_page_of_march() -> None:
    assert_golden("reports/board.html", render_board(board_facts()))


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


def test_the_late_ones_come_first_in_their_column() -> None:
    column = next(column for column in PAGE.columns if column.label == "Đề nghị đánh giá ngoài")

    assert [(card.code, card.progress) for card in column.cards] == [
        ("MN07", Progress.LATE),
        ("MN04", Progress.ON_TIME),
    ]


def test_a_school_that_waits_says_since_when_and_is_not_late() -> None:
    waiting = next(card for column in PAGE.columns for card in column.cards if card.code == "MN03")

    assert waiting.progress is Progress.WAITING
    assert waiting.remarks == ("chờ từ ngày 25/02/2025",)
    assert not any("Ánh Dương" in entry for entry in PAGE.late)


def test_the_next_deadlines_are_those_that_lie_ahead_and_that_somebody_still_owes() -> None:
    assert [deadline.split(".")[0] + "." + deadline.split(".")[1] for deadline in PAGE.deadlines] == [
        "I.3",
        "II.3",
        "I.4",
        "II.4",
    ]


def test_the_office_stands_on_its_own_board_and_is_named_when_it_is_late() -> None:
    late = [a_standing(20, OFFICE.name, "guidance", track=DEPARTMENT_TRACK)]

    page = build_board(board_facts(standings=late))

    assert [card.progress for card in page.department] == [Progress.LATE]
    assert page.late == (
        f"{OFFICE.name}: I.2. Tập huấn, hướng dẫn tìm minh chứng, quá hạn 29 ngày làm việc, trách nhiệm: {OFFICE.name}",
    )


@pytest.mark.usefixtures("english")
def test_the_board_speaks_the_language_of_its_reader() -> None:
    page = html_reader.document_fromstring(render_board(board_facts()))

    assert page.get("lang") == "en"
    assert "Schools by stage" in "".join(str(words) for words in page.itertext())


def test_hostile_names_stay_text_on_the_board() -> None:
    page = html_reader.document_fromstring(render_board(board_facts(standings=hostile_facts().standings)))
    words = "".join(str(part) for part in page.itertext())

    for name in HOSTILE_NAMES:
        assert " ".join(name.replace("\u202e", "").replace("\u202c", "").split()) in words
    assert not page.xpath("//script | //a | //img | //link | //iframe | //@href | //@src")
    assert "\u202e" not in words


def test_a_board_without_a_case_is_still_a_page() -> None:
    page = build_board(board_facts(standings=()))

    assert page.totals.units == 0
    assert not page.late
    assert render_board(board_facts(standings=()))
