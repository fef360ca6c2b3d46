"""``cycle demo``: the real plan's school year, rehearsed with 25 sample preschools.

It types what people would type: every step is a command line run by the program's own root command, with the clock
stepped by ``--as-of``.
"""

import dataclasses
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import date
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from cycle_engine.app import Asked, in_rehearsal, open_desk
from cycle_engine.commands.demo_year import CUT_OFF_DAY, FIRST_DAY, LAST_DAY, OFF_FROM, OFF_UNTIL, Step, days, story
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import current_language, say, text
from cycle_engine.resources import shipped
from cycle_engine.services.workspaces import SAMPLE_ROSTER
from cycle_engine.settings import FILE_NAME

SITE: Final = "trang-ket-qua"
"""The rehearsal's folder of public results."""


class Rehearsal:
    """A workspace in which command lines are typed, day by day, and what they answered counted."""

    def __init__(self, root: click.Command, workspace: Path) -> None:
        self.workspace = workspace
        self.reported: set[str] = set()
        self.acts = 0
        self.letters = 0
        self._root = root

    def type(self, *arguments: str, day: date | None = None) -> dict[str, object]:
        """Run one command line with ``--json`` and give its answer."""
        when = ["--as-of", day.isoformat()] if day else []
        lang = ["--lang", current_language().value]  # else the workspace's own language would be spoken from here on
        whole = ["--workspace", str(self.workspace), "--json", *lang, *when, *arguments]
        with redirect_stdout(StringIO()) as said:
            self._root.main(whole, prog_name="cycle", standalone_mode=False)
        answer: dict[str, object] = json.loads(said.getvalue() or "{}")
        return answer

    def live(self, day: date, steps: Sequence[Step]) -> None:
        """Live through a day: what the daemon does in the morning, then what people do."""
        ticked = self.type("tick", day=day)
        sent = int(str(ticked["queued"]))
        period = f"{day:%Y-%m}"
        is_over = FIRST_DAY < day.replace(day=CUT_OFF_DAY) < day
        if is_over and not ticked["quiet"] and period not in self.reported:
            sent += bool(self.type("report", "monthly", "--send", day=day)["letter"])
            self.reported.add(period)
        if sent:
            self.letters += sent
            self.type("mail", "deliver", day=day)
        for step in steps:
            self.type(*step.arguments, day=day)
        self.acts += len(steps)


@command("demo")
@argument("folder", type=click.Path(path_type=Path, file_okay=False), default="demo")
@option("--replace", is_flag=True, help="demo_replace")
@click.pass_obj
def demo(asked: Asked, folder: Path, *, replace: bool) -> None:
    """Rehearse the real plan's school year."""
    _make_room(asked, folder, replace=replace)
    rehearsal = Rehearsal(click.get_current_context().find_root().command, folder)
    for line in _rehearse(rehearsal):
        if not asked.json:
            show(line)
    made = _files(rehearsal)
    if asked.json:
        show_json({"workspace": str(folder), "letters": rehearsal.letters, "files": made})
        return
    _summarise(rehearsal, made)


def _rehearse(rehearsal: Rehearsal) -> Iterator[str]:
    """Play the year, telling it month by month."""
    rehearsal.type("init", str(rehearsal.workspace), "--rehearsal")
    with _without_boards(rehearsal.workspace / FILE_NAME):
        yield from _play(rehearsal)


@contextmanager
def _without_boards(settings: Path) -> Iterator[None]:
    """Let the ticks of a year pass without a page after each: drawing them would take longer than all the rest."""
    own = settings.read_text("utf-8")
    settings.write_text(f"{own}\n[schedule]\nrebuild_board = false\n", "utf-8")
    yield
    settings.write_text(own, "utf-8")


def _play(rehearsal: Rehearsal) -> Iterator[str]:
    roster = rehearsal.workspace / SAMPLE_ROSTER
    rehearsal.type("school", "import", str(roster), "--apply", day=FIRST_DAY)
    document = shipped("workflows") / "plans" / "sources" / "ke-hoach-74-KH-GDDT.txt"
    plan = rehearsal.workspace / "ke-hoach-74.toml"
    read = rehearsal.type("plan", "read", str(document), "-o", str(plan))
    milestones = read["milestones"]
    yield str(text("demo.read", number=read["number"], count=len(milestones) if isinstance(milestones, list) else 0))
    opened = rehearsal.type("open", str(plan), day=FIRST_DAY)
    yield str(text("demo.opened", schools=opened["schools"], day=FIRST_DAY))
    steps = story(rehearsal.workspace / "papers")
    for month, in_month in groupby(days(), key=lambda day: (day.year, day.month)):
        before, acts = rehearsal.letters, rehearsal.acts
        for day in in_month:
            rehearsal.live(day, [step for step in steps if step.day == day])
        counts = {"letters": rehearsal.letters - before, "acts": rehearsal.acts - acts}
        yield "  " + say("demo.month", month=f"{month[1]:02}/{month[0]}", **counts)
        if month == (OFF_FROM.year, OFF_FROM.month):
            yield "  " + say("demo.machine_off", first=OFF_FROM, until=OFF_UNTIL)


def _files(rehearsal: Rehearsal) -> dict[str, str]:
    """Write what can be opened at the end, and name where it is."""
    built = rehearsal.type("site", "build", str(rehearsal.workspace / SITE), day=LAST_DAY)
    listed = rehearsal.type("mail", "list")["letters"]
    letters = listed if isinstance(listed, list) else []
    previews = [rehearsal.type("mail", "preview", str(letter["id"]))["file"] for letter in letters[:1] + letters[-1:]]
    return {
        "letters": str(rehearsal.workspace / "mail"),
        "preview": str(previews[0]) if previews else "",
        "reports": str(rehearsal.workspace / "reports"),
        "board": str(built["board"]),
        "site": str(rehearsal.workspace / SITE / "index.html"),
    }


def _summarise(rehearsal: Rehearsal, made: dict[str, str]) -> None:
    board = rehearsal.type("status", day=LAST_DAY)
    cases = board["cases"]
    stages = Counter(str(case["stage_label"]) for case in cases) if isinstance(cases, list) else Counter()
    audit = rehearsal.type("audit", "verify")
    show()
    show_text("demo.end", day=LAST_DAY, stages=[f"{stage}: {count}" for stage, count in sorted(stages.items())])
    show_text("demo.letters", count=rehearsal.letters)
    show_text("demo.audit", events=audit["events"], fingerprint=str(audit["fingerprint"])[:16])
    show()
    show_text("demo.look")
    for what, where in made.items():
        show("  " + say(f"demo.look_{what}", where=where))
    show_text("demo.try", workspace=str(rehearsal.workspace))


def _make_room(asked: Asked, folder: Path, *, replace: bool) -> None:
    """Refuse a folder that holds something; an old rehearsal may be replaced, nothing else ever is."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    is_workspace = (folder / FILE_NAME).is_file()
    if not (replace and is_workspace and in_rehearsal(open_desk(dataclasses.replace(asked, workspace=folder)))):
        raise OperationRefused("demo_exists", hints=[text("errors.demo_exists_hint")], folder=str(folder))
    shutil.rmtree(folder)
