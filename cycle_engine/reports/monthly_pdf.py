"""The monthly report as a PDF, in the same layout as the Word file."""

from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.reports.official_pdf import render_official_pdf
from cycle_engine.reports.vietnamese import in_vietnamese


@in_vietnamese
def render_monthly_pdf(report: MonthlyReport) -> bytes:
    """Write the whole report as a PDF."""
    return render_official_pdf(lay_out_monthly_report(report))
