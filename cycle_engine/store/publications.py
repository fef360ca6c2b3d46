"""What was found at the links where results are published: written once, read by cycle."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cycle_engine.domain.publications import Finding, PageLook, PublicationCheck
from cycle_engine.store.rows import Row, Rows, as_day, as_day_or_none, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_CHECKS = """
SELECT p.case_id, p.published_seq, p.number, p.link, p.checked_at, p.checked_on, p.finding, p.cause, p.status, p.share,
       p.final_link, p.is_file, p.sha256, p.title, p.sample, p.is_baseline, p.trouble_since, p.checked_by,
       p.on_behalf_of
FROM publication_checks p JOIN cases c ON c.id = p.case_id
WHERE c.cycle_id = :cycle AND p.number = (
    SELECT max(o.number) FROM publication_checks o
    WHERE o.case_id = p.case_id AND o.published_seq = p.published_seq {and_only}
)
"""

Published = tuple[int, int]
"""A case and the event that published it."""


def latest_checks(rows: Rows, cycle_id: int, *, until: datetime | None = None) -> Mapping[Published, PublicationCheck]:
    """Read the last check of every publishing act of a cycle, as far as it was made ``until`` a moment (included)."""
    limits = {"until": until} if until else {}
    query = _CHECKS.format(and_only="AND o.checked_at <= :until" if until else "")
    return _by_act(rows.rows(query, cycle=cycle_id, **limits))


def baselines(rows: Rows, cycle_id: int) -> Mapping[Published, PublicationCheck]:
    """Read what every publishing act's page is compared with."""
    return _by_act(rows.rows(_CHECKS.format(and_only="AND o.is_baseline"), cycle=cycle_id))


def record_checks(transaction: "Transaction", checks: Sequence[PublicationCheck]) -> None:
    """Write checks down. One of a number that is there the database refuses."""
    from cycle_engine.store.publication_tables import PublicationCheckRow

    transaction.insert(PublicationCheckRow, [_columns(check) for check in checks])


def _columns(check: PublicationCheck) -> dict[str, object]:
    own = {name: getattr(check, name) for name in PublicationCheck.__slots__ if name != "look"}
    look = {name: getattr(check.look, name) for name in PageLook.__slots__}
    sample = "".join(f"{phrase:08x}" for phrase in check.look.sample) if check.is_baseline else ""
    return {**own, **look, "finding": check.finding.value, "sample": sample}


def _by_act(found: Sequence[Row]) -> Mapping[Published, PublicationCheck]:
    checks = map(_check, found)
    return {(check.case_id, check.published_seq): check for check in checks}


def _check(row: Row) -> PublicationCheck:
    sample = str(row["sample"])
    return PublicationCheck(
        case_id=as_int(row["case_id"]),
        published_seq=as_int(row["published_seq"]),
        number=as_int(row["number"]),
        link=str(row["link"]),
        checked_at=as_moment(row["checked_at"]),
        checked_on=as_day(row["checked_on"]),
        finding=Finding(str(row["finding"])),
        cause=str(row["cause"]),
        status=None if row["status"] is None else as_int(row["status"]),
        share=None if row["share"] is None else as_int(row["share"]),
        look=PageLook(
            final_link=str(row["final_link"]),
            is_file=bool(row["is_file"]),
            sha256=str(row["sha256"]),
            title=str(row["title"]),
            sample=tuple(int(sample[start : start + 8], 16) for start in range(0, len(sample), 8)),
        ),
        is_baseline=bool(row["is_baseline"]),
        trouble_since=as_day_or_none(row["trouble_since"]),
        checked_by=str(row["checked_by"]),
        on_behalf_of=str(row["on_behalf_of"]),
    )
