"""Who is behind a post on a day: whoever stands in, else the contact whose time it is, else the roster's own column.

A time runs from its first day until (excluding) its last; None has no end. A holder without an address is a post left
vacant. A deputy who stands in for an officer or a head does so wherever the absent one's mailbox holds that post, so
that one officer's absence needs saying once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cycle_engine.domain.recipients import mailbox
from cycle_engine.domain.units import Unit


class Post(StrEnum):
    """What letters are written to in a unit."""

    UNIT = "unit"
    """The unit's own mailbox."""
    OFFICER = "officer"
    HEAD = "head"


class Tenure(StrEnum):
    """In which capacity somebody is behind a post."""

    HOLDER = "holder"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class PostContact:
    """Somebody behind a post of a unit, from a day until (excluding) another. An empty address: nobody."""

    unit: str
    post: Post
    tenure: Tenure
    name: str
    address: str
    valid_from: date
    valid_until: date | None

    def is_valid_on(self, day: date) -> bool:
        """Whether this is so on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def people_on(units: Mapping[str, Unit], contacts: Iterable[PostContact], day: date) -> Mapping[str, Unit]:
    """Read the roster as it is on a day, with whoever is behind each post then. Later contacts win over earlier."""
    valid = [contact for contact in contacts if contact.unit in units and contact.is_valid_on(day)]
    if not valid:
        return units
    held = dict(units)
    for contact in _of(valid, Tenure.HOLDER):
        held[contact.unit] = _with(held[contact.unit], contact)
    seen = dict(held)
    for contact in _of(valid, Tenure.SUBSTITUTE):
        for unit in _where_absent(contact, held):
            seen[unit] = _with(seen[unit], contact)
    return seen


def turning_days(contacts: Sequence[PostContact], after: date, upto: date) -> tuple[date, ...]:
    """Name the days, later than ``after`` and not later than ``upto``, on which somebody comes or goes."""
    days = {day for contact in contacts for day in (contact.valid_from, contact.valid_until) if day}
    return tuple(sorted(day for day in days if after < day <= upto))


def address_of(unit: Unit, post: Post) -> str:
    """The mailbox behind a post of a unit; empty for none."""
    addresses = {Post.UNIT: unit.email, Post.OFFICER: unit.officer_email, Post.HEAD: unit.head_email}
    return addresses[post]


def _of(contacts: Iterable[PostContact], tenure: Tenure) -> Iterator[PostContact]:
    return (contact for contact in contacts if contact.tenure is tenure)


def _with(unit: Unit, contact: PostContact) -> Unit:
    """A unit with somebody else behind a post; its own mailbox goes by the unit's name, whoever reads it."""
    if contact.post is Post.UNIT:
        return replace(unit, email=contact.address)
    if contact.post is Post.OFFICER:
        return replace(unit, officer_name=contact.name, officer_email=contact.address)
    return replace(unit, head_name=contact.name, head_email=contact.address)


def _where_absent(substitute: PostContact, held: Mapping[str, Unit]) -> Iterator[str]:
    yield substitute.unit
    absent = mailbox(address_of(held[substitute.unit], substitute.post))
    if absent and substitute.post is not Post.UNIT:
        for code, unit in held.items():
            if code != substitute.unit and mailbox(address_of(unit, substitute.post)) == absent:
                yield code
