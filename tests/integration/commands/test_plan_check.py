"""Every code of the plan check as it is met on the command line: what is wrong, where, what to do, and the exit status.

A plan file names its workflow, so ``other_workflow`` cannot be met there; what the reader refuses is told as a refusal.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command_line import cycle
from tests.definition_files import PLAN_TEXT, replaced
from tests.plan_defects import finding_codes

LADDER = PLAN_TEXT.index("[[ladder]]")
LAST = PLAN_TEXT.index('[[milestones]]\nid = "II.4"')


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What the plan says instead, what becomes of the office, and where which words are found."""

    code: str
    where: str
    says: str
    cure: str
    spoil: str = ""
    by: str = ""
    office: tuple[tuple[str, ...], ...] = ()
    status: int = 0


NO_HEAD = (("contact", "set", "PGD", "head", "--vacant"),)
NO_HEAD_LATER = (("contact", "set", "PGD", "head", "--vacant", "--since", "2025-03-03"),)
DUE, OPENS = "due = 2024-11-30", "opens = 2025-02-01\ndue = 2025-02-28"

SPOILT = [
    Spoilt("id_twice", "milestones", "“II.1” comes twice", "an id of its own", 'id = "II.2"', 'id = "II.1"', status=1),
    Spoilt("not_a_school_year", "school_year", "no school year", "as 2024-2025", "2024-2025", "2024-2026", status=1),
    Spoilt("unknown_track", "milestones[8].track", "no track “schools”", "“school”",
           'id = "II.4"\ntrack = "school"', 'id = "II.4"\ntrack = "schools"', status=1),
    Spoilt("unknown_product", "milestones[7].products", "no product “certificat”", "“certificate”",
           '["certificate"]', '["certificat"]', status=1),
    Spoilt("unknown_step", "milestones[5].completes", "no transition “aprove”", "“approve”",
           '"approve"', '"aprove"', status=1),
    Spoilt("milestone_moves_nothing", "milestones[1]", "completes no transition", "issue_plan",
           'completes = "issue_plan"\n', ""),
    Spoilt("milestone_without_due", "milestones[1]", "no last day", "last day of I.1", f"{DUE}\n", ""),
    Spoilt("due_before_opens", "milestones[6].due", "before it opens", "opens or the due of II.2",
           OPENS, "opens = 2025-03-03\ndue = 2025-02-28", status=1),
    Spoilt("outside_school_year", "milestones[1].due", "outside the school year", "the year of that day",
           DUE, "due = 2024-08-30", status=1),
    Spoilt("due_before_needed", "milestones[8].due", "before I.4 which it needs", "31/05/2025 or later",
           'due = 2025-05-31\nproducts = ["pub', 'due = 2025-05-23\nproducts = ["pub', status=1),
    Spoilt("after_self_assessment_date", "milestones[6].due", "Ministry's last day for self-assessments, 31/05/2025",
           "let II.2 be due by 31/05/2025", "due = 2025-02-28", "due = 2025-06-02", status=1),
    Spoilt("after_recognition_date", "milestones[8].due", "recognition and publication, 20/06/2025",
           "let II.4 be due by 20/06/2025",
           'due = 2025-05-31\nproducts = ["pub', 'due = 2025-06-23\nproducts = ["pub'),
    Spoilt("ladder_empty", "ladder", "no rung of reminders", "[[ladder]]", PLAN_TEXT[LADDER:], "", status=1),
    Spoilt("ladder_too_late", "ladder", "no rung reminds", "negative offset",
           'to = "owner"\ntemplate = "reminder"', 'to = "head"\ntemplate = "reminder"', status=1),
    Spoilt("rung_twice", "ladder[7]", "comes twice", "take one of the rungs", "offset = 3\n", "offset = 5\n", status=1),
    Spoilt("unknown_template", "ladder[5].template", "no letter “overdu”", "“overdue”",
           '"overdue"', '"overdu"', status=1),
    Spoilt("rung_on_wrong_side", "ladder[4].template", "is not true 0 days", "due_today",
           '"due_today"', '"overdue"', status=1),
    Spoilt("beyond_calendar", "milestones[8].due", "does not know 30/05/2035", "the year of 30/05/2035",
           'due = 2025-05-31\nproducts = ["pub', 'due = 2035-05-30\nproducts = ["pub', status=1),
    Spoilt("due_at_weekend", "milestones[1].due", "at a weekend", "be due on 29/11/2024 or 02/12/2024"),
    Spoilt("due_in_holiday", "milestones[2].due, milestones[5].due", "inside a holiday (Mùng ba Tết",
           "be due on 24/01/2025 or 03/02/2025"),
    Spoilt("due_on_disputed_day", "milestones[1].due", "may yet become a day off", "calendar file",
           DUE, "due = 2024-11-29"),
    Spoilt("window_too_short", "milestones[6]", "only 3 working days", "at least 5 working days",
           OPENS, "opens = 2025-02-26\ndue = 2025-02-28"),
    Spoilt("window_after_issue_too_short", "milestones[1]", "from the plan's issue on 26/11/2024", "after the plan was",
           "issued = 2024-11-22", "issued = 2024-11-26"),
    Spoilt("year_unconfirmed", "school_year", "days off of 2027", "add 2027",
           'due = 2025-05-31\nproducts = ["pub', 'due = 2027-05-28\nproducts = ["pub', status=1),
    Spoilt("superior_missing", "ladder[8]", "PGD has no superior", "cycle school move PGD",
           office=(("school", "import", "roster.csv", "--apply"),)),
    Spoilt("post_empty", "ladder[6], ladder[7], ladder[8]", "PGD: ", "cycle contact set UNIT POST", office=NO_HEAD),
    Spoilt("post_empty_from", "ladder[6], ladder[7], ladder[8]", "from 03/03/2025 on", "--since 03/03/2025",
           office=NO_HEAD_LATER),
    Spoilt("too_many_notices", "ladder", "would hear of 26 things", "most_notices above 26"),
    Spoilt("stage_unreminded", "milestones", "reminds of anything in the stage", "a due, or add one",
           PLAN_TEXT[LAST:LADDER], ""),
    Spoilt("reminders_before_issue", "milestones[1].due", "before the plan was issued on 28/11/2024",
           "offset = -1", "issued = 2024-11-22", "issued = 2024-11-28"),
]  # fmt: skip


def test_every_code_but_one_is_met_on_the_command_line() -> None:
    assert {one.code for one in SPOILT} | {"other_workflow"} == finding_codes("plan_*checks.py", "findings.py")


@pytest.mark.parametrize("one", SPOILT, ids=lambda one: one.code)
def test_a_finding_says_where_what_and_what_to_do(workspace: Path, one: Spoilt) -> None:
    _spoil(workspace, one)
    plan = str(workspace / "plan.toml")
    shown = cycle(workspace, "--as-of", "2024-11-25", "plan", "check", plan)
    assert shown.status == one.status
    told = shown.out + shown.err
    assert one.where in told
    assert one.says in told
    assert one.cure in told
    answer = cycle(workspace, "--json", "--as-of", "2024-11-25", "plan", "check", plan)
    assert answer.status == one.status
    found = _entries(answer.out)
    assert any(one.where == where and one.says in message and one.cure in hint for where, message, hint in found)


def _spoil(workspace: Path, one: Spoilt) -> None:
    (workspace / "plan.toml").write_text(replaced(PLAN_TEXT, one.spoil, one.by), "utf-8")
    if one.code == "too_many_notices":
        settings = workspace / "cycle.toml"
        settings.write_text(replaced(settings.read_text("utf-8"), "[mail]\n", "[mail]\nmost_notices = 24\n"), "utf-8")
    if one.code == "due_on_disputed_day":
        own = workspace / "config" / "calendars" / "own.toml"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text('[[disputed]]\nday = 2024-11-29\nname = "Ngày mẫu"\nsource = "mẫu"\n', "utf-8")
    roster = (workspace / "sample-roster.csv").read_text("utf-8-sig")
    (workspace / "roster.csv").write_text(replaced(roster, "phòng GDĐT;SGD;", "phòng GDĐT;;"), "utf-8-sig")
    for words in one.office:
        paths = (str(workspace / word) if word.endswith(".csv") else word for word in words)
        answer = cycle(workspace, "--as-of", "2024-11-25", *paths)
        assert answer.status == 0, answer.err


def _entries(out: str) -> list[tuple[str, str, str]]:
    """What was found or refused, each with its place and its cure; a refusal lists the cures apart."""
    answers = [json.loads(line) for line in out.splitlines() if line.startswith("{")] or [json.loads(out)]
    found = [(f["where"], f["message"], f["hint"]) for answer in answers for f in answer.get("findings", ())]
    for answer in answers:
        if error := answer.get("error"):
            hints = " ".join(error["hints"])
            found += [(p["where"], p["message"], hints) for p in error["details"]["problems"]]
    return found
