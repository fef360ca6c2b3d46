"""What an answer means: the page that was published, another one, or none."""

from dataclasses import replace
from typing import Any

import pytest

from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.page_judging import Judgement, judge_page
from cycle_engine.domain.publications import Finding, PageLook

LINK = "https://mn01.edu.vn/tin/cong-bo"
ARTICLE = (
    "Căn cứ Quyết định công nhận mức độ chuyển đổi số của cơ quan quản lý, nhà trường công bố công khai kết quả "
    "đánh giá như sau: nhóm dạy học đạt mức đáp ứng cơ bản, nhóm quản trị đạt mức đáp ứng tốt, kết quả chung là mức "
    "đáp ứng cơ bản."
)
NEWS = (
    "Nhà trường thông báo lịch nghỉ lễ, kế hoạch tuyển sinh lớp mẫu giáo và thực đơn trong tuần của các cháu bán trú."
)


def answer(body: str = ARTICLE, title: str = "Công bố kết quả", **facts: Any) -> Fetched:
    content = f"<title>{title}</title><body><p>{body}</p></body>".encode()
    given = {"status": 200, "content_type": "text/html", "charset": "utf-8", "content": content, **facts}
    return Fetched(given.pop("link", LINK), given.pop("final_link", LINK), **given)


def a_file(content: bytes = b"%PDF-1.7 mot", **facts: Any) -> Fetched:
    return answer(content=content, content_type=facts.pop("content_type", "application/pdf"), **facts)


def baseline_of(fetched: Fetched) -> PageLook:
    judged = judge_page(fetched, None)
    assert judged.finding is Finding.REACHABLE
    return judged.look


def found(now: Fetched, before: Fetched | None = None) -> tuple[Finding, str]:
    judged: Judgement = judge_page(now, baseline_of(before) if before else None)
    return judged.finding, judged.cause


@pytest.mark.parametrize(
    ("status", "finding", "cause"),
    [
        (404, Finding.GONE, "not_found"),
        (410, Finding.GONE, "not_found"),
        (401, Finding.UNREACHABLE, "declined"),
        (403, Finding.UNREACHABLE, "declined"),
        (429, Finding.UNREACHABLE, "declined"),
        (500, Finding.UNREACHABLE, "server_error"),
        (503, Finding.UNREACHABLE, "server_error"),
        (304, Finding.UNREACHABLE, "no_page"),
        (200, Finding.REACHABLE, ""),
        (203, Finding.REACHABLE, ""),
    ],
)
def test_a_server_s_answer_is_a_finding(status: int, finding: Finding, cause: str) -> None:
    assert found(answer(status=status)) == (finding, cause)


@pytest.mark.parametrize(
    ("trouble", "finding"),
    [
        (Trouble.NOT_A_LINK, Finding.NOT_A_PAGE),
        (Trouble.UNREADABLE, Finding.NOT_A_PAGE),
        (Trouble.REFUSED_ADDRESS, Finding.REFUSED_ADDRESS),
        (Trouble.TOO_LARGE, Finding.TOO_LARGE),
        (Trouble.NO_SUCH_NAME, Finding.UNREACHABLE),
        (Trouble.NO_CONNECTION, Finding.UNREACHABLE),
        (Trouble.BAD_CERTIFICATE, Finding.UNREACHABLE),
        (Trouble.TOO_SLOW, Finding.UNREACHABLE),
        (Trouble.NOT_HTTP, Finding.UNREACHABLE),
        (Trouble.TOO_MANY_REDIRECTS, Finding.UNREACHABLE),
    ],
)
def test_a_trouble_is_a_finding_and_its_own_cause(trouble: Trouble, finding: Finding) -> None:
    assert found(answer(status=None, trouble=trouble)) == (finding, trouble.value)


def test_a_large_page_that_is_not_there_is_gone() -> None:
    assert found(answer(status=404, trouble=Trouble.TOO_LARGE))[0] is Finding.GONE


def test_an_empty_answer_is_no_page() -> None:
    assert found(answer(content=b" \n")) == (Finding.NOT_A_PAGE, "empty")


@pytest.mark.parametrize("title", ["404", "Lỗi 404 - Trường Mầm non", "Page Not Found", "KHÔNG TÌM THẤY trang"])
def test_a_page_whose_title_says_that_there_is_none_is_gone(title: str) -> None:
    assert found(answer(title=title)) == (Finding.GONE, "says_not_found")
    assert found(answer(title=title), answer()) == (Finding.GONE, "says_not_found")


def test_a_page_that_spoke_of_it_from_the_beginning_is_not() -> None:
    before = replace(baseline_of(answer()), title="Nhà trường không tìm thấy sai sót")
    assert judge_page(answer(title="Nhà trường không tìm thấy sai sót"), before).finding is Finding.REACHABLE


@pytest.mark.parametrize("number", ["2404", "40404"])
def test_a_number_that_only_contains_it_says_nothing(number: str) -> None:
    assert found(answer(title=f"Quyết định {number}"))[0] is Finding.REACHABLE


def test_the_same_page_with_other_news_dates_and_counters_is_the_same() -> None:
    before = answer(f"{ARTICLE}</p><p>Lượt xem: 12. Hôm nay 02/06/2025. {NEWS}")
    now = answer(f"{ARTICLE}</p><p>Lượt xem: 99. Hôm nay 30/06/2025. Chúc mừng năm mới.", title="(3) Công bố  kết quả")
    assert found(now, before) == (Finding.REACHABLE, "")


def test_another_text_under_the_same_title_is_a_change() -> None:
    judged = judge_page(answer(NEWS), baseline_of(answer()))
    assert (judged.finding, judged.cause) == (Finding.CHANGED, "text_changed")
    assert judged.share is not None
    assert judged.share < 50


@pytest.mark.parametrize(("of_three", "finding"), [(2, Finding.REACHABLE), (1, Finding.CHANGED)])
def test_a_page_is_the_same_while_half_of_what_it_said_is_there(of_three: int, finding: Finding) -> None:
    part = ARTICLE[: len(ARTICLE) * of_three // 3]
    assert found(answer(part), answer())[0] is finding


def test_a_new_title_alone_is_no_change_while_the_text_is_there() -> None:
    assert found(answer(title="Tin tức"), answer())[0] is Finding.REACHABLE


def test_a_new_title_and_a_third_of_the_text_gone_is_a_change() -> None:
    part = ARTICLE[: len(ARTICLE) * 2 // 3]
    assert found(answer(part), answer())[0] is Finding.REACHABLE
    assert found(answer(part, title="Tin tức"), answer()) == (Finding.CHANGED, "text_changed")


def test_a_page_that_only_scripts_fill_is_known_by_its_title() -> None:
    bare = answer("<script>tai()</script>")
    assert found(bare, bare)[0] is Finding.REACHABLE
    assert found(answer("", title="Tên miền này đang được rao bán"), bare) == (Finding.CHANGED, "title_changed")


@pytest.mark.parametrize("content_type", ["application/pdf", "application/octet-stream", "text/html", ""])
def test_a_file_is_known_by_its_bytes_whatever_the_server_calls_it(content_type: str) -> None:
    assert found(a_file(content_type=content_type), a_file()) == (Finding.REACHABLE, "")
    assert found(a_file(b"%PDF-1.7 hai", content_type=content_type), a_file()) == (Finding.CHANGED, "file_changed")


def test_a_page_where_a_file_was_is_a_change() -> None:
    assert found(answer(), a_file()) == (Finding.CHANGED, "other_kind")
    assert found(a_file(), answer()) == (Finding.CHANGED, "other_kind")


def test_a_picture_is_a_file_and_a_page_without_a_name_is_a_page() -> None:
    assert baseline_of(a_file(b"\x89PNG", content_type="image/png")).is_file
    for before in (b"", b"\n ", b"\xef\xbb\xbf\r\n", b" " * 300_000):
        assert not baseline_of(answer(content=before + b"<!DOCTYPE html><p>mot hai ba", content_type="")).is_file
    assert baseline_of(answer(content=b" " * 300_000 + b"mot", content_type="")).is_file


@pytest.mark.parametrize("home", ["/", "", "/index.php", "/trang-chu", "/Default.aspx", "/home/"])
def test_a_link_that_ends_at_the_home_page_leads_elsewhere(home: str) -> None:
    assert found(answer(final_link=f"https://www.mn01.edu.vn{home}")) == (Finding.REDIRECTED, "home_page")


def test_a_home_page_that_was_published_is_no_other_place() -> None:
    home = "https://mn01.edu.vn/"
    assert found(answer(link=home, final_link=home))[0] is Finding.REACHABLE
    assert found(answer(link=home, final_link=f"{home}trang-chu"))[0] is Finding.REACHABLE


def test_www_and_a_protected_connection_are_the_same_site() -> None:
    moved = answer(link="http://www.mn01.edu.vn/tin/cong-bo")
    assert found(moved, moved)[0] is Finding.REACHABLE
    assert found(answer(final_link="https://www.mn01.edu.vn/tin/cong-bo-2"), answer())[0] is Finding.REACHABLE


def test_another_site_than_before_is_another_place_but_not_one_that_it_led_to_from_the_beginning() -> None:
    short = answer(link="https://ngan.vn/mn01", final_link=LINK)
    assert found(short)[0] is Finding.REACHABLE
    assert found(short, short)[0] is Finding.REACHABLE
    elsewhere = answer(link="https://ngan.vn/mn01", final_link="https://quang-cao.vn/mua")
    assert found(elsewhere, short) == (Finding.REDIRECTED, "other_site")


def test_an_unprotected_way_is_remarked_on_and_no_trouble() -> None:
    assert found(answer(left_https=True)) == (Finding.REACHABLE, "left_https")


def test_what_a_person_accepts_is_the_page_from_now_on() -> None:
    home = answer(final_link="https://mn01.edu.vn/")
    accepted = judge_page(home, None, accepting=True)
    assert (accepted.finding, accepted.cause) == (Finding.REACHABLE, "")
    assert judge_page(home, accepted.look).finding is Finding.REACHABLE
    assert judge_page(answer(status=404), None, accepting=True).finding is Finding.GONE
