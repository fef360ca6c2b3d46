"""Schools that have published on a server of this machine, for whoever tests what becomes of their pages."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from cycle_engine.domain.publications import Finding
from cycle_engine.services.desk import Desk
from cycle_engine.services.page_rounds import Pace
from cycle_engine.services.publication_checking import check_publications
from cycle_engine.services.published_pages import PublishedPage
from cycle_engine.settings import FILE_NAME, read_settings
from tests.builders import advance, on, open_sample_cycle
from tests.integration.conftest import Offices
from tests.web_servers import Site

HERE = "127.0.0.1"
ARTICLE = "<title>Công bố</title><p>Nhà trường công bố kết quả đánh giá mức độ chuyển đổi số năm học này.</p>"
OTHER = "<title>Công bố</title><p>Thông báo tuyển sinh lớp mẫu giáo bé cho các cháu trên địa bàn phường.</p>"
MAY = date(2025, 5, 26)
MONDAY = date(2025, 6, 2)
NO_PAUSE = Pace(at_once=2, pause_seconds=0, wait=lambda _: None)


@contextmanager
def published_in_may(offices: Offices, kind: str, workspace: Path, site: Site) -> Iterator[Desk]:
    """A morning in June: MN01 and MN02 have published on a server of this machine, MN03 has not."""
    with offices.copy(kind, _recognised, workspace) as copied:
        opened = with_settings(copied, f'[publication]\nallow_hosts = ["{HERE}"]\n')
        for unit in ("MN01", "MN02"):
            publish(on(opened, MAY), unit, site.gives(ARTICLE, f"/{unit}"))
        yield on(opened, MONDAY)


def publish(desk: Desk, unit: str, link: str) -> None:
    advance(desk, unit, "publish", documents=(("publication_link", link),))


def check(desk: Desk, *units: str, **given: Any) -> Mapping[str, Finding]:
    return findings(check_publications(desk, units, pace=NO_PAUSE, **given).pages)


def findings(pages: tuple[PublishedPage, ...]) -> Mapping[str, Finding]:
    return {page.unit: page.check.finding for page in pages if page.check}


def with_settings(desk: Desk, written: str) -> Desk:
    (desk.workspace / FILE_NAME).write_text(written, "utf-8")
    other = on(desk, desk.today)
    other.settings = read_settings(desk.workspace, {"CYCLE_DATABASE_URL": desk.database.url})
    return other


def _recognised(desk: Desk) -> None:
    open_sample_cycle(desk)
    advance(on(desk, MAY), "PGD", "issue_plan", "issue_guidance")
    for unit in ("MN01", "MN02", "MN03"):
        advance(on(desk, MAY), unit, "submit", "approve", "request_review", "conclude_review", "recognize")
