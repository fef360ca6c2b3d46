"""Scores as tables for people and as JSON for programs: points are text there, exact to the last digit."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cycle_engine.commands.output import show, show_table, show_text
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Criterion, Group
from cycle_engine.domain.level_reasons import reasons_for, warnings_for
from cycle_engine.domain.levels import GroupVerdict, Verdict
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.messages import say, spoken_number, text
from cycle_engine.services.score_views import ShownScores, SideScores

_Points = Mapping[LevelKind, Decimal | None]


def show_sides(shown: ShownScores) -> None:
    """Print the three sides beside each other, with what differs, and who entered them when on which paper."""
    show(f"{shown.unit} {shown.name}")
    known = shown.indicators
    if known.id:
        show_text("scores.set_line", id=known.id, version=known.version, title=known.title)
    else:
        show_text("scores.set_line_none")
    headings = [say("output.code"), say("scores.criterion"), say("scores.maximum")]
    headings += [say(f"scores.column_{kind.value}") for kind in LevelKind]
    headings += [say("scores.difference"), say("scores.difference_recognized")]
    show_table(headings, list(_rows(shown)))
    for side in shown.sides.values():
        show(_who(side))


def show_explanation(shown: ShownScores, side: SideScores) -> None:
    """Print why one side's scores come to their level."""
    verdict = side.verdict
    show(f"{shown.unit} {shown.name}: {say(f'terms.scores_{side.kind.value}')}")
    for step in reasons_for(verdict):
        show(f"  - {step}")
    for warning in warnings_for(verdict):
        show(f"  {say('output.warning')} {warning}")
    show(say("scores.level_is", level=verdict.level) if verdict.level else say("scores.no_level"))


def scores_as_json(shown: ShownScores) -> dict[str, object]:
    """Give the three sides as programs read them."""
    known = shown.indicators
    return {
        "unit": shown.unit,
        "name": shown.name,
        "stage": shown.stage,
        "set": {"id": known.id, "version": known.version, "status": known.status.value} if known.id else None,
        "levels": {kind.value: shown.levels.get(kind) for kind in LevelKind},
        "sides": {kind.value: _side_as_json(side) for kind, side in shown.sides.items()},
        "groups": [_group_as_json(shown, group) for group in shown.groups()],
        "criteria": [_criterion_as_json(shown, criterion) for criterion in known.criteria],
    }


def explanation_as_json(side: SideScores) -> dict[str, object]:
    """Give a verdict with its reasons."""
    verdict = side.verdict
    return {
        **_verdict_as_json(verdict),
        "unanswered": list(verdict.unanswered),
        "mandatory_unmet": list(verdict.unmet),
        "groups": [_group_verdict_as_json(group) for group in verdict.groups],
        "steps": [str(step) for step in reasons_for(verdict)],
        "warnings": [str(warning) for warning in warnings_for(verdict)],
    }


def scores_in_words(sheet: ScoreSheet) -> str:
    """Say in a line what a sheet holds: how many answers, the totals, the level by hand, the paper."""
    answers = [say("scores.answers", count=len(sheet.entries))] if sheet.entries else []
    totals = [f"{total.group} {spoken_number(total.points)}" for total in sheet.group_totals]
    level = [say("output.with_level", level=sheet.level)] if sheet.level else []
    said = ", ".join(part for part in (*answers, *totals, *level, sheet.number) if part)
    return f"{say(f'terms.scores_{sheet.kind.value}')}: {said}"


def sheet_as_json(sheet: ScoreSheet) -> dict[str, object]:
    """Give one sheet as an event holds it."""
    return {
        "kind": sheet.kind.value,
        "entries": [
            {"code": e.code, "points": _written(e.points), "met": e.met, "note": e.note or None} for e in sheet.entries
        ],
        "group_totals": {total.group: str(total.points) for total in sheet.group_totals},
        "level": sheet.level,
        "number": sheet.number or None,
        "dated": sheet.dated,
    }


def _rows(shown: ShownScores) -> Iterator[tuple[object, ...]]:
    for group in shown.groups():
        for criterion in group.criteria:
            answers = _answers(shown, criterion)
            maximum = say("indicators.mandatory") if criterion.maximum is None else spoken_number(criterion.maximum)
            said = [_answer(answers.get(kind)) for kind in LevelKind]
            yield (criterion.code, criterion.label, maximum, *said, *_differences(_points_of(answers)))
        points = {kind: shown.points(kind, group) for kind in LevelKind}
        whole = spoken_number(group.maximum) if group.maximum else None
        said = [None if points[kind] is None else spoken_number(points[kind] or Decimal(0)) for kind in LevelKind]
        yield (group.id, say("scores.group_row", group=group.id), whole, *said, *_differences(points))
    levels = [_level(shown, kind) for kind in LevelKind]
    each = {kind: None if level is None else Decimal(level) for kind, level in zip(LevelKind, levels, strict=True)}
    yield (None, say("scores.level_row"), None, *levels, *_differences(each))


def _level(shown: ShownScores, kind: LevelKind) -> int | None:
    """Give the level that the case records, or before it does, what the scores come to."""
    side = shown.sides.get(kind)
    return shown.levels.get(kind) or (side.verdict.level if side else None)


def _differences(points: _Points) -> tuple[str | None, str | None]:
    own, external, recognized = (points.get(kind) for kind in LevelKind)
    return _difference(own, external), _difference(external, recognized)


def _difference(before: Decimal | None, after: Decimal | None) -> str | None:
    if before is None or after is None or before == after:
        return None
    return ("+" if after > before else "-") + spoken_number(abs(after - before))


def _answers(shown: ShownScores, criterion: Criterion) -> dict[LevelKind, ScoreEntry]:
    entries = {kind: side.sheet.find_entry(criterion.code) for kind, side in shown.sides.items()}
    return {kind: entry for kind, entry in entries.items() if entry}


def _points_of(answers: Mapping[LevelKind, ScoreEntry]) -> _Points:
    return {kind: entry.points for kind, entry in answers.items()}


def _answer(entry: ScoreEntry | None) -> str | None:
    if entry is None:
        return None
    if entry.met is not None:
        return say("scores.met_yes" if entry.met else "scores.met_no")
    return None if entry.points is None else spoken_number(entry.points)


def _who(side: SideScores) -> str:
    actor = f"{side.actor} ({side.on_behalf_of})" if side.on_behalf_of else side.actor
    kind = text(f"terms.scores_{side.kind.value}")
    said = say("scores.who_when", kind=kind, actor=actor, recorded_at=side.recorded_at)
    number, dated = side.sheet.number, side.sheet.dated
    if number and dated:
        return f"{said}; {say('scores.paper', number=number, dated=dated)}"
    if number or dated:
        key = "scores.paper_numbered" if number else "scores.paper_dated"
        return f"{said}; {say(key, **({'number': number} if number else {'dated': dated}))}"
    return said


def _side_as_json(side: SideScores) -> dict[str, object]:
    return {
        **_verdict_as_json(side.verdict),
        "recorded_level": side.recorded_level,
        "round": side.round,
        "seq": side.seq,
        "actor": side.actor,
        "on_behalf_of": side.on_behalf_of or None,
        "recorded_at": side.recorded_at,
        "occurred_on": side.occurred_on,
        "number": side.sheet.number or None,
        "dated": side.sheet.dated,
    }


def _verdict_as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "level": verdict.level,
        "computed": verdict.computed,
        "by_hand": verdict.is_by_hand,
        "lowest": verdict.lowest,
        "highest": verdict.highest,
    }


def _group_verdict_as_json(group: GroupVerdict) -> dict[str, object]:
    return {
        "id": group.group.id,
        "points": _written(group.points),
        "maximum": str(group.group.maximum),
        "least": str(group.least),
        "most": str(group.most),
        "level": group.level,
    }


def _group_as_json(shown: ShownScores, group: Group) -> dict[str, object]:
    points = {kind: shown.points(kind, group) for kind in LevelKind}
    return {
        "id": group.id,
        "label": group.label or None,
        "maximum": str(group.maximum) if group.maximum else None,
        "points": {kind.value: _written(points[kind]) for kind in LevelKind},
    }


def _criterion_as_json(shown: ShownScores, criterion: Criterion) -> dict[str, object]:
    answers = _answers(shown, criterion)
    own, external = (answers[kind].points if kind in answers else None for kind in list(LevelKind)[:2])
    return {
        "code": criterion.code,
        "label": criterion.label,
        "group": criterion.group,
        "maximum": _written(criterion.maximum),
        "mandatory": criterion.mandatory,
        "answers": {
            kind.value: {"points": _written(entry.points), "met": entry.met, "note": entry.note or None}
            for kind, entry in answers.items()
        },
        "difference": None if own is None or external is None else str(external - own),
    }


def _written(points: Decimal | None) -> str | None:
    return None if points is None else str(points)
