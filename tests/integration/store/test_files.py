"""Files handed in are kept by the hash they were recorded with, or not at all."""

from pathlib import Path

import pytest

from cycle_engine.errors import Conflict
from cycle_engine.store.files import hash_file, keep_file, stored_path


def test_a_file_is_kept_under_its_hash(tmp_path: Path) -> None:
    paper = tmp_path / "bien-ban.txt"
    paper.write_text("bản mẫu", "utf-8")
    digest = hash_file(paper)

    kept = keep_file(paper, digest, tmp_path / "documents")

    assert kept == stored_path(tmp_path / "documents", digest)
    assert hash_file(kept) == digest


def test_a_file_that_changes_between_hashing_and_keeping_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    paper = tmp_path / "bien-ban.txt"
    paper.write_text("bản mẫu", "utf-8")
    digest = hash_file(paper)
    paper.write_text("bản khác", "utf-8")

    with pytest.raises(Conflict, match="bien-ban"):
        keep_file(paper, digest, tmp_path / "documents")

    assert [path for path in (tmp_path / "documents").rglob("*") if path.is_file()] == []
