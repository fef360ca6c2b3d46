"""Small offices that Hypothesis draws: a plan, a roster, what is done on which day; and the program living through it.

A world's acts are made in the morning at seven, before the tick at eight. What is decided is compared by keys that
name the unit, so that two databases can be compared.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from cycle_engine.clock import morning_of
from cycle_engine.domain.units import Unit
from cycle_engine.errors import CycleError
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.ticking import Ticked, tick
from cycle_engine.store.rows import as_day, as_int
from tests.builders import a_desk, a_roster, advance, case_of, close_desks, on, open_sample_cycle

FORWARD: Final[Mapping[str, str]] = {
    "self_assessment": "submit",
    "approval": "approve",
    "review_request": "request_review",
    "external_review": "conclude_review",
    "recognition": "recognize",
    "recognized": "publish",
    "published": "unpublish",
    "exempt": "reinstate",
    "planning": "issue_plan",
    "guidance": "issue_guidance",
    "reviewing": "conclude_reviews",
    "recognizing": "report_recognition",
    "reported": "report_recognition",
}
"""In each stage the step that leads on, or where none does the one that leads back."""

ASIDE: Final = ("send_back", "return_for_supplement", "reopen", "exempt", "reinstate", "unpublish")
EXTENDED: Final = ("II.1", "II.2", "II.3", "II.4", "I.2", "I.3")
QUICK_DISK: Final = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
"""Memory that looks like a disk, where there is some: a tick waits for nothing but the disk."""

FIRST: Final = date(2024, 11, 25)
LAST: Final = date(2025, 6, 30)


class Key(NamedTuple):
    """A notice's key, by the unit's code."""

    unit: str
    milestone: str
    round: int
    due: date
    offset: int
    recipient: str


@dataclass(frozen=True)
class DrawnRung:
    """A rung as the plan's file has it."""

    offset: int
    to: str

    @property
    def toml(self) -> str:
        late = {"owner": "overdue", "officer": "overdue", "head": "escalation_head", "superior": "escalation_superior"}
        template = late[self.to] if self.offset > 0 else "due_today" if self.offset == 0 else "reminder"
        return f'[[ladder]]\noffset = {self.offset}\nto = "{self.to}"\ncc = []\ntemplate = "{template}"\n'


@dataclass(frozen=True)
class Step:
    """What somebody does on a day: ``forward``, a step aside, or ``extend`` a milestone; ``days`` date it."""

    day: date
    unit: str
    act: str
    milestone: str = ""
    days: int = 0


@dataclass(frozen=True)
class World:
    """A year of an office, up to a point."""

    schools: int
    opened: date
    ladder: tuple[DrawnRung, ...]
    handover_days: int
    late_policy: str
    steps: tuple[Step, ...]
    days_off: tuple[date, ...] = ()
    due: date = date(2025, 1, 31)
    """The last day of II.1."""

    @property
    def plan(self) -> str:
        head = f'handover_days = {self.handover_days}\nlate_policy = "{self.late_policy}"\n'
        moved = f'[[milestones]]\nid = "II.1"\ndue = {self.due}\n'
        return "\n".join([head, *(rung.toml for rung in self.ladder), moved])


def some_of(part: int) -> settings:
    """A share of the profile's examples, for properties that live through much time in each."""
    return settings(max_examples=max(2, settings().max_examples // part))


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


@st.composite
def ladders(draw: st.DrawFn) -> tuple[DrawnRung, ...]:
    """The plan's own ladder or another: at least one reminder to the owner before the deadline."""
    before = [DrawnRung(offset, to) for offset in (-8, -3) for to in ("owner", "officer", "head")]
    after = [DrawnRung(offset, to) for offset in (1, 2, 6) for to in ("owner", "officer", "head", "superior")]
    some = draw(st.lists(st.sampled_from([*before, DrawnRung(0, "owner"), *after]), unique=True, max_size=6))
    return tuple(sorted({DrawnRung(-8, "owner"), *some}, key=lambda rung: (rung.offset, rung.to)))


@st.composite
def worlds(draw: st.DrawFn, *, most_steps: int = 8, last: date = LAST) -> World:
    opened = draw(st.sampled_from(days_between(FIRST, date(2025, 3, 20))))
    schools = draw(st.integers(1, 3))
    units = ["PGD", *(f"MN{number:02}" for number in range(1, schools + 1))]
    step = st.builds(
        Step,
        day=st.sampled_from(days_between(opened, last)),
        unit=st.sampled_from(units),
        act=st.sampled_from(["forward"] * 6 + ["extend", *ASIDE]),
        milestone=st.sampled_from(EXTENDED),
        days=st.integers(0, 25),
    )
    return World(
        schools=schools,
        opened=opened,
        ladder=draw(ladders()),
        handover_days=draw(st.sampled_from([0, 2, 5])),
        late_policy=draw(st.sampled_from(["none", "next_working_day"])),
        steps=tuple(sorted(_with_strides(draw(st.lists(step, max_size=most_steps))), key=lambda one: one.day)),
    )


def _with_strides(steps: Iterable[Step]) -> Iterator[Step]:
    """Let some go several steps forward on one day, or few cases would ever come far."""
    for step in steps:
        yield from [step] * (1 + step.days % 4 if step.act == "forward" else 1)


class Office:
    """The program at work in a folder of its own."""

    def __init__(self, desk: Desk, world: World, roster: Sequence[Unit] = ()) -> None:
        self.world = world
        self.desk = on(desk, world.opened)
        if world.days_off:
            folder = desk.workspace / "config" / "calendars"
            folder.mkdir(parents=True)
            lines = [
                f'[[days_off]]\nday = {off}\nname = "nghỉ"\nkind = "provincial"\nsource = "x"' for off in world.days_off
            ]
            (folder / "office.toml").write_text("\n".join(lines), "utf-8")
        open_sample_cycle(self.desk, plan=world.plan, roster=roster or a_roster(world.schools))

    def act(self, step: Step) -> str:
        """Do it at seven; return the transition that was made, ``extend``, or nothing where it was refused."""
        desk = on(self.desk, morning_of(step.day) - timedelta(hours=1))
        name = FORWARD[case_of(desk, step.unit).state.stage] if step.act == "forward" else step.act
        until = step.day + timedelta(days=step.days)
        if step.unit == "PGD" and name in ASIDE:
            return ""  # the department's own way has no steps aside
        try:
            if name == "extend":
                extend(desk, step.unit, step.milestone, until=until, reason="lý do mẫu")
            else:
                given = {"until": until} if name == "return_for_supplement" and step.days else {}
                advance(desk, step.unit, name, **given)
        except CycleError:
            return ""
        return name

    def tick(self, moment: date | datetime, *, dry_run: bool = False) -> Ticked:
        return tick(on(self.desk, moment), dry_run=dry_run)

    def live(self, ticks: Iterable[date | datetime]) -> "Office":
        """Live through the world's steps and these ticks, in the order of time, and stop at the last tick."""
        moments = [moment if isinstance(moment, datetime) else morning_of(moment) for moment in ticks]
        waiting = list(self.world.steps)
        for moment in moments:
            while waiting and morning_of(waiting[0].day) <= moment:
                self.act(waiting.pop(0))
            self.tick(moment)
        return self

    def deliver(self) -> None:
        """Say that every queued letter was sent."""
        with self.desk.database.write() as transaction:
            transaction.execute("UPDATE letters SET state = 'sent' WHERE state = 'queued'")

    def decided(self) -> Mapping[Key, tuple[str, date]]:
        """What was decided so far: said or superseded, and on which day."""
        query = """
        SELECT u.code, n.milestone, n.round, n.due, n.rung, n.recipient, n.state, n.decided_on
        FROM notices n JOIN cases c ON c.id = n.case_id JOIN units u ON u.id = c.unit_id
        """
        with self.desk.database.read() as rows:
            return {
                Key(
                    unit=str(row["code"]),
                    milestone=str(row["milestone"]),
                    round=as_int(row["round"]),
                    due=as_day(row["due"]),
                    offset=as_int(row["rung"]),
                    recipient=str(row["recipient"]),
                ): (str(row["state"]), as_day(row["decided_on"]))
                for row in rows.rows(query)
            }

    def states(self) -> Mapping[Key, str]:
        return {key: state for key, (state, _) in self.decided().items()}

    def letter_days(self) -> set[date]:
        with self.desk.database.read() as rows:
            return {as_day(row["day"]) for row in rows.rows("SELECT DISTINCT day FROM letters")}


NewOffice = Callable[..., AbstractContextManager[Office]]


def offices(copy: Callable[[Path], str]) -> NewOffice:
    """Give a maker of offices, each in a folder and a database of its own that go with the block."""

    @contextmanager
    def new_office(world: World, roster: Sequence[Unit] = ()) -> Iterator[Office]:
        folder = Path(tempfile.mkdtemp(prefix="office-", dir=QUICK_DISK if QUICK_DISK.is_dir() else None))
        try:
            yield Office(a_desk(copy(folder), folder), world, roster)
        finally:
            close_desks()
            shutil.rmtree(folder)

    return new_office
