"""A chart as a page holds it: the picture itself in the page, its words beside it, and its numbers as a table.

A page that shows one must allow ``img-src data:`` in its content security policy.
"""

from base64 import b64encode
from dataclasses import dataclass

from cycle_engine.messages import say
from cycle_engine.reports.chart_figures import Chart, is_empty
from cycle_engine.reports.chart_words import chart_alternative, chart_table, chart_title
from cycle_engine.reports.charts import PictureForm, render_chart
from cycle_engine.reports.tables import Table


@dataclass(frozen=True, slots=True)
class PageFigure:
    """A figure for a template: ``source`` is empty where there is nothing to draw, and ``alternative`` says so."""

    source: str
    alternative: str
    caption: str
    summary: str
    table: Table


def page_figure(chart: Chart, *, caption: str = "") -> PageFigure:
    """Make a figure of a chart in the language being spoken; its caption is the chart's title unless one is given."""
    return PageFigure(
        source="" if is_empty(chart) else _source(chart),
        alternative=chart_alternative(chart),
        caption=caption or chart_title(chart),
        summary=say("charts.data"),
        table=chart_table(chart),
    )


def _source(chart: Chart) -> str:
    return f"data:image/svg+xml;base64,{b64encode(render_chart(chart, PictureForm.SVG)).decode('ascii')}"
