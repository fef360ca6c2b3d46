"""Whatever a school is called and whatever a document is numbered, every form of the report can be made and read."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as html_reader
from openpyxl import load_workbook

from cycle_engine.domain.events import Document
from cycle_engine.domain.explanations import Setback, SetbackKind
from cycle_engine.domain.periods import ReportingRule, last_closed_period, moment_of_cut_off, period_containing
from cycle_engine.messages import Label
from cycle_engine.reports.board import build_board, render_board
from cycle_engine.reports.monthly import build_monthly_report
from cycle_engine.reports.monthly_docx import render_monthly_docx
from cycle_engine.reports.monthly_html import render_monthly_html
from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx
from cycle_engine.reports.stage_drawing import draw_svg
from tests.unit.reports.sample_boards import board_facts
from tests.unit.reports.sample_delays import explained
from tests.unit.reports.samples import (
    DEPARTMENT_TRACK,
    OFFICE,
    PERIOD,
    SCHOOL_TRACK,
    a_standing,
    march_facts,
)

ANY_TEXT = st.text(max_size=60) | st.sampled_from(
    ["{{ 7*7 }}", "{% raw %}", "\ufffe", "\x00\x1b", "=1", "&amp;", "]]>"]
)
STAGES = st.sampled_from([stage.id for stage in SCHOOL_TRACK.stages])


@given(name=ANY_TEXT, number=ANY_TEXT, stage=STAGES)
def test_any_text_gives_a_report_in_every_form(name: str, number: str, stage: str) -> None:
    facts = march_facts(
        standings=[explained(a_standing(1, name, stage), "II.1", name)],
        setbacks={1: (Setback(SetbackKind.RETURNED, 1, PERIOD.first_on, number, None),)},
        documents={1: (Document("review_submission", number=number), Document("publication_link", link=name))},
    )
    report = build_monthly_report(facts)

    assert len(list(html_reader.document_fromstring(render_monthly_html(report)).iter("table"))) >= 5
    assert WordFile(BytesIO(render_monthly_docx(report))).tables
    workbook = render_monthly_xlsx(report)
    assert load_workbook(BytesIO(workbook)).sheetnames
    with ZipFile(BytesIO(workbook)) as archive:
        assert not any(b"<f>" in archive.read(part) for part in archive.namelist())


@given(name=ANY_TEXT, stage=STAGES)
def test_any_text_gives_a_board_and_a_drawing(name: str, stage: str) -> None:
    page = build_board(board_facts(office_name=name, standings=[a_standing(1, name, stage)]))
    labelled = replace(DEPARTMENT_TRACK, label=Label(name, name))

    assert render_board(page).count('<li class="card ') == 1
    assert etree.fromstring(draw_svg(labelled).encode()) is not None


@given(
    stages=st.lists(st.tuples(STAGES, STAGES), max_size=12),
    levels=st.lists(st.none() | st.integers(1, 3), min_size=12, max_size=12),
)
def test_figures_add_up_whoever_stands_where(stages: list[tuple[str, str]], levels: list[int | None]) -> None:
    now = [a_standing(n, OFFICE.name, stage, levels=(levels[n], None, None)) for n, (stage, _) in enumerate(stages)]
    before = [
        a_standing(n, OFFICE.name, stage, today=PERIOD.previous.cut_off_on) for n, (_, stage) in enumerate(stages)
    ]
    report = build_monthly_report(march_facts(standings=now, previous=before))
    totals = report.schools.totals

    assert totals.in_progress + totals.finished + totals.aside == totals.units == len(stages) == len(report.rows)
    assert sum(stage.now for stage in report.schools.stages) == totals.units
    for milestone in report.schools.milestones:
        assert milestone.units == totals.units - totals.aside
        assert (
            milestone.done + milestone.late + milestone.waiting + milestone.open + milestone.future == milestone.units
        )
        assert 0 <= milestone.done_in_period <= milestone.done
    for level in report.levels:
        assert sum(level.counts.values()) + level.missing == totals.units - totals.aside
    assert not {entry.unit for entry in report.late} & {entry.unit for entry in report.waiting}


@given(
    day=st.dates(min_value=PERIOD.cut_off_on.replace(year=1990), max_value=PERIOD.cut_off_on.replace(year=2090)),
    days=st.lists(st.integers(1, 28), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_every_day_lies_in_one_period_under_any_rule(day: date, days: list[int]) -> None:
    rule = ReportingRule(cut_off_day=days[0], due_day=days[1])
    period = period_containing(day, rule)

    assert period.covers(day)
    assert period.previous.cut_off_on + timedelta(days=1) == period.first_on
    assert last_closed_period(day, rule) == period.previous
    assert moment_of_cut_off(period.previous) < moment_of_cut_off(period)
