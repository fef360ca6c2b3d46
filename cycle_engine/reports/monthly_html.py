"""The monthly report as one HTML page, for the mail, the browser and its printer."""

from cycle_engine.reports.chart_pages import PageFigure, page_figure
from cycle_engine.reports.html_pages import render_page
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.reports.official_paper import Block, Picture
from cycle_engine.reports.vietnamese import in_vietnamese


@in_vietnamese
def render_monthly_html(report: MonthlyReport) -> str:
    """Write the whole report as a page that needs nothing else."""
    paper = lay_out_monthly_report(report)
    sections = [(s.heading, [(_kind(block), _shown(block)) for block in s.blocks]) for s in paper.sections]
    return render_page("official_paper.html", paper=paper, sections=sections)


def _kind(block: Block) -> str:
    return type(block).__name__.lower()


def _shown(block: Block) -> Block | PageFigure:
    return page_figure(block.chart, caption=block.caption) if isinstance(block, Picture) else block
