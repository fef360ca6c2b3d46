from pathlib import Path

import pytest

from cycle_engine.definitions.catalogue import find_plan, find_workflow, list_plans, list_workflows
from cycle_engine.errors import NotFound
from cycle_engine.resources import shipped


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name in ("workflows/preschool.toml", "workflows/ours.toml", "workflows/plans/12-KH-UBND.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return tmp_path


def test_the_shipped_files_are_listed_by_name() -> None:
    assert list(list_workflows()) == ["general-education-4725", "preschool"]
    assert list(list_plans()) == ["74-KH-GDDT"]


def test_an_office_s_own_files_are_listed_with_the_shipped_ones(workspace: Path) -> None:
    assert list(list_workflows(workspace)) == ["general-education-4725", "ours", "preschool"]
    assert list(list_plans(workspace)) == ["12-KH-UBND", "74-KH-GDDT"]


def test_an_office_s_own_file_hides_the_shipped_one(workspace: Path) -> None:
    assert find_workflow("preschool") == shipped("workflows") / "preschool.toml"
    assert find_workflow("preschool", workspace) == workspace / "workflows" / "preschool.toml"


@pytest.mark.parametrize("name", ["74-KH-GDDT", "74/KH-GDDT", " 74/KH-GDDT "])
def test_a_plan_is_found_by_name_and_by_number(name: str) -> None:
    assert find_plan(name) == shipped("workflows") / "plans" / "74-KH-GDDT.toml"


def test_a_file_is_found_by_its_path_from_here_or_from_the_workspace(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "draft.toml").write_text("", encoding="utf-8")
    assert find_plan(str(workspace / "draft.toml")) == workspace / "draft.toml"
    assert find_plan("draft.toml", workspace) == workspace / "draft.toml"
    monkeypatch.chdir(workspace)
    assert find_workflow("draft.toml") == Path("draft.toml")


def test_a_name_that_is_almost_right_is_answered_with_the_right_one() -> None:
    with pytest.raises(NotFound, match="preschol") as missing:
        find_workflow("preschol")
    assert str(missing.value.hints[0]) == "có phải là “preschool”?"
    with pytest.raises(NotFound) as missing:
        find_plan("75/KH-GDDT.toml")
    assert "74-KH-GDDT" in str(missing.value.hints[0])


def test_a_name_like_nothing_is_answered_with_what_there_is() -> None:
    with pytest.raises(NotFound) as missing:
        find_workflow("zzz")
    assert ["preschool" in str(hint) for hint in missing.value.hints] == [True]
