"""Debian's own mail programs open the folder of letters and read in it what was written."""

import asyncio
import mailbox
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cycle_engine.domain.notices import Attachment, ClaimedLetter, Contact, Picture
from cycle_engine.reports.calendar_entries import render_entries
from notifications.composing import Composer
from notifications.envelopes import CalendarPart, Message, to_bytes
from notifications.maildir import MaildirTransport
from tests.appointments import an_appointment
from tests.letters import a_report
from tests.sample_announcements import ANNOUNCED
from tests.sample_requests import REQUESTS

SUBJECT = "[CĐS MN 2024-2025] Nhắc hạn tự đánh giá - Trường Mầm non Hoa Sen - hạn 24/01/2025"
OFFICE = Contact("pgd@pgd.example", 'Phòng Giáo dục và Đào tạo huyện "Tiên Lãng", thành phố Hải Phòng')
SCHOOL = Contact("mn-hoa-sen@truong.example", "Trường Mầm non Hoa Sen")
UTF8 = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "dumb", "COLUMNS": "300"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    message = Message(
        sender=OFFICE,
        to=(SCHOOL,),
        subject=SUBJECT,
        text="Kính gửi: Trường Mầm non Hoa Sen\nTrân trọng./.\n",
        html="<p>Kính gửi: Trường Mầm non Hoa Sen</p>",
        date=datetime(2025, 1, 10, 1, 0, tzinfo=UTC),
        message_id="<nhac-1@pgd.example>",
        calendar=CalendarPart("PUBLISH", render_entries([an_appointment()], datetime(2025, 1, 10, 1, 0, tzinfo=UTC))),
        attachments=(Attachment("bao-cao.txt", "text/plain", "Đính kèm\n".encode()),),
    )
    letter = ClaimedLetter(1, "", message.message_id, OFFICE.address, (SCHOOL.address,), to_bytes(message), 1)
    asyncio.run(MaildirTransport(tmp_path / "mail").send(letter))
    return tmp_path / "mail"


def output_of(*command: str | Path) -> str:
    for program in command[0], "mutt":
        if not shutil.which(program):
            (pytest.fail if os.environ.get("CI") else pytest.skip)(
                f"{program} is not installed: apt-get install mutt mblaze"
            )
    return subprocess.run(command, env=UTF8, capture_output=True, text=True, check=True, timeout=10).stdout


def test_mblaze_reads_headers_text_and_attachment(folder: Path) -> None:
    (letter,) = output_of("mlist", folder).split()
    assert output_of("mhdr", "-d", "-h", "Subject", letter).strip() == SUBJECT
    assert output_of("mhdr", "-d", "-h", "From", letter).strip() == f"{OFFICE.name} <{OFFICE.address}>"
    assert output_of("maddr", "-h", "To", letter).strip() == f"{SCHOOL.name} <{SCHOOL.address}>"
    shown = output_of("mshow", letter)
    assert "Kính gửi: Trường Mầm non Hoa Sen\nTrân trọng./." in shown
    assert "bao-cao.txt" in output_of("mshow", "-t", letter)
    assert "lich.ics" in output_of("mshow", "-t", letter)


def test_mutt_opens_and_prints_the_letter(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "muttrc"
    settings.write_text(
        "set pipe_decode=yes wait_key=no charset=utf-8 move=no quit=yes\n"
        f"set folder={tmp_path}\n"  # else mutt asks whether to make one, and takes the keys below for the answer
        f'push "<pipe-message>cat > {tmp_path}/printed<enter><exit>"\n'
    )
    output_of("script", "-qec", f"mutt -n -F {settings} -f {folder}", "/dev/null")
    printed = (tmp_path / "printed").read_text(encoding="utf-8")
    assert f"Subject: {SUBJECT}" in " ".join(printed.split())
    assert "Kính gửi: Trường Mầm non Hoa Sen\nTrân trọng./." in printed
    assert "Đính kèm" in printed


def test_the_letter_with_a_report_is_read_with_its_picture_in_its_place(tmp_path: Path) -> None:
    picture = Picture(
        Attachment("tien-do-2025-02.png", "image/png", b"\x89PNG"), "25 trường nay ở các bước: Tự đánh giá: 25."
    )
    report = Attachment("bao-cao-2025-02.pdf", "application/pdf", b"%PDF")
    letter = Composer(OFFICE).compose_report(a_report(pictures=(picture,), attachments=(report,)))
    claimed = ClaimedLetter(1, "", "<report-1@phong.example>", OFFICE.address, ("so@so.example",), letter.message, 1)
    asyncio.run(MaildirTransport(tmp_path / "mail").send(claimed))
    (file,) = output_of("mlist", tmp_path / "mail").split()
    parts = [line.split()[1] for line in output_of("mshow", "-t", file).splitlines() if line.startswith("  ")]
    assert parts == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    shown = output_of("mshow", file)
    assert "25 trường nay ở các bước: Tự đánh giá: 25." in shown
    assert "bao-cao-2025-02.pdf" in shown


def test_python_s_own_reader_finds_the_letter(folder: Path) -> None:
    (letter,) = mailbox.Maildir(folder, create=False)
    assert letter["Message-ID"] == "<nhac-1@pgd.example>"


def test_each_letter_of_a_year_is_read_by_mblaze_as_it_was_written(tmp_path: Path) -> None:
    composer = Composer(OFFICE)
    letters = {name: composer.compose(request) for name, request in (REQUESTS | ANNOUNCED).items()}
    for number, letter in enumerate(letters.values(), start=1):
        claimed = ClaimedLetter(
            number, "", f"<{number}@pgd.example>", OFFICE.address, (SCHOOL.address,), letter.message, 1
        )
        asyncio.run(MaildirTransport(tmp_path / "mail").send(claimed))
    read = [
        output_of("mhdr", "-d", "-h", "Subject", file).strip() for file in output_of("mlist", tmp_path / "mail").split()
    ]
    assert sorted(" ".join(subject.split()) for subject in read) == sorted(one.subject for one in letters.values())
    shown = output_of("mshow", *output_of("mlist", tmp_path / "mail").split())
    assert shown.count("Trân trọng./.") == len(letters)


def test_each_letter_of_a_year_is_opened_and_printed_by_mutt(tmp_path: Path) -> None:
    composer = Composer(OFFICE)
    picture = Picture(
        Attachment("tien-do-2025-02.png", "image/png", b"\x89PNG"), "25 trường nay ở các bước: Tự đánh giá."
    )
    letters = [composer.compose(request) for request in (REQUESTS | ANNOUNCED).values()]
    letters.append(composer.compose_report(a_report(pictures=(picture,))))
    for number, letter in enumerate(letters, start=1):
        claimed = ClaimedLetter(
            number, "", f"<{number}@pgd.example>", OFFICE.address, (SCHOOL.address,), letter.message, 1
        )
        asyncio.run(MaildirTransport(tmp_path / "mail").send(claimed))
    settings = tmp_path / "muttrc"
    settings.write_text(
        "set pipe_decode=yes pipe_split=no wait_key=no charset=utf-8 move=no quit=yes\n"
        f"set folder={tmp_path}\n"
        f'push "<tag-pattern>~A<enter><tag-prefix><pipe-message>cat > {tmp_path}/printed<enter><exit>"\n'
    )
    output_of("script", "-qec", f"mutt -n -F {settings} -f {tmp_path / 'mail'}", "/dev/null")
    printed = (tmp_path / "printed").read_text(encoding="utf-8")
    assert printed.count("Trân trọng./.") == len(letters)
