"""A board of the sample office in March: schools in every situation, letters of every kind, a daemon at work."""

from datetime import UTC, date, datetime

from cycle_engine.domain.issued_reports import Timeliness
from cycle_engine.domain.notices import LetterState
from cycle_engine.domain.publications import Finding, PageLook, PublicationCheck
from cycle_engine.domain.week_pages import WeekPage
from cycle_engine.reports.board import BoardFacts
from cycle_engine.reports.board_late import ReportLine
from cycle_engine.reports.board_workings import ForeseenDay, JobDone, OutboxLetter, Pulse, Workings
from tests.unit.reports.samples import CALENDAR, OFFICE, PERIOD, PLAN, WORKFLOW, march_standings

MADE_AT = datetime(2025, 3, 14, 6, 0, tzinfo=UTC)
"""One in the afternoon at the office."""

JOBS = (
    JobDone("backup", datetime(2025, 3, 13, 11, 0, tzinfo=UTC), ""),
    JobDone("deliver", datetime(2025, 3, 14, 5, 55, tzinfo=UTC), "máy chủ thư từ chối kết nối"),
    JobDone("tick", datetime(2025, 3, 14, 0, 0, tzinfo=UTC), ""),
)


def a_letter(number: int, state: LetterState, *, answer: str = "", subject: str = "Nhắc việc") -> OutboxLetter:
    since = datetime(2025, 3, 14, 0, 0, tzinfo=UTC)
    return OutboxLetter(number, state, f"mn{number:02}@truong.example", subject, since, answer)


def workings(**changes: object) -> Workings:
    given: dict[str, object] = {
        "pulse": Pulse.ALIVE,
        "jobs": JOBS,
        "next_tick_at": datetime(2025, 3, 15, 0, 0, tzinfo=UTC),
        "last_sent_at": datetime(2025, 3, 14, 0, 5, tzinfo=UTC),
        "counts": {LetterState.SENT: 40, LetterState.FAILED: 1, LetterState.UNCERTAIN: 1, LetterState.QUEUED: 30},
        "letters": (
            a_letter(5, LetterState.FAILED, answer="550 không có hộp thư này"),
            a_letter(6, LetterState.UNCERTAIN),
            a_letter(7, LetterState.QUEUED),
        ),
        "foreseen": (
            ForeseenDay(
                date(2025, 3, 17),
                tuple((f"mn{number:02}@truong.example", f"Nhắc việc {number}") for number in range(10)),
            ),
        ),
        "foreseen_until": date(2025, 3, 21),
        **changes,
    }
    return Workings(**given)  # type: ignore[arg-type]


def a_page_in_trouble(unit: str = "MN06", name: str = "Trường Mầm non Hướng Dương") -> WeekPage:
    check = PublicationCheck(
        case_id=6,
        published_seq=7,
        number=3,
        link="https://mn06.example/cong-bo",
        checked_at=MADE_AT,
        checked_on=PERIOD.cut_off_on,
        finding=Finding.GONE,
        cause="not_found",
        status=404,
        share=None,
        look=PageLook(),
        is_baseline=False,
        trouble_since=date(2025, 3, 13),
        checked_by="sample",
    )
    return unit, name, check


def board_facts(**changes: object) -> BoardFacts:
    given: dict[str, object] = {
        "office_name": OFFICE.name,
        "workflow": WORKFLOW,
        "plan": PLAN,
        "calendar": CALENDAR,
        "as_of": PERIOD.cut_off_on,
        "made_at": MADE_AT,
        "standings": march_standings(),
        "parents": {f"MN{number:02}": ("PGD", OFFICE.name) for number in range(1, 8)},
        "reports": (ReportLine("2025-02", date(2025, 2, 18), Timeliness.OVERDUE),),
        "pages": (a_page_in_trouble(),),
        "workings": workings(),
        **changes,
    }
    return BoardFacts(**given)  # type: ignore[arg-type]
