"""Where history differs from a report."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "event_added": "line {seq} is dated before the report was made, but was not there then",
    "event_gone": "line {seq}, which the report counted, is gone",
    "event_other": "line {seq} is not the one the report counted: then {kept}, now {found}",
}
