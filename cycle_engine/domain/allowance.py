"""How many letters of reminders an office sends a day: what is over waits for the next working day, most urgent first.

Urgent is what lies furthest behind its deadline, then what comes closest before it; what happened to a case stands
between. A letter that only brings copies
goes last, and a copy goes only with or after the letter that it is a copy of. What waits is decided anew the next day,
so a later rung may take its place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cycle_engine.domain.notices import Notice
from cycle_engine.domain.recipients import LetterPlan, Said, SaidKey, mailbox


@dataclass(frozen=True, slots=True)
class Allowed:
    """The letters that go today, and what the others would have said first-hand."""

    letters: tuple[LetterPlan, ...]
    waiting: tuple[Said, ...] = ()


def allow(letters: Sequence[LetterPlan], most: int) -> Allowed:
    """Keep at most so many letters, one a mailbox, in the order they come."""
    if len(letters) <= most:
        return Allowed(tuple(letters))
    chosen = {mailbox(letter.recipient.address) for letter in sorted(letters, key=_urgency)[:most]}
    going = [letter for letter in letters if mailbox(letter.recipient.address) in chosen]
    said = {one.key for letter in going for one in letter.first_hand}
    kept = (_without_strange_copies(letter, said) for letter in going)
    waiting = (one for letter in letters for one in letter.first_hand if one.key not in said)
    return Allowed(tuple(letter for letter in kept if letter.said), tuple(waiting))


def _urgency(letter: LetterPlan) -> tuple[bool, int, date, str]:
    """Sort the most urgent letter first."""
    own = letter.first_hand
    box = mailbox(letter.recipient.address)
    if not own:
        return True, 0, date.max, box
    notices = [one for one in own if isinstance(one, Notice)]
    offset = max((notice.key.offset for notice in notices), default=0)
    return False, -offset, min((notice.due for notice in notices), default=date.max), box


def _without_strange_copies(letter: LetterPlan, said: Collection[SaidKey]) -> LetterPlan:
    """Leave out copies of what is not said today."""
    return replace(letter, said=tuple(one for one in letter.said if not one.is_copy or one.key in said))
