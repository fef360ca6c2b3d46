"""Values on their way into a letter: cleaned, so that none can break a header or turn the direction of writing.

A text becomes composed letters on one line without unseen characters. Words stay in the templates.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeVar

from cycle_engine.domain.notices import Contact, Office, PlanReference
from cycle_engine.formatting import normalised

_Value = TypeVar("_Value", Contact, Office, PlanReference)

# A subject has room for what a task is, not for how, by what and where it is done.
_COMPLEMENT: Final = re.compile(r"[;:,(]| (?:mức độ|theo|trên|tại|của|thuộc|cho|bằng) ")


@lru_cache(maxsize=1024)  # an office writes hundreds of letters with the same name under the same plan
def clean_fields(value: _Value) -> _Value:
    """Clean every field of a contact, an office or a plan."""
    cleaned: dict[str, Any] = {field.name: clean(getattr(value, field.name)) for field in fields(value)}
    return replace(value, **cleaned)


def clean(value: object) -> object:
    """Clean a fact of any kind a template may be given; what is none of them is shown as its text."""
    if value is None or isinstance(value, bool | int | Decimal | date):
        return value
    if isinstance(value, Mapping):
        return {normalised(str(name)): clean(content) for name, content in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(clean, value))
    return normalised(str(value))


def short_task(title: str) -> str:
    """Shorten ``Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số`` to ``tự đánh giá``; one syllable says nothing."""
    cuts = (title[: match.start()].rstrip() for match in _COMPLEMENT.finditer(title))
    short = next((cut for cut in cuts if " " in cut), title)
    is_acronym = short[1:2].isupper()
    return short if is_acronym else short[:1].lower() + short[1:]
