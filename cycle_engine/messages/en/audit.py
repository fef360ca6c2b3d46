"""Where history is not as it was written."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "certificate_row_differs": "the stored certificate {id} differs from the register",
    "document_row_differs": "the stored document {id} differs from the register's lines",
    "end_missing": "the last lines of the history are missing",
    "event_changed": "line {seq} of the history was changed",
    "event_missing": "line {seq} of the history is missing",
    "file_changed": "the document {name} that was handed in was changed",
    "file_missing": "the document {name} that was handed in is missing",
    "keys_differ": "the public keys differ from the register",
    "link_broken": "line {seq} of the history does not follow from the one before",
    "no_events": "no line of the history is left",
    "plan_changed": "amended plan number {number} is no longer as it was written",
    "plan_unrecorded": "there is an amended plan that no history tells of",
    "register_unreadable": "a line of the register cannot be read",
    "row_differs": "the stored state differs from the history",
}
