"""What the letter carrying a monthly report says itself: a few figures, and its picture in words."""

from cycle_engine.messages import say
from cycle_engine.reports.chart_frozen import thaw_progress
from cycle_engine.reports.chart_words import chart_alternative
from cycle_engine.reports.monthly_figures import Totals
from cycle_engine.reports.monthly_frozen import Frozen
from cycle_engine.reports.vietnamese import in_vietnamese


@in_vietnamese
def key_figures(totals: Totals) -> dict[str, object]:
    """Name and count what a reader wants first, in Vietnamese, in the order to be read."""
    return {
        say("reports.total_units"): totals.units,
        say("reports.total_finished"): totals.finished,
        say("reports.total_in_progress"): totals.in_progress,
        say("reports.total_late"): totals.late,
        say("reports.total_waiting"): totals.waiting,
        say("reports.total_aside"): totals.aside,
    }


@in_vietnamese
def letter_picture_words(facts: Frozen) -> str:
    """What the picture of a kept report shows, in words."""
    return chart_alternative(thaw_progress(facts["charts"]["progress"]))
