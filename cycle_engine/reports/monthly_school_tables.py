"""The tables of section I that name schools and criteria: who moved, whom to learn from, what is missed."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cycle_engine.messages import say
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_movement import SchoolChange
from cycle_engine.reports.monthly_scores import CriterionFigures, best_met, most_missed
from cycle_engine.reports.tables import NOT_ENTERED, Lines, Share, Table, number_column, text_column


def changes_table(report: MonthlyReport) -> Table:
    """Which schools moved since the last cut-off, from where to where, and which levels they have now."""
    return Table(
        title=_say("changes_title"),
        columns=(
            number_column(_say("column_number"), 1.2),
            text_column(_say("column_school"), 3.8),
            text_column(_say("column_before"), 3),
            text_column(_say("column_now"), 3),
            text_column(_say("column_steps"), 3.6),
            text_column(_say("column_levels"), 3),
        ),
        rows=tuple(
            (
                number,
                change.name,
                str(change.before) if change.before else "-",
                str(change.now),
                Lines(tuple(str(step) for step in change.steps)) if change.steps else "-",
                _levels(change),
            )
            for number, change in enumerate(report.changes, start=1)
        ),
        when_empty=_say("nobody_moved"),
    )


def exemplary_table(report: MonthlyReport) -> Table:
    """The schools to learn from."""
    return Table(
        title=_say("exemplary_title"),
        columns=(
            number_column(_say("column_number"), 1),
            text_column(_say("column_school"), 8),
            text_column(_say("column_kind_of_level"), 4),
            number_column(_say("column_points"), 2.5),
        ),
        rows=tuple(
            (number, school.name, _say(f"level_{school.kind.value}"), school.points)
            for number, school in enumerate(report.exemplary, start=1)
        ),
        when_empty=_say("nobody_exemplary"),
    )


def best_met_table(report: MonthlyReport) -> Table:
    """The criteria that are met best."""
    return _criteria_table(_say("best_met_title"), best_met(report.criteria))


def most_missed_table(report: MonthlyReport) -> Table:
    """The criteria that are missed most."""
    return _criteria_table(_say("most_missed_title"), most_missed(report.criteria))


def _criteria_table(title: str, figures: Sequence[CriterionFigures]) -> Table:
    return Table(
        title=title,
        columns=(
            text_column(_say("column_criterion"), 8),
            number_column(_say("column_scored"), 2.5),
            number_column(_say("column_met_in_full"), 2.5),
            number_column(_say("column_share_of_points"), 2.5),
        ),
        rows=tuple((f"{one.code} {one.label}".strip(), one.schools, one.met, _share(one.share)) for one in figures),
        when_empty=_say("no_scores"),
    )


def _share(share: Decimal) -> Share:
    """A share as parts of a thousand, which is as fine as it is shown."""
    return Share(int((share * 1000).quantize(Decimal(1), ROUND_HALF_UP)), 1000)


def _levels(change: SchoolChange) -> Lines | str:
    if not change.levels:
        return "-"
    return Lines(
        tuple(
            _say(
                "level_change",
                kind=_say(f"level_{level.kind.value}"),
                before=NOT_ENTERED if level.before is None else level.before,
                now=NOT_ENTERED if level.now is None else level.now,
            )
            for level in change.levels
        )
    )


def _say(name: str, /, **facts: object) -> str:
    return say(f"reports.{name}", **facts)
