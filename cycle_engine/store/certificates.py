"""Certificates and the office's public keys in the database; who issued and revoked stands in the register's lines."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cycle_engine.store.rows import Row, Rows, as_day, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_CERTIFICATES = """
SELECT f.id, f.cycle_id, f.case_id, f.unit, f.seq, f.serial, f.code, f.key_id, f.issued_on, f.issued_at, f.line,
       f.revoked_at, f.revoked_line, l.facts AS revoked_facts, l.actor AS revoked_by
FROM certificates f LEFT JOIN register_lines l ON l.seq = f.revoked_line
"""


@dataclass(frozen=True, slots=True)
class StoredCertificate:
    """A certificate as it is kept: of which recognition (case and event), with its code; ``revoked_*`` by hand only."""

    id: int
    cycle_id: int
    case_id: int
    unit: str
    seq: int
    serial: str
    code: str
    key_id: str
    issued_on: date
    issued_at: datetime
    line: int
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    revoked_by: str = ""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that the office signed with: its short name and the key itself, in hexadecimal."""

    key_id: str
    public_key: str
    made_by: str
    made_at: datetime


def code_hash(code: str) -> str:
    """Name a certificate's code by its hash, to find it by."""
    return sha256(code.encode()).hexdigest()


def certificates(rows: Rows, *, cycle_id: int | None = None, code: str = "") -> tuple[StoredCertificate, ...]:
    """Read certificates in the order they were issued: all, a cycle's, or the one with this code."""
    if code:
        found = rows.rows(f"{_CERTIFICATES} WHERE f.code_hash = :hash", hash=code_hash(code))
    elif cycle_id is not None:
        found = rows.rows(f"{_CERTIFICATES} WHERE f.cycle_id = :cycle ORDER BY f.id", cycle=cycle_id)
    else:
        found = rows.rows(f"{_CERTIFICATES} ORDER BY f.id")
    return tuple(_certificate(row) for row in found)


def add_certificate(transaction: "Transaction", certificate: StoredCertificate) -> None:
    """Keep a new certificate. The database refuses a second one of the same recognition, or a serial number twice."""
    from cycle_engine.store.register_tables import CertificateRow

    names = ("id", "cycle_id", "case_id", "unit", "seq", "serial", "code", "key_id", "issued_on", "issued_at", "line")
    columns = {name: getattr(certificate, name) for name in names}
    keys = {"serial_key": _serial_key(certificate.serial), "code_hash": code_hash(certificate.code)}
    transaction.insert(CertificateRow, [{**columns, **keys}])


def serial_holder(rows: Rows, cycle_id: int, serial: str) -> str:
    """Name the unit that has a serial number in a cycle; empty for nobody, and for no number."""
    query = "SELECT unit FROM certificates WHERE cycle_id = :cycle AND serial_key = :serial AND serial_key <> ''"
    found = rows.rows(query, cycle=cycle_id, serial=_serial_key(serial))
    return str(found[0]["unit"]) if found else ""


def mark_revoked(transaction: "Transaction", number: int, *, line: int, revoked_at: datetime) -> None:
    """Write down that a certificate holds no longer, by which line of the register."""
    from cycle_engine.store.register_tables import CertificateRow

    transaction.update(CertificateRow, {"revoked_at": revoked_at, "revoked_line": line}, id=number)


def public_keys(rows: Rows) -> tuple[PublicKey, ...]:
    """Read the public keys, oldest first."""
    query = "SELECT key_id, public_key, made_by, made_at FROM certificate_keys ORDER BY made_at, key_id"
    return tuple(
        PublicKey(str(row["key_id"]), str(row["public_key"]), str(row["made_by"]), as_moment(row["made_at"]))
        for row in rows.rows(query)
    )


def add_public_key(transaction: "Transaction", key: PublicKey) -> None:
    """Keep a public key, for good."""
    from cycle_engine.store.register_tables import CertificateKeyRow

    transaction.insert(CertificateKeyRow, [{name: getattr(key, name) for name in PublicKey.__slots__}])


def _serial_key(serial: str) -> str:
    return serial.strip().casefold()


def _certificate(row: Row) -> StoredCertificate:
    import json

    revoked_at = row["revoked_at"]
    facts = json.loads(str(row["revoked_facts"])) if row["revoked_facts"] else {}
    return StoredCertificate(
        id=as_int(row["id"]),
        cycle_id=as_int(row["cycle_id"]),
        case_id=as_int(row["case_id"]),
        unit=str(row["unit"]),
        seq=as_int(row["seq"]),
        serial=str(row["serial"]),
        code=str(row["code"]),
        key_id=str(row["key_id"]),
        issued_on=as_day(row["issued_on"]),
        issued_at=as_moment(row["issued_at"]),
        line=as_int(row["line"]),
        revoked_at=None if revoked_at is None else as_moment(revoked_at),
        revoked_reason=str(facts.get("reason", "")),
        revoked_by=str(row["revoked_by"] or ""),
    )
