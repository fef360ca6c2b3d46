"""Data files are found in a checkout and in a wheel, and an office's own come first."""

from pathlib import Path

import pytest

from cycle_engine.errors import NotFound
from cycle_engine.resources import _shipped_root, find_resource, list_resources, shipped

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    return tmp_path


def test_a_checkout_uses_the_files_at_its_top() -> None:
    assert shipped("workflows") == CHECKOUT / "workflows"


def test_an_installed_wheel_uses_the_files_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "cycle_engine"
    (package / "_shipped").mkdir(parents=True)
    assert _shipped_root(package) == package / "_shipped"


def test_a_shipped_file_is_found_by_its_name() -> None:
    assert find_resource("config", "cycle.service") == CHECKOUT / "config" / "cycle.service"


def test_an_office_s_own_file_comes_before_the_shipped_one_of_the_same_name(workspace: Path) -> None:
    own = workspace / "config" / "cycle.service"
    own.touch()
    assert find_resource("config", "cycle.service", workspace=workspace) == own
    assert list_resources("config", "*.service", workspace=workspace) == {"cycle.service": own}


def test_the_list_joins_an_office_s_own_files_and_the_shipped_ones_sorted_by_name(workspace: Path) -> None:
    own = workspace / "config" / "calendars" / "tinh.service"
    own.parent.mkdir()
    own.touch()
    (workspace / "config" / "ghi-chu.txt").touch()
    assert list(list_resources("config", "*.service", workspace=workspace).items()) == [
        ("calendars/tinh.service", own),
        ("cycle.service", CHECKOUT / "config" / "cycle.service"),
    ]


def test_a_workspace_without_such_a_folder_sees_the_shipped_files(tmp_path: Path) -> None:
    assert list(list_resources("config", "*.service", workspace=tmp_path / "none")) == ["cycle.service"]


def test_a_mistyped_name_is_answered_with_the_nearest_one(workspace: Path) -> None:
    with pytest.raises(NotFound) as refused:
        find_resource("config", "cycle.sevrice", workspace=workspace)
    assert [str(hint) for hint in refused.value.hints] == ["có phải ý bạn là cycle.service?"]
    assert "cycle.sevrice" in str(refused.value)
    assert str(workspace / "config") in str(refused.value)


def test_a_name_like_nothing_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(NotFound) as refused:
        find_resource("config", "zzz")
    assert "cycle.service" in str(refused.value.hints[0])


@pytest.mark.parametrize(
    "name", ["../cycle.toml", "/etc/passwd", "a/../../cycle.toml", "..\\cycle.toml", "C:x", "", "."]
)
def test_a_name_never_leads_out_of_its_folder(name: str, workspace: Path) -> None:
    (workspace / "cycle.toml").touch()
    with pytest.raises(NotFound):
        find_resource("config", name, workspace=workspace)
