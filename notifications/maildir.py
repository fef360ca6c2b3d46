"""Letters kept in a Maildir, which any mail program opens; the default, for it needs no server.

A letter's file is named after its Message-ID, so delivering it again overwrites it. The names have neither a colon nor
anything else that Windows refuses.
"""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from notifications.outcomes import Outcome, Verdict

_FOLDERS: Final = ("tmp", "new", "cur")


class MaildirTransport:
    """Hands letters over to a folder; one at a time, for the disk is one."""

    connections = 1
    longest = timedelta(minutes=1)

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, letter: ClaimedLetter) -> Outcome:
        """Keep the letter. Raises ``Unavailable`` when the folder cannot be written."""
        name = file_name(letter.message_id)
        try:
            for folder in _FOLDERS:
                (self._folder / folder).mkdir(parents=True, exist_ok=True)
            if letter.attempts > 1 and (read := self._find_read(name)):
                return Outcome(Verdict.SENT, str(text("delivery.already_kept", file=str(read))))
            kept = self._keep(name, letter.message.replace(b"\r\n", b"\n"))  # as every Maildir has it
        except OSError as error:
            raise Unavailable("mail_folder_unwritable", folder=str(self._folder), detail=_words(error)) from error
        return Outcome(Verdict.SENT, str(text("delivery.kept", file=str(kept))))

    async def close(self) -> None:
        """Nothing is held open."""

    def _find_read(self, name: str) -> Path | None:
        """Find the letter where a mail program moved it after it was read; only a repeated letter can be there."""
        return next(iter((self._folder / "cur").glob(f"{name}*")), None)

    def _keep(self, name: str, content: bytes) -> Path:
        """Write beside, then move: a reader never sees half a letter, a crash never leaves half a letter to read."""
        written, kept = self._folder / "tmp" / f"{name}.{os.getpid()}", self._folder / "new" / name
        try:
            with written.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            written.replace(kept)
        except OSError:
            written.unlink(missing_ok=True)
            raise
        _sync_folder(kept.parent)
        return kept


def file_name(message_id: str) -> str:
    """Name a letter's file after its Message-ID."""
    return f"{sha256(message_id.encode()).hexdigest()[:32]}.cycle"


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows cannot open a folder, and keeps its names in its own journal
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _words(error: OSError) -> str:
    return error.strerror or str(error)
