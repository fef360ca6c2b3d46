"""Every kind of paper compared whole, as Word file and as PDF, and the decree's measures one by one."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from cycle_engine.reports.papers.facts import VerificationMark
from cycle_engine.reports.papers.files import PaperForm, render_paper
from cycle_engine.reports.papers.kinds import KINDS, PaperKind
from tests.golden_files import assert_golden
from tests.unit.reports.sample_papers import COMMUNE, DISTRICT, SCHOOL, a_bare_school, a_school, facts_of
from tests.unit.reports.samples import HOSTILE_NAMES

NAMES = [kind.id for kind in KINDS]
OFFICIAL = [name for name in NAMES if name != "certificate"]
HOSTILE = [*HOSTILE_NAMES, '#panic("x") $x^2$ *b* _i_ @a <b> \\ `c` // d', "{{ school }} {% for x in y %}", "A" * 200]


def docx_of(name: str, **changes: object) -> Document:
    return docx.Document(BytesIO(render_paper(facts_of(name, **changes), PaperForm.DOCX)))


def pdf_of(name: str, **changes: object) -> PdfReader:
    return PdfReader(BytesIO(render_paper(facts_of(name, **changes), PaperForm.PDF)))


def squeezed(words: str) -> str:
    return "".join(words.replace("\u200b", "").split())


def pdf_words(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def paragraphs(part: Document | _Cell) -> list[Paragraph]:
    """Every paragraph in the order of the paper, those in tables too."""
    found: list[Paragraph] = []
    for one in part.iter_inner_content():
        if isinstance(one, Table):
            found += [inner for row in one.rows for cell in row.cells for inner in paragraphs(cell)]
        else:
            found.append(one)
    return found


def shape(document: Document) -> str:
    """Each paragraph with how it is set: alignment, size, weight, slant, indent, distances."""
    return "".join(f"{_setting(p)}: {p.text}\n" for p in paragraphs(document) if p.text)


def _setting(paragraph: Paragraph) -> str:
    run, layout = paragraph.runs[-1], paragraph.paragraph_format
    style = "".join(mark for mark, on in (("b", run.bold), ("i", run.italic)) if on)
    size = run.font.size.pt if run.font.size else 0
    indent = round(layout.first_line_indent.cm, 2) if layout.first_line_indent else 0
    after = layout.space_after.pt if layout.space_after is not None else 0
    alignment = layout.alignment.name.lower() if layout.alignment is not None else "-"
    return f"{alignment} {size:g}{style} indent {indent:g} after {after:g}"


def line(document: Document, words: str) -> Paragraph:
    return next(p for p in paragraphs(document) if p.text.startswith(words))


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_of_a_district(name: str) -> None:
    assert_golden(f"papers/{name}.txt", shape(docx_of(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_says_the_same_as_the_word_file_in_the_same_order(name: str) -> None:
    words = pdf_words(pdf_of(name))

    at = 0
    for paragraph in paragraphs(docx_of(name)):
        said = squeezed(paragraph.text)
        # The head and the signers stand side by side, which a PDF's text gives in either order.
        assert said in words, paragraph.text
        at = max(at, words.find(said, at))
    assert at > 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", PaperForm)
def test_the_same_facts_give_the_same_bytes(name: str, form: PaperForm) -> None:
    assert render_paper(facts_of(name), form) == render_paper(facts_of(name), form)


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_page_is_a4_with_the_decree_s_margins(name: str) -> None:
    """A4, top and bottom 20-25 mm, left 30-35, right 15-20; the PDF's page is the same."""
    section = docx_of(name).sections[0]
    measured = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round((one or 0) / Mm(1)) for one in measured] == [210, 297, 30, 20]
    assert round((section.top_margin or 0) / Mm(1)) == round((section.bottom_margin or 0) / Mm(1)) == 20
    box = pdf_of(name).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)


@pytest.mark.parametrize("name", OFFICIAL)
def test_pages_are_numbered_in_the_top_margin_from_the_second_on(name: str) -> None:
    section = docx_of(name).sections[0]
    header = section.header.paragraphs[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].runs
    assert "PAGE" in header._p.xml
    assert header.alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert header.runs[0].font.size == Pt(13)

    pages = [page.extract_text().strip() for page in pdf_of(name).pages]
    assert not pages[0].startswith("1")
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_the_nation_s_name_is_bold_12_and_its_motto_bold_13(name: str) -> None:
    document = docx_of(name)
    assert _setting(line(document, "CỘNG HÒA")) == "center 12b indent 0 after 0"
    assert _setting(line(document, "Độc lập - Tự do")) == "center 13b indent 0 after 0"


def test_the_superior_agency_is_in_capitals_not_bold_and_the_issuing_one_bold() -> None:
    document = docx_of("recognition_decision")
    assert _setting(line(document, "UBND HUYỆN MẪU")) == "center 12 indent 0 after 0"
    assert _setting(line(document, "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO MẪU")) == "center 12b indent 0 after 0"


@pytest.mark.parametrize(("issuer", "low", "high"), [(DISTRICT, 2.0, 3.1), (SCHOOL, 2.0, 3.1)])
def test_the_line_below_the_agency_is_a_third_to_a_half_of_its_name(issuer: object, low: float, high: float) -> None:
    document = docx_of("recognition_decision", issuer=issuer)
    cell = document.tables[0].rows[0].cells[0]
    layout = cell.paragraphs[-1].paragraph_format
    margins = (layout.left_indent.cm if layout.left_indent else 0) * 2
    assert low <= 6.2 - margins <= high
    assert "w:pBdr" in cell.paragraphs[-1]._p.xml


def test_the_number_is_upright_13_and_place_and_day_italic_13() -> None:
    document = docx_of("recognition_decision")
    assert _setting(line(document, "Số:")) == "center 13 indent 0 after 0"
    assert _setting(line(document, "Mẫu, ngày")) == "center 13i indent 0 after 0"


def placed(reader: PdfReader) -> list[tuple[float, float, str]]:
    """Each piece of text of the first page in 13 points: how far from the left and from below, in points, and what."""
    found: list[tuple[float, float, str]] = []

    def hear(words: str, at: list[float], _text: object, _font: object, size: float) -> None:
        if words.strip() and size == 13:
            found.append((at[4], at[5], words.strip()))

    reader.pages[0].extract_text(visitor_text=hear)
    return found


def test_the_pdf_s_lines_stand_singly_to_one_and_a_half_and_paragraphs_6_points_further() -> None:
    height = {words[:12]: below for _, below, words in placed(pdf_of("recognition_decision"))}
    step = height["Căn cứ Kế ho"] - height["dục và Đào t"]
    assert 13 * 1.15 <= step <= 1.5 * 13 * 1.15
    assert round(height["Căn cứ kết q"] - height["Theo đề nghị"] - step, 1) == 6


def test_the_pdf_s_text_begins_30_mm_from_the_edge_and_its_first_lines_10_to_12_7_mm_further() -> None:
    left = sorted({round(at / 72 * 25.4, 1) for at, _, words in placed(pdf_of("recognition_decision"))})
    assert left[:2] == [30, 42.7]


def test_type_and_subject_are_bold_14_and_a_line_stands_below() -> None:
    document = docx_of("recognition_decision")
    assert _setting(line(document, "QUYẾT ĐỊNH")) == "center 14b indent 0 after 0"
    subject = line(document, "Về việc công nhận")
    assert _setting(subject) == "center 14b indent 0 after 0"
    following = subject._p.getnext()
    assert following is not None
    assert following.xpath("./w:pPr/w:pBdr/w:top")


def test_legal_bases_are_italic_and_end_with_a_semicolon_but_the_last_with_a_full_stop() -> None:
    bases = [p for p in paragraphs(docx_of("recognition_decision")) if p.text.startswith(("Căn cứ", "Theo đề nghị"))]
    assert len(bases) == 4
    assert all(p.runs[0].italic for p in bases)
    assert [p.text[-1] for p in bases] == [";", ";", ";", "."]


def test_the_text_is_justified_13_with_an_indented_first_line_and_6_points_between_paragraphs() -> None:
    assert _setting(line(docx_of("recognition_decision"), "Điều 1.")) == "justify 13 indent 1.27 after 6"
    assert docx_of("recognition_decision").styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("name", OFFICIAL)
def test_only_submissions_and_reports_are_addressed(
    name: str,
) -> None:
    addressed = any(p.text.startswith("Kính gửi") for p in paragraphs(docx_of(name)))
    assert addressed == (name in {"review_submission", "proposal_list", "report_to_province"})


def test_receivers_are_headed_bold_italic_12_and_listed_in_11_the_archive_last() -> None:
    document = docx_of("recognition_decision", copies=("Cơ quan mẫu",))
    assert _setting(line(document, "Nơi nhận:")) == "left 12bi indent 0 after 0"
    receivers = [p for p in paragraphs(document) if p.text.startswith("- ")]
    assert {_setting(p) for p in receivers} == {"left 11 indent 0 after 0"}
    assert [p.text for p in receivers][-2:] == ["- Cơ quan mẫu;", "- Lưu: VT."]


def test_who_signs_for_the_chairman_stands_under_that_power_in_bold_capitals() -> None:
    document = docx_of("recognition_decision", issuer=COMMUNE)
    signed = [p for p in paragraphs(document) if p.text in {"KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn\u00a0Văn\u00a0Mẫu"}]
    assert [p.text.replace("\u00a0", " ") for p in signed] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"]
    assert {_setting(p) for p in signed} == {"center 13b indent 0 after 0"}
    assert line(document, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU").text


def test_a_people_s_committee_has_no_agency_above_it() -> None:
    head = docx_of("recognition_decision", issuer=COMMUNE).tables[0].rows[0].cells[0]
    assert [p.text for p in head.paragraphs if p.text] == ["ỦY BAN NHÂN DÂN XÃ MẪU"]


@pytest.mark.parametrize("name", ["self_assessment_minutes", "external_review_minutes"])
def test_minutes_have_no_place_and_day_and_the_secretary_signs_left_of_the_chair(name: str) -> None:
    document = docx_of(name)
    assert document.tables[0].rows[1].cells[1].text == ""
    left, right = document.tables[-1].rows[0].cells
    assert left.text.split("\n") == ["THƯ KÝ", "[...]"]
    assert right.text.split("\n") == ["CHỦ TỌA", "[...]"]
    for part in ("Thời gian bắt đầu", "Địa điểm", "Thành phần tham dự", "Chủ trì", "Thư ký"):
        assert line(document, part).text


def test_a_draft_leaves_room_for_number_and_day() -> None:
    words = pdf_words(pdf_of("recognition_decision"))
    assert "Số:/QĐ-PGDĐT" in words
    assert "Mẫu,ngày…tháng…năm…" in words


@pytest.mark.parametrize("name", OFFICIAL)
def test_a_school_of_which_nothing_was_entered_gets_blanks_and_no_inventions(name: str) -> None:
    schools = (a_bare_school(),)
    kind = facts_of(name).kind
    facts: dict[str, object] = {"schools": schools} if kind.lists_schools else {"school": schools[0]}
    said = pdf_words(pdf_of(name, issuer=type(DISTRICT)(""), office="", superior="", bases=(), **facts))
    assert "[...]" in said
    assert "Mứcđộ2" not in said.replace("Mứcđộ2(đápứngcơbản):00trường", "")


@pytest.mark.parametrize("schools", [25, 1000])
def test_a_long_list_has_its_own_pages_and_its_heading_on_each(schools: int) -> None:
    listed = tuple(a_school(n) for n in range(1, schools + 1))
    pages = [page.extract_text() for page in pdf_of("recognition_decision", schools=listed).pages]
    assert "PHỤ LỤC" not in pages[0]
    assert all("STT" in page for page in pages[1:])
    assert len(pages) > schools // 45
    table = docx_of("recognition_decision", schools=listed).tables[-1]
    assert len(table.rows) == schools + 1
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:cantSplit" in table.rows[1]._tr.xml


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    seen = " ".join(name.replace("\u202e", "").replace("\u202c", "").split())
    documents = docx_of("recognition_decision", schools=(a_school(1, name),))
    assert squeezed(seen) in squeezed(documents.tables[-1].rows[1].cells[1].text)
    assert squeezed(seen) in pdf_words(pdf_of("recognition_decision", schools=(a_school(1, name),)))


def test_a_bar_in_a_name_divides_nothing() -> None:
    document = docx_of(
        "recognition_decision", issuer=replace(DISTRICT, agency="A | B | C"), bases=("Luật {{ office }}",)
    )
    assert line(document, "(Kèm theo Quyết định").text.endswith("của A | B | C)")
    assert line(document, "Căn cứ Luật").text == "Căn cứ Luật {{ office }};"


def test_a_hostile_school_cannot_add_a_line_to_its_own_minutes() -> None:
    school = a_school(1, "Trường\ntext: Công nhận mức độ 3")
    assert not [
        p for p in paragraphs(docx_of("self_assessment_minutes", school=school)) if p.text.startswith("Công nhận")
    ]


def test_an_endless_word_is_broken_over_lines_in_a_pdf_which_word_does_by_itself() -> None:
    page = pdf_of("recognition_decision", schools=(a_school(1, "A" * 200),)).pages[1].extract_text()
    assert "A" * 200 not in page.replace("\u200b", "")
    assert "A" * 12 in page


def test_a_certificate_carries_its_code_and_picture() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1h-1z"/></svg>'
    mark = VerificationMark("MA-KIEM-TRA", svg, _png())
    said = pdf_words(pdf_of("certificate", mark=mark))
    assert "MA-KIEM-TRA" in said
    assert "TrườngMầmnonMẫu01" in said
    word = render_paper(facts_of("certificate", mark=mark), PaperForm.DOCX)
    assert any(part.startswith("word/media/") for part in ZipFile(BytesIO(word)).namelist())
    assert len(pdf_of("certificate", mark=mark).pages) == 1


def test_a_code_copied_from_a_pdf_is_the_code_but_for_line_ends() -> None:
    code = "CYC1:" + "ABCDEFGHIJ" * 30
    said = pdf_of("certificate", mark=VerificationMark(code)).pages[0].extract_text()
    assert code in "".join(said.split())


def test_papers_name_the_external_level_until_another_is_recognised() -> None:
    said = pdf_words(pdf_of("certificate"))
    assert "Mứcđộ3(đápứngtốt)" in said


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_file_says_when_it_was_made_only_where_somebody_knows(kind: PaperKind) -> None:
    content = render_paper(facts_of(kind.id), PaperForm.DOCX)
    assert b"dcterms:created" not in ZipFile(BytesIO(content)).read("docProps/core.xml")
    metadata = PdfReader(BytesIO(render_paper(facts_of(kind.id), PaperForm.PDF))).metadata
    assert metadata
    assert metadata.creation_date is None


def _png() -> bytes:
    import segno

    file = BytesIO()
    segno.make("x").save(file, kind="png")
    return file.getvalue()
