"""One catalogue of texts in two languages; rules name a key and give facts, the edge speaks.

A key is ``area.name``. The area is a module in ``messages/vi`` and in ``messages/en`` whose ``TEXTS`` maps the name to
a template in ``str.format`` form. Areas load when first needed, so ``--help`` does not pay for the reports' words.
Both languages hold the same keys with the same fields; ``tests/architecture`` compares them.

Facts are formatted for people: dates as dd/MM/yyyy in both languages, moments by the clock of Asia/Ho_Chi_Minh,
sequences joined by commas; labels, nested texts and decimals (72,5 or 72.5) in the language being spoken. English has
two forms where Vietnamese has one: ``{count} {count:unit|units}`` says ``1 unit`` and ``2 units``.
"""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


class Language(StrEnum):
    """The two languages the program speaks; documents and letters are always Vietnamese."""

    VI = "vi"
    EN = "en"


_language: ContextVar[Language] = ContextVar("language", default=Language.VI)


def use_language(language: Language) -> None:
    """Speak ``language`` from here on, in this context."""
    _language.set(language)


def current_language() -> Language:
    """The language being spoken."""
    return _language.get()


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages, as plan and workflow files give it."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi if current_language() is Language.VI else self.en


@dataclass(frozen=True, slots=True)
class Text:
    """A message that has been chosen but not yet spoken: its key and its facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.key, **self.facts)


def text(key: str, /, **facts: object) -> Text:
    """Choose a message, to be spoken later in whichever language the reader has."""
    return Text(key, facts)


def say(key: str, /, **facts: object) -> str:
    """Speak a message now. Raises ``KeyError`` when the catalogue lacks the key or a fact."""
    area, _, name = key.partition(".")
    template = _area_texts(area, current_language())[name]
    return template.format(**{fact: _spoken(value) for fact, value in facts.items()})


def spoken_number(value: "Decimal") -> str:
    """Write a number as the language being spoken does, ``72,5`` or ``72.5``, without zeros that say nothing."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = "0" if digits == "-0" else digits
    return digits.replace(".", ",") if current_language() is Language.VI else digits


def has_text(key: str) -> bool:
    """Whether the catalogue has this key in the language being spoken."""
    area, _, name = key.partition(".")
    try:
        return name in _area_texts(area, current_language())
    except ModuleNotFoundError:
        return False


@cache
def _area_texts(area: str, language: Language) -> Mapping[str, str]:
    module = import_module(f"cycle_engine.messages.{language.value}.{area}")
    texts: Mapping[str, str] = module.TEXTS
    return texts


@cache
def _zone() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Asia/Ho_Chi_Minh")


class _Count(int):
    """A whole number that also chooses between two words: the first goes with one, the other with any other count."""

    def __format__(self, wanted: str) -> str:
        one, bar, several = wanted.partition("|")
        if not bar:
            return int.__format__(self, wanted)
        return one if self == 1 else several


def _spoken(value: object) -> object:
    match value:
        case datetime():
            return (value.astimezone(_zone()) if value.tzinfo else value).strftime("%d/%m/%Y %H:%M")
        case date():
            return value.strftime("%d/%m/%Y")
        case str() | bool() | float():
            return value
        case int():
            return _Count(value)
        case Iterable():
            return ", ".join(str(_spoken(item)) for item in value)
    from decimal import Decimal  # no fact of --help is one, and start-up is measured

    return spoken_number(value) if isinstance(value, Decimal) else str(value)
