"""What a period's report is made from: the history as it was known at the cut-off, or as it is known later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from cycle_engine.domain.audit import fingerprint
from cycle_engine.domain.bottlenecks import Cause, CauseDays, days_by_cause, scene_of
from cycle_engine.domain.case import day_of, fold
from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.events import Document, Event
from cycle_engine.domain.explanations import Setback, setbacks_of
from cycle_engine.domain.issued_reports import NoteSection, ReportNote
from cycle_engine.domain.milestones import CaseStanding, party_of
from cycle_engine.domain.periods import Period, ReportingRule, last_closed_period, moment_of_cut_off, parse_period
from cycle_engine.domain.scoring import ScoreSheet
from cycle_engine.domain.units import Unit
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.messages import text
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_facts import EarlierYear, MonthlyFacts, Move, Office, OfficerNotes
from cycle_engine.services.board import read_board
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.earlier_years import find_earlier_cycle, levels_of_year
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.store.cases import events_of_cycle
from cycle_engine.store.issued_reports import report_notes
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class GatheredReport:
    """A report, and what it was made from: up to when, and each case's last event, number and hash by the key."""

    report: MonthlyReport
    heads: Mapping[str, tuple[int, str]]
    known_until: datetime


def reporting_rule(desk: Desk) -> ReportingRule:
    """The office's cut-off and due day."""
    return ReportingRule(desk.settings.report.cut_off_day, desk.settings.report.due_day)


def wanted_period(desk: Desk, written: str) -> Period:
    """Read which period is meant, the last one that is over unless named.

    Raises ``UsageProblem`` for a period that is none, ``OperationRefused`` for one whose cut-off is still to come.
    """
    rule = reporting_rule(desk)
    period = parse_period(written, rule) if written else last_closed_period(desk.today, rule)
    if moment_of_cut_off(period) > desk.clock.now():
        hint = text("errors.period_not_over_hint")
        raise OperationRefused("period_not_over", hints=[hint], period=str(period), cut_off=period.cut_off_on)
    return period


def gather_report(
    rows: Rows,
    desk: Desk,
    cycle: OpenCycle,
    period: Period,
    *,
    known_until: datetime | None = None,
    noted_until: datetime | None = None,
) -> GatheredReport:
    """Make a period's report from what was known at its cut-off, or at ``known_until`` of the days up to the cut-off.

    Officers' notes count that were written until ``noted_until``, or so far. Raises ``NotFound`` where no case had been
    opened by the cut-off.
    """
    then = desk.looking_back(moment_of_cut_off(period))
    cycle = then.as_it_was(rows, cycle)
    histories = _as_of_the_cut_off(known_histories(rows, cycle, period, known_until), period)
    standings = _standings(rows, then, cycle, period, histories)
    setbacks = {case_id: setbacks_of(events) for case_id, events in histories.items()}
    heads = {events[-1].case_key: (events[-1].seq, events[-1].hash) for events in histories.values()}
    units = units_on(rows, period.cut_off_on)
    facts = MonthlyFacts(
        office=_office(desk, office_of(units, cycle), units),
        workflow=cycle.workflow,
        plan=cycle.plan,
        period=period,
        standings=standings,
        previous=_previous(rows, desk, cycle, period),
        moves=_moves(histories, standings),
        documents={case_id: _documents(events) for case_id, events in histories.items()},
        setbacks=setbacks,
        causes=_causes(then, cycle, standings, setbacks),
        scores={case_id: _scores(events) for case_id, events in histories.items()},
        indicators=indicators_of_cycle(rows, cycle),
        notes=_notes(report_notes(rows, cycle.stored.id, str(period), until=noted_until or desk.until)),
        fingerprint=fingerprint({key: hash_ for key, (_, hash_) in heads.items()}),
        earlier=_earlier_year(rows, then, cycle, period, known_until),
    )
    return GatheredReport(build_monthly_report(facts), heads, known_until or moment_of_cut_off(period))


def known_histories(
    rows: Rows, cycle: OpenCycle, period: Period, known_until: datetime | None = None
) -> Mapping[int, Sequence[Event]]:
    """Read the events that a report counts: those recorded by the cut-off, or by ``known_until`` about the days before.

    A case's later events are taken up to the first act of a later day, so that what is left is always a history.
    """
    cut_off = moment_of_cut_off(period)
    if known_until is None or known_until <= cut_off:
        return events_of_cycle(rows, cycle.stored.id, until=cut_off)

    def counts(event: Event) -> bool:
        return event.recorded_at <= cut_off or event.occurred_on <= period.cut_off_on

    found = events_of_cycle(rows, cycle.stored.id, until=known_until).items()
    kept = {case_id: tuple(takewhile(counts, events)) for case_id, events in found}
    return {case_id: events for case_id, events in kept.items() if events}


def _as_of_the_cut_off(histories: Mapping[int, Sequence[Event]], period: Period) -> Mapping[int, Sequence[Event]]:
    """Let what was written down later count as if it had been on the last day."""
    cut_off = moment_of_cut_off(period)
    return {
        case_id: [replace(event, recorded_at=min(event.recorded_at, cut_off)) for event in events]
        for case_id, events in histories.items()
    }


def _standings(
    rows: Rows, then: Desk, cycle: OpenCycle, period: Period, histories: Mapping[int, Sequence[Event]]
) -> Sequence[CaseStanding]:
    standings = read_board(rows, then, cycle, histories=histories).cases
    if not standings:
        hint = text("errors.nothing_to_report_hint", opened=day_of(cycle.stored.opened_at))
        raise NotFound("nothing_to_report", hints=[hint], period=str(period))
    return standings


def _causes(
    then: Desk, cycle: OpenCycle, standings: Sequence[CaseStanding], setbacks: Mapping[int, Sequence[Setback]]
) -> Mapping[int, Mapping[Cause, CauseDays]]:
    """Divide every school's days by what they went into."""
    track = next(track for track in cycle.workflow.tracks if party_of(track) is Party.SCHOOL)
    scene = scene_of(track, cycle.plan, then.calendar_for(cycle.plan), standings)
    schools = (standing for standing in standings if standing.track == track.name)
    return {one.case_id: days_by_cause(one, setbacks.get(one.case_id, ()), scene) for one in schools}


def _previous(rows: Rows, desk: Desk, cycle: OpenCycle, period: Period) -> Sequence[CaseStanding]:
    """How the cases stood at the cut-off before."""
    before = desk.looking_back(moment_of_cut_off(period.previous))
    return read_board(rows, before, before.as_it_was(rows, cycle)).cases


def _earlier_year(
    rows: Rows, then: Desk, cycle: OpenCycle, period: Period, known_until: datetime | None
) -> EarlierYear | None:
    """Read the year before as far as this report knows it, so that the report says the same whenever it is made."""
    earlier = find_earlier_cycle(rows, then, cycle)
    return levels_of_year(rows, earlier, known_histories(rows, earlier, period, known_until)) if earlier else None


def _office(desk: Desk, office: Unit, units: Mapping[str, Unit]) -> Office:
    settings, superior = desk.settings.office, units.get(office.parent or "")
    return Office(
        name=office.name,
        superior=superior.name if superior else "",
        governing_body=settings.governing_body,
        place=settings.place,
        number_mark=settings.number_mark,
        signer_power=settings.signer_power,
        signer_title=settings.signer_title,
        signer_name=settings.signer_name or office.head_name,
        is_named_alone=office.kind.is_named_alone,
    )


def _moves(histories: Mapping[int, Sequence[Event]], standings: Sequence[CaseStanding]) -> list[Move]:
    units = {standing.case_id: standing.unit for standing in standings}
    return [
        Move(
            unit=units[case_id],
            transition=event.transition,
            source=event.source,
            target=event.target,
            occurred_on=event.occurred_on,
            recorded_on=day_of(event.recorded_at),
            seq=event.seq,
        )
        for case_id, events in histories.items()
        for event in events
        if event.transition
    ]


def _documents(events: Sequence[Event]) -> list[Document]:
    state = fold(events)
    return [held.document for held in state.documents if held.round == state.round]


def _scores(events: Sequence[Event]) -> Mapping[LevelKind, ScoreSheet]:
    """Take each side's last sheet."""
    return {kind: held.sheet for kind, held in fold(events).scores.items()}


def _notes(written: Sequence[ReportNote]) -> OfficerNotes:
    """Take the last words for each section."""
    last = {note.section: note.words for note in written}
    return OfficerNotes(
        results=last.get(NoteSection.RESULTS, ""),
        shortcomings=last.get(NoteSection.DIFFICULTIES, ""),
        causes=last.get(NoteSection.CAUSES, ""),
        tasks=last.get(NoteSection.NEXT, ""),
        proposals=last.get(NoteSection.PROPOSALS, ""),
    )
