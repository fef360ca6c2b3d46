"""Checking a certificate offline: is the code genuine, by whose key, and does this workspace know it as revoked.

Who has no workspace checks with the office's public key alone, and is told that revocations are not known then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from cycle_engine.domain.certificates import Claim, Revocation, Verdict
from cycle_engine.errors import NotFound, OperationRefused, Unavailable
from cycle_engine.messages import text
from cycle_engine.services.certifying import read_certificates
from cycle_engine.services.desk import Desk
from cycle_engine.store.certificates import certificates, public_keys
from cycle_engine.store.rows import Rows

_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")
"""How files begin that are pictures: a QR code in one is for a telephone to read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said of one code. ``is_known_here`` is whether revocations could be looked up."""

    code: str
    verdict: Verdict
    claim: Claim | None = None
    key_id: str = ""
    revocation: Revocation | None = None
    is_known_here: bool = False


def check_certificates(desk: Desk | None, what: str, key: str = "") -> tuple[Checked, ...]:
    """Check a code, an address with one, or every code in a file (text, SVG, DOCX, PDF).

    ``key`` is a public key, or a file with one, to trust instead of the workspace's own. Raises ``NotFound`` for no
    such file, ``OperationRefused`` for a picture, a file without a code, or a key that is none.
    """
    codes = _codes(what)
    given = _given_key(key) if key else ""
    if desk is None:
        return tuple(_genuine(code, [given]) for code in codes)
    with desk.database.read() as rows:
        keys = [given] if given else [stored.public_key for stored in public_keys(rows)]
        return tuple(_looked_up(rows, desk, _genuine(code, keys)) for code in codes)


def _genuine(code: str, keys: Sequence[str]) -> Checked:
    from cycle_engine.reports.certificate_codes import is_genuine, key_id_of, read_code

    try:
        signed = read_code(code)
    except ValueError:
        return Checked(code, Verdict.CHANGED)
    named = [key for key in keys if key_id_of(key) == signed.key_id]
    if not named:
        return Checked(code, Verdict.UNKNOWN_KEY, signed.claim, signed.key_id)
    verdict = Verdict.VALID if any(is_genuine(signed, key) for key in named) else Verdict.CHANGED
    return Checked(signed.code, verdict, signed.claim, signed.key_id)


def _looked_up(rows: Rows, desk: Desk, checked: Checked) -> Checked:
    """Ask this workspace's list of revocations about a genuine code."""
    if checked.verdict is not Verdict.VALID:
        return checked
    for stored in certificates(rows, code=checked.code):
        for cycle in (cycle for cycle in desk.cycles(rows) if cycle.stored.id == stored.cycle_id):
            known = next((one for one in read_certificates(rows, desk, cycle) if one.stored.id == stored.id), None)
            if known and known.revocation:
                return replace(checked, verdict=Verdict.REVOKED, revocation=known.revocation, is_known_here=True)
            return replace(checked, is_known_here=known is not None)
    return checked


def _codes(what: str) -> tuple[str, ...]:
    from cycle_engine.reports.certificate_codes import PREFIX, find_codes

    if PREFIX in what:
        return (what[what.index(PREFIX) :],)
    found = find_codes(_text_of(Path(what)))
    if not found:
        raise OperationRefused("no_code_in_file", hints=[text("errors.no_code_in_file_hint")], file=what)
    return found


def _text_of(file: Path) -> str:
    from cycle_engine.definitions.document_text import read_document

    try:
        with file.open("rb") as stream:
            begins = stream.read(4)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotFound("document_missing", hints=[text("errors.document_missing_hint")], path=str(file)) from None
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(file), detail=error.strerror or str(error)) from error
    if begins.startswith(_PICTURES):
        raise OperationRefused("picture_not_read", hints=[text("errors.picture_not_read_hint")], file=str(file))
    return "\n".join(row.words for row in read_document(file).rows)


def _given_key(key: str) -> str:
    from cycle_engine.reports.certificate_codes import read_public_key

    file = Path(key)
    try:
        written = file.read_text("utf-8") if "BEGIN" not in key and file.is_file() else key
        return read_public_key(written)
    except (OSError, ValueError):
        raise OperationRefused("no_public_key", hints=[text("errors.no_public_key_hint")], file=key[:80]) from None
