"""Whether the register is whole: its chain of lines, the rows that are their fold, certificates, keys and files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cycle_engine.domain.audit import Damage
from cycle_engine.domain.register_lines import LineKind, RegisterLine, first_broken_line, fold_documents
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.store.certificates import certificates, code_hash, public_keys
from cycle_engine.store.files import hash_file, stored_path
from cycle_engine.store.register import documents, line_columns, register_lines, register_rows
from cycle_engine.store.rows import Rows, parameters_for

PLACE = "register"
"""What stands in place of a case's key where the register is damaged."""


@dataclass(frozen=True, slots=True)
class RegisterAudit:
    """What was looked at in the register, and found."""

    lines: int
    documents: int
    damage: tuple[Damage, ...]


def verify_register(rows: Rows, desk: Desk) -> RegisterAudit:
    """Check the whole register. Lines that are missing or changed hide what follows from them."""
    try:
        lines = register_lines(rows)
    except (ValueError, TypeError, KeyError, AttributeError):
        return RegisterAudit(0, 0, (Damage(PLACE, 0, text("audit.register_unreadable")),))
    broken = first_broken_line(lines) or _misspelt(rows, lines)
    if broken is not None:
        return RegisterAudit(len(lines), 0, (Damage(PLACE, broken, text("audit.event_changed", seq=broken)),))
    found = documents(rows)
    damage = [*_row_damage(rows, lines), *_certificate_damage(rows, lines), *_file_damage(rows, desk)]
    return RegisterAudit(len(lines), len(found), tuple(damage))


def _misspelt(rows: Rows, lines: Sequence[RegisterLine]) -> int | None:
    """Find a line that means what was written but is spelt otherwise."""
    for row, line in zip(register_rows(rows), lines, strict=True):
        written = parameters_for(rows.dialect, line_columns(line))
        if any(row[name] != value for name, value in written.items()):
            return line.seq
    return None


def _row_damage(rows: Rows, lines: Sequence[RegisterLine]) -> Iterator[Damage]:
    written, kept = fold_documents(lines), {document.id: document for document in documents(rows)}
    for number in sorted(written.keys() | kept.keys()):
        if written.get(number) != kept.get(number):
            line = (written.get(number) or kept[number]).line
            yield Damage(PLACE, line, text("audit.document_row_differs", id=number))


def _certificate_damage(rows: Rows, lines: Sequence[RegisterLine]) -> Iterator[Damage]:
    issued = {line.entry: line for line in lines if line.kind is LineKind.CERTIFIED}
    revoked = {line.entry: line.recorded_at for line in lines if line.kind is LineKind.REVOKED}
    kept = {one.id: one for one in certificates(rows)}
    for number in sorted(issued.keys() | kept.keys()):
        line, one = issued.get(number), kept.get(number)
        said = (line.facts["unit"], line.facts["seq"], line.facts["code"], line.facts["serial"]) if line else None
        held = (one.unit, one.seq, code_hash(one.code), one.serial) if one else None
        if said != held or (one and one.revoked_at != revoked.get(number)):
            yield Damage(PLACE, line.seq if line else 0, text("audit.certificate_row_differs", id=number))
    keys = {str(line.facts["key_id"]): line.facts["public_key"] for line in lines if line.kind is LineKind.KEYED}
    if keys != {key.key_id: key.public_key for key in public_keys(rows)}:
        yield Damage(PLACE, 0, text("audit.keys_differ"))


def _file_damage(rows: Rows, desk: Desk) -> Iterator[Damage]:
    for document in documents(rows):
        paper = document.paper
        if not paper.sha256:
            continue
        kept = stored_path(desk.documents, paper.sha256)
        if not kept.exists():
            yield Damage(PLACE, document.line, text("audit.file_missing", name=paper.name))
        elif hash_file(kept) != paper.sha256:
            yield Damage(PLACE, document.line, text("audit.file_changed", name=paper.name))
