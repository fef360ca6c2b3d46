"""The folder of the results site: replaced as a whole or not at all, and never one that holds somebody else's files.

The new site is made in a folder beside the old one, which it then takes the place of. What the site consists of stands
in ``.cycle-site`` within it: a folder without it that is not empty, or with a file that it does not name, is not ours.
A build that was killed leaves its folder beside; the next one takes it away, or puts the old site back where the kill
fell between the two renamings.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import ELOOP
from hashlib import sha256
from os import strerror
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


def require_own_folder(folder: Path) -> Path:
    """Give a folder's real place. Raises ``OperationRefused`` where it holds what is not a site of ours.

    Raises ``Unavailable`` where it cannot be looked into.
    """
    try:
        place = folder.resolve()
        is_folder, foreign = place.is_dir() or not place.exists(), sorted(_foreign(place))
    except OSError as error:
        raise not_writable(folder, error) from error
    except RuntimeError as error:  # Python's word, until 3.13, for links that lead around in a circle
        raise not_writable(folder, OSError(ELOOP, strerror(ELOOP))) from error
    if not is_folder:
        raise OperationRefused("site_no_folder", hints=[text("errors.site_no_folder_hint")], folder=str(folder))
    if foreign:
        shown = [*foreign[:_NAMED], *(["…"] if len(foreign) > _NAMED else [])]
        hint = text("errors.site_folder_foreign_hint")
        raise OperationRefused("site_folder_foreign", hints=[hint], folder=str(folder), files=shown)
    return place


def replace_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> str:
    """Put a site into the place of the one before; return the SHA-256 of all of it, names and contents.

    Raises ``OperationRefused`` for a folder that is not ours, ``Unavailable`` where the disk refuses; then the old site
    stands as it was.
    """
    place = require_own_folder(folder)
    partial = place.with_name(f".{place.name}.{uuid4().hex}.part")
    try:
        _clear_leftovers(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        digest = _write(partial, files)
        require_own_folder(folder)
        _take_the_place(partial, place)
    except OSError as error:
        raise not_writable(folder, error) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return digest


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
    partial.mkdir()
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


def _clear_leftovers(place: Path) -> None:
    """Take away what a killed build left beside the folder; an old site comes back where there is none."""
    ours = re.compile(rf"\.{re.escape(place.name)}\.[0-9a-f]{{32}}\.(part|old)")
    beside = sorted(place.parent.iterdir()) if place.parent.is_dir() else []
    for path in beside:
        found = ours.fullmatch(path.name)
        if not found or path.is_symlink() or not path.is_dir():
            continue
        if found[1] == "old" and not place.exists():
            with suppress(OSError):
                path.rename(place)
        else:
            shutil.rmtree(path, ignore_errors=True)
