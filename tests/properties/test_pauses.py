"""Whoever is paused when: nobody is written to in a pause, nobody's news is lost by it, and the others hear as ever."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.services.pausing import pause
from cycle_engine.services.ticking import tick
from tests.builders import a_desk, close_desks, on, open_sample_cycle
from tests.databases import SQLiteTemplate
from tests.worlds import some_of

FIRST, LAST = date(2025, 1, 6), date(2025, 3, 7)
"""Around the ladder of II.1, from four working days before its first rung to a fortnight after its last."""

PAUSABLE = ("mn01@truong.example", "truongphong@phong.example", "so@so.example", "chuyenvien@phong.example")

Said = Mapping[str, Sequence[tuple[date, str, str, int]]]
"""By mailbox, what it was told first-hand: the day, the unit, the milestone and the rung."""

pauses = st.lists(
    st.tuples(
        st.sampled_from(PAUSABLE),
        st.dates(FIRST, date(2025, 2, 20)),
        st.integers(min_value=0, max_value=8),
    ),
    max_size=3,
)


@some_of(4)
@given(paused=pauses)
def test_a_pause_delays_what_is_for_its_mailbox_and_nothing_else(
    sqlite_template: SQLiteTemplate, paused: list[tuple[str, date, int]]
) -> None:
    said, usual = _play(sqlite_template, tuple(paused)), _play(sqlite_template, ())
    at_rest = _days_of(paused)
    for address, told in said.items():
        assert not {day for day, *_ in told} & at_rest[address], "written to in a pause"
    assert {a: t for a, t in said.items() if a not in at_rest} == {a: t for a, t in usual.items() if a not in at_rest}
    for address in at_rest:
        assert _last_of(said.get(address, ())) == _last_of(usual.get(address, ())), "the latest news is lost"


def _last_of(told: Sequence[tuple[date, str, str, int]]) -> Mapping[tuple[str, str], int]:
    """The last rung that a mailbox heard of each unit's milestone, however late."""
    return {(unit, milestone): offset for _, unit, milestone, offset in told}


def _days_of(paused: Sequence[tuple[str, date, int]]) -> Mapping[str, set[date]]:
    """The days on which each mailbox is at rest; of two pauses of one mailbox the later said takes over that day."""
    days: dict[str, set[date]] = defaultdict(set)
    for address, first, more in sorted(paused, key=lambda one: one[1]):
        days[address] = {day for day in days[address] if day < first}
        days[address] |= {first + timedelta(days=step) for step in range(more + 1)}
    return days


@cache
def _play(template: SQLiteTemplate, paused: tuple[tuple[str, date, int], ...]) -> Said:
    said: dict[str, list[tuple[date, str, str, int]]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        desk = a_desk(template.copy(Path(folder)), Path(folder), today=date(2024, 11, 25))
        open_sample_cycle(desk, schools=2)
        for step in range((LAST - FIRST).days + 1):
            today = on(desk, FIRST + timedelta(days=step))
            for address, first, more in paused:
                if first == today.today:
                    pause(today, address, last=first + timedelta(days=more), reason="nghỉ")
            for letter in tick(today).letters:
                own = [notice for notice in letter.plan.notices if not notice.is_copy]
                said[letter.plan.recipient.address] += [
                    (today.today, notice.unit, notice.key.milestone, notice.key.offset) for notice in own
                ]
        close_desks()
    return said
