"""Which letters there are, and the files they are made of. No other template has a name.

A letter is a folder of ``templates/email`` with ``subject.txt``, ``body.txt`` and ``body.html``. Layouts and shared
wording lie beside the folders.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from notifications.letter_facts import Audience
from notifications.news_facts import NEWS_TEMPLATES
from notifications.week_facts import WEEKLY_DIGEST

NOTICE_TEMPLATES: Final = ("reminder", "due_today", "overdue", "escalation_head", "escalation_superior")
"""The letters that say one notice; a ladder's rung names one of them."""

DIGEST: Final = "digest"
"""The letter that says several things, or copies."""

ANNOUNCEMENT_TEMPLATES: Final = (*NEWS_TEMPLATES, WEEKLY_DIGEST)
"""The letters that tell one announcement; a transition of a workflow, or what else happened, names one of them."""

FACT_TEMPLATES: Final[Mapping[str, Audience]] = {
    "monthly_report": Audience.SUPERIOR,
    "report_draft": Audience.OFFICER,
    "score_form": Audience.SCHOOL,
    "review_schedule": Audience.SCHOOL,
}
"""The letters about facts, each with whom it speaks to."""

TEMPLATES: Final = (*NOTICE_TEMPLATES, DIGEST, *ANNOUNCEMENT_TEMPLATES, *FACT_TEMPLATES)
PARTS: Final = ("subject.txt", "body.txt", "body.html")

SENTENCES: Final[Mapping[str, str]] = {
    "wording.html": "wording.txt",
    "news.html": "news.txt",
    "week.html": "week.txt",
}
"""Sentences that text and HTML share: the file read again as HTML, so that its values are escaped there."""

SHARED: Final = (*SENTENCES.values(), "layout.txt", "layout.html", "parts.txt", "parts.html")
TEMPLATE_FILES: Final = frozenset({*SHARED, *(f"{template}/{part}" for template in TEMPLATES for part in PARTS)})
SHIPPED_TEMPLATES: Final = Path(__file__).resolve().parent / "templates" / "email"
