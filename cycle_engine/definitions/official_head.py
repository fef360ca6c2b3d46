"""What a plan says above its appendix: number, date, school year, title, authority.

Where each is looked for, in this order (Decree 30/2020/NĐ-CP gives the layout):

- number: the line "Số: 74/KH-…", else "(Kèm theo Kế hoạch số 74/KH-… ngày …)" above the appendix;
- date: the line "…, ngày 22 tháng 11 năm 2024" above the title, else the same "Kèm theo";
- title: the lines below "KẾ HOẠCH" up to the first blank one or the first legal basis;
- school year: "năm học 2024-2025" in the title, else the only one named anywhere;
- authority: the last office named in the letterhead; else the office that, in the recital, "xây dựng / ban hành kế
  hoạch"; else the office in "Kèm theo". It is kept as written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from cycle_engine.definitions.document_rows import Place, Row
from cycle_engine.definitions.official_values import Stated, Unplaced
from cycle_engine.definitions.time_periods import SchoolYear
from cycle_engine.formatting import normalised
from cycle_engine.messages import text

_NUMBER_WORDS: Final = r"(?P<number>\d+[a-zA-Z]?) ?/ ?(?P<sign>KH[A-ZĐ0-9]*(?: ?[-–] ?[A-ZĐ&0-9]+)*)"
_NUMBER: Final = re.compile(rf"(?:^|\s)Số ?[:.]? ?{_NUMBER_WORDS}(?!\w)", re.IGNORECASE)
_BLANK_NUMBER: Final = re.compile(r"(?:^|\s)Số ?[:.]?[ .…_]*/ ?KH", re.IGNORECASE)
_DATE_WORDS: Final = (
    r"ngày (?:(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})"
    r"|(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4}))"
)
_DATE_LINE: Final = re.compile(rf"(?:^|, ?){_DATE_WORDS}$", re.IGNORECASE)
_ENCLOSED: Final = re.compile(
    rf"kèm theo kế hoạch số ?:? ?{_NUMBER_WORDS},? {_DATE_WORDS}(?: của (?P<office>[^)]+))?", re.IGNORECASE
)
_KIND: Final = re.compile(r"kế hoạch", re.IGNORECASE)
_BODY: Final = re.compile(r"(?:căn cứ|thực hiện|kính gửi|để |nhằm |[IVX]+[.)] |\d+[.)] |[-–_=*]{3,}$)", re.IGNORECASE)
_SCHOOL_YEAR: Final = re.compile(r"năm học:? ?(?P<first>\d{4}) ?[-–—/] ?(?P<second>\d{4})", re.IGNORECASE)
_OFFICE: Final = re.compile(r"(?:uỷ ban|ủy ban|ubnd|phòng|sở|bộ) ", re.IGNORECASE)
_RECITAL: Final = re.compile(
    r"(?:^|[,;] )(?P<office>(?:Phòng|Sở|Ủy ban|Uỷ ban|UBND) [^,;.:]{2,100}?) (?:xây dựng|ban hành) kế hoạch"
)
_HEAD_ROWS: Final = 60


@dataclass(slots=True)
class Head:
    """The head's values, with what was in doubt."""

    number: Stated[str] | None = None
    issued: Stated[date] | None = None
    school_year: Stated[SchoolYear] | None = None
    title: Stated[str] | None = None
    authority: Stated[str] | None = None
    notes: list[Unplaced] = field(default_factory=list)
    missing: list[Unplaced] = field(default_factory=list)


def read_head(rows: Sequence[Row]) -> Head:
    """Find the head's values in the rows outside the appendix table."""
    kind = next((i for i, row in enumerate(rows[:_HEAD_ROWS]) if _kind_cell(row) is not None), None)
    letterhead = rows[: kind if kind is not None else _HEAD_ROWS]
    head = Head()
    head.title = None if kind is None else _title(rows[kind:])
    enclosed = _first(rows, _ENCLOSED)
    head.number = _number(letterhead, enclosed, head)
    head.issued = _issued(letterhead, enclosed, head)
    head.school_year = _school_year(rows, head)
    head.authority = _letterhead_office(letterhead) or _recital_office(rows) or _enclosed_office(enclosed)
    for name in ("number", "issued", "school_year", "title", "authority"):
        if getattr(head, name) is None:
            head.missing.append(Unplaced(text(f"plan_reading.missing_{name}")))
    return head


@dataclass(frozen=True, slots=True)
class _Found:
    """A pattern's match and where it was."""

    match: re.Match[str]
    place: Place
    words: str

    def day(self) -> date:
        found = self.match.groupdict()
        year, month, day = (
            found[long] or found[short] for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        return date(int(year), int(month), int(day))


def _searched(rows: Iterable[Row], pattern: re.Pattern[str]) -> Iterator[_Found]:
    for row in rows:
        for line in _lines(row):
            for match in pattern.finditer(line):
                yield _Found(match, row.place, line)


def _first(rows: Iterable[Row], pattern: re.Pattern[str]) -> _Found | None:
    return next(_searched(rows, pattern), None)


def _lines(row: Row) -> Iterator[str]:
    """The row's lines, cell by cell: letterheads are tables of two columns."""
    for cell in dict.fromkeys(row.cells):
        yield from (normalised(line) for line in cell.split("\n"))


def _kind_cell(row: Row) -> str | None:
    """The cell that holds the document's kind alone, or above its subject."""
    return next((cell for cell in row.cells if _KIND.fullmatch(normalised(cell.split("\n")[0]))), None)


def _title(rows: Sequence[Row]) -> Stated[str] | None:
    below = (_kind_cell(rows[0]) or "").split("\n")[1:]
    lines = [(rows[0].place, normalised(line)) for line in below] + [(row.place, row.words) for row in rows[1:]]
    started: list[tuple[Place, str]] = []
    for place, line in lines:
        if started and (not line or _BODY.match(line)):
            break
        if line and not _BODY.match(line):
            started.append((place, line))
        elif line:
            return None
    if not started:
        return None
    words = " ".join(line for _, line in started)
    return Stated(words, started[0][0], words)


def _number(letterhead: Sequence[Row], enclosed: _Found | None, head: Head) -> Stated[str] | None:
    written = _first(letterhead, _NUMBER)
    if written is None and (blank := _first(letterhead, _BLANK_NUMBER)):
        head.notes.append(Unplaced(text("plan_reading.number_blank"), blank.place, blank.words))
    found = written or enclosed
    if found is None:
        return None
    number = _written_number(found)
    if written and enclosed and number != _written_number(enclosed):
        reason = text("plan_reading.number_differs", number=number, other=_written_number(enclosed))
        head.notes.append(Unplaced(reason, enclosed.place, enclosed.words))
    return Stated(number, found.place, found.words)


def _written_number(found: _Found) -> str:
    sign = re.sub(r" ?[-–] ?", "-", found.match["sign"])
    return f"{found.match['number']}/{sign}"


def _issued(letterhead: Sequence[Row], enclosed: _Found | None, head: Head) -> Stated[date] | None:
    days: list[Stated[date]] = []
    for found in filter(None, (_first(letterhead, _DATE_LINE), enclosed)):
        try:
            days.append(Stated(found.day(), found.place, found.words))
        except ValueError:
            reason = text("plan_reading.time_impossible", words=found.words)
            head.notes.append(Unplaced(reason, found.place, found.words))
    if len({day.value for day in days}) > 1:
        reason = text("plan_reading.issued_differs", day=days[0].value, other=days[1].value)
        head.notes.append(Unplaced(reason, days[1].place, days[1].words))
    return days[0] if days else None


def _school_year(rows: Sequence[Row], head: Head) -> Stated[SchoolYear] | None:
    named = [*_title_years(head), *_searched(rows, _SCHOOL_YEAR)]
    sound = [found for found in named if int(found.match["second"]) == int(found.match["first"]) + 1]
    years = {int(found.match["first"]) for found in sound}
    if not sound or (len(years) > 1 and not _title_years(head)):
        return None
    if len(years) > 1 or len(sound) < len(named):
        others = [f.match.group() for f in named if f.match["first"] != sound[0].match["first"]]
        reason = text("plan_reading.school_years_differ", year=sound[0].match.group(), others=dict.fromkeys(others))
        head.notes.append(Unplaced(reason, sound[0].place, sound[0].words))
    return Stated(SchoolYear(int(sound[0].match["first"])), sound[0].place, sound[0].words)


def _title_years(head: Head) -> list[_Found]:
    if head.title is None:
        return []
    place, words = head.title.place, head.title.value
    return [_Found(match, place, words) for match in _SCHOOL_YEAR.finditer(words)]


def _letterhead_office(letterhead: Sequence[Row]) -> Stated[str] | None:
    office: Stated[str] | None = None
    for row in letterhead:
        for cell in dict.fromkeys(row.cells):
            for line in map(normalised, cell.split("\n")):
                office = _office_after(office, line, row)
    return office


def _office_after(office: Stated[str] | None, line: str, row: Row) -> Stated[str] | None:
    """The issuing office after this line: a new one named, or the same going on ("VÀ ĐÀO TẠO" on its own line)."""
    if _OFFICE.match(line) and line == line.upper():
        return Stated(line, row.place, line)
    if office and line.startswith("VÀ ") and line == line.upper():
        return Stated(f"{office.value} {line}", office.place, f"{office.words} {line}")
    return office


def _recital_office(rows: Sequence[Row]) -> Stated[str] | None:
    found = _first(rows, _RECITAL)
    return None if found is None else Stated(found.match["office"], found.place, found.match.group().lstrip(",; "))


def _enclosed_office(enclosed: _Found | None) -> Stated[str] | None:
    if enclosed is None or not enclosed.match["office"]:
        return None
    return Stated(normalised(enclosed.match["office"]), enclosed.place, enclosed.words)
