"""The few figures that the letter carrying a monthly report says itself."""

from cycle_engine.messages import say
from cycle_engine.reports.monthly_figures import Totals
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
