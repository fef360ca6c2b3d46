"""What every refusal says in one line."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "calendar_file_not_found": "there is no calendar file {file}",
    "calendar_range": "{day} lies outside the working calendar, which runs from {first} to {last}",
    "definition_not_found": "there is no workflow or plan {name}",
    "document_not_found": "there is no file {file}",
    "file_invalid": "the file {file} has {count} problem(s)",
    "file_unreadable": "the file {file} cannot be read: {detail}",
    "mail_address_not_valid": "{address} is not a mail address",
    "period_not_valid": "{written} is not a reporting period",
    "plan_not_found": "there is no plan “{name}”",
    "reporting_rule": "cut-off day {cut_off_day} and due day {due_day} do not make a reporting rule",
    "resource_not_found": "there is no file {name} in {folders}",
    "sheet_not_found": "there is no file {file}",
    "workflow_not_found": "there is no workflow “{name}”",
}
