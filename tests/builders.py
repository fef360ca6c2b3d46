"""A desk at an office with a roster and an open plan, in few words; a test names only what it is about.

Everything is a sample: the province SGD, the office PGD and preschools MN01, MN02 … with the real plan's dates. The
clock stands still until ``on`` sets it, and letters are short notes unless the real composer is asked for.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from cycle_engine.clock import Clock, morning_of
from cycle_engine.domain.definition import ProductForm, Role, Transition
from cycle_engine.domain.notices import ComposedLetter, Contact, LetterRequest, ReportRequest
from cycle_engine.domain.roster import RosterChanges
from cycle_engine.domain.units import Unit, UnitKind
from cycle_engine.services import desk as desks
from cycle_engine.services.acting import ActRequest, ActsDone, find_case, perform
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.opening import open_plan
from cycle_engine.settings import FILE_NAME, read_settings
from cycle_engine.store.cases import StoredCase
from cycle_engine.store.database import Database
from cycle_engine.store.officers import Officer, add_officer
from cycle_engine.store.units import apply_roster
from tests.definition_files import PLAN_TEXT

FIRST_DAY: Final = date(2024, 11, 25)
"""The Monday after the real plan was issued."""

ADMIN: Final = "quan-tri"
"""The login that may do everything."""

SENDER: Final = Contact("phong@phong.example", "Phòng Giáo dục và Đào tạo Mẫu")

_OPEN: Final[list[Database]] = []


class LetterComposer:
    """The port ``services.desk.LetterComposer``: short notes instead of letters, and every request kept."""

    def __init__(self) -> None:
        self.requests: list[LetterRequest] = []
        self.reports: list[ReportRequest] = []

    def compose(self, request: LetterRequest) -> ComposedLetter:
        self.requests.append(request)
        said = [f"{notice.unit} {notice.key.milestone} {notice.key.offset:+}" for notice in request.notices]
        return _note(request.message_id, request.recipient, "; ".join(said))

    def compose_subject(self, request: LetterRequest) -> str:
        return self.compose(request).subject

    def compose_report(self, request: ReportRequest) -> ComposedLetter:
        self.reports.append(request)
        return _note(request.message_id, request.recipient, request.template)


def a_unit(code: str = "MN01", **columns: Any) -> Unit:
    """A preschool under PGD with a mailbox of its own."""
    given = {
        "name": f"Trường Mầm non {code}",
        "kind": UnitKind.PRESCHOOL,
        "parent": "PGD",
        "email": f"{code.casefold()}@truong.example",
        **columns,
    }
    return Unit(code=code, **given)


def a_roster(schools: int = 3) -> tuple[Unit, ...]:
    """The province, the office under it, and so many preschools under the office."""
    province = a_unit("SGD", name="Sở Mẫu", kind=UnitKind.PROVINCE, parent=None, email="so@so.example")
    office = a_unit(
        "PGD",
        name=SENDER.name,
        kind=UnitKind.DEPARTMENT,
        parent="SGD",
        email=SENDER.address,
        head_name="Trưởng phòng mẫu",
        head_email="truongphong@phong.example",
        officer_name="Chuyên viên mẫu",
        officer_email="chuyenvien@phong.example",
    )
    return (province, office, *(a_unit(f"MN{number:02}") for number in range(1, schools + 1)))


def a_plan(overrides: str = "") -> str:
    """The real plan as TOML with some of it said otherwise, also in TOML.

    A milestone is found by its ``id`` and only the keys that are given change; a ladder replaces the whole one.
    """
    plan, said = tomllib.loads(PLAN_TEXT), tomllib.loads(overrides)
    changed = {milestone["id"]: milestone for milestone in said.pop("milestones", [])}
    plan["milestones"] = [milestone | changed.pop(milestone["id"], {}) for milestone in plan["milestones"]]
    assert not changed, f"the plan has no milestone {sorted(changed)}"
    return _as_toml(plan | said)


def a_desk(
    database_url: str,
    workspace: Path,
    *,
    today: date = FIRST_DAY,
    login: str = ADMIN,
    composer: desks.LetterComposer | None = None,
    settings: str = "mail.weekly_digest = false",
) -> Desk:
    """A desk in the morning of ``today``; ``login`` is an administrator. ``settings`` is the workspace's cycle.toml.

    Officers are told their week only where a test asks for it.

    Its database stays open until ``close_desks``, which tests/integration does after every test.
    """
    (workspace / FILE_NAME).write_text(settings, "utf-8")
    database = close_later(Database(database_url))
    writer = composer or LetterComposer()
    with database.write() as transaction:
        add_officer(transaction, Officer(login, Role.ADMIN, ""))
    return Desk(
        workspace=workspace,
        settings=read_settings(workspace, {"CYCLE_DATABASE_URL": database_url}),
        database=database,
        clock=Clock(set_to=morning_of(today)),
        login=login,
        composer=lambda _sender: writer,
    )


def close_later(database: Database) -> Database:
    """Let ``close_desks`` close this one too."""
    _OPEN.append(database)
    return database


def close_desks() -> None:
    """Close the databases of all desks there were."""
    while _OPEN:
        _OPEN.pop().dispose()


def a_composer() -> desks.LetterComposer:
    """The program's own composer, for tests about real letters."""
    from notifications.composing import Composer

    return Composer(SENDER)


def on(desk: Desk, when: date | datetime) -> Desk:
    """The same desk in the morning of another day, or at another moment."""
    moved = copy(desk)
    moved.clock = Clock(set_to=when if isinstance(when, datetime) else morning_of(when))
    return moved


def by(desk: Desk, login: str, *roles: Role, unit: str = "", behalf: str = "") -> Desk:
    """The same desk with somebody else at it, who is given these roles first."""
    with desk.database.write() as transaction:
        for role in roles:
            add_officer(transaction, Officer(login, role, unit))
    other = copy(desk)
    other.login, other.behalf = login, behalf
    return other


def with_composer(desk: Desk, composer: desks.LetterComposer) -> Desk:
    """The same desk with another composer."""
    other = copy(desk)
    other.composer = lambda _sender: composer
    return other


def keep_roster(desk: Desk, units: Sequence[Unit]) -> None:
    """Put these units into the empty roster, as of the desk's day."""
    with desk.database.write() as transaction:
        changes = RosterChanges(added=tuple(units))
        apply_roster(transaction, changes, day=desk.today, actor=desk.login, recorded_at=desk.clock.now())


def open_sample_cycle(desk: Desk, *, schools: int = 3, plan: str = "", roster: Sequence[Unit] = ()) -> OpenCycle:
    """Keep a roster and open the real plan, or as ``plan`` (overrides in TOML) has it."""
    keep_roster(desk, roster or a_roster(schools))
    file = desk.workspace / "plan.toml"
    file.write_text(a_plan(plan), "utf-8")
    open_plan(desk, str(file))
    return cycle_of(desk)


def cycle_of(desk: Desk) -> OpenCycle:
    """The cycle at work."""
    with desk.database.read() as rows:
        return desk.cycle(rows)


def case_of(desk: Desk, unit: str) -> StoredCase:
    """A unit's case with its papers, as it is kept now."""
    with desk.database.read() as rows:
        return find_case(rows, desk.cycle(rows), unit)


def a_request(desk: Desk, unit: str, transition: str, **given: Any) -> ActRequest:
    """Ask for a transition with everything it needs; what is given has the last word."""
    step = find_step(desk, unit, transition)
    return ActRequest(**{"unit": unit, "transition": transition, **_needs_of(desk, step), **given})


def advance(desk: Desk, unit: str, *transitions: str, **given: Any) -> ActsDone:
    """Make transitions one after another, each with everything it needs; return what the last one did."""
    for transition in transitions[:-1]:
        perform(desk, [a_request(desk, unit, transition, **given)])
    return perform(desk, [a_request(desk, unit, transitions[-1], **given)])


def find_step(desk: Desk, unit: str, transition: str) -> Transition:
    """A transition of the unit's track."""
    track = cycle_of(desk).workflow.track(case_of(desk, unit).track)
    return next(step for step in track.transitions if step.id == transition)


def a_paper(desk: Desk, name: str = "van-ban.txt", content: str = "") -> str:
    """The path of a file to hand in, made for it."""
    folder = desk.workspace / "papers"
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(content or f"Bản mẫu: {name}\n", "utf-8")
    return str(file)


def everything(database: Database) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """All rows of all tables, to see that nothing at all has changed, or what has."""
    from cycle_engine.store.schema import METADATA

    with database.read_any_revision() as rows:
        return {
            table.name: [
                dict(row)
                for row in rows.rows(
                    f"SELECT * FROM {table.name} ORDER BY {', '.join(c.name for c in table.primary_key)}"  # noqa: S608
                )
            ]
            for table in METADATA.sorted_tables
        }


def _needs_of(desk: Desk, step: Transition) -> Mapping[str, object]:
    forms = {product.id: product.form for product in cycle_of(desk).workflow.products}
    papers = [
        (kind, f"https://truong.example/{kind}" if forms[kind] is ProductForm.LINK else a_paper(desk, f"{kind}.txt"))
        for kind in step.products
    ]
    guards = {call.name for call in step.guards}
    needs: dict[str, object] = {"documents": tuple(papers)}
    if step.level:
        needs["level"] = 2
    if "has_reason" in guards:
        needs["reason"] = "lý do mẫu"
    return needs


def _note(message_id: str, recipient: Contact, said: str) -> ComposedLetter:
    lines = (f"Message-ID: {message_id}", f"To: {recipient.address}", f"Subject: {said}", "", said, "")
    return ComposedLetter(said, "\r\n".join(lines).encode())


def _as_toml(table: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in table.items() if not _is_tables(value)]
    for key, value in table.items():
        for item in value if _is_tables(value) else ():
            lines += ["", f"[[{key}]]", *(f"{name} = {_value(inner)}" for name, inner in item.items())]
    return "\n".join([*lines, ""])


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
