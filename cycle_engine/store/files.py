"""Documents handed in, kept by the SHA-256 of their bytes: the same file is kept once, a changed byte is found."""

import os
from hashlib import file_digest
from pathlib import Path
from tempfile import NamedTemporaryFile

from cycle_engine.errors import NotFound, Unavailable
from cycle_engine.messages import text


def hash_file(path: Path) -> str:
    """Hash a file's bytes. Raises ``NotFound`` for a path that leads to no file."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise NotFound("document_missing", hints=[text("errors.document_missing_hint")], path=str(path)) from error
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(path), detail=error.strerror or str(error)) from error


def keep_file(path: Path, sha256: str, folder: Path) -> Path:
    """Copy a file into the store under its hash, whole or not at all. Raises ``Unavailable`` when the disk refuses."""
    target = stored_path(folder, sha256)
    if target.exists():
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, delete=False) as stream:
            stream.write(path.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        Path(stream.name).replace(target)
    except OSError as error:
        raise Unavailable("workspace_not_writable", path=str(folder), cause=error.strerror or str(error)) from error
    return target


def stored_path(folder: Path, sha256: str) -> Path:
    """Where a document of this hash is kept."""
    return folder / sha256[:2] / sha256
