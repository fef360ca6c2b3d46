"""Charts between versions of a report: what a later one shows otherwise is told, what it shows more of is no change."""

from dataclasses import replace

from cycle_engine.domain.definition import LevelKind
from cycle_engine.reports.chart_frozen import thaw_progress
from cycle_engine.reports.monthly import build_monthly_report
from cycle_engine.reports.monthly_changes import is_same_content, list_changes
from cycle_engine.reports.monthly_facts import EarlierYear
from cycle_engine.reports.monthly_frozen import Frozen
from tests.unit.reports.samples import march_facts
from tests.unit.reports.test_monthly_changes import frozen

LAST_YEAR = {"MN01": {LevelKind.RECOGNIZED: 2}, "MN02": {LevelKind.RECOGNIZED: 2}}
MARCH = build_monthly_report(march_facts(earlier=EarlierYear("2023-2024", LAST_YEAR)))


def without_charts(facts: Frozen) -> Frozen:
    """The facts as they were kept before there were charts."""
    return {**{part: value for part, value in facts.items() if part != "charts"}, "format": 1}


def test_another_result_of_the_year_before_is_told_as_such() -> None:
    corrected = LAST_YEAR | {"MN02": {LevelKind.RECOGNIZED: 3}}
    report = build_monthly_report(march_facts(earlier=EarlierYear("2023-2024", corrected)))
    assert not is_same_content(frozen(MARCH), frozen(report))
    assert [str(one) for one in list_changes(frozen(MARCH), frozen(report))] == [
        "Kết quả của năm học trước trong biểu đồ"
    ]


def test_another_way_to_the_same_place_is_told() -> None:
    progress = MARCH.charts.progress
    earlier = replace(progress.bands[0], counts=(0, *progress.bands[0].counts[1:]))
    charts = replace(MARCH.charts, progress=replace(progress, bands=(earlier, *progress.bands[1:])))
    report = replace(MARCH, charts=charts)
    assert not is_same_content(frozen(MARCH), frozen(report))
    assert [str(one) for one in list_changes(frozen(MARCH), frozen(report))] == ["Nội dung khác của báo cáo"]


def test_a_version_from_before_there_were_charts_is_no_other_content() -> None:
    assert is_same_content(without_charts(frozen(MARCH)), frozen(MARCH))


def test_a_change_since_a_version_from_before_there_were_charts_is_told_alone() -> None:
    report = replace(MARCH, office=replace(MARCH.office, signer_name="Người ký mẫu"))
    told = list_changes(without_charts(frozen(MARCH)), frozen(report))
    assert [one.key for one in told] == ["reissue.office"]


def test_progress_is_read_back_from_the_kept_facts_as_it_was() -> None:
    kept = thaw_progress(frozen(MARCH)["charts"]["progress"])
    progress = MARCH.charts.progress
    assert [band.counts for band in kept.bands] == [band.counts for band in progress.bands]
    assert [str(band.label) for band in kept.bands] == [str(band.label) for band in progress.bands]
    assert (kept.days, kept.marks, kept.aside) == (progress.days, progress.marks, progress.aside)
