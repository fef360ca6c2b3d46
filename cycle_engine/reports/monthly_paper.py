"""The monthly report's prose: the fixed words around its tables, sections I to IV as offices write them.

What only a person can say (assessment, causes, proposals) comes from the officer's notes and is ``[...]`` without.
"""

from cycle_engine.messages import say
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_figures import MilestoneFigures
from cycle_engine.reports.monthly_holder_tables import causes_table, delays_table, stage_days_table
from cycle_engine.reports.monthly_pictures import pictures_beside
from cycle_engine.reports.monthly_school_tables import (
    best_met_table,
    changes_table,
    exemplary_table,
    most_missed_table,
)
from cycle_engine.reports.monthly_tables import (
    late_table,
    levels_table,
    milestones_table,
    schools_table,
    stages_table,
    totals_table,
    transitions_table,
    waiting_table,
)
from cycle_engine.reports.official_paper import (
    Appendix,
    Block,
    Heading,
    OfficialPaper,
    Paragraph,
    Section,
    Signer,
    above_agency,
)
from cycle_engine.reports.tables import NOT_ENTERED, entered
from cycle_engine.reports.vietnamese import in_vietnamese


@in_vietnamese
def lay_out_monthly_report(report: MonthlyReport) -> OfficialPaper:
    """Put the report into the words and the order of an official paper."""
    office = report.office
    return OfficialPaper(
        governing_body=above_agency(office.governing_body, is_named_alone=office.is_named_alone).upper(),
        agency=entered(office.name).upper(),
        number=_say("paper_number", mark=entered(office.number_mark)),
        place_and_day=_say("paper_place_and_day", place=entered(office.place)),
        type_name=_say("paper_type"),
        subject=_subject(report),
        addressee=_say("paper_addressee", superior=entered(office.superior)),
        opening=(_opening(report),),
        sections=(*_changes(report), _results(report), _assessment(report), _tasks(report), _proposals(report)),
        closing=_say("paper_closing", office=entered(office.name), month=_month(report)),
        receivers=(_say("paper_as_above"), *(f"- {entered(copy)};" for copy in office.copies), _say("paper_archive")),
        signer=Signer(entered(office.signer_title).upper(), entered(office.signer_name), office.signer_power.upper()),
        appendix=_appendix(report),
    )


def _appendix(report: MonthlyReport) -> Appendix:
    table = schools_table(report)
    footing = _say("paper_fingerprint", fingerprint=report.fingerprint or NOT_ENTERED)
    return Appendix(_say("paper_appendix"), table.title, table, footing=footing, across=True)


def _subject(report: MonthlyReport) -> str:
    subject = _say("paper_subject", number=entered(report.plan.number), month=_month(report))
    return say("reissue.subject", subject=subject, version=report.reissue.version) if report.reissue else subject


def _changes(report: MonthlyReport) -> tuple[Section, ...]:
    """Say what a later version changes, before everything else; it has no number of its own."""
    reissue = report.reissue
    if reissue is None:
        return ()
    said = say("reissue.replaces", version=reissue.version, before=reissue.version - 1, issued=reissue.replaced_on)
    lines = [Paragraph(f"- {change};") for change in reissue.changes[:-1]]
    return (Section("", (Paragraph(said), *lines, Paragraph(f"- {reissue.changes[-1]}."))),)


def _opening(report: MonthlyReport) -> str:
    plan = report.plan
    return _say(
        "paper_opening",
        number=entered(plan.number),
        issued=plan.issued,
        authority=entered(plan.authority),
        title=_continued(entered(plan.title)),
        office=entered(report.office.name),
        month=_month(report),
        first=report.period.first_on,
        cut_off=report.period.cut_off_on,
    )


def _results(report: MonthlyReport) -> Section:
    totals = report.schools.totals
    standing = _say(
        "paper_standing",
        cut_off=report.period.cut_off_on,
        office=entered(report.office.name),
        **{name: getattr(totals, name) for name in ("units", "in_progress", "late", "waiting", "finished", "aside")},
    )
    tables = (
        totals_table(report),
        milestones_table(report),
        stages_table(report),
        transitions_table(report),
        changes_table(report),
        levels_table(report),
        exemplary_table(report),
        *((best_met_table(report), most_missed_table(report)) if report.criteria else ()),
        late_table(report),
        waiting_table(report),
        causes_table(report),
        stage_days_table(report),
        delays_table(report),
    )
    blocks: list[Block] = [Paragraph(standing), Paragraph(_movement(report))]
    beside = pictures_beside(report)
    for number, table in enumerate(tables, start=1):
        blocks += [Heading(f"{number}. {table.title}"), table, *beside.get(table.title, ())]
    blocks.append(Paragraph(_say("paper_see_appendix")))
    return Section(_say("section_results"), tuple(blocks))


def _movement(report: MonthlyReport) -> str:
    if report.is_nil:
        return _say("paper_nil")
    cumulative = sum(t.cumulative for track in (report.schools, report.department) for t in track.transitions)
    return _say("paper_moves", in_period=report.moves_in_period, cumulative=cumulative)


def _assessment(report: MonthlyReport) -> Section:
    notes = report.notes
    parts = (("results", notes.results), ("shortcomings", notes.shortcomings), ("causes", notes.causes))
    blocks: list[Block] = []
    for number, (name, words) in enumerate(parts, start=1):
        blocks += [Heading(f"{number}. {_say(f'assessment_{name}')}"), *_paragraphs(words)]
    return Section(_say("section_assessment"), tuple(blocks))


def _tasks(report: MonthlyReport) -> Section:
    following = report.period.next
    introduction = _say(
        "paper_upcoming" if report.upcoming else "paper_nothing_upcoming",
        first=following.first_on,
        last=following.cut_off_on,
    )
    endings = [";"] * (len(report.upcoming) - 1) + ["."]
    tasks = [Paragraph(_task(m, report) + ending) for m, ending in zip(report.upcoming, endings, strict=False)]
    own = _paragraphs(report.notes.tasks) if report.notes.tasks or not tasks else ()
    return Section(_say("section_tasks"), (Paragraph(introduction), *tasks, *own))


def _task(milestone: MilestoneFigures, report: MonthlyReport) -> str:
    is_past = milestone.due is not None and milestone.due <= report.period.cut_off_on
    return _say(
        "paper_task_past" if is_past else "paper_task",
        id=milestone.id,
        title=milestone.title,
        due=milestone.due,
        undone=milestone.undone,
        units=milestone.units,
    )


def _proposals(report: MonthlyReport) -> Section:
    return Section(_say("section_proposals"), _paragraphs(report.notes.proposals))


def _paragraphs(words: str) -> tuple[Paragraph, ...]:
    written = [entered(line) for line in words.splitlines() if line.strip()]
    return tuple(Paragraph(line) for line in written or [NOT_ENTERED])


def _month(report: MonthlyReport) -> str:
    return f"{report.period.month:02}/{report.period.year}"


def _continued(title: str) -> str:
    """A title goes on in a sentence with a small letter, unless it begins with an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _say(name: str, /, **facts: object) -> str:
    return say(f"reports.{name}", **facts)
