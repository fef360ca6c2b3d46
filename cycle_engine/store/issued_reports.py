"""Which periods' reports went out: the key keeps two daemons from sending one twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cycle_engine.store.rows import Rows, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class IssuedReport:
    """A report that went out: of which period, in which letter, made from which history, by whom and when."""

    cycle_id: int
    period: str
    letter_id: int
    fingerprint: str
    issued_by: str
    issued_at: datetime


def find_issued(rows: Rows, cycle_id: int, period: str) -> IssuedReport | None:
    """Read the report of a period that went out, or None."""
    query = """
    SELECT cycle_id, period, letter_id, fingerprint, issued_by, issued_at FROM issued_reports
    WHERE cycle_id = :cycle AND period = :period
    """
    for row in rows.rows(query, cycle=cycle_id, period=period):
        return IssuedReport(
            as_int(row["cycle_id"]),
            str(row["period"]),
            as_int(row["letter_id"]),
            str(row["fingerprint"]),
            str(row["issued_by"]),
            as_moment(row["issued_at"]),
        )
    return None


def record_issued(transaction: "Transaction", issued: IssuedReport) -> None:
    """Write down that a period's report goes out. A second one the database refuses."""
    from cycle_engine.store.tables import IssuedReportRow

    transaction.insert(IssuedReportRow, [{name: getattr(issued, name) for name in IssuedReport.__slots__}])
