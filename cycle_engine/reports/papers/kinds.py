"""Which official papers there are; their names are those of the workflow's products."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cycle_engine.messages import Text, text


class Issuing(StrEnum):
    """Who issues a paper: the school that is assessed, or the office over it."""

    SCHOOL = "school"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of paper.

    ``type`` is the short form of its type in numbers (QĐ, TTr, BC, BB). ``file`` begins its files' names. There is one
    for each school, or one for many that lists them.
    """

    id: str
    type: str
    issuing: Issuing
    file: str
    lists_schools: bool = False

    @property
    def label(self) -> Text:
        """What people call it."""
        return text(f"papers.kind_{self.id}")


CERTIFICATE: Final = PaperKind("certificate", "GCN", Issuing.OFFICE, "giay-chung-nhan")

KINDS: Final = (
    PaperKind("self_assessment_minutes", "BB", Issuing.SCHOOL, "bien-ban-tu-danh-gia"),
    PaperKind("self_assessment_decision", "QĐ", Issuing.SCHOOL, "quyet-dinh-ket-qua-tu-danh-gia"),
    PaperKind("review_submission", "TTr", Issuing.SCHOOL, "to-trinh-de-nghi-danh-gia-ngoai"),
    PaperKind("external_review_minutes", "BB", Issuing.OFFICE, "bien-ban-danh-gia-ngoai"),
    PaperKind("proposal_list", "TTr", Issuing.OFFICE, "to-trinh-danh-sach-de-nghi-cong-nhan", lists_schools=True),
    PaperKind("recognition_decision", "QĐ", Issuing.OFFICE, "quyet-dinh-cong-nhan", lists_schools=True),
    CERTIFICATE,
    PaperKind("report_to_province", "BC", Issuing.OFFICE, "bao-cao-ket-qua", lists_schools=True),
)
"""Every kind, in the order of a year."""


def find_kind(name: str) -> PaperKind | None:
    """The kind of this name, or None."""
    return next((kind for kind in KINDS if kind.id == name), None)
