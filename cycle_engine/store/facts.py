"""Facts about the whole workspace, kept in its database so that no settings file can change them."""

from typing import TYPE_CHECKING, Final

from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_REHEARSAL: Final = "rehearsal"


def is_rehearsal(rows: Rows) -> bool:
    """Whether the workspace is for rehearsing: its clock may be set, and its letters never leave the Maildir."""
    return bool(rows.rows("SELECT 1 AS found FROM workspace_facts WHERE name = :name", name=_REHEARSAL))


def mark_rehearsal(transaction: "Transaction") -> None:
    """Make the workspace a rehearsal, for good."""
    from cycle_engine.store.tables import WorkspaceFactRow

    transaction.insert(WorkspaceFactRow, [{"name": _REHEARSAL, "value": "yes"}])
