"""Who is behind a post, from when until when."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.domain.posts import Post, PostContact, Tenure
from cycle_engine.store.rows import Row, Rows, as_day, as_day_or_none, as_int

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_CONTACTS = """
SELECT c.id, u.code AS unit, c.post, c.tenure, c.name, c.address, c.valid_from, c.valid_until
FROM contacts c JOIN units u ON u.id = c.unit_id
"""


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A contact with its number here."""

    id: int
    contact: PostContact


def contacts_from(rows: Rows, day: date) -> tuple[PostContact, ...]:
    """Read the contacts that hold on a day or later, the earlier first."""
    query = f"{_CONTACTS} WHERE c.valid_until IS NULL OR c.valid_until > :day ORDER BY c.valid_from, c.id"
    return tuple(_stored(row).contact for row in rows.rows(query, day=day))


def all_contacts(rows: Rows) -> tuple[StoredContact, ...]:
    """Read every contact there is or was, by unit, post and time."""
    found = rows.rows(f"{_CONTACTS} ORDER BY u.code, c.post, c.valid_from, c.id")
    return tuple(_stored(row) for row in found)


def find_contact(rows: Rows, contact_id: int) -> StoredContact | None:
    """Read one contact, or None."""
    found = rows.rows(f"{_CONTACTS} WHERE c.id = :contact", contact=contact_id)
    return _stored(found[0]) if found else None


def add_holder(transaction: "Transaction", unit_id: int, contact: PostContact) -> int:
    """Put somebody at a post from a day on: who was there leaves that day, and whoever was to come later does not."""
    named = {"unit": unit_id, "post": contact.post.value, "day": contact.valid_from}
    transaction.execute(
        "DELETE FROM contacts WHERE unit_id = :unit AND post = :post AND tenure = 'holder' AND valid_from >= :day",
        **named,
    )
    transaction.execute(
        "UPDATE contacts SET valid_until = :day WHERE unit_id = :unit AND post = :post AND tenure = 'holder' "
        "AND (valid_until IS NULL OR valid_until > :day)",
        **named,
    )
    return _add(transaction, unit_id, contact)


def add_substitute(transaction: "Transaction", unit_id: int, contact: PostContact) -> int:
    """Let somebody stand in for a while; of two from the same day the one said last stands in."""
    transaction.execute(
        "DELETE FROM contacts WHERE unit_id = :unit AND post = :post AND tenure = 'substitute' AND valid_from = :day",
        unit=unit_id,
        post=contact.post.value,
        day=contact.valid_from,
    )
    return _add(transaction, unit_id, contact)


def remove_contact(transaction: "Transaction", contact_id: int) -> None:
    """Take a contact away, as if it had never been said."""
    transaction.execute("DELETE FROM contacts WHERE id = :contact", contact=contact_id)


def _add(transaction: "Transaction", unit_id: int, contact: PostContact) -> int:
    from cycle_engine.store.people_tables import ContactRow

    return transaction.insert_one(
        ContactRow,
        unit_id=unit_id,
        post=contact.post.value,
        tenure=contact.tenure.value,
        name=contact.name,
        address=contact.address,
        valid_from=contact.valid_from,
        valid_until=contact.valid_until,
    )


def _stored(row: Row) -> StoredContact:
    return StoredContact(
        as_int(row["id"]),
        PostContact(
            unit=str(row["unit"]),
            post=Post(str(row["post"])),
            tenure=Tenure(str(row["tenure"])),
            name=str(row["name"]),
            address=str(row["address"]),
            valid_from=as_day(row["valid_from"]),
            valid_until=as_day_or_none(row["valid_until"]),
        ),
    )
