"""A plan amended only in how it counts lateness: letters that wait say what holds by it."""

from datetime import date
from pathlib import Path

from cycle_engine.domain.milestones import MilestoneState
from cycle_engine.domain.notices import LetterState
from cycle_engine.services.amending import amend
from cycle_engine.services.desk import Desk
from cycle_engine.services.mailing import list_letters
from cycle_engine.services.ticking import tick
from cycle_engine.store.notices import queued_notices
from tests.builders import a_desk, a_plan, on, open_sample_cycle

OPENED, AFTER_TET = date(2024, 11, 25), date(2025, 2, 3)
REVISED = 'number = "80/KH-PGDĐT"\nissued = 2025-01-20\nlate_policy = "next_working_day"'


def waiting_for(desk: Desk, unit: str) -> list[str]:
    """The letters that say something of a unit and have not gone."""
    queued = [letter.id for letter in list_letters(desk, state=LetterState.QUEUED)]
    with desk.database.read() as rows:
        said = [notice for notices in queued_notices(rows, queued).values() for notice in notices]
    return [notice.template for notice in said if notice.unit == unit and not notice.is_copy]


def test_promise_8_nobody_is_called_late_who_is_not_by_the_revised_plan(database_url: str, tmp_path: Path) -> None:
    """31/01/2025 lies in Tết: late on 03/02 where days off count, in time where the next working day does."""
    desk = a_desk(database_url, tmp_path, today=OPENED)
    open_sample_cycle(desk, schools=1, plan='late_policy = "none"')
    day = on(desk, AFTER_TET)
    tick(day)
    assert waiting_for(day, "MN01") == ["overdue"]
    (tmp_path / "revised.toml").write_text(a_plan(REVISED), "utf-8")
    amended = amend(day, str(tmp_path / "revised.toml"), apply_it=True)
    assert [one.after and one.after.state for one in amended.lateness if one.case.unit == "MN01"] == [
        MilestoneState.OPEN
    ]
    assert waiting_for(day, "MN01") == []
    tick(day)
    assert "overdue" not in waiting_for(day, "MN01")
