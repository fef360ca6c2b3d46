"""The results as files for other programs; ``docs/site.md`` is the contract: a column is added, never changed."""

from collections.abc import Mapping
from typing import Final

from cycle_engine.reports.exports import ColumnType, Export, ExportColumn, ExportForm, render_export
from cycle_engine.reports.site_results import PublishedResult, SiteFacts

_TEXT, _DAY = ColumnType.TEXT, ColumnType.DAY

PUBLISHED: Final = (
    ExportColumn("as_of", _DAY, is_filled=True),
    ExportColumn("school_year", _TEXT, is_filled=True),
    ExportColumn("plan_number", _TEXT, is_filled=True),
    ExportColumn("plan_issued", _DAY, is_filled=True),
    ExportColumn("code", _TEXT, is_filled=True),
    ExportColumn("name", _TEXT, is_filled=True),
    ExportColumn("kind", _TEXT, is_filled=True),
    ExportColumn("parent", _TEXT),
    ExportColumn("parent_name", _TEXT),
    ExportColumn("level", ColumnType.INTEGER, is_filled=True),
    ExportColumn("decision_number", _TEXT),
    ExportColumn("decision_date", _DAY),
    ExportColumn("certificate_serial", _TEXT),
    ExportColumn("publication_link", _TEXT, is_filled=True),
    ExportColumn("published_on", _DAY, is_filled=True),
)
"""One row a published result, by school year (the newest first) and code."""


def render_downloads(facts: SiteFacts) -> Mapping[str, bytes]:
    """Write the results as CSV, as CSV for Excel and as JSON, by file name."""
    rows = tuple(_row(facts, result) for year in facts.years for result in _of_year(facts, year))
    export = Export("published_results", facts.frame.as_of, PUBLISHED, rows)
    return {
        "ket-qua.csv": render_export(export, ExportForm.CSV),
        "ket-qua-excel.csv": render_export(export, ExportForm.CSV, for_excel=True),
        "ket-qua.json": render_export(export, ExportForm.JSON),
    }


def _of_year(facts: SiteFacts, year: str) -> list[PublishedResult]:
    return sorted(
        (one for one in facts.results if one.school_year == year), key=lambda one: (one.code, one.plan_number)
    )


def _row(facts: SiteFacts, result: PublishedResult) -> Mapping[str, object]:
    return {
        "as_of": facts.frame.as_of,
        "school_year": result.school_year,
        "plan_number": result.plan_number,
        "plan_issued": result.plan_issued,
        "code": result.code,
        "name": result.name,
        "kind": result.kind.value,
        "parent": result.parent or None,
        "parent_name": result.parent_name or None,
        "level": result.level,
        "decision_number": result.decision_number or None,
        "decision_date": result.decision_date,
        "certificate_serial": result.certificate_serial or None,
        "publication_link": result.link,
        "published_on": result.published_on,
    }
