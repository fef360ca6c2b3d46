"""School by school: where it stands, what it has handed in, whether it is late or waiting, and on whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cycle_engine.domain.definition import LevelKind, Party, Plan, Track, Workflow
from cycle_engine.domain.events import Document
from cycle_engine.domain.explanations import Setback
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.domain.milestones import CaseStanding, MilestoneStanding, MilestoneState
from cycle_engine.formatting import vietnamese_sort_key
from cycle_engine.messages import Label
from cycle_engine.reports.monthly_figures import aside_stages, is_waiting
from cycle_engine.reports.monthly_scores import GroupPoints

NO_SETBACKS: Final[Mapping[int, Sequence[Setback]]] = {}


class Progress(StrEnum):
    """How a unit stands as a whole."""

    ON_TIME = "on_time"
    LATE = "late"
    WAITING = "waiting"
    FINISHED = "finished"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class ProductMention:
    """A product in hand as the table names it: by number and date, or by its link."""

    label: Label
    number: str
    dated: date | None
    link: str


@dataclass(frozen=True, slots=True)
class DoneLate:
    """A milestone that was fulfilled, but late; ``explanation`` is empty where nobody said why."""

    id: str
    days: int
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class HeldUp:
    """A milestone that ran over because another party had the case: who, and for how many working days."""

    id: str
    party: Party
    days: int


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One line of the school table. ``next_milestone`` is the unfinished one that is due first.

    ``round`` above 1 says how often the case was returned for supplement; ``extended_to`` is the last day the next
    milestone has in place of the plan's; ``days_late`` is the longest of what is late now. ``holder`` has the case,
    ``days_held`` are the working days since it was opened.
    """

    unit: str
    name: str
    stage: Label
    progress: Progress
    days_late: int
    next_milestone: MilestoneStanding | None
    levels: tuple[int | None, int | None, int | None]
    products: tuple[ProductMention, ...]
    round: int
    extended_to: date | None
    done_late: tuple[DoneLate, ...]
    held_up: tuple[HeldUp, ...]
    holder: Party | None
    days_held: DaysHeld
    group_points: tuple[GroupPoints, ...] = ()


@dataclass(frozen=True, slots=True)
class LateCause:
    """A return, with what its step is called, or an extension, without: its day, its last day, its reason."""

    step: Label | None
    on: date
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class LateEntry:
    """A milestone that is late at the cut-off, whose move it is, and what of the case's history it has to do with."""

    unit: str
    name: str
    stage: Label
    milestone: MilestoneStanding
    mover: Party | None
    setbacks: tuple[LateCause, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """A unit that can do nothing but wait: on whom, and since when."""

    unit: str
    name: str
    stage: Label
    waits_on: Party
    since: date
    milestone: MilestoneStanding | None


def build_school_row(
    standing: CaseStanding,
    documents: Sequence[Document],
    *,
    workflow: Workflow,
    plan: Plan,
    group_points: tuple[GroupPoints, ...] = (),
) -> SchoolRow:
    """Say everything the school table says about one unit."""
    track = workflow.track(standing.track)
    progress = progress_of(standing, track)
    following = None if progress is Progress.ASIDE else next_milestone(standing)
    return SchoolRow(
        unit=standing.unit,
        name=standing.name,
        stage=track.stage(standing.stage).label,
        progress=progress,
        days_late=max((m.days_late for m in standing.milestones if m.state is MilestoneState.LATE), default=0),
        next_milestone=following,
        levels=_levels(standing),
        products=_mention_products(documents, workflow),
        round=standing.round,
        extended_to=_extended_to(following, plan),
        done_late=tuple(
            DoneLate(m.id, m.days_late, m.explanation.reason if m.explanation else "")
            for m in standing.milestones
            if m.state is MilestoneState.DONE and m.days_late
        ),
        held_up=tuple(
            HeldUp(m.id, m.delay.held_up_by, m.delay.days_held_up) for m in standing.milestones if m.delay.held_up_by
        ),
        holder=standing.owner,
        days_held=standing.days_waited,
        group_points=group_points,
    )


def progress_of(standing: CaseStanding, track: Track) -> Progress:
    """Say how a unit stands as a whole; late before everything else, for it is the unit's own move then."""
    if standing.stage in aside_stages(track):
        return Progress.ASIDE
    if standing.owner is None:
        return Progress.FINISHED
    if standing.is_late:
        return Progress.LATE
    return Progress.WAITING if is_waiting(standing, track) else Progress.ON_TIME


def next_milestone(standing: CaseStanding) -> MilestoneStanding | None:
    """The unfinished milestone that is due first; one without a date comes after those with one."""
    unfinished = [m for m in standing.milestones if m.state is not MilestoneState.DONE]
    return min(unfinished, key=_due, default=None)


def list_late(
    standings: Sequence[CaseStanding], workflow: Workflow, setbacks: Mapping[int, Sequence[Setback]] = NO_SETBACKS
) -> tuple[LateEntry, ...]:
    """Everything that is late, the longest first, then by name."""
    entries = [
        LateEntry(
            unit=standing.unit,
            name=standing.name,
            stage=workflow.track(standing.track).stage(standing.stage).label,
            milestone=milestone,
            mover=standing.owner,
            setbacks=_causes(milestone.id, standing, setbacks.get(standing.case_id, ()), workflow),
        )
        for standing in standings
        for milestone in standing.milestones
        if milestone.state is MilestoneState.LATE
    ]
    return tuple(sorted(entries, key=lambda e: (-e.milestone.days_late, vietnamese_sort_key(e.name), e.milestone.id)))


def list_waiting(standings: Sequence[CaseStanding], workflow: Workflow) -> tuple[WaitingEntry, ...]:
    """Every unit that waits, the longest first, then by name."""
    entries = [
        WaitingEntry(
            unit=standing.unit,
            name=standing.name,
            stage=workflow.track(standing.track).stage(standing.stage).label,
            waits_on=standing.owner,
            since=standing.held_since,
            milestone=next_milestone(standing),
        )
        for standing in standings
        if standing.owner and is_waiting(standing, workflow.track(standing.track))
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.since, vietnamese_sort_key(entry.name))))


def _causes(
    milestone: str, standing: CaseStanding, setbacks: Sequence[Setback], workflow: Workflow
) -> tuple[LateCause, ...]:
    """The return that began the present round, and the last extension in it."""
    found = {setback.kind: setback for setback in setbacks if setback.concerns(milestone, standing.round)}
    track = workflow.track(standing.track)
    steps = {kind: track.find_transition(setback.transition) for kind, setback in found.items()}
    return tuple(
        LateCause(step.label if (step := steps[kind]) else None, setback.on, setback.until, setback.reason)
        for kind, setback in found.items()
    )


def _due(milestone: MilestoneStanding) -> date:
    return milestone.deadline.counts_from if milestone.deadline else date.max


def _levels(standing: CaseStanding) -> tuple[int | None, int | None, int | None]:
    own, external, recognized = (
        standing.levels.get(kind) for kind in (LevelKind.SELF, LevelKind.EXTERNAL, LevelKind.RECOGNIZED)
    )
    return own, external, recognized


def _mention_products(documents: Sequence[Document], workflow: Workflow) -> tuple[ProductMention, ...]:
    """Name the newest document of each kind, in the workflow's order."""
    newest = {document.kind: document for document in documents}
    found = [(product.label, newest[product.id]) for product in workflow.products if product.id in newest]
    return tuple(ProductMention(label, document.number, document.dated, document.link) for label, document in found)


def _extended_to(following: MilestoneStanding | None, plan: Plan) -> date | None:
    if following is None or following.deadline is None:
        return None
    planned = plan.find_milestone(following.id)
    due = planned.due if planned else None
    return following.deadline.nominal if due and following.deadline.nominal != due else None
