"""What is due to be said, to whom, about what; and the letter it becomes.

A notice is one thing to say about one milestone of one case. Its key makes saying it twice impossible: case,
milestone, round, due date, rung and the party it speaks to. A letter gathers all notices of one mailbox for one day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.appointments import Appointment
from cycle_engine.domain.definition import Addressee, Party

AS_COPY: Final = "copy"
"""The template name of a notice that reaches somebody only because others were told about it that day."""


@dataclass(frozen=True, slots=True)
class NoticeKey:
    """What makes a notice the same notice. ``recipient`` is a party's word (school, department, officer, head …)."""

    case_id: int
    milestone: str
    round: int
    due: date
    offset: int
    recipient: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A mailbox and how its owner is addressed: a unit's name, or a post and its holder."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say about one milestone of one case.

    ``due`` is the nominal last day, ``working_days`` how many are left until ``remind_by`` (at or before it) or have
    passed since ``late_after`` (after it). ``owner`` is whose move it is, ``products`` and ``stage`` are Vietnamese
    names. ``template`` is the letter's folder. ``held_up`` are the working days after ``due`` for which another party
    than ``owner`` has to answer; a notice kept by an older program has none.
    """

    key: NoticeKey
    template: str
    addressee: Addressee
    unit: str
    unit_name: str
    track: str
    milestone_title: str
    milestone_source: str
    products: tuple[str, ...]
    stage: str
    owner: Party
    due: date
    remind_by: date
    late_after: date
    working_days: int
    held_up: int = 0

    @property
    def is_copy(self) -> bool:
        """Whether somebody else is told, and this mailbox only hears of it."""
        return self.template == AS_COPY

    @property
    def about(self) -> tuple[int | str, ...]:
        """What it is about, of which one mailbox hears once: one milestone of one case."""
        return (self.key.case_id, self.key.milestone)


@dataclass(frozen=True, slots=True)
class Office:
    """Who writes: the authority's name, and whom to ask."""

    code: str
    name: str
    email: str
    officer_name: str
    officer_email: str
    phone: str


@dataclass(frozen=True, slots=True)
class PlanReference:
    """The official document that letters lean on."""

    number: str
    issued: date
    title: str
    authority: str
    school_year: str
    label: str


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """Everything a letter is composed from; the same request gives the same letter, byte for byte.

    ``message_id`` is the letter's for life, so that a second delivery of the same letter can be recognised.
    """

    message_id: str
    recipient: Contact
    cc: tuple[Contact, ...]
    notices: tuple[Notice, ...]
    office: Office
    plan: PlanReference
    today: date
    queued_at: datetime
    announcements: tuple[Announcement, ...] = ()
    appointments: tuple[Appointment, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter; its name is ASCII."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands in a letter's HTML; ``alternative`` says in words what it shows."""

    file: Attachment
    alternative: str


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A letter that carries a report: what it is about in ``facts``, the files, and the pictures shown in it."""

    message_id: str
    template: str
    recipient: Contact
    cc: tuple[Contact, ...]
    facts: Mapping[str, object]
    attachments: tuple[Attachment, ...]
    office: Office
    plan: PlanReference
    queued_at: datetime
    appointments: tuple[Appointment, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """A letter ready for the outbox: its subject, and the whole message as bytes that are never made again."""

    subject: str
    message: bytes


class LetterState(StrEnum):
    """Where a letter is on its way.

    ``uncertain``: the connection died after the message was handed over, so nobody can know whether it was taken.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ClaimedLetter:
    """A letter that one deliverer holds until its lease ends; ``lease`` fences off a holder who comes late."""

    id: int
    lease: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    message: bytes
    attempts: int


class LetterKind(StrEnum):
    """What a letter is for: the ladder's reminders, of which a mailbox gets one a day, or a report."""

    LADDER = "ladder"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter as it enters the outbox, with the notices and announcements it says."""

    message_id: str
    kind: LetterKind
    sender: str
    recipient: str
    recipient_name: str
    cc: tuple[str, ...]
    subject: str
    message: bytes
    day: date
    notices: tuple[Notice, ...] = ()
    announcements: tuple[Announcement, ...] = ()


def notice_to_json(notice: Notice) -> dict[str, object]:
    """Turn a notice into plain JSON values, to compose its letter again from."""
    flat = {name: getattr(notice, name) for name in Notice.__slots__ if name != "key"}
    key = {name: getattr(notice.key, name) for name in NoticeKey.__slots__}
    return {name: _plain(value) for name, value in {**flat, "key": key}.items()}


def notice_from_json(body: Mapping[str, Any]) -> Notice:
    """Read back what ``notice_to_json`` wrote."""
    key = body["key"]
    days = {name: date.fromisoformat(body[name]) for name in ("due", "remind_by", "late_after")}
    words = {"addressee": Addressee(body["addressee"]), "owner": Party(body["owner"])}
    return Notice(
        **{
            **body,
            **days,
            **words,
            "products": tuple(body["products"]),
            "key": NoticeKey(**{**key, "due": date.fromisoformat(key["due"])}),
        }
    )


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value
