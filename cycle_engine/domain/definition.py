"""What a workflow and a plan are, as values.

A workflow (tracks, stages, transitions, products) is stable over years; a plan (milestones, windows, ladder) is one
official document of one year. Days are ``date``; ``opens`` and ``due`` are both the last or first day that counts, so
"trước ngày 31/5" is ``due = 2025-05-30``. Offsets of rungs are working days.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Never

from cycle_engine.messages import Label

PREVIOUS: Final = "previous"
"""As a transition's target: the stage the case was in before it came to this one."""


class Role(StrEnum):
    """In which capacity somebody acts."""

    SCHOOL = "school"
    OFFICER = "officer"
    HEAD = "head"
    ADMIN = "admin"


class Party(StrEnum):
    """Whose move it is in a stage."""

    SCHOOL = "school"
    DEPARTMENT = "department"


class Addressee(StrEnum):
    """Whom a letter speaks to, resolved to a mailbox when it is written; ``unit`` is the case's own, whoever owns."""

    OWNER = "owner"
    UNIT = "unit"
    OFFICER = "officer"
    HEAD = "head"
    SUPERIOR = "superior"


LADDER_ADDRESSEES: Final = tuple(addressee for addressee in Addressee if addressee is not Addressee.UNIT)
"""Whom a rung may speak to: whoever must move, and those above, but no school that waits."""


class LatePolicy(StrEnum):
    """What happens to a deadline that falls on a day off (Civil Code 2015, art. 148.5, by analogy)."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class ProductForm(StrEnum):
    """What a product may be handed in as."""

    FILE = "file"
    LINK = "link"
    FILE_OR_LINK = "file_or_link"


class LevelKind(StrEnum):
    """The three levels that are kept apart; none overwrites another."""

    SELF = "self"
    EXTERNAL = "external"
    RECOGNIZED = "recognized"


LEVELS: Final = (1, 2, 3)
"""1 chưa đáp ứng, 2 đáp ứng cơ bản, 3 đáp ứng tốt (Decision 4725/QĐ-BGDĐT)."""


@dataclass(frozen=True, slots=True)
class Product:
    """A document that a transition must leave behind; ``recognised_by`` are words that official plans name it with."""

    id: str
    label: Label
    form: ProductForm
    recognised_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a case can stand, and whose move it is there (nobody's, where the case is finished)."""

    id: str
    label: Label
    owner: Party | None


@dataclass(frozen=True, slots=True)
class GuardCall:
    """A named guard of ``domain.guards`` with the argument the file gives it (empty when it takes none)."""

    name: str
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.name}:{self.argument}" if self.argument else self.name


@dataclass(frozen=True, slots=True)
class Telling:
    """A letter that a transition sends besides the ladder: which, to whom, who gets a copy.

    With a ``product`` it is sent only where the act handed that product in.
    """

    letter: str
    to: Addressee
    cc: tuple[Addressee, ...] = ()
    product: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """A step between stages: who may make it and what it needs.

    ``level`` says which of the three levels ``--level`` records. ``starts_round`` counts the round up and arms the
    reminders anew. ``sets_deadline`` says that the transition may give the stage it returns to a deadline of its own.
    ``recognised_by`` are words by which a row of an official plan is known to speak of this step.
    """

    id: str
    label: Label
    sources: tuple[str, ...]
    target: str
    roles: tuple[Role, ...]
    products: tuple[str, ...] = ()
    guards: tuple[GuardCall, ...] = ()
    level: LevelKind | None = None
    starts_round: bool = False
    sets_deadline: bool = False
    tells: tuple[Telling, ...] = ()
    recognised_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """One kind of case: a school's assessment, or the department's own tasks."""

    name: str
    label: Label
    initial: str
    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]

    def stage(self, stage_id: str) -> Stage:
        """The stage of this id. Raises ``KeyError``."""
        return next((s for s in self.stages if s.id == stage_id), None) or _missing(stage_id)

    def find_transition(self, transition_id: str) -> Transition | None:
        """The transition of this id, or None."""
        return next((t for t in self.transitions if t.id == transition_id), None)

    def transitions_from(self, stage_id: str) -> tuple[Transition, ...]:
        """The transitions that leave this stage, in the file's order."""
        return tuple(t for t in self.transitions if stage_id in t.sources)


@dataclass(frozen=True, slots=True)
class Workflow:
    """The tracks and products of one kind of assessment; ``applies_to`` names the kinds of unit it assesses.

    ``indicators`` is the id of the indicator set that it scores by; empty where none is named.
    """

    id: str
    version: int
    label: Label
    applies_to: tuple[str, ...]
    tracks: tuple[Track, ...]
    products: tuple[Product, ...]
    source: str
    indicators: str = ""

    def track(self, name: str) -> Track:
        """The track of this name. Raises ``KeyError``."""
        return next((t for t in self.tracks if t.name == name), None) or _missing(name)

    def product(self, product_id: str) -> Product:
        """The product of this id. Raises ``KeyError``."""
        return next((p for p in self.products if p.id == product_id), None) or _missing(product_id)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One row of the plan's appendix: who does what by when.

    ``completes`` is the transition that fulfils it (None: it reminds but moves nothing). ``source`` is the line and
    the words of the official document it was read from.
    """

    id: str
    track: str
    title: str
    opens: date | None
    due: date | None
    products: tuple[str, ...]
    completes: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: ``offset`` working days from the deadline (negative before), to whom, in which letter."""

    offset: int
    to: Addressee
    cc: tuple[Addressee, ...]
    template: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One year's official plan.

    ``handover_days`` are the working days that whoever is handed a case close to its deadline, or after it, has at
    least, so that nobody is late through another's delay; 0 turns it off. ``supplement_days`` are the working days a
    return for supplement gives when it names no last day. Both are the office's own rules, not the document's.
    """

    number: str
    issued: date
    school_year: str
    title: str
    authority: str
    workflow: str
    late_policy: LatePolicy
    handover_days: int
    supplement_days: int
    milestones: tuple[Milestone, ...]
    ladder: tuple[Rung, ...]

    def find_milestone(self, milestone_id: str) -> Milestone | None:
        """The milestone of this id, or None."""
        return next((m for m in self.milestones if m.id == milestone_id), None)

    def milestones_of(self, track: str) -> tuple[Milestone, ...]:
        """The milestones of one track, in the appendix's order."""
        return tuple(m for m in self.milestones if m.track == track)


def _missing(name: str) -> Never:
    raise KeyError(name)
