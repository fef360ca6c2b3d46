"""``cycle publication``: what is shown of the schools' pages, and how the command ends."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.command_line import cycle
from tests.web_servers import Site, a_site

PAGE = "<title>Công bố</title><p>Nhà trường công bố kết quả đánh giá mức độ chuyển đổi số năm học này.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        yield running


@pytest.fixture(scope="session")
def _real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that is no rehearsal: PGD has opened the plan, and MN01 is recognised."""
    folder = tmp_path_factory.mktemp("real") / "office"
    paper = folder / "van-ban.txt"
    words = [
        ("init", str(folder)),
        ("school", "import", str(folder / "sample-roster.csv"), "--apply"),
        ("open", "74-KH-GDDT"),
    ]
    for word in words:
        _done(folder, *word)
    paper.write_text("Bản mẫu\n", "utf-8")

    def handed(*kinds: str) -> list[str]:
        return [word for kind in kinds for word in ("--document", f"{kind}={paper}")]

    _done(folder, "advance", "PGD", "issue_plan")
    _done(folder, "advance", "PGD", "issue_guidance")
    _done(folder, "advance", "MN01", "submit", "--level", "2", *handed("self_assessment_minutes"))
    _done(folder, "advance", "MN01", "approve", *handed("self_assessment_decision"))
    _done(folder, "advance", "MN01", "request_review", *handed("review_submission"))
    _done(folder, "advance", "MN01", "conclude_review", "--level", "2", *handed("external_review_minutes"))
    _done(folder, "advance", "MN01", "recognize", "--level", "2", *handed("recognition_decision", "certificate"))
    return folder


@pytest.fixture
def published(_real: Path, tmp_path: Path, site: Site) -> Path:
    """The same with MN01's page on a server of this machine."""
    folder = Path(shutil.copytree(_real, tmp_path / "office"))
    with (folder / "cycle.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[publication]\nallow_hosts = ["127.0.0.1"]\n')
    _done(folder, "advance", "MN01", "publish", "--document", f"publication_link={site.gives(PAGE)}")
    return folder


def _done(folder: Path, *words: str) -> None:
    answer = cycle(folder, *words)
    assert answer.status == 0, answer.err


def test_pages_that_are_there_are_shown_and_the_command_ends_well(published: Path, site: Site) -> None:
    answer = cycle(published, "publication", "check")
    assert (answer.status, answer.err) == (0, "")
    assert "is there" in answer.out
    assert site.link() in answer.out
    assert answer.out.endswith("Checked 1 page: 0 need a look, 0 are left for the next time.\n")


def test_a_page_that_is_gone_is_shown_and_the_command_ends_with_1(published: Path, site: Site) -> None:
    site.gives("", status=404)
    answer = cycle(published, "publication", "check", "MN01")
    assert answer.status == 1
    assert "is gone: the server has no such page (404)" in answer.out
    assert "cycle publication check MN01 --accept" in answer.err


def test_programs_are_told_once_of_pages_in_trouble_with_all_that_was_found(published: Path, site: Site) -> None:
    site.gives("", status=404)
    answer = cycle(published, "--json", "publication", "check")
    told = json.loads(answer.out)["error"]
    assert (answer.status, told["code"], told["details"]["units"]) == (1, "pages_in_trouble", ["MN01"])
    (page,) = told["details"]["checked"]
    assert (page["check"]["finding"], page["check"]["status"]) == ("gone", 404)
    assert datetime.fromisoformat(page["check"]["checked_at"]).tzinfo


def test_programs_are_told_everything_that_was_found(published: Path, site: Site) -> None:
    answer = cycle(published, "--json", "publication", "check")
    told = json.loads(answer.out)
    (page,) = told.pop("checked")
    assert told == {"in_trouble": 0, "left": 0}
    check = page.pop("check")
    assert (page["unit"], page["link"], page["published_on"]) == ("MN01", site.link(), check["checked_at"][:10])
    assert {
        name: check[name]
        for name in ("finding", "cause", "status", "share", "trouble_since", "confirmed", "is_baseline")
    } == {
        "finding": "reachable",
        "cause": None,
        "status": 200,
        "share": None,
        "trouble_since": None,
        "confirmed": False,
        "is_baseline": True,
    }
    assert (check["final_link"], check["title"], len(check["sha256"])) == (site.link(), "Công bố", 64)


def test_the_list_shows_the_last_finding_or_that_there_is_none(published: Path) -> None:
    assert "not checked yet" in cycle(published, "publication", "list").out
    cycle(published, "publication", "check")
    assert "is there" in cycle(published, "publication", "list").out
    (page,) = json.loads(cycle(published, "--json", "publication", "list").out)["publications"]
    assert (page["unit"], page["check"]["finding"]) == ("MN01", "reachable")


def test_a_preview_asks_nobody(published: Path, site: Site) -> None:
    answer = cycle(published, "publication", "check", "--dry-run")
    assert (answer.status, site.asked) == (0, [])
    assert site.link() in answer.out
    told = json.loads(cycle(published, "--json", "publication", "check", "--dry-run").out)
    assert [page["unit"] for page in told["would_check"]] == ["MN01"]


def test_a_changed_page_is_taken_as_it_is_once_somebody_has_looked(published: Path, site: Site) -> None:
    cycle(published, "publication", "check")
    site.gives("<title>Khác</title><p>Thông báo tuyển sinh lớp mẫu giáo bé trên địa bàn.</p>")
    assert "has changed: its text is another one" in cycle(published, "publication", "check").out
    assert cycle(published, "publication", "check", "MN01", "--accept").status == 0
    assert cycle(published, "publication", "check").status == 0


def test_nothing_is_accepted_unseen(published: Path) -> None:
    answer = cycle(published, "publication", "check", "--accept")
    assert answer.status == 2
    assert "cycle publication check MN01 --accept" in answer.err


def test_a_hostile_title_and_path_stay_text(published: Path, site: Site) -> None:
    site.gives("<title>\x1b[31m&lt;script&gt;alert(1)&lt;/script&gt;\u202e</title>" + PAGE)
    cycle(published, "publication", "check")
    (page,) = json.loads(cycle(published, "--json", "publication", "list").out)["publications"]
    assert page["check"]["title"] == "[31m<script>alert(1)</script>"


def test_a_rehearsal_says_that_it_asks_nobody(workspace: Path) -> None:
    answer = cycle(workspace, "publication", "check")
    assert answer.status == 1
    assert "cycle publication list" in answer.err
    assert cycle(workspace, "publication", "list").status == 0


def test_a_school_that_has_not_published_is_named(published: Path) -> None:
    answer = cycle(published, "publication", "check", "MN02")
    assert (answer.status, "MN02" in answer.err) == (1, True)
    assert cycle(published, "publication", "check", "MN99").status == 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_and_cause_has_its_words(language: str) -> None:
    from cycle_engine.domain.fetched_pages import Trouble
    from cycle_engine.domain.publications import Finding
    from cycle_engine.messages import Language, has_text, use_language

    use_language(Language(language))
    judged = ("not_found", "declined", "server_error", "no_page", "says_not_found", "empty", "left_https")
    changed = ("other_site", "home_page", "other_kind", "file_changed", "title_changed", "text_changed")
    wanted = [*(f"finding_{one.value}" for one in Finding), *(f"cause_{one.value}" for one in Trouble)]
    wanted += [f"cause_{one}" for one in (*judged, *changed)]
    missing = [name for name in wanted if not has_text(f"publication.{name}")]
    use_language(Language.VI)
    assert missing == []
