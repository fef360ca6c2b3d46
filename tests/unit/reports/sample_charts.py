"""Charts to draw: of one school, of many, with labels as long as an office may write them."""

from datetime import date, timedelta

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.messages import Label
from cycle_engine.reports.chart_figures import (
    DeadlineMark,
    HolderBar,
    HolderChart,
    LevelBars,
    LevelChart,
    LevelCounts,
    ProgressChart,
    StageBand,
)

STAGES = ("Tự đánh giá", "Phê duyệt kết quả", "Đề nghị đánh giá ngoài", "Đánh giá ngoài", "Công nhận", "Đã công bố")
OPENED = date(2024, 11, 25)
MARKS = (
    DeadlineMark("II.1", date(2025, 1, 31)),
    DeadlineMark("II.2", date(2025, 2, 28)),
    DeadlineMark("II.3", date(2025, 3, 31)),
)


def a_progress(
    schools: int = 25, *, stages: tuple[str, ...] = STAGES, weeks: int = 16, marks: tuple[DeadlineMark, ...] = MARKS
) -> ProgressChart:
    """Schools that go from stage to stage, all of them at the last stage in the end but one."""
    days = tuple(OPENED + timedelta(weeks=week) for week in range(weeks))
    counts = [[0] * weeks for _ in stages]
    for week in range(weeks):
        at = week * len(stages) // weeks
        counts[at][week] = schools if at == 0 else schools - 1
        counts[0][week] += 1 if at else 0
    bands = tuple(StageBand(Label(name, name), tuple(count)) for name, count in zip(stages, counts, strict=True))
    return ProgressChart(days, bands, marks, aside=1)


def some_levels(schools: int = 25, *, year_before: str = "2023-2024") -> LevelChart:
    """Most schools at level 2, fewer the year before."""
    now = LevelCounts((schools // 5, schools // 2, schools // 6), schools // 10)
    before = LevelCounts((schools // 4, schools // 3, schools // 9), 0) if year_before else None
    return LevelChart("2024-2025", year_before, tuple(LevelBars(kind, now, before) for kind in LevelKind), 2, 1)


def some_holders(schools: int = 25, *, title: str = "Đề nghị đánh giá ngoài") -> HolderChart:
    """Four milestones: held by schools alone, by the office alone, by both, by one of them hardly."""
    days = ((40, 0), (0, 16), (15, 12), (1, 30))
    bars = (
        HolderBar(f"II.{at}", title, schools, DaysHeld(school * schools, department * schools))
        for at, (school, department) in enumerate(days, start=1)
    )
    return HolderChart(tuple(bars), schools)
