"""Documents handed in, kept by the SHA-256 of their bytes: the same file is kept once, a changed byte is found."""

import os
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from cycle_engine.errors import Conflict, NotFound, Unavailable
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


def keep_file(path: Path, digest: str, folder: Path) -> Path:
    """Copy a file into the store under its hash, whole or not at all.

    Raises ``Conflict`` for a file that has changed since it was hashed, ``Unavailable`` when the disk refuses.
    """
    target = stored_path(folder, digest)
    return target if target.exists() else _keep(_unchanged(path, digest), target, folder)


def keep_content(content: bytes, folder: Path) -> str:
    """Keep bytes that come from no file and name them by their hash. Raises ``Unavailable`` when the disk refuses."""
    digest = sha256(content).hexdigest()
    target = stored_path(folder, digest)
    if not target.exists():
        _keep(content, target, folder)
    return digest


def stored_path(folder: Path, digest: str) -> Path:
    """Where a document of this hash is kept."""
    return folder / digest[:2] / digest


def _unchanged(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(path), detail=error.strerror or str(error)) from error
    if sha256(content).hexdigest() != digest:
        raise Conflict("file_changed_meanwhile", hints=[text("errors.file_changed_meanwhile_hint")], path=str(path))
    return content


def _keep(content: bytes, target: Path, folder: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, delete=False) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(stream.name).replace(target)
    except OSError as error:
        raise Unavailable("workspace_not_writable", path=str(folder), cause=error.strerror or str(error)) from error
    return target
