"""Letters kept in a mail folder."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path

import pytest

from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.errors import Unavailable
from notifications.maildir import MaildirTransport, file_name
from notifications.outcomes import Outcome, Verdict
from tests.outboxes import a_letter


def send(folder: Path, letter: ClaimedLetter) -> Outcome:
    return asyncio.run(MaildirTransport(folder).send(letter))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_letter_is_kept_whole_as_a_new_one_in_a_folder_made_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "hộp thư" / "mail"
    outcome = send(folder, a_letter(1))
    name = f"new/{file_name('<thu-1@pgd.example>')}"
    assert outcome.verdict is Verdict.SENT
    assert outcome.words == f"đã lưu vào thư mục thư: {folder / name}"
    assert files(folder) == [name]
    assert (folder / name).read_bytes() == a_letter(1).message.replace(b"\r\n", b"\n")
    assert {path.name for path in folder.iterdir()} == {"tmp", "new", "cur"}


def test_a_letter_that_is_delivered_again_is_there_once(tmp_path: Path) -> None:
    send(tmp_path, a_letter(1))
    send(tmp_path, replace(a_letter(1), attempts=2))
    assert len(files(tmp_path)) == 1


def test_a_letter_that_was_read_already_is_not_delivered_again(tmp_path: Path) -> None:
    send(tmp_path, a_letter(1))
    name = file_name(a_letter(1).message_id)
    (tmp_path / "new" / name).rename(tmp_path / "cur" / f"{name}!2,S")
    assert send(tmp_path, replace(a_letter(1), attempts=2)).words.startswith("đã có sẵn")
    assert files(tmp_path) == [f"cur/{name}!2,S"]


def test_what_a_crash_left_half_written_is_no_letter_and_in_nobody_s_way(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / f"{file_name(a_letter(1).message_id)}.{os.getpid()}").write_bytes(b"half")
    send(tmp_path, a_letter(1))
    assert files(tmp_path) == [f"new/{file_name(a_letter(1).message_id)}"]


def test_names_are_such_as_windows_takes() -> None:
    assert not set('<>:"/\\|?*') & set(file_name('<a:b*"c|d?@e.example>'))


def test_a_folder_that_cannot_be_made_is_told_and_the_letter_waits(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file stands in the way")
    with pytest.raises(Unavailable) as caught:
        send(tmp_path / "mail", a_letter(1))
    assert caught.value.reason == "mail_folder_unwritable"
    assert "mail" in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX bounds the size of a file")
def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(Unavailable):
            send(tmp_path, replace(a_letter(1), message=b"x" * 5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files(tmp_path) == []
