"""What the feeds' addresses are made from: a secret of the workspace's own, and how often an address was renewed.

Both are facts of the database, so they are guarded, copied and restored with it, and two daemons share one secret.
"""

from typing import TYPE_CHECKING, Final

from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_KEPT_AS: Final = "feeds.secret"
_RENEWED: Final = "feeds.renewed."


def find_secret(rows: Rows) -> str | None:
    """Read the secret, or None while no feed was ever made."""
    return _find(rows, _KEPT_AS)


def keep_secret(transaction: "Transaction", secret: str) -> str:
    """Keep this secret unless there is one, and return the one there is."""
    if found := find_secret(transaction):
        return found
    _set(transaction, _KEPT_AS, secret)
    return secret


def renewals(rows: Rows) -> dict[str, int]:
    """Read how often the address of each unit's feed was renewed; those that never were are left out."""
    found = rows.rows("SELECT name, value FROM workspace_facts WHERE name LIKE :names", names=f"{_RENEWED}%")
    return {str(row["name"]).removeprefix(_RENEWED): int(str(row["value"])) for row in found}


def record_renewal(transaction: "Transaction", unit: str) -> None:
    """Give a unit's feed another address from now on."""
    _set(transaction, f"{_RENEWED}{unit}", str(renewals(transaction).get(unit, 0) + 1))


def _find(rows: Rows, name: str) -> str | None:
    found = rows.rows("SELECT value FROM workspace_facts WHERE name = :name", name=name)
    return str(found[0]["value"]) if found else None


def _set(transaction: "Transaction", name: str, value: str) -> None:
    from cycle_engine.store.tables import WorkspaceFactRow

    if not transaction.update(WorkspaceFactRow, {"value": value}, name=name):
        transaction.insert(WorkspaceFactRow, [{"name": name, "value": value}])
