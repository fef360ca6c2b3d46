"""Who hears: a rung's addressee becomes a mailbox, and the day's notices become one letter a mailbox.

One mailbox gets one letter a day at most, and hears of one thing once in it, however many posts share the mailbox. So
notices to the same mailbox are gathered. Somebody who would get a copy of all that one letter says, and nothing else
that day, stands in its Cc; who would get copies of part of a letter or of several, or has a letter of her own that day,
finds them in a letter of her own. A notice waits for the next working day when a mailbox it needs has been written to
already today, and longer when the mailbox is paused.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cycle_engine.domain.definition import LADDER_ADDRESSEES, Addressee, Party
from cycle_engine.domain.notices import AS_COPY, Contact, Notice, NoticeKey
from cycle_engine.domain.units import Unit

_HIGHER_UP: Final = LADDER_ADDRESSEES
"""Addressees from the one whose move it is upwards."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A unit with the authority that runs the assessment and that authority's superior."""

    unit: Unit
    office: Unit
    superior: Unit | None


@dataclass(frozen=True, slots=True)
class AddressedNotice:
    """A notice with the mailbox it is for, and those that get a copy."""

    notice: Notice
    to: Contact
    cc: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """One letter to write: to whom, with whom in copy, saying what."""

    recipient: Contact
    cc: tuple[Contact, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Gathering:
    """The letters of a day, and the notices that wait because a mailbox has had its letter or is paused.

    ``folded`` names those that need not be said, each with the one by which their mailbox hears of the same thing.
    """

    letters: tuple[LetterPlan, ...]
    waiting: tuple[Notice, ...]
    folded: Mapping[NoticeKey, NoticeKey] = field(default_factory=dict)


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
    notices: Sequence[AddressedNotice], *, written_today: Collection[str] = (), paused: Collection[str] = ()
) -> Gathering:
    """Make the day's letters, one a mailbox, in the order of their mailboxes.

    What is for a ``paused`` mailbox waits; a copy for one is left out.
    """
    taken = {mailbox(address) for address in (*written_today, *paused)}
    at_rest = {mailbox(address) for address in paused}
    awake = [_without_copies_for(at_rest, item) for item in notices] if at_rest else notices
    waiting = [item for item in awake if taken & _mailboxes(item)]
    ready, folded = _fold([item for item in awake if not taken & _mailboxes(item)])
    own: dict[str, list[AddressedNotice]] = defaultdict(list)
    for item in ready:
        own[mailbox(item.to.address)].append(item)
    copies = _copies(ready, own)
    names = {mailbox(contact.address): contact for item in reversed(ready) for contact in (*item.cc, item.to)}
    in_cc = {
        box: items for box, items in copies.items() if box not in own and _is_all_of_one_letter(items, own, copies)
    }
    letters = [
        LetterPlan(
            recipient=names[box],
            cc=tuple(names[other] for other, items in in_cc.items() if _recipients(items) == {box}),
            notices=(
                *(item.notice for item in own.get(box, ())),
                *(_copy(item.notice) for item in copies.get(box, ()) if box not in in_cc),
            ),
        )
        for box in sorted(own.keys() | copies.keys() - in_cc.keys())
    ]
    return Gathering(tuple(letters), tuple(item.notice for item in waiting), folded)


def _is_all_of_one_letter(
    items: Sequence[AddressedNotice],
    own: Mapping[str, Sequence[AddressedNotice]],
    copies: Mapping[str, Sequence[AddressedNotice]],
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


def _without_copies_for(at_rest: Collection[str], item: AddressedNotice) -> AddressedNotice:
    return replace(item, cc=tuple(contact for contact in item.cc if mailbox(contact.address) not in at_rest))


def _fold(items: Sequence[AddressedNotice]) -> tuple[list[AddressedNotice], Mapping[NoticeKey, NoticeKey]]:
    """Let a mailbox hear of one thing once: by the latest rung, of equal ones by the one that speaks highest up."""
    heard: dict[tuple[str, int, str], list[AddressedNotice]] = defaultdict(list)
    for item in items:
        heard[mailbox(item.to.address), *_thing(item)].append(item)
    kept: list[AddressedNotice] = []
    folded: dict[NoticeKey, NoticeKey] = {}
    for same in heard.values():
        said = max(same, key=lambda item: (item.notice.key.offset, _HIGHER_UP.index(item.notice.addressee)))
        kept.append(replace(said, cc=tuple(dict.fromkeys(contact for item in same for contact in item.cc))))
        folded |= {item.notice.key: said.notice.key for item in same if item is not said}
    return kept, folded


def _copies(
    items: Sequence[AddressedNotice], own: Mapping[str, Sequence[AddressedNotice]]
) -> Mapping[str, list[AddressedNotice]]:
    """Say who gets copies of what: nobody of what she is told herself, nor twice of one thing."""
    told = {(box, *_thing(item)) for box, items in own.items() for item in items}
    copies: dict[str, list[AddressedNotice]] = defaultdict(list)
    for item in items:
        for box in dict.fromkeys(mailbox(contact.address) for contact in item.cc):
            if (box, *_thing(item)) not in told:
                told.add((box, *_thing(item)))
                copies[box].append(item)
    return copies


def _thing(item: AddressedNotice) -> tuple[int, str]:
    """What a notice is about: one milestone of one case."""
    return item.notice.key.case_id, item.notice.key.milestone


def _mailboxes(item: AddressedNotice) -> set[str]:
    return {mailbox(contact.address) for contact in (item.to, *item.cc)}


def _recipients(items: Sequence[AddressedNotice]) -> set[str]:
    return {mailbox(item.to.address) for item in items}


def _copy(notice: Notice) -> Notice:
    return replace(notice, template=AS_COPY)
