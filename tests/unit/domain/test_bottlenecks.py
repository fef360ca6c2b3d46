"""Where a school's working days went: every day has one cause, and together they are those that somebody held it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.bottlenecks import Cause, CauseDays, days_by_cause, scene_of
from cycle_engine.domain.explanations import Setback, SetbackKind
from cycle_engine.domain.milestones import CaseStanding
from tests.school_year import preschool
from tests.unit.reports.samples import CALENDAR, DEPARTMENT_TRACK, OPENED, PLAN, a_standing

TRACK = preschool().track("school")
LAST = date(2025, 3, 14)
ASKED = "self_assessment 2025-01-20 review_request 2025-02-12"
"""Submitted in January, asked for review on 12 February."""


def causes(
    standing: CaseStanding, *setbacks: Setback, office: str = "guidance 2025-02-05", stands: str = "reviewing"
) -> dict[Cause, CauseDays]:
    """What the days went into, beside an office that has come so far."""
    department = a_standing(20, "Phòng Mẫu", stands, track=DEPARTMENT_TRACK, been=office)
    return dict(days_by_cause(standing, setbacks, scene_of(TRACK, PLAN, CALENDAR, [standing, department])))


def an_extension(milestone: str, until: date, *, round_: int = 1) -> Setback:
    return Setback(SetbackKind.EXTENDED, round_, date(2025, 2, 20), "lý do mẫu", until, (milestone,))


def after_a_return(standing: CaseStanding, since: str) -> CaseStanding:
    """The same with the second round from a day on."""
    holdings = [replace(h, round=2) if h.came_on >= date.fromisoformat(since) else h for h in standing.holdings]
    return replace(standing, holdings=tuple(holdings))


def test_what_a_school_does_by_itself_is_its_own_and_late_after_the_first_deadline_it_missed() -> None:
    found = causes(a_standing(1, "Trường Mẫu", "review_request", been="self_assessment 2025-01-20"))

    # From 26 November to 14 March, without five days of Tết; II.2 was due on Friday 28 February.
    assert found == {Cause.SCHOOL: CauseDays(days=74, after_deadline=10)}


def test_the_days_a_case_lies_with_the_office_are_the_office_s() -> None:
    found = causes(a_standing(1, "Trường Mẫu", "external_review", been=ASKED))

    assert found == {Cause.SCHOOL: CauseDays(52, 0), Cause.DEPARTMENT: CauseDays(22, 0)}


def test_days_before_the_office_may_review_at_all_wait_for_the_gate() -> None:
    standing = a_standing(1, "Trường Mẫu", "external_review", been=ASKED)

    opened = causes(standing, office="guidance 2025-02-19")
    assert opened[Cause.GATE] == CauseDays(5, 0), "from Thursday 13 to Wednesday 19 February"
    assert opened[Cause.DEPARTMENT] == CauseDays(17, 0)
    closed = causes(standing, office="", stands="guidance")
    assert closed[Cause.GATE] == CauseDays(22, 0)
    assert Cause.DEPARTMENT not in closed


def test_days_between_the_plan_s_last_day_and_the_extended_one_were_given() -> None:
    until = date(2025, 3, 7)
    standing = a_standing(
        1, "Trường Mẫu", "review_request", been="self_assessment 2025-01-20", own={"II.2": "2025-03-07"}
    )

    assert causes(standing, an_extension("II.2", until)) == {
        Cause.SCHOOL: CauseDays(69, 5),
        Cause.EXTENDED: CauseDays(5, 0),
    }
    for other in (an_extension("II.4", until), an_extension("II.2", until, round_=2)):
        assert causes(standing, other) == {Cause.SCHOOL: CauseDays(74, 5)}


def test_what_a_school_does_after_a_return_is_supplementing_until_it_hands_over_again() -> None:
    way = f"{ASKED} external_review 2025-02-26 review_request 2025-03-05"
    found = causes(after_a_return(a_standing(1, "Trường Mẫu", "external_review", been=way), "2025-02-26"))

    assert found[Cause.SUPPLEMENT] == CauseDays(5, 3)
    assert found[Cause.DEPARTMENT].days == 10 + 7


def test_a_reopened_case_that_comes_back_is_not_supplementing() -> None:
    way = f"{ASKED} external_review 2025-02-20 recognition 2025-02-24 recognized 2025-02-26 external_review 2025-03-03"
    way += " recognition 2025-03-05"
    found = causes(after_a_return(a_standing(1, "Trường Mẫu", "recognized", been=way), "2025-02-26"))

    assert Cause.SUPPLEMENT not in found


STAGES = st.sampled_from([stage.id for stage in TRACK.stages])
DAYS = st.lists(st.integers(0, 109), min_size=0, max_size=7, unique=True).map(sorted)


@given(days=DAYS, data=st.data())
def test_every_day_that_somebody_held_the_case_has_one_cause(days: Sequence[int], data: st.DataObject) -> None:
    stages: list[str] = data.draw(st.lists(STAGES, min_size=len(days) + 1, max_size=len(days) + 1))
    left = [OPENED + timedelta(days=far) for far in days]
    way = " ".join(f"{stage} {day}" for stage, day in zip(stages, left, strict=False))
    standing = a_standing(1, "Trường Mẫu", stages[-1], been=way)
    if days and days[0] % 2:
        standing = after_a_return(standing, str(left[0]))
    until = OPENED + timedelta(days=data.draw(st.integers(60, 130)))
    setbacks = [an_extension(milestone, until, round_=round_) for milestone in ("II.1", "II.2") for round_ in (1, 2)]

    found = causes(standing, *setbacks, office=f"guidance {data.draw(st.dates(OPENED, LAST))}")

    held = standing.days_waited
    assert sum(one.days for one in found.values()) == held.school + held.department
    assert all(0 <= one.after_deadline <= one.days for one in found.values())
    mine = sum(found[cause].days for cause in (Cause.SCHOOL, Cause.EXTENDED, Cause.SUPPLEMENT) if cause in found)
    assert mine == held.school
