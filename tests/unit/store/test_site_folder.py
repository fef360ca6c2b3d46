"""The folder of the results site: replaced whole or not at all, and only where it is ours."""

import os
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cycle_engine.errors import OperationRefused, Unavailable
from cycle_engine.store.site_folder import MARK, replace_site

FIRST = {"index.html": b"1", "truong/mn01.html": b"a", "truong/mn02.html": b"b"}
SECOND = {"index.html": b"2", "truong/mn01.html": b"a"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "web" / "ket-qua"


def build(folder: Path, files: dict[str, bytes]) -> str:
    return replace_site(folder, files.items())


def content_of(folder: Path) -> dict[str, bytes]:
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(MARK, None)
    return found


def test_a_site_takes_the_place_of_the_one_before_and_leaves_no_page_of_it(folder: Path) -> None:
    build(folder, FIRST)
    assert content_of(folder) == FIRST
    build(folder, SECOND)
    assert content_of(folder) == SECOND
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_the_same_files_have_the_same_hash_and_others_another(folder: Path, tmp_path: Path) -> None:
    assert build(folder, FIRST) == build(tmp_path / "other", FIRST) != build(tmp_path / "third", SECOND)


def test_an_empty_folder_is_taken(folder: Path) -> None:
    folder.mkdir(parents=True)
    build(folder, FIRST)
    assert content_of(folder) == FIRST


@pytest.mark.parametrize("name", ["anh.png", "truong/anh.png", "con/anh.png", ".htaccess"])
def test_a_folder_with_somebody_else_s_file_is_refused_and_left_alone(folder: Path, name: str) -> None:
    build(folder, FIRST)
    foreign = folder / name
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_bytes(b"x")
    with pytest.raises(OperationRefused, match=name.partition("/")[0]):
        build(folder, SECOND)
    assert content_of(folder) == FIRST | {name: b"x"}


def test_a_folder_that_never_was_a_site_is_refused(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(b"of somebody else")
    with pytest.raises(OperationRefused, match=r"index\.html"):
        build(folder, FIRST)
    assert content_of(folder) == {"index.html": b"of somebody else"}


def test_many_foreign_files_are_named_as_far_as_a_line_goes(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(9):
        (folder / f"{number}.txt").touch()
    with pytest.raises(OperationRefused) as refused:
        build(folder, FIRST)
    assert refused.value.facts["files"] == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "…"]


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_bytes(b"x")
    with pytest.raises(OperationRefused):
        build(folder, FIRST)
    assert folder.read_bytes() == b"x"


def failing() -> Iterator[tuple[str, bytes]]:
    yield "index.html", b"2"
    raise OSError(28, "No space left on device")


def test_a_build_that_fails_half_way_leaves_the_old_site(folder: Path) -> None:
    build(folder, FIRST)
    with pytest.raises(Unavailable, match="No space left"):
        replace_site(folder, failing())
    assert content_of(folder) == FIRST
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", ["../x.html", "/x.html", "a/b/c.html", "truong/../x.html", "A.html", ".htaccess"])
def test_no_file_is_written_out_of_the_folder_or_under_a_strange_name(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"html|htaccess"):
        build(folder, {name: b""})
    assert not folder.exists()
    assert list(folder.parent.iterdir()) == []


def test_what_a_killed_build_left_is_cleared_away(folder: Path) -> None:
    build(folder, FIRST)
    left = folder.with_name(f".{folder.name}.{'0' * 32}.part")
    other = folder.with_name(f".{folder.name}.bak")
    for path in (left, other):
        path.mkdir()
        (path / "index.html").write_bytes(b"half")
        os.utime(path, (0, 0))
    build(folder, SECOND)
    assert sorted(path.name for path in folder.parent.iterdir()) == [other.name, folder.name]


def test_a_build_leaves_alone_what_another_is_still_making(folder: Path) -> None:
    def meanwhile() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"2"
        build(folder, FIRST)
        yield "truong/mn01.html", b"a"

    replace_site(folder, meanwhile())
    assert content_of(folder) == SECOND
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")
def test_builds_that_end_at_the_same_moment_leave_one_whole_site(folder: Path) -> None:
    def in_turns() -> None:
        for number in range(20):
            build(folder, SECOND if number % 2 else FIRST)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(in_turns) for _ in range(4)]:
            done.result()
    assert content_of(folder) == SECOND
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_site_that_a_kill_left_renamed_comes_back_where_the_next_build_fails(folder: Path) -> None:
    build(folder, FIRST)
    folder.rename(folder.with_name(f".{folder.name}.{'0' * 32}.old"))
    with pytest.raises(Unavailable):
        replace_site(folder, failing())
    assert content_of(folder) == FIRST


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_links_are_no_files_of_ours_and_are_never_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mn02.html").write_bytes(b"kept")
    build(folder, FIRST)
    (folder / "truong" / "mn02.html").unlink()
    (folder / "truong" / "mn02.html").symlink_to(outside / "mn02.html")
    with pytest.raises(OperationRefused, match=r"truong/mn02\.html"):
        build(folder, SECOND)
    assert (outside / "mn02.html").read_bytes() == b"kept"


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_a_folder_named_by_a_link_stays_named_by_it_and_keeps_who_may_read_it(folder: Path, tmp_path: Path) -> None:
    build(folder, FIRST)
    folder.chmod(0o2750)
    link = tmp_path / "link"
    link.symlink_to(folder)
    build(link, SECOND)
    assert (link.is_symlink(), content_of(folder)) == (True, SECOND)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2750


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_a_marker_that_is_a_link_marks_nothing(folder: Path, tmp_path: Path) -> None:
    folder.mkdir(parents=True)
    mark = tmp_path / "mark"
    mark.write_text("cycle site build\nindex.html\n", "utf-8")
    (folder / MARK).symlink_to(mark)
    (folder / "index.html").write_bytes(b"x")
    with pytest.raises(OperationRefused):
        build(folder, FIRST)


@pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")
def test_links_that_lead_around_in_a_circle_are_said_to_be_no_place(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(Unavailable):
        build(tmp_path / "a", FIRST)


def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        build(tmp_path / ("x" * 300), FIRST)
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        build(tmp_path / "file" / "site", FIRST)
