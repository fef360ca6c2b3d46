"""What is installed on an office's machine: exactly what is meant to be, and it finds its own data there."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from tests.architecture import source_code

CODE = ("cli.py", "cycle_engine/", "notifications/")
DATA = ("workflows/", "config/")
# A kind of file that is shipped; another kind is a slip until it stands here.
SHIPPED_KINDS = {".css", ".csv", ".html", ".js", ".mako", ".md", ".py", ".service", ".svg", ".toml", ".txt", ".typ"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(WheelBuilder, source_code.ROOT, tmp_path_factory.mktemp("wheel"))


def test_a_wheel_holds_the_code_and_the_data_and_nothing_else(wheel: Path) -> None:
    written = source_code.all_files()
    code = {path for path in written if path.startswith(CODE)}
    data = {f"cycle_engine/_shipped/{path}" for path in written if path.startswith(DATA)}
    assert _names(wheel) == code | data


def test_a_wheel_brings_three_names_to_the_top_and_only_known_kinds_of_files(wheel: Path) -> None:
    paths = [PurePosixPath(name) for name in _names(wheel)]
    assert {path.parts[0] for path in paths} <= {"cli.py", "cycle_engine", "notifications"}
    assert {path.suffix for path in paths} <= SHIPPED_KINDS


def test_an_installed_wheel_finds_its_own_data_and_not_the_checkout_s(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    shutil.unpack_archive(wheel, installed, format="zip")
    asked = "from cycle_engine.resources import find_resource; print(find_resource('config', 'cycle.service'))"
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(answer.stdout.strip()) == installed / "cycle_engine" / "_shipped" / "config" / "cycle.service"


def test_an_editable_install_copies_nothing_that_could_grow_stale(tmp_path: Path) -> None:
    editable = _build(WheelBuilder, source_code.ROOT, tmp_path, version="editable")
    with zipfile.ZipFile(editable) as archive:
        assert _names(editable) == {"_cycle_assessment.pth"}
        assert Path(archive.read("_cycle_assessment.pth").decode()) == source_code.ROOT


def test_a_wheel_made_from_the_source_archive_is_the_same(wheel: Path, tmp_path: Path) -> None:
    archive = _build(SdistBuilder, source_code.ROOT, tmp_path)
    with tarfile.open(archive) as source:
        # Debian 12's Python has no filters yet; the archive is our own.
        source.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        source.extractall(tmp_path)  # noqa: S202
    again = _build(WheelBuilder, tmp_path / archive.name.removesuffix(".tar.gz"), tmp_path)
    assert _names(again) == _names(wheel)


def _build(
    builder: type[WheelBuilder] | type[SdistBuilder], source: Path, into: Path, version: str = "standard"
) -> Path:
    return Path(next(iter(builder(str(source)).build(directory=str(into), versions=[version]))))


def _names(wheel: Path) -> set[str]:
    """The files of a wheel without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.partition("/")[0].endswith(".dist-info")}
