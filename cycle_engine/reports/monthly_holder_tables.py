"""The monthly report's tables of where cases stayed, with whom, and whose delay the late days are."""

from cycle_engine.domain.bottlenecks import Cause
from cycle_engine.messages import say
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_words import milestone_name, party_name
from cycle_engine.reports.tables import Table, entered, number_column, text_column


def causes_table(report: MonthlyReport) -> Table:
    """What the schools' working days went into, and how many of them came after the deadline."""
    return Table(
        title=_say("causes_title"),
        columns=(
            text_column(_say("column_cause"), 5.4),
            number_column(_say("column_schools"), 1.9),
            number_column(_say("column_total_days"), 2.2),
            number_column(_say("column_average"), 2.2),
            number_column(_say("column_maximum"), 2.2),
            number_column(_say("column_after_deadline"), 2.1),
        ),
        rows=tuple(
            (_cause(found.cause, report), found.units, found.days, found.average, found.maximum, found.after_deadline)
            for found in report.causes
        ),
        when_empty=_say("no_stage_days"),
    )


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


def _cause(cause: Cause, report: MonthlyReport) -> str:
    return _say(f"cause_{cause.value}", office=entered(report.office.name))


def _say(name: str, /, **facts: object) -> str:
    return say(f"reports.{name}", **facts)
