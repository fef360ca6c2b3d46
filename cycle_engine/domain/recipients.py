"""Who hears: an addressee becomes a mailbox, and what the day has to say becomes one letter a mailbox.

One mailbox gets one letter a day at most, and hears of one thing once in it, however many posts share the mailbox. So
what is for the same mailbox is gathered. Somebody who would get a copy of all that one letter says, and nothing else
that day, stands in its Cc; who would get copies of part of a letter or of several, or has a letter of her own that day,
finds them in a letter of her own. A thing waits for the next working day when a mailbox it needs has been written to
already today, and longer when the mailbox is paused.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from cycle_engine.domain.announcements import Announcement, AnnouncementKey
from cycle_engine.domain.definition import LADDER_ADDRESSEES, Addressee, Party
from cycle_engine.domain.notices import AS_COPY, Contact, Notice, NoticeKey
from cycle_engine.domain.units import Unit

Said: TypeAlias = Notice | Announcement
"""One thing that a letter says: of a deadline, or of what happened."""

SaidKey: TypeAlias = NoticeKey | AnnouncementKey
"""What makes it the same thing."""

_HIGHER_UP: Final = (Addressee.UNIT, *LADDER_ADDRESSEES)
"""Addressees from the one whose case it is upwards."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A unit with the authority that runs the assessment and that authority's superior."""

    unit: Unit
    office: Unit
    superior: Unit | None


@dataclass(frozen=True, slots=True)
class Addressed:
    """One thing to say with the mailbox it is for, and those that get a copy."""

    said: Said
    to: Contact
    cc: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """One letter to write: to whom, with whom in copy, saying what."""

    recipient: Contact
    cc: tuple[Contact, ...]
    said: tuple[Said, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What it says of deadlines."""
        return tuple(said for said in self.said if isinstance(said, Notice))

    @property
    def announcements(self) -> tuple[Announcement, ...]:
        """What it says of events."""
        return tuple(said for said in self.said if isinstance(said, Announcement))

    @property
    def first_hand(self) -> tuple[Said, ...]:
        """What it does not only bring a copy of."""
        return tuple(said for said in self.said if not said.is_copy)


@dataclass(frozen=True, slots=True)
class Gathering:
    """The letters of a day, and what waits because a mailbox has had its letter or is paused.

    ``folded`` names those that need not be said, each with the one by which their mailbox hears of the same thing.
    """

    letters: tuple[LetterPlan, ...]
    waiting: tuple[Said, ...]
    folded: Mapping[SaidKey, SaidKey] = field(default_factory=dict)


def contact_for(addressee: Addressee, chain: Chain, owner: Party) -> Contact | None:
    """Find the mailbox of an addressee, or None where the post has none.

    Of a school's move the officer is the one the roster names for the school, else the office's; of the department's
    own move always the office's, since a school that waits is told of no delay. The head and the superior are the
    office's. A department that owns the move is written to at its own mailbox, else its officer's.
    """
    if addressee is Addressee.UNIT:
        return _contact(chain.unit.email, chain.unit.name)
    if addressee is Addressee.OWNER:
        if owner is Party.SCHOOL:
            return _contact(chain.unit.email, chain.unit.name)
        return _contact(chain.office.email, chain.office.name) or _office_officer(chain)
    if addressee is Addressee.OFFICER:
        return (_unit_officer(chain) if owner is Party.SCHOOL else None) or _office_officer(chain)
    if addressee is Addressee.HEAD:
        return _contact(chain.office.head_email, chain.office.head_name or chain.office.name)
    return _contact(chain.superior.email, chain.superior.name) if chain.superior else None


def party_word(addressee: Addressee, owner: Party) -> str:
    """Name the party a notice speaks to, as its key keeps it: the owner by which party it is."""
    return owner.value if addressee is Addressee.OWNER else addressee.value


def gather(
    items: Sequence[Addressed], *, written_today: Collection[str] = (), paused: Collection[str] = ()
) -> Gathering:
    """Make the day's letters, one a mailbox, in the order of their mailboxes.

    What is for a ``paused`` mailbox waits; a copy for one is left out.
    """
    taken = {mailbox(address) for address in (*written_today, *paused)}
    at_rest = {mailbox(address) for address in paused}
    awake = [_without_copies_for(at_rest, item) for item in items] if at_rest else items
    waiting = [item for item in awake if taken & _mailboxes(item)]
    ready, folded = _fold([item for item in awake if not taken & _mailboxes(item)])
    own: dict[str, list[Addressed]] = defaultdict(list)
    for item in ready:
        own[mailbox(item.to.address)].append(item)
    copies = _copies(ready, own)
    names = {mailbox(contact.address): contact for item in reversed(ready) for contact in (*item.cc, item.to)}
    in_cc = {
        box: items for box, items in copies.items() if box not in own and _is_all_of_one_letter(items, own, copies)
    }
    beside: dict[str, list[Contact]] = defaultdict(list)
    for other, copied in in_cc.items():
        for box in _recipients(copied):
            beside[box].append(names[other])
    letters = [
        LetterPlan(
            recipient=names[box],
            cc=tuple(beside.get(box, ())),
            said=(
                *(item.said for item in own.get(box, ())),
                *(_copy(item.said) for item in copies.get(box, ()) if box not in in_cc),
            ),
        )
        for box in sorted(own.keys() | copies.keys() - in_cc.keys())
    ]
    return Gathering(tuple(letters), tuple(item.said for item in waiting), folded)


def _is_all_of_one_letter(
    items: Sequence[Addressed],
    own: Mapping[str, Sequence[Addressed]],
    copies: Mapping[str, Sequence[Addressed]],
) -> bool:
    """Whether these copies are all that one letter says, so that its Cc shows nobody what is not for her."""
    boxes = _recipients(items)
    return len(boxes) == 1 and all(len(own[box]) == len(items) and box not in copies for box in boxes)


def mailbox(address: str) -> str:
    """What two spellings of one address have in common."""
    return address.strip().casefold()


def chains(units: Mapping[str, Unit], office: Unit) -> Mapping[str, Chain]:
    """Build every unit's chain under one office."""
    superior = units.get(office.parent or "")
    return {code: Chain(unit, office, superior) for code, unit in units.items()}


def _unit_officer(chain: Chain) -> Contact | None:
    return _contact(chain.unit.officer_email, chain.unit.officer_name)


def _office_officer(chain: Chain) -> Contact | None:
    return _contact(chain.office.officer_email, chain.office.officer_name or chain.office.name)


def _contact(address: str, name: str) -> Contact | None:
    return Contact(address, name) if address else None


def _without_copies_for(at_rest: Collection[str], item: Addressed) -> Addressed:
    return replace(item, cc=tuple(contact for contact in item.cc if mailbox(contact.address) not in at_rest))


def _fold(items: Sequence[Addressed]) -> tuple[list[Addressed], Mapping[SaidKey, SaidKey]]:
    """Let a mailbox hear of one thing once: by the latest rung, of equal ones by the one that speaks highest up."""
    heard: dict[tuple[int | str, ...], list[Addressed]] = defaultdict(list)
    for item in items:
        heard[mailbox(item.to.address), *item.said.about].append(item)
    kept: list[Addressed] = []
    folded: dict[SaidKey, SaidKey] = {}
    for same in heard.values():
        said = max(same, key=_precedence)
        kept.append(replace(said, cc=tuple(dict.fromkeys(contact for item in same for contact in item.cc))))
        folded |= {item.said.key: said.said.key for item in same if item is not said}
    return kept, folded


def _copies(items: Sequence[Addressed], own: Mapping[str, Sequence[Addressed]]) -> Mapping[str, list[Addressed]]:
    """Say who gets copies of what: nobody of what she is told herself, nor twice of one thing."""
    told = {(box, *item.said.about) for box, items in own.items() for item in items}
    copies: dict[str, list[Addressed]] = defaultdict(list)
    for item in items:
        for box in dict.fromkeys(mailbox(contact.address) for contact in item.cc):
            if (box, *item.said.about) not in told:
                told.add((box, *item.said.about))
                copies[box].append(item)
    return copies


def _mailboxes(item: Addressed) -> set[str]:
    return {mailbox(contact.address) for contact in (item.to, *item.cc)}


def _recipients(items: Sequence[Addressed]) -> set[str]:
    return {mailbox(item.to.address) for item in items}


def _precedence(item: Addressed) -> tuple[int, int]:
    offset = item.said.key.offset if isinstance(item.said, Notice) else 0
    return offset, _HIGHER_UP.index(item.said.addressee)


def _copy(said: Said) -> Said:
    return replace(said, template=AS_COPY) if isinstance(said, Notice) else replace(said, is_copy=True)
