"""Each third-party library has one home; ruff's `banned-api` says so while typing, this test says it exactly."""

import sys
import tomllib
from fnmatch import fnmatch

from packaging.requirements import Requirement

from tests.architecture import source_code

# The library, as it is imported, and the modules that may know it.
HOMES = {
    "aiosmtplib": ("notifications/transports.py",),
    "alembic": ("cycle_engine/store/*",),
    "apscheduler": ("cycle_engine/scheduler.py",),
    "cryptography": ("cycle_engine/reports/*",),
    "click": ("cli.py", "cycle_engine/commands/*"),
    "docx": (
        "cycle_engine/definitions/document_word.py",
        "cycle_engine/definitions/word_numbering.py",
        "cycle_engine/reports/*",
    ),
    "holidays": ("cycle_engine/definitions/days_off.py",),
    "httpcore": ("cycle_engine/fetching.py",),
    "icalendar": ("cycle_engine/reports/*",),
    "jinja2": ("notifications/rendering.py", "cycle_engine/reports/*"),
    "matplotlib": ("cycle_engine/reports/*",),
    "psycopg": ("cycle_engine/store/*",),
    "pypdf": ("cycle_engine/definitions/document_pdf.py",),
    "python_calamine": ("cycle_engine/definitions/sheets.py",),
    "segno": ("cycle_engine/reports/*",),
    "sqlalchemy": ("cycle_engine/store/*",),
    "sqlite3": ("cycle_engine/store/*",),
    "sqlmodel": ("cycle_engine/store/*",),
    "transitions": ("cycle_engine/machine.py",),
    "typst": ("cycle_engine/reports/*",),
    "xlsxwriter": ("cycle_engine/reports/*",),
}
STANDARD_BUT_HOUSED = {"sqlite3"}
IMPORTED_AS = {"python-calamine": "python_calamine", "python-docx": "docx"}
NEVER_IMPORTED = {"tzdata"}  # Python itself reads it, where the system has no zones


def test_a_library_is_known_only_at_home() -> None:
    astray = [
        f"{module.place(node)} imports {library}: it lives in {', '.join(HOMES.get(library, ('no place yet',)))}"
        for module in source_code.production()
        for name, node in module.imports()
        if (library := name.partition(".")[0]) in HOMES or not _is_ours_or_python_s(library)
        if not any(fnmatch(module.path, home) for home in HOMES.get(library, ()))
    ]
    assert astray == []


def test_every_dependency_has_a_home_and_every_home_a_dependency() -> None:
    names = {Requirement(line).name for line in _pyproject()["project"]["dependencies"]}
    imported = {IMPORTED_AS.get(name, name) for name in names - NEVER_IMPORTED}
    assert imported == HOMES.keys() - STANDARD_BUT_HOUSED


def test_ruff_bans_exactly_the_libraries_that_have_a_home() -> None:
    assert HOMES.keys() == _pyproject()["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"].keys()


def test_ruff_lifts_the_ban_exactly_at_the_homes() -> None:
    ignores = _pyproject()["tool"]["ruff"]["lint"]["per-file-ignores"]
    lifted = {place.replace("/**", "/*") for place, codes in ignores.items() if "TID251" in codes}
    assert lifted - {"tests/*", "benchmarks/*"} == {home for homes in HOMES.values() for home in homes}


def _is_ours_or_python_s(library: str) -> bool:
    return library in {"cycle_engine", "notifications"} or library in sys.stdlib_module_names


def _pyproject() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((source_code.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
