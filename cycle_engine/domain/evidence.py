"""Evidence: what proves a criterion, as a stored file, a link, or a note where nothing can be handed in.

An item keeps its ``id`` for as long as the case lives; what is said of the same id later replaces what was said
before, and the history keeps both. Nothing is deleted: an item is withdrawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WHOLE: Final = "*"
"""What stands in place of a criterion's code where evidence serves the whole case."""


class EvidenceForm(StrEnum):
    """What an item is."""

    FILE = "file"
    LINK = "link"
    NOTE = "note"


class EvidenceState(StrEnum):
    """Whether an item counts: it does when confirmed; last year's is to be confirmed first."""

    CONFIRMED = "confirmed"
    TO_BE_CONFIRMED = "to_be_confirmed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence. ``criterion`` is a criterion's code, a group's id, or ``WHOLE``.

    A file has a ``name`` and its ``sha256``; a link its ``link``; ``text`` is a note, or a word about the others.
    ``source`` says where it was taken over from: the key of last year's case, empty when it was handed in here.
    """

    id: str
    criterion: str
    form: EvidenceForm
    name: str = ""
    sha256: str = ""
    link: str = ""
    text: str = ""
    state: EvidenceState = EvidenceState.CONFIRMED
    source: str = ""

    @property
    def content(self) -> tuple[str, ...]:
        """What it is and what it proves, whoever handed it in: two items that say the same are equal here."""
        return (self.criterion or WHOLE, self.form.value, self.sha256, self.link, "" if self.is_file else self.text)

    @property
    def is_file(self) -> bool:
        """Whether bytes of it are kept."""
        return self.form is EvidenceForm.FILE

    @property
    def shown(self) -> str:
        """What people call it: a file's name, a link's address, a note's words."""
        return {EvidenceForm.FILE: self.name, EvidenceForm.LINK: self.link, EvidenceForm.NOTE: self.text}[self.form]


def evidence_values(item: EvidenceItem) -> dict[str, str]:
    """Turn an item into plain words by the fields' names."""
    return {
        "id": item.id,
        "criterion": item.criterion,
        "form": item.form.value,
        "name": item.name,
        "sha256": item.sha256,
        "link": item.link,
        "text": item.text,
        "state": item.state.value,
        "source": item.source,
    }


def evidence_to_json(item: EvidenceItem) -> dict[str, str]:
    """Turn an item into plain JSON values; what is empty is left out."""
    return {name: value for name, value in evidence_values(item).items() if value}


def evidence_from_json(body: Mapping[str, object]) -> EvidenceItem:
    """Read back what ``evidence_to_json`` or ``evidence_values`` gave."""
    return EvidenceItem(
        id=str(body["id"]),
        criterion=str(body.get("criterion", "")),
        form=EvidenceForm(str(body["form"])),
        name=str(body.get("name", "")),
        sha256=str(body.get("sha256", "")),
        link=str(body.get("link", "")),
        text=str(body.get("text", "")),
        state=EvidenceState(str(body["state"])),
        source=str(body.get("source", "")),
    )
