"""Where answers to a letter go, and the plain name that its list is known by."""

import re

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.notices import Contact, Office
from cycle_engine.formatting import search_key


def answers_go_to(office: Office) -> tuple[Contact, ...]:
    """Give the officer, else the office; nobody where neither has a mailbox."""
    officer = Contact(office.officer_email, office.officer_name)
    candidates = (officer, Contact(office.email, office.name))
    return next(((contact,) for contact in candidates if is_mailbox(contact.address)), ())


def safe_name(code: str) -> str:
    """Write a unit's code in letters and digits only."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(code)).strip("-") or "office"
