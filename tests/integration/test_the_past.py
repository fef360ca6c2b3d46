"""The past can be asked: what is shown of a day later is what was shown on that day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cycle_engine.clock import end_of
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.services.board import show_board
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history
from cycle_engine.services.reporting import MadeReport, make_monthly_report
from tests.builders import advance, on

Act = Callable[[Desk], object]


def _advance(unit: str, *transitions: str, dated: date | None = None) -> Act:
    return lambda desk: advance(desk, unit, *transitions, **({"dated": dated} if dated else {}))


def _extend(unit: str, milestone: str, until: date) -> Act:
    return lambda desk: extend(desk, unit, milestone, until=until, reason="lý do mẫu")


YEAR: tuple[tuple[date, tuple[Act, ...]], ...] = (
    (date(2024, 11, 27), (_advance("PGD", "issue_plan"),)),
    (date(2025, 1, 15), (_advance("PGD", "issue_guidance"), _advance("MN01", "submit", "send_back"))),
    (date(2025, 1, 22), (_advance("MN01", "submit", "approve"), _extend("MN02", "II.1", date(2025, 2, 14)))),
    (date(2025, 2, 7), (_advance("MN02", "submit", "approve", dated=date(2025, 2, 6)),)),
    (date(2025, 2, 27), (_advance("MN01", "request_review", dated=date(2025, 2, 26)),)),
    (date(2025, 3, 10), (_advance("MN01", "return_for_supplement"), _advance("MN02", "request_review"))),
    # the paper of the second round bears an earlier date than that of the first
    (date(2025, 3, 20), (_advance("MN01", "request_review", dated=date(2025, 2, 20)), _advance("MN03", "exempt"))),
    (date(2025, 3, 31), (_advance("MN01", "conclude_review"), _advance("MN02", "conclude_review"))),
    (date(2025, 4, 16), (_advance("PGD", "conclude_reviews"), _advance("MN03", "reinstate"))),
    (date(2025, 5, 12), (_advance("MN01", "recognize"), _advance("MN02", "recognize"))),
    (date(2025, 5, 20), (_advance("MN01", "publish", "unpublish"), _advance("MN02", "reopen"))),
)


def test_a_board_of_a_past_day_is_the_board_that_was_shown_on_it(office: Desk) -> None:
    shown = {}
    for day, acts in YEAR:
        today = on(office, day)
        for act in acts:
            act(today)
        for later in (day, day + timedelta(days=1), day + timedelta(days=6)):
            shown[later] = show_board(on(office, end_of(later))).cases
    assert len(set(map(str, shown.values()))) > len(YEAR)
    for day, board in shown.items():
        assert show_board(_looking_back(office, day)).cases == board, day


def test_a_report_made_again_for_a_past_cut_off_is_the_same_to_the_byte(office: Desk) -> None:
    for day, acts in YEAR:
        if day > date(2025, 3, 14):
            break
        for act in acts:
            act(on(office, day))
    first, pages = _report(on(office, date(2025, 3, 17)))
    assert first.report.fingerprint in pages[".html"].decode()
    for day, acts in YEAR:
        if day > date(2025, 3, 14):
            for act in acts:
                act(on(office, day))
    again, later_pages = _report(on(office, date(2025, 6, 2)))
    assert again.report == first.report
    assert later_pages == pages


def test_an_act_before_the_cut_off_is_in_the_report_and_one_after_it_is_not(office: Desk) -> None:
    advance(on(office, datetime.fromisoformat("2025-03-14T23:59:59+07:00")), "MN01", "submit")
    before, _ = _report(on(office, date(2025, 3, 17)))
    advance(on(office, datetime.fromisoformat("2025-03-15T00:00:00+07:00")), "MN02", "submit")
    after, _ = _report(on(office, date(2025, 3, 17)))
    assert after.report == before.report
    advance(on(office, datetime.fromisoformat("2025-03-14T23:59:59.5+07:00")), "MN03", "submit")
    changed, _ = _report(on(office, date(2025, 3, 17)))
    assert changed.report.fingerprint != before.report.fingerprint


def test_a_period_that_is_not_over_has_no_report(office: Desk) -> None:
    with pytest.raises(OperationRefused):
        make_monthly_report(on(office, datetime.fromisoformat("2025-03-14T23:59:00+07:00")), "2025-03")


def test_before_a_plan_was_opened_there_was_none(office: Desk) -> None:
    with pytest.raises(NotFound):
        show_board(_looking_back(office, date(2024, 11, 24)))


def test_a_history_ends_with_the_day_that_is_looked_at(office: Desk) -> None:
    for day, acts in YEAR[:3]:
        for act in acts:
            act(on(office, day))
    assert len(show_history(office, "MN01").events) == 5
    assert len(show_history(_looking_back(office, date(2025, 1, 15)), "MN01").events) == 3
    assert len(show_history(_looking_back(office, date(2025, 1, 14)), "MN01").events) == 1


def _looking_back(desk: Desk, day: date) -> Desk:
    return desk.looking_back(end_of(day))


def _report(desk: Desk) -> tuple[MadeReport, dict[str, bytes]]:
    made = make_monthly_report(desk, "2025-03")
    return made, {file.suffix: Path(file).read_bytes() for file in made.files}
