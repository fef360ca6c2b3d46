"""The folder of calendar files: each written whole or not at all, readable for nobody but its owner.

The folder is made for its owner alone. An office that lets a web server's group into the folder (``chgrp``, ``chmod
2750``) lets it into the files; everybody else stays outside whatever the folder says. A file is known as ours by its
name and by the fingerprint in its head, so nothing else that lies there is ever touched.
"""

import re
from base64 import b32encode
from collections.abc import Mapping
from hmac import digest
from pathlib import Path
from typing import Final

from cycle_engine.errors import not_writable
from cycle_engine.formatting import search_key
from cycle_engine.store.whole_files import replace_file

_OURS: Final = re.compile(r"[a-z0-9-]+-[a-z2-7]{32}\.ics")
_FINGERPRINT: Final = re.compile(rb"^X-CYCLE-FINGERPRINT:([0-9a-f]+)\r?$", re.MULTILINE)
_HEAD: Final = 2048


def file_name(unit: str, *, secret: str, renewed: int) -> str:
    """Name a unit's file, so that nobody can guess it who does not know the secret: 160 bits of HMAC-SHA256."""
    token = b32encode(digest(secret.encode(), f"{unit}\n{renewed}".encode(), "sha256")[:20]).decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", search_key(unit)).strip("-") or "unit"
    return f"{plain}-{token}.ics"


def find_fingerprint(file: Path) -> str | None:
    """Read what a file was made from; None where there is no file, or none of ours."""
    try:
        with file.open("rb") as stream:
            found = _FINGERPRINT.search(stream.read(_HEAD))
    except OSError:
        return None
    return found[1].decode() if found else None


def write_files(folder: Path, contents: Mapping[str, str]) -> None:
    """Write files by name, each in place of the one before. Raises ``Unavailable`` where the disk refuses."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, mode=0o700)
        mode = 0o600 | (folder.stat().st_mode & 0o040)
        for name, content in contents.items():
            replace_file(folder / name, content.encode(), mode=mode)
    except OSError as error:
        raise not_writable(folder, error) from error


def remove_others(folder: Path, names: frozenset[str]) -> int:
    """Remove our files but these; return how many. Raises ``Unavailable`` where the disk refuses."""
    old = [
        file
        for file in (folder.glob("*.ics") if folder.is_dir() else ())
        if file.name not in names and _OURS.fullmatch(file.name) and find_fingerprint(file)
    ]
    try:
        for file in old:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise not_writable(folder, error) from error
    return len(old)
