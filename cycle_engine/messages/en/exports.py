"""Exports for other programs."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "written": "Wrote {rows} {rows:row|rows}: {file}",
}
