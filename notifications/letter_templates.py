"""Which letters there are, and the files they are made of. No other template has a name.

A letter is a folder of ``templates/email`` with ``subject.txt``, ``body.txt`` and ``body.html``. Layouts and shared
wording lie beside the folders.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from notifications.letter_facts import Audience

NOTICE_TEMPLATES: Final = ("reminder", "due_today", "overdue", "escalation_head", "escalation_superior")
"""The letters that say one notice; a ladder's rung names one of them."""

DIGEST: Final = "digest"
"""The letter that says several notices, or copies."""

FACT_TEMPLATES: Final[Mapping[str, Audience]] = {
    "monthly_report": Audience.SUPERIOR,
    "returned": Audience.SCHOOL,
    "extension_granted": Audience.SCHOOL,
    "recognized": Audience.SCHOOL,
}
"""The letters about facts, each with whom it speaks to."""

TEMPLATES: Final = (*NOTICE_TEMPLATES, DIGEST, *FACT_TEMPLATES)
PARTS: Final = ("subject.txt", "body.txt", "body.html")

WORDING: Final = "wording.txt"
"""Sentences that text and HTML share: read as ``wording.html`` too, so that its values are escaped there."""

SHARED: Final = (WORDING, "layout.txt", "layout.html", "parts.txt", "parts.html")
TEMPLATE_FILES: Final = frozenset({*SHARED, *(f"{template}/{part}" for template in TEMPLATES for part in PARTS)})
SHIPPED_TEMPLATES: Final = Path(__file__).resolve().parent / "templates" / "email"
