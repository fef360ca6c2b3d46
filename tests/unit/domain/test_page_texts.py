"""What a page says to a reader, and what of it is still there."""

from encodings.aliases import aliases
from unicodedata import normalize

import pytest

from cycle_engine.domain.page_texts import SAMPLE, PageText, read_page, sample_of, share_still_there

ARTICLE = "Căn cứ Quyết định công nhận mức độ chuyển đổi số, nhà trường công bố kết quả như sau: mức độ hai."


def page(body: str, title: str = "Công bố kết quả") -> PageText:
    return read_page(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())


def words(count: int, first: str = "từ") -> str:
    return " ".join(first + "ăâbcd"[number % 5] * (number // 5 + 1) for number in range(count))


def test_a_title_is_read_as_it_is_shown() -> None:
    assert page("", "  Công bố\n  &amp; kết quả ").title == "Công bố & kết quả"
    assert page("", "Cong bo\u202e ket qua").title == "Cong bo ket qua"
    assert len(page("", "a" * 500).title) == 200
    assert read_page(b"khong co tieu de").title == ""


def test_the_first_title_is_the_page_s() -> None:
    assert read_page(b"<svg><title>bieu tuong</title></svg><title>Trang</title>").title == "Trang"
    assert read_page(b"<title>Trang</title><p>mot</p><title>hai</title>").title == "Trang"


@pytest.mark.parametrize(
    "around",
    [
        "<nav>trang chủ giới thiệu liên hệ</nav>{}",
        "<header>trường mầm non mẫu</header>{}<footer>bản quyền thuộc về nhà trường</footer>",
        "<script>var a = 1 < 2; document.write('tin mới nhất hôm nay')</script>{}",
        "<style>p {{ color: red }}</style>{}<noscript>hãy bật kịch bản</noscript>",
        "<!-- <p>đoạn đã ẩn đi rồi</p> -->{}",
        "{}<p>12345 25/11/2024 10:47</p>",
        "<aside><aside>tin</aside> tức mới cập nhật</aside>{}",
    ],
)
def test_menus_scripts_comments_and_numbers_are_not_what_a_page_says(around: str) -> None:
    assert page(around.format(f"<p>{ARTICLE}</p>")).phrases == page(f"<p>{ARTICLE}</p>").phrases


def test_the_same_words_are_the_same_however_they_are_written() -> None:
    decomposed = "<p>Công bố kết quả</p>"
    assert page(decomposed).phrases == page("<div>CÔNG bố,\n kết <b>quả</b></div>").phrases


def test_text_after_a_comment_is_read() -> None:
    assert page("<!-- a -->kết quả năm học").phrases == page("kết quả năm học").phrases


def test_of_a_page_a_fixed_sample_is_kept_and_all_of_it_is_still_there() -> None:
    long = page(words(500))
    assert len(sample_of(long)) == SAMPLE
    assert sample_of(long) == sample_of(page(words(500)))
    assert share_still_there(sample_of(long), long) == 100
    assert share_still_there(sample_of(long), page(words(500, "khác"))) == 0


def test_the_share_says_how_much_is_left() -> None:
    before = page(words(400))
    half = page(words(200))
    share = share_still_there(sample_of(before), half)
    assert share is not None
    assert 30 <= share <= 70


def test_what_is_added_takes_nothing_away() -> None:
    before = page(f"<p>{ARTICLE}</p>")
    after = page(f"<p>tin mới: {words(300)}</p><p>{ARTICLE}</p><p>{words(300, 'khác')}</p>")
    assert share_still_there(sample_of(before), after) == 100


def test_a_page_without_words_has_no_share() -> None:
    assert share_still_there(sample_of(page("2025")), page(ARTICLE)) is None


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "", "khong-phai-bang-ma", "latin-1"])
def test_whatever_a_server_calls_its_letters_something_is_read(charset: str) -> None:
    assert read_page(f"<title>Công bố</title><p>{ARTICLE}</p>".encode(), charset).phrases


@pytest.mark.parametrize(
    "charset", sorted({*aliases.values(), "idna", "punycode", "undefined", "unicode_escape", "\0"})
)
@pytest.mark.parametrize("content", [f"<p>{ARTICLE}</p>".encode(), b"\xff\xfe\\q\x00" * 5], ids=["words", "none"])
def test_no_name_of_an_encoding_keeps_a_page_from_being_read(charset: str, content: bytes) -> None:
    itself = f'<meta charset="{charset}">'.encode() + content
    assert read_page(content, charset).title == read_page(itself).title == ""


def test_a_name_that_is_no_encoding_of_letters_counts_for_nothing() -> None:
    plain = f"<title>Công bố</title><p>{ARTICLE}</p>".encode()
    for name in ("idna", "punycode", "undefined", "unicode_escape", "base64", "rot13", "a\0b"):
        assert read_page(plain, name) == read_page(plain, "utf-8")


def test_a_page_says_itself_in_which_letters_it_is() -> None:
    written = "<meta charset='windows-1252'><title>Trường mẫu đã cũ</title>".encode("cp1252", "ignore")
    assert read_page(written).title == "Trng mu ã c"
    assert read_page(written, "utf-8").title != read_page(written).title


@pytest.mark.parametrize(
    "hostile",
    [
        b"<a" * 200_000,
        b"<!--" * 100_000,
        b"<script" * 100_000,
        b"&#" + b"9" * 100_000,
        b"<" * 300_000,
        b"\xff" * 300_000,
        b"a" + "\u0301\u0323".encode() * 400_000,
    ],
    ids=["tags", "comments", "scripts", "a number", "brackets", "no text", "accents"],
)
def test_a_page_made_to_be_slow_to_read_is_read_all_the_same(hostile: bytes) -> None:
    assert read_page(hostile).title == ""


def test_letters_are_the_same_however_their_accents_are_written() -> None:
    composed, apart = (page(normalize(form, ARTICLE), normalize(form, "Kết quả số")) for form in ("NFC", "NFD"))
    assert apart == composed
    assert composed.title == "Kết quả số"
