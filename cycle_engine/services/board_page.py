"""The board as a page for the head of the office, written into the workspace; private.

It is rebuilt after every tick and the daemon's other daily jobs, and written only when what it says has changed.
Nothing of it is part of a tick: a disk that refuses costs a page, not a reminder.
"""

import re
from contextvars import copy_context
from pathlib import Path
from typing import Final

from cycle_engine.errors import CycleError, not_writable
from cycle_engine.messages import use_language
from cycle_engine.reports.board import BoardPage, build_board, render_board
from cycle_engine.services.board_gathering import gather_board
from cycle_engine.services.desk import Desk
from cycle_engine.store.whole_files import replace_file

FILE: Final = Path("reports") / "board.html"
"""Where the page lies in the workspace."""

_OWNER_ONLY: Final = 0o600
_FINGERPRINT: Final = re.compile(rb'data-fingerprint="([0-9a-f]+)"')
_HEAD: Final = 512


def write_board_page(desk: Desk) -> Path:
    """Write the board of the moment looked at. Raises ``NotFound`` for no cycle, ``Unavailable`` for a bad disk."""
    return _write(desk, build_board(gather_board(desk)))


def rebuild_board(desk: Desk) -> CycleError | None:
    """Bring the page up to date in the workspace's own language; give back what kept it from that, if anything did.

    The settings may turn it off. Where no plan is open yet there is no page, and nothing is wrong.
    """
    if not desk.settings.schedule.rebuild_board:
        return None
    try:
        with desk.database.read() as rows:
            if not desk.cycles(rows):
                return None
        copy_context().run(_rebuild, desk)
    except CycleError as error:
        return error
    return None


def _rebuild(desk: Desk) -> None:
    use_language(desk.settings.language)
    page = build_board(gather_board(desk))
    if _find_fingerprint(desk.workspace / FILE) != page.fingerprint:
        _write(desk, page)


def _write(desk: Desk, page: BoardPage) -> Path:
    target, content = desk.workspace / FILE, render_board(page).encode()
    try:
        target.parent.mkdir(exist_ok=True)
        replace_file(target, content, mode=_OWNER_ONLY)
    except OSError as error:
        raise not_writable(target, error) from error
    return target


def _find_fingerprint(file: Path) -> str | None:
    """Read what a page was made from; None where there is none, or none of ours."""
    try:
        with file.open("rb") as stream:
            found = _FINGERPRINT.search(stream.read(_HEAD))
    except OSError:
        return None
    return found[1].decode() if found else None
