"""The checksum walk: every file kept is hashed and compared with what the records name, and the other way round."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cycle_engine.errors import NotFound
from cycle_engine.services.desk import Desk
from cycle_engine.store.evidence_files import NamedFile, named_files
from cycle_engine.store.files import hash_file, stored_path


class FileFault(StrEnum):
    """What can be wrong with a kept file."""

    CHANGED = "changed"
    MISSING = "missing"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class FaultyFile:
    """A file that is not as it was kept: where it lies or should, and the records that name it."""

    fault: FileFault
    path: Path
    sha256: str
    named: tuple[NamedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class FileWalk:
    """What a walk looked at and found."""

    files: int
    size: int
    faults: tuple[FaultyFile, ...]


def walk_files(desk: Desk) -> FileWalk:
    """Hash every file kept, of every cycle, and compare: changed, missing, or there without any record.

    The folder is read before the records, so that what is handed in meanwhile is not taken for a stranger.
    """
    folder = desk.documents
    kept = sorted(path for path in folder.rglob("*") if not path.is_dir())
    digests = {path: digest for path in kept if (digest := _digest(path)) is not None}
    size = sum(path.stat().st_size for path in digests if path.is_file())
    with desk.database.read() as rows:
        named = named_files(rows)
    records: dict[Path, list[NamedFile]] = defaultdict(list)
    for record in named:
        records[stored_path(folder, record.sha256)].append(record)
    faults = [_fault(path, digest, records.get(path, [])) for path, digest in digests.items()]
    lost = [
        FaultyFile(FileFault.MISSING, path, found[0].sha256, tuple(found))
        for path, found in sorted(records.items())
        if not path.exists()
    ]
    return FileWalk(len(digests), size, (*(fault for fault in faults if fault), *lost))


def _digest(path: Path) -> str | None:
    """Hash a file; empty for what is no file, None for what somebody's handing in has renamed meanwhile."""
    try:
        return hash_file(path)
    except NotFound:
        return "" if path.is_symlink() or path.exists() else None


def _fault(path: Path, digest: str, records: list[NamedFile]) -> FaultyFile | None:
    if not records:
        return FaultyFile(FileFault.UNEXPECTED, path, digest) if path.exists() or path.is_symlink() else None
    if digest != records[0].sha256:
        return FaultyFile(FileFault.CHANGED, path, digest, tuple(records))
    return None
