"""Letters that might be written, to try templates on; nobody in them exists."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import (
    AS_COPY,
    Attachment,
    Contact,
    LetterRequest,
    Notice,
    NoticeKey,
    Office,
    Picture,
    PlanReference,
    ReportRequest,
)
from notifications.letter_facts import Letter, letter_about_facts, letter_about_notices
from notifications.letter_templates import DIGEST, FACT_TEMPLATES, NOTICE_TEMPLATES
from notifications.sample_announcements import sample_announcements

HOSTILE_MARK: Final = "<b>\"'&{{ 7 * 7 }}{% raw %}"
"""A value that would show when it was taken for code."""

_ORDINARY: Final = "Trường Mầm non A"
_SPARSE: Final = ""
_DUE: Final = date(2025, 1, 31)
_REMIND_BY: Final = date(2025, 1, 24)
_LATE_AFTER: Final = date(2025, 2, 3)
_DAYS: Final = (date(2025, 1, 17), _REMIND_BY, _LATE_AFTER, date(2025, 2, 6))

FACTS: Final[Mapping[str, Mapping[str, object]]] = {
    "monthly_report": {
        "period": "tháng 02/2025",
        "number": None,
        "starts_on": date(2025, 1, 15),
        "ends_on": date(2025, 2, 14),
        "figures": {"Tổng số trường": 25, "Đã tự đánh giá": 20, "Quá hạn": 3, "Tỷ lệ hoàn thành (%)": None},
        "fingerprint": "0123456789abcdef" * 4,
        "version": 2,
        "replaces": 1,
    },
    "report_draft": {
        "period": "tháng 02/2025",
        "period_name": "2025-02",
        "starts_on": date(2025, 1, 15),
        "ends_on": date(2025, 2, 14),
        "due": date(2025, 2, 18),
    },
    "score_form": {"unit_name": "Trường Mầm non A", "due": date(2025, 1, 31)},
    "review_schedule": {
        "about": "Trường Mầm non A",
        "is_school": True,
        "is_change": True,
        "visits": {"Trường Mầm non A": "thứ Hai, 10/03/2025"},
        "called_off": {"Trường Mầm non B": "thứ Ba, 11/03/2025"},
        "members": ("Thành viên mẫu 1", "Thành viên mẫu 2"),
    },
}
"""What each letter about facts is about. A request gives the same names; None is printed ``[...]``."""


def sample_letters() -> Iterator[tuple[str, Letter]]:
    """Yield every template with each of its samples."""
    for name in (_ORDINARY, HOSTILE_MARK, _SPARSE):
        for template in NOTICE_TEMPLATES:
            for today in _DAYS:
                for owner in Party:
                    yield template, _about_notices([_notice(template, name, owner)], name, today)
        for owner in Party:
            for addressee in Addressee:
                notices = [_notice(template, name, owner, addressee) for template in (*NOTICE_TEMPLATES, AS_COPY)]
                yield DIGEST, _about_notices(notices, name, _DAYS[-1])
        yield DIGEST, _about_notices([_notice(AS_COPY, name, Party.SCHOOL)], name, _DAYS[0])
        for template in FACT_TEMPLATES:
            yield template, _about_facts(template, name)
        yield from _letters_of_news(name)


def _letters_of_news(name: str) -> Iterator[tuple[str, Letter]]:
    """Every announcement by itself, to everybody; then all of them in one letter, first-hand and as copies."""
    for addressee in Addressee:
        told = sample_announcements(name, addressee)
        for announcement in told:
            yield announcement.template, _about_notices([], name, _DAYS[-1], (announcement,))
        copies = tuple(replace(announcement, is_copy=True) for announcement in told)
        notices = [_notice(NOTICE_TEMPLATES[0], name, Party.SCHOOL, addressee)]
        for more in ([], notices):
            yield DIGEST, _about_notices(more, name, _DAYS[-1], told)
            yield DIGEST, _about_notices(more, name, _DAYS[-1], copies)


def _about_notices(notices: list[Notice], name: str, today: date, told: tuple[Announcement, ...] = ()) -> Letter:
    request = LetterRequest(
        message_id="<sample@phong.example>",
        recipient=Contact("truong@truong.example", name),
        cc=(),
        notices=tuple(notices),
        office=_office(name),
        plan=_plan(name),
        today=today,
        queued_at=datetime(2025, 1, 17, tzinfo=UTC),
        announcements=told,
    )
    return letter_about_notices(request)


def _about_facts(template: str, name: str) -> Letter:
    facts = {fact: _renamed(value, name) for fact, value in FACTS[template].items()}
    request = ReportRequest(
        message_id="<sample@phong.example>",
        template=template,
        recipient=Contact("so@so.example", name),
        cc=(),
        facts=facts,
        attachments=(Attachment("bao-cao.docx", "application/octet-stream", b""),) if name else (),
        office=_office(name),
        plan=_plan(name),
        queued_at=datetime(2025, 2, 17, tzinfo=UTC),
        pictures=(Picture(Attachment("tien-do.png", "image/png", b""), name),) if name else (),
    )
    return letter_about_facts(request, FACT_TEMPLATES[template])


def _renamed(value: object, name: str) -> object:
    """Keep the kind of fact, and say ``name`` in it; a sparse letter has no days."""
    if isinstance(value, str):
        return name
    if isinstance(value, tuple):
        return (name,) if name else ()
    if isinstance(value, Mapping):
        return dict.fromkeys([name or _ORDINARY], name)
    return value if name else None


def _notice(template: str, name: str, owner: Party, addressee: Addressee = Addressee.OWNER) -> Notice:
    return Notice(
        key=NoticeKey(1, "II.1", 0, _DUE, 0, addressee),
        template=template,
        addressee=addressee,
        unit="MNA",
        unit_name=name,
        track="school",
        milestone_title=name,
        milestone_source=name,
        products=(name, name) if name else (),
        stage=name,
        owner=owner,
        due=_DUE,
        remind_by=_REMIND_BY,
        late_after=_LATE_AFTER,
        working_days=3,
    )


def _office(name: str) -> Office:
    given = Office(code="PGD", name=name, email="", officer_name="", officer_email="", phone="")
    return replace(given, officer_name=name, officer_email=name, phone=name) if name else given


def _plan(name: str) -> PlanReference:
    return PlanReference(name, date(2024, 11, 22), name, name, "2024-2025", name)
