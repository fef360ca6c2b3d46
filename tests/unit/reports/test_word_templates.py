"""An office's own templates: filled, checked, and kept from doing anything else."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document

from cycle_engine.errors import FileInvalid
from cycle_engine.reports.papers.fields import Fields, build_fields
from cycle_engine.reports.word_templates import WordTemplate
from tests.unit.reports.office_files import words_of_docx
from tests.unit.reports.sample_papers import a_school, facts_of

FIELDS = build_fields(facts_of("recognition_decision"))


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def a_template(*lines: str, row: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if row:
        table = document.add_table(rows=2, cols=len(row))
        for cell, words in zip(table.rows[1].cells, row, strict=True):
            cell.text = words
    return saved(document)


def filled(content: bytes, fields: Fields = FIELDS) -> bytes:
    return WordTemplate("mau.docx", content).filled(fields.values, fields.lists)


def refused(content: bytes) -> str:
    with pytest.raises(FileInvalid) as caught:
        filled(content)
    return str(caught.value)


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return file.getvalue()


def same(_: str, part: bytes) -> bytes:
    return part


def test_fields_become_their_words_in_body_header_and_footer() -> None:
    document = docx.Document()
    document.add_paragraph("Của {{ agency_name }}, năm học {{school_year}}.")
    document.sections[0].header.paragraphs[0].text = "{{ sign }}"
    document.sections[0].footer.paragraphs[0].text = "{{ office }}"
    made = docx.Document(BytesIO(filled(saved(document))))
    assert made.paragraphs[0].text == "Của Phòng Giáo dục và Đào tạo Mẫu, năm học 2024-2025."
    assert made.sections[0].header.paragraphs[0].text == "PGDĐT"
    assert made.sections[0].footer.paragraphs[0].text == "Phòng Giáo dục và Đào tạo Mẫu"


def test_a_field_that_word_split_over_runs_takes_the_look_of_its_first() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Của ")
    for piece in ("{", "{ off", "ice }", "} nhé"):
        paragraph.add_run(piece).bold = piece == "{"
    made = docx.Document(BytesIO(filled(saved(document)))).paragraphs[0]
    assert made.text == "Của Phòng Giáo dục và Đào tạo Mẫu nhé"
    assert [run.text for run in made.runs if run.bold] == ["Phòng Giáo dục và Đào tạo Mẫu"]


def test_a_row_of_a_list_is_repeated_for_each_school_in_order() -> None:
    made = docx.Document(
        BytesIO(filled(a_template(row=("{{ schools.stt }}", "{{ schools.name }} ({{ school_year }})"))))
    )
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in made.tables[0].rows]
    assert rows[1:] == [[str(n), f"Trường Mầm non Mẫu 0{n} (2024-2025)"] for n in (1, 2, 3)]


@pytest.mark.parametrize("name", ["{{ office }}", "{% for x in y %}", "<w:p/>&amp;", "'; DROP TABLE cases; --"])
def test_a_hostile_value_is_put_in_as_it_is(name: str) -> None:
    fields = build_fields(facts_of("recognition_decision", schools=(a_school(1, name),)))
    made = docx.Document(BytesIO(filled(a_template(row=("{{ schools.name }}",)), fields)))
    assert made.tables[0].rows[1].cells[0].text.replace("\u00a0", " ") == name


def test_the_same_template_and_facts_give_the_same_bytes() -> None:
    assert filled(a_template("{{ office }}")) == filled(a_template("{{ office }}"))


def test_every_unknown_field_is_named_with_its_paragraph() -> None:
    said = refused(a_template("Ở {{ offise }}", "của {{ khong_co }}"))
    assert "Ở {{ offise }}" in said
    assert "khong_co" in said


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{{ schools.name }}", "schools.name"),
        ("{{ office", "{{"),
        ("{% for x in range(9) %}", "{%"),
        ("{{ ''.__class__ }}", "{{"),
        ("{{ office | upper }}", "{{"),
        ("{{ office.__class__ }}", "office.__class__"),
    ],
)
def test_what_is_no_field_is_refused(line: str, complaint: str) -> None:
    assert complaint in refused(a_template(line))


def test_two_lists_in_one_row_are_refused() -> None:
    assert "groups.name" in refused(a_template(row=("{{ schools.name }}", "{{ groups.name }}")))


def test_a_file_that_is_no_word_file_is_refused() -> None:
    refused(b"x")
    refused(repacked(a_template("x"), same)[:-100])


@pytest.mark.parametrize(
    "part",
    ["word/vbaProject.bin", "word/embeddings/oleObject1.bin"],
)
def test_macros_and_embedded_objects_are_refused(part: str) -> None:
    assert part in refused(repacked(a_template("x"), same, **{part: b"x"}))


def test_entities_of_its_own_are_refused() -> None:
    def with_doctype(name: str, part: bytes) -> bytes:
        return part.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1) if name == "word/document.xml" else part

    assert "word/document.xml" in refused(repacked(a_template("x"), with_doctype))


def test_what_is_fetched_from_elsewhere_is_refused() -> None:
    relation = (
        b'<Relationship Id="rId99" TargetMode="External" Target="http://x.example/t.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )

    def with_relation(name: str, part: bytes) -> bytes:
        return part.replace(b"</Relationships>", relation) if name.startswith("word/_rels") else part

    assert "word/_rels/document.xml.rels" in refused(repacked(a_template("x"), with_relation))


@pytest.mark.parametrize("megabytes", [20, 60])
def test_a_bomb_is_refused_before_it_is_unpacked(megabytes: int) -> None:
    assert "50 MB" in refused(repacked(a_template("x"), same, **{"word/big.xml": b"0" * (megabytes * 2**20)}))


def test_a_filled_template_opens_and_reads_as_a_word_file() -> None:
    assert "Sở Giáo dục và Đào tạo Mẫu" in words_of_docx(filled(a_template("{{ superior }}")))
