"""From what is due to be said to a letter in Vietnamese: subject, plain text, HTML, and the whole message as bytes.

An office may lay files of the shipped templates' names into a folder of its own. They run in Jinja's sandbox and reach
nothing but each other; when one breaks, the letter is made from the shipped ones and the office is warned.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from traceback import extract_tb
from typing import Final

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError, pass_eval_context
from jinja2.filters import do_forceescape, do_mark_safe
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cycle_engine.domain.notices import (
    AS_COPY,
    ComposedLetter,
    Contact,
    LetterRequest,
    Office,
    PlanReference,
    ReportRequest,
)
from cycle_engine.errors import NotFound, Problem, Refused
from cycle_engine.formatting import decimal_comma, normalised, vietnamese_date, weekday_date
from cycle_engine.messages import text
from notifications.answering import answers_go_to, safe_name
from notifications.envelopes import Message, to_bytes
from notifications.letter_facts import Group, Item, Letter, letter_about_facts, letter_about_notices
from notifications.letter_templates import (
    DIGEST,
    FACT_TEMPLATES,
    NOTICE_TEMPLATES,
    SHIPPED_TEMPLATES,
    TEMPLATE_FILES,
    WORDING,
)
from notifications.plain_text import wrapped

_LARGEST_FILE: Final = 256 * 1024
_UNKNOWN: Final = "[...]"
_OPEN: Final = frozenset({Letter, Group, Item, Contact, Office, PlanReference})


class TemplateBroken(Refused):
    """A template cannot be rendered; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__("template_broken", problem=str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a letter: its subject on one line, its text wrapped, its HTML."""

    subject: str
    text: str
    html: str


class Writer:
    """Renders the templates of some folders, the first that has a file coming first; each is read and compiled once."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._environment = _environment(folders)

    def write(self, template: str, letter: Letter) -> Written:
        """Write a letter. Raises ``TemplateBroken``."""
        subject = self.write_subject(template, letter)
        return Written(
            subject=subject,
            text=wrapped(self._render(f"{template}/body.txt", letter)),
            html=self._render(f"{template}/body.html", letter, subject=subject),
        )

    def write_subject(self, template: str, letter: Letter) -> str:
        """Write a letter's subject alone. Raises ``TemplateBroken``."""
        if subject := normalised(self._render(f"{template}/subject.txt", letter)):
            return subject
        raise TemplateBroken(Problem(f"{template}/subject.txt", text("letters.no_subject")))

    def _render(self, file: str, letter: Letter, **more: str) -> str:
        try:
            return self._environment.get_template(file).render(letter=letter, **more)
        except Exception as error:  # an office's template may fail in any way there is
            raise TemplateBroken(_problem(error, file, self._folders)) from error


class Composer:
    """Makes letters of requests, as ``sender``.

    ``overrides`` is the office's own folder of templates; it need not exist. ``warn`` hears of each letter that one of
    them would have spoiled and that was made from the shipped templates instead.
    """

    def __init__(
        self, sender: Contact, *, overrides: Path | None = None, warn: Callable[[Problem], None] | None = None
    ) -> None:
        self._sender = sender
        self._own = _OwnTemplates(overrides) if overrides else None
        self._warn = warn

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
        )
        return ComposedLetter(subject=written.subject, message=to_bytes(message))

    def _thread(self, request: LetterRequest) -> str:
        """Name the thread of one unit's milestone under one plan: what all letters about it answer to."""
        notice, plan = request.notices[0], request.plan
        about = (request.office.code, plan.number, plan.issued.isoformat(), notice.unit, notice.key.milestone)
        return f"thread.{sha256('|'.join(about).encode()).hexdigest()[:32]}@{self._domain}"

    @property
    def _domain(self) -> str:
        return self._sender.address.rpartition("@")[2]


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
    """One notice has a letter of its own; several, and those that are only a copy, come together."""
    templates = [notice.template for notice in request.notices]
    for template in templates:
        if template not in (*NOTICE_TEMPLATES, AS_COPY):
            raise _no_template(template, NOTICE_TEMPLATES)
    return templates[0] if len(templates) == 1 and templates[0] != AS_COPY else DIGEST


def _no_template(template: str, known: Iterable[str]) -> NotFound:
    hint = text("letters.known_templates", templates=list(known))
    return NotFound("letter_template_not_found", hints=[hint], template=template)


class _Folders(BaseLoader):
    """Finds the known template files, and no others, in the first folder that has them."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a file, as Jinja asks for it; ``wording.html`` is the wording, to be compiled for HTML."""
        del environment
        name = WORDING if template == "wording.html" else template
        if name not in TEMPLATE_FILES:
            raise TemplateNotFound(template)
        for folder in self._folders:
            file = folder / name
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                return self._read(file, template), str(file), lambda: True
        raise TemplateNotFound(template)

    @staticmethod
    def _read(file: Path, template: str) -> str:
        if file.stat().st_size > _LARGEST_FILE:
            raise TemplateNotFound(template)
        return file.read_text(encoding="utf-8")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which need not look long at our own frozen values: half of a letter's time went there."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Let public fields of a letter's facts be read; everything else is Jinja's to judge."""
        return not attr.startswith("_") if type(obj) in _OPEN else super().is_safe_attribute(obj, attr, value)


def _environment(folders: Iterable[Path]) -> Environment:
    environment = _Sandbox(
        loader=_Folders(folders),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        finalize=_shown,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    del environment.filters["safe"]  # a value is never HTML
    environment.filters.update(weekday=_weekday, known=_known, strong=_strong)
    return environment


def _shown(value: object) -> object:
    """How a value stands in a letter: days and numbers as Vietnamese writes them."""
    if isinstance(value, date):
        return vietnamese_date(value)
    return decimal_comma(value) if isinstance(value, Decimal) else value


def _known(value: object) -> object:
    """The value, or ``[...]`` where nobody has given one."""
    return _UNKNOWN if value is None or value == "" else value


def _weekday(day: date | None) -> str:
    """The day with its weekday, or ``[...]`` where nobody has given one."""
    return weekday_date(day) if day else _UNKNOWN


@pass_eval_context
def _strong(context: EvalContext, value: object) -> str:
    """What the eye should find first: bold in HTML, as it is in text."""
    if not context.autoescape:
        return str(_shown(value))
    escaped = value if hasattr(value, "__html__") else do_forceescape(str(_shown(value)))
    return do_mark_safe(f'<strong style="white-space:nowrap">{escaped}</strong>')


def _problem(error: Exception, file: str, folders: Iterable[Path]) -> Problem:
    """Say in which template, on which line, and why it broke."""
    where, line = file, None
    if isinstance(error, TemplateSyntaxError):
        where, line = error.name or file, error.lineno
    else:
        for frame in extract_tb(error.__traceback__):
            inside = [folder for folder in folders if Path(frame.filename).is_relative_to(folder)]
            if inside:
                where, line = Path(frame.filename).relative_to(inside[0]).as_posix(), frame.lineno
    cause = text("letters.no_such_file") if isinstance(error, TemplateNotFound) else str(error) or type(error).__name__
    return Problem(f"{where}:{line}" if line else where, text("letters.template_fails", cause=cause))
