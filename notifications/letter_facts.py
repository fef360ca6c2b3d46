"""What a letter is about, as its template sees it: the notices' own facts, and what follows from the letter's day.

Every text is cleaned on its way in: composed letters, one line, no unseen characters. So no value can break a header,
begin a paragraph of its own or turn the direction of writing. Words stay in the templates.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, TypeVar

from cycle_engine.domain.case import ZONE
from cycle_engine.domain.definition import Party
from cycle_engine.domain.notices import AS_COPY, Contact, LetterRequest, Notice, Office, PlanReference, ReportRequest
from cycle_engine.formatting import normalised, vietnamese_sort_key

_Value = TypeVar("_Value", Contact, Office, PlanReference)

# A subject has room for what a task is, not for how, by what and where it is done.
_COMPLEMENT: Final = re.compile(r"[;:,(]| (?:mức độ|theo|trên|tại|của|thuộc|cho|bằng) ")


class Audience(StrEnum):
    """To whom a letter speaks; to a head and a superior it speaks upwards."""

    SCHOOL = "school"
    DEPARTMENT = "department"
    OFFICER = "officer"
    HEAD = "head"
    SUPERIOR = "superior"
    COPIED = "copied"


class Standing(StrEnum):
    """How the letter's day stands to the day to act by."""

    AHEAD = "ahead"
    TODAY = "today"
    OVERDUE = "overdue"


class Shift(StrEnum):
    """Why the day to act by is not the nominal one: it is a day off, or the case came too late to meet it."""

    NONE = ""
    DAY_OFF = "day_off"
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Item:
    """One notice as a template sees it.

    ``act_by`` is the day to act by on the letter's day: ``remind_by`` until it has passed, then ``late_after``
    (``is_extended`` says so). ``task`` is the title in short and in small letters, as a subject needs it. ``section``
    is the milestone's place in the official document, empty for a task that was not read from one. ``is_own_task``
    says that the office itself is the unit.
    """

    unit: str
    unit_name: str
    milestone: str
    section: str
    title: str
    task: str
    products: tuple[str, ...]
    stage: str
    owner: Party
    due: date
    act_by: date
    is_extended: bool
    standing: Standing
    shift: Shift
    working_days: int
    is_own_task: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The items about one milestone, school by school."""

    section: str
    title: str
    products: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def has_one_deadline(self) -> bool:
        """Whether the same is to be said about everybody's dates."""
        return len({(item.due, item.act_by, item.shift, item.is_extended) for item in self.items}) == 1


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a template may say.

    ``items`` are what the recipient is to do or to know, ``groups`` the same by milestone, ``copied_groups`` what was
    said to others. A letter about ``facts`` has no items, a letter about notices no facts.
    """

    recipient: Contact
    audience: Audience
    office: Office
    plan: PlanReference
    today: date
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    copied_groups: tuple[Group, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()

    @property
    def overdue(self) -> int:
        """How many of the items are overdue."""
        return sum(item.standing is Standing.OVERDUE for item in self.items)

    @property
    def nearest(self) -> date | None:
        """The first day to act by that has not passed."""
        return min((item.act_by for item in self.items if item.standing is not Standing.OVERDUE), default=None)


def letter_about_notices(request: LetterRequest) -> Letter:
    """Gather what a letter about these notices may say."""
    office = _clean_fields(request.office)
    own = [_item(notice, request.today, office) for notice in request.notices if notice.template != AS_COPY]
    copies = [_item(notice, request.today, office) for notice in request.notices if notice.template == AS_COPY]
    return Letter(
        recipient=_named(request.recipient),
        audience=_audience(request.notices),
        office=office,
        plan=_clean_fields(request.plan),
        today=request.today,
        items=tuple(own),
        groups=_groups(own),
        copied_groups=_groups(copies),
    )


def letter_about_facts(request: ReportRequest, audience: Audience) -> Letter:
    """Gather what a letter about these facts may say."""
    return Letter(
        recipient=_named(request.recipient),
        audience=audience,
        office=_clean_fields(request.office),
        plan=_clean_fields(request.plan),
        today=request.queued_at.astimezone(ZONE).date(),
        facts={name: _clean(value) for name, value in request.facts.items()},
        attachments=tuple(normalised(attachment.name) for attachment in request.attachments),
    )


def _item(notice: Notice, today: date, office: Office) -> Item:
    is_extended = today > notice.remind_by
    act_by = notice.late_after if is_extended else notice.remind_by
    title, section = normalised(notice.milestone_title), normalised(notice.key.milestone)
    return Item(
        unit=normalised(notice.unit),
        unit_name=normalised(notice.unit_name),
        milestone=section,
        section=section if notice.milestone_source else "",
        title=title,
        task=_task(title),
        products=tuple(normalised(product) for product in notice.products),
        stage=normalised(notice.stage),
        owner=notice.owner,
        due=notice.due,
        act_by=act_by,
        is_extended=is_extended,
        standing=_standing(act_by, today),
        shift=_shift(notice),
        working_days=notice.working_days,
        is_own_task=notice.unit == office.code,
    )


def _standing(act_by: date, today: date) -> Standing:
    if today == act_by:
        return Standing.TODAY
    return Standing.AHEAD if today < act_by else Standing.OVERDUE


def _shift(notice: Notice) -> Shift:
    if notice.remind_by > notice.due:
        return Shift.HANDOVER
    return Shift.DAY_OFF if notice.remind_by < notice.due else Shift.NONE


def _task(title: str) -> str:
    """Shorten ``Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số`` to ``tự đánh giá``; one syllable says nothing."""
    cuts = (title[: match.start()].rstrip() for match in _COMPLEMENT.finditer(title))
    short = next((cut for cut in cuts if " " in cut), title)
    is_acronym = short[1:2].isupper()
    return short if is_acronym else short[:1].lower() + short[1:]


def _audience(notices: Sequence[Notice]) -> Audience:
    """Whom the letter speaks to: the highest post that its own notices are addressed to."""
    own = {_post(notice) for notice in notices if notice.template != AS_COPY}
    ranks = (Audience.SUPERIOR, Audience.HEAD, Audience.OFFICER, Audience.DEPARTMENT, Audience.SCHOOL)
    return next((audience for audience in ranks if audience in own), Audience.COPIED)


def _post(notice: Notice) -> Audience:
    """The post a notice is addressed to; a case's owner and its own unit are known by whose move it is."""
    word = notice.addressee.value
    return Audience(word) if word in set(Audience) else Audience(notice.owner.value)


def _groups(items: Iterable[Item]) -> tuple[Group, ...]:
    """Put the items of a milestone together, units as Vietnamese sorts them; what is due first stands first."""
    by_milestone = sorted(items, key=lambda item: (item.milestone, vietnamese_sort_key(item.unit_name), item.unit))
    runs = [tuple(run) for _, run in groupby(by_milestone, key=lambda item: item.milestone)]
    runs.sort(key=lambda run: min(item.due for item in run))
    return tuple(Group(run[0].section, run[0].title, run[0].products, run) for run in runs)


def _named(contact: Contact) -> Contact:
    cleaned: Contact = _clean_fields(contact)
    return cleaned if cleaned.name else replace(cleaned, name=cleaned.address)


@lru_cache(maxsize=1024)  # an office writes hundreds of letters with the same name under the same plan
def _clean_fields(value: _Value) -> _Value:
    cleaned: dict[str, Any] = {field.name: _clean(getattr(value, field.name)) for field in fields(value)}
    return replace(value, **cleaned)


def _clean(value: object) -> object:
    """Clean a fact of any kind a template may be given; what is none of them is shown as its text."""
    if value is None or isinstance(value, bool | int | Decimal | date):
        return value
    if isinstance(value, Mapping):
        return {normalised(str(name)): _clean(content) for name, content in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_clean, value))
    return normalised(str(value))
