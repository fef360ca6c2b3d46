"""Taking back what no longer holds, in the transaction that ended it: no letter goes out that has become untrue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.domain.announcements import (
    Announcement,
    AnnouncementKey,
    changed_days,
    keeping_days,
    still_holds,
    with_deadline,
)
from cycle_engine.domain.case import CaseState
from cycle_engine.domain.milestones import Deadline, open_stages
from cycle_engine.domain.notices import Contact, Notice, NoticeKey
from cycle_engine.domain.recipients import LetterPlan, Said
from cycle_engine.domain.weekly import WEEKLY_DIGEST, Row, has_something, row_holds, without_lapsed
from cycle_engine.services.board import deadline_of
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import QueuedLetter, office_of, units_on, write_letters
from cycle_engine.store.announcements import (
    cancel_announcements,
    due_about,
    letters_of_weeks,
    move_announcements,
    queued_announcements,
    record_due,
    replace_due,
)
from cycle_engine.store.cases import StoredCase, case_of
from cycle_engine.store.notices import (
    cancel_notices,
    hold_letters,
    letters_about,
    move_notices,
    overtaken_cases,
    queued_notices,
)
from cycle_engine.store.outbox import cancel_queued, letter_with_message
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a change took back: how many letters were cancelled, and those written anew without what no longer holds."""

    cancelled: int
    rewritten: tuple[QueuedLetter, ...]


@dataclass(frozen=True, slots=True)
class _Now:
    """How the cases that changed stand now."""

    desk: Desk
    cycle: OpenCycle
    cases: Mapping[int, tuple[StoredCase, CaseState]]

    def deadline(self, case_id: int, milestone_id: str) -> Deadline | None:
        """The dates of a milestone of one of the cases; None when it is done, or has none."""
        case, state = self.cases[case_id]
        milestone = self.cycle.plan.find_milestone(milestone_id)
        if milestone is None or state.stage not in open_stages(self.cycle.workflow.track(case.track), milestone):
            return None
        return deadline_of(milestone, state, self.cycle, self.desk.calendar_for(self.cycle.plan))


def withdraw(
    transaction: "Transaction", desk: Desk, cycle: OpenCycle, changed: Sequence[tuple[StoredCase, CaseState]]
) -> Withdrawal:
    """Take back what is said about these cases that no longer holds, and keep saying the rest.

    A letter with nothing left is cancelled; one that still says something is cancelled and written anew without it, as
    the letter of the same day. What was taken back of a deadline was not said: it is undecided again, should it hold
    again. A letter that failed, or that may have arrived, is taken back as well, or it would be sent once more.
    """
    now = _Now(desk, cycle, {case.id: (case, state) for case, state in changed})
    _keep_due(transaction, now)
    if not _may_lapse(transaction, now):
        return Withdrawal(0, ())
    hold_letters(transaction)
    rewritten, cancelled = [], 0
    for letter_id, said in _queued(transaction, _may_lapse(transaction, now)).items():
        left = tuple(kept for one in said if (kept := _kept(one, now)))
        if left == said or not cancel_queued(transaction, letter_id):
            continue
        cancelled += 1
        _forget(transaction, [one for one in said if one not in left])
        if left:
            rewritten.append(_rewrite(transaction, now, letter_id, left))
    return Withdrawal(cancelled, tuple(rewritten))


def withdraw_overtaken(transaction: "Transaction", desk: Desk) -> int:
    """Take back what letters say that were on their way while a case moved, and came back; return how many letters."""
    overtaken = overtaken_cases(transaction)
    cancelled = 0
    for cycle in desk.cycles(transaction) if overtaken else ():
        found = [
            case_of(transaction, cycle.stored.id, unit, track)
            for number, unit, track in overtaken
            if number == cycle.stored.id
        ]
        cancelled += withdraw(transaction, desk, cycle, [(case, case.state) for case in found if case]).cancelled
    return cancelled


def announce(
    transaction: "Transaction",
    desk: Desk,
    cycle: OpenCycle,
    announcements: Sequence[Announcement],
    changed: Sequence[tuple[StoredCase, CaseState]],
) -> None:
    """Record what acts have to tell, with the days to act by, but for what a later act of the call has overtaken."""
    now = _Now(desk, cycle, {case.id: (case, state) for case, state in changed})
    record_due(transaction, [kept for one in announcements if (kept := _kept_news(one, now))], day=desk.today)


def _keep_due(transaction: "Transaction", now: _Now) -> None:
    """Take back what waits to be told and no longer holds, and leave of the rest what does."""
    for one in due_about(transaction, list(now.cases)):
        kept = _kept_news(one, now)
        if kept is None:
            cancel_announcements(transaction, [one.key])
        elif kept != one:
            replace_due(transaction, kept)


def _may_lapse(rows: Rows, now: _Now) -> tuple[int, ...]:
    """Name the letters that may yet be sent and say something about these cases, or tell of a week that may."""
    weeks = letters_of_weeks(rows, now.cycle.stored.id) if now.cases else ()
    return tuple(sorted({*letters_about(rows, list(now.cases)), *weeks}))


def _queued(rows: Rows, letter_ids: Sequence[int]) -> Mapping[int, tuple[Said, ...]]:
    """Read everything that letters say, by letter."""
    notices, announcements = queued_notices(rows, letter_ids), queued_announcements(rows, letter_ids)
    return {number: (*notices.get(number, ()), *announcements.get(number, ())) for number in letter_ids}


def _kept(said: Said, now: _Now) -> Said | None:
    """What is left of a thing said: itself while it holds, of a list the rows that hold, or None."""
    if isinstance(said, Announcement):
        return _kept_news(said, now)
    return said if said.key.case_id not in now.cases or _notice_holds(said, now) else None


def _kept_news(news: Announcement, now: _Now) -> Announcement | None:
    if news.template == WEEKLY_DIGEST:
        facts = without_lapsed(news.facts, lambda row: _row_holds(row, now), now.cases)
        return replace(news, facts=facts) if has_something(facts) else None
    case_id = news.key.case_id
    if case_id not in now.cases:
        return news
    if changed_days(news):
        return keeping_days(news, lambda milestone, day: _day_is(day, now.deadline(case_id, milestone)))
    deadline = now.deadline(case_id, news.milestone) if news.milestone else None
    _, state = now.cases[case_id]
    return with_deadline(news, deadline) if still_holds(news, state, deadline.nominal if deadline else None) else None


def _row_holds(row: Row, now: _Now) -> bool:
    _, state = now.cases[row["case_id"]]
    return row_holds(row, state, now.deadline(row["case_id"], row["milestone"]))


def _notice_holds(notice: Notice, now: _Now) -> bool:
    """Whether its milestone is open, the same party's move, in the same round, with the same dates."""
    deadline, (_, state) = now.deadline(notice.key.case_id, notice.key.milestone), now.cases[notice.key.case_id]
    if deadline is None or state.owner is not notice.owner or state.round != notice.key.round:
        return False
    dates = (deadline.counts_from, deadline.remind_by, deadline.late_after)
    return dates == (notice.key.due, notice.remind_by, notice.late_after)


def _day_is(day: date | None, deadline: Deadline | None) -> bool:
    """Whether a last day that was told is the one that counts; None: nothing is asked for any more."""
    return day == (deadline.counts_from if deadline else None)


def _forget(transaction: "Transaction", lapsed: Sequence[Said]) -> None:
    """Take back that these were decided; copies are another letter's to take back."""
    notices, announcements = _own_keys(lapsed)
    cancel_notices(transaction, notices)
    cancel_announcements(transaction, announcements)


def _rewrite(transaction: "Transaction", now: _Now, letter_id: int, left: tuple[Said, ...]) -> QueuedLetter:
    units = units_on(transaction, now.desk.today)
    office = office_of(units, now.cycle)
    found = letter_with_message(transaction, letter_id)
    if found is None:
        raise KeyError(letter_id)
    old = found[0]
    plan = LetterPlan(
        recipient=Contact(old.recipient, old.recipient_name),
        cc=tuple(Contact(address, "") for address in old.cc),
        said=left,
    )
    (queued,) = write_letters(transaction, now.desk, now.cycle, [plan], office, written_at=old.queued_at)
    notices, announcements = _own_keys(left)
    move_notices(transaction, notices, queued.id)
    move_announcements(transaction, announcements, queued.id)
    return queued


def _own_keys(said: Sequence[Said]) -> tuple[list[NoticeKey], list[AnnouncementKey]]:
    first_hand = [one for one in said if not one.is_copy]
    return (
        [one.key for one in first_hand if isinstance(one, Notice)],
        [one.key for one in first_hand if isinstance(one, Announcement)],
    )
