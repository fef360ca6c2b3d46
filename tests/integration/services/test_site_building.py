"""The results site of a whole office: what is on it, what never is, and that it goes when it is taken back."""

import json
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from cycle_engine.errors import NotFound, OperationRefused, Unavailable
from cycle_engine.reports.site_results import PublishedResult
from cycle_engine.services import roster, site_building
from cycle_engine.services.certificate_keys import make_key, show_keys
from cycle_engine.services.certifying import issue_certificates, list_certificates
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.opening import open_plan
from cycle_engine.services.revoking import revoke_certificate
from cycle_engine.services.site_building import Files, build_site, gather_site
from cycle_engine.store.certificates import code_hash
from cycle_engine.store.units import all_units
from tests.builders import a_plan, a_roster, a_unit, advance, case_of, keep_roster, on, open_sample_cycle

JUNE: Final = date(2025, 6, 2)
PRIVATE: Final = ("mn07@truong.example", "phong@phong.example", "Trưởng phòng mẫu", "Chuyên viên mẫu", "lý do mẫu")


@pytest.fixture
def june(everywhere: Desk) -> Desk:
    """A school in every stage there is; MN06 is recognised and MN07 has published."""
    return on(everywhere, JUNE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "web"


def results_of(desk: Desk) -> tuple[PublishedResult, ...]:
    return gather_site(desk)[0].results


def codes_of(desk: Desk) -> list[str]:
    return [result.code for result in results_of(desk)]


def pages_of(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "truong").iterdir()) if (folder / "truong").exists() else []


def everything_in(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


def test_only_what_is_recognised_and_published_is_on_the_site(june: Desk, folder: Path) -> None:
    built = build_site(june, folder)
    assert (built.schools, built.results, codes_of(june)) == (1, 1, ["MN07"])
    written = everything_in(folder)
    assert "Trường Mầm non MN07" in written
    others = [code for code in ("MN01", "MN02", "MN03", "MN04", "MN05", "MN06", "MN08") if code in written]
    assert (others, pages_of(folder)) == ([], ["mn07.html"])


def test_nothing_of_the_way_there_and_nobody_is_on_the_site(june: Desk, folder: Path) -> None:
    build_site(june, folder)
    written = everything_in(folder)
    assert [private for private in PRIVATE if private in written] == []
    row = json.loads((folder / "ket-qua.json").read_text("utf-8"))["rows"][0]
    assert not {"stage", "level_self", "level_external", "days_late"} & row.keys()


def test_a_publication_that_was_withdrawn_is_gone_with_the_next_build_and_its_page_too(
    june: Desk, folder: Path
) -> None:
    build_site(june, folder)
    advance(june, "MN07", "unpublish")
    assert build_site(june, folder).schools == 0
    assert "MN07" not in everything_in(folder)
    advance(june, "MN07", "reopen")
    assert codes_of(june) == []


def test_a_result_put_right_comes_back_when_it_is_published_again(june: Desk) -> None:
    advance(june, "MN07", "unpublish", "reopen")
    advance(june, "MN07", "conclude_review")
    advance(june, "MN07", "recognize", level=3)
    assert codes_of(june) == []
    advance(june, "MN07", "publish")
    assert [(one.code, one.level) for one in results_of(june)] == [("MN07", 3)]


def test_a_school_set_aside_after_it_withdrew_is_not_on_the_site(june: Desk) -> None:
    advance(june, "MN07", "unpublish", "exempt")
    assert codes_of(june) == []


def test_a_school_that_went_into_another_keeps_what_it_published_and_says_so(june: Desk) -> None:
    july = on(june, date(2025, 7, 1))
    roster.merge(july, "MN07", "MN06", on=date(2025, 7, 1))
    result = results_of(on(june, date(2025, 7, 2)))[0]
    assert (result.code, result.closed_on, result.merged_into) == ("MN07", date(2025, 7, 1), "Trường Mầm non MN06")


@pytest.mark.parametrize("missing", ["level_recognized", "publication_link", "published_on"])
def test_what_lacks_recognition_link_or_day_is_not_public_whatever_a_workflow_allows(june: Desk, missing: str) -> None:
    facts = {
        "level_recognized": 2,
        "decision_number": "05/QĐ-PGDĐT",
        "decision_date": JUNE,
        "certificate_serial": None,
        "publication_link": "https://truong.example/",
        "published_on": JUNE,
    }
    with june.database.read() as rows:
        cycle, units = june.cycle(rows), {one.unit.code: one for one in all_units(rows, day=JUNE)}
    given = [(case_of(june, "MN07"), facts), (case_of(june, "MN06"), {**facts, missing: None})]
    assert [one.code for one in site_building._public_results(given, JUNE, cycle, units)] == ["MN07"]


def test_the_past_is_shown_as_it_was(june: Desk) -> None:
    before = june.looking_back(as_seen_at(JUNE))
    later = on(june, date(2025, 6, 10))
    advance(later, "MN06", "publish")
    assert codes_of(later) == ["MN06", "MN07"]
    assert codes_of(before) == ["MN07"]


def test_the_same_facts_make_the_same_site(june: Desk, folder: Path) -> None:
    assert build_site(june, folder).sha256 == build_site(june, folder).sha256
    assert build_site(june, folder / "beside").sha256 == build_site(on(june, JUNE), folder.with_name("other")).sha256


def test_what_was_published_in_one_year_stays_when_the_next_one_opens(desk: Desk, tmp_path: Path) -> None:
    open_sample_cycle(desk)
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve", "request_review", "conclude_review", "recognize", "publish")
    plan = tmp_path / "next.toml"
    text = a_plan().replace('"74/KH-GDDT"', '"80/KH-GDDT"').replace("2024-2025", "2025-2026")
    plan.write_text(
        text.replace("2025-", "2026-").replace("2024-1", "2025-1").replace("2026-2026", "2025-2026"), "utf-8"
    )
    november = on(desk, date(2025, 12, 1))
    open_plan(november, str(plan))
    assert [(one.code, one.school_year) for one in results_of(november)] == [("MN01", "2024-2025")]
    advance(november, "PGD", "issue_plan", "issue_guidance")
    advance(november, "MN01", "submit", "approve", "request_review", "conclude_review", "recognize", "publish")
    assert [one.school_year for one in results_of(november)] == ["2025-2026", "2024-2025"]


def test_the_board_is_written_into_the_workspace_and_not_into_the_site(june: Desk, folder: Path) -> None:
    built = build_site(june, folder)
    assert built.board.is_relative_to(june.workspace)
    assert not built.board.is_relative_to(folder)
    assert "MN01" in built.board.read_text("utf-8")
    assert not list(folder.rglob("*board*"))


def test_the_check_page_knows_the_keys_and_what_was_revoked_by_hash_alone(june: Desk, folder: Path) -> None:
    make_key(june)
    issue_certificates(june, ["MN06", "MN07"], serials_from=1)
    revoke_certificate(june, "MN06", "in sai")
    check = gather_site(june)[1]
    revoked, held = list_certificates(june, "MN06")[0], list_certificates(june, "MN07")[0]
    assert check.public_keys == (show_keys(june).keys[0].public_key,)
    assert check.revoked == ((code_hash(revoked.stored.code), JUNE),)
    build_site(june, folder)
    written = everything_in(folder)
    assert [code for code in (revoked.stored.code, held.stored.code, "in sai", "MN06") if code in written] == []


def test_a_certificate_ends_with_the_reopening_of_its_case(june: Desk) -> None:
    make_key(june)
    issue_certificates(june, ["MN07"])
    advance(june, "MN07", "unpublish")
    assert gather_site(june)[1].revoked == ()
    later = on(june, date(2025, 6, 5))
    advance(later, "MN07", "reopen")
    assert [day for _, day in gather_site(later)[1].revoked] == [date(2025, 6, 5)]
    assert gather_site(later.looking_back(as_seen_at(JUNE)))[1].revoked == ()
    assert gather_site(later.looking_back(as_seen_at(date(2025, 5, 1))))[1].public_keys == ()


@pytest.mark.parametrize("name", ["mail", "documents", "reports/site", "backups", "."])
def test_no_site_is_built_where_the_workspace_keeps_what_is_its_own(june: Desk, name: str) -> None:
    with pytest.raises(OperationRefused):
        build_site(june, june.workspace / name)
    assert not (june.workspace / name / "index.html").exists()
    assert build_site(june, june.workspace / "trang-ket-qua").results


def test_a_folder_with_other_files_is_refused_before_anything_is_done(june: Desk, folder: Path) -> None:
    folder.mkdir()
    (folder / "anh.png").write_bytes(b"x")
    with pytest.raises(OperationRefused):
        build_site(june, folder)
    assert [path.name for path in folder.iterdir()] == ["anh.png"]
    assert not (june.workspace / "reports" / "board.html").exists()


def test_the_workspace_itself_is_no_place_for_the_site(june: Desk) -> None:
    with pytest.raises(OperationRefused):
        build_site(june, june.workspace)


def test_a_build_that_breaks_half_way_leaves_the_old_site_whole(june: Desk, folder: Path) -> None:
    build_site(june, folder)
    before = everything_in(folder)

    def break_off(files: Files, count: int) -> Files:
        assert count > 5
        yield next(iter(files))
        raise OSError(28, "No space left on device")

    advance(june, "MN06", "publish")
    with pytest.raises(Unavailable):
        build_site(june, folder, watch=break_off)
    assert everything_in(folder) == before
    assert build_site(june, folder).schools == 2


def test_without_a_cycle_there_is_nothing_to_show(desk: Desk, folder: Path) -> None:
    keep_roster(desk, a_roster())
    with pytest.raises(NotFound):
        build_site(desk, folder)
    assert not folder.exists()


def test_a_publication_of_a_day_to_come_waits_for_it(june: Desk) -> None:
    advance(june, "MN06", "publish")
    assert "MN06" in codes_of(june)
    before = on(june, date(2024, 11, 1))
    assert codes_of(before) == []


def test_hostile_entries_stay_text_from_the_roster_to_the_page(desk: Desk, folder: Path) -> None:
    open_sample_cycle(desk, roster=[*a_roster(0), a_unit("MN01", name="<script>alert(1)</script>\u202e")])
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve", "request_review", "conclude_review", "recognize", "publish")
    build_site(on(desk, JUNE), folder)
    written = everything_in(folder)
    assert "<script>alert" not in everything_in(folder / "truong")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert "\u202e" not in written
