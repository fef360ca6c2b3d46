"""A chart read back from the kept facts of a report, to say of a version what it said when it was issued."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cycle_engine.messages import Label
from cycle_engine.reports.chart_figures import DeadlineMark, ProgressChart, StageBand


def thaw_progress(kept: Mapping[str, Any]) -> ProgressChart:
    """Read what ``freeze_report`` made of progress over time; its labels have the one language of reports."""
    return ProgressChart(
        days=tuple(map(date.fromisoformat, kept["days"])),
        bands=tuple(StageBand(Label(band["label"], band["label"]), tuple(band["counts"])) for band in kept["bands"]),
        marks=tuple(DeadlineMark(mark["id"], date.fromisoformat(mark["due"])) for mark in kept["marks"]),
        aside=kept["aside"],
    )
