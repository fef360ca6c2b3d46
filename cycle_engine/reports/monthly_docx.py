"""The monthly report as a Word file that an officer numbers, dates and has signed."""

from cycle_engine.domain.periods import moment_of_cut_off
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.reports.official_docx import render_official_docx
from cycle_engine.reports.vietnamese import in_vietnamese


@in_vietnamese
def render_monthly_docx(report: MonthlyReport) -> bytes:
    """Write the whole report as a Word file."""
    return render_official_docx(lay_out_monthly_report(report), made_at=moment_of_cut_off(report.period))
