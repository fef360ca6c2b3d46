"""Letters to be composed, with what a test does not care about filled in."""

from datetime import UTC, date, datetime
from typing import Any

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import Contact, LetterRequest, Notice, NoticeKey, Office, PlanReference, ReportRequest
from notifications.sample_letters import FACTS

SENDER = Contact("pgd@phong.example", "Phòng Giáo dục và Đào tạo A")
OFFICE = Office(
    code="PGD",
    name="Phòng Giáo dục và Đào tạo A",
    email="pgd@phong.example",
    officer_name="Cán bộ phụ trách A",
    officer_email="canbo@phong.example",
    phone="0000 000 000",
)
PLAN = PlanReference(
    number="74/KH-GDDT",
    issued=date(2024, 11, 22),
    title="Kiểm tra, đánh giá mức độ chuyển đổi số trong trường học năm học 2024 - 2025",
    authority="Phòng Giáo dục và Đào tạo",
    school_year="2024-2025",
    label="CĐS MN 2024-2025",
)
SCHOOL = Contact("mna@truong.example", "Trường Mầm non A")
HEAD = Contact("lanhdao@phong.example", "Lãnh đạo Phòng Giáo dục và Đào tạo A")
OFFICER = Contact("canbo@phong.example", "Cán bộ phụ trách A")
SUPERIOR = Contact("sgd@so.example", "Sở Giáo dục và Đào tạo A")

SELF_ASSESSMENT: dict[str, Any] = {
    "milestone": "II.1",
    "milestone_title": "Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số; Phê duyệt kết quả",
    "products": ("Biên bản tự đánh giá", "Quyết định công nhận kết quả tự đánh giá"),
    "stage": "Tự đánh giá",
    "due": date(2025, 1, 31),
    "remind_by": date(2025, 1, 24),
    "late_after": date(2025, 2, 3),
}
REVIEW_REQUEST: dict[str, Any] = {
    "milestone": "II.2",
    "milestone_title": "Đề nghị đánh giá ngoài mức độ chuyển đổi số",
    "products": ("Tờ trình đề nghị đánh giá ngoài",),
    "stage": "Tự đánh giá",
    "due": date(2025, 2, 28),
}
EXTERNAL_REVIEW: dict[str, Any] = {
    "milestone": "II.3",
    "milestone_title": "Thực hiện đánh giá ngoài theo kế hoạch của cấp trên trực tiếp",
    "products": ("Giấy chứng nhận kết quả mức độ chuyển đổi số",),
    "stage": "Đánh giá ngoài",
    "owner": Party.DEPARTMENT,
    "due": date(2025, 3, 31),
}
RECOGNITION: dict[str, Any] = {
    "unit": "PGD",
    "unit_name": "Phòng Giáo dục và Đào tạo A",
    "track": "department",
    "milestone": "I.4",
    "milestone_title": "Công nhận mức độ chuyển đổi số của các đơn vị",
    "products": ("Quyết định công nhận mức độ chuyển đổi số", "Báo cáo Sở GDĐT"),
    "stage": "Công nhận mức độ của các đơn vị",
    "owner": Party.DEPARTMENT,
    "due": date(2025, 5, 30),
}


def a_notice(template: str = "reminder", **facts: Any) -> Notice:
    """A notice about a school's self-assessment; a deadline that is given alone is a working day."""
    given = {
        "addressee": Addressee.OWNER,
        "unit": "MNA",
        "unit_name": "Trường Mầm non A",
        "track": "school",
        "milestone_source": "Phụ lục",
        "owner": Party.SCHOOL,
        "working_days": 5,
        "offset": -5,
        **SELF_ASSESSMENT,
        **({"remind_by": facts["due"], "late_after": facts["due"]} if "due" in facts else {}),
        **facts,
    }
    recipient = given["owner"] if given["addressee"] is Addressee.OWNER else given["addressee"]
    case_id = given.pop("case_id", 1)
    key = NoticeKey(case_id, given.pop("milestone"), 0, given["due"], given.pop("offset"), str(recipient))
    return Notice(key=key, template=template, **given)


def a_request(*notices: Notice, to: Contact = SCHOOL, today: date = date(2025, 1, 17), **facts: Any) -> LetterRequest:
    """A letter to the school, written in the morning of ``today``."""
    given = {
        "message_id": "<letter-1@phong.example>",
        "cc": (),
        "office": OFFICE,
        "plan": PLAN,
        "queued_at": datetime(today.year, today.month, today.day, 0, 0, tzinfo=UTC),
        **facts,
    }
    return LetterRequest(recipient=to, notices=notices or (a_notice(),), today=today, **given)


def a_report(template: str = "monthly_report", **facts: Any) -> ReportRequest:
    """A letter about facts: February's report to the province."""
    given = {
        "message_id": "<report-1@phong.example>",
        "recipient": SUPERIOR,
        "cc": (),
        "facts": FACTS.get(template, {}),
        "attachments": (),
        "office": OFFICE,
        "plan": PLAN,
        "queued_at": datetime(2025, 2, 17, 1, 0, tzinfo=UTC),
        **facts,
    }
    return ReportRequest(template=template, **given)
