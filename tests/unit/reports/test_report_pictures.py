"""The charts where a report shows them: with words for whoever does not see them, and their numbers beside them."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import html as html_reader
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from cycle_engine.domain.definition import LevelKind
from cycle_engine.messages import Language, use_language
from cycle_engine.reports.chart_figures import Chart
from cycle_engine.reports.chart_words import chart_alternative, chart_table, chart_title
from cycle_engine.reports.monthly import build_monthly_report
from cycle_engine.reports.monthly_docx import render_monthly_docx
from cycle_engine.reports.monthly_facts import EarlierYear
from cycle_engine.reports.monthly_html import render_monthly_html
from cycle_engine.reports.monthly_letter import letter_picture_words
from cycle_engine.reports.monthly_pdf import render_monthly_pdf
from cycle_engine.reports.monthly_pictures import letter_picture
from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx
from cycle_engine.reports.tables import cell_text
from cycle_engine.services.report_files import attachments_of, pictures_of
from tests.unit.reports.samples import PERIOD, hostile_facts, march_facts
from tests.unit.reports.test_monthly_changes import frozen

LAST_YEAR = EarlierYear("2023-2024", {f"MN0{at}": {LevelKind.RECOGNIZED: 1 + at % 3} for at in range(1, 9)})
MARCH = build_monthly_report(march_facts(earlier=LAST_YEAR))
CHARTS: tuple[Chart, ...] = (MARCH.charts.progress, MARCH.charts.levels, MARCH.charts.holders)
WORDS = [chart_alternative(chart) for chart in CHARTS]
NOBODY = build_monthly_report(march_facts(standings=(), moves=()))


def test_the_sentences_carry_the_main_numbers() -> None:
    progress, levels, holders = WORDS
    assert "6 trường nay ở các bước: Tự đánh giá: 1; Đề nghị đánh giá ngoài: 2" in progress
    assert "II.3 ngày 31/03/2025" in progress
    assert "1 trường không đánh giá trong năm học này không tính trong biểu đồ" in progress
    assert (
        "Công nhận: năm học 2024-2025 có mức 3: 1, mức 2: 0, mức 1: 0, chưa có: 5; năm học 2023-2024 có mức 3: 3, "
        "mức 2: 3, mức 1: 2, chưa có: 0."
    ) in levels
    assert "0 trường chỉ có trong năm học 2024-2025, 2 trường chỉ có trong năm học 2023-2024." in levels
    assert re.search(r"Tính trên 6 trường, nhà trường giữ hồ sơ bình quân \d+(,\d)? ngày làm việc", holders)
    assert "Lâu nhất là mốc II.1: nhà trường 48,2 ngày" in holders


def test_a_first_year_says_that_there_is_no_earlier_one() -> None:
    first = build_monthly_report(march_facts()).charts.levels
    assert chart_alternative(first).endswith("Không có số liệu năm học trước để so sánh.")
    assert chart_title(first) == "Số trường theo mức độ, năm học 2024-2025"


@pytest.mark.parametrize("chart", CHARTS)
def test_the_table_has_every_number_of_the_chart(chart: Chart) -> None:
    table = chart_table(chart)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(cell is not None for row in table.rows for cell in row)
    assert table.title == chart_title(chart)


def test_a_page_shows_each_chart_with_its_words_and_its_numbers() -> None:
    page = html_reader.document_fromstring(render_monthly_html(MARCH))
    figures = list(page.iter("figure"))
    assert [figure.find("img").get("alt") for figure in figures] == WORDS  # type: ignore[union-attr]
    assert [figure.findtext("figcaption") for figure in figures] == [
        f"Hình {at}. {chart_title(chart)}" for at, chart in enumerate(CHARTS, start=1)
    ]
    for figure, chart in zip(figures, CHARTS, strict=True):
        beside = figure.getnext()
        assert beside is not None
        shown = ["".join(map(str, cell.itertext())) for cell in beside.iter("td")]
        assert shown == [cell_text(cell) for row in chart_table(chart).rows for cell in row]


def test_a_page_may_show_what_is_in_it_and_nothing_from_elsewhere() -> None:
    page = html_reader.document_fromstring(render_monthly_html(MARCH))
    rules = [str(meta.get("content")) for meta in page.iter("meta") if meta.get("http-equiv")]
    assert rules == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]


def test_a_word_file_describes_each_picture_and_shows_it_as_wide_as_the_text() -> None:
    document = Document(BytesIO(render_monthly_docx(MARCH)))
    assert document.element.body.xpath("//wp:docPr/@descr") == WORDS
    assert [round(shape.width.cm, 2) for shape in document.inline_shapes] == [16.0, 16.0, 16.0]
    pictures = [part for part in document.part.package.iter_parts() if part.partname.startswith("/word/media/")]
    assert [part.content_type for part in pictures] == ["image/png"] * 3


def test_a_pdf_describes_each_picture() -> None:
    assert [words for words in descriptions(render_monthly_pdf(MARCH)) if words in WORDS] == WORDS


def test_a_workbook_has_charts_of_its_own_that_are_described_and_drawn_from_its_cells() -> None:
    file = render_monthly_xlsx(MARCH)
    with ZipFile(BytesIO(file)) as archive:
        drawings = "".join(archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name)
        charts = [archive.read(f"xl/charts/chart{at}.xml").decode() for at in (1, 2, 3)]
    assert [words for words in WORDS if f'descr="{words}"' in drawings] == WORDS
    sheet = load_workbook(BytesIO(file))["Biểu đồ"]
    for xml, chart in zip(charts, CHARTS, strict=True):
        refs = re.findall(r"<c:val><c:numRef><c:f>'Biểu đồ'!([^<]+)</c:f>", xml)
        drawn = [[cell[0].value for cell in sheet[ref.replace("$", "")]] for ref in refs]
        rows = [[float(str(cell).replace(",", ".")) for cell in column] for column in numbers(chart)]
        assert drawn
        assert all(column in rows for column in drawn)


def numbers(chart: Chart) -> list[list[object]]:
    table = chart_table(chart)
    return [
        list(column)
        for column in zip(*table.rows, strict=True)
        if all(str(c).replace(".", "").isdigit() for c in column)
    ]


def descriptions(pdf: bytes) -> list[str]:
    reader = PdfReader(BytesIO(pdf))
    found = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        thing = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(thing, DictionaryObject) and "/Alt" in thing:
            found.append(str(thing["/Alt"]))
    return found


def test_a_report_without_schools_has_sentences_in_place_of_pictures() -> None:
    page, paper = render_monthly_html(NOBODY), Document(BytesIO(render_monthly_docx(NOBODY)))
    charts = (NOBODY.charts.progress, NOBODY.charts.levels, NOBODY.charts.holders)
    assert "<figure>" not in page
    assert all(chart_alternative(chart) in page for chart in charts)
    assert not paper.inline_shapes
    assert "Biểu đồ" not in load_workbook(BytesIO(render_monthly_xlsx(NOBODY))).sheetnames
    assert letter_picture(NOBODY) is None
    assert "Hình" not in page


def test_the_letter_s_words_are_those_of_the_kept_facts() -> None:
    assert letter_picture_words(frozen(MARCH)) == WORDS[0]


def test_a_version_from_before_there_were_pictures_is_sent_without_one() -> None:
    forms = {form: form.encode() for form in ("docx", "pdf", "xlsx", "html", "json")}
    assert pictures_of(forms, name="tien-do-2025-03", alternative="") == ()
    (picture,) = pictures_of({**forms, "png": b"png"}, name="tien-do-2025-03", alternative=WORDS[0])
    assert (picture.file.name, picture.file.media_type, picture.file.content) == (
        "tien-do-2025-03.png",
        "image/png",
        b"png",
    )
    assert [file.name for file in attachments_of({**forms, "png": b"png"}, name="a")] == [f"a.{form}" for form in forms]


def test_pictures_are_vietnamese_whatever_the_program_speaks() -> None:
    before = (render_monthly_docx(MARCH), render_monthly_pdf(MARCH), render_monthly_html(MARCH), letter_picture(MARCH))
    use_language(Language.EN)
    try:
        assert (
            render_monthly_docx(MARCH),
            render_monthly_pdf(MARCH),
            render_monthly_html(MARCH),
            letter_picture(MARCH),
        ) == before
    finally:
        use_language(Language.VI)


def test_a_report_of_hostile_names_is_made_in_every_form() -> None:
    report = build_monthly_report(hostile_facts())
    for render in (render_monthly_docx, render_monthly_pdf, render_monthly_xlsx):
        assert render(report) == render(build_monthly_report(hostile_facts()))
    assert report.charts.progress.days[-1] == PERIOD.cut_off_on
