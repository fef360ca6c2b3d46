"""Who puts review teams together and gives them schools: in one transaction, for the cycle at work, by the office.

Nobody reviews a school that she has a tie to: her mailbox is the school's, its head's or its officer's, now or from a
day to come, or her login acts for the school.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cycle_engine.domain.evidence_rules import evidence_stages
from cycle_engine.domain.recipients import mailbox
from cycle_engine.domain.reviews import ReviewLineKind, Reviews, Team, fold_reviews
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.letters import units_on
from cycle_engine.store.cases import StoredCase, cases_of
from cycle_engine.store.contacts import contacts_from
from cycle_engine.store.officers import all_officers
from cycle_engine.store.reviews import append_review_lines, review_lines
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Tie:
    """A member who may not review a school."""

    unit: str
    team: str
    member: str


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What every act about review teams works with; its transaction must be alone."""

    desk: Desk
    transaction: "Transaction"
    cycle: OpenCycle
    actor: Actor
    reviews: Reviews

    @classmethod
    def at(cls, desk: Desk, transaction: "Transaction") -> "ReviewDesk":
        """Sit down, as somebody of the office. Raises ``NotPermitted``, ``NotFound``."""
        actor, cycle = desk.require_staff(transaction), desk.cycle(transaction)
        reviews = fold_reviews(review_lines(transaction, cycle.stored.id))
        return cls(desk, transaction, cycle, actor, reviews)

    def write(self, *lines: tuple[ReviewLineKind, Mapping[str, object]]) -> None:
        """Append lines to the cycle's log."""
        who = (self.actor.login, self.actor.on_behalf_of)
        append_review_lines(self.transaction, self.cycle.stored.id, lines, actor=who, recorded_at=self.desk.clock.now())

    def team(self, name: str) -> Team:
        """Find a team. Raises ``NotFound`` that lists what there is."""
        if team := self.reviews.teams.get(name):
            return team
        known = sorted(self.reviews.teams)
        hint = text("errors.review_teams_hint", teams=known) if known else text("errors.review_no_teams_hint")
        raise NotFound("review_team_unknown", hints=[hint], team=name)

    def case_ahead(self, unit: str) -> StoredCase:
        """Find a school whose review is not concluded yet. Raises ``NotFound``, ``OperationRefused``."""
        case = find_case(self.transaction, self.cycle, unit)
        if not self.is_ahead(case):
            stage = self.cycle.workflow.track(case.track).stage(case.state.stage).label
            hint = text("errors.review_over_hint", unit=unit)
            raise OperationRefused("review_over", hints=[hint], unit=unit, stage=stage)
        return case

    def cases_ahead(self) -> tuple[StoredCase, ...]:
        """Read every school whose review is not concluded yet."""
        return tuple(case for case in cases_of(self.transaction, self.cycle.stored.id) if self.is_ahead(case))

    def is_ahead(self, case: StoredCase) -> bool:
        """Whether a case's external review lies ahead or is under way; evidence is open for as long."""
        return case.state.stage in evidence_stages(self.cycle.workflow.track(case.track))

    def ties(self, units: Iterable[str], teams: Iterable[Team]) -> tuple[Tie, ...]:
        """List who of these teams may not review which of these schools."""
        known = _known_at(self.transaction, self.desk)
        return tuple(
            Tie(unit, team.name, member.name)
            for team in teams
            for unit in units
            for member in team.members
            if known.get(unit, frozenset()) & {mailbox(member.email), member.name.casefold()}
        )

    def require_untied(self, units: Sequence[str], teams: Sequence[Team]) -> None:
        """Refuse schools for teams in which somebody has a tie to them, naming all. Raises ``OperationRefused``."""
        if ties := self.ties(units, teams):
            raise OperationRefused("review_tied", hints=[text("errors.review_tied_hint")], who=tie_words(ties))


def tie_words(ties: Sequence[Tie]) -> list[str]:
    """Name ties in a few words each: the member, her team, the school."""
    return [f"{tie.member} ({tie.team}) – {tie.unit}" for tie in ties]


def _known_at(rows: Rows, desk: Desk) -> Mapping[str, frozenset[str]]:
    """Name, by unit, the mailboxes behind its posts and the logins that act for it."""
    found: dict[str, set[str]] = defaultdict(set)
    for unit in units_on(rows, desk.today).values():
        found[unit.code] |= {mailbox(address) for address in (unit.email, unit.head_email, unit.officer_email)}
    for contact in contacts_from(rows, desk.today):
        found[contact.unit].add(mailbox(contact.address))
    for officer in all_officers(rows):
        if officer.unit:
            found[officer.unit].add(officer.login.casefold())
    return {unit: frozenset(names - {""}) for unit, names in found.items()}
