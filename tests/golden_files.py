"""What a person receives is compared whole with a file in ``tests/golden``.

``CYCLE_UPDATE_GOLDEN=1`` writes the files anew; then read the difference before you keep it.
"""

import os
from pathlib import Path
from typing import Final

GOLDEN: Final = Path(__file__).parent / "golden"


def assert_golden(name: str, made: str) -> None:
    """Compare with ``tests/golden/<name>``, bytes for bytes apart from the line ends a checkout may have."""
    file = GOLDEN / name
    if os.environ.get("CYCLE_UPDATE_GOLDEN") == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(made, encoding="utf-8", newline="\n")
    assert file.is_file(), f"{file} is missing: run once with CYCLE_UPDATE_GOLDEN=1 and read what it wrote"
    assert made == file.read_text(encoding="utf-8")
