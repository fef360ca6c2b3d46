"""The folder of the results site: replaced as a whole or not at all, and never one that holds somebody else's files.

The new site is made in a folder beside the old one, which it then takes the place of. What the site consists of stands
in ``.cycle-site`` within it: a folder without it that is not empty, or with a file that it does not name, is not ours.
A build that was killed leaves its folder beside; one that comes hours later takes it away, and any puts the old site
back where the kill fell between the two renamings. Of builds at the same time each is whole, and the last one stays.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import ELOOP
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import uuid4

from cycle_engine.errors import OperationRefused, not_writable
from cycle_engine.messages import text

MARK: Final = ".cycle-site"
"""The file that says that a folder is ours, and names every file in it."""

_NAME: Final = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9-]+\.[a-z0-9]+")
_HEAD: Final = "cycle site build\n"
_NAMED: Final = 5
_DEAD_AFTER: Final = 3 * 3600
"""Seconds after which a folder that nothing was written into belongs to no build that is still at work."""


def require_own_folder(folder: Path) -> Path:
    """Give a folder's real place. Raises ``OperationRefused`` where it holds what is not a site of ours.

    Raises ``Unavailable`` where it cannot be looked into.
    """
    try:
        place = folder.resolve()
        with _alone_beside(place):
            _require_own(folder, place)
    except OSError as error:
        raise not_writable(folder, error) from error
    except RuntimeError as error:  # Python's word, until 3.13, for links that lead around in a circle
        raise not_writable(folder, OSError(ELOOP, os.strerror(ELOOP))) from error
    return place


def replace_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> str:
    """Put a site into the place of the one before; return the SHA-256 of all of it, names and contents.

    Raises ``OperationRefused`` for a folder that is not ours, ``Unavailable`` where the disk refuses; then the old site
    stands as it was.
    """
    place = require_own_folder(folder)
    partial = place.with_name(f".{place.name}.{uuid4().hex}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with _alone_beside(place):
            partial.mkdir()
            _clear_leftovers(place, partial.stat().st_mtime)
        digest = _write(partial, files)
        with _alone_beside(place):
            _require_own(folder, place)
            _take_the_place(partial, place)
    except OSError as error:
        raise not_writable(folder, error) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return digest


@contextmanager
def _alone_beside(place: Path) -> Iterator[None]:
    """Let no other build exchange its folder meanwhile, where the system can lock the folder that both lie in."""
    if sys.platform == "win32" or not place.parent.is_dir():
        yield
        return
    import fcntl

    lock = os.open(place.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks lock no folders; there is nothing better then than to go on
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _require_own(folder: Path, place: Path) -> None:
    if place.exists() and not place.is_dir():
        raise OperationRefused("site_no_folder", hints=[text("errors.site_no_folder_hint")], folder=str(folder))
    foreign = sorted(_foreign(place))
    if foreign:
        shown = [*foreign[:_NAMED], *(["…"] if len(foreign) > _NAMED else [])]
        hint = text("errors.site_folder_foreign_hint")
        raise OperationRefused("site_folder_foreign", hints=[hint], folder=str(folder), files=shown)


def _foreign(place: Path) -> Iterator[str]:
    """Name what lies in a folder and is not ours; a link never is, and nothing is looked for behind one."""
    if not place.is_dir():
        return
    known = _known_files(place / MARK)
    folders = {name.partition("/")[0] for name in known if "/" in name}
    for path in place.iterdir():
        if path.name in folders and path.is_dir() and not path.is_symlink():
            yield from (f"{path.name}/{one.name}" for one in path.iterdir() if not _is_known(one, place, known))
        elif not _is_known(path, place, known):
            yield path.name


def _is_known(path: Path, place: Path, known: frozenset[str]) -> bool:
    return path.relative_to(place).as_posix() in known and path.is_file() and not path.is_symlink()


def _known_files(mark: Path) -> frozenset[str]:
    try:
        written = "" if mark.is_symlink() else mark.read_text("utf-8")
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
        return frozenset()
    return frozenset({MARK, *written.removeprefix(_HEAD).splitlines()}) if written.startswith(_HEAD) else frozenset()


def _write(partial: Path, files: Iterable[tuple[str, bytes]]) -> str:
    whole, folders, names = sha256(), {partial}, []
    for name, content in files:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        target = partial / name
        if target.parent not in folders:
            target.parent.mkdir()
            folders.add(target.parent)
        with target.open("xb") as stream:
            stream.write(content)
        names.append(name)
        whole.update(f"{name}\n{sha256(content).hexdigest()}\n".encode())
    (partial / MARK).write_bytes((_HEAD + "".join(f"{name}\n" for name in sorted(names))).encode())
    return whole.hexdigest()


def _take_the_place(partial: Path, place: Path) -> None:
    if not place.exists():
        partial.rename(place)
        return
    partial.chmod(place.stat().st_mode & 0o7777)
    old = place.with_name(partial.name.removesuffix(".part") + ".old")
    place.rename(old)
    try:
        partial.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _clear_leftovers(place: Path, now: float) -> None:
    """Take away what a killed build left beside the folder; an old site comes back where there is none.

    ``now`` is by the clock of that disk, whose times the folders bear.
    """
    ours = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{32}}\.(part|old)")
    beside = sorted(place.parent.iterdir()) if place.parent.is_dir() else []
    for path in beside:
        found = ours.fullmatch(path.name)
        if not found or path.is_symlink() or not path.is_dir():
            continue
        if found[1] == "old" and not place.exists():
            with suppress(OSError):
                path.rename(place)
        elif _is_dead(path, now):
            shutil.rmtree(path, ignore_errors=True)


def _is_dead(path: Path, now: float) -> bool:
    try:
        return now - path.stat().st_mtime > _DEAD_AFTER
    except FileNotFoundError:
        return False
