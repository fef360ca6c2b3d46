"""The charts of a monthly report as parts of its paper: each beside the table it belongs to, numbered in that order."""

from cycle_engine.messages import say
from cycle_engine.reports.chart_figures import Chart, is_empty
from cycle_engine.reports.chart_words import chart_alternative, chart_title
from cycle_engine.reports.charts import PictureForm, render_chart
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.official_paper import Paragraph, Picture
from cycle_engine.reports.vietnamese import in_vietnamese


def pictures_beside(report: MonthlyReport) -> dict[str, tuple[Picture | Paragraph, ...]]:
    """What stands below each table, by its title: a picture, or the sentence why there is none."""
    charts = report.charts
    beside: dict[str, tuple[Picture | Paragraph, ...]] = {}
    number = 0
    for table, chart in (("stages", charts.progress), ("levels", charts.levels), ("stage_days", charts.holders)):
        number += not is_empty(chart)
        beside[say(f"reports.{table}_title")] = (_part(chart, number),)
    return beside


@in_vietnamese
def letter_picture(report: MonthlyReport) -> bytes | None:
    """The picture that goes with the letter about the report: progress over time. None where there is none."""
    chart = report.charts.progress
    return None if is_empty(chart) else render_chart(chart, PictureForm.PNG)


def _part(chart: Chart, number: int) -> Picture | Paragraph:
    if is_empty(chart):
        return Paragraph(chart_alternative(chart))
    return Picture(
        chart=chart,
        caption=say("charts.caption", number=number, title=chart_title(chart)),
        alternative=chart_alternative(chart),
    )
