"""An official plan's rows as milestones of a workflow: which step each completes, which products it leaves.

The words come from the workflow file (``recognised_by`` of its transitions and products); "…" in them stands for up to
eight words. The rules:

- A row speaks of a step when its task holds one of the step's phrases. A phrase inside a longer phrase that the task
  also holds does not count: "đề nghị đánh giá ngoài" is not "đánh giá ngoài".
- Where the task speaks of several steps, or of none, the row's product is asked in the same way: it decides among the
  several, or alone.
- Where several rows of a track speak of one step, the one whose product is a document that this step needs completes
  it; if that is not exactly one row, none does.
- A row without a step stays a milestone that reminds and moves nothing; a row without a track is left out. Both are
  listed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cycle_engine.definitions.official_values import OfficialPlan, OfficialRow, Unplaced
from cycle_engine.definitions.plan_reader import HANDOVER_DAYS, SUPPLEMENT_DAYS, school_year_span
from cycle_engine.definitions.workflow_reader import recognising_words
from cycle_engine.domain.definition import Addressee, LatePolicy, Milestone, Plan, Rung, Workflow
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text, text

DEFAULT_LADDER: Final = (
    Rung(-10, Addressee.OWNER, (), "reminder"),
    Rung(-5, Addressee.OWNER, (), "reminder"),
    Rung(-2, Addressee.OWNER, (), "reminder"),
    Rung(0, Addressee.OWNER, (), "due_today"),
    Rung(1, Addressee.OWNER, (Addressee.OFFICER,), "overdue"),
    Rung(3, Addressee.HEAD, (), "escalation_head"),
    Rung(5, Addressee.HEAD, (), "escalation_head"),
    Rung(10, Addressee.SUPERIOR, (Addressee.HEAD,), "escalation_superior"),
)
"""The office's own rule where no plan says otherwise; no document states it."""

_NEW_TONES: Final = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ỏe": "oẻ",
    "õe": "oẽ",
    "ọe": "oẹ",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
_LONGEST: Final = 2_000
"""As much of a cell as is looked through for phrases; no task of a plan is longer."""

_OLD_TONES: Final = re.compile("|".join(_NEW_TONES))


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """What was read, placed in a workflow: ``notes`` are to be looked over, ``unplaced`` is left for an officer."""

    official: OfficialPlan
    workflow: str
    milestones: tuple[Milestone, ...]
    ladder: tuple[Rung, ...]
    notes: tuple[Text, ...]
    unplaced: tuple[Unplaced, ...]

    @property
    def plan(self) -> Plan:
        """The plan as ``plan_reader`` would read it back. Raises ``FileInvalid`` where the document lacks a value."""
        read = self.official
        if not (read.number and read.issued and read.school_year and read.title and read.authority):
            raise FileInvalid(file=read.file, problems=_lacking(read))
        return Plan(
            number=read.number.value,
            issued=read.issued.value,
            school_year=str(read.school_year.value),
            title=read.title.value,
            authority=read.authority.value,
            workflow=self.workflow,
            late_policy=LatePolicy.NEXT_WORKING_DAY,
            handover_days=HANDOVER_DAYS,
            supplement_days=SUPPLEMENT_DAYS,
            milestones=self.milestones,
            ladder=self.ladder,
        )


def place_rows(official: OfficialPlan, workflow: Workflow) -> PlanDraft:
    """Place every row that can be placed; what cannot is in the draft's lists, never guessed."""
    placed = [row for row in official.rows if row.track is not None]
    steps = _steps(placed, workflow)
    milestones = tuple(_milestone(row, steps.get(row.id), workflow) for row in placed)
    return PlanDraft(
        official=official,
        workflow=workflow.id,
        milestones=milestones,
        ladder=DEFAULT_LADDER,
        notes=tuple(_placed_text(note) for note in (*official.notes, *_notes(official, placed, workflow))),
        unplaced=(*official.unplaced, *_unplaced(official.rows, steps)),
    )


def _placed_text(note: Unplaced) -> Text:
    return note.reason if note.place is None else text("plan_reading.at", place=note.place.words, what=note.reason)


def _lacking(read: OfficialPlan) -> list[Problem]:
    values = {
        "number": read.number,
        "issued": read.issued,
        "school_year": read.school_year,
        "title": read.title,
        "authority": read.authority,
    }
    return [
        Problem(name, text(f"plan_reading.missing_{name}"), text("plan_reading.missing_hint"))
        for name, value in values.items()
        if value is None
    ]


def _milestone(row: OfficialRow, completes: str | None, workflow: Workflow) -> Milestone:
    return Milestone(
        id=row.id,
        track=row.track or "",
        title=row.title,
        opens=row.reading.opens,
        due=row.reading.due,
        products=tuple(dict.fromkeys(_products(row, workflow))),
        completes=completes,
        source=str(text("plan_reading.source", place=row.place.words, words=row.time or "–")),
    )


def _steps(rows: Iterable[OfficialRow], workflow: Workflow) -> dict[str, str]:
    """By row id, the one transition the row completes."""
    words = recognising_words(workflow)
    spoken: dict[tuple[str, str], list[OfficialRow]] = {}
    for row in rows:
        if step := _spoken_step(row, words):
            spoken.setdefault((row.track or "", step), []).append(row)
    steps: dict[str, str] = {}
    for (track, step), candidates in spoken.items():
        chosen = candidates if len(candidates) == 1 else _with_needed_product(candidates, track, step, workflow)
        if len(chosen) == 1:
            steps[chosen[0].id] = step
    return steps


def _spoken_step(row: OfficialRow, words: Mapping[tuple[str, str], tuple[str, ...]]) -> str | None:
    of_track = {step: phrases for (track, step), phrases in words.items() if track == row.track}
    by_task = set(_spoken(row.title, of_track))
    if len(by_task) == 1:
        return by_task.pop()
    by_product = set(_spoken(row.product, of_track))
    both = by_task & by_product if by_task else by_product
    return both.pop() if len(both) == 1 else None


def _with_needed_product(rows: Iterable[OfficialRow], track: str, step: str, workflow: Workflow) -> list[OfficialRow]:
    transition = workflow.track(track).find_transition(step)
    needed = frozenset(transition.products) if transition else frozenset()
    return [row for row in rows if needed & frozenset(_products(row, workflow))]


def _products(row: OfficialRow, workflow: Workflow) -> Iterator[str]:
    """The products named, in the order of the row's words."""
    named = {product.id: product.recognised_by for product in workflow.products}
    yield from _spoken(row.product, named)


def _spoken(words: str, phrases_of: Mapping[str, Iterable[str]]) -> list[str]:
    """Which of the named things the words speak of, first spoken first; phrases inside longer ones do not count."""
    plain = _comparable(words[:_LONGEST])
    found = [
        (match.start(), match.end(), name)
        for name, phrases in phrases_of.items()
        for phrase in phrases
        for match in _pattern(phrase).finditer(plain)
    ]
    outer = [
        (start, end, name)
        for start, end, name in found
        if not any(s <= start and end <= e and (s, e) != (start, end) for s, e, _ in found)
    ]
    return [name for _, _, name in sorted(outer)]


def _pattern(phrase: str) -> re.Pattern[str]:
    pieces = [re.escape(piece.strip()) for piece in _comparable(phrase).split("…")]
    return re.compile(r"(?<!\w)" + r"(?: [^\s;]+){0,8}? ".join(pieces) + r"(?!\w)")


def _comparable(words: str) -> str:
    """Lower case, line breaks as semicolons, and the tone of oa, oe, uy on the second vowel (hòa, hoà)."""
    plain = normalised(words.replace("\n", " ; ")).casefold()
    return _OLD_TONES.sub(lambda found: _NEW_TONES[found.group()], plain)


def _notes(official: OfficialPlan, rows: Iterable[OfficialRow], workflow: Workflow) -> Iterator[Unplaced]:
    year = None if official.school_year is None else school_year_span(str(official.school_year.value))
    for row in rows:
        yield from (Unplaced(convention, row.place, row.time) for convention in row.reading.conventions)
        if row.product and not list(_products(row, workflow)):
            reason = text("plan_reading.product_unknown", id=row.id, words=normalised(row.product))
            yield Unplaced(reason, row.place, row.words)
        due = row.reading.due
        if year and due and not year[0] <= due <= year[1]:
            yield Unplaced(text("plan_reading.outside_year", id=row.id, day=due), row.place, row.words)


def _unplaced(rows: Iterable[OfficialRow], steps: Mapping[str, str]) -> Iterator[Unplaced]:
    for row in rows:
        if row.track is None:
            yield Unplaced(text("plan_reading.track_unknown", id=row.id, section=row.section), row.place, row.words)
        elif row.id not in steps:
            yield Unplaced(text("plan_reading.step_unknown", id=row.id, title=row.title), row.place, row.words)
        if row.reading.problem is not None:
            reason = text("plan_reading.time_problem", id=row.id, problem=row.reading.problem)
            yield Unplaced(reason, row.place, row.words)
