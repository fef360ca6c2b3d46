import unicodedata
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from cycle_engine.definitions.roster import read_roster
from cycle_engine.definitions.roster_columns import HEADINGS, find_kind
from cycle_engine.domain.roster import ROSTER_COLUMNS
from cycle_engine.domain.units import KIND_WORDS, Unit, UnitKind
from cycle_engine.errors import FileInvalid, NotFound
from cycle_engine.formatting import search_key
from cycle_engine.messages import Language, has_text, use_language

SAMPLES = ("config/sample-roster.csv", "config/profiles/commune-2025.csv")
SCHOOL = Unit("MN01", "Trường Mầm non Mẫu 01", UnitKind.PRESCHOOL)


@pytest.fixture
def roster(tmp_path: Path) -> "Roster":
    return Roster(tmp_path / "roster.csv")


class Roster:
    """Writes a CSV roster and reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, content: str, *, known_codes: Sequence[str] = ()) -> tuple[Unit, ...]:
        self.path.write_text(content, encoding="utf-8")
        return read_roster(self.path, known_codes=known_codes).units

    def problems(self, content: str, *, known_codes: Sequence[str] = ()) -> list[tuple[str, str]]:
        """Where and which, after seeing that each is spoken whole, with a hint, in both languages."""
        with pytest.raises(FileInvalid) as refusal:
            self.read(content, known_codes=known_codes)
        for language in (Language.EN, Language.VI):
            use_language(language)
            assert all(str(p.message) and p.hint and str(p.hint) for p in refusal.value.problems)
        return [(p.where, p.message.key.removeprefix("roster.")) for p in refusal.value.problems]

    def hints(self, content: str) -> list[str]:
        with pytest.raises(FileInvalid) as refusal:
            self.read(content)
        return [str(hint) for hint in refusal.value.hints]


def test_the_shipped_sample_is_a_sound_roster_of_25_preschools() -> None:
    units = read_roster(Path("config/sample-roster.csv")).units
    schools = [unit for unit in units if unit.is_school]
    assert [school.code for school in schools] == [f"MN{n:02}" for n in range(1, 26)]
    assert {school.parent for school in schools} == {"PGD"}
    assert {unit.code: unit.parent for unit in units if not unit.is_school} == {"SGD": None, "PGD": "SGD"}


def test_a_commune_s_sample_is_the_same_schools_under_a_people_s_committee() -> None:
    district, commune = (read_roster(Path(sample)).units for sample in SAMPLES)
    others = [unit for unit in commune if unit not in district]
    assert [(unit.code, unit.kind) for unit in others] == [("PGD", UnitKind.COMMUNE)]
    assert [unit.code for unit in commune] == [unit.code for unit in district]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_shipped_sample_names_nobody_real(sample: str) -> None:
    for unit in read_roster(Path(sample)).units:
        assert all(box.endswith(".example") for box in (unit.email, unit.head_email, unit.officer_email))
        assert all("mẫu" in name.lower() for name in (unit.name, unit.head_name, unit.officer_name))
        assert unit.phone == ""


@pytest.mark.parametrize(
    "headings", ["Mã;Tên;Loại", "code;name;kind", "  MA ;tên:;LOẠI HÌNH", "Mã (*);Tên trường;Cấp học"]
)
def test_headings_are_known_in_both_languages_without_case_accents_or_signs(roster: Roster, headings: str) -> None:
    assert roster.read(f"{headings}\nMN01;Trường Mầm non Mẫu 01;Mầm non\n") == (SCHOOL,)


def test_headings_typed_on_a_mac_are_known(roster: Roster) -> None:
    content = unicodedata.normalize("NFD", "Mã;Tên;Loại\nMN01;Trường Mầm non Mẫu 01;mầm non\n")
    assert roster.read(content) == (SCHOOL,)


def test_columns_stand_in_any_order_and_unknown_ones_are_named(roster: Roster) -> None:
    content = "STT;Loại;Ghi chú;Tên;Email;Mã\n1;mầm non;x;Trường Mầm non Mẫu 01;;MN01\n"
    assert roster.read(content) == (SCHOOL,)
    read = read_roster(roster.path)
    assert read.columns == ("code", "name", "kind", "email")
    assert read.ignored == ("STT", "Ghi chú")


def test_every_column_of_a_unit_is_read(roster: Roster) -> None:
    content = (
        ";".join(ROSTER_COLUMNS) + "\nMN01;T;primary;PGD;a@x.example;H;h@x.example;O;o@x.example;p;https://x.example\n"
    )
    (unit,) = roster.read(content, known_codes=["PGD"])
    assert unit == Unit(
        "MN01",
        "T",
        UnitKind.PRIMARY,
        "PGD",
        "a@x.example",
        "H",
        "h@x.example",
        "O",
        "o@x.example",
        "p",
        "https://x.example",
    )


def test_titles_above_the_headings_and_running_numbers_below_are_no_units(roster: Roster) -> None:
    content = "PHÒNG GDĐT MẪU;;;\nDANH SÁCH;;;\n;;;\nSTT;Mã;Tên;Loại\n1;MN01;Trường Mầm non Mẫu 01;MN\n2;;;\n3;;;\n"
    assert roster.read(content) == (SCHOOL,)


def test_a_workbook_reads_as_the_same_roster(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [["Danh sách trường"], [], ["Mã", "Tên", "Loại", "Điện thoại"], [101, " Trường\u00a0Mẫu ", "MN", 123]]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_roster(tmp_path / "a.xlsx").units == (Unit("101", "Trường Mẫu", UnitKind.PRESCHOOL, phone="123"),)


def test_leading_zeros_and_case_of_codes_are_kept(roster: Roster) -> None:
    assert [unit.code for unit in roster.read("Mã;Tên;Loại\n007;x;MN\nmn-01a;y;MN\n")] == ["007", "mn-01a"]


def test_a_superior_is_found_in_the_file_or_among_the_known_and_takes_its_spelling(roster: Roster) -> None:
    content = "Mã;Tên;Loại;Đơn vị quản lý\nMN01;x;MN;pgd\nPGD;y;phòng GDĐT;sgd\n"
    assert [unit.parent for unit in roster.read(content, known_codes=["SGD"])] == ["PGD", "SGD"]


def test_every_problem_of_the_sheet_is_found_at_once(roster: Roster) -> None:
    content = (
        "Mã;Tên;Loại;Đơn vị quản lý;Email;Email thủ trưởng;Website\n"
        "MN01;x;mầm non;;a@x.example;;\n"
        "mn01;y;mầm nom;XXX;a@x;;x.example\n"
        ";z;;;;a@x.example b@x.example;\n"
        "MN03;;MN;MN03;;;\n"
        "A;x;MN;B;;;\n"
        "B;x;MN;C;;;\n"
        "C;x;MN;A;;;\n"
    )
    assert sorted(roster.problems(content)) == [
        ("dòng 3, cột Email", "bad_email"),
        ("dòng 3, cột Loại", "unknown_kind"),
        ("dòng 3, cột Mã", "equal_codes"),
        ("dòng 3, cột Website", "bad_website"),
        ("dòng 3, cột Đơn vị quản lý", "unknown_parent"),
        ("dòng 4, cột Email thủ trưởng", "bad_email"),
        ("dòng 4, cột Loại", "missing_value"),
        ("dòng 4, cột Mã", "missing_value"),
        ("dòng 5, cột Tên", "missing_value"),
        ("dòng 5, cột Đơn vị quản lý", "own_parent"),
        ("dòng 6, cột Đơn vị quản lý", "circle"),
    ]


def test_equal_codes_name_both_rows(roster: Roster) -> None:
    with pytest.raises(FileInvalid, match=r"dòng 4, cột Mã: mã mn01 ở dòng 4 trùng với dòng 2"):
        roster.read("Mã;Tên;Loại\nMN01;x;MN\nMN02;x;MN\nmn01;y;MN\n")


def test_an_unknown_kind_names_the_nearest_and_all_allowed(roster: Roster) -> None:
    (hint,) = roster.hints("Mã;Tên;Loại\nMN01;x;mầm nom\n")
    assert "“mầm non”" in hint
    assert "sở GDĐT" in hint
    (hint,) = roster.hints("Mã;Tên;Loại\nMN01;x;???\n")
    assert "tiểu học" in hint


def test_an_unknown_superior_names_the_nearest(roster: Roster) -> None:
    (hint,) = roster.hints("Mã;Tên;Loại;Đơn vị quản lý\nPGD1;x;phòng GDĐT;\nMN01;x;MN;PGD\n")
    assert "PGD1" in hint


def test_a_large_roster_full_of_mistakes_is_refused_in_reasonable_time(roster: Roster) -> None:
    rows = "".join(f"T{n};x;loại {n % 9};XX{n}\n" for n in range(3_000))
    assert len(roster.problems("Mã;Tên;Loại;Đơn vị quản lý\n" + rows)) == 6_000


def test_a_circle_is_named_once_from_its_first_row(roster: Roster) -> None:
    content = "Mã;Tên;Loại;Đơn vị quản lý\nX;x;MN;A\nA;x;xã;B\nB;x;xã;A\n"
    with pytest.raises(FileInvalid, match="A → B → A") as refusal:
        roster.read(content)
    assert len(refusal.value.problems) == 1


def test_missing_columns_are_named_with_the_heading_that_was_perhaps_meant(roster: Roster) -> None:
    assert roster.problems("Mã;Tênn\nMN01;x\n") == [("", "no_headings")]
    content = "Mã;Email;Loaij\nMN01;a@x.example;MN\n"
    assert roster.problems(content) == [("dòng 1", "missing_column"), ("dòng 1", "missing_column")]
    assert any("Loaij" in hint for hint in roster.hints(content))


def test_a_sheet_without_headings_says_which_it_needs(roster: Roster) -> None:
    for content in ("", "x;y;z\n1;2;3\n"):
        with pytest.raises(FileInvalid, match="Mã, Tên, Loại"):
            roster.read(content)


def test_two_columns_for_one_thing_are_refused(roster: Roster) -> None:
    assert roster.problems("Mã;Tên;Loại;code\nMN01;x;MN;MN02\n") == [("dòng 1, cột code", "column_twice")]


def test_faults_count_only_in_columns_that_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Trường"
    for row in [
        ["STT", "Mã", "Tên", "Loại", "Email"],
        ["=1", "MN01", "x", "MN", "=1"],
        ["=2", "MN02", "=2", "MN", None],
    ]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileInvalid) as refusal:
        read_roster(tmp_path / "a.xlsx")
    assert [p.where for p in refusal.value.problems] == ["Trường!E2", "Trường!C3"]
    assert all(p.hint and has_text(p.hint.key) for p in refusal.value.problems)


def test_a_roster_that_does_not_exist_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_roster(tmp_path / "none.csv")


@pytest.mark.parametrize("words", ["mầm non", "MẦM NON", "mam non", "Trường Mầm non", "MN", "preschool"])
def test_a_kind_is_known_by_any_of_its_words(words: str) -> None:
    assert find_kind(words) is UnitKind.PRESCHOOL


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Phòng GD&ĐT", UnitKind.DEPARTMENT),
        ("Sở GD và ĐT", UnitKind.PROVINCE),
        ("Sở GD-ĐT", UnitKind.PROVINCE),
        ("TH & THCS", UnitKind.MULTI_LEVEL),
        ("Lower_Secondary", UnitKind.LOWER_SECONDARY),
        ("", None),
    ],
)
def test_kinds_are_known_without_signs(words: str, kind: UnitKind | None) -> None:
    assert find_kind(words) is kind


def test_no_word_names_two_columns_or_two_kinds() -> None:
    for table in (HEADINGS, KIND_WORDS):
        letters = [
            {"".join(filter(str.isalnum, search_key(word))) for word in (key, *words)} for key, words in table.items()
        ]
        assert sum(map(len, letters)) == len(set().union(*letters))
