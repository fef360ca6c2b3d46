"""What every refusal says in one line."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "calendar_file_not_found": "there is no calendar file {file}",
    "calendar_range": "{day} lies outside the working calendar, which runs from {first} to {last}",
    "file_invalid": "the file {file} has {count} problem(s)",
    "resource_not_found": "there is no file {name} in {folders}",
}
