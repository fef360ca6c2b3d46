"""Announcements that might be made, to try templates on; nobody in them exists."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from cycle_engine.domain.announcements import Announcement, AnnouncementKey
from cycle_engine.domain.definition import Addressee
from notifications.news_facts import NEWS_TEMPLATES
from notifications.week_facts import PARTS_OF_A_WEEK, WEEKLY_DIGEST

_DAY: Final = date(2025, 1, 31)
_LATER: Final = date(2025, 2, 15)
_BEFORE_THE_DAY_OFF: Final = date(2025, 2, 14)


def sample_announcements(name: str, addressee: Addressee) -> tuple[Announcement, ...]:
    """Make one of every kind that says ``name`` wherever a text stands; an empty name leaves out what may be missing.

    A correction comes twice, of a result and of deadlines.
    """
    kinds = [(template, _facts(name)) for template in NEWS_TEMPLATES if template != "plan_amended"]
    moved = [(template, _amended(name)) for template in ("plan_amended", "correction")]
    return tuple(
        _announcement(number, template, facts, name, addressee)
        for number, (template, facts) in enumerate([*kinds, *moved, (WEEKLY_DIGEST, _week(name))])
    )


def _announcement(
    number: int, template: str, facts: Mapping[str, object], name: str, addressee: Addressee
) -> Announcement:
    return Announcement(
        key=AnnouncementKey(1, f"event {number}", template, addressee.value),
        addressee=addressee,
        cc=(),
        unit="MNA",
        unit_name=name,
        track="school",
        stage="recognized",
        round=2,
        milestone="II.4" if name else "",
        facts=facts,
    )


def _facts(name: str) -> Mapping[str, object]:
    texts = dict.fromkeys(("section", "title", "stage", "reason", "number", "link"), name or None)
    days = dict.fromkeys(("due", "previous_due", "dated", "occurred_on"), _LATER if name else None)
    days |= dict.fromkeys(("remind_by", "late_after"), _BEFORE_THE_DAY_OFF if name else None)
    lists = dict.fromkeys(("products", "handed_in"), (f"Giấy chứng nhận {name}",) if name else ())
    return {**texts, **days, **lists, "round": 2, "level": 2 if name else None}


def _amended(name: str) -> Mapping[str, object]:
    row = {
        "section": name or None,
        "title": name or None,
        "previous_due": _DAY if name else None,
        "due": _LATER if name else None,
        "remind_by": _BEFORE_THE_DAY_OFF if name else None,
        "told": bool(name),
    }
    return {"changes": (row, row) if name else (row,), "number": name or None, "dated": _LATER if name else None}


def _week(name: str) -> Mapping[str, object]:
    row = {
        "case_id": 1,
        "unit": "MNA",
        "unit_name": name,
        "milestone": "II.4",
        "section": name,
        "title": name,
        "due": _DAY if name else None,
        "days": 3,
    }
    parts = dict.fromkeys(PARTS_OF_A_WEEK, (row,))
    return {"week_from": date(2025, 2, 3), "week_until": date(2025, 2, 9), **parts, "late_more": (2, 3)}
