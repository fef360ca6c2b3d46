"""One school year at one office, lived through the command line: 25 preschools, their department, the real plan.

Every morning the machine is on it does what a daemon does: it ticks and delivers. Then people act. What anybody was
shown on the way is written down, so that each test asks one question about it.
"""

import mailbox
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import Any

from tests.command_line import REAL_PLAN, Answer, Office, rehearse

OPENED = date(2024, 11, 22)
LAST_DAY = date(2025, 6, 30)
OFF_FROM, OFF_UNTIL = date(2025, 3, 3), date(2025, 3, 17)
"""The machine is off from the one until (excluding) the other."""

ALL = [f"MN{number:02}" for number in range(1, 26)]
LATE, SENT_BACK, EXEMPT, EXTENDED = "MN21", "MN23", "MN24", "MN25"
RETURNED, REOPENED, WITHDRAWN = "MN07", "MN19", "MN20"
PROMPT = [unit for unit in ALL if unit not in {LATE, SENT_BACK, EXEMPT, EXTENDED}]


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter as it lies in the Maildir."""

    day: date
    to: str
    cc: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[str, ...]

    @property
    def is_report(self) -> bool:
        """Whether it carries a report; letters of deadlines carry calendar entries."""
        return any(name.startswith("bao-cao") for name in self.attachments)


@dataclass(slots=True)
class Year:
    """What was shown in the course of the year."""

    office: Office
    boards: dict[date, dict[str, Any]] = field(default_factory=dict)
    ticks: dict[date, dict[str, Any]] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: dict[str, Answer] = field(default_factory=dict)
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    letters: list[Mail] = field(default_factory=list)

    def case(self, day: date, unit: str) -> dict[str, Any]:
        """A unit's case as the board of an evening showed it."""
        found: dict[str, Any] = next(case for case in self.boards[day]["cases"] if case["unit"] == unit)
        return found

    def milestone(self, day: date, unit: str, name: str) -> dict[str, Any]:
        """One of its milestones."""
        found: dict[str, Any] = next(m for m in self.case(day, unit)["milestones"] if m["id"] == name)
        return found

    def told_about(self, unit: str, milestone: str) -> list[tuple[str, int, str]]:
        """Who heard of a unit's milestone: the day, the rung, the mailbox; by what the mornings' ticks queued."""
        return [
            (day.isoformat(), notice["rung"], letter["to"])
            for day, ticked in self.ticks.items()
            for letter in ticked["letters"]
            for notice in letter["notices"]
            if (notice["unit"], notice["milestone"]) == (unit, milestone)
        ]

    def reminders_on(self, day: str, to: str) -> list[Mail]:
        """What lies in the Maildir for a mailbox, of one day, reports apart."""
        return [mail for mail in self.letters if mail.to == to and mail.day.isoformat() == day and not mail.is_report]


def live_the_year(folder: Path) -> Year:
    """Live through the whole year, and read the mail at its end."""
    year = Year(rehearse(folder, OPENED))
    _Story(year, folder).tell()
    year.letters.extend(read_maildir(folder / "mail"))
    return year


def read_maildir(folder: Path) -> list[Mail]:
    """Read every letter as a mail program does, by day and recipient."""
    box = mailbox.Maildir(str(folder), create=False)
    return sorted((_mail(message) for message in box), key=lambda mail: (mail.day, mail.to))


def _mail(message: Message) -> Mail:
    text = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    payload = text.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return Mail(
        day=parsedate_to_datetime(message["Date"]).date(),
        to=getaddresses([message["To"]])[0][1],
        cc=tuple(address for _, address in getaddresses([message["Cc"] or ""]) if address),
        subject=str(make_header(decode_header(message["Subject"]))),
        text=payload.decode(),
        attachments=tuple(name for part in message.walk() if (name := part.get_filename())),
    )


class _Story:
    """Types what people type, on the days they do."""

    def __init__(self, year: Year, folder: Path) -> None:
        self.year = year
        self.office = year.office
        self.papers = folder / "papers"
        self.papers.mkdir()

    def tell(self) -> None:
        self._open()
        self._assess()
        self._review()
        self._recognize()
        self._publish()
        self._evening(LAST_DAY)

    def _open(self) -> None:
        plan = str(self.office.folder / "ke-hoach-74.toml")
        self.year.shown["plan"] = self.office.ask("plan", "read", str(REAL_PLAN), "-o", plan)
        self.year.shown["check"] = self.office.ask("plan", "check", plan)
        self.year.shown["opened"] = self.office.ask("open", plan)
        self.year.refused["opened twice"] = self.office.refused("open", plan)
        self.year.ticks[OPENED] = self.office.ask("tick")
        self.office.ask("mail", "deliver")
        self._evening(OPENED)
        self._until(date(2024, 11, 27))
        self._act(["PGD"], "issue_plan")
        self._until(date(2024, 12, 2))
        self._act([EXEMPT], "exempt", "--reason", "Trường sáp nhập trong năm học")
        self._until(date(2025, 1, 15))
        self._act(["PGD"], "issue_guidance")

    def _assess(self) -> None:
        self._until(date(2025, 1, 20))
        self.year.refused["nothing in hand"] = self.office.refused("advance", "MN01", "submit")
        self.year.shown["why"] = self.office.ask("why", "MN01")
        until = ("--until", "14/02/2025", "--reason", "Trường đang sửa chữa")
        self.year.shown["extended"] = self.office.ask("extend", EXTENDED, "II.1", *until)
        self._submit([SENT_BACK])
        self._act([SENT_BACK], "send_back", "--reason", "Biên bản thiếu chữ ký")
        self._evening(date(2025, 1, 20))
        self._until(date(2025, 1, 21))
        self._batch(PROMPT)
        self._submit([SENT_BACK])
        self._approve([*PROMPT, SENT_BACK])
        self._evening(date(2025, 1, 21))
        for day in (date(2025, 1, 24), date(2025, 2, 3), date(2025, 2, 4)):
            self._until(day)
            self._evening(day)
        self._until(date(2025, 2, 12))
        self._submit([EXTENDED])
        self._approve([EXTENDED])
        self._until(date(2025, 2, 19))
        self._submit([LATE])
        self._approve([LATE])
        self._evening(date(2025, 2, 19))

    def _batch(self, units: Sequence[str]) -> None:
        """Several at once: shown first, refused whole for one that cannot, then done."""
        minutes = self._with("self_assessment_minutes")
        several = ["advance", *units, "submit", *minutes, "--level", "2"]
        self.year.shown["preview"] = self.office.ask(*several)
        self.year.shown["after preview"] = self.office.ask("status", units[0])
        with_one_too_many = ["advance", EXEMPT, *several[1:], "--apply"]
        self.year.refused["one of many"] = self.office.refused(*with_one_too_many)
        self.year.said["one of many"] = self.office.type(*with_one_too_many)
        self.year.shown["after refusal"] = self.office.ask("status", units[0])
        self.year.shown["applied"] = self.office.ask(*several, "--apply")

    def _review(self) -> None:
        submission = self._with("review_submission")
        self._until(date(2025, 2, 27))
        self._act([unit for unit in ALL if unit != EXEMPT], "request_review", *submission)
        self._evening(date(2025, 2, 27))
        self._until(date(2025, 3, 19))
        why = ("--reason", "Thiếu minh chứng nhóm quản trị", "--until", "26/03/2025")
        self._act([RETURNED], "return_for_supplement", *why)
        self._evening(date(2025, 3, 19))
        self._until(date(2025, 3, 25))
        self._act([RETURNED], "request_review", *submission)
        self._until(date(2025, 3, 27))
        minutes = self._with("external_review_minutes")
        list_ = self._with("proposal_list")
        still_reviewed = [unit for unit in ALL if unit not in {EXEMPT, RETURNED}]
        self._act(still_reviewed, "conclude_review", *minutes, "--level", "2")
        self.year.refused["one still reviewed"] = self.office.refused("advance", "PGD", "conclude_reviews", *list_)
        self._act([RETURNED], "conclude_review", *minutes, "--level", "3")
        self._act(["PGD"], "conclude_reviews", *list_)

    def _recognize(self) -> None:
        """The department decides ten days after its own deadline."""
        for day in (date(2025, 6, 3), date(2025, 6, 9)):
            self._until(day)
            self._evening(day)
        self._until(date(2025, 6, 10))
        decision = [*self._with("recognition_decision", "certificate"), "--number", "01/QĐ", "--dated", "10/06/2025"]
        self._act([unit for unit in ALL if unit != EXEMPT], "recognize", *decision, "--level", "2")
        self._act(["PGD"], "report_recognition", *self._with("recognition_decision", "report_to_province"))
        self._evening(date(2025, 6, 10))

    def _publish(self) -> None:
        self._until(date(2025, 6, 11))
        for unit in ALL[:23]:
            self._publish_one(unit)
        self._act([WITHDRAWN], "unpublish", "--reason", "Đăng nhầm tệp")
        self._act([REOPENED], "unpublish", "--reason", "Có kiến nghị về kết quả")
        self._act([REOPENED], "reopen", "--reason", "Có kiến nghị về kết quả")
        self._evening(date(2025, 6, 11))
        self._until(date(2025, 6, 16))
        self._act([REOPENED], "conclude_review", *self._with("external_review_minutes"), "--level", "3")
        self._act([REOPENED], "recognize", *self._with("recognition_decision", "certificate"), "--level", "3")
        self._publish_one(REOPENED)
        self._publish_one(WITHDRAWN)
        self._until(date(2025, 6, 17))
        self._evening(date(2025, 6, 17))
        self._until(date(2025, 6, 20))
        self._evening(date(2025, 6, 20))
        self._until(date(2025, 6, 23))
        self._publish_one(EXTENDED)
        self._until(LAST_DAY)

    def _until(self, day: date) -> None:
        """Let the days pass up to this one's morning."""
        while self.office.day and self.office.day < day:
            self.office.day += timedelta(days=1)
            if not OFF_FROM <= self.office.day < OFF_UNTIL:
                self._morning(self.office.day)

    def _morning(self, day: date) -> None:
        self.year.ticks[day] = self.office.ask("tick")
        cut_off, period = day.replace(day=14), f"{day:%Y-%m}"
        is_reported = period in self.year.reports or self.year.ticks[day]["quiet"]
        if OPENED < cut_off < day and not is_reported:
            self.year.reports[period] = self.office.ask("report", "monthly", "--send")
        self.office.ask("mail", "deliver")

    def _evening(self, day: date) -> None:
        """Look at the board when the day's work is done."""
        self.year.boards[day] = self.office.ask("status")

    def _submit(self, units: Sequence[str]) -> None:
        self._act(units, "submit", *self._with("self_assessment_minutes"), "--level", "2")

    def _approve(self, units: Sequence[str]) -> None:
        self._act(units, "approve", *self._with("self_assessment_decision"))

    def _publish_one(self, unit: str) -> None:
        self._act([unit], "publish", "--document", f"publication_link=https://{unit.lower()}.truong.example/ket-qua")

    def _act(self, units: Sequence[str], transition: str, *options: str) -> None:
        several = ("--apply",) if len(units) > 1 else ()
        self.office.ask("advance", *units, transition, *options, *several)

    def _with(self, *kinds: str) -> list[str]:
        return [word for kind in kinds for word in ("--document", f"{kind}={self._paper(kind)}")]

    def _paper(self, kind: str) -> Path:
        paper = self.papers / f"{kind.replace('_', '-')}.txt"
        if not paper.exists():
            paper.write_text(f"VĂN BẢN MẪU: {kind}\n", "utf-8")
        return paper
