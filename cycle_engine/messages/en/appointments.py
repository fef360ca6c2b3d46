"""Calendar entries: the deadline of each task as a calendar program keeps it."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "and_more": "… and {count} more units",
    "basis": "By plan {number} of {issued}, row {section}",
    "feed_name": "Deadlines {label} - {who}",
    "handed_over": "Deadline: {nominal}; the case was handed over on {received_on}, so {counts_from} is in time",
    "nominal": "Deadline: {nominal}",
    "nominal_moved": "Deadline: {nominal}, a day off; the entry stands on the working day before",
    "not_official": "An automatic entry, for information; it replaces no official document (Decision 28/2018/QĐ-TTg).",
    "products": "Products: {products}",
    "still_due": "Not recorded as done: {units}",
    "title_done": "Done: {title} - {who}",
    "title_due": "Due: {title} - {who}",
    "title_off": "No longer to be done: {title} - {who}",
    "unit": "Unit: {who}",
    "units_done": "{count} {count:unit|units}",
    "units_due": "{due} of {count} {count:unit|units} left",
    "visit_basis": "By Plan {number} of {issued}",
    "visit_done": "External review done: {who}",
    "visit_due": "External review: {who}",
    "visit_off": "External review called off: {who}",
    "visitors": "Review team: {visitors}",
}
