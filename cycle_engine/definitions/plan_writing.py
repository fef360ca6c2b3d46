"""A draft as the text of a plan file. Every value says where it was read; what is not known is left as a comment.

Comments are in the language being spoken; the file begins with what an officer has to look over.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Final

from cycle_engine.definitions.official_values import OfficialPlan, OfficialRow, Stated
from cycle_engine.definitions.plan_placing import PlanDraft
from cycle_engine.definitions.plan_reader import HANDOVER_DAYS, SUPPLEMENT_DAYS
from cycle_engine.definitions.time_periods import SchoolYear
from cycle_engine.domain.definition import LatePolicy, Milestone, Rung
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text, text

_WIDTH: Final = 116
_HEAD: Final = ("number", "issued", "school_year", "title", "authority")


def write_plan(draft: PlanDraft) -> str:
    """The plan file's text, ending in a newline; ``plan_reader`` reads it back as ``draft.plan``."""
    blocks = [
        _introduction(draft),
        _head(draft.official),
        _own_rules(draft),
        *(_milestone(milestone, _row_of(milestone, draft.official)) for milestone in draft.milestones),
        _comment(text("plan_reading.ladder_comment")),
        *(_rung(rung) for rung in draft.ladder),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _introduction(draft: PlanDraft) -> list[str]:
    lines = _comment(text("plan_reading.introduction", file=draft.official.file))
    if draft.unplaced:
        lines += ["#", *_comment(text("plan_reading.unplaced_comment"))]
        lines += [line for entry in draft.unplaced for line in _comment(f"- {entry}")]
    if draft.notes:
        lines += ["#", *_comment(text("plan_reading.notes_comment"))]
        lines += [line for note in draft.notes for line in _comment(f"- {note}")]
    return lines


def _head(official: OfficialPlan) -> list[str]:
    return [line for name in _HEAD for line in _stated(name, getattr(official, name))]


def _stated(name: str, stated: Stated[str] | Stated[date] | Stated[SchoolYear] | None) -> Iterator[str]:
    if stated is None:
        yield from _comment(text(f"plan_reading.missing_{name}"))
        yield f"# {name} = "
        return
    yield from _comment(text("plan_reading.source", place=stated.place.words, words=stated.words))
    yield f"{name} = {_value(stated.value)}"


def _own_rules(draft: PlanDraft) -> list[str]:
    return [
        *_comment(text("plan_reading.own_rules_comment")),
        f"workflow = {_value(draft.workflow)}",
        f"late_policy = {_value(LatePolicy.NEXT_WORKING_DAY.value)}",
        f"handover_days = {HANDOVER_DAYS}",
        f"supplement_days = {SUPPLEMENT_DAYS}",
    ]


def _row_of(milestone: Milestone, official: OfficialPlan) -> OfficialRow:
    return next(row for row in official.rows if row.id == milestone.id)


def _milestone(milestone: Milestone, row: OfficialRow) -> list[str]:
    values: dict[str, object] = {
        "id": milestone.id,
        "track": milestone.track,
        "title": milestone.title,
        "opens": milestone.opens,
        "due": milestone.due,
        "products": milestone.products,
        "completes": milestone.completes,
        "source": milestone.source,
    }
    lines = ["[[milestones]]"]
    if row.product:
        lines = [*_comment(text("plan_reading.product_comment", words=normalised(row.product))), *lines]
    if milestone.due is None:
        lines += _comment(text("plan_reading.no_date_comment", problem=row.reading.problem or ""))
    if milestone.completes is None:
        lines += _comment(text("plan_reading.no_step_comment"))
    return lines + [f"{name} = {_value(value)}" for name, value in values.items() if value is not None]


def _rung(rung: Rung) -> list[str]:
    lines = ["[[ladder]]", f"offset = {rung.offset}", f"to = {_value(rung.to.value)}"]
    if rung.cc:
        lines.append(f"cc = {_value(tuple(addressee.value for addressee in rung.cc))}")
    return [*lines, f"template = {_value(rung.template)}"]


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    # A JSON string is a TOML basic string: what differs, DEL, is left out of all texts when they are read.
    return json.dumps(str(value), ensure_ascii=False)


def _comment(words: Text | str) -> list[str]:
    """The words as comment lines, folded between words."""
    lines = [""]
    for word in normalised(str(words)).split(" "):
        fits = len(lines[-1]) + len(word) < _WIDTH
        if lines[-1] and not fits:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [f"# {line}" for line in lines]
