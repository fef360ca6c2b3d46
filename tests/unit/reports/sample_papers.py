"""Samples of official papers: two offices, a school with everything entered and one with nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.events import Document
from cycle_engine.reports.official_paper import Signer
from cycle_engine.reports.papers.facts import GroupPoints, Issuer, PaperFacts, SchoolFacts
from cycle_engine.reports.papers.kinds import Issuing, PaperKind, find_kind
from tests.unit.reports.samples import PLAN

DISTRICT = Issuer(
    "Phòng Giáo dục và Đào tạo Mẫu",
    governing_body="UBND huyện Mẫu",
    place="Mẫu",
    sign="PGDĐT",
    signer=Signer("Trưởng phòng", "Nguyễn Thị Mẫu"),
)
COMMUNE = Issuer(
    "Ủy ban nhân dân xã Mẫu",
    place="Mẫu",
    sign="UBND",
    signer=Signer("Phó Chủ tịch", "Nguyễn Văn Mẫu", "KT. Chủ tịch"),
)
SCHOOL = Issuer(
    "Trường Mầm non Mẫu 01",
    governing_body="Phòng Giáo dục và Đào tạo Mẫu",
    place="Mẫu",
    sign="MNM01",
    signer=Signer("Hiệu trưởng", "Trần Thị Mẫu"),
)
BASIS = "Quyết định số 3276/QĐ-BGDĐT ngày 30 tháng 10 năm 2024 của Bộ Giáo dục và Đào tạo"


def a_kind(name: str) -> PaperKind:
    kind = find_kind(name)
    assert kind
    return kind


def a_school(number: int = 1, name: str = "", **changes: Any) -> SchoolFacts:
    """A school at the end of its year."""
    given: dict[str, Any] = {
        "levels": {LevelKind.SELF: 2, LevelKind.EXTERNAL: 3},
        "documents": {
            "self_assessment_minutes": Document("", number="3", dated=date(2025, 1, 17)),
            "self_assessment_decision": Document("", number="04/QĐ-MNM01", dated=date(2025, 1, 20)),
            "recognition_decision": Document("", number="07/QĐ-PGDĐT", dated=date(2025, 5, 6)),
        },
        "groups": (
            GroupPoints("Nhóm 1", Decimal(100), {LevelKind.SELF: Decimal("75.5"), LevelKind.EXTERNAL: Decimal(76)}),
            GroupPoints("Nhóm 2", Decimal(100), {LevelKind.SELF: Decimal(60)}),
        ),
        **changes,
    }
    return SchoolFacts(f"MN{number:02}", name or f"Trường Mầm non Mẫu {number:02}", **given)


def a_bare_school(number: int = 1) -> SchoolFacts:
    """A school of which nothing was entered."""
    return SchoolFacts(f"MN{number:02}", f"Trường Mầm non Mẫu {number:02}")


def facts_of(name: str, **changes: Any) -> PaperFacts:
    """A paper of the district's office, or of its first school; ``changes`` replace facts by name."""
    kind = a_kind(name)
    schools = (a_school(1), a_school(2), a_bare_school(3))
    given: dict[str, Any] = {
        "issuer": SCHOOL if kind.issuing is Issuing.SCHOOL else DISTRICT,
        "plan": PLAN,
        "assessment": "Đánh giá mức độ chuyển đổi số cơ sở giáo dục mầm non",
        "office": DISTRICT.agency,
        "superior": "Sở Giáo dục và Đào tạo Mẫu",
        "school": None if kind.lists_schools else schools[0],
        "schools": schools if kind.lists_schools else (),
        "bases": (BASIS,),
        **changes,
    }
    return PaperFacts(kind, **given)
