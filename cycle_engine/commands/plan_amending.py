"""``cycle plan amend``: a revised plan in the place of the one in use, shown before it is put there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.amendment_json import amended_as_json, rung_word
from cycle_engine.commands.findings import show_findings
from cycle_engine.commands.output import cell_text, show, show_json, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.domain.amendments import ChangedLateness, MovedDeadline
from cycle_engine.domain.definition import Plan, Rung
from cycle_engine.domain.milestones import Deadline, MilestoneStanding, MilestoneState
from cycle_engine.domain.plan_changes import FieldChange, PlanChanges
from cycle_engine.messages import say
from cycle_engine.services import amending
from cycle_engine.services.amending import Amended

SHOWN: Final = 8
"""How many units are named before the rest is counted; ``-v`` names all."""


@command("plan_amend", "amend")
@argument("file")
@option("--apply", "apply_it", is_flag=True, help="apply")
@click.pass_obj
def amend(asked: Asked, file: str, *, apply_it: bool) -> None:
    """Put a revised plan in the place of the one in use."""
    amended = amending.amend(open_desk(asked, writes=True), file, apply_it=apply_it)
    if asked.json:
        show_json({**amended_as_json(amended), "applied": apply_it})
        return
    most = None if asked.verbose else SHOWN
    _show_plan_changes(amended.before, amended.plan, amended.changes)
    show_findings(amended.findings)
    _show_moved(amended.moved, most)
    for one in amended.lateness:
        show(_late_line(one))
    for kept in amended.extensions:
        facts = {"unit": kept.unit, "milestone": kept.milestone, "own": kept.own, "holds": cell_text(kept.holds)}
        show_text("amending.extension_kept", **facts)
    _show_letters(amended, most)
    show_text("amending.applied" if apply_it else "amending.apply_to_act", number=amended.number)


def _show_plan_changes(before: Plan, after: Plan, changes: PlanChanges) -> None:
    show_text("amending.head", before=before.number, after=after.number, issued=after.issued)
    if changes.fields:
        show("~ " + _fields(changes.fields))
    for one in changes.added:
        show_text("amending.added", milestone=one.id, title=one.title, due=cell_text(one.due))
    for one in changes.removed:
        show_text("amending.removed_row", milestone=one.id, title=one.title)
    for change in changes.changed:
        show_text("amending.changed", milestone=change.milestone.id, fields=_fields(change.fields))
    if changes.ladder:
        removed, added = map(_rungs, (changes.ladder.removed, changes.ladder.added))
        show_text("amending.ladder", removed=removed, added=added)


def _show_moved(moved: Sequence[MovedDeadline], most: int | None) -> None:
    """Say which deadlines move, one line for all units of the same move."""
    if not moved:
        show_text("amending.nothing_moves")
    groups: dict[tuple[str, str, Deadline | None, Deadline | None], list[str]] = defaultdict(list)
    for one in moved:
        groups[one.milestone, one.title, one.before, one.after].append(one.case.unit)
    for (milestone, title, before, after), units in groups.items():
        facts = {"milestone": milestone, "title": title, "count": len(units), "units": _named(units, most)}
        was = before.counts_from if before else say("amending.deadline_was_none")
        if after is None:
            show_text("amending.moved_away", before=was, **facts)
        else:
            dates = {"after": after.counts_from, "remind_by": after.remind_by, "late_after": after.late_after}
            show_text("amending.moved", before=was, **dates, **facts)


def _late_line(one: ChangedLateness) -> str:
    words = {"before": _how(one.before), "after": _how(one.after)}
    return say("amending.lateness", unit=one.case.unit, milestone=one.milestone, **words)


def _show_letters(amended: Amended, most: int | None) -> None:
    if amended.wrong:
        show_text("amending.wrong_head", count=len(amended.wrong))
    for one in amended.wrong[:most]:
        facts = {
            "letter": one.letter.id,
            "day": one.letter.day,
            "recipient": one.letter.recipient,
            "unit": one.case.unit,
        }
        holds = one.holds or say("amending.deadline_none")
        show_text("amending.wrong", milestone=one.milestone, said=one.said, holds=holds, **facts)
    if most and len(amended.wrong) > most:
        show("…")
    cancelled, rewritten = amended.letters_cancelled, amended.letters_rewritten
    show_text("amending.taken_back", cancelled=cancelled, rewritten=rewritten)
    boxes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for correction in amended.corrections:
        box = correction.mailbox or say("amending.no_mailbox")
        boxes[box, correction.announcement.template].append(correction.announcement.unit)
    if boxes:
        show_text("amending.told_next", count=len({box for box, _ in boxes}))
    for (box, template), units in list(boxes.items())[:most]:
        word = say(f"amending.letter_{template}")
        show("  " + say("amending.correction", word=word, mailbox=box, units=_named(units, most)))
    if most and len(boxes) > most:
        show("  …")


def _named(units: Sequence[str], most: int | None) -> str:
    shown = ", ".join(units[:most])
    if most is None or len(units) <= most:
        return shown
    return f"{shown} {say('amending.and_more', count=len(units) - most)}"


def _fields(changes: Iterable[FieldChange]) -> str:
    return "; ".join(
        say("amending.field", name=change.name, before=_value(change.before), after=_value(change.after))
        for change in changes
    )


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    return cell_text(value)


def _rungs(rungs: Sequence[Rung]) -> str:
    return ", ".join(map(rung_word, rungs)) or "-"


def _how(standing: MilestoneStanding | None) -> str:
    if standing is None:
        return "-"
    if standing.days_late:
        name = "late_by" if standing.state is MilestoneState.LATE else "done_late"
        return say(f"output.{name}", days=standing.days_late)
    return say(f"terms.state_{standing.state.value}")
