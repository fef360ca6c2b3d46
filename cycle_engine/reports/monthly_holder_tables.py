"""The monthly report's tables of where cases stayed, with whom, and whose delay the late days are."""

from cycle_engine.messages import say
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_words import milestone_name, party_name
from cycle_engine.reports.tables import Table, number_column, text_column


def stage_days_table(report: MonthlyReport) -> Table:
    """How long schools stayed in each stage, and who held their cases there."""
    return Table(
        title=_say("stage_days_title"),
        columns=(
            text_column(_say("column_step"), 5.2),
            text_column(_say("column_holder"), 3.8),
            number_column(_say("column_schools"), 2.2),
            number_column(_say("column_median"), 2.4),
            number_column(_say("column_maximum"), 2.4),
        ),
        rows=tuple(
            (str(found.label), party_name(found.holder, report.office), found.units, found.median, found.maximum)
            for found in report.schools.stage_days
        ),
        when_empty=_say("no_stage_days"),
    )


def delays_table(report: MonthlyReport) -> Table:
    """To whom the days after each deadline fall, in working days of all units together."""
    return Table(
        title=_say("delays_title"),
        columns=(
            text_column(_say("column_milestone_task"), 7.2),
            number_column(_say("column_units"), 2.2),
            number_column(_say("column_days_school"), 3.4),
            number_column(_say("column_days_department"), 3.4),
        ),
        rows=tuple(
            (milestone_name(found), found.units, found.days.school, found.days.department)
            for track in (report.department, report.schools)
            for found in track.delays
        ),
        when_empty=_say("no_delay"),
    )


def _say(name: str) -> str:
    return say(f"reports.{name}")
