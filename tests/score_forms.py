"""Score forms for tests: a small indicator set, forms made by it, and what people do to a form in Excel."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cycle_engine.definitions.score_form_cells import read_form_cells
from cycle_engine.definitions.score_form_reader import read_filled_form
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Band, Criterion, Group, IndicatorSet, SetStatus, set_digest
from cycle_engine.domain.score_forms import FilledForm, FormStamp, ScoreForm
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.reports.score_form import render_score_form

MADE_AT: Final = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
POINTS: Final = "D"
EVIDENCE: Final = "E"
NOTE: Final = "F"


def a_set(*groups: Group, **said: Any) -> IndicatorSet:
    """Two groups: a mandatory row, one out of 6 and one out of 4; and one out of 10."""
    given = {
        "id": "mau",
        "version": 1,
        "title": "Bộ chỉ số mẫu",
        "number": "01/QĐ-MAU",
        "issued": date(2024, 1, 2),
        "source": "bản mẫu",
        "status": SetStatus.VERIFIED,
        "applies_to": ("preschool",),
        "bands": (
            Band(1, Decimal(0), Decimal(50), high_included=False),
            Band(2, Decimal(50), Decimal(75)),
            Band(3, Decimal(75), Decimal(100), low_included=False),
        ),
        **said,
    }
    return IndicatorSet(groups=groups or TWO_GROUPS, **given)


TWO_GROUPS: Final = (
    Group(
        "I",
        "Nhóm một",
        Decimal(10),
        (
            Criterion("1.1", "Có kế hoạch", "I", mandatory=True),
            Criterion("1.2", "Phần mềm", "I", Decimal(6), evidence_hint="Ảnh chụp màn hình"),
            Criterion("1.3", "Học liệu", "I", Decimal(4)),
        ),
    ),
    Group("II", "Nhóm hai", Decimal(10), (Criterion("2.1", "Quản trị", "II", Decimal(10)),)),
)

WHOLE: Final = {"1.1": True, "1.2": "6", "1.3": "1.5", "2.1": "8"}
"""Answers that give 7,5 and 8 of 10: levels 2 and 3, so 2."""


def a_sheet(answers: Mapping[str, Any], kind: LevelKind = LevelKind.SELF, **said: Any) -> ScoreSheet:
    """A sheet with these answers: text is points, yes or no is met."""
    entries = tuple(
        ScoreEntry(code, met=answer) if isinstance(answer, bool) else ScoreEntry(code, points=Decimal(answer))
        for code, answer in answers.items()
    )
    return ScoreSheet(kind, entries=entries, **said)


def a_form(indicators: IndicatorSet | None = None, kind: LevelKind = LevelKind.SELF, **said: Any) -> ScoreForm:
    """The form of a school MN01 with nothing on it yet."""
    by = indicators or a_set()
    stamp = FormStamp("case-1", "MN01", "2024-2025", kind, 1, by.id, by.version, set_digest(by), MADE_AT)
    given = {
        "office": "Phòng Giáo dục và Đào tạo Mẫu",
        "school": "Trường Mầm non Mẫu",
        "plan_number": "74/KH-GDDT",
        "plan_issued": date(2024, 11, 22),
        "sheet": None,
        "is_draft": True,
        **said,
    }
    return ScoreForm(stamp=stamp, indicators=by, **given)


def a_file(path: Path, form: ScoreForm | None = None) -> Path:
    """A form as a file."""
    path.write_bytes(render_score_form(form or a_form()))
    return path


def read_back(path: Path, indicators: IndicatorSet | None = None) -> FilledForm:
    """What the program reads in a form."""
    return read_filled_form(read_form_cells(path), indicators or a_set())


def edited(path: Path, change: Callable[[Worksheet], object]) -> Path:
    """The form after somebody changed its sheet and saved it."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path


def filled(path: Path, answers: Mapping[str, object], *, column: str = POINTS) -> Path:
    """The form with these cells of a column filled in, by code."""

    def fill(sheet: Worksheet) -> None:
        for code, answer in answers.items():
            sheet[f"{column}{row_of(sheet, code)}"] = answer

    return edited(path, fill)


def row_of(sheet: Worksheet, code: str) -> int:
    """The row of a code."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def rewritten(path: Path, change: Callable[[str, bytes], bytes], added: Iterable[tuple[str, bytes]] = ()) -> Path:
    """The archive with its parts changed by name."""
    target = path.with_name(f"rewritten{path.suffix}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added:
            new.writestr(name, content)
    return target
