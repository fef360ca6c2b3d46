"""The monthly report as one HTML page, for the mail, the browser and its printer."""

from base64 import b64encode
from dataclasses import dataclass

from cycle_engine.messages import say
from cycle_engine.reports.charts import PictureForm, render_chart
from cycle_engine.reports.html_pages import render_page
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.reports.official_paper import Block, Picture
from cycle_engine.reports.tables import Table
from cycle_engine.reports.vietnamese import in_vietnamese


@dataclass(frozen=True, slots=True)
class _Figure:
    """A picture as a page holds it: its source is the picture itself, so that nothing is fetched."""

    source: str
    alternative: str
    caption: str
    summary: str
    table: Table


@in_vietnamese
def render_monthly_html(report: MonthlyReport) -> str:
    """Write the whole report as a page that needs nothing else."""
    paper = lay_out_monthly_report(report)
    sections = [(s.heading, [(_kind(block), _shown(block)) for block in s.blocks]) for s in paper.sections]
    return render_page("official_paper.html", paper=paper, sections=sections)


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _shown(block: Block) -> Block | _Figure:
    if not isinstance(block, Picture):
        return block
    svg = b64encode(render_chart(block.chart, PictureForm.SVG)).decode("ascii")
    return _Figure(
        source=f"data:image/svg+xml;base64,{svg}",
        alternative=block.alternative,
        caption=block.caption,
        summary=say("charts.data"),
        table=block.table,
    )
