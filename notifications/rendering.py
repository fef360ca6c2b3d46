"""Templates rendered in Jinja's sandbox: the words of a letter from its facts.

An office's own files run there as well. They reach nothing but each other and the shipped ones, and what they are given
are values that cannot be changed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from traceback import extract_tb
from typing import Final

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError, pass_eval_context
from jinja2.filters import do_forceescape, do_mark_safe
from jinja2.nodes import EvalContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cycle_engine.domain.notices import Contact, Office, PlanReference
from cycle_engine.errors import Problem, Refused
from cycle_engine.formatting import decimal_comma, normalised, vietnamese_date, weekday_date
from cycle_engine.messages import text
from notifications.letter_facts import Group, Item, Letter, ShownPicture
from notifications.letter_templates import SENTENCES, TEMPLATE_FILES
from notifications.news_facts import Change, News, NewsGroup
from notifications.plain_text import wrapped
from notifications.week_facts import Week, WeekPart, WeekRow

_LARGEST_FILE: Final = 256 * 1024
_UNKNOWN: Final = "[...]"
_SHORT: Final = 30
_OPEN: Final = frozenset(
    {
        Letter,
        ShownPicture,
        Group,
        Item,
        News,
        NewsGroup,
        Change,
        Week,
        WeekPart,
        WeekRow,
        Contact,
        Office,
        PlanReference,
    }
)


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

    def try_parts(self, template: str, letter: Letter) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """Write each part of a letter that can be, by its file's name, and say what is wrong with the others."""
        parts: dict[str, str] = {}
        broken: list[Problem] = []
        for name in ("subject.txt", "body.txt", "body.html"):
            try:
                if name == "subject.txt":
                    parts[name] = self.write_subject(template, letter)
                else:
                    parts[name] = self._render(f"{template}/{name}", letter, subject=parts.get("subject.txt", ""))
            except TemplateBroken as found:
                broken.append(found.problem)
        return parts, tuple(broken)

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


class _Folders(BaseLoader):
    """Finds the known template files, and no others, in the first folder that has them."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a file, as Jinja asks for it; ``wording.html`` is the wording, to be compiled for HTML."""
        del environment
        name = SENTENCES.get(template, template)
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
    """What the eye should find first: bold in HTML, as it is in text; a day or a count stays on one line."""
    if not context.autoescape:
        return str(_shown(value))
    escaped = value if hasattr(value, "__html__") else do_forceescape(str(_shown(value)))
    style = ' style="white-space:nowrap"' if len(str(escaped)) <= _SHORT else ""
    return do_mark_safe(f"<strong{style}>{escaped}</strong>")


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
