"""The rehearsed year: what happened on which day, as the command lines that somebody would have typed.

Everything here is a sample: 25 sample preschools under a sample office, with the real plan's dates. Most schools are on
time; some are late, one says why, one is sent back, one returned for a supplement, one exempt, one extended, one
withdraws its page to correct it, and for two weeks in March the machine is off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

FIRST_DAY: Final = date(2024, 11, 22)
"""The day the plan was issued."""

LAST_DAY: Final = date(2025, 6, 30)

OFF_FROM, OFF_UNTIL = date(2025, 3, 3), date(2025, 3, 17)
"""The machine is off from the one until (excluding) the other."""

CUT_OFF_DAY: Final = 14
"""The last day that a month's report covers; it is sent on the first working day after."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command line of a day, without the options before the command."""

    day: date
    arguments: tuple[str, ...]


def schools(*numbers: int) -> tuple[str, ...]:
    """Name sample schools by their numbers."""
    return tuple(f"MN{number:02}" for number in numbers)


def story(folder: Path) -> tuple[Step, ...]:
    """Tell the year in order, with sample papers made in ``folder``."""
    _make_papers(folder)
    told = [*_autumn(), *_self_assessment(folder), *_reviews(folder), *_recognition(folder), *_publication()]
    return tuple(sorted(told, key=lambda step: step.day))


def days() -> Iterator[date]:
    """Go through the days of the year on which the machine is on."""
    day = FIRST_DAY
    while day <= LAST_DAY:
        if not OFF_FROM <= day < OFF_UNTIL:
            yield day
        day += timedelta(days=1)


_PAPERS: Final = (
    "self_assessment_minutes",
    "self_assessment_decision",
    "review_submission",
    "external_review_minutes",
    "proposal_list",
    "recognition_decision",
    "certificate",
    "report_to_province",
)

_ON_TIME: Final = schools(*range(1, 21))
_LATE, _VERY_LATE, _SENT_BACK, _EXEMPT, _EXTENDED = schools(21, 22, 23, 24, 25)
_RETURNED: Final = "MN07"
_CORRECTED: Final = "MN20"
_REVIEWED: Final = tuple(unit for unit in (*_ON_TIME, _LATE, _SENT_BACK, _EXTENDED) if unit != _RETURNED)


def _autumn() -> Iterator[Step]:
    yield _act(date(2024, 11, 27), ["PGD"], "issue_plan")
    reason = ["--reason", "Mẫu: trường sáp nhập trong năm học"]
    yield _act(date(2024, 12, 2), [_EXEMPT], "exempt", *reason)
    yield _act(date(2025, 1, 15), ["PGD"], "issue_guidance")


def _self_assessment(folder: Path) -> Iterator[Step]:
    until = ["--until", "14/02/2025", "--reason", "Mẫu: trường đang sửa chữa"]
    yield Step(date(2025, 1, 20), ("extend", _EXTENDED, "II.1", *until))
    for day, units in (
        (date(2025, 1, 14), _ON_TIME[:8]),
        (date(2025, 1, 21), _ON_TIME[8:15]),
        (date(2025, 1, 24), _ON_TIME[15:]),
        (date(2025, 2, 6), [_LATE]),
        (date(2025, 2, 12), [_EXTENDED]),
        (date(2025, 2, 19), [_VERY_LATE]),
    ):
        yield from _assess(folder, day, units)
    yield Step(date(2025, 2, 12), ("explain", _VERY_LATE, "II.1", "--reason", "Mẫu: phòng máy hỏng, chờ thay thiết bị"))
    yield _submit(folder, date(2025, 1, 20), [_SENT_BACK])
    yield _act(date(2025, 1, 21), [_SENT_BACK], "send_back", "--reason", "Mẫu: biên bản thiếu chữ ký")
    yield from _assess(folder, date(2025, 1, 23), [_SENT_BACK])


def _reviews(folder: Path) -> Iterator[Step]:
    submission = _with(folder, "review_submission")
    yield _act(date(2025, 2, 20), [*_ON_TIME[:14]], "request_review", *submission)
    yield _act(date(2025, 2, 27), [*_ON_TIME[14:], _SENT_BACK, _EXTENDED], "request_review", *submission)
    yield _act(date(2025, 3, 20), [_LATE], "request_review", *submission)
    yield _act(date(2025, 3, 26), [_VERY_LATE], "request_review", *submission)
    why = ["--reason", "Mẫu: thiếu minh chứng nhóm quản trị", "--until", "26/03/2025"]
    yield _act(date(2025, 3, 19), [_RETURNED], "return_for_supplement", *why)
    yield _act(date(2025, 3, 25), [_RETURNED], "request_review", *submission)
    minutes = _with(folder, "external_review_minutes")
    yield _act(date(2025, 3, 27), _REVIEWED[:12], "conclude_review", *minutes, "--level", "2")
    yield _act(date(2025, 3, 28), [*_REVIEWED[12:], _RETURNED], "conclude_review", *minutes, "--level", "3")
    yield _act(date(2025, 4, 4), [_VERY_LATE], "conclude_review", *minutes, "--level", "1")
    yield _act(date(2025, 4, 7), ["PGD"], "conclude_reviews", *_with(folder, "proposal_list"))


def _recognition(folder: Path) -> Iterator[Step]:
    decision = [*_with(folder, "recognition_decision", "certificate"), "--number", "MẪU-01/QĐ", "--dated", "20/05/2025"]
    day = date(2025, 5, 20)
    yield _act(day, _REVIEWED[:12], "recognize", *decision, "--level", "2")
    yield _act(day, [*_REVIEWED[12:], _RETURNED], "recognize", *decision, "--level", "3")
    yield _act(day, [_VERY_LATE], "recognize", *decision, "--level", "1")
    report = _with(folder, "recognition_decision", "report_to_province")
    yield _act(date(2025, 5, 26), ["PGD"], "report_recognition", *report)


def _publication() -> Iterator[Step]:
    for position, unit in enumerate((*_ON_TIME, _LATE, _SENT_BACK)):
        day = date(2025, 5, 22) + timedelta(days=position // 5)
        yield _publish(day, unit)
    yield _act(date(2025, 5, 28), [_CORRECTED], "unpublish", "--reason", "Mẫu: đăng nhầm tệp")
    yield _publish(date(2025, 5, 29), _CORRECTED)
    yield _publish(date(2025, 6, 5), _EXTENDED)
    yield _publish(date(2025, 6, 19), _VERY_LATE)


def _assess(folder: Path, day: date, units: Sequence[str]) -> Iterator[Step]:
    yield _submit(folder, day, units)
    yield _act(day, units, "approve", *_with(folder, "self_assessment_decision"))


def _submit(folder: Path, day: date, units: Sequence[str]) -> Step:
    return _act(day, units, "submit", *_with(folder, "self_assessment_minutes"), "--level", "2")


def _publish(day: date, unit: str) -> Step:
    link = f"publication_link=https://{unit.lower()}.truong.example/ket-qua"
    return _act(day, [unit], "publish", "--document", link)


def _with(folder: Path, *kinds: str) -> list[str]:
    return [word for kind in kinds for word in ("--document", f"{kind}={_paper(folder, kind)}")]


def _make_papers(folder: Path) -> None:
    """Make a sample paper of every kind that is handed in as a file; each says that it is a sample."""
    folder.mkdir(exist_ok=True)
    for kind in _PAPERS:
        _paper(folder, kind).write_text(f"VĂN BẢN MẪU, không có giá trị pháp lý: {kind}\n", "utf-8")


def _paper(folder: Path, kind: str) -> Path:
    return folder / f"mau-{kind.replace('_', '-')}.txt"


def _act(day: date, units: Sequence[str], transition: str, *options: str) -> Step:
    several = ("--apply",) if len(units) > 1 else ()
    return Step(day, ("advance", *units, transition, *options, *several))
