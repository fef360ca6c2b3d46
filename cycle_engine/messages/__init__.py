"""The words people see, in Vietnamese and English, kept apart from the rules that choose them."""

from cycle_engine.messages.catalogue import (
    Label,
    Language,
    Text,
    current_language,
    has_text,
    say,
    spoken_number,
    text,
    use_language,
)

__all__ = [
    "Label",
    "Language",
    "Text",
    "current_language",
    "has_text",
    "say",
    "spoken_number",
    "text",
    "use_language",
]
