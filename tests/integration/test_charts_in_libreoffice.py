"""A real office program opens the report's files and shows the charts in them."""

import os
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from cycle_engine.reports.chart_words import chart_title
from cycle_engine.reports.monthly import build_monthly_report
from cycle_engine.reports.monthly_docx import render_monthly_docx
from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx
from tests.libre_office import printed
from tests.unit.reports.samples import march_facts

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"),
    reason="soffice is not installed: apt-get install libreoffice-writer libreoffice-calc",
)


def test_a_word_file_shows_three_pictures_and_a_workbook_draws_three_charts(tmp_path: Path) -> None:
    report = build_monthly_report(march_facts())
    paper, book = tmp_path / "paper.docx", tmp_path / "book.xlsx"
    paper.write_bytes(render_monthly_docx(report))
    book.write_bytes(render_monthly_xlsx(report))
    read = [PdfReader(file) for file in printed([paper, book], tmp_path)]
    assert len({image.indirect_reference for page in read[0].pages for image in page.images}) == 3
    (sheet,) = [words for page in read[1].pages if "Hết ngày" in (words := " ".join(page.extract_text().split()))]
    charts = report.charts
    # A title stands above the cells, and once more in the chart that is drawn from them.
    assert [sheet.count(chart_title(chart)) for chart in (charts.levels, charts.holders)] == [2, 2]
    assert sheet.count("Số trường ở từng bước theo thời gian") == 2
