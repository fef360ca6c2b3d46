"""The copies of workflow, plan and indicator set that a cycle keeps: JSON that the program itself wrote.

They are read whenever the program starts, so nothing is checked again; a key that a later version added falls back to
its default. The form is the dataclasses' own: a field is a key, a day is ISO text.
"""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cycle_engine.domain.definition import (
    Addressee,
    GuardCall,
    LatePolicy,
    LevelKind,
    Milestone,
    Party,
    Plan,
    Product,
    ProductForm,
    Role,
    Rung,
    Stage,
    Telling,
    Track,
    Transition,
    Workflow,
)
from cycle_engine.domain.indicators import (
    Band,
    Criterion,
    Group,
    IndicatorSet,
    MissingMandatory,
    OverallRule,
    SetStatus,
    set_to_row,
)
from cycle_engine.messages import Label

Row = dict[str, Any]


def workflow_to_json(workflow: Workflow) -> str:
    """Write a workflow; the same workflow gives the same text."""
    return _dumped(workflow)


def plan_to_json(plan: Plan) -> str:
    """Write a plan; the same plan gives the same text."""
    return _dumped(plan)


def workflow_from_json(content: str) -> Workflow:
    """Read what ``workflow_to_json`` wrote."""
    row = json.loads(content)
    return Workflow(
        **row
        | {
            "label": Label(**row["label"]),
            "applies_to": tuple(row["applies_to"]),
            "tracks": tuple(map(_track, row["tracks"])),
            "products": tuple(map(_product, row["products"])),
        }
    )


def plan_from_json(content: str) -> Plan:
    """Read what ``plan_to_json`` wrote."""
    row = json.loads(content)
    return Plan(
        **row
        | {
            "issued": date.fromisoformat(row["issued"]),
            "late_policy": LatePolicy(row["late_policy"]),
            "milestones": tuple(map(_milestone, row["milestones"])),
            "ladder": tuple(map(_rung, row["ladder"])),
        }
    )


def indicators_to_json(indicators: IndicatorSet) -> str:
    """Write an indicator set; the same set gives the same text."""
    return json.dumps(set_to_row(indicators), ensure_ascii=False, separators=(",", ":"))


def indicators_from_json(content: str) -> IndicatorSet:
    """Read what ``indicators_to_json`` wrote."""
    row = json.loads(content)
    return IndicatorSet(
        **row
        | {
            "issued": _day(row["issued"]),
            "status": SetStatus(row["status"]),
            "applies_to": tuple(row["applies_to"]),
            "groups": tuple(map(_group, row["groups"])),
            "bands": tuple(map(_band, row["bands"])),
            "overall": OverallRule(row["overall"]),
            "missing_mandatory": MissingMandatory(row["missing_mandatory"]),
        }
    )


def _band(row: Row) -> Band:
    return Band(**row | {bound: Decimal(row[bound]) for bound in ("low", "high")})


def _group(row: Row) -> Group:
    criteria = tuple(
        Criterion(
            **criterion
            | {"maximum": Decimal(criterion["maximum"]) if criterion["maximum"] else None}
            | {"step": Decimal(criterion["step"])}
        )
        for criterion in row["criteria"]
    )
    return Group(**row | {"maximum": Decimal(row["maximum"]), "criteria": criteria})


def _dumped(value: Workflow | Plan) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(type(value).__name__)


def _product(row: Row) -> Product:
    return Product(**row | {"label": Label(**row["label"]), "form": ProductForm(row["form"])} | _lists(row))


def _track(row: Row) -> Track:
    return Track(
        **row
        | {
            "label": Label(**row["label"]),
            "stages": tuple(map(_stage, row["stages"])),
            "transitions": tuple(map(_transition, row["transitions"])),
        }
    )


def _stage(row: Row) -> Stage:
    return Stage(row["id"], Label(**row["label"]), Party(row["owner"]) if row["owner"] else None)


def _transition(row: Row) -> Transition:
    return Transition(
        **row
        | _lists(row)
        | {
            "label": Label(**row["label"]),
            "roles": tuple(map(Role, row["roles"])),
            "guards": tuple(GuardCall(**guard) for guard in row["guards"]),
            "level": LevelKind(row["level"]) if row["level"] else None,
            "tells": tuple(map(_telling, row.get("tells", ()))),
        }
    )


def _telling(row: Row) -> Telling:
    return Telling(row["letter"], Addressee(row["to"]), tuple(map(Addressee, row["cc"])), row["product"])


def _milestone(row: Row) -> Milestone:
    return Milestone(**row | _lists(row) | {"opens": _day(row["opens"]), "due": _day(row["due"])})


def _rung(row: Row) -> Rung:
    return Rung(row["offset"], Addressee(row["to"]), tuple(map(Addressee, row["cc"])), row["template"])


def _lists(row: Row) -> dict[str, Sequence[str]]:
    """Make tuples of the row's lists, as frozen values hold them."""
    return {key: tuple(value) for key, value in row.items() if isinstance(value, list)}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
