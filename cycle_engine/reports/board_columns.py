"""The board's columns: one stage each, with its schools as cards; and how the schools of each authority stand.

A column shows the first of its schools, late ones before others, and says how many it leaves out: a page for a whole
province stays a page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cycle_engine.domain.definition import LevelKind, Stage, Track
from cycle_engine.domain.milestones import CaseStanding, MilestoneStanding, MilestoneState
from cycle_engine.formatting import vietnamese_sort_key
from cycle_engine.messages import say
from cycle_engine.reports.monthly_schools import Progress, next_milestone, progress_of
from cycle_engine.reports.tables import entered, shown

MOST_CARDS: Final = 40
"""How many schools a column shows."""

MOST_AUTHORITIES: Final = 60
"""How many authorities the summary names, those with the most late schools first."""

Parents = Mapping[str, tuple[str, str]]
"""The authority over each unit, by the unit's code: its code and name."""


@dataclass(frozen=True, slots=True)
class Card:
    """One school, in words."""

    code: str
    name: str
    progress: Progress
    progress_words: str
    milestone: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage with its schools, and whose move it is there; ``late`` and ``more`` count those not shown too."""

    stage: str
    label: str
    mover: str
    cards: tuple[Card, ...]
    schools: int
    late: int

    @property
    def more(self) -> int:
        """How many schools stand here that have no card."""
        return self.schools - len(self.cards)


@dataclass(frozen=True, slots=True)
class AuthorityLine:
    """How the schools of one authority stand."""

    name: str
    schools: int
    late: int
    waiting: int
    finished: int


def build_columns(schools: Sequence[CaseStanding], track: Track) -> tuple[BoardColumn, ...]:
    """Put the schools into the columns of their stages, the late ones first."""
    in_order = sorted(schools, key=lambda s: (not s.is_late, -_days_late(s), vietnamese_sort_key(s.name), s.unit))
    standing: dict[str, list[CaseStanding]] = defaultdict(list)
    for school in in_order:
        standing[school.stage].append(school)
    return tuple(_column(stage, standing[stage.id], track) for stage in track.stages)


def build_card(standing: CaseStanding, track: Track) -> Card:
    """Say on a card how one case stands."""
    progress = progress_of(standing, track)
    following = None if progress is Progress.ASIDE else next_milestone(standing)
    return Card(
        code=shown(standing.unit),
        name=entered(standing.name),
        progress=progress,
        progress_words=say(f"reports.progress_{progress.value}", days=_days_late(standing)),
        milestone=_milestone_words(following) if following else "",
        remarks=tuple(_remarks(standing)),
    )


def count_authorities(
    schools: Sequence[CaseStanding], track: Track, parents: Parents
) -> tuple[tuple[AuthorityLine, ...], int]:
    """Count the schools by the authority over them, and how many authorities are left out; none where all have one."""
    found: dict[tuple[str, str], Counter[Progress]] = defaultdict(Counter)
    for school in schools:
        found[parents.get(school.unit, ("", ""))][progress_of(school, track)] += 1
    if len(found) < 2:  # noqa: PLR2004 - a single authority is the office that reads this
        return (), 0
    in_order = sorted(found.items(), key=lambda one: (-one[1][Progress.LATE], vietnamese_sort_key(one[0][1]), one[0]))
    lines = tuple(
        AuthorityLine(
            entered(name),
            counts.total(),
            counts[Progress.LATE],
            counts[Progress.WAITING],
            counts[Progress.FINISHED],
        )
        for (_, name), counts in in_order[:MOST_AUTHORITIES]
    )
    return lines, len(in_order) - len(lines)


def _column(stage: Stage, schools: Sequence[CaseStanding], track: Track) -> BoardColumn:
    return BoardColumn(
        stage=stage.id,
        label=str(stage.label),
        mover=say(f"reports.mover_{stage.owner.value if stage.owner else 'nobody'}"),
        cards=tuple(build_card(school, track) for school in schools[:MOST_CARDS]),
        schools=len(schools),
        late=sum(school.is_late for school in schools),
    )


def _days_late(standing: CaseStanding) -> int:
    return max((m.days_late for m in standing.milestones if m.state is MilestoneState.LATE), default=0)


def _remarks(standing: CaseStanding) -> Iterator[str]:
    since = standing.held_since
    if standing.owner:
        yield say("board.card_held", party=say(f"terms.post_{standing.owner.value}"), day=since)
    else:
        yield say("board.card_since", day=since)
    if standing.round > 1:
        yield say("board.card_round", times=standing.round - 1)
    if level := _level(standing):
        yield level
    for m in standing.milestones:
        if m.delay.held_up_by and m.state is not MilestoneState.DONE:
            party = say(f"terms.post_{m.delay.held_up_by.value}")
            yield say("reports.note_held_up", milestone=m.id, party=party, days=m.delay.days_held_up)


def _level(standing: CaseStanding) -> str:
    """The level that counts most of those there are."""
    for kind in (LevelKind.RECOGNIZED, LevelKind.EXTERNAL, LevelKind.SELF):
        if level := standing.levels.get(kind):
            return say("board.card_level", kind=say(f"reports.level_{kind.value}"), level=level)
    return ""


def _milestone_words(milestone: MilestoneStanding) -> str:
    if milestone.deadline is None:
        return say("board.card_milestone_undated", id=milestone.id)
    return say("board.card_milestone", id=milestone.id, due=milestone.deadline.counts_from)
