"""Certificates: issued to who is recognised, checked offline, revoked by reopening or by hand."""

import stat
import sys
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.domain.certificates import Verdict
from cycle_engine.domain.definition import Role
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused
from cycle_engine.reports.certificate_codes import make_private_key, public_key_of
from cycle_engine.services.certificate_checking import check_certificates
from cycle_engine.services.certificate_keys import KEY_FILE, make_key, show_keys
from cycle_engine.services.certificate_papers import write_certificates
from cycle_engine.services.certifying import Certificate, issue_certificates, list_certificates
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.histories import verify
from cycle_engine.services.numbering import Numbering, number_document
from cycle_engine.services.registering import Draft, add_document
from cycle_engine.services.revoking import revoke_certificate
from cycle_engine.services.roster import rename
from tests.builders import a_paper, advance, by, everything, on


@pytest.fixture
def june(everywhere: Desk) -> Desk:
    """MN06 is recognised and MN07 has published; the office has a key."""
    desk = on(everywhere, date(2025, 6, 2))
    make_key(desk)
    return desk


def issue(desk: Desk, *units: str) -> tuple[Certificate, ...]:
    return issue_certificates(desk, units).certificates


def verdicts(desk: Desk | None, what: str, key: str = "") -> list[Verdict]:
    return [checked.verdict for checked in check_certificates(desk, what, key)]


def test_everybody_who_is_recognised_gets_one(june: Desk) -> None:
    issued = issue_certificates(june, [], everybody=True)
    assert ([one.claim.unit for one in issued.certificates], issued.new) == (["MN06", "MN07"], 2)
    assert verify(june).damage == ()


def test_who_has_one_that_holds_keeps_it(june: Desk) -> None:
    (first,) = issue(june, "MN06")
    again = issue_certificates(on(june, date(2025, 6, 9)), ["MN06"])
    assert (again.certificates, again.new) == ((first,), 0)


def test_it_says_what_the_case_has_and_nothing_more(june: Desk) -> None:
    claim = issue(june, "MN06")[0].claim
    assert (claim.unit, claim.name, claim.school_year, claim.level) == ("MN06", "Trường Mầm non MN06", "2024-2025", 2)
    assert (claim.decision_number, claim.decision_dated, claim.serial) == ("", None, "")
    assert claim.issued_on == date(2025, 6, 2)


def test_serial_numbers_count_on_and_are_given_once(june: Desk) -> None:
    issued = issue_certificates(june, [], everybody=True, serials_from=9)
    assert [one.claim.serial for one in issued.certificates] == ["09", "10"]
    advance(june, "MN05", "recognize")
    with pytest.raises(OperationRefused) as refused:
        issue_certificates(june, ["MN05"], serials_from=10)
    assert refused.value.reason == "serial_taken"


def test_all_who_are_not_recognised_are_named_and_nobody_gets_one(june: Desk) -> None:
    before = everything(june.database)
    with pytest.raises(OperationRefused) as refused:
        issue(june, "MN06", "MN01", "MN05", "MN08")
    assert refused.value.facts["units"] == ["MN01", "MN05", "MN08"]
    assert everything(june.database) == before


def test_without_a_key_none_is_issued(everywhere: Desk) -> None:
    with pytest.raises(OperationRefused) as refused:
        issue(everywhere, "MN06")
    assert refused.value.reason == "no_certificate_key"


def test_schools_issue_and_revoke_none(june: Desk) -> None:
    issue(june, "MN06")
    school = by(june, "truong-mn06", Role.SCHOOL, unit="MN06")
    with pytest.raises(NotPermitted):
        issue(school, "MN06")
    with pytest.raises(NotPermitted):
        revoke_certificate(school, "MN06", "lý do")
    with pytest.raises(NotPermitted):
        make_key(school, replace_it=True)


def test_only_who_may_recognise_revokes_one(june: Desk) -> None:
    issue(june, "MN06")
    before = everything(june.database)
    with pytest.raises(NotPermitted) as refused:
        revoke_certificate(by(june, "canbo", Role.OFFICER, unit="PGD"), "MN06", "lý do")
    assert "recognize" in str(refused.value)
    assert before["register_lines"] == everything(june.database)["register_lines"]
    head = by(june, "lanhdao", Role.HEAD, unit="PGD")
    assert revoke_certificate(head, "MN06", "in sai").revocation is not None


def test_reopening_the_review_revokes_it_by_its_own_event(june: Desk) -> None:
    code = issue(june, "MN06")[0].stored.code
    assert verdicts(june, code) == [Verdict.VALID]
    later = on(june, date(2025, 6, 3))
    advance(later, "MN06", "reopen", reason="chấm nhầm")
    (checked,) = check_certificates(later, code)
    assert checked.verdict is Verdict.REVOKED
    assert checked.revocation
    assert (checked.revocation.reason, checked.revocation.revoked_at) == ("chấm nhầm", later.clock.now())


def test_a_new_recognition_gets_a_new_one_and_the_old_stays_revoked(june: Desk) -> None:
    (old,) = issue(june, "MN06")
    advance(june, "MN06", "reopen", "conclude_review", "recognize")
    (new,) = issue(june, "MN06")
    assert [verdicts(june, one.stored.code) for one in (old, new)] == [[Verdict.REVOKED], [Verdict.VALID]]


def test_one_that_says_the_same_as_a_revoked_one_is_another(june: Desk) -> None:
    (old,) = issue(june, "MN06")
    revoke_certificate(june, "MN06", "in hỏng")
    (new,) = issue(june, "MN06")
    assert replace(new.claim, mark="") == replace(old.claim, mark="")
    assert [verdicts(june, one.stored.code) for one in (old, new)] == [[Verdict.REVOKED], [Verdict.VALID]]


@pytest.mark.parametrize("after", [("publish",), ("publish", "unpublish"), ("exempt",), ("exempt", "reinstate")])
def test_what_does_not_undo_the_recognition_leaves_it_valid(june: Desk, after: tuple[str, ...]) -> None:
    code = issue(june, "MN06")[0].stored.code
    advance(june, "MN06", *after)
    assert verdicts(june, code) == [Verdict.VALID]


def test_one_revoked_by_hand_makes_room_for_another(june: Desk) -> None:
    (old,) = issue(june, "MN06")
    rename(june, "MN06", "Trường Mầm non Tên Mới")
    revoke_certificate(june, "MN06", "tên trường đã đổi")
    (new,) = issue(june, "MN06")
    assert new.claim.name == "Trường Mầm non Tên Mới"
    assert [one.revocation.reason if one.revocation else "" for one in list_certificates(june)] == [
        "tên trường đã đổi",
        "",
    ]
    assert verdicts(june, old.stored.code) == [Verdict.REVOKED]
    assert verify(june).damage == ()


def test_where_none_holds_none_is_revoked(june: Desk) -> None:
    with pytest.raises(OperationRefused) as refused:
        revoke_certificate(june, "MN06", "lý do")
    assert refused.value.reason == "no_certificate"
    with pytest.raises(OperationRefused):
        revoke_certificate(june, "MN06", "  ")


def test_the_list_of_a_past_day_is_as_it_was(june: Desk) -> None:
    issue(june, "MN06")
    revoke_certificate(on(june, date(2025, 6, 5)), "MN06", "lý do")
    issue(on(june, date(2025, 6, 6)), "MN06")
    then = june.looking_back(as_seen_at(date(2025, 6, 4)))
    assert [one.revocation for one in list_certificates(then)] == [None]
    assert len(list_certificates(june)) == 2


def test_an_old_key_s_certificates_stay_valid_after_another_took_its_place(june: Desk) -> None:
    (old,) = issue(june, "MN06")
    make_key(june, replace_it=True)
    (new,) = issue(june, "MN07")
    assert old.stored.key_id != new.stored.key_id
    assert [verdicts(june, one.stored.code) for one in (old, new)] == [[Verdict.VALID], [Verdict.VALID]]
    shown = show_keys(june)
    assert (len(shown.keys), shown.current) == (2, new.stored.key_id)


def test_a_key_is_not_replaced_by_accident(june: Desk) -> None:
    before = (june.workspace / KEY_FILE).read_text("utf-8")
    with pytest.raises(OperationRefused) as refused:
        make_key(june)
    assert refused.value.reason == "key_there"
    assert (june.workspace / KEY_FILE).read_text("utf-8") == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_the_private_key_is_its_owner_s_alone(june: Desk) -> None:
    assert stat.S_IMODE((june.workspace / KEY_FILE).stat().st_mode) == 0o600


def test_the_private_key_is_in_no_table_and_in_no_other_file(june: Desk) -> None:
    private = (june.workspace / KEY_FILE).read_text("utf-8").splitlines()[1]
    write_certificates(june, issue(june, "MN06"))
    assert private not in str(everything(june.database))
    files = [file for file in june.workspace.rglob("*") if file.is_file() and file.name != "certificate.pem"]
    assert [file for file in files if private.encode() in file.read_bytes()] == []


def test_a_key_from_the_environment_signs_and_is_known_from_then_on(everywhere: Desk) -> None:
    private = make_private_key()
    desk = copy(on(everywhere, date(2025, 6, 2)))
    desk.settings = replace(desk.settings, site=replace(desk.settings.site, certificate_key=private))
    (issued,) = issue(desk, "MN06")
    assert not (desk.workspace / KEY_FILE).exists()
    assert verdicts(everywhere, issued.stored.code) == [Verdict.VALID]
    assert private.splitlines()[1] not in repr(desk.settings)


def test_a_key_that_cannot_be_used_is_refused_without_being_shown(june: Desk) -> None:
    (june.workspace / KEY_FILE).write_text("-----BEGIN PRIVATE KEY-----\nbi-mat\n-----END PRIVATE KEY-----", "utf-8")
    with pytest.raises(OperationRefused) as refused:
        issue(june, "MN06")
    assert refused.value.reason == "key_unusable"
    assert "bi-mat" not in f"{refused.value} {refused.value.hints} {refused.value.details}"


def test_another_office_s_certificate_is_of_an_unknown_key(june: Desk, tmp_path: Path) -> None:
    code = issue(june, "MN06")[0].stored.code
    stranger = public_key_of(make_private_key())
    assert verdicts(june, code, stranger) == [Verdict.UNKNOWN_KEY]
    file = tmp_path / "khoa.pem"
    show_keys(june, file)
    assert verdicts(None, code, str(file)) == [Verdict.VALID]
    assert [one.is_known_here for one in check_certificates(None, code, str(file))] == [False]


def test_every_file_that_has_the_code_is_read_and_a_picture_is_refused(june: Desk) -> None:
    (written,) = write_certificates(june, issue(june, "MN06"))
    by_ending = {file.suffix: file for file in written.files}
    assert by_ending.keys() == {".docx", ".pdf", ".txt", ".svg", ".png"}
    for ending in (".docx", ".pdf", ".txt", ".svg"):
        assert verdicts(june, str(by_ending[ending])) == [Verdict.VALID], ending
    with pytest.raises(OperationRefused) as refused:
        check_certificates(june, str(by_ending[".png"]))
    assert refused.value.reason == "picture_not_read"


def test_what_a_telephone_reads_can_be_pasted_whole(june: Desk) -> None:
    code = issue(june, "MN06")[0].stored.code
    assert verdicts(june, f"https://phong.example/ket-qua#{code}") == [Verdict.VALID]
    assert verdicts(june, f"https://phong.example/ket-qua#{code}X") == [Verdict.CHANGED]


@pytest.mark.parametrize(
    ("content", "reason"), [("không có mã nào", "no_code_in_file"), ("\x89PNG", "no_code_in_file")]
)
def test_a_file_without_a_code_is_refused(june: Desk, content: str, reason: str) -> None:
    with pytest.raises(OperationRefused) as refused:
        check_certificates(june, a_paper(june, "van-ban-khac.txt", content))
    assert refused.value.reason == reason
    with pytest.raises(NotFound):
        check_certificates(june, "khong-co.txt")


def test_a_changed_text_file_is_told_apart(june: Desk) -> None:
    (written,) = write_certificates(june, issue(june, "MN06"))
    file = next(file for file in written.files if file.suffix == ".txt")
    text = file.read_text("utf-8")
    place = text.index("CYC1:") + 40
    file.write_text(text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :], "utf-8")
    assert verdicts(june, str(file)) == [Verdict.CHANGED]


def test_a_corrected_decision_number_stands_in_the_next_certificate(june: Desk) -> None:
    draft = Draft("recognition_decision", "Công nhận", ("MN05",), sign="QĐ-PGDĐT", levels={"": "2"})
    document, paper = add_document(june, draft).id, a_paper(june, "quyet-dinh.pdf")
    number_document(june, Numbering(document, "05", date(2025, 6, 2), paper))
    number_document(june, Numbering(document, "06", date(2025, 6, 2), reason="ghi nhầm"))
    revoke_certificate(june, "MN05", "số quyết định đã đính chính")
    assert issue(june, "MN05")[0].claim.decision_number == "06/QĐ-PGDĐT"


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x", "=HYPERLINK(1)", "Ư" * 200])
def test_whatever_a_school_is_called_its_files_stay_in_the_folder(june: Desk, tmp_path: Path, name: str) -> None:
    (issued,) = issue(june, "MN06")
    hostile = replace(issued, stored=replace(issued.stored, unit="MN06"), claim=replace(issued.claim, name=name))
    (written,) = write_certificates(june, [hostile], tmp_path / "ra")
    assert {file.parent for file in written.files} == {tmp_path / "ra"}
