"""Writing into the register: by whom, in which transaction; every line and row of it goes through here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cycle_engine.domain.register import RegisteredDocument
from cycle_engine.domain.register_lines import LineKind, RegisterLine
from cycle_engine.services.desk import Actor, Desk
from cycle_engine.store.register import append_line, keep_document

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, at which desk, in which transaction, which must be alone."""

    transaction: "Transaction"
    desk: Desk
    actor: Actor

    def write_line(self, kind: LineKind, entry: int, facts: Mapping[str, object]) -> RegisterLine:
        """Append the next line of the register."""
        who = (self.actor.login, self.actor.on_behalf_of)
        return append_line(self.transaction, kind, entry, facts, actor=who, recorded_at=self.desk.clock.now())

    def write_document(
        self, document: RegisteredDocument, kind: LineKind, facts: Mapping[str, object]
    ) -> RegisteredDocument:
        """Append a line about a document and keep the document as it stands after it."""
        line = self.write_line(kind, document.id, facts)
        document = replace(document, line=line.seq)
        keep_document(self.transaction, document)
        return document
