"""``cycle contact``: who is behind a unit's posts, from when until when."""

from datetime import date, timedelta

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.domain.posts import Post
from cycle_engine.errors import UsageProblem
from cycle_engine.messages import say, text
from cycle_engine.services import contacts
from cycle_engine.services.contacts import Person
from cycle_engine.store.contacts import StoredContact

POST = click.Choice([post.value for post in Post])


@group("contact")
def contact() -> None:
    """Who is behind a unit's posts."""


@command("contact_list", "list")
@argument("unit", required=False, default="")
@click.pass_obj
def list_(asked: Asked, unit: str) -> None:
    """List contacts and absences."""
    found = contacts.list_contacts(open_desk(asked), unit)
    if asked.json:
        show_json({"contacts": [_as_json(stored) for stored in found]})
        return
    names = ("id", "unit", "post", "tenure", "name", "email", "first_day", "last_day")
    show_table([say(f"output.{name}") for name in names], [_row(stored) for stored in found])


@command("contact_set", "set")
@argument("unit")
@argument("post", type=POST)
@option("--address", default="", help="contact_address")
@option("--vacant", is_flag=True, help="contact_vacant")
@option("--name", default="", help="contact_name")
@option("--since", type=DAY, help="since")
@click.pass_obj
def set_(asked: Asked, unit: str, post: str, *, address: str, vacant: bool, name: str, since: date | None) -> None:
    """Put somebody at a post, or leave it vacant."""
    if vacant == bool(address):
        raise UsageProblem("address_or_vacant", hints=[text("errors.address_or_vacant_hint")])
    desk = open_desk(asked, writes=True)
    stored = contacts.set_contact(desk, unit, Post(post), Person(address, name), since=since)
    _tell(asked, stored, "output.contact_vacant" if vacant else "output.contact_set")


@command("contact_absent", "absent")
@argument("unit")
@argument("post", type=POST)
@option("--from", "first", type=DAY, required=True, help="absent_from")
@option("--to", "last", type=DAY, required=True, help="absent_to")
@option("--substitute", required=True, help="substitute")
@option("--name", default="", help="contact_name")
@click.pass_obj
def absent(asked: Asked, unit: str, post: str, *, first: date, last: date, substitute: str, name: str) -> None:
    """Let a substitute get the letters of some days."""
    desk = open_desk(asked, writes=True)
    stored = contacts.set_absence(desk, unit, Post(post), Person(substitute, name), first=first, last=last)
    _tell(asked, stored, "output.contact_absent")


@command("contact_remove", "remove")
@argument("number", type=int)
@click.pass_obj
def remove(asked: Asked, number: int) -> None:
    """Take a contact or an absence back."""
    _tell(asked, contacts.take_away(open_desk(asked, writes=True), number), "output.contact_removed")


for one in (list_, set_, absent, remove):
    contact.add_command(one)


def _tell(asked: Asked, stored: StoredContact, key: str) -> None:
    if asked.json:
        show_json(_as_json(stored))
        return
    held = stored.contact
    facts = {"first": held.valid_from, "last": _last_day(stored) or held.valid_from}
    post = text(f"terms.post_{held.post.value}")
    show_text(key, number=stored.id, unit=held.unit, post=post, address=held.address, **facts)


def _last_day(stored: StoredContact) -> date | None:
    until = stored.contact.valid_until
    return until - timedelta(days=1) if until else None


def _row(stored: StoredContact) -> tuple[object, ...]:
    held = stored.contact
    words = (say(f"terms.post_{held.post.value}"), say(f"terms.tenure_{held.tenure.value}"))
    address = held.address or say("terms.post_is_vacant")
    return (stored.id, held.unit, *words, held.name, address, held.valid_from, _last_day(stored))


def _as_json(stored: StoredContact) -> dict[str, object]:
    held = stored.contact
    return {
        "id": stored.id,
        "unit": held.unit,
        "post": held.post.value,
        "tenure": held.tenure.value,
        "name": held.name or None,
        "address": held.address or None,
        "from": held.valid_from,
        "to": _last_day(stored),
    }
