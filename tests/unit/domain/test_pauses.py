from collections.abc import Collection
from datetime import date

import pytest

from cycle_engine.domain.definition import Addressee
from cycle_engine.domain.ladder import DatedRung, dated_rungs
from cycle_engine.domain.pauses import PartedRungs, Pause, gather_pauses, part_rungs
from tests.school_year import CALENDAR, day, deadline, plan

RUNGS = dated_rungs(plan(), deadline("II.1"), CALENDAR)
"""10/01, 17/01, 22/01, 24/01 before Tết; 04/02, then the head on 06/02 and 10/02, the province on 17/02."""


def parted(today: str, *pauses: tuple[Addressee, str, str]) -> PartedRungs:
    """Part the rungs on a day, with addressees paused from one day to another, both included."""

    def is_paused(to: Addressee, on: date) -> bool:
        return any(to is who and day(first) <= on <= day(last) for who, first, last in pauses)

    return part_rungs(RUNGS, today=day(today), is_paused=is_paused)


def offsets(items: Collection[DatedRung]) -> list[int]:
    return [item.rung.offset for item in items]


@pytest.mark.parametrize(
    ("written", "is_paused"), [("09/02/2025", False), ("10/02/2025", True), ("13/02/2025", True), ("14/02/2025", False)]
)
def test_a_pause_begins_with_its_first_day_and_ends_before_its_last(written: str, *, is_paused: bool) -> None:
    pauses = gather_pauses([Pause("MN01@truong.example", date(2025, 2, 10), date(2025, 2, 14))])
    assert pauses.is_paused("mn01@Truong.example", day(written)) is is_paused
    assert pauses.on(day(written)) == ({"mn01@truong.example"} if is_paused else set())


def test_without_pauses_all_rungs_go_together() -> None:
    assert parted("10/02/2025") == PartedRungs(RUNGS)


def test_rungs_that_fall_due_in_a_pause_stand_apart_and_those_before_it_do_not() -> None:
    found = parted("23/01/2025", (Addressee.OWNER, "20/01/2025", "31/01/2025"))
    assert offsets(found.paused) == [-2, 0]
    assert offsets(found.others) == [-10, -5, 1, 3, 5, 10]


def test_after_a_pause_the_rungs_of_its_days_stand_apart() -> None:
    found = parted("03/02/2025", (Addressee.OWNER, "20/01/2025", "31/01/2025"))
    assert [offsets(one) for one in found.resumed] == [[-2, 0]]
    assert offsets(found.others) == [-10, -5, 1, 3, 5, 10]


def test_rungs_of_a_pause_go_with_the_others_once_a_later_one_is_due() -> None:
    found = parted("04/02/2025", (Addressee.OWNER, "20/01/2025", "31/01/2025"))
    assert found == PartedRungs(RUNGS)


def test_each_addressee_s_missed_rungs_are_decided_by_themselves() -> None:
    found = parted(
        "12/02/2025", (Addressee.OWNER, "04/02/2025", "11/02/2025"), (Addressee.HEAD, "06/02/2025", "11/02/2025")
    )
    assert [offsets(one) for one in found.resumed] == [[1], [3, 5]]
