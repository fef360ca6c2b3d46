"""Where schools are published now, and which of their pages are in trouble."""

from collections.abc import Iterator
from dataclasses import dataclass

from cycle_engine.domain.definition import Party
from cycle_engine.domain.events import EventKind
from cycle_engine.domain.milestones import party_of
from cycle_engine.domain.publications import Publication, PublicationCheck, find_publication
from cycle_engine.domain.week_pages import WeekPage
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.cases import cases_of, events_of, events_of_cycle
from cycle_engine.store.publications import Published, latest_checks
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A school's published page, and its last check if there was one."""

    case_id: int
    unit: str
    unit_name: str
    publication: Publication
    check: PublicationCheck | None = None

    @property
    def act(self) -> Published:
        """Which act of which case published it."""
        return self.case_id, self.publication.seq


def list_publications(desk: Desk) -> tuple[PublishedPage, ...]:
    """Read where each school of the cycle at work is published, and what the last check found."""
    with desk.database.read() as rows:
        return tuple(published_pages(rows, desk, desk.cycle(rows)))


def published_pages(rows: Rows, desk: Desk, cycle: OpenCycle) -> Iterator[PublishedPage]:
    """Read the same within a reading or a transaction, by code."""
    histories = events_of_cycle(rows, cycle.stored.id, until=desk.until, kind=EventKind.TRANSITION)
    checks = latest_checks(rows, cycle.stored.id, until=desk.until)
    for case in cases_of(rows, cycle.stored.id):
        track = cycle.workflow.track(case.track)
        if party_of(track) is not Party.SCHOOL:
            continue
        if found := find_publication(cycle.workflow, track, histories.get(case.id, ())):
            yield PublishedPage(case.id, case.unit, case.unit_name, found, checks.get((case.id, found.seq)))


def pages_in_trouble(rows: Rows, cycle: OpenCycle) -> Iterator[WeekPage]:
    """Read the pages in which checks of two days found trouble, of what is still published."""
    checks = latest_checks(rows, cycle.stored.id)
    cases = {case_id for (case_id, _), check in checks.items() if check.is_news}
    for case in cases_of(rows, cycle.stored.id) if cases else ():
        if case.id in cases:
            track = cycle.workflow.track(case.track)
            found = find_publication(cycle.workflow, track, events_of(rows, case.id))
            check = checks.get((case.id, found.seq)) if found else None
            if check and check.is_news:
                yield case.unit, case.unit_name, check
