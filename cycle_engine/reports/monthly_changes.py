"""What a new version of a report says otherwise than the one before, in words: by school, milestone and figure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.messages import Text, text
from cycle_engine.reports.monthly_frozen import Frozen

_NOT_SAID: Final = frozenset({"fingerprint", "format", "heads", "known_until"})
"""What names the history, or how it is written, rather than tells of it."""

_TOTALS: Final = ("units", "in_progress", "late", "waiting", "finished", "aside")
_MILESTONE_FIGURES: Final = ("units", "done", "done_in_period", "done_late", "late", "waiting", "open", "future")
_TRACKS: Final = ("department", "schools")
_TOLD_OF_SCHOOLS: Final = frozenset(
    {"unit", "name", "stage", "progress", "days_late", "levels", "products", "group_points"}
)
_TOLD: Final = frozenset(
    {
        "schools",
        "department",
        "rows",
        "late",
        "waiting",
        "levels",
        "upcoming",
        "changes",
        "exemplary",
        "criteria",
        "notes",
        "office",
        "charts",
        "causes",
    }
)
"""The parts whose changes are told one by one; a change of any other part is told as one of its part."""


def is_same_content(before: Frozen, now: Frozen) -> bool:
    """Whether two versions say the same, whatever events they were made from."""
    return all(before[part] == now[part] for part in _compared(before, now))


def list_changes(before: Frozen, now: Frozen) -> tuple[Text, ...]:
    """Say everything that the later version says otherwise."""
    found = [
        *_school_changes(before, now),
        *_explanation_changes(before, now),
        *_total_changes(before, now),
        *(change for track in _TRACKS for change in _track_changes(before[track], now[track])),
        *_note_changes(before["notes"], now["notes"]),
    ]
    if before["office"] != now["office"]:
        found.append(text("reissue.office"))
    if any(before.get(part) != now.get(part) for part in ("exemplary", "criteria")):
        found.append(text("reissue.scores"))
    compared = _compared(before, now)
    if not found and before["upcoming"] != now["upcoming"]:
        found.append(text("reissue.upcoming"))
    if "charts" in compared and _earlier_year(before) != _earlier_year(now):
        found.append(text("reissue.earlier_year"))
    if any(before[part] != now[part] for part in compared - _TOLD) or not found:
        found.append(text("reissue.other"))
    return tuple(found)


def _compared(before: Frozen, now: Frozen) -> frozenset[str]:
    """The parts that both versions have: a program that says more than the one before has changed nothing."""
    return frozenset(before.keys() & now.keys()) - _NOT_SAID


def _earlier_year(facts: Frozen) -> object:
    levels = facts["charts"]["levels"]
    return levels["year_before"], [kind["before"] for kind in levels["kinds"]], levels["only_before"]


def _school_changes(before: Frozen, now: Frozen) -> Iterator[Text]:
    old, new = ({row["unit"]: row for row in facts["rows"]} for facts in (before, now))
    for unit in sorted(old.keys() | new.keys()):
        if unit not in old:
            yield text("reissue.school_added", name=new[unit]["name"])
        elif unit not in new:
            yield text("reissue.school_gone", name=old[unit]["name"])
        elif old[unit] != new[unit]:
            yield from _row_changes(old[unit], new[unit])


def _row_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    name, told = new["name"], 0
    for change in _told_of_row(old, new, name):
        told += 1
        yield change
    rest = (old.keys() | new.keys()) - _TOLD_OF_SCHOOLS
    if not told and any(_unexplained(old.get(part)) != _unexplained(new.get(part)) for part in rest):
        yield text("reissue.school_days", name=name)


def _told_of_row(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> Iterator[Text]:
    if old["name"] != new["name"]:
        yield text("reissue.school_renamed", before=old["name"], now=name)
    if old["stage"] != new["stage"]:
        yield text("reissue.school_stage", name=name, before=old["stage"], now=new["stage"])
    for kind, was, is_ in zip(LevelKind, old["levels"], new["levels"], strict=True):
        if was != is_:
            level = text(f"reports.level_{kind.value}")
            yield text("reissue.school_level", name=name, kind=level, before=_or_none(was), now=_or_none(is_))
    if old.get("group_points") != new.get("group_points"):
        yield text("reissue.school_points", name=name)
    if (old["progress"], old["days_late"]) != (new["progress"], new["days_late"]):
        yield text("reissue.school_progress", name=name, before=_progress(old), now=_progress(new))
    papers = [{_product(one) for one in row["products"]} for row in (old, new)]
    if gone := sorted(papers[0] - papers[1]):
        yield text("reissue.school_papers_gone", name=name, papers="; ".join(gone))
    if added := sorted(papers[1] - papers[0]):
        yield text("reissue.school_papers_added", name=name, papers="; ".join(added))


def _unexplained(part: Any) -> Any:
    """The part of a row without what was said for being late, which is told by itself."""
    if isinstance(part, list):
        return [_unexplained(item) for item in part]
    return {name: value for name, value in part.items() if name != "explanation"} if isinstance(part, dict) else part


def _explanation_changes(before: Frozen, now: Frozen) -> Iterator[Text]:
    old, new = _explanations(before), _explanations(now)
    names = {row["unit"]: row["name"] for row in (*now["late"], *now["rows"])}
    for (unit, milestone), said in sorted(new.items()):
        if (was := old.get((unit, milestone))) != said:
            yield text("reissue.explanation", name=names[unit], milestone=milestone, before=_or_none(was), now=said)


def _explanations(facts: Frozen) -> dict[tuple[str, str], str]:
    late = {
        (entry["unit"], entry["milestone"]["id"]): entry["milestone"]["explanation"]["reason"]
        for entry in facts["late"]
        if entry["milestone"].get("explanation")
    }
    done = {
        (row["unit"], done["id"]): done["explanation"]
        for row in facts["rows"]
        for done in row["done_late"]
        if done.get("explanation")
    }
    return late | done


def _progress(row: Mapping[str, Any]) -> Text:
    return text(f"reports.progress_{row['progress']}", days=row["days_late"])


def _product(paper: Mapping[str, Any]) -> str:
    dated = date.fromisoformat(paper["dated"]).strftime("%d/%m/%Y") if paper["dated"] else ""
    return " ".join(part for part in (paper["label"], paper["number"], dated, paper["link"]) if part)


def _total_changes(before: Frozen, now: Frozen) -> Iterator[Text]:
    old, new = before["schools"]["totals"], now["schools"]["totals"]
    for figure in _TOTALS:
        if old[figure] != new[figure]:
            what = text(f"reports.total_{figure}")
            yield text("reissue.figure", what=what, before=old[figure], now=new[figure])


def _track_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Text]:
    milestones = {found["id"]: found for found in old["milestones"]}
    for found in new["milestones"]:
        was = milestones.get(found["id"], {})
        for figure in _MILESTONE_FIGURES:
            if was.get(figure) != found[figure]:
                what = text("reissue.milestone_figure", id=found["id"], figure=text(f"reissue.figure_{figure}"))
                yield text("reissue.figure", what=what, before=_or_none(was.get(figure)), now=found[figure])
    moves = {one["label"]: one["in_period"] for one in old["transitions"]}
    for one in new["transitions"]:
        if (was := moves.get(one["label"], 0)) != one["in_period"]:
            what = text("reissue.moves", transition=one["label"])
            yield text("reissue.figure", what=what, before=was, now=one["in_period"])


def _note_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Text]:
    for section in new:
        if old.get(section) != new[section]:
            yield text("reissue.note", section=text(f"reissue.section_{section}"))


def _or_none(value: object) -> object:
    return "[...]" if value is None else value
