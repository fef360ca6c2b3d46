"""The register and certificates from the command line: what is printed, as text and as JSON, and how it ends."""

import json
from pathlib import Path

import pytest

from tests.command_line import Answer, cycle, run

MARCH, MAY = ("--as-of", "2025-03-10"), ("--as-of", "2025-05-20")
WAY = (
    ("submit", "self_assessment_minutes", "--level", "2"),
    ("approve", "self_assessment_decision"),
    ("request_review", "review_submission"),
    ("conclude_review", "external_review_minutes", "--level", "2"),
)


def ok(workspace: Path, *words: str) -> Answer:
    answer = cycle(workspace, *words)
    assert answer.status == 0, answer.err
    return answer


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("papers") / "van-ban.txt"
    file.write_text("bản mẫu", "utf-8")
    return str(file)


@pytest.fixture
def may(workspace: Path, paper: str) -> Path:
    """MN01 and MN02 wait for their recognition, and a decision on them is drafted."""
    for transition in ("issue_plan", "issue_guidance"):
        ok(workspace, *MARCH, "advance", "PGD", transition)
    for transition, kind, *level in WAY:
        ok(workspace, *MARCH, "advance", "MN01", "MN02", transition, "--document", f"{kind}={paper}", *level, "--apply")
    ok(workspace, *MAY, "certificate", "key", "--make")
    subject = ("--subject", "Công nhận mức độ", "--sign", "QĐ-PGDĐT")
    ok(workspace, *MAY, "document", "add", "recognition_decision", "--all", "--level", "external", *subject)
    return workspace


def numbered(workspace: Path, paper: str, *more: str) -> Answer:
    given = ("--number", "05", "--dated", "20/05/2025", "--file", paper)
    return ok(workspace, *MAY, "document", "number", "1", *given, *more)


def test_a_decision_goes_from_draft_to_recognised_schools(may: Path, paper: str) -> None:
    shown = numbered(may, paper).out
    assert "MN01" in shown
    assert "--apply" in shown
    assert "waits for its number" in ok(may, "document", "list", "--waiting").out
    done = json.loads(numbered(may, paper, "--apply", "--json").out)
    assert done["applied"] is True
    assert [(act["unit"], act["to"]) for act in done["acts"]] == [("MN01", "recognized"), ("MN02", "recognized")]
    assert "05/QĐ-PGDĐT" in ok(may, "document", "list").out
    assert ok(may, "document", "list", "--waiting", "--json").out.strip() == '{"documents": []}'


def test_a_document_s_kind_is_named_in_the_language_spoken(may: Path) -> None:
    english, vietnamese = (ok(may, "--lang", language, "document", "list").out for language in ("en", "vi"))
    assert "Recognition decision" in english
    assert "Quyết định công nhận" not in english
    assert "Quyết định công nhận" in vietnamese


def test_one_document_is_shown_with_everything_done_to_it(may: Path, paper: str) -> None:
    before = ok(may, "document", "show", "1").out
    assert "Number, sign: [...]/QĐ-PGDĐT" in before
    assert "MN01: level 2, not completed" in before
    numbered(may, paper, "--apply")
    shown = json.loads(ok(may, "document", "show", "1", "--json").out)
    assert [line["kind"] for line in shown["lines"]] == ["drafted", "numbered"]
    assert "numbered 05/QĐ-PGDĐT" in ok(may, "document", "show", "1").out
    assert (shown["number"], shown["sign"], shown["dated"]) == ("05", "QĐ-PGDĐT", "2025-05-20")
    assert ok(may, "--as-of", "2025-05-19", "document", "list", "--json").out.strip() == '{"documents": []}'


def test_one_refused_school_keeps_the_number_out(may: Path, paper: str) -> None:
    ok(may, *MAY, "document", "add", "recognition_decision", "MN01", "MN02", "--subject", "x", "--level", "MN01=2")
    given = ("--number", "06", "--dated", "2025-05-20", "--file", paper, "--apply", "--json")
    answer = cycle(may, *MAY, "document", "number", "2", *given)
    assert answer.status == 1
    assert json.loads(answer.out)["error"]["details"]["units"] == ["MN02"]
    assert "nothing was written" in answer.err
    assert json.loads(ok(may, "document", "show", "2", "--json").out)["state"] == "waiting"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("document", "show", "9"), 3),
        (("document", "add", "khong-co", "--subject", "x"), 3),
        (("document", "add", "recognition_decision", "MN99", "--subject", "x"), 3),
        (("document", "number", "1", "--number", "x", "--dated", "2025-05-20"), 2),
        (("document", "number", "1", "--number", "05", "--dated", "2025-05-20"), 1),
        (("document", "add", "recognition_decision", "MN01", "--subject", "x", "--level", "=2"), 2),
        (("certificate", "issue"), 2),
        (("certificate", "issue", "MN01"), 1),
        (("certificate", "issue", "MN99"), 3),
        (("certificate", "revoke", "MN01", "--reason", "x"), 1),
        (("certificate", "key", "--make"), 1),
    ],
)
def test_every_refusal_says_what_to_do(may: Path, words: tuple[str, ...], status: int) -> None:
    answer = cycle(may, *MAY, *words)
    assert answer.status == status
    assert "hint: " in answer.err


def test_a_certificate_is_issued_checked_and_revoked(may: Path, paper: str, tmp_path: Path) -> None:
    numbered(may, paper, "--apply")
    out = tmp_path / "ra"
    issued = json.loads(ok(may, *MAY, "certificate", "issue", "--all", "-o", str(out), "--json").out)
    assert [one["unit"] for one in issued["certificates"]] == ["MN01", "MN02"]
    assert sorted(file.suffix for file in out.glob("*MN01*")) == [".docx", ".pdf", ".png", ".svg", ".txt"]
    file = str(out / "giay-chung-nhan-MN01.pdf")
    assert ok(may, "certificate", "verify", file).out.startswith("GENUINE")
    ok(may, *MAY, "certificate", "revoke", "MN01", "--reason", "in hỏng")
    answer = cycle(may, "certificate", "verify", file)
    assert (answer.status, answer.out.splitlines()[0]) == (1, "REVOKED")
    assert "in hỏng" in answer.out
    assert "in hỏng" in ok(may, "certificate", "list").out
    told = json.loads(cycle(may, "certificate", "verify", file, "--json").out)["error"]
    assert told["details"]["certificates"][0]["verdict"] == "revoked"


def test_anybody_checks_with_the_public_key_and_no_workspace(may: Path, paper: str, tmp_path: Path) -> None:
    numbered(may, paper, "--apply")
    key, elsewhere = tmp_path / "khoa.pem", tmp_path / "noi-khac"
    ok(may, "certificate", "key", "-o", str(key))
    code = json.loads(ok(may, "certificate", "list", "MN01", "--json").out)["certificates"][0]["code"]
    words = ("--workspace", str(elsewhere), "--lang", "en", "certificate", "verify", code)
    answer = run([*words, "--key", str(key)])
    assert answer.status == 0, answer.err
    assert "not known here" in answer.out
    assert run([*words]).status == 3
    changed = code[:20] + ("A" if code[20] != "A" else "B") + code[21:]
    assert run([*words[:-1], changed, "--key", str(key)]).status == 1


def test_the_private_key_is_printed_by_no_command(may: Path, paper: str) -> None:
    numbered(may, paper, "--apply")
    private = (may / "keys" / "certificate.pem").read_text("utf-8").splitlines()[1]
    for words in (("certificate", "key"), ("certificate", "key", "--make"), ("certificate", "list"), ("doctor",)):
        for form in ((), ("--json",)):
            answer = cycle(may, *MAY, *words, *form)
            assert private not in answer.out + answer.err
    (may / "keys" / "certificate.pem").write_text(f"-----BEGIN PRIVATE KEY-----\n{private[:20]}\n", "utf-8")
    answer = cycle(may, *MAY, "certificate", "issue", "--all")
    assert answer.status == 1
    assert private[:20] not in answer.out + answer.err


def test_the_audit_looks_at_the_register_too(may: Path, paper: str) -> None:
    numbered(may, paper, "--apply")
    assert json.loads(ok(may, "audit", "verify", "--json").out)["damage"] == []
