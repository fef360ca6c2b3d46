"""``cycle score``: the scores of each side, entered by hand or on a form, shown side by side, explained."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeVar

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.score_tables import explanation_as_json, scores_as_json, show_explanation, show_sides
from cycle_engine.commands.speaking import LazyGroup, argument, command, option
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.scoring import GroupTotal, ScoreEntry, ScoreSheet
from cycle_engine.errors import OperationRefused, UsageProblem
from cycle_engine.formatting import parse_decimal, search_key
from cycle_engine.messages import say, text
from cycle_engine.services.score_views import show_scores
from cycle_engine.services.scoring import Recorded, ScoreRequest, record_many

TABLE: Final = {
    "enter": "cycle_engine.commands.score:enter",
    "show": "cycle_engine.commands.score:show_",
    "explain": "cycle_engine.commands.score:explain",
    "form": "cycle_engine.commands.score_form:form",
    "import": "cycle_engine.commands.score_form:import_",
}
"""The commands of the group; the forms have a module of their own."""

KIND: Final = click.Choice([kind.value for kind in LevelKind])
_WORDS: Final[Mapping[str, bool]] = {"co": True, "yes": True, "dat": True, "khong": False, "no": False}

_Value = TypeVar("_Value")

score = LazyGroup("score", table=TABLE, prefix="score_", help="score")


@command("score_enter", "enter")
@argument("unit")
@argument("kind", type=KIND)
@option("--points", multiple=True, metavar="CODE=POINTS,…", help="score_points")
@option("--group", "totals", multiple=True, metavar="GROUP=POINTS", help="score_group")
@option("--level", type=int, help="level")
@option("--number", default="", help="number")
@option("--dated", type=DAY, help="dated")
@option("--note", default="", help="note")
@option("--seen", type=int, help="seen")
@option("--replace", is_flag=True, help="score_replace")
@click.pass_obj
def enter(  # noqa: PLR0917 - click hands options over by keyword
    asked: Asked,
    unit: str,
    kind: str,
    points: tuple[str, ...],
    totals: tuple[str, ...],
    level: int | None,
    number: str,
    dated: date | None,
    note: str,
    seen: int | None,
    *,
    replace: bool,
) -> None:
    """Enter one side's scores."""
    sheet = ScoreSheet(
        kind=LevelKind(kind),
        entries=tuple(_pairs(points, _entry)),
        group_totals=tuple(_pairs(totals, _total)),
        level=level,
        number=number.strip(),
        dated=dated,
    )
    if not (sheet.entries or sheet.group_totals or level is not None):
        raise UsageProblem("score_nothing_given", hints=[text("errors.score_nothing_given_hint")], unit=unit)
    request = ScoreRequest(unit, sheet, seen, on_top=not replace, note=note.strip())
    _tell(asked, record_many(open_desk(asked, writes=True), [request])[0])


@command("score_show", "show")
@argument("unit")
@click.pass_obj
def show_(asked: Asked, unit: str) -> None:
    """Show the three sides beside each other."""
    shown = show_scores(open_desk(asked), unit)
    if asked.json:
        show_json(scores_as_json(shown))
    else:
        show_sides(shown)


@command("score_explain", "explain")
@argument("unit")
@option("--kind", type=KIND, help="score_kind")
@click.pass_obj
def explain(asked: Asked, unit: str, kind: str | None) -> None:
    """Say why scores come to their level."""
    shown = show_scores(open_desk(asked), unit)
    wanted = [LevelKind(kind)] if kind else [one for one in LevelKind if one in shown.sides] or [LevelKind.SELF]
    if missing := [one for one in wanted if one not in shown.sides]:
        name = text(f"terms.scores_{missing[0].value}")
        hint = text("errors.scores_missing_hint", unit=unit, kind=missing[0].value)
        raise OperationRefused("scores_missing", hints=[hint], unit=unit, kind=name)
    sides = [shown.sides[one] for one in wanted]
    if asked.json:
        show_json({"unit": shown.unit, "sides": {side.kind.value: explanation_as_json(side) for side in sides}})
        return
    for side in sides:
        show_explanation(shown, side)


def _tell(asked: Asked, recorded: Recorded) -> None:
    kind = recorded.sheet.kind
    level = recorded.verdict.level
    if asked.json:
        facts = {"unit": recorded.unit, "kind": kind.value, "changed": recorded.is_changed, "seq": recorded.seq}
        show_json({**facts, "level": level, "unanswered": list(recorded.verdict.unanswered)})
        return
    name = text(f"terms.scores_{kind.value}")
    key = "scores.entered" if recorded.is_changed else "scores.unchanged"
    show_text(key, unit=recorded.unit, name=recorded.name, kind=name)
    show(say("scores.level_is", level=level) if level else say("scores.no_level"))
    show_text("scores.explain_hint", unit=recorded.unit, kind=kind.value)


def _pairs(given: tuple[str, ...], read: Callable[[str, str], _Value]) -> list[_Value]:
    """Read ``1.3.1=6,5,1.3.2=4``: a comma parts two pairs where a code and ``=`` follow, else it is a decimal's."""
    found = []
    for written in given:
        pieces: list[str] = []
        for piece in written.replace(";", ",").split(","):
            if "=" in piece or not pieces:
                pieces.append(piece)
            else:
                pieces[-1] = f"{pieces[-1]},{piece}"
        for pair in pieces:
            name, separator, value = pair.partition("=")
            if not (name.strip() and separator and value.strip()):
                raise UsageProblem("score_given_badly", hints=[text("errors.score_given_badly_hint")], value=pair)
            found.append(read(name.strip(), value.strip()))
    return found


def _entry(code: str, value: str) -> ScoreEntry:
    if (met := _WORDS.get(search_key(value))) is not None:
        return ScoreEntry(code, met=met)
    points = parse_decimal(value)
    if points is None:
        raise UsageProblem("score_no_answer", hints=[text("errors.score_no_answer_hint")], code=code, value=value)
    return ScoreEntry(code, points=points)


def _total(group: str, value: str) -> GroupTotal:
    points = parse_decimal(value)
    if points is None:
        raise UsageProblem("score_no_answer", hints=[text("errors.score_no_answer_hint")], code=group, value=value)
    return GroupTotal(group, points)
