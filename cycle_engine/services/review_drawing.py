"""Schools drawn to the review teams: by a seed that is recorded, shown first, and drawn again by whoever doubts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.review_draw import draw
from cycle_engine.domain.reviews import ReviewLineKind, Visit
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.review_desk import ReviewDesk, tie_words
from cycle_engine.services.review_teams import require_day, visit_facts


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw gives: its seed, the visits, how many each team has in all, and the schools' names."""

    seed: int
    visits: tuple[Visit, ...]
    loads: Mapping[str, int]
    names: Mapping[str, str]


def draw_visits(desk: Desk, seed: int, *, first_day: date | None = None, apply_it: bool) -> Drawn:
    """Draw every school that has no team yet and whose review lies ahead.

    With ``first_day`` each team visits one drawn school a working day from then on. Raises ``OperationRefused`` where
    ties leave a school without a team, or the teams less even than they would be without them, naming who; where there
    are no teams, or nothing is left to draw.
    """
    with desk.database.write(alone=True) as transaction:
        office = ReviewDesk.at(desk, transaction)
        teams = [office.reviews.teams[name] for name in sorted(office.reviews.teams)]
        cases = {case.unit: case for case in office.cases_ahead() if case.unit not in office.reviews.visits}
        if not (teams and cases):
            name = "review_nothing_to_draw" if teams else "review_no_teams"
            raise OperationRefused(name, hints=[text(f"errors.{name}_hint")])
        if first_day:
            require_day(office, first_day)
        ties = office.ties(cases, teams)
        names = [team.name for team in teams]
        load = {name: len(office.reviews.visits_of(name)) for name in names}
        barred = {(tie.unit, tie.team) for tie in ties}
        drawn = draw(sorted(cases), names, barred=barred, load=load, seed=seed)
        if not drawn.is_even:
            hints, who = [text("errors.review_draw_hint")], tie_words(ties)
            if drawn.stuck:
                raise OperationRefused("review_stuck", hints=hints, units=list(drawn.stuck), who=who)
            raise OperationRefused("review_uneven", hints=hints, who=who)
        visits = _visits(office, drawn.by_unit, names, first_day, seed)
        if apply_it:
            office.write((ReviewLineKind.ASSIGNED, {"seed": seed, "visits": [visit_facts(one) for one in visits]}))
    given = list(drawn.by_unit.values())
    loads = {name: load[name] + given.count(name) for name in names}
    return Drawn(seed, visits, loads, {unit: case.unit_name for unit, case in cases.items()})


def _visits(
    office: ReviewDesk, by_unit: Mapping[str, str], teams: Sequence[str], first_day: date | None, seed: int
) -> tuple[Visit, ...]:
    """Make the visits, team by team, each school of a team on a working day of its own from the first on."""
    calendar = office.desk.calendar_for(office.cycle.plan)
    visits = []
    for team in teams:
        for number, unit in enumerate(sorted(unit for unit, name in by_unit.items() if name == team)):
            day = calendar.add(first_day, number) if first_day and number else first_day
            visits.append(Visit(unit, team, day, 0, seed))
    return tuple(visits)
