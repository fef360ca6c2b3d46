"""Finding the shipped data files and an office's own."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "did_you_mean": "did you mean {name}?",
    "known_names": "the files there are: {names}",
}
