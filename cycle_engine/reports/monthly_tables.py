"""The monthly report's tables, in the words of the catalogue; paper, page and sheet all show these.

They speak whatever is being spoken: the forms that are made of them speak Vietnamese.
"""

from typing import Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.formatting import decimal_comma
from cycle_engine.messages import say
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_figures import LEVELS
from cycle_engine.reports.monthly_reasons import done_late_words, late_reasons
from cycle_engine.reports.monthly_schools import ProductMention, Progress, SchoolRow
from cycle_engine.reports.monthly_words import due_of, held_lines, milestone_name, party_name
from cycle_engine.reports.tables import (
    NOT_ENTERED,
    Cell,
    Change,
    Lines,
    Share,
    Table,
    date_column,
    lines_of,
    number_column,
    text_column,
)

_TOTALS: Final = ("units", "in_progress", "late", "waiting", "finished", "aside")
_MILESTONE_COUNTS: Final = ("units", "done_in_period", "done", "share", "late", "waiting", "open", "future")


def totals_table(report: MonthlyReport) -> Table:
    """How the schools stand, at this cut-off and at the one before."""
    now, before = report.schools.totals, report.schools.before
    return Table(
        title=_say("totals_title"),
        columns=(
            text_column(_say("column_figure"), 8),
            number_column(_say("column_before"), 2.6),
            number_column(_say("column_now"), 2.6),
            number_column(_say("column_change"), 2.6),
        ),
        rows=tuple(
            (
                _say(f"total_{name}"),
                getattr(before, name),
                getattr(now, name),
                Change(getattr(now, name) - getattr(before, name)),
            )
            for name in _TOTALS
        ),
    )


def milestones_table(report: MonthlyReport) -> Table:
    """How far each row of the plan's appendix has come."""
    return Table(
        title=_say("milestones_title"),
        columns=(
            text_column(_say("column_milestone_task"), 4.6),
            date_column(_say("column_due"), 2.2),
            *(number_column(_say(f"column_{name}"), 1.3) for name in _MILESTONE_COUNTS),
        ),
        rows=tuple(
            (
                milestone_name(m),
                m.due,
                *(Share(m.done, m.units) if name == "share" else getattr(m, name) for name in _MILESTONE_COUNTS),
            )
            for m in (*report.department.milestones, *report.schools.milestones)
        ),
    )


def stages_table(report: MonthlyReport) -> Table:
    """How many schools stand in each stage."""
    units = report.schools.totals.units
    return Table(
        title=_say("stages_title"),
        columns=(
            text_column(_say("column_stage"), 6.4),
            number_column(_say("column_before"), 2.4),
            number_column(_say("column_now"), 2.4),
            number_column(_say("column_change"), 2.4),
            number_column(_say("column_share"), 2.4),
        ),
        rows=tuple(
            (str(stage.label), stage.before, stage.now, Change(stage.now - stage.before), Share(stage.now, units))
            for stage in report.schools.stages
        ),
    )


def transitions_table(report: MonthlyReport) -> Table:
    """Which transitions were recorded, in the period and since the cycle was opened."""
    return Table(
        title=_say("transitions_title"),
        columns=(
            text_column(_say("column_transition"), 10),
            number_column(_say("column_in_period"), 2.4),
            number_column(_say("column_cumulative"), 2.4),
        ),
        rows=tuple(
            (str(made.label), made.in_period, made.cumulative)
            for track in (report.department, report.schools)
            for made in track.transitions
        ),
        when_empty=_say("no_transition"),
    )


def levels_table(report: MonthlyReport) -> Table:
    """The three kinds of level, each counted for itself."""
    return Table(
        title=_say("levels_title"),
        columns=(
            text_column(_say("column_kind_of_level"), 4.4),
            *(number_column(_say(f"column_level_{level}"), 2.9) for level in LEVELS),
            number_column(_say("column_no_level"), 2.9),
        ),
        rows=tuple(
            (_say(f"level_{figures.kind.value}"), *(figures.counts[level] for level in LEVELS), figures.missing)
            for figures in report.levels
        ),
    )


def late_table(report: MonthlyReport) -> Table:
    """What is late at the cut-off, who held the case and who holds it now, and why."""
    return Table(
        title=_say("late_title"),
        columns=(
            number_column(_say("column_number"), 1),
            text_column(_say("column_unit"), 2.7),
            text_column(_say("column_milestone_task"), 2.9),
            date_column(_say("column_due"), 2.2),
            number_column(_say("column_days_late"), 1.8),
            text_column(_say("column_held"), 2.2),
            text_column(_say("column_reason"), 3.6),
        ),
        rows=tuple(
            (
                number,
                entry.name,
                milestone_name(entry.milestone),
                due_of(entry.milestone),
                entry.milestone.days_late,
                held_lines(entry.milestone.delay.by_holder, now=entry.mover),
                late_reasons(entry),
            )
            for number, entry in enumerate(report.late, start=1)
        ),
        when_empty=_say("nothing_late"),
    )


def waiting_table(report: MonthlyReport) -> Table:
    """Who waits, on whom and since when."""
    return Table(
        title=_say("waiting_title"),
        columns=(
            number_column(_say("column_number"), 1),
            text_column(_say("column_unit"), 3.6),
            text_column(_say("column_stage"), 2.5),
            text_column(_say("column_waits_on"), 2.8),
            date_column(_say("column_since"), 2.2),
            date_column(_say("column_due"), 2.2),
            number_column(_say("column_days_held_up"), 1.7),
        ),
        rows=tuple(
            (
                number,
                entry.name,
                str(entry.stage),
                party_name(entry.waits_on, report.office),
                entry.since,
                due_of(entry.milestone),
                entry.milestone.delay.days_held_up if entry.milestone else 0,
            )
            for number, entry in enumerate(report.waiting, start=1)
        ),
        when_empty=_say("nobody_waits"),
    )


def schools_table(report: MonthlyReport) -> Table:
    """Every school on one line; points by group only where somebody entered any."""
    has_points = any(row.group_points for row in report.rows)
    return Table(
        title=_say("schools_title", cut_off=report.period.cut_off_on),
        columns=(
            number_column(_say("column_number"), 1),
            text_column(_say("column_school"), 3.6),
            text_column(_say("column_stage"), 2.9),
            text_column(_say("column_next_milestone"), 1.4),
            date_column(_say("column_due"), 2.2),
            *(number_column(_say(f"column_{kind.value}"), 1.3) for kind in LevelKind),
            *([text_column(_say("column_group_points"), 3.2)] if has_points else []),
            text_column(_say("column_products"), 4.6),
            text_column(_say("column_progress"), 2.4),
            text_column(_say("column_held"), 2.6),
            text_column(_say("column_note"), 2.6),
        ),
        rows=tuple(
            (
                number,
                row.name,
                str(row.stage),
                row.next_milestone.id if row.next_milestone else "-",
                due_of(row.next_milestone) if row.next_milestone else "-",
                *(_unless_aside(level, row) for level in row.levels),
                *([_unless_aside(lines_of(_points(row)), row)] if has_points else []),
                _unless_aside(lines_of([_product(product) for product in row.products]), row),
                _say(f"progress_{row.progress.value}", days=row.days_late),
                held_lines(row.days_held, now=row.holder),
                _note(row),
            )
            for number, row in enumerate(report.rows, start=1)
        ),
        when_empty=_say("no_school"),
    )


def _say(name: str, /, **facts: object) -> str:
    return say(f"reports.{name}", **facts)


def _unless_aside(cell: Cell, row: SchoolRow) -> Cell:
    """Of a school that is set aside nothing is missing."""
    return "-" if cell is None and row.progress is Progress.ASIDE else cell


def _points(row: SchoolRow) -> list[str]:
    """Each side's points by group, a line a side."""
    return [
        _say(
            "points_of_side",
            kind=_say(f"level_{side.kind.value}"),
            points="; ".join(f"{group} {decimal_comma(points)}" for group, points in side.points),
        )
        for side in row.group_points
    ]


def _product(product: ProductMention) -> str:
    if product.link and not product.number:
        return f"{product.label}: {product.link}"
    if product.dated is None:
        return f"{product.label}: {product.number or NOT_ENTERED}"
    return _say("product_dated", label=product.label, number=product.number or NOT_ENTERED, dated=product.dated)


def _note(row: SchoolRow) -> Lines:
    """Say what else is on record; this column is the program's, so nothing is missing where it is empty."""
    said = [done_late_words(done) for done in row.done_late]
    said += [
        _say("note_held_up", milestone=held.id, party=say(f"terms.post_{held.party.value}"), days=held.days)
        for held in row.held_up
    ]
    if row.round > 1:
        said.append(_say("note_round", times=row.round - 1))
    if row.extended_to:
        said.append(_say("note_extended", day=row.extended_to))
    return Lines(tuple(said))
