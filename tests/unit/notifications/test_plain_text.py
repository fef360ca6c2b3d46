"""Plain text that every mail program shows."""

from notifications.plain_text import WIDEST, wrapped


def test_a_paragraph_is_wrapped_and_an_item_hangs_under_its_first_word() -> None:
    lines = wrapped("  - " + "Biên bản tự đánh giá " * 6).splitlines()
    assert len(lines) == 2
    assert max(map(len, lines)) <= WIDEST
    assert lines[1].startswith("    bản")


def test_an_address_longer_than_a_line_stays_whole() -> None:
    address = "https://truong.example/" + "a" * 90
    assert address in wrapped(f"Đường liên kết: {address}").splitlines()


def test_blank_lines_come_one_at_a_time_and_nothing_hangs_at_the_ends() -> None:
    assert wrapped("\n \nmột  \n\n\n\nhai\n \n") == "một\n\nhai\n"
