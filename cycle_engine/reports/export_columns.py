"""The columns of every export, in their order; ``docs/exports.md`` says what each means.

Names of people, addresses and telephone numbers stand in the roster's contact columns alone, which are left out unless
asked for. Logins and what officers wrote stand in ``events``, where the hash covers them.
"""

from typing import Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.reports.exports import ColumnType, ExportColumn

_TEXT, _INTEGER, _DAY = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DAY

RESULTS: Final = (
    ExportColumn("as_of", _DAY, is_filled=True),
    ExportColumn("school_year", _TEXT, is_filled=True),
    ExportColumn("plan_number", _TEXT, is_filled=True),
    ExportColumn("plan_issued", _DAY, is_filled=True),
    ExportColumn("code", _TEXT, is_filled=True),
    ExportColumn("name", _TEXT, is_filled=True),
    ExportColumn("kind", _TEXT, is_filled=True),
    ExportColumn("parent", _TEXT),
    ExportColumn("workflow", _TEXT, is_filled=True),
    ExportColumn("indicator_set", _TEXT),
    ExportColumn("indicator_version", _INTEGER),
    ExportColumn("stage", _TEXT, is_filled=True),
    ExportColumn("stage_name", _TEXT, is_filled=True),
    ExportColumn("level_self", _INTEGER),
    ExportColumn("level_external", _INTEGER),
    ExportColumn("level_recognized", _INTEGER),
    ExportColumn("decision_number", _TEXT),
    ExportColumn("decision_date", _DAY),
    ExportColumn("certificate_serial", _TEXT),
    ExportColumn("publication_link", _TEXT),
    ExportColumn("published_on", _DAY),
    ExportColumn("days_late", _INTEGER, is_filled=True),
    ExportColumn("days_done_late", _INTEGER, is_filled=True),
)
"""One row a school and cycle; the points of each group of criteria follow, by ``points_column``."""

EVENTS: Final = (
    ExportColumn("case", _TEXT, is_filled=True),
    ExportColumn("unit", _TEXT, is_filled=True),
    ExportColumn("track", _TEXT, is_filled=True),
    ExportColumn("seq", _INTEGER, is_filled=True),
    ExportColumn("kind", _TEXT, is_filled=True),
    ExportColumn("transition", _TEXT, is_filled=True),
    ExportColumn("from", _TEXT, is_filled=True),
    ExportColumn("to", _TEXT, is_filled=True),
    ExportColumn("actor", _TEXT, is_filled=True),
    ExportColumn("on_behalf_of", _TEXT, is_filled=True),
    ExportColumn("occurred_on", _DAY, is_filled=True),
    ExportColumn("recorded_at", ColumnType.MOMENT, is_filled=True),
    ExportColumn("facts", ColumnType.OBJECT, is_filled=True),
    ExportColumn("previous_hash", _TEXT, is_filled=True),
    ExportColumn("hash", _TEXT, is_filled=True),
)
"""One row an event, a case after the other; what an event does not have is the empty text that was hashed."""

ROSTER: Final = (
    ExportColumn("code", _TEXT, is_filled=True),
    ExportColumn("name", _TEXT, is_filled=True),
    ExportColumn("kind", _TEXT, is_filled=True),
    ExportColumn("parent", _TEXT),
    ExportColumn("website", _TEXT),
    ExportColumn("closed_on", _DAY),
    ExportColumn("merged_into", _TEXT),
)
"""One row a unit, schools and authorities alike; a roster import understands these headings."""

CONTACTS: Final = tuple(
    ExportColumn(name, _TEXT) for name in ("email", "phone", "head_name", "head_email", "officer_name", "officer_email")
)
"""What the roster has besides only where it is asked for."""


def points_column(kind: LevelKind, group: str) -> ExportColumn:
    """The column of one side's points of a group of criteria."""
    return ExportColumn(f"points_{kind.value}_{group}", ColumnType.NUMBER)
