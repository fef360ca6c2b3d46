"""The register of documents: what is printed, and its columns."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "added": (
        "Document {id} of {unit} is in the register: no number yet, sign {sign}, {count} {count:unit|units} listed."
    ),
    "authority": "Authority",
    "completed_by": "completed (line {seq} of its history)",
    "date": "Date",
    "file": "File",
    "from_history": "(case)",
    "holder_document": "document {id}, {subject}",
    "holder_event": "{kind} in the case of {unit}, line {seq} of its history",
    "id": "ID",
    "kind": "Kind",
    "line": "{at}  {what}  {actor}  {reason}",
    "line_completed": "completed more cases",
    "line_corrected": "corrected",
    "line_drafted": "drafted",
    "line_numbered": "numbered",
    "line_withdrawn": "given up",
    "listing": "{unit}: level {level}, {done}",
    "not_completed": "not completed",
    "not_waiting": (
        "Listed, but not waiting for this document: {units}. When they do, run this command again with the same number "
        "and date."
    ),
    "number": "Number, sign",
    "number_it": "Once it is signed: cycle document number {id} --number NUMBER --dated DAY --file SIGNED",
    "numbered": "Document {id}: number {number}, of {dated}.",
    "refused_hint": "nothing was written, not even the number; supply what is missing and run this command again",
    "sha256": "SHA-256",
    "signer": "Signer",
    "stale": (
        "The certificates of these units still carry the old number: {units}. Revoke and issue anew: cycle certificate "
        "revoke, cycle certificate issue."
    ),
    "state": "State",
    "state_incomplete": "numbered, {count} {count:case|cases} not completed",
    "state_numbered": "numbered",
    "state_waiting": "waits for its number",
    "state_withdrawn": "given up",
    "subject": "Subject",
    "taken_twice": (
        "Numbers given twice in a year: {numbers}. Correct the wrong one: cycle document number ID --reason."
    ),
    "units": "Units",
    "units_more": "{first} and {more} more",
    "withdrawn": "Document {id} is given up.",
}
