"""Letters of the real plan's year, each a typical one of its kind."""

from datetime import date
from typing import Any, Final

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import AS_COPY, Contact, LetterRequest, Notice
from tests import letters
from tests.letters import a_notice, a_request

DEPARTMENT: Final = Contact("pgd@phong.example", "Phòng Giáo dục và Đào tạo A")
TO_HEAD: Final[dict[str, Any]] = {"addressee": Addressee.HEAD}
TO_SUPERIOR: Final[dict[str, Any]] = {"addressee": Addressee.SUPERIOR}


def some_schools(letters_of_names: str, template: str, **facts: Any) -> list[Notice]:
    return [
        a_notice(template, unit=f"MN{name}", unit_name=f"Trường Mầm non {name}", **facts) for name in letters_of_names
    ]


REQUESTS: Final[dict[str, LetterRequest]] = {
    "reminder": a_request(),
    "reminder-working-day": a_request(
        a_notice(**{**letters.REVIEW_REQUEST, "stage": "Đề nghị đánh giá ngoài"}), today=date(2025, 2, 21)
    ),
    "reminder-handed-over-late": a_request(
        a_notice(
            **{**letters.REVIEW_REQUEST, "stage": "Đề nghị đánh giá ngoài"},
            remind_by=date(2025, 3, 7),
            late_after=date(2025, 3, 7),
        ),
        today=date(2025, 2, 28),
    ),
    "reminder-held-up": a_request(
        a_notice(
            **{**letters.REVIEW_REQUEST, "stage": "Đề nghị đánh giá ngoài"},
            remind_by=date(2025, 3, 12),
            late_after=date(2025, 3, 12),
            held_up=3,
        ),
        today=date(2025, 3, 6),
    ),
    "reminder-department-holds-the-school": a_request(
        a_notice(**letters.EXTERNAL_REVIEW), to=DEPARTMENT, today=date(2025, 3, 24)
    ),
    "reminder-department-itself": a_request(a_notice(**letters.RECOGNITION), to=DEPARTMENT, today=date(2025, 5, 23)),
    "due-today": a_request(a_notice("due_today", working_days=0, offset=0), today=date(2025, 1, 24)),
    "due-today-after-tet": a_request(a_notice("due_today", working_days=0, offset=0), today=date(2025, 2, 3)),
    "overdue": a_request(a_notice("overdue", working_days=1, offset=1), today=date(2025, 2, 4), cc=(letters.OFFICER,)),
    "escalation-head": a_request(
        a_notice("escalation_head", working_days=3, offset=3, **TO_HEAD), to=letters.HEAD, today=date(2025, 2, 6)
    ),
    "escalation-head-department-holds-the-school": a_request(
        a_notice("escalation_head", working_days=3, offset=3, **TO_HEAD, **letters.EXTERNAL_REVIEW),
        to=letters.HEAD,
        today=date(2025, 4, 3),
    ),
    "escalation-head-held-up": a_request(
        a_notice("escalation_head", working_days=3, offset=3, held_up=4, **TO_HEAD, **letters.EXTERNAL_REVIEW),
        to=letters.HEAD,
        today=date(2025, 4, 9),
    ),
    "escalation-superior": a_request(
        a_notice("escalation_superior", working_days=10, offset=10, **TO_SUPERIOR),
        to=letters.SUPERIOR,
        today=date(2025, 2, 17),
    ),
    "digest-school": a_request(
        a_notice("overdue", working_days=5, offset=5), a_notice(**letters.REVIEW_REQUEST), today=date(2025, 2, 10)
    ),
    "digest-department": a_request(
        *some_schools("ĐDA", "reminder", **letters.EXTERNAL_REVIEW),
        a_notice(**{**letters.RECOGNITION, "working_days": 49}),
        to=DEPARTMENT,
        today=date(2025, 3, 24),
    ),
    "digest-head": a_request(
        *some_schools("ĐDA", "escalation_head", working_days=3, offset=3, **TO_HEAD),
        a_notice(
            "escalation_head",
            working_days=3,
            offset=3,
            unit="MNB",
            unit_name="Trường Mầm non B (được gia hạn)",
            **TO_HEAD,
            due=date(2025, 2, 3),
        ),
        *some_schools("CB", AS_COPY, **letters.REVIEW_REQUEST),
        to=letters.HEAD,
        today=date(2025, 2, 6),
    ),
    "digest-copies": a_request(
        *some_schools("BA", AS_COPY, working_days=1, offset=1, owner=Party.SCHOOL),
        to=letters.OFFICER,
        today=date(2025, 2, 4),
    ),
}
