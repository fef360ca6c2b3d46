"""What a letter is about, as its template sees it: the notices' own facts, and what follows from the letter's day.

Every text is cleaned on its way in: composed letters, one line, no unseen characters. So no value can break a header,
begin a paragraph of its own or turn the direction of writing. Words stay in the templates.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.case import ZONE
from cycle_engine.domain.definition import Party
from cycle_engine.domain.notices import AS_COPY, Contact, LetterRequest, Notice, Office, PlanReference, ReportRequest
from cycle_engine.formatting import normalised, vietnamese_sort_key
from notifications.clean_values import clean, clean_fields, short_task
from notifications.news_facts import News, NewsGroup, news_groups, news_of
from notifications.week_facts import WEEKLY_DIGEST, Week, week_of


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
    says that the office itself is the unit. ``held_up`` are working days after the last day that another party than
    the ``owner`` answers for.
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
    held_up: int
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
        return len({(item.due, item.act_by, item.shift, item.is_extended, item.held_up) for item in self.items}) == 1


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture that goes with the letter: HTML shows it by ``cid``, text says what it shows."""

    cid: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a template may say.

    ``items`` are what the recipient is to do or to know, ``groups`` the same by milestone, ``copied_groups`` what was
    said to others. ``news`` are what is announced to the recipient, ``news_groups`` the same by kind, and
    ``copied_news_groups`` what was announced to others. ``weeks`` are the work of an officer's week, one for each plan.
    A letter about ``facts`` has none of these.
    """

    recipient: Contact
    audience: Audience
    office: Office
    plan: PlanReference
    today: date
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    copied_groups: tuple[Group, ...] = ()
    news: tuple[News, ...] = ()
    news_groups: tuple[NewsGroup, ...] = ()
    copied_news_groups: tuple[NewsGroup, ...] = ()
    weeks: tuple[Week, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    attachments: tuple[str, ...] = ()
    pictures: tuple[ShownPicture, ...] = ()

    @property
    def says_anything(self) -> bool:
        """Whether there is anything in it but copies."""
        return bool(self.items or self.news or self.weeks)

    @property
    def overdue(self) -> int:
        """How many of the items are overdue."""
        return sum(item.standing is Standing.OVERDUE for item in self.items)

    @property
    def nearest(self) -> date | None:
        """The first day to act by that has not passed."""
        return min((item.act_by for item in self.items if item.standing is not Standing.OVERDUE), default=None)


def letter_about_notices(request: LetterRequest) -> Letter:
    """Gather what a letter about these notices and announcements may say."""
    office = clean_fields(request.office)
    own = [_item(notice, request.today, office) for notice in request.notices if notice.template != AS_COPY]
    copies = [_item(notice, request.today, office) for notice in request.notices if notice.template == AS_COPY]
    news = [one for one in request.announcements if one.template != WEEKLY_DIGEST]
    told = [news_of(one, request.today, request.office.code) for one in news if not one.is_copy]
    copied = [news_of(one, request.today, request.office.code) for one in news if one.is_copy]
    return Letter(
        recipient=_named(request.recipient),
        audience=_audience(request),
        office=office,
        plan=clean_fields(request.plan),
        today=request.today,
        items=tuple(own),
        groups=_groups(own),
        copied_groups=_groups(copies),
        news=tuple(told),
        news_groups=news_groups(told),
        copied_news_groups=news_groups(copied),
        weeks=tuple(_weeks(request)),
    )


def letter_about_facts(request: ReportRequest, audience: Audience) -> Letter:
    """Gather what a letter about these facts may say."""
    return Letter(
        recipient=_named(request.recipient),
        audience=audience,
        office=clean_fields(request.office),
        plan=clean_fields(request.plan),
        today=request.queued_at.astimezone(ZONE).date(),
        facts={name: clean(value) for name, value in request.facts.items()},
        attachments=tuple(normalised(attachment.name) for attachment in request.attachments),
        pictures=tuple(
            ShownPicture(content_id(request.message_id, number), normalised(picture.alternative))
            for number, picture in enumerate(request.pictures, start=1)
        ),
    )


def content_id(message_id: str, number: int) -> str:
    """Name the letter's ``number``-th picture as no other letter's is named: by the letter's own name."""
    return f"hinh{number}.{message_id.strip('<> ')}"


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
        task=short_task(title),
        products=tuple(normalised(product) for product in notice.products),
        stage=normalised(notice.stage),
        owner=notice.owner,
        due=notice.due,
        act_by=act_by,
        is_extended=is_extended,
        standing=_standing(act_by, today),
        shift=_shift(notice),
        working_days=notice.working_days,
        held_up=notice.held_up,
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


def _weeks(request: LetterRequest) -> Iterator[Week]:
    for announcement in request.announcements:
        is_weekly = announcement.template == WEEKLY_DIGEST
        if is_weekly and (week := week_of(announcement, request.office.code, request.notices)):
            yield week


def _audience(request: LetterRequest) -> Audience:
    """Whom the letter speaks to: the highest post that what it says first-hand is addressed to."""
    own = {_post(notice) for notice in request.notices if notice.template != AS_COPY}
    own |= {_post_told(one, request) for one in request.announcements if not one.is_copy}
    ranks = (Audience.SUPERIOR, Audience.HEAD, Audience.OFFICER, Audience.DEPARTMENT, Audience.SCHOOL)
    return next((audience for audience in ranks if audience in own), Audience.COPIED)


def _post_told(announcement: Announcement, request: LetterRequest) -> Audience:
    """The post an announcement is addressed to; the office is told of its own case, and of what it owns."""
    word = announcement.addressee.value
    if word in set(Audience):
        return Audience(word)
    is_office = announcement.unit == request.office.code or request.recipient.address == request.office.email
    return Audience.DEPARTMENT if is_office else Audience.SCHOOL


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
    cleaned: Contact = clean_fields(contact)
    return cleaned if cleaned.name else replace(cleaned, name=cleaned.address)
