"""Numbers, days, who decides: what the fields of papers say."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.events import Document
from cycle_engine.reports.official_paper import Signer
from cycle_engine.reports.papers.fields import build_fields, fill
from cycle_engine.reports.papers.kinds import KINDS
from tests.unit.reports.sample_papers import COMMUNE, DISTRICT, a_school, facts_of


def field(name: str, paper: str = "recognition_decision", **changes: object) -> str:
    return build_fields(facts_of(paper, **changes)).values[name].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "      /QĐ-PGDĐT"),
        ("5", "05/QĐ-PGDĐT"),
        ("05", "05/QĐ-PGDĐT"),
        ("5/QĐ-PGDĐT", "05/QĐ-PGDĐT"),
        ("12/QĐ-UBND", "12/QĐ-UBND"),
        ("05a", "05a/QĐ-PGDĐT"),
    ],
)
def test_a_number_is_as_it_was_given_with_its_sign(given: str, said: str) -> None:
    assert field("number", given=Document("", number=given)) == said


def test_days_under_10_and_months_1_and_2_have_a_zero() -> None:
    assert field("dated", given=Document("", dated=date(2025, 1, 5))) == "ngày 05 tháng 01 năm 2025"
    assert field("dated", given=Document("", dated=date(2025, 3, 15))) == "ngày 15 tháng 3 năm 2025"


@pytest.mark.parametrize(
    ("issuer", "decides"),
    [
        (DISTRICT, "TRƯỞNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO MẪU"),
        (COMMUNE, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU"),
        (replace(COMMUNE, signer=Signer("Chủ tịch", "", "TM. Ủy ban nhân dân xã")), "ỦY BAN NHÂN DÂN XÃ MẪU"),
        (replace(DISTRICT, authority="Ai đó"), "AI ĐÓ"),
    ],
)
def test_who_decides_follows_from_who_signs(issuer: object, decides: str) -> None:
    assert field("authority", issuer=issuer) == decides


def test_a_recognised_level_goes_before_the_external_one() -> None:
    school = a_school(levels={LevelKind.EXTERNAL: 2, LevelKind.RECOGNIZED: 1})
    assert field("recognized_level", "certificate", school=school) == "Mức độ 1 (chưa đáp ứng)"


def test_a_submission_is_named_only_where_the_workflow_has_schools_hand_one_in() -> None:
    asked = field("submission_clause", "external_review_minutes")
    assert asked == " và Tờ trình số [...] ngày [...] của nhà trường"
    assert field("submission_clause", "external_review_minutes", not_asked=frozenset({"review_submission"})) == ""


def test_totals_count_the_schools_by_level() -> None:
    values = build_fields(facts_of("report_to_province")).values
    assert [values[f"schools_{name}"] for name in ("total", "level_3", "without_level")] == ["03", "02", "01"]


def test_what_a_value_says_is_never_a_field_again() -> None:
    assert fill("{{ school }}", {"school": "{{ office }}", "office": "x"}) == "{{ office }}"


def test_every_field_is_described_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs" / "documents.md").read_text("utf-8")
    table = page.split("| field | what it says |")[1]
    described = {
        name for row in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE) for name in row.strip("`").split("`, `")
    }
    fields = build_fields(facts_of("certificate", schools=(a_school(),)))
    listed = {f"{name}.{field}" for name, rows in fields.lists.items() for field in rows[0]}
    assert described == set(fields.values) | listed


def test_every_kind_is_described_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs" / "documents.md").read_text("utf-8")
    described = re.findall(r"^\| `(\w+)` \| (\w+) \| the (\w+) \|", page, re.MULTILINE)
    assert described == [(kind.id, kind.type, kind.issuing.value) for kind in KINDS]
