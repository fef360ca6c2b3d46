"""Whatever legally happens to schools, each is in a chart once a day, and each of its working days once."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.definition import PREVIOUS, Track
from cycle_engine.domain.holdings import Step, holdings_of
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.reports.chart_counting import count_charts
from cycle_engine.reports.monthly_figures import aside_stages
from tests.school_year import CALENDAR, plan, preschool

OPENED = date(2024, 11, 25)
TRACK: Track = preschool().track("school")


@st.composite
def walks(draw: st.DrawFn) -> list[Step]:
    """A random walk over the schools' transitions, from a case opened at once or a little later."""
    day = OPENED + timedelta(days=draw(st.sampled_from((0, 0, 0, 20))))
    steps, before = [Step("", TRACK.initial, day, day)], ""
    for gap in draw(st.lists(st.integers(0, 40), max_size=9)):
        stage, day = steps[-1].stage, day + timedelta(days=gap)
        if not (leaving := TRACK.transitions_from(stage)):
            break
        chosen = draw(st.sampled_from(leaving))
        steps.append(Step(chosen.id, before if chosen.target == PREVIOUS else chosen.target, day, day))
        before = stage
    return steps


def a_case(number: int, steps: list[Step], as_of: date) -> CaseStanding:
    seen = [step for step in steps if step.recorded_on <= as_of]
    stage = TRACK.stage(seen[-1].stage)
    return CaseStanding(
        case_id=number,
        unit=f"MN{number:02}",
        name=f"Trường {number}",
        track="school",
        stage=stage.id,
        owner=stage.owner,
        round=1,
        held_since=seen[0].recorded_on,
        milestones=(),
        levels={},
        holdings=holdings_of(seen, TRACK, CALENDAR, upto=as_of),
    )


@given(st.lists(walks(), max_size=5), st.integers(25, 300))
def test_each_school_is_counted_once_a_day_and_each_of_its_days_once(schools: list[list[Step]], days: int) -> None:
    as_of = OPENED + timedelta(days=days)
    aside = aside_stages(TRACK)
    standings = [a_case(number, steps, as_of) for number, steps in enumerate(schools)]
    shown = [(steps, one) for steps, one in zip(schools, standings, strict=True) if one.stage not in aside]
    charts = count_charts(standings, TRACK, plan(), as_of=as_of, earlier=None)

    for at, day in enumerate(charts.progress.days):
        there = [[step.stage for step in steps if step.recorded_on <= day] for steps, _ in shown]
        for band in charts.progress.bands:
            names = [stages[-1] for stages in there if stages]
            assert band.counts[at] == sum(TRACK.stage(name).label == band.label for name in names)
    waited = [one.days_waited for _, one in shown]
    assert charts.holders.days.school == sum(held.school for held in waited)
    assert charts.holders.days.department == sum(held.department for held in waited)
    assert charts.progress.aside == len(standings) - len(shown)
