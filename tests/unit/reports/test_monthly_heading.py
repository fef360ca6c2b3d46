"""What stands at the head of the report: the office, and above it whom it belongs to, if that is printed at all."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as WordFile
from lxml import html as html_reader
from openpyxl import load_workbook

from cycle_engine.domain.units import UnitKind
from cycle_engine.reports.monthly import build_monthly_report
from cycle_engine.reports.monthly_docx import render_monthly_docx
from cycle_engine.reports.monthly_html import render_monthly_html
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx
from cycle_engine.reports.official_paper import above_agency
from tests.unit.reports.samples import OFFICE, march_facts

COMMUNE = replace(OFFICE, name="Ủy ban nhân dân xã Mẫu", governing_body="", is_named_alone=True)
OF_COMMUNE = build_monthly_report(march_facts(office=COMMUNE))


@pytest.mark.parametrize(
    ("entered", "alone", "printed"),
    [("", False, "[...]"), ("", True, ""), ("UBND huyện Mẫu", False, "UBND huyện Mẫu"), ("UBND", True, "UBND")],
)
def test_only_a_people_s_committee_has_nothing_above_it(entered: str, alone: bool, printed: str) -> None:  # noqa: FBT001
    assert above_agency(entered, is_named_alone=alone) == printed


def test_of_all_kinds_a_commune_s_committee_is_named_alone() -> None:
    assert [kind for kind in UnitKind if kind.is_named_alone] == [UnitKind.COMMUNE]


def test_an_office_of_which_nobody_entered_whom_it_belongs_to_has_the_blank() -> None:
    bare = build_monthly_report(march_facts(office=replace(OFFICE, governing_body="")))
    assert lay_out_monthly_report(bare).governing_body == "[...]"


def test_a_commune_s_report_begins_with_its_own_name_in_every_form() -> None:
    assert lay_out_monthly_report(OF_COMMUNE).governing_body == ""
    word = WordFile(BytesIO(render_monthly_docx(OF_COMMUNE)))
    page = html_reader.document_fromstring(render_monthly_html(OF_COMMUNE))
    sheet = load_workbook(BytesIO(render_monthly_xlsx(OF_COMMUNE))).worksheets[0]

    assert word.tables[0].cell(0, 0).text.startswith("ỦY BAN NHÂN DÂN XÃ MẪU")
    assert page.xpath("string(//div[@class='head']/div/p)") == "ỦY BAN NHÂN DÂN XÃ MẪU"
    assert sheet["A2"].value == "ỦY BAN NHÂN DÂN XÃ MẪU"
