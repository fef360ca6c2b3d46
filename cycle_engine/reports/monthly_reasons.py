"""Why something is late, in words: what was said for it, and beside it what the history knows by itself."""

from collections.abc import Iterator

from cycle_engine.messages import say
from cycle_engine.reports.monthly_schools import DoneLate, LateCause, LateEntry
from cycle_engine.reports.tables import Lines, entered


def late_reasons(entry: LateEntry) -> Lines:
    """The explanation of what is late, ``[...]`` where nobody gave one, and the facts beside it, a line each."""
    return Lines(tuple(_late_reasons(entry)))


def done_late_words(done: DoneLate) -> str:
    """What was fulfilled late, by how many days, and what was said for it."""
    return _say("note_done_late", milestone=done.id, days=done.days, reason=entered(done.explanation))


def _late_reasons(entry: LateEntry) -> Iterator[str]:
    said, delay = entry.milestone.explanation, entry.milestone.delay
    yield _say("reason_explained", reason=entered(said.reason if said else ""))
    yield from (_cause(cause) for cause in entry.setbacks)
    if delay.held_up_by:
        yield _say("reason_held_up", party=say(f"terms.post_{delay.held_up_by.value}"), days=delay.days_held_up)


def _cause(cause: LateCause) -> str:
    reason = entered(cause.reason)
    if cause.step is None:
        return _say("reason_extended", until=cause.until, reason=reason)
    if cause.until is None:
        return _say("reason_returned_undated", step=cause.step, day=cause.on, reason=reason)
    return _say("reason_returned", step=cause.step, day=cause.on, until=cause.until, reason=reason)


def _say(name: str, /, **facts: object) -> str:
    return say(f"reports.{name}", **facts)
