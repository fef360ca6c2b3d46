"""Every defect a plan check knows, as something to put into a sound plan, its roster, its contacts or its calendar.

The sound plan is the shipped one with its days off moved to working days. Each defect says what it changes and what it
looks at, so that any number of them that do not touch each other can be put in together.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from cycle_engine.definitions import plan_checks
from cycle_engine.definitions.days_off import read_calendar
from cycle_engine.definitions.findings import Finding
from cycle_engine.definitions.plan_checks import check_plan
from cycle_engine.definitions.plan_date_checks import check_plan_dates
from cycle_engine.definitions.plan_people_checks import check_plan_people, check_plan_reminders
from cycle_engine.definitions.roster import read_roster
from cycle_engine.domain.definition import Plan, Rung
from cycle_engine.domain.posts import Post, PostContact, Tenure
from cycle_engine.domain.units import Unit
from cycle_engine.domain.vacancies import People
from cycle_engine.domain.working_days import DayKind, DayOff, WorkingCalendar, build_calendar
from cycle_engine.messages import has_text
from cycle_engine.resources import shipped
from tests.definition_files import a_plan, a_workflow

TODAY: Final = date(2024, 11, 25)
DEFINITIONS: Final = Path(plan_checks.__file__).parent
CALENDAR_FILE: Final = shipped("config") / "calendars" / "vietnam.toml"
SHIPPED_CALENDAR: Final = read_calendar([CALENDAR_FILE], 2023, 2026)
PRESCHOOL: Final = a_workflow()
ROSTER: Final = {unit.code: unit for unit in read_roster(shipped("config") / "sample-roster.csv").units}
SCHOOLS: Final = tuple(code for code, unit in ROSTER.items() if unit.is_school)
NUMBERS: Final = {milestone.id: number for number, milestone in enumerate(a_plan().milestones, start=1)}

Named = tuple[str, str]
"""A finding by its code and its place."""

SOUND_DAYS: Final = {
    "I.1": (None, "2024-11-29"),
    "I.2": ("2025-01-02", "2025-01-24"),
    "I.3": ("2025-02-03", "2025-03-31"),
    "I.4": ("2025-05-05", "2025-05-30"),
    "II.1": ("2025-01-02", "2025-01-24"),
    "II.2": ("2025-02-03", "2025-02-28"),
    "II.3": ("2025-02-03", "2025-03-31"),
    "II.4": ("2025-05-05", "2025-05-30"),
}


@dataclass(frozen=True, slots=True)
class World:
    """What a plan is checked with; ``most`` is how many things one mailbox may hear of in a day."""

    plan: Plan
    units: Mapping[str, Unit] = field(default_factory=lambda: ROSTER)
    contacts: tuple[PostContact, ...] = ()
    days_off: tuple[DayOff, ...] = SHIPPED_CALENDAR.named_days
    confirmed: frozenset[int] = SHIPPED_CALENDAR.confirmed_years
    last: date = SHIPPED_CALENDAR.last
    most: int = 60

    @property
    def calendar(self) -> WorkingCalendar:
        """The working calendar of this world."""
        return _calendar(self.last, self.days_off, self.confirmed)


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing wrong: what is found of it, what it changes (``writes``) and what else must stand still (``reads``)."""

    found: tuple[Named, ...]
    spoil: Callable[[World], World]
    writes: frozenset[str]
    reads: frozenset[str]

    @property
    def code(self) -> str:
        """The finding that this defect is there for."""
        return self.found[0][0]

    def __str__(self) -> str:
        return f"{self.code} at {self.found[0][1]}"


def sound_world() -> World:
    """A plan with its roster and calendar in which nothing is to be found."""
    world = World(a_plan())
    for milestone, (opens, due) in SOUND_DAYS.items():
        world = _moved(milestone, opens=opens, due=due)(world)
    return world


def edge_world() -> World:
    """The same with every measure used up: windows, the last reminder, the Ministry's days, the load of one mailbox."""
    spoil = _all(
        _planned(issued=date(2024, 11, 25)),
        _rung(1, offset=-4),
        _ladder(lambda rungs: [rung for rung in rungs if rung.offset not in {-5, -2}]),
        _moved("II.2", opens="2025-02-24"),
        _moved("II.4", opens="2025-06-16", due="2025-06-20"),
    )
    return replace(spoil(sound_world()), most=len(SCHOOLS) + 1)  # the office has a task of its own


def findings_of(world: World) -> tuple[Finding, ...]:
    """Everything that the checks of a plan find."""
    people = People(world.units, world.contacts, "PGD", SCHOOLS)
    return (
        *check_plan(world.plan, PRESCHOOL),
        *check_plan_dates(world.plan, world.calendar),
        *check_plan_reminders(world.plan, PRESCHOOL, world.calendar),
        *check_plan_people(world.plan, PRESCHOOL, world.calendar, people, today=TODAY, most=world.most),
    )


def named(findings: Iterable[Finding]) -> Counter[Named]:
    """The findings by code and place; for a word that names nothing the code is its message's."""
    return Counter((finding.message.key.removeprefix("definitions."), finding.where) for finding in findings)


def finding_codes(*files: str) -> set[str]:
    """The codes that the code of these modules can find: every word in it that the catalogue has a message for."""
    trees = (ast.parse(file.read_text("utf-8")) for pattern in files for file in sorted(DEFINITIONS.glob(pattern)))
    words = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    return {word for word in words if isinstance(word, str) and word and has_text(f"definitions.{word}")}


def are_compatible(one: Defect, other: Defect) -> bool:
    """Whether two defects can be put in together without one changing what is found of the other."""
    return not (one.writes & (other.writes | other.reads) or other.writes & one.reads)


@cache
def _calendar(last: date, days_off: tuple[DayOff, ...], confirmed: frozenset[int]) -> WorkingCalendar:
    worked = SHIPPED_CALENDAR.worked_days
    return build_calendar(
        SHIPPED_CALENDAR.first, last, days_off=days_off, working_saturdays=worked, confirmed_years=confirmed
    )


def _changed(milestone_id: str, **columns: Any) -> Callable[[World], World]:
    def spoil(world: World) -> World:
        number = NUMBERS[milestone_id] - 1
        rows = list(world.plan.milestones)
        rows[number] = replace(rows[number], **columns)
        return replace(world, plan=replace(world.plan, milestones=tuple(rows)))

    return spoil


def _moved(milestone_id: str, **days: str | None) -> Callable[[World], World]:
    return _changed(milestone_id, **{key: date.fromisoformat(day) if day else None for key, day in days.items()})


def _planned(**columns: Any) -> Callable[[World], World]:
    return lambda world: replace(world, plan=replace(world.plan, **columns))


def _all(*spoils: Callable[[World], World]) -> Callable[[World], World]:
    def spoil(world: World) -> World:
        for one in spoils:
            world = one(world)
        return world

    return spoil


def _ladder(change: Callable[[tuple[Rung, ...]], Iterable[Rung]]) -> Callable[[World], World]:
    return lambda world: replace(world, plan=replace(world.plan, ladder=tuple(change(world.plan.ladder))))


def _rung(number: int, **columns: Any) -> Callable[[World], World]:
    return _ladder(
        lambda rungs: [replace(rung, **columns) if n == number else rung for n, rung in enumerate(rungs, start=1)]
    )


def _unit(code: str, **columns: Any) -> Callable[[World], World]:
    return lambda world: replace(world, units={**world.units, code: replace(world.units[code], **columns)})


def _leaves(code: str, post: Post) -> Callable[[World], World]:
    vacant = PostContact(code, post, Tenure.HOLDER, "", "", date(2025, 3, 3), None)
    return lambda world: replace(world, contacts=(*world.contacts, vacant))


def _disputed(day: str) -> Callable[[World], World]:
    return lambda world: replace(
        world, days_off=(*world.days_off, DayOff(date.fromisoformat(day), DayKind.DISPUTED, "Ngày mẫu"))
    )


def _without_last_milestone(world: World) -> World:
    return replace(world, plan=replace(world.plan, milestones=world.plan.milestones[:-1]))


def _at(milestone_id: str, key: str = "") -> str:
    return f"milestones[{NUMBERS[milestone_id]}]{key}"


def _rungs(*numbers: int) -> str:
    return ", ".join(f"ladder[{number}]" for number in numbers)


def _defect(found: Named | list[Named], spoil: Callable[[World], World], writes: str, reads: str = "") -> Defect:
    together = tuple(found) if isinstance(found, list) else (found,)
    return Defect(together, spoil, frozenset(writes.split()), frozenset(reads.split()))


def _row(milestone_id: str, *keys: str) -> str:
    return " ".join(f"{milestone_id}.{key}" for key in keys or ("id", "track", "opens", "due", "completes", "products"))


_UNSET: Final = ("I.2", "II.2")
_SATURDAYS: Final = {
    "I.1": "2024-11-30",
    "I.2": "2025-01-11",
    "II.1": "2025-01-18",
    "II.2": "2025-03-01",
    "II.3": "2025-03-29",
    "I.3": "2025-04-05",
    "I.4": "2025-05-24",
    "II.4": "2025-05-31",
}

DEFECTS: Final = (
    _defect(
        ("other_workflow", "workflow"),
        _planned(workflow="general-education-4725"),
        "graph ids ladder.words ladder.shape school_year order dates",
    ),
    _defect(("id_twice", "milestones"), _changed("II.2", id="II.1"), "II.2.id", "ids"),
    *(
        _defect((code, _at(m, place)), _changed(m, **change), _row(m, *changes), f"graph {_row(m, *looks)}")
        for m in _UNSET
        for code, place, change, changes, looks in (
            ("unknown_track", ".track", {"track": "tracks"}, ("track",), ("completes", "due", "products")),
            ("unknown_product", ".products", {"products": ("paper",)}, ("products",), ("track",)),
            ("unknown_step", ".completes", {"completes": "aprove"}, ("completes",), ("track",)),
            ("milestone_moves_nothing", "", {"completes": None}, ("completes",), ("track",)),
            ("milestone_without_due", "", {"due": None}, ("due",), ("opens",)),
        )
    ),
    _defect(("not_a_school_year", "school_year"), _planned(school_year="2024/2025"), "school_year"),
    _defect(("due_before_opens", _at("I.3", ".due")), _moved("I.3", opens="2025-04-07"), "I.3.opens", "dates I.3.due"),
    _defect(
        ("due_before_opens", _at("II.2", ".due")), _moved("II.2", opens="2025-03-03"), "II.2.opens", "dates II.2.due"
    ),
    *(
        _defect(("outside_school_year", _at(m, ".opens")), _moved(m, opens="2024-08-30"), f"{m}.opens",
                f"dates school_year {m}.due")
        for m in ("I.2", "II.1")
    ),
    _defect(("outside_school_year", _at("II.4", ".due")), _moved("II.4", due="2025-09-05"), "II.4.due",
            "dates school_year II.4.opens calendar.confirmed"),
    _defect(("due_before_needed", _at("II.2", ".due")), _moved("II.2", opens="2025-01-02", due="2025-01-22"),
            "II.2.opens II.2.due", f"order graph {_row('II.1')} {_row('II.2', 'completes', 'track')}"),
    _defect(("due_before_needed", _at("I.4", ".due")), _moved("I.4", opens="2025-03-03", due="2025-03-28"),
            "I.4.opens I.4.due", f"order graph {_row('I.3')} {_row('I.4', 'completes', 'track')}"),
    _defect(("due_before_needed", _at("II.4", ".due")), _moved("II.4", due="2025-05-23"),
            "II.4.due", f"order graph {_row('I.4')} {_row('II.4', 'completes', 'track', 'opens')}"),
    _defect(
        ("after_self_assessment_date", _at("II.2", ".due")),
        _all(
            _moved("II.2", due="2025-06-02"),
            *(_moved(m, due="2025-06-06") for m in ("II.3", "I.3")),
            *(_moved(m, due="2025-06-20") for m in ("I.4", "II.4")),
        ),
        "II.2.due II.3.due I.3.due I.4.due II.4.due",
        f"dates graph school_year {_row('II.2', 'completes', 'track', 'opens')} I.3.opens I.4.opens II.4.opens",
    ),
    _defect(("after_recognition_date", _at("II.4", ".due")), _moved("II.4", due="2025-06-23"), "II.4.due",
            "dates school_year II.4.opens"),
    _defect(("ladder_empty", "ladder"), _planned(ladder=()), "ladder.shape ladder.words"),
    _defect(("ladder_too_late", "ladder"), _ladder(lambda rungs: rungs[3:]), "ladder.shape", "ladder.words"),
    _defect(("rung_twice", "ladder[9]"), _ladder(lambda rungs: [*rungs, rungs[5]]), "ladder.shape", "ladder.words"),
    _defect(("unknown_template", "ladder[5].template"), _rung(5, template="overdu"), "ladder[5]",
            "ladder.shape ladder.words"),
    _defect(("rung_on_wrong_side", "ladder[4].template"), _rung(4, template="overdue"), "ladder[4]",
            "ladder.shape ladder.words"),
    *(
        _defect(("due_at_weekend", _at(m, ".due")), _moved(m, due=day), f"{m}.due", f"{m}.opens issued calendar.last")
        for m, day in _SATURDAYS.items()
    ),
    _defect(("due_in_holiday", _at("I.2", ".due")), _moved("I.2", due="2025-01-29"), "I.2.due", "I.2.opens"),
    _defect(("due_in_holiday", _at("II.1", ".due")), _moved("II.1", due="2025-01-31"), "II.1.due", "II.1.opens"),
    _defect(("due_in_holiday", _at("I.4", ".due")), _moved("I.4", opens="2025-04-01", due="2025-04-30"),
            "I.4.opens I.4.due"),
    *(
        _defect(("due_on_disputed_day", _at(m, ".due")), _disputed(SOUND_DAYS[m][1] or ""), f"disputed.{m}",
                f"{m}.due {other}.due")
        for m, other in (("I.1", "I.1"), ("II.2", "II.2"))
    ),
    _defect(
        ("beyond_calendar", _at("II.4", ".due")),
        _all(_moved("II.4", due="2025-06-18"), lambda world: replace(world, last=date(2025, 6, 15))),
        "II.4.due calendar.last",
        "II.4.opens I.4.due",
    ),
    *(
        _defect(("window_too_short", _at(m)), _moved(m, opens=day), f"{m}.opens", f"{m}.due")
        for m, day in (("I.3", "2025-03-27"), ("II.2", "2025-02-26"), ("II.4", "2025-05-28"))
    ),
    _defect(("window_after_issue_too_short", _at("I.1")), _planned(issued=date(2024, 11, 26)), "issued",
            "I.1.due I.1.opens ladder.shape"),
    *(
        _defect(("year_unconfirmed", "school_year"),
                lambda world, year=year: replace(world, confirmed=world.confirmed - {year}),  # type: ignore[misc]
                "calendar.confirmed")
        for year in (2024, 2025)
    ),
    _defect(("superior_missing", _rungs(8)), _unit("PGD", parent=None), "post.superior", "ladder.shape"),
    _defect(("post_empty", _rungs(8)), _unit("SGD", email=""), "post.superior", "ladder.shape"),
    _defect(("post_empty", _rungs(6, 7, 8)), _unit("PGD", head_email=""), "post.head PGD", "ladder.shape"),
    _defect(("post_empty", _rungs(5)), _unit("PGD", officer_email=""), "post.officer PGD", "ladder.shape"),
    _defect(("post_empty", _rungs(1, 2, 3, 4, 5)), _unit("MN03", email=""), "post.MN03", "ladder.shape"),
    _defect(("post_empty_from", _rungs(6, 7, 8)), _leaves("PGD", Post.HEAD), "post.head", "ladder.shape"),
    _defect(("post_empty_from", _rungs(1, 2, 3, 4, 5)), _leaves("MN05", Post.UNIT), "post.MN05", "ladder.shape"),
    _defect(
        # Both who stand above the schools hear of all 25 on one day: the head, and at the end the superior.
        [("too_many_notices", "ladder"), ("too_many_notices", "ladder")],
        lambda world: replace(world, most=24),
        "most",
        "post.superior post.head post.MN03 post.MN05 ladder.shape",
    ),
    _defect(
        [("stage_unreminded", "milestones"), ("stage_unreminded", "milestones")],
        _without_last_milestone,
        _row("II.4"),
        # A row that completes nothing known is open, and reminds, in every stage.
        "graph II.1.completes II.2.completes II.3.completes",
    ),
    _defect(
        ("reminders_before_issue", _at("I.1", ".due")),
        _ladder(lambda rungs: [rung for rung in rungs if rung.offset not in {-5, -2}]),
        "ladder.shape",
        "I.1.due issued ladder.words",
    ),
)  # fmt: skip
"""Every defect; at least one for every code."""
