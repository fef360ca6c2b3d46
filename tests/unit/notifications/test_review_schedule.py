"""The schedule of external reviews as a school and a reviewer read it, whole."""

from email import message_from_bytes, policy
from typing import Any

import pytest

from notifications.composing import Composer
from tests.golden_files import assert_golden
from tests.letters import OFFICER, SCHOOL, SENDER, a_report

TO_SCHOOL: dict[str, Any] = {
    "about": "Trường Mầm non A",
    "is_school": True,
    "is_change": False,
    "visits": {"Đoàn 1": "thứ Hai, 10/03/2025"},
    "called_off": {},
    "members": ("Thành viên mẫu 1", "Thành viên mẫu 2"),
}
TO_REVIEWER: dict[str, Any] = {
    "about": "Đoàn 1",
    "is_school": False,
    "is_change": True,
    "visits": {"Trường Mầm non A": "thứ Hai, 10/03/2025", "Trường Mầm non B": "thứ Ba, 11/03/2025"},
    "called_off": {"Trường Mầm non C": "thứ Tư, 12/03/2025"},
    "members": ("Thành viên mẫu 1", "Thành viên mẫu 2"),
}


@pytest.mark.parametrize(
    ("name", "to", "facts"),
    [("review-schedule-school", SCHOOL, TO_SCHOOL), ("review-schedule-reviewer", OFFICER, TO_REVIEWER)],
)
def test_a_schedule_is_as_the_one_that_was_read_and_found_right(name: str, to: Any, facts: dict[str, Any]) -> None:
    letter = Composer(SENDER).compose_report(a_report("review_schedule", recipient=to, facts=facts))
    message = message_from_bytes(letter.message, policy=policy.default)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text
    assert html
    assert_golden(f"letters/{name}.txt", f"Subject: {letter.subject}\n\n{plain(text.get_content())}")
    assert_golden(f"letters/{name}.html", plain(html.get_content()))


def plain(content: str) -> str:
    """The body with the line ends of a file."""
    return content.replace("\r\n", "\n")
