"""The locks hold versions and hashes, nothing else, and agree with what pyproject.toml allows."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import source_code

RUNTIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"

PINNED = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)(?: ; [^\\]+)?(?: \\)?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
NOTE = re.compile(r"    #(?: via)?(?: +[^/]*)?")


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_a_lock_says_versions_and_hashes_and_nothing_else(lock: str) -> None:
    lines = _read(lock).splitlines()
    assert [line for line in lines if not any(form.fullmatch(line) for form in (PINNED, HASH, NOTE))] == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_version_in_a_lock_has_its_hashes(lock: str) -> None:
    lines = _read(lock).splitlines()
    assert [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if PINNED.fullmatch(line) and not HASH.fullmatch(following)
    ] == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT])
def test_every_dependency_is_locked_within_its_bounds(lock: str) -> None:
    assert _outside(_requirements(lock), _versions(lock)) == []


def test_development_runs_on_the_very_versions_that_are_shipped() -> None:
    assert _versions(RUNTIME).items() <= _versions(DEVELOPMENT).items()


def test_every_bound_above_or_below_says_why() -> None:
    lines = _read("pyproject.toml").partition("dependencies = [\n")[2].partition("\n]")[0].splitlines()
    assert [line for line in lines if "#" not in line] == []


def _outside(requirements: list[Requirement], versions: dict[str, str]) -> list[str]:
    return [
        f"{requirement} is locked at {versions.get(canonicalize_name(requirement.name))}: run `make lock`"
        for requirement in requirements
        if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]


def _requirements(lock: str) -> list[Requirement]:
    pyproject = tomllib.loads(_read("pyproject.toml"))
    development = pyproject["dependency-groups"]["dev"] if lock == DEVELOPMENT else []
    return [Requirement(line) for line in [*pyproject["project"]["dependencies"], *development]]


def _versions(lock: str) -> dict[str, str]:
    return {found["name"]: found["version"] for line in _read(lock).splitlines() if (found := PINNED.fullmatch(line))}


def _read(name: str) -> str:
    return (source_code.ROOT / name).read_text(encoding="utf-8")
