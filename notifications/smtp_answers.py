"""What a mail server's answers mean for a letter, or their absence.

The first digit decides (RFC 5321, 4.2.1): 2 taken, 4 try later, 5 never. Without an answer it depends on how far the
talk had come: before the message was handed over the letter goes again, after that nobody can know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.messages import text
from notifications.outcomes import PATIENCE_FOR_ALL, Outcome, Verdict

GO_AHEAD: Final = 354
BUSY: Final = 421
"""The server closes the connection after this answer, whatever was asked."""
TOO_BIG: Final = 552
NEEDS_LOGIN: Final = (530, 534, 535, 538)

_LONGEST_WORDS: Final = 500
_UNPRINTABLE: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Kind(IntEnum):
    """What an answer means, by its first digit."""

    TAKEN = 2
    LATER = 4
    NEVER = 5


class Stage(IntEnum):
    """How far the talk about one letter has come."""

    OPENING = 0
    BEGUN = 1
    HANDED_OVER = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer; ``words`` is one line, as it may be shown."""

    code: int
    words: str

    @property
    def kind(self) -> Kind | None:
        """What it means; None when it means nothing here."""
        try:
            return Kind(self.code // 100)
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.code} {self.words}" if self.code > 0 else self.words


def one_line(words: str, *, secret: str = "") -> str:
    """Fold what a server said into one line to show; ``secret`` is not repeated even if the server did."""
    shown = words.replace(secret, "***") if secret else words
    return _UNPRINTABLE.sub(" ", shown).strip()[:_LONGEST_WORDS]


def judge_recipients(letter: ClaimedLetter, refused: Mapping[str, Answer]) -> Outcome | None:
    """Decide what becomes of the letter before its message is handed over; None: hand it over.

    Not to nobody. And while somebody is only put off, not to the others either, for the first few attempts: who has
    taken a letter is never sent it again, so who was left out then would not get it at all.
    """
    put_off = any(answer.kind is Kind.LATER for answer in refused.values())
    named = _named(refused)
    if len(refused) == len(letter.recipients):
        return Outcome(Verdict.RETRY if put_off else Verdict.FAILED, "; ".join(named), tuple(refused))
    if put_off and letter.attempts <= PATIENCE_FOR_ALL:
        return Outcome(Verdict.RETRY, str(text("delivery.waiting_for_all", refused=named)), tuple(refused))
    return None


def judge_message(answer: Answer, stage: Stage, refused: Mapping[str, Answer]) -> Outcome:
    """Decide what becomes of the letter after the server's last answer about it.

    It is sent when at least one recipient's copy was taken; the words then name who was refused.
    """
    match answer.kind:
        case Kind.TAKEN if stage is Stage.HANDED_OVER:
            named = _named(refused)
            words = str(text("delivery.refused_among_others", words=answer, refused=named)) if named else str(answer)
            return Outcome(Verdict.SENT, words, tuple(refused))
        case Kind.NEVER:
            return Outcome(Verdict.FAILED, str(answer))
        case Kind.LATER:
            return Outcome(Verdict.RETRY, str(answer))
    return judge_silence(stage, str(answer))  # an answer that means nothing is none


def judge_silence(stage: Stage, detail: str) -> Outcome:
    """Decide what becomes of the letter when the talk about it broke off."""
    if stage is Stage.HANDED_OVER:
        return Outcome(Verdict.UNCERTAIN, str(text("delivery.uncertain", detail=detail)))
    return Outcome(Verdict.RETRY, str(text("delivery.before_handing_over", detail=detail)))


def _named(refused: Mapping[str, Answer]) -> list[str]:
    return [
        str(text("delivery.refused_recipient", address=address, words=answer)) for address, answer in refused.items()
    ]
