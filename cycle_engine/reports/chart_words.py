"""The charts in words and tables: what is said to whoever does not see the picture, in the language being spoken.

The sentences carry the main numbers, the tables all of them.
"""

from decimal import Decimal

from cycle_engine.messages import Language, current_language, say, spoken_number
from cycle_engine.reports.chart_figures import (
    Chart,
    HolderBar,
    HolderChart,
    LevelBars,
    LevelChart,
    LevelCounts,
    ProgressChart,
    average,
    is_empty,
)
from cycle_engine.reports.tables import Table, date_column, entered, number_column, text_column


def chart_title(chart: Chart) -> str:
    """What the chart shows, as its caption says it."""
    match chart:
        case ProgressChart():
            return say("charts.progress_title")
        case LevelChart():
            name = "levels_title_compared" if chart.year_before else "levels_title"
            return say(f"charts.{name}", year=entered(chart.year), year_before=entered(chart.year_before))
        case HolderChart():
            return say("charts.holders_title")


def chart_alternative(chart: Chart) -> str:
    """What the chart shows in one or two sentences with the main numbers; why there is none where it is empty."""
    match chart:
        case ProgressChart():
            return say("charts.progress_empty") if is_empty(chart) else _progress_words(chart)
        case LevelChart():
            return say("charts.levels_empty") if is_empty(chart) else _level_words(chart)
        case HolderChart():
            return say("charts.holders_empty") if is_empty(chart) else _holder_words(chart)


def chart_table(chart: Chart) -> Table:
    """All of the chart's numbers."""
    match chart:
        case ProgressChart():
            return _progress_table(chart)
        case LevelChart():
            return _level_table(chart)
        case HolderChart():
            return _holder_table(chart)


def counted(count: int) -> str:
    """A count as the language being spoken writes it, its thousands parted: ``1.000``, in English ``1,000``."""
    parted = f"{count:,}"
    return parted.replace(",", ".") if current_language() is Language.VI else parted


def _progress_words(chart: ProgressChart) -> str:
    stages = [
        say("charts.progress_stage", stage=entered(str(band.label)), count=counted(band.counts[-1]))
        for band in chart.bands
        if band.counts[-1]
    ]
    now = say(
        "charts.progress_now",
        first=chart.days[0],
        last=chart.days[-1],
        schools=counted(chart.schools),
        stages="; ".join(stages) or say("charts.nobody"),
    )
    marks = [say("charts.progress_mark", id=entered(mark.id), due=mark.due) for mark in chart.marks]
    deadlines = [say("charts.progress_deadlines", marks="; ".join(marks))] if marks else []
    aside = [say("charts.progress_aside", aside=counted(chart.aside))] if chart.aside else []
    return " ".join((now, *deadlines, *aside))


def _progress_table(chart: ProgressChart) -> Table:
    columns = (number_column(entered(str(band.label)), 2.2) for band in chart.bands)
    counts = zip(*(band.counts for band in chart.bands), strict=True)
    return Table(
        title=chart_title(chart),
        columns=(date_column(say("charts.column_day")), *columns),
        rows=tuple((day, *row) for day, row in zip(chart.days, counts, strict=False)),
        when_empty=say("charts.progress_empty"),
    )


def _level_words(chart: LevelChart) -> str:
    sentences = [_kind_words(chart, bars) for bars in chart.kinds]
    if not chart.year_before:
        sentences.append(say("charts.levels_first_year"))
    elif chart.only_now or chart.only_before:
        sentences.append(
            say(
                "charts.levels_only",
                only_now=counted(chart.only_now),
                only_before=counted(chart.only_before),
                **_years(chart),
            )
        )
    return " ".join(sentences)


def _kind_words(chart: LevelChart, bars: LevelBars) -> str:
    facts = {"kind": say(f"reports.level_{bars.kind.value}"), "now": _counts_words(bars.now), **_years(chart)}
    if bars.before is None:
        return say("charts.levels_kind", **facts)
    return say("charts.levels_kind_compared", before=_counts_words(bars.before), **facts)


def _years(chart: LevelChart) -> dict[str, str]:
    return {"year": entered(chart.year), "year_before": entered(chart.year_before)}


def _counts_words(counts: LevelCounts) -> str:
    first, second, third = map(counted, counts.levels)
    return say("charts.levels_counted", first=first, second=second, third=third, missing=counted(counts.missing))


def _level_table(chart: LevelChart) -> Table:
    years = [year for year in (chart.year, chart.year_before) if year]
    return Table(
        title=chart_title(chart),
        columns=(
            text_column(say("charts.column_kind"), 4),
            text_column(say("charts.column_level"), 3),
            *(number_column(say("charts.column_year", year=entered(year)), 3) for year in years),
        ),
        rows=tuple(row for bars in chart.kinds for row in _level_rows(bars)),
        when_empty=say("charts.levels_empty"),
    )


def _level_rows(bars: LevelBars) -> list[tuple[str | int, ...]]:
    kind = say(f"reports.level_{bars.kind.value}")
    names = [say(f"charts.level_{level}") for level in ("1", "2", "3", "missing")]
    counts = [(*one.levels, one.missing) for one in (bars.now, bars.before) if one]
    return [(kind, name, *each) for name, *each in zip(names, *counts, strict=True)]


def _holder_words(chart: HolderChart) -> str:
    longest = max(chart.bars, key=lambda bar: bar.school + bar.department)
    every = say(
        "charts.holders_all",
        units=counted(chart.units),
        school=spoken_number(average(chart.days.school, chart.units)),
        department=spoken_number(average(chart.days.department, chart.units)),
    )
    shares = {"school": spoken_number(longest.school), "department": spoken_number(longest.department)}
    return f"{every} {say('charts.holders_longest', id=holder_name(longest), **shares)}"


def holder_name(bar: HolderBar) -> str:
    """The milestone's number, or the stage's name where no milestone lies ahead of it."""
    return entered(bar.id if isinstance(bar.title, str) else str(bar.title))


def _holder_table(chart: HolderChart) -> Table:
    return Table(
        title=chart_title(chart),
        columns=(
            text_column(say("charts.column_milestone"), 6),
            number_column(say("charts.column_schools"), 1.6),
            number_column(say("charts.column_school_average"), 2.2),
            number_column(say("charts.column_department_average"), 2.2),
            number_column(say("charts.column_school_days"), 2.2),
            number_column(say("charts.column_department_days"), 2.2),
        ),
        rows=tuple(_holder_row(bar) for bar in chart.bars),
        when_empty=say("charts.holders_empty"),
    )


def _holder_row(bar: HolderBar) -> tuple[str | int | Decimal, ...]:
    return (holder_label(bar), bar.units, bar.school, bar.department, bar.days.school, bar.days.department)


def holder_label(bar: HolderBar) -> str:
    """The milestone's number and what there is to do."""
    return f"{bar.id}. {bar.title}" if isinstance(bar.title, str) else str(bar.title)
