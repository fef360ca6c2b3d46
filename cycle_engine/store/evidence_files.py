"""Which files the records name, and which cases were handed the same file."""

from collections.abc import Sequence
from dataclasses import dataclass

from cycle_engine.store.rows import Rows, as_int, chunked

_NAMED = """
SELECT d.sha256, d.name, c.key FROM documents d JOIN cases c ON c.id = d.case_id WHERE d.sha256 <> ''
UNION SELECT e.sha256, e.name, c.key FROM evidence_items e JOIN cases c ON c.id = e.case_id WHERE e.sha256 <> ''
UNION SELECT r.sha256, r.name, r.authority FROM register_documents r WHERE r.sha256 <> ''
ORDER BY 1, 3, 2
"""

_HOLDERS = """
SELECT DISTINCT c.cycle_id, c.track, u.code AS unit FROM evidence_items e
JOIN cases c ON c.id = e.case_id JOIN units u ON u.id = c.unit_id
WHERE e.sha256 IN ({digests})
"""


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that a record names: by its hash, under which name, and whose record (a case's key or an authority)."""

    sha256: str
    name: str
    owner: str


def named_files(rows: Rows) -> tuple[NamedFile, ...]:
    """Read every file that a case, its evidence or the register names, of all cycles."""
    found = rows.rows(_NAMED)
    return tuple(NamedFile(str(row["sha256"]), str(row["name"]), str(row["key"])) for row in found)


def holders_of(rows: Rows, digests: Sequence[str]) -> tuple[tuple[int, str, str], ...]:
    """Name the cases that ever had one of these files among their evidence: cycle, unit, track."""
    found: set[tuple[int, str, str]] = set()
    for names, values in chunked(digests):
        for row in rows.rows(_HOLDERS.format(digests=names), **values):
            found.add((as_int(row["cycle_id"]), str(row["unit"]), str(row["track"])))
    return tuple(sorted(found))
