"""Published results for tests of the results site: a few schools whose names say nothing of anybody who exists."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from cycle_engine.domain.units import UnitKind
from cycle_engine.reports.site_pages import SiteFrame
from cycle_engine.reports.site_results import PublishedResult, SiteFacts, in_order
from cycle_engine.reports.tables import shown

FRAME: Final = SiteFrame("Phòng Giáo dục và Đào tạo Mẫu", "UBND huyện Mẫu", date(2025, 6, 30))

HOSTILE: Final = (
    "<script>alert(1)</script>",
    "\"' onmouseover='alert(1)",
    "</script><img src=x onerror=alert(1)>",
    "=cmd|'/c calc'!A0",
    "Trường \u202egnạm \u2067mầm non",
    "Mẫu \u2028 & <b>đậm</b>",
    "x" * 200,
)
"""Names that somebody could enter to break a page, a script or a spreadsheet."""


def a_result(code: str = "MN01", **given: Any) -> PublishedResult:
    """A preschool under PGD at level 2, published; only what matters need be given."""
    whole: dict[str, Any] = {
        "school_year": "2024-2025",
        "plan_number": "74/KH-GDDT",
        "plan_issued": date(2024, 11, 22),
        "subject": "Đánh giá mức độ chuyển đổi số cơ sở giáo dục mầm non",
        "code": code,
        "name": f"Trường Mầm non {code}",
        "kind": UnitKind.PRESCHOOL,
        "parent": "PGD",
        "parent_name": FRAME.office,
        "level": 2,
        "decision_number": "05/QĐ-PGDĐT",
        "decision_date": date(2025, 5, 20),
        "certificate_serial": "",
        "link": f"https://{code.casefold()}.truong.example/cong-khai",
        "published_on": date(2025, 5, 26),
    }
    return PublishedResult(**whole | given)


def site_facts(*results: PublishedResult, frame: SiteFrame = FRAME) -> SiteFacts:
    """The facts of a site with these results."""
    return SiteFacts(frame, in_order(results))


def hostile_results() -> Sequence[PublishedResult]:
    """A school for every hostile name, under an authority called the same, with a link that must not be followed."""
    return [
        a_result(f"XX{number}", name=name, parent=f"A{number}", parent_name=name, link=f"javascript:{name}")
        for number, name in enumerate(map(shown, HOSTILE))
    ]


def a_small_site() -> SiteFacts:
    """Seven results of six schools under two communes and two years; what may be missing is missing once."""
    east = {"parent": "XA01", "parent_name": "UBND xã Đông Mẫu"}
    west = {"parent": "XA02", "parent_name": "UBND xã Tây Mẫu"}
    before = {"school_year": "2023-2024", "plan_number": "60/KH-GDDT", "plan_issued": date(2023, 11, 20)}
    return site_facts(
        a_result("MN01", name="Trường Mầm non Đông Hải", level=3, certificate_serial="01", **east),
        a_result("MN01", name="Trường Mầm non Đông Hải", level=2, published_on=date(2024, 5, 27), **east, **before),
        a_result("MN02", name="Trường Mầm non Ánh Dương", level=1, **west),
        a_result("MN03", name="Trường Mầm non Ấm Áp", decision_number="12/QĐ-PGDĐT", **west),
        a_result("MN04", name="Trường Mầm non An Lành", parent="", parent_name=""),
        a_result("MN05", name="Trường Mầm non Ba Vì Mẫu", decision_number="", decision_date=None, **east),
        a_result("TH01", name="Trường Tiểu học Đông Mẫu", kind=UnitKind.PRIMARY, published_on=date(2025, 6, 2), **east),
    )
