"""Charts as pictures: the same figures give the same bytes, in any process on any day.

SVG is for pages and PDF: its letters are drawn, so that no font is needed. PNG, of 200 dots an inch, is for Word files
and letters.
"""

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from cycle_engine.messages import Language, current_language
from cycle_engine.reports.chart_figures import Chart, HolderChart, LevelChart, ProgressChart, is_empty

if TYPE_CHECKING:
    from cycle_engine.reports.chart_canvas import Sheet


class PictureForm(StrEnum):
    """How a picture is written."""

    SVG = "svg"
    PNG = "png"


def render_chart(chart: Chart, form: PictureForm) -> bytes:
    """Draw a chart in the language being spoken. One that ``is_empty`` has no picture and raises ``ValueError``."""
    if is_empty(chart):
        raise ValueError(f"a {type(chart).__name__} with nothing to draw")
    return _rendered(chart, form, current_language())


def draw_chart(chart: Chart) -> "Sheet":
    """Draw a chart, not yet as bytes; within ``drawing()``."""
    from cycle_engine.reports.chart_holders import draw_holders
    from cycle_engine.reports.chart_levels import draw_levels
    from cycle_engine.reports.chart_progress import draw_progress

    match chart:
        case ProgressChart():
            return draw_progress(chart)
        case LevelChart():
            return draw_levels(chart)
        case HolderChart():
            return draw_holders(chart)


@lru_cache(maxsize=16)  # a report shows each of its charts in several forms
def _rendered(chart: Chart, form: PictureForm, language: Language) -> bytes:
    from cycle_engine.reports.chart_canvas import drawing

    del language  # of the key only: the words are spoken in it
    with drawing():
        return draw_chart(chart).saved(form)
