"""The results site of a lived year, built from the command line."""

import csv
import json
from pathlib import Path

import pytest

from tests.acceptance.school_year import Year


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "trang-ket-qua"


def test_a_site_is_told_by_its_folder_its_counts_its_hash_and_the_private_board(year: Year, folder: Path) -> None:
    built = year.office.ask("site", "build", str(folder))
    assert built == {
        "folder": str(folder),
        "schools": 24,
        "results": 24,
        "files": len([path for path in folder.rglob("*") if path.is_file()]) - 1,
        "sha256": year.office.ask("site", "build", str(folder))["sha256"],
        "board": built["board"],
    }
    assert Path(built["board"]).is_relative_to(year.office.folder)


def test_the_site_has_exactly_the_schools_that_an_export_shows_as_published(year: Year, folder: Path) -> None:
    year.office.ask("site", "build", str(folder))
    rows = year.office.ask("export", "results")["rows"]
    public = {row["code"] for row in rows if row["level_recognized"] and row["publication_link"]}
    shown = json.loads((folder / "ket-qua.json").read_text("utf-8"))["rows"]
    assert {row["code"] for row in shown} == public
    with (folder / "ket-qua.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["code"] for row in csv.DictReader(stream)} == public
    written = "\n".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())
    assert [row["code"] for row in rows if row["code"] not in public and row["code"] in written] == []


def test_the_site_of_a_past_day_shows_what_was_public_then(year: Year, folder: Path) -> None:
    told = year.office.ask("--as-of", "2025-05-21", "site", "build", str(folder))
    assert told["schools"] < 24
    assert "tính đến ngày 21/05/2025" in (folder / "index.html").read_text("utf-8")


def test_a_rehearsal_s_site_says_that_it_is_one(year: Year, folder: Path) -> None:
    year.office.ask("site", "build", str(folder))
    assert "Bản diễn tập" in (folder / "index.html").read_text("utf-8")


def test_what_was_built_is_said_in_both_languages_and_the_site_is_the_same(year: Year, folder: Path) -> None:
    vietnamese = year.office.type("site", "build", str(folder))
    page = (folder / "index.html").read_bytes()
    english = year.office.type("site", "build", str(folder), lang="en")
    assert "24 trường, 24 kết quả" in vietnamese.out
    assert "24 schools, 24 results" in english.out
    assert (folder / "index.html").read_bytes() == page


def test_a_folder_with_other_files_is_refused_with_what_to_do(year: Year, folder: Path) -> None:
    folder.mkdir()
    (folder / "anh.png").write_bytes(b"x")
    refused = year.office.refused("site", "build", str(folder))
    assert refused["code"] == "site_folder_foreign"
    assert refused["details"]["files"] == ["anh.png"]
    assert refused["hints"]
    (folder / "anh.png").rename(folder.with_name("trang"))
    assert year.office.refused("site", "build", str(folder.with_name("trang")))["code"] == "site_no_folder"
