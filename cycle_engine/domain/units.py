"""Units: the schools that are assessed and the authorities above them.

A text nobody gave is the empty string; a unit without a superior has no ``parent``. Codes are kept as typed, and two
codes that differ only in upper and lower case are the same code (``code_key``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from cycle_engine.messages import Label


class UnitKind(StrEnum):
    """What a unit is. Until 30/6/2025 a department stood over the schools, since 1/7/2025 a commune does."""

    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    MULTI_LEVEL = "multi_level"
    CONTINUING_EDUCATION = "continuing_education"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    SOCIAL_OFFICE = "social_office"
    PROVINCE = "province"

    @property
    def is_school(self) -> bool:
        """Whether units of this kind teach, and so are assessed."""
        return self in SCHOOL_KINDS

    @property
    def is_named_alone(self) -> bool:
        """Whether no agency stands above its name on its papers: a People's Committee (Decree 30/2020, appendix I)."""
        return self is UnitKind.COMMUNE

    @property
    def label(self) -> Label:
        """What people call the kind."""
        return KIND_LABELS[self]


SCHOOL_KINDS: Final = frozenset(
    {
        UnitKind.PRESCHOOL,
        UnitKind.PRIMARY,
        UnitKind.LOWER_SECONDARY,
        UnitKind.UPPER_SECONDARY,
        UnitKind.MULTI_LEVEL,
        UnitKind.CONTINUING_EDUCATION,
    }
)

KIND_LABELS: Final[Mapping[UnitKind, Label]] = MappingProxyType(
    {
        UnitKind.PRESCHOOL: Label("mầm non", "preschool"),
        UnitKind.PRIMARY: Label("tiểu học", "primary"),
        UnitKind.LOWER_SECONDARY: Label("trung học cơ sở", "lower secondary"),
        UnitKind.UPPER_SECONDARY: Label("trung học phổ thông", "upper secondary"),
        UnitKind.MULTI_LEVEL: Label("phổ thông nhiều cấp học", "multi-level"),
        UnitKind.CONTINUING_EDUCATION: Label("giáo dục thường xuyên", "continuing education"),
        UnitKind.DEPARTMENT: Label("phòng GDĐT", "department"),
        UnitKind.COMMUNE: Label("UBND xã", "commune"),
        UnitKind.SOCIAL_OFFICE: Label("phòng VH-XH", "social office"),
        UnitKind.PROVINCE: Label("sở GDĐT", "province"),
    }
)

KIND_WORDS: Final[Mapping[UnitKind, tuple[str, ...]]] = MappingProxyType(
    {
        UnitKind.PRESCHOOL: ("trường mầm non", "MN", "mẫu giáo", "trường mẫu giáo", "nhà trẻ", "kindergarten"),
        UnitKind.PRIMARY: ("trường tiểu học", "TH", "primary school"),
        UnitKind.LOWER_SECONDARY: ("trường trung học cơ sở", "THCS", "trường THCS", "lower secondary school"),
        UnitKind.UPPER_SECONDARY: ("trường trung học phổ thông", "THPT", "trường THPT", "upper secondary school"),
        UnitKind.MULTI_LEVEL: (
            "trường phổ thông có nhiều cấp học",
            "liên cấp",
            "trường liên cấp",
            "TH và THCS",
            "TH-THCS",
            "THCS và THPT",
            "THCS-THPT",
            "TH, THCS và THPT",
            "TH-THCS-THPT",
        ),
        UnitKind.CONTINUING_EDUCATION: ("GDTX", "trung tâm GDTX", "TTGDTX", "GDNN-GDTX", "trung tâm GDNN-GDTX"),
        UnitKind.DEPARTMENT: ("phòng giáo dục và đào tạo", "phòng GD và ĐT", "PGD", "PGDĐT", "education department"),
        UnitKind.COMMUNE: (
            "ủy ban nhân dân xã",
            "UBND phường",
            "UBND đặc khu",
            "UBND cấp xã",
            "xã",
            "phường",
            "people's committee",
        ),
        UnitKind.SOCIAL_OFFICE: ("phòng văn hóa - xã hội", "phòng văn hóa và xã hội", "VH-XH", "PVHXH"),
        UnitKind.PROVINCE: ("sở giáo dục và đào tạo", "sở GD và ĐT", "SGD", "SGDĐT", "provincial department"),
    }
)
"""Words by which a sheet may name a kind, besides its label and its value."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A school or an authority, with the people who answer for it."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None = None
    email: str = ""
    head_name: str = ""
    head_email: str = ""
    officer_name: str = ""
    officer_email: str = ""
    phone: str = ""
    website: str = ""

    @property
    def is_school(self) -> bool:
        """Whether this unit is assessed."""
        return self.kind.is_school


def code_key(code: str) -> str:
    """What two spellings of one code have in common."""
    return code.strip().casefold()
