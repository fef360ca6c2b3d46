"""Who is behind a unit's posts, from when until when: set, absent with a substitute, vacant, taken away again."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.posts import Post, PostContact, Tenure
from cycle_engine.domain.units import code_key
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.board import unit_not_found
from cycle_engine.services.desk import Desk
from cycle_engine.store.contacts import (
    StoredContact,
    add_holder,
    add_substitute,
    all_contacts,
    find_contact,
    remove_contact,
)
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import StoredUnit, all_units, log_changes

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Person:
    """A mailbox and whose it is; an empty address is nobody."""

    address: str
    name: str = ""


def list_contacts(desk: Desk, unit: str = "") -> tuple[StoredContact, ...]:
    """Read the contacts of all units or of one. Raises ``NotFound`` for a unit that is not in the roster."""
    with desk.database.read() as rows:
        code = _require_unit(rows, desk, unit).unit.code if unit else ""
        return tuple(stored for stored in all_contacts(rows) if code in ("", stored.contact.unit))


def set_contact(desk: Desk, unit: str, post: Post, person: Person, *, since: date | None = None) -> StoredContact:
    """Put somebody at a post from a day on, or leave it vacant; who was there before leaves that day.

    Raises ``OperationRefused`` for an address that is none, ``NotFound`` for the unit.
    """
    if person.address:
        require_mailbox(person.address)
    with desk.database.write() as transaction:
        desk.require_staff(transaction)
        held = _require_unit(transaction, desk, unit)
        contact = _contact(held, post, Tenure.HOLDER, person, (since or desk.today, None))
        number = add_holder(transaction, held.id, contact)
        _log(transaction, desk, contact, "contact_set")
    return StoredContact(number, contact)


def set_absence(desk: Desk, unit: str, post: Post, substitute: Person, *, first: date, last: date) -> StoredContact:
    """Let letters of the days from ``first`` to ``last``, both included, go to a substitute.

    Raises ``OperationRefused`` for an address that is none or days in the wrong order, ``NotFound`` for the unit.
    """
    require_mailbox(substitute.address)
    if last < first:
        raise OperationRefused(
            "absence_ends_first", hints=[text("errors.absence_ends_first_hint")], first=first, last=last
        )
    with desk.database.write() as transaction:
        desk.require_staff(transaction)
        held = _require_unit(transaction, desk, unit)
        contact = _contact(held, post, Tenure.SUBSTITUTE, substitute, (first, last + timedelta(days=1)))
        number = add_substitute(transaction, held.id, contact)
        _log(transaction, desk, contact, "contact_absent")
    return StoredContact(number, contact)


def take_away(desk: Desk, number: int) -> StoredContact:
    """Take a contact or an absence back, as if it had not been said. Raises ``NotFound``."""
    with desk.database.write() as transaction:
        desk.require_staff(transaction)
        stored = find_contact(transaction, number)
        if stored is None:
            raise NotFound("contact_unknown", hints=[text("errors.contact_unknown_hint")], number=number)
        remove_contact(transaction, number)
        _log(transaction, desk, stored.contact, "contact_removed")
    return stored


def require_mailbox(address: str) -> None:
    """Let only what can be a mailbox on. Raises ``OperationRefused``."""
    if not is_mailbox(address):
        raise OperationRefused("no_mailbox", hints=[text("errors.no_mailbox_hint")], address=address)


def _require_unit(rows: Rows, desk: Desk, code: str) -> StoredUnit:
    units = {code_key(stored.unit.code): stored for stored in all_units(rows, day=desk.today)}
    if found := units.get(code_key(code)):
        return found
    raise unit_not_found(code, {stored.unit.code: stored.unit.name for stored in units.values()})


def _contact(
    held: StoredUnit, post: Post, tenure: Tenure, person: Person, days: tuple[date, date | None]
) -> PostContact:
    return PostContact(held.unit.code, post, tenure, normalised(person.name), person.address.strip(), *days)


def _log(transaction: "Transaction", desk: Desk, contact: PostContact, change: str) -> None:
    facts = {name: getattr(contact, name) for name in PostContact.__slots__ if name != "unit"}
    actor = desk.actor(transaction)
    log_changes(transaction, [(contact.unit, change, facts)], actor=actor.login, recorded_at=desk.clock.now())
