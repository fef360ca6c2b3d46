"""Words about days off and worked days."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "compensation": "{day}: {name} (compensation day)",
    "disputed": "{day}: {name} (not yet a day off in law, counted as a working day)",
    "holiday": "{day}: {name} (public holiday)",
    "provincial": "{day}: {name} (off by local decision)",
    "range_hint": "Choose a day within that range, or check the year of the date you gave.",
    "saturday": "{day}: Saturday",
    "sunday": "{day}: Sunday",
    "swap_off": "{day}: {name} (swapped for a worked Saturday)",
    "worked": "{day}: worked ({name})",
}
