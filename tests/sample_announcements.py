"""Announcements of the real plan's year, and the letters they make, each a typical one of its kind."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from cycle_engine.domain.announcements import Announcement, AnnouncementKey
from cycle_engine.domain.definition import Addressee
from cycle_engine.domain.notices import AS_COPY, Contact, LetterRequest, Notice
from tests import letters
from tests.letters import OFFICE, PLAN, a_notice, a_request

DEPARTMENT: Final = Contact(OFFICE.email, OFFICE.name)
PUBLICATION: Final[dict[str, Any]] = {
    "section": "II.4",
    "title": "Công bố kết quả trên trang thông tin điện tử của đơn vị",
    "products": ("Đường link công bố kết quả",),
    "due": date(2025, 5, 31),
    "remind_by": date(2025, 5, 30),
    "late_after": date(2025, 6, 2),
}
SATURDAY: Final[dict[str, Any]] = {
    "due": date(2025, 2, 8),
    "remind_by": date(2025, 2, 7),
    "late_after": date(2025, 2, 10),
}
MOVED: Final[tuple[dict[str, Any], ...]] = (
    {
        "section": "II.1",
        "title": "Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số; Phê duyệt kết quả",
        "previous_due": date(2025, 1, 31),
        "due": date(2025, 2, 14),
        "told": True,
    },
    {
        "section": "II.2",
        "title": "Đề nghị đánh giá ngoài mức độ chuyển đổi số",
        "previous_due": date(2025, 2, 28),
        "due": date(2025, 3, 7),
        "told": False,
    },
)
OCCASIONS: Final[dict[str, tuple[date, dict[str, Any]]]] = {
    "returned": (
        date(2025, 3, 3),
        {
            "section": "II.2",
            "title": "Đề nghị đánh giá ngoài mức độ chuyển đổi số",
            "stage": "Đề nghị đánh giá ngoài",
            "products": ("Tờ trình đề nghị đánh giá ngoài",),
            "reason": "bổ sung danh mục minh chứng theo tiêu chí",
            "round": 2,
            "due": date(2025, 3, 14),
        },
    ),
    "extension_granted": (
        date(2025, 1, 20),
        {
            "section": "II.1",
            "title": "Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số; Phê duyệt kết quả",
            "stage": "Tự đánh giá",
            "products": ("Biên bản tự đánh giá", "Quyết định công nhận kết quả tự đánh giá"),
            "previous_due": date(2025, 1, 31),
            "due": date(2025, 2, 14),
            "reason": "nhà trường đang sửa chữa cơ sở vật chất",
        },
    ),
    "recognized": (
        date(2025, 5, 20),
        {
            **PUBLICATION,
            "stage": "Đã được công nhận",
            "handed_in": (
                "Quyết định công nhận mức độ chuyển đổi số",
                "Giấy chứng nhận kết quả mức độ chuyển đổi số",
            ),
            "level": 2,
            "dated": date(2025, 5, 20),
        },
    ),
    "certificate_ready": (
        date(2025, 3, 28),
        {
            "stage": "Công nhận",
            "handed_in": ("Biên bản đánh giá ngoài", "Giấy chứng nhận kết quả mức độ chuyển đổi số"),
        },
    ),
    "please_publish": (
        date(2025, 5, 26),
        {**PUBLICATION, "stage": "Đã được công nhận", "reason": "đường liên kết dẫn tới kết quả của năm học trước"},
    ),
    "published": (
        date(2025, 5, 28),
        {
            "stage": "Đã công bố",
            "handed_in": ("Đường link công bố kết quả",),
            "link": "https://mna.truong.example/chuyen-doi-so",
            "occurred_on": date(2025, 5, 27),
        },
    ),
    "plan_amended": (date(2025, 1, 20), {"changes": MOVED, "number": "80/KH-GDDT", "dated": date(2025, 1, 17)}),
    "correction": (
        date(2025, 5, 26),
        {
            "section": "II.3",
            "title": "Thực hiện đánh giá ngoài theo kế hoạch của cấp trên trực tiếp",
            "stage": "Đánh giá ngoài",
            "reason": "biên bản đánh giá ngoài ghi nhầm điểm thành phần",
            "round": 2,
            "due": date(2025, 3, 31),
        },
    ),
}


def a_row(unit: str = "A", case_id: int = 7, **facts: Any) -> dict[str, Any]:
    """A row of a week, about a school's self-assessment."""
    given = {"milestone": "II.1", "section": "II.1", "title": MOVED[0]["title"], "due": date(2025, 2, 3), "days": 5}
    return {"case_id": case_id, "unit": f"MN{unit}", "unit_name": f"Trường Mầm non {unit}", **given, **facts}


WEEK: Final[dict[str, Any]] = {
    "week_from": date(2025, 2, 10),
    "week_until": date(2025, 2, 16),
    "late": (a_row("A"), a_row("Đ", 8)),
    "due": (a_row("B", 9, due=date(2025, 2, 14), days=4),),
    "waiting": (
        a_row("C", 10, section="II.3", milestone="II.3", title=letters.EXTERNAL_REVIEW["milestone_title"],
              due=date(2025, 3, 31), days=2),
    ),
    "closed": (
        {"case_id": 11, "unit": "MNG", "unit_name": "Trường Mầm non G", "section": "not_found", "days": 404,
         "title": "https://mng.truong.example/cong-bo", "due": date(2025, 2, 3)},
        {"case_id": 12, "unit": "MNI", "unit_name": "Trường Mầm non I", "section": "too_slow", "days": 0,
         "title": "https://mni.truong.example/chuyen-doi-so/ket-qua-danh-gia", "due": date(2025, 2, 5)},
    ),
    "altered": (
        {"case_id": 13, "unit": "MNK", "unit_name": "Trường Mầm non K", "section": "text_changed", "days": 200,
         "title": "https://mnk.truong.example/cong-bo", "due": date(2025, 2, 6)},
    ),
    "vacant": ({"unit": "MNE", "unit_name": "Trường Mầm non E", "title": "school", "due": date(2025, 2, 10)},),
    "failed": (
        {"unit_name": "mnh@truong.example", "section": "failed", "title": "Nhắc hạn tự đánh giá - Trường Mầm non H",
         "due": date(2025, 2, 3)},
    ),
}  # fmt: skip


def an_announcement(template: str = "returned", **facts: Any) -> Announcement:
    """What happened to a school's case; facts may be given, or unit, addressee, milestone and whether it is a copy."""
    unit, addressee = facts.pop("unit", "A"), facts.pop("addressee", Addressee.UNIT)
    given = {**OCCASIONS.get(template, (None, WEEK))[1], **facts}
    is_copy, milestone = given.pop("is_copy", False), given.pop("milestone", given.get("section") or "")
    return Announcement(
        key=AnnouncementKey(1, "event 12", template, addressee.value),
        addressee=addressee,
        cc=(Addressee.OFFICER,),
        unit=f"MN{unit}",
        unit_name=f"Trường Mầm non {unit}",
        track="school",
        stage="",
        round=given.get("round", 1),
        milestone=milestone,
        facts=given,
        is_copy=is_copy,
    )


def a_week(**facts: Any) -> Announcement:
    """What needs the officer this week, told about the office's own case."""
    told = an_announcement("weekly_digest", addressee=Addressee.OFFICER, **facts)
    return replace(told, unit=OFFICE.code, unit_name=OFFICE.name, track="department", cc=())


def a_letter_of(*told: Announcement, to: Contact = letters.SCHOOL, **facts: Any) -> LetterRequest:
    """A letter with these announcements; its day is the first one's."""
    notices: tuple[Notice, ...] = facts.pop("notices", ())
    today = facts.pop("today", OCCASIONS.get(told[0].template, (date(2025, 2, 10),))[0])
    made = a_request(*notices, to=to, today=today, plan=PLAN, announcements=told, **facts)
    return made if notices else replace(made, notices=())


ANNOUNCED: Final[dict[str, LetterRequest]] = {
    **{kind.replace("_", "-"): a_letter_of(an_announcement(kind), cc=(letters.OFFICER,)) for kind in OCCASIONS},
    "correction-plan-amended": a_letter_of(
        an_announcement("correction", **OCCASIONS["plan_amended"][1] | {"changes": MOVED[:1], "section": None}),
        today=date(2025, 1, 20),
    ),
    "extension-granted-day-off": a_letter_of(an_announcement("extension_granted", **SATURDAY)),
    "returned-day-off": a_letter_of(an_announcement(**SATURDAY), today=date(2025, 1, 20)),
    "returned-day-off-officer": a_letter_of(
        an_announcement(addressee=Addressee.OFFICER, **SATURDAY), to=letters.OFFICER, today=date(2025, 1, 20)
    ),
    "recognized-handed-over-late": a_letter_of(
        an_announcement("recognized", dated=date(2025, 5, 30), remind_by=date(2025, 6, 6), late_after=date(2025, 6, 6)),
        today=date(2025, 5, 30),
    ),
    "correction-long": a_letter_of(
        an_announcement(
            "correction",
            **OCCASIONS["plan_amended"][1]
            | {
                "section": None,
                "changes": tuple(row | SATURDAY | {"section": f"II.{n}"} for n in range(1, 5) for row in MOVED),
            },
        ),
        today=date(2025, 1, 20),
    ),
    "plan-amended-one": a_letter_of(an_announcement("plan_amended", changes=MOVED[1:])),
    "recognized-bare": a_letter_of(
        an_announcement("recognized", level=None, dated=None, handed_in=(), **dict.fromkeys(PUBLICATION))
    ),
    "recognized-head": a_letter_of(an_announcement("recognized", addressee=Addressee.HEAD), to=letters.HEAD),
    "returned-officer": a_letter_of(an_announcement(addressee=Addressee.OFFICER), to=letters.OFFICER),
    "correction-superior": a_letter_of(
        an_announcement("correction", addressee=Addressee.SUPERIOR), to=letters.SUPERIOR
    ),
    "please-publish-past": a_letter_of(an_announcement("please_publish"), today=date(2025, 6, 9)),
    "weekly-digest": a_letter_of(a_week(), to=letters.OFFICER),
    "weekly-digest-long": a_letter_of(
        a_week(
            late=tuple(a_row(f"{number:02}", number) for number in range(1, 51)),
            late_more=tuple(range(51, 60)),
            due=(),
            waiting=(),
            closed=(),
            altered=(),
            vacant=(),
            failed=(),
        ),
        to=letters.OFFICER,
    ),
    "digest-news": a_letter_of(
        an_announcement(),
        an_announcement("plan_amended"),
        notices=(a_notice(**letters.REVIEW_REQUEST),),
        today=date(2025, 2, 21),
    ),
    "digest-news-head": a_letter_of(
        an_announcement("recognized", addressee=Addressee.HEAD),
        an_announcement("recognized", addressee=Addressee.HEAD, unit="Đ"),
        an_announcement("published", addressee=Addressee.HEAD),
        to=letters.HEAD,
        today=date(2025, 5, 28),
    ),
    "digest-officer-of-everything": a_letter_of(
        an_announcement("extension_granted", is_copy=True),
        a_week(),
        notices=(
            a_notice("overdue", working_days=5, offset=5, addressee=Addressee.OFFICER, case_id=7),
            a_notice(AS_COPY, unit="MNB", unit_name="Trường Mầm non B", **letters.REVIEW_REQUEST),
        ),
        to=letters.OFFICER,
        today=date(2025, 2, 10),
    ),
    "digest-news-copies": a_letter_of(
        an_announcement("recognized", is_copy=True),
        an_announcement("recognized", is_copy=True, unit="Đ"),
        to=letters.OFFICER,
    ),
}
