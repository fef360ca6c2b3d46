"""History held against a report: one that was issued here, or one that came back from whoever received it.

A report outside this workspace is the strongest witness: whoever can rebuild the history here cannot rebuild that one.
"""

import json
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from cycle_engine.domain.audit import Damage
from cycle_engine.domain.issued_reports import IssuedReport
from cycle_engine.domain.periods import parse_period
from cycle_engine.errors import NotFound, OperationRefused, Unavailable
from cycle_engine.messages import text
from cycle_engine.reports.monthly_frozen import Frozen
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.report_comparing import Difference, differences_of
from cycle_engine.services.report_facts import reporting_rule
from cycle_engine.services.report_files import FACTS
from cycle_engine.services.report_issuing import read_facts
from cycle_engine.store.files import hash_file, stored_path
from cycle_engine.store.issued_reports import issued_reports
from cycle_engine.store.rows import Rows

PLACE: Final = "report"
"""What stands in place of a case's key where an issued report is damaged."""

_FINGERPRINT: Final = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_MOST_BYTES: Final = 64 * 1024 * 1024
"""More than this of a file, or of what is packed in it, is not read."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A report that history was held against: which one, its fingerprint, and every difference."""

    period: str
    version: int
    fingerprint: str
    differences: tuple[Difference, ...]


def verify_against(desk: Desk, report: str) -> Compared:
    """Hold today's history against a report: a period, ``2025-03/1`` for a version of it, or a file of one.

    Raises ``NotFound`` for a report that is not there, ``OperationRefused`` for a file that names no report issued
    here, ``Unavailable`` for one that cannot be read.
    """
    with desk.database.read() as rows:
        cycle, facts, version = _facts(rows, desk, report)
        found = differences_of(rows, cycle, facts)
    return Compared(str(facts["period"]["name"]), version, str(facts["fingerprint"]), found)


def verify_report_files(rows: Rows, desk: Desk) -> Iterator[Damage]:
    """Find the files of issued reports that are lost or were changed."""
    for cycle in desk.cycles(rows):
        for issued in issued_reports(rows, cycle.stored.id):
            for form, digest in (*issued.files.items(), (FACTS, issued.facts_sha256)):
                name, kept = f"{issued.period}/{issued.version} {form}", stored_path(desk.documents, digest)
                if not kept.exists():
                    yield Damage(PLACE, 0, text("audit.file_missing", name=name))
                elif hash_file(kept) != digest:
                    yield Damage(PLACE, 0, text("audit.file_changed", name=name))


def _facts(rows: Rows, desk: Desk, report: str) -> tuple[OpenCycle, Frozen, int]:
    path = Path(report)
    if path.is_file():
        return _of_file(rows, desk, path)
    if path.suffix and not path.exists():
        raise NotFound("document_missing", hints=[text("errors.document_missing_hint")], path=report)
    period, _, version = report.partition("/")
    cycle = desk.cycle(rows)
    versions = issued_reports(rows, cycle.stored.id, str(parse_period(period, reporting_rule(desk))))
    wanted = [one for one in versions if not version or str(one.version) == version]
    if not wanted:
        raise NotFound("report_not_issued", hints=[text("errors.report_not_issued_hint")], report=report)
    return cycle, read_facts(desk, wanted[-1]), wanted[-1].version


def _of_file(rows: Rows, desk: Desk, path: Path) -> tuple[OpenCycle, Frozen, int]:
    """Read the facts from a file of them, or find the version that a file is, or whose fingerprint it prints."""
    content = _read(path)
    digest, cycles = sha256(content).hexdigest(), desk.cycles(rows)
    known = [(cycle, one) for cycle in cycles for one in issued_reports(rows, cycle.stored.id)]
    if facts := _as_facts(content):
        cycle = _cycle_of(cycles, facts) or desk.cycle(rows)
        meant = [one.version for _, one in known if one.facts_sha256 == digest]
        alike = [one.version for _, one in known if one.fingerprint == facts["fingerprint"]]
        return cycle, facts, next(iter((*meant, *alike)), 0)
    printed = {found.decode() for part in _parts(content) for found in _FINGERPRINT.findall(part)}
    the_very = [(cycle, one) for cycle, one in known if digest in one.files.values()]
    matching = the_very or [(cycle, one) for cycle, one in known if one.fingerprint in printed]
    if not matching:
        raise _unknown(path, printed, [one for _, one in known])
    cycle, issued = matching[-1]
    return cycle, read_facts(desk, issued), issued.version


def _cycle_of(cycles: Sequence[OpenCycle], facts: Frozen) -> OpenCycle | None:
    """Find the cycle whose cases the facts name."""
    keys = tuple(facts["heads"])
    return next((one for one in cycles if any(key.startswith(one.stored.key_of("", "")[:-1]) for key in keys)), None)


def _unknown(path: Path, printed: set[str], known: Sequence[IssuedReport]) -> OperationRefused:
    name = "report_prints_another" if printed else "report_prints_none"
    issued = [f"{one.period}/{one.version}" for one in known]
    hint = text(f"errors.{name}_hint", issued=issued or ["-"])
    return OperationRefused(name, hints=[hint], file=str(path), printed=sorted(printed))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_MOST_BYTES)
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(path), detail=error.strerror or str(error)) from error


def _as_facts(content: bytes) -> Frozen | None:
    """Read a file of facts, whoever wrote it; None for any other."""
    try:
        facts = json.loads(content)
        return {
            "heads": {str(key): [int(seq), str(hash_)] for key, (seq, hash_) in facts["heads"].items()},
            "fingerprint": str(facts["fingerprint"]),
            "known_until": datetime.fromisoformat(facts["known_until"]).astimezone(UTC).isoformat(),
            "period": {
                "name": str(facts["period"]["name"]),
                "cut_off": date.fromisoformat(facts["period"]["cut_off"]).isoformat(),
                "due": date.fromisoformat(facts["period"]["due"]).isoformat(),
            },
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _parts(content: bytes) -> Iterator[bytes]:
    """The file itself, and what is packed in it: a letter's parts, or a Word file's and a workbook's."""
    yield content
    if content.startswith(b"PK"):
        yield from _packed(content)
    for part in message_from_bytes(content).walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and part.get_content_maintype() == "text":
            yield payload


def _packed(content: bytes) -> Iterator[bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if entry.file_size <= _MOST_BYTES and entry.filename.endswith(".xml"):
                    yield archive.read(entry)
    except (BadZipFile, OSError, RuntimeError, zlib.error):
        return
