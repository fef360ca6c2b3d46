"""Review teams: put together, changed, and given schools by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.recipients import mailbox
from cycle_engine.domain.reviews import Reviewer, ReviewLine, ReviewLineKind, Reviews, Team, Visit, fold_reviews
from cycle_engine.errors import OperationRefused, UsageProblem
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.review_desk import ReviewDesk
from cycle_engine.store.cases import cases_of
from cycle_engine.store.reviews import review_lines


@dataclass(frozen=True, slots=True)
class ShownReviews:
    """Teams and visits as they stood at the moment looked at, the log that led there, and the schools' names."""

    reviews: Reviews
    lines: tuple[ReviewLine, ...]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Assigned:
    """Visits as they were made or moved; those that were so already are not news."""

    visits: tuple[Visit, ...]
    changed: frozenset[str]


def keep_team(desk: Desk, name: str, members: Sequence[tuple[str, str]]) -> bool:
    """Put a team together, or let these members take the place of those it has; False where nothing changed.

    Raises ``UsageProblem`` for a member without a mailbox, ``OperationRefused`` where the team already has a school
    that one of them has a tie to.
    """
    wanted, people = normalised(name), _members(members)
    if not wanted or not people:
        raise UsageProblem("review_team_empty", hints=[text("errors.review_member_hint")])
    with desk.database.write(alone=True) as transaction:
        office = ReviewDesk.at(desk, transaction)
        before = office.reviews.teams.get(wanted)
        if before and before.members == people:
            return False
        units = [visit.unit for visit in office.reviews.visits_of(wanted)]
        office.require_untied(units, [Team(wanted, people, 0)])
        facts = {"name": wanted, "members": [{"name": one.name, "email": one.email} for one in people]}
        office.write((ReviewLineKind.TEAM, facts))
    return True


def assign_visits(desk: Desk, units: Sequence[str], *, team: str = "", on: date | None = None) -> Assigned:
    """Give schools to a team, on a day or still without one; without ``team`` only their day is set.

    Raises ``OperationRefused`` for a day off or past, a school whose review is over or that a member has a tie to, or
    that has no team yet; ``NotFound``; all or none.
    """
    if not team and on is None:
        raise UsageProblem("review_assign_what", hints=[text("errors.review_assign_what_hint")])
    with desk.database.write(alone=True) as transaction:
        office = ReviewDesk.at(desk, transaction)
        wanted = [office.case_ahead(unit).unit for unit in dict.fromkeys(units)]
        if on:
            require_day(office, on)
        visits = [_visit(office, unit, team, on) for unit in wanted]
        for name in dict.fromkeys(visit.team for visit in visits):
            office.require_untied([visit.unit for visit in visits if visit.team == name], [office.team(name)])
        news = [visit for visit in visits if _is_news(office.reviews.visits.get(visit.unit), visit)]
        if news:
            office.write((ReviewLineKind.ASSIGNED, {"visits": [visit_facts(visit) for visit in news]}))
    return Assigned(tuple(visits), frozenset(visit.unit for visit in news))


def show_reviews(desk: Desk) -> ShownReviews:
    """Read teams and visits as they stood at the moment looked at."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        lines = review_lines(rows, cycle.stored.id, until=desk.until)
        names = {case.unit: case.unit_name for case in cases_of(rows, cycle.stored.id)}
    return ShownReviews(fold_reviews(lines), lines, names)


def require_day(office: ReviewDesk, on: date) -> None:
    """Let visits fall on working days to come only. Raises ``OperationRefused``."""
    calendar = office.desk.calendar_for(office.cycle.plan)
    if on < office.desk.today:
        hint = text("errors.review_day_past_hint", today=office.desk.today)
        raise OperationRefused("review_day_past", hints=[hint], day=on)
    if not calendar.is_working(on):
        hint = text("errors.review_day_off_hint", before=calendar.add(on, -1), after=calendar.add(on, 1))
        raise OperationRefused("review_day_off", hints=[hint], day=on)


def visit_facts(visit: Visit) -> dict[str, str | None]:
    """Write a visit as a line keeps it."""
    return {"unit": visit.unit, "team": visit.team, "on": visit.on.isoformat() if visit.on else None}


def _visit(office: ReviewDesk, unit: str, team: str, on: date | None) -> Visit:
    before = office.reviews.visits.get(unit)
    if not (team or before):
        raise OperationRefused("review_no_team", hints=[text("errors.review_no_team_hint", unit=unit)], unit=unit)
    name = office.team(team).name if team else before.team if before else ""
    return Visit(unit, name, on or (before.on if before else None), 0)


def _is_news(before: Visit | None, visit: Visit) -> bool:
    return before is None or (before.team, before.on) != (visit.team, visit.on)


def _members(given: Sequence[tuple[str, str]]) -> tuple[Reviewer, ...]:
    people = tuple(Reviewer(normalised(name), address.strip()) for name, address in given)
    boxes = [mailbox(one.email) for one in people]
    wrong = [f"{one.name}={one.email}" for one in people if not (one.name and is_mailbox(one.email))]
    twice = [one.email for one in people if boxes.count(mailbox(one.email)) > 1]
    if wrong or twice:
        raise UsageProblem("review_member", hints=[text("errors.review_member_hint")], members=[*wrong, *twice])
    return people
