"""``cycle plan amend``: a preview people can read, the same for programs, and the act."""

import json
from pathlib import Path

import pytest

from tests.builders import a_plan
from tests.command_line import run

LATER = 'number = "80/KH-PGDĐT"\nissued = 2025-01-20\n[[milestones]]\nid = "II.1"\ndue = 2025-02-14\n'


@pytest.fixture
def workspace(tmp_path: Path) -> list[str]:
    folder = tmp_path / "van-phong"
    run(["init", str(folder), "--rehearsal"])
    at = ["--workspace", str(folder)]
    run([*at, "--as-of", "2024-11-25", "school", "import", str(folder / "sample-roster.csv"), "--apply"])
    run([*at, "--as-of", "2024-11-25", "open", "74-KH-GDDT"])
    (folder / "revised.toml").write_text(a_plan(LATER), "utf-8")
    return [*at, "--as-of", "2025-02-05"]


def test_a_preview_says_what_moves_who_is_late_no_more_and_who_will_be_told(workspace: list[str]) -> None:
    file = str(Path(workspace[1]) / "revised.toml")
    run([*workspace[:2], "--as-of", "2025-02-04", "tick"])
    run([*workspace[:2], "--as-of", "2025-02-04", "mail", "deliver"])
    shown = run([*workspace, "plan", "amend", file])
    assert shown.status == 0, shown.err
    assert "Kế hoạch 74/KH-GDDT → 80/KH-PGDĐT ngày 20/01/2025" in shown.out
    assert (
        "hạn 31/01/2025 → 14/02/2025 (nhắc đến 14/02/2025, quá hạn sau 14/02/2025), 25 đơn vị: MN01, MN02" in shown.out
    )
    assert "… và 17 đơn vị nữa" in shown.out
    assert "MN01 II.1: Quá hạn 2 ngày làm việc → Đang làm" in shown.out
    assert "đã ghi hạn 31/01/2025, nay là 14/02/2025" in shown.out
    assert "Thư đính chính gửi mn01@truong.example: MN01" in shown.out
    assert shown.out.rstrip().endswith("Thêm --apply để thực hiện.")
    assert "… và" not in run(["-v", *workspace, "plan", "amend", file]).out


def test_programs_read_the_same_and_the_act_is_a_line_of_history(workspace: list[str]) -> None:
    file = str(Path(workspace[1]) / "revised.toml")
    preview = json.loads(run([*workspace, "--json", "plan", "amend", file]).out)
    assert (preview["amendment"], preview["applied"], len(preview["deadlines"])) == (1, False, 25)
    assert preview["deadlines"][0] == {
        "unit": "MN01",
        "milestone": "II.1",
        "before": {
            "nominal": "2025-01-31",
            "counts_from": "2025-01-31",
            "remind_by": "2025-01-24",
            "late_after": "2025-02-03",
        },
        "after": dict.fromkeys(("nominal", "counts_from", "remind_by", "late_after"), "2025-02-14"),
    }
    assert preview["letters"][0]["changes"][0]["previous_due"] == "2025-01-31"
    done = json.loads(run([*workspace, "--json", "plan", "amend", file, "--apply"]).out)
    assert done == {**preview, "applied": True}
    assert "Kế hoạch 80/KH-PGDĐT ngày 20/01/2025" in run([*workspace, "history", "PGD"]).out
    plan = json.loads(run([*workspace, "--json", "history", "PGD"]).out)["events"][-1]["plan"]
    assert (plan["number"], plan["issued"]) == ("80/KH-PGDĐT", "2025-01-20")
    again = run([*workspace, "plan", "amend", file])
    assert (again.status, "không khác kế hoạch 80/KH-PGDĐT" in again.err) == (1, True)


def test_what_the_check_of_the_revised_plan_finds_is_shown_before_it_is_put_in_place(workspace: list[str]) -> None:
    """15/02/2025 is a Saturday."""
    file = Path(workspace[1]) / "saturday.toml"
    file.write_text(a_plan(LATER.replace("02-14", "02-15")), "utf-8")
    assert "II.1: hạn 15/02/2025 là ngày nghỉ cuối tuần" in run([*workspace, "plan", "amend", str(file)]).out
    found = json.loads(run([*workspace, "--json", "plan", "amend", str(file)]).out)["findings"]
    assert any("14/02/2025" in one["hint"] for one in found if one["where"] == "milestones[5].due")
