"""From what is due to be said to a letter in Vietnamese: subject, plain text, HTML, and the whole message as bytes.

An office may lay files of the shipped templates' names into a folder of its own. They run in Jinja's sandbox and reach
nothing but each other; when one breaks, the letter is made from the shipped ones and the office is warned.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from cycle_engine.domain.appointments import Appointment
from cycle_engine.domain.notices import AS_COPY, ComposedLetter, Contact, LetterRequest, ReportRequest
from cycle_engine.errors import NotFound, Problem
from cycle_engine.messages import text
from notifications.answering import answers_go_to, safe_name
from notifications.envelopes import CalendarPart, InlinePicture, Message, to_bytes
from notifications.letter_facts import Letter, content_id, letter_about_facts, letter_about_notices
from notifications.letter_templates import (
    ANNOUNCEMENT_TEMPLATES,
    DIGEST,
    FACT_TEMPLATES,
    NOTICE_TEMPLATES,
    SHIPPED_TEMPLATES,
)
from notifications.rendering import TemplateBroken, Writer, Written
from notifications.week_facts import WEEKLY_DIGEST


class Composer:
    """Makes letters of requests, as ``sender``.

    ``overrides`` is the office's own folder of templates; it need not exist. ``warn`` hears of each letter that one of
    them would have spoiled and that was made from the shipped templates instead. ``write_entries`` writes calendar
    entries of a moment as iCalendar; without it letters carry none.
    """

    def __init__(
        self,
        sender: Contact,
        *,
        overrides: Path | None = None,
        warn: Callable[[Problem], None] | None = None,
        write_entries: Callable[[Sequence[Appointment], datetime], str] | None = None,
    ) -> None:
        self._sender = sender
        self._own = _OwnTemplates(overrides) if overrides else None
        self._warn = warn
        self._write_entries = write_entries

    def compose(self, request: LetterRequest) -> ComposedLetter:
        """Write the letter that says these notices. Raises ``NotFound`` for a template that does not exist."""
        template = _template_for(request)
        written = self._write(template, letter_about_notices(request))
        return self._enclose(request, written, references=() if template == DIGEST else (self._thread(request),))

    def compose_subject(self, request: LetterRequest) -> str:
        """Write only the subject that the letter would have; where an office has its own templates, by the whole."""
        template, letter = _template_for(request), letter_about_notices(request)
        if self._own and self._own.writer():
            return self._write(template, letter).subject
        return _shipped_writer().write_subject(template, letter)

    def compose_report(self, request: ReportRequest) -> ComposedLetter:
        """Write the letter about these facts, with its files. Raises ``NotFound`` as ``compose`` does."""
        audience = FACT_TEMPLATES.get(request.template)
        if audience is None:
            raise _no_template(request.template, FACT_TEMPLATES)
        return self._enclose(request, self._write(request.template, letter_about_facts(request, audience)))

    def _write(self, template: str, letter: Letter) -> Written:
        if self._own and (own := self._own.writer()):
            try:
                return own.write(template, letter)
            except TemplateBroken as broken:
                if self._warn:
                    self._warn(broken.problem)
        return _shipped_writer().write(template, letter)

    def _enclose(
        self, request: LetterRequest | ReportRequest, written: Written, references: tuple[str, ...] = ()
    ) -> ComposedLetter:
        message = Message(
            sender=self._sender,
            to=(request.recipient,),
            cc=request.cc,
            reply_to=answers_go_to(request.office),
            subject=written.subject,
            text=written.text,
            html=written.html,
            date=request.queued_at,
            message_id=request.message_id,
            references=references,
            list_id=f"cycle.{safe_name(request.office.code)}.{self._domain}",
            attachments=request.attachments if isinstance(request, ReportRequest) else (),
            pictures=tuple(_pictures_shown(request, written.html)),
            calendar=self._calendar(request),
        )
        return ComposedLetter(subject=written.subject, message=to_bytes(message))

    def _calendar(self, request: LetterRequest | ReportRequest) -> CalendarPart | None:
        if not self._write_entries or not request.appointments:
            return None
        return CalendarPart("PUBLISH", self._write_entries(request.appointments, request.queued_at))

    def _thread(self, request: LetterRequest) -> str:
        """Name the thread of one unit's milestone under one plan, else of its case: what all about it answers to."""
        plan = request.plan
        if request.notices:
            unit, milestone = request.notices[0].unit, request.notices[0].key.milestone
        else:
            unit, milestone = request.announcements[0].unit, request.announcements[0].milestone
        about = (request.office.code, plan.number, plan.issued.isoformat(), unit, milestone)
        return f"thread.{sha256('|'.join(about).encode()).hexdigest()[:32]}@{self._domain}"

    @property
    def _domain(self) -> str:
        return self._sender.address.rpartition("@")[2]


def _pictures_shown(request: LetterRequest | ReportRequest, html: str) -> Iterator[InlinePicture]:
    """The pictures that the letter's HTML shows; an office's own template need not show them."""
    for number, picture in enumerate(request.pictures if isinstance(request, ReportRequest) else (), start=1):
        cid = content_id(request.message_id, number)
        if f"cid:{cid}" in html:
            yield InlinePicture(cid, picture.file)


@cache
def _shipped_writer() -> Writer:
    return Writer(SHIPPED_TEMPLATES)


class _OwnTemplates:
    """An office's folder of templates, read anew when a file in it has come, changed or gone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[dict[str, int], Writer] | None = None

    def writer(self) -> Writer | None:
        """A writer that prefers the office's templates, or None where there are none."""
        state = {str(file): file.stat().st_mtime_ns for file in self._folder.rglob("*.*") if file.is_file()}
        if not state:
            return None
        if self._read is None or self._read[0] != state:
            self._read = (state, Writer(self._folder, SHIPPED_TEMPLATES))
        return self._read[1]


def _template_for(request: LetterRequest) -> str:
    """One notice or announcement has a letter of its own; several, and those that are only a copy, come together."""
    notices = [notice.template for notice in request.notices]
    news = [announcement.template for announcement in request.announcements]
    _require_known(notices, (*NOTICE_TEMPLATES, AS_COPY))
    _require_known(news, ANNOUNCEMENT_TEMPLATES)
    if news and not notices and set(news) == {WEEKLY_DIGEST}:
        return WEEKLY_DIGEST
    if len(notices) + len(news) > 1 or AS_COPY in notices or any(one.is_copy for one in request.announcements):
        return DIGEST
    return (notices + news)[0]


def _require_known(templates: Iterable[str], known: tuple[str, ...]) -> None:
    for template in templates:
        if template not in known:
            raise _no_template(template, [name for name in known if name != AS_COPY])


def _no_template(template: str, known: Iterable[str]) -> NotFound:
    hint = text("letters.known_templates", templates=list(known))
    return NotFound("letter_template_not_found", hints=[hint], template=template)
