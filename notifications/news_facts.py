"""What a letter tells besides the ladder, as its template sees it: an event of a case, a plan that was amended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from cycle_engine.domain.announcements import Announcement
from cycle_engine.formatting import normalised, vietnamese_sort_key
from notifications.clean_values import clean, short_task

NEWS_TEMPLATES: Final = (
    "correction",
    "plan_amended",
    "returned",
    "extension_granted",
    "recognized",
    "certificate_ready",
    "please_publish",
    "published",
)
"""The letters that tell one announcement, in the order in which a letter that tells several tells them."""

_CERTIFICATE: Final = "giấy chứng nhận"


@dataclass(frozen=True, slots=True)
class Change:
    """A deadline that an amended plan moved; ``told`` says that a letter to this reader had named the old one.

    ``act_by`` is the working day to act by on the letter's day, ``due`` itself where it is one.
    """

    section: str
    title: str
    task: str
    previous_due: date | None
    due: date | None
    act_by: date | None
    told: bool


@dataclass(frozen=True, slots=True)
class News:
    """One announcement as a template sees it; what nobody entered is None or empty.

    ``stage`` and ``round`` are the case's after the event, ``times`` how often it has been returned. ``section``,
    ``title``, ``task``, ``products`` and ``due`` are the milestone's that comes next. ``act_by`` is the working day to
    act by on the letter's day: ``due`` itself, another one where that is a day off, or the later one that
    ``is_later`` names, of whoever received the case too late to meet it. ``certificate`` is the name of
    the certificate that was handed in with the event. ``reference`` and ``dated`` are the document's number and day.
    """

    template: str
    unit: str
    unit_name: str
    is_own_task: bool
    section: str
    title: str
    task: str
    stage: str
    products: tuple[str, ...]
    handed_in: tuple[str, ...]
    certificate: str
    reason: str
    round: int | None
    times: int
    due: date | None
    act_by: date | None
    is_later: bool
    previous_due: date | None
    is_past: bool
    level: int | None
    number: str
    dated: date | None
    link: str
    occurred_on: date | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class NewsGroup:
    """All news of one kind in a letter, unit by unit."""

    template: str
    items: tuple[News, ...]


def news_of(announcement: Announcement, today: date, office_code: str) -> News:
    """Gather what a template may say of an announcement; ``is_past`` says that its day has gone by."""
    facts = announcement.facts
    title, due, round_ = _text(facts, "title"), _day(facts.get("due")), facts.get("round")
    act_by, remind_by = _act_by(facts, today), _day(facts.get("remind_by"))
    handed_in = _texts(facts, "handed_in")
    return News(
        template=announcement.template,
        unit=normalised(announcement.unit),
        unit_name=normalised(announcement.unit_name),
        is_own_task=announcement.unit == office_code,
        section=_text(facts, "section"),
        title=title,
        task=short_task(title),
        stage=_text(facts, "stage"),
        products=_texts(facts, "products"),
        handed_in=handed_in,
        certificate=next((name for name in handed_in if _CERTIFICATE in name.casefold()), ""),
        reason=_text(facts, "reason").rstrip(" ."),
        round=round_ if isinstance(round_, int) else None,
        times=round_ - 1 if isinstance(round_, int) else 0,
        due=due,
        act_by=act_by,
        is_later=due is not None and remind_by is not None and remind_by > due,
        previous_due=_day(facts.get("previous_due")),
        is_past=act_by is not None and act_by < today,
        level=level if isinstance(level := facts.get("level"), int) else None,
        number=_text(facts, "number"),
        dated=_day(facts.get("dated")),
        link=_text(facts, "link"),
        occurred_on=_day(facts.get("occurred_on")),
        changes=tuple(_changes(facts.get("changes"), today)),
    )


def news_groups(news: Sequence[News]) -> tuple[NewsGroup, ...]:
    """Put news of one kind together, units as Vietnamese sorts them."""
    ordered = sorted(
        news, key=lambda item: (NEWS_TEMPLATES.index(item.template), vietnamese_sort_key(item.unit_name), item.unit)
    )
    return tuple(NewsGroup(kind, tuple(run)) for kind, run in groupby(ordered, key=lambda item: item.template))


def _changes(given: object, today: date) -> Iterator[Change]:
    for row in given if isinstance(given, Iterable) else ():
        title = _text(row, "title")
        yield Change(
            section=_text(row, "section"),
            title=title,
            task=short_task(title),
            previous_due=_day(row.get("previous_due")),
            due=_day(row.get("due")),
            act_by=_act_by(row, today),
            told=bool(row.get("told")),
        )


def _act_by(facts: Mapping[str, Any], today: date) -> date | None:
    """The day to act by: the working day on or before the last day, once that has passed the one after it."""
    remind_by, late_after = _day(facts.get("remind_by")), _day(facts.get("late_after"))
    day = late_after if remind_by and today > remind_by else remind_by
    return day or _day(facts.get("due"))


def _text(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return "" if value is None else str(clean(value))


def _texts(facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(normalised(str(value)) for value in facts.get(name) or ())


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
