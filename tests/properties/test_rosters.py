"""A roster written in any dialect reads back equal, and names sort as Vietnamese does whatever they hold."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cycle_engine.definitions.roster import read_roster
from cycle_engine.definitions.roster_columns import HEADINGS
from cycle_engine.domain.roster import ROSTER_COLUMNS, compare_rosters
from cycle_engine.domain.units import Unit, UnitKind, code_key
from cycle_engine.errors import FileInvalid
from cycle_engine.formatting import normalised, search_key, vietnamese_sort_key

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
TONED = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
]
VOWELS = {toned: row[0] for row in TONED for toned in row}
letters = st.text(VIETNAMESE + VIETNAMESE.upper() + "0123456789 ;,\t\"'=+-@|&<>{}._/\\\n", min_size=1, max_size=12)
texts = letters.map(normalised).filter(lambda text: bool(text) and not text.startswith("#"))
mailboxes = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True)


@st.composite
def rosters(draw: st.DrawFn) -> list[Unit]:
    codes = draw(st.lists(texts, min_size=1, max_size=6, unique_by=code_key))
    units: list[Unit] = []
    for code in codes:
        above = draw(st.sampled_from([None, *(unit.code for unit in units)]))
        kind = draw(st.sampled_from(UnitKind))
        optional = {name: draw(st.just("") | texts) for name in ("head_name", "officer_name", "phone")}
        boxes = {name: draw(st.just("") | mailboxes) for name in ("email", "head_email", "officer_email")}
        website = draw(st.sampled_from(["", "https://truong.example"]))
        units.append(Unit(code, draw(texts), kind, above, website=website, **optional, **boxes))
    return draw(st.permutations(units))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Unit], list[list[str]]]:
    """Units, and the same as rows under headings of either language in any order, below a title or none."""
    units = draw(rosters())
    columns = draw(st.permutations(ROSTER_COLUMNS))
    headings = [draw(st.sampled_from([column, *HEADINGS[column]])) for column in columns]
    title = draw(st.sampled_from([[], [["DANH SÁCH MẪU"] + [""] * (len(columns) - 1)], [[""] * len(columns)]]))
    return units, [*title, headings, *([cell_of(unit, column) for column in columns] for unit in units)]


def cell_of(unit: Unit, column: str) -> str:
    return unit.kind.label.vi if column == "kind" else getattr(unit, column) or ""


def read_back(name: str, content: bytes) -> Sequence[Unit]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return read_roster(path).units


def refusal_of(name: str, content: bytes) -> str:
    try:
        return f"{len(read_back(name, content))} units"
    except FileInvalid as refusal:
        return str(refusal) if refusal.hints else ""


@settings(deadline=None)
@given(
    tables(),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_roster_written_as_csv_in_any_dialect_reads_back_equal(
    table: tuple[list[Unit], list[list[str]]], delimiter: str, encoding: str, end: str, quoting: int
) -> None:
    units, rows = table
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    assert list(read_back("roster.csv", written.getvalue().encode(encoding))) == units


@settings(deadline=None)
@given(tables(), st.booleans())
def test_a_roster_written_as_a_workbook_reads_back_equal(
    table: tuple[list[Unit], list[list[str]]],
    constant_memory: bool,  # noqa: FBT001
) -> None:
    units, rows = table
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"constant_memory": constant_memory})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    book.close()
    assert list(read_back("roster.xlsx", written.getvalue())) == units


@given(rosters())
def test_a_roster_compared_with_itself_changes_nothing(units: list[Unit]) -> None:
    assert compare_rosters({unit.code: unit for unit in units}, units).is_empty


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_words(content: bytes) -> None:
    for name in ("roster.csv", "roster.xlsx"):
        assert refusal_of(name, content)


@given(st.text())
def test_normalised_text_and_search_keys_are_settled_at_once(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
    assert search_key(search_key(text)) == search_key(text)
    assert search_key(normalised(text)) == search_key(text)


@given(st.text(VIETNAMESE), st.text(VIETNAMESE))
def test_letters_decide_before_tones(one: str, other: str) -> None:
    def toneless(word: str) -> str:
        return "".join(VOWELS.get(letter, letter) for letter in word)

    if toneless(one) != toneless(other):
        by_letters = [VIETNAMESE.index(letter) for letter in toneless(one)] < [
            VIETNAMESE.index(letter) for letter in toneless(other)
        ]
        assert (vietnamese_sort_key(one) < vietnamese_sort_key(other)) is by_letters


@given(st.lists(letters))
def test_names_that_differ_never_share_a_place(names: list[str]) -> None:
    assert len({vietnamese_sort_key(name) for name in names}) == len({normalised(name) for name in names})
