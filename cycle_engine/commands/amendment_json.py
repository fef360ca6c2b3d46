"""What an amended plan does, as ``cycle plan amend --json`` prints it."""

from datetime import date

from cycle_engine.commands.findings import findings_as_json
from cycle_engine.domain.amendments import WrongDay
from cycle_engine.domain.definition import Rung
from cycle_engine.domain.milestones import Deadline, MilestoneStanding
from cycle_engine.domain.plan_changes import FieldChange, PlanChanges
from cycle_engine.messages import say
from cycle_engine.services.amending import Amended, Correction


def amended_as_json(amended: Amended) -> dict[str, object]:
    """What an amendment does, as programs read it."""
    return {
        "amendment": amended.number,
        "plan": {"before": amended.before.number, "after": amended.plan.number, "issued": amended.plan.issued},
        **_changes_as_json(amended.changes),
        "findings": findings_as_json(amended.findings),
        **_cases_as_json(amended),
        "wrong_letters": [_wrong_as_json(one) for one in amended.wrong],
        "cancelled": amended.letters_cancelled,
        "rewritten": amended.letters_rewritten,
        "letters": [_correction_as_json(one) for one in amended.corrections],
    }


def rung_word(rung: Rung) -> str:
    """Name a rung by when and to whom."""
    return say("amending.rung", offset=rung.offset, to=rung.to.value)


def _changes_as_json(changes: PlanChanges) -> dict[str, object]:
    ladder = changes.ladder
    return {
        "fields": [_field_as_json(change) for change in changes.fields],
        "milestones": {
            "added": [milestone.id for milestone in changes.added],
            "removed": [milestone.id for milestone in changes.removed],
            "changed": [
                {"id": one.milestone.id, "fields": [_field_as_json(change) for change in one.fields]}
                for one in changes.changed
            ],
        },
        "ladder": {
            "removed": [rung_word(rung) for rung in ladder.removed],
            "added": [rung_word(rung) for rung in ladder.added],
        }
        if ladder
        else None,
    }


def _cases_as_json(amended: Amended) -> dict[str, object]:
    return {
        "deadlines": [
            {
                "unit": one.case.unit,
                "milestone": one.milestone,
                "before": _deadline_as_json(one.before),
                "after": _deadline_as_json(one.after),
            }
            for one in amended.moved
        ],
        "lateness": [
            {
                "unit": one.case.unit,
                "milestone": one.milestone,
                "before": _standing_as_json(one.before),
                "after": _standing_as_json(one.after),
            }
            for one in amended.lateness
        ],
        "extensions": [
            {"unit": one.unit, "milestone": one.milestone, "own": one.own, "holds": one.holds}
            for one in amended.extensions
        ],
    }


def _wrong_as_json(one: WrongDay) -> dict[str, object]:
    return {
        "letter": one.letter.id,
        "day": one.letter.day,
        "to": one.letter.recipient,
        "cc": list(one.letter.cc),
        "unit": one.case.unit,
        "milestone": one.milestone,
        "said": one.said,
        "holds": one.holds,
    }


def _correction_as_json(one: Correction) -> dict[str, object]:
    announcement = one.announcement
    return {
        "to": one.mailbox,
        "template": announcement.template,
        "addressee": announcement.addressee.value,
        "unit": announcement.unit,
        "changes": announcement.facts["changes"],
    }


def _field_as_json(change: FieldChange) -> dict[str, object]:
    return {"name": change.name, "before": change.before, "after": change.after}


def _deadline_as_json(deadline: Deadline | None) -> dict[str, date] | None:
    names = ("nominal", "counts_from", "remind_by", "late_after")
    return {name: getattr(deadline, name) for name in names} if deadline else None


def _standing_as_json(standing: MilestoneStanding | None) -> dict[str, object] | None:
    return {"state": standing.state.value, "days_late": standing.days_late} if standing else None
