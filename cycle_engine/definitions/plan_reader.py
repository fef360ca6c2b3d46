"""Plan files: TOML into a ``Plan``. The format is described key by key in ``docs/workflow-files.md``.

Whether a plan fits its workflow and the calendar is asked in ``plan_checks``.
"""

from datetime import date
from pathlib import Path
from typing import Final

from cycle_engine.definitions.toml_tables import Table, parse_toml, read_toml, repeats
from cycle_engine.domain.definition import LADDER_ADDRESSEES, Addressee, LatePolicy, Milestone, Plan, Rung

HANDOVER_DAYS: Final = 5
"""Working days that whoever is handed a case late has at least, where the plan file says nothing."""

SUPPLEMENT_DAYS: Final = 10
"""Working days of a return for supplement without a last day, where the plan file says nothing."""


def read_plan(path: Path) -> Plan:
    """Read a plan file. Raises ``FileInvalid`` with all problems, ``NotFound``, ``Unavailable``."""
    return read_toml(path, _plan)


def parse_plan(content: str, *, file: str) -> Plan:
    """Read a plan from text; ``file`` is what problems call it. Raises ``FileInvalid``."""
    return parse_toml(content, _plan, file=file)


def school_year_span(school_year: str) -> tuple[date, date] | None:
    """The first and last day of a school year written ``2024-2025``, September to August; None for other words."""
    first, _, second = school_year.partition("-")
    if not (
        school_year.isascii() and first.isdigit() and second.isdigit() and len(first) == len(second) == len("2024")
    ):
        return None
    if int(second) != int(first) + 1 or int(first) < 1:
        return None
    return date(int(first), 9, 1), date(int(second), 8, 31)


def _plan(table: Table) -> Plan:
    plan = Plan(
        number=table.text("number"),
        issued=table.day("issued"),
        school_year=_school_year(table),
        title=table.text("title"),
        authority=table.text("authority"),
        workflow=table.file_name("workflow"),
        late_policy=table.word("late_policy", LatePolicy),
        handover_days=table.whole_number("handover_days", least=0, default=HANDOVER_DAYS),
        supplement_days=table.whole_number("supplement_days", least=1, default=SUPPLEMENT_DAYS),
        milestones=tuple(_milestone(row) for row in table.rows("milestones")),
        ladder=tuple(_rung(row) for row in table.rows("ladder", required=False)),
    )
    for repeated in repeats(milestone.id for milestone in plan.milestones if milestone.id):
        table.report("milestones", "id_twice", "id_twice_hint", value=repeated)
    return table.close(plan)


def _school_year(table: Table) -> str:
    written = table.text("school_year").replace(" ", "").replace("–", "-")
    if written and school_year_span(written) is None:
        table.report("school_year", "not_a_school_year", "not_a_school_year_hint", value=written)
    return written


def _milestone(table: Table) -> Milestone:
    milestone = Milestone(
        id=_milestone_id(table),
        track=table.identifier("track"),
        title=table.text("title"),
        opens=table.find_day("opens"),
        due=table.find_day("due"),
        products=table.texts("products"),
        completes=table.text("completes", default="") or None,
        source=table.text("source"),
    )
    return table.close(milestone)


def _milestone_id(table: Table) -> str:
    written = table.text("id")
    if " " in written:
        table.report("id", "id_with_blank", value=written)
    return written


def _rung(table: Table) -> Rung:
    rung = Rung(
        offset=table.offset("offset"),
        to=table.word("to", Addressee),
        cc=table.words("cc", Addressee),
        template=table.identifier("template"),
    )
    for key, word in (("to", rung.to), *(("cc", word) for word in rung.cc)):
        if word not in LADDER_ADDRESSEES:
            table.report_word(key, word, LADDER_ADDRESSEES)
    return table.close(rung)
