from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from cycle_engine.domain.appointments import AppointmentState, gathered, latest, rings_before, state_of, uid_of
from cycle_engine.domain.milestones import MilestoneState
from tests.appointments import an_appointment, days_of, office_calendar

OPENED = datetime(2024, 11, 25, 1, 0, tzinfo=UTC)
CASE = "PGD/74/KH-GDDT/2024-2025/MN01/school"
PLANNED = {"II.1": date(2025, 1, 31)}


def test_an_entry_is_named_by_its_case_and_milestone() -> None:
    name = uid_of(CASE, OPENED, "II.1")
    others = [uid_of(CASE, OPENED, "II.2"), uid_of(CASE.replace("01", "02"), OPENED, "II.1")]
    assert len({name, *others}) == 3


def test_two_offices_with_the_same_codes_do_not_share_an_entry() -> None:
    assert uid_of(CASE, OPENED, "II.1") != uid_of(CASE, OPENED + timedelta(seconds=1), "II.1")


def test_the_name_of_an_entry_is_never_made_otherwise() -> None:
    assert uid_of(CASE, OPENED, "II.1") == "fc4e1f17d29f0356585d1efbab3905a3"


def test_an_entry_after_a_weekend_rings_on_the_friday_before() -> None:
    assert rings_before(date(2025, 3, 17), office_calendar()) == timedelta(days=2, hours=16)
    assert rings_before(date(2025, 3, 18), office_calendar()) == timedelta(hours=16)


def test_only_what_is_done_is_done() -> None:
    assert [state_of(state) is AppointmentState.DONE for state in MilestoneState] == [
        state is MilestoneState.DONE for state in MilestoneState
    ]


def test_the_schools_of_one_day_are_one_entry_that_names_those_still_due() -> None:
    schools = [
        an_appointment("1", who="Trường B"),
        an_appointment("2", who="Trường A"),
        an_appointment("3", who="Trường C", state=AppointmentState.DONE),
    ]
    (one,) = gathered(schools, key="PGD/74/2024-2025", opened_at=OPENED, days=PLANNED, sequence=7)
    assert (one.still_due, one.units, one.state) == (("Trường A", "Trường B"), 3, AppointmentState.DUE)
    assert one.sequence == 7


def test_a_day_on_which_all_are_done_is_done() -> None:
    schools = [an_appointment(str(number), state=AppointmentState.DONE) for number in range(3)]
    (one,) = gathered(schools, key="PGD", opened_at=OPENED, days=PLANNED, sequence=1)
    assert (one.state, one.still_due) == (AppointmentState.DONE, ())


def test_an_extended_school_stands_on_a_day_of_its_own_beside_the_plan_s() -> None:
    extended = an_appointment("2", deadline=days_of(date(2025, 2, 14)))
    plan, own = gathered([an_appointment("1"), extended], key="PGD", opened_at=OPENED, days=PLANNED, sequence=1)
    assert (plan.day, own.day) == (date(2025, 1, 24), date(2025, 2, 14))
    assert plan.uid != own.uid


def test_an_amended_plan_moves_the_gathered_entry_and_keeps_its_name() -> None:
    before = gathered([an_appointment("1")], key="PGD", opened_at=OPENED, days=PLANNED, sequence=1)
    moved = an_appointment("1", deadline=days_of(date(2025, 2, 14)))
    after = gathered([moved], key="PGD", opened_at=OPENED, days={"II.1": date(2025, 2, 14)}, sequence=2)
    assert before[0].uid == after[0].uid


def test_of_one_entry_the_latest_state_is_kept() -> None:
    old = an_appointment("1", sequence=1)
    new = replace(old, sequence=2, state=AppointmentState.DONE)
    assert latest([new, old]) == latest([old, new]) == (new,)
