"""What holds for every line that somebody wrote: how it is encoded, and what it must not say."""

import re
import unicodedata

from tests.architecture import source_code

# Put together here, so that this file does not say them itself.
TASK_MARKS = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME)\b")
REGISTRIES = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "/opt/" + "(?:pypi|wheels)", "test\\.pypi"]))

# A file that is not UTF-8 in NFC, with Unix line ends and one at its end, and why.
_AS_EXCEL = "as Excel saves it: with a byte order mark and Windows line ends"
OTHERWISE_ENCODED = {"config/sample-roster.csv": _AS_EXCEL, "config/profiles/commune-2025.csv": _AS_EXCEL}


def test_every_text_is_utf8_in_composed_form_with_unix_line_ends() -> None:
    assert {path for path, content in source_code.text_files().items() if not _is_clean(content)} == set(
        OTHERWISE_ENCODED
    )


def test_no_task_is_left_as_a_mark_in_a_file() -> None:
    assert _lines_with(TASK_MARKS) == []


def test_no_file_names_a_package_registry() -> None:
    assert _lines_with(REGISTRIES) == []


def _is_clean(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return (
        unicodedata.is_normalized("NFC", text) and "\r" not in text and text[-1:] in {"", "\n"} and text[:1] != "\ufeff"
    )


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path, content in source_code.text_files().items()
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1)
        if pattern.search(line)
    ]
