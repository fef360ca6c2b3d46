"""Evidence as tables for people and as JSON for programs."""

from typing import TYPE_CHECKING

from cycle_engine.commands.output import show, show_table, show_text
from cycle_engine.domain.evidence import EvidenceItem, evidence_to_json
from cycle_engine.messages import say

if TYPE_CHECKING:
    from cycle_engine.domain.evidence_rules import Gap
    from cycle_engine.services.evidence_carrying import Carried
    from cycle_engine.services.evidence_files import FaultyFile, FileWalk
    from cycle_engine.services.evidence_recording import EvidenceRecorded
    from cycle_engine.services.evidence_twins import Twin
    from cycle_engine.services.evidence_views import MissingEvidence, ShownEvidence, ShownItem, UnitGaps


def evidence_in_words(item: EvidenceItem) -> str:
    """Say an item in a line: what it proves, what it is, how it stands."""
    return say("evidence.in_words", criterion=item.criterion, shown=item.shown, state=_state(item))


def show_recorded(recorded: "EvidenceRecorded", what: str) -> None:
    """Say what became of items, and where else the same file was handed in."""
    facts = {"unit": recorded.unit, "name": recorded.name, "ids": [item.id for item in recorded.items]}
    show_text(f"evidence.{what}" if recorded.is_changed else "evidence.unchanged", **facts)
    for twin in recorded.twins:
        show(_twin_in_words(twin))


def show_items(found: "ShownEvidence") -> None:
    """Print a unit's items, then what about them is worth knowing."""
    show(f"{found.unit} {found.name}")
    if not found.items:
        show_text("evidence.none", unit=found.unit)
        return
    headings = [say(f"evidence.column_{name}") for name in ("id", "criterion", "form", "what", "state", "actor", "at")]
    show_table(headings, [_row(one) for one in found.items])
    for one in found.items:
        for twin in one.twins:
            show(f"{one.item.id}: {_twin_in_words(twin)}")
        if not one.is_kept:
            show(f"{one.item.id}: {say('evidence.file_gone', name=one.item.name)}")


def show_missing(found: "MissingEvidence", *, is_one: bool) -> None:
    """Print what one unit lacks in full, or all units in a line each."""
    if not found.indicators.criteria:
        show_text("evidence.no_criteria")
    if is_one:
        _show_gaps(found.units[0])
        return
    headings = [say(f"evidence.column_{name}") for name in ("unit", "name", "covered", "waiting", "missing")]
    show_table(headings, [_unit_row(unit) for unit in found.units])


def show_carried(carried: "Carried", year: str) -> None:
    """Say what was taken over for a unit, and what was not."""
    facts = {"unit": carried.unit, "name": carried.name, "year": year, "count": len(carried.items)}
    show_text("evidence.carried", **facts, already=carried.already)
    for item in carried.items:
        show(f"  {item.id} {evidence_in_words(item)}")
    for item in carried.homeless:
        show("  " + say("evidence.homeless", criterion=item.criterion, shown=item.shown))
    if carried.items and not carried.is_same_set:
        show_text("evidence.other_set")
    if carried.items:
        show_text("evidence.carried_hint", unit=carried.unit, id=carried.items[0].id)


def show_walk_faults(walk: "FileWalk") -> None:
    """Name every file that is not as it was kept, and the records that rely on it."""
    for fault in walk.faults:
        owners = [f"{named.name} ({named.owner})" for named in fault.named]
        said = say(f"evidence.fault_{fault.fault.value}", path=fault.path)
        show(f"{said} {'; '.join(owners)}".rstrip())


def recorded_as_json(recorded: "EvidenceRecorded") -> dict[str, object]:
    """Give what became of items."""
    return {
        "unit": recorded.unit,
        "changed": recorded.is_changed,
        "seq": recorded.seq,
        "items": [evidence_to_json(item) for item in recorded.items],
        "same_file": [_twin_as_json(twin) for twin in recorded.twins],
    }


def evidence_as_json(found: "ShownEvidence") -> dict[str, object]:
    """Give a unit's items."""
    return {
        "unit": found.unit,
        "name": found.name,
        "stage": found.stage,
        "items": [
            {
                **evidence_to_json(one.item),
                "actor": one.actor,
                "on_behalf_of": one.on_behalf_of or None,
                "recorded_at": one.recorded_at,
                "is_kept": one.is_kept,
                "same_file": [_twin_as_json(twin) for twin in one.twins],
            }
            for one in found.items
        ],
    }


def missing_as_json(found: "MissingEvidence") -> dict[str, object]:
    """Give what is missing, unit by unit."""
    known = found.indicators
    return {
        "set": {"id": known.id, "version": known.version, "status": known.status.value} if known.id else None,
        "units": [
            {
                "unit": unit.unit,
                "name": unit.name,
                "wanted": unit.wanted,
                "missing": [_gap_as_json(gap) for gap in unit.gaps],
            }
            for unit in found.units
        ],
    }


def carried_as_json(carried: "Carried") -> dict[str, object]:
    """Give what was taken over for a unit."""
    return {
        "unit": carried.unit,
        "items": [evidence_to_json(item) for item in carried.items],
        "already": carried.already,
        "without_criterion": [evidence_to_json(item) for item in carried.homeless],
        "same_set": carried.is_same_set,
    }


def walk_as_json(walk: "FileWalk") -> dict[str, object]:
    """Give what a walk found."""
    return {"files": walk.files, "bytes": walk.size, "faults": [_fault_as_json(fault) for fault in walk.faults]}


def _row(one: "ShownItem") -> tuple[object, ...]:
    item = one.item
    actor = f"{one.actor} ({one.on_behalf_of})" if one.on_behalf_of else one.actor
    what = f"{item.shown} ({item.text})" if item.text and item.text != item.shown else item.shown
    form = say(f"evidence.form_{item.form.value}")
    return (item.id, item.criterion, form, what, _state(item), actor, one.recorded_at)


def _unit_row(unit: "UnitGaps") -> tuple[object, ...]:
    waiting = sum(1 for gap in unit.gaps if gap.to_be_confirmed)
    covered = f"{unit.wanted - len(unit.gaps)}/{unit.wanted}"
    return (unit.unit, unit.name, covered, waiting or None, ", ".join(gap.want.code for gap in unit.gaps))


def _show_gaps(unit: "UnitGaps") -> None:
    show(f"{unit.unit} {unit.name}")
    if not unit.gaps:
        show_text("evidence.nothing_missing", wanted=unit.wanted)
        return
    show_text("evidence.so_many_missing", count=len(unit.gaps), wanted=unit.wanted)
    headings = [say(f"evidence.column_{name}") for name in ("criterion", "label", "mandatory", "hint", "waiting")]
    show_table(headings, [_gap_row(gap) for gap in unit.gaps])
    code = unit.gaps[0].want.code
    # A shell would put file names in the place of a bare star.
    show_text("evidence.missing_hint", unit=unit.unit, criterion=f'"{code}"' if code == "*" else code)


def _gap_row(gap: "Gap") -> tuple[object, ...]:
    mandatory = say("indicators.mandatory") if gap.want.is_mandatory else None
    return (gap.want.code, gap.want.label, mandatory, gap.want.hint, gap.to_be_confirmed or None)


def _state(item: EvidenceItem) -> str:
    return say(f"evidence.state_{item.state.value}")


def _twin_in_words(twin: "Twin") -> str:
    facts = {"unit": twin.unit, "name": twin.name, "year": twin.school_year}
    return say("evidence.twin", **facts, criterion=twin.item.criterion, file=twin.item.name)


def _twin_as_json(twin: "Twin") -> dict[str, object]:
    facts = {"unit": twin.unit, "name": twin.name, "school_year": twin.school_year}
    return {**facts, "id": twin.item.id, "criterion": twin.item.criterion, "file": twin.item.name}


def _gap_as_json(gap: "Gap") -> dict[str, object]:
    want = gap.want
    return {
        "code": want.code,
        "label": want.label or None,
        "mandatory": want.is_mandatory,
        "hint": want.hint or None,
        "to_be_confirmed": gap.to_be_confirmed,
    }


def _fault_as_json(fault: "FaultyFile") -> dict[str, object]:
    named = [{"name": one.name, "owner": one.owner, "sha256": one.sha256} for one in fault.named]
    return {"fault": fault.fault.value, "path": str(fault.path), "sha256": fault.sha256 or None, "named_by": named}
