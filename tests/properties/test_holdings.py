"""Whatever legally happens to a case, every working day has exactly one holder."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.definition import PREVIOUS, Party, Track
from cycle_engine.domain.holdings import (
    Overrun,
    Step,
    days_held,
    delay_of,
    holdings_of,
    lateness_of,
)
from cycle_engine.domain.milestones import open_stages
from tests.school_year import CALENDAR, general, plan, preschool

OPENED = date(2024, 11, 25)
TRACKS = [workflow.track("school") for workflow in (preschool(), general())]
LATER = st.integers(0, 320).map(lambda days: OPENED + timedelta(days=days))


@st.composite
def histories(draw: st.DrawFn) -> tuple[Track, list[Step]]:
    """A random walk over a track's transitions, up to twelve of them, on days that never go back."""
    track = draw(st.sampled_from(TRACKS))
    steps = [Step("", track.initial, OPENED, OPENED)]
    before = ""
    for gap in draw(st.lists(st.integers(0, 60), max_size=12)):
        stage, day = steps[-1].stage, steps[-1].recorded_on + timedelta(days=gap)
        if not (leaving := track.transitions_from(stage)):
            break
        chosen = draw(st.sampled_from(leaving))
        target = before if chosen.target == PREVIOUS else chosen.target
        steps.append(Step(chosen.id, target, day, day))
        before = stage
    return track, [step for step in steps if step.recorded_on <= date(2026, 6, 30)]


@given(histories())
def test_the_split_adds_up_exactly_on_every_day(history: tuple[Track, list[Step]]) -> None:
    track, steps = history
    last = steps[-1].recorded_on + timedelta(days=10)
    for count in range((last - OPENED).days + 1):
        upto = OPENED + timedelta(days=count)
        held = holdings_of(steps, track, CALENDAR, upto=upto)
        assert days_held(held).total == CALENDAR.count_between(OPENED, upto)


@given(histories(), LATER)
def test_every_day_belongs_to_whoever_held_the_case_when_it_began(
    history: tuple[Track, list[Step]], upto: date
) -> None:
    track, steps = history
    held = days_held(holdings_of(steps, track, CALENDAR, upto=upto))
    counted: dict[Party | None, int] = {Party.SCHOOL: 0, Party.DEPARTMENT: 0, None: 0}
    for count in range(1, (upto - OPENED).days + 1):
        day = OPENED + timedelta(days=count)
        if CALENDAR.is_working(day):
            stage = [step.stage for step in steps if step.recorded_on < day][-1]
            counted[track.stage(stage).owner] += 1

    assert {party: held.of(party) for party in counted} == counted


@given(histories(), st.data())
def test_moving_an_event_never_creates_or_loses_a_day(history: tuple[Track, list[Step]], data: st.DataObject) -> None:
    track, steps = history
    upto = steps[-1].recorded_on + timedelta(days=30)
    index = data.draw(st.integers(0, len(steps) - 1).filter(lambda i: i > 0 or len(steps) == 1))
    after = steps[index - 1].recorded_on if index else OPENED
    before = steps[index + 1].recorded_on if index + 1 < len(steps) else upto
    moved = after + timedelta(days=data.draw(st.integers(0, (before - after).days)))
    others = [Step(s.transition, s.stage, moved, moved) if i == index and index else s for i, s in enumerate(steps)]
    was, now = (holdings_of(some, track, CALENDAR, upto=upto) for some in (steps, others))

    assert days_held(was).total == days_held(now).total
    for i, (one, other) in enumerate(zip(was, now, strict=True)):
        assert one.working_days == other.working_days or i in {index - 1, index}


@given(histories(), LATER, st.integers(0, 200), st.integers(0, 10))
def test_the_late_days_of_all_together_are_those_between_the_deadline_and_the_completion(
    history: tuple[Track, list[Step]], late_after: date, over: int, handover_days: int
) -> None:
    track, steps = history
    upto = min(late_after + timedelta(days=over), date(2026, 6, 30))
    held = holdings_of(steps, track, CALENDAR, upto=max(upto, steps[-1].recorded_on))
    for milestone in plan().milestones_of("school"):
        overrun = Overrun(open_stages(track, milestone), late_after, upto)
        split = lateness_of(held, overrun, CALENDAR)
        delay = delay_of(Party.SCHOOL, held, overrun, CALENDAR, handover_days=handover_days)
        strict = delay_of(Party.SCHOOL, held, overrun, CALENDAR, handover_days=0)

        assert split.total == CALENDAR.count_between(late_after, upto)
        assert (strict.own_days, strict.days_held_up) == (split.school, split.department)
        assert delay.own_days <= split.school
        assert delay.days_held_up <= split.department
