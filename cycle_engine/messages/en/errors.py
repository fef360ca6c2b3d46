"""What every refusal says in one line."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "resource_not_found": "there is no file {name} in {folders}",
}
