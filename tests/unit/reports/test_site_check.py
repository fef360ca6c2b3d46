"""The files of the page that checks certificates: what they hold, and what they never do."""

import json
import re
from datetime import date
from typing import Any

import pytest

from cycle_engine.messages import Language, use_language
from cycle_engine.reports.certificate_codes import key_id_of, make_private_key, public_key_of
from cycle_engine.reports.site_check import DATA, SCRIPT, CheckFacts, site_check_files
from tests.golden_files import assert_golden
from tests.site_samples import FRAME

KEY, FORMER = "11" * 32, "22" * 32
FACTS = CheckFacts(FRAME, (FORMER, KEY), (("ab" * 32, date(2025, 6, 10)),))


def data_of(facts: CheckFacts) -> dict[str, Any]:
    found = re.fullmatch(r'"use strict";\nconst CHECK = (.*);\n', site_check_files(facts)[DATA].decode())
    assert found
    value: dict[str, Any] = json.loads(found[1])
    return value


@pytest.mark.parametrize("name", ["kiem-tra.html", DATA])
def test_a_file_of_the_check_is_whole(name: str) -> None:
    assert_golden(f"site/{name}", site_check_files(FACTS)[name].decode())


def test_the_check_is_vietnamese_whatever_the_program_speaks() -> None:
    spoken = site_check_files(FACTS)
    use_language(Language.EN)
    assert site_check_files(FACTS) == spoken


def test_every_key_there_ever_was_is_known_by_its_short_name() -> None:
    assert data_of(FACTS)["keys"] == [[key_id_of(FORMER), FORMER], [key_id_of(KEY), KEY]]


def test_of_a_revoked_certificate_only_the_hash_and_the_day_are_there() -> None:
    assert data_of(FACTS)["revoked"] == [["ab" * 32, "10/06/2025"]]


def test_no_private_key_and_nothing_of_the_script_is_made_for_an_office() -> None:
    private = make_private_key()
    files = site_check_files(CheckFacts(FRAME, (public_key_of(private),), ()))
    assert "PRIVATE" not in "".join(content.decode() for content in files.values())
    assert files[SCRIPT] == site_check_files(FACTS)[SCRIPT]


def test_an_office_without_a_key_says_that_there_is_nothing_to_check() -> None:
    page = site_check_files(CheckFacts(FRAME, (), ()))["kiem-tra.html"].decode()
    assert "chưa cấp giấy chứng nhận có mã" in page
    assert not re.search("<script|<form|<code", page)


def test_the_script_writes_texts_alone() -> None:
    script = site_check_files(FACTS)[SCRIPT].decode()
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch|XMLHttp|\.src\b", script)
        == []
    )
