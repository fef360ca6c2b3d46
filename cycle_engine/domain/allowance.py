"""How many letters of reminders an office sends a day: what is over waits for the next working day, most urgent first.

Urgent is what lies furthest behind its deadline, then what comes closest before it. A letter that only brings copies
goes last, and a copy goes only with or after the letter that it is a copy of. What waits is decided anew the next day,
so a later rung may take its place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cycle_engine.domain.notices import Notice, NoticeKey
from cycle_engine.domain.recipients import LetterPlan, mailbox


@dataclass(frozen=True, slots=True)
class Allowed:
    """The letters that go today, and what the others would have said first-hand."""

    letters: tuple[LetterPlan, ...]
    waiting: tuple[Notice, ...] = ()


def allow(letters: Sequence[LetterPlan], most: int) -> Allowed:
    """Keep at most so many letters, one a mailbox, in the order they come."""
    if len(letters) <= most:
        return Allowed(tuple(letters))
    chosen = {mailbox(letter.recipient.address) for letter in sorted(letters, key=_urgency)[:most]}
    going = [letter for letter in letters if mailbox(letter.recipient.address) in chosen]
    said = {notice.key for letter in going for notice in _first_hand(letter)}
    kept = (_without_strange_copies(letter, said) for letter in going)
    waiting = (n for letter in letters for n in _first_hand(letter) if n.key not in said)
    return Allowed(tuple(letter for letter in kept if letter.notices), tuple(waiting))


def _urgency(letter: LetterPlan) -> tuple[bool, int, date, str]:
    """Sort the most urgent letter first."""
    own = _first_hand(letter)
    box = mailbox(letter.recipient.address)
    if not own:
        return True, 0, date.max, box
    return False, -max(notice.key.offset for notice in own), min(notice.due for notice in own), box


def _first_hand(letter: LetterPlan) -> Sequence[Notice]:
    return [notice for notice in letter.notices if not notice.is_copy]


def _without_strange_copies(letter: LetterPlan, said: Collection[NoticeKey]) -> LetterPlan:
    """Leave out copies of what is not said today."""
    return replace(letter, notices=tuple(n for n in letter.notices if not n.is_copy or n.key in said))
