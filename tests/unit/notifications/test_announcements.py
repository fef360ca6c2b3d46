"""Which letter tells an announcement, to whom it speaks, and which thread it is of."""

from dataclasses import replace
from datetime import date

import pytest

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.definition import Addressee
from cycle_engine.domain.fetched_pages import Trouble
from cycle_engine.domain.notices import LetterRequest
from cycle_engine.errors import NotFound
from notifications.composing import Composer
from notifications.letter_facts import Audience, Letter, letter_about_notices
from notifications.news_facts import NEWS_TEMPLATES
from tests import letters
from tests.letters import SENDER, a_notice, a_request
from tests.mail_reading import read_classic
from tests.sample_announcements import a_letter_of, a_row, a_week, an_announcement
from tests.unit.notifications.test_letters_whole import taken_apart

COMPOSER = Composer(SENDER)
OTHER_CAUSES = (
    *("not_found", "declined", "server_error", "no_page", "says_not_found", "empty", "other_site", "home_page"),
    *("other_kind", "file_changed", "title_changed", "text_changed"),
)


@pytest.mark.parametrize("template", NEWS_TEMPLATES)
@pytest.mark.parametrize("addressee", Addressee)
def test_only_the_subject_is_the_whole_letter_s(template: str, addressee: Addressee) -> None:
    request = a_letter_of(an_announcement(template, addressee=addressee))
    assert COMPOSER.compose_subject(request) == COMPOSER.compose(request).subject


@pytest.mark.parametrize("template", NEWS_TEMPLATES)
@pytest.mark.parametrize("addressee", [Addressee.HEAD, Addressee.SUPERIOR])
def test_whoever_stands_above_is_reported_to_and_never_told_what_to_do(template: str, addressee: Addressee) -> None:
    letter = COMPOSER.compose(a_letter_of(an_announcement(template, addressee=addressee), to=letters.HEAD))
    _, text, _ = taken_apart(letter)
    assert "kính báo cáo: " in " ".join(text.split()).casefold()
    assert "ề nghị nhà trường" not in text
    assert "Báo cáo: " in letter.subject


def test_news_with_a_deadline_and_copies_come_as_a_digest_news_first() -> None:
    both = COMPOSER.compose(a_letter_of(an_announcement(), notices=(a_notice(**letters.REVIEW_REQUEST),)))
    _, text, _ = taken_apart(both)
    assert text.index("Trả lại hồ sơ") < text.index("II.2. Đề nghị đánh giá ngoài")
    copy = COMPOSER.compose(a_letter_of(an_announcement(is_copy=True), to=letters.OFFICER))
    assert "Gửi để biết: các nội dung đã thông báo" in copy.subject


def test_news_of_a_milestone_is_of_the_thread_of_its_reminders_and_other_news_of_the_case_s() -> None:
    assert thread(a_letter_of(an_announcement())) == thread(a_request(a_notice(**letters.REVIEW_REQUEST)))
    ready, published = an_announcement("certificate_ready"), an_announcement("published")
    assert thread(a_letter_of(ready)) == thread(a_letter_of(published)) != thread(a_letter_of(an_announcement()))


def test_a_week_leaves_out_what_the_same_letter_says_of_deadlines() -> None:
    notice = a_notice("overdue", addressee=Addressee.OFFICER, case_id=7)
    told = facts(a_letter_of(a_week(), notices=(notice,), to=letters.OFFICER))
    assert told.weeks[0].count("late") == 1
    alone = a_week(late=(a_row("A"),), **dict.fromkeys(("due", "waiting", "closed", "altered", "vacant", "failed"), ()))
    assert facts(a_letter_of(alone, notices=(notice,), to=letters.OFFICER)).weeks == ()


def test_what_a_week_does_not_show_is_counted() -> None:
    week = a_week(late=tuple(a_row(str(number), number) for number in range(50)), late_more=(51, 52))
    assert "và 2 mục khác" in taken_apart(COMPOSER.compose(a_letter_of(week, to=letters.OFFICER)))[1]
    assert "52 quá hạn" in COMPOSER.compose_subject(a_letter_of(week, to=letters.OFFICER))


def test_a_day_that_has_gone_by_is_not_asked_for_again() -> None:
    late = COMPOSER.compose(a_letter_of(an_announcement("please_publish"), today=date(2025, 6, 9)))
    assert "31/05/2025" not in late.subject
    assert "chậm nhất" not in taken_apart(late)[1]


def test_a_recognition_says_that_the_certificate_is_ready_only_where_it_came() -> None:
    assert "Giấy chứng nhận" in taken_apart(COMPOSER.compose(a_letter_of(an_announcement("recognized"))))[1]
    without = an_announcement("recognized", handed_in=("Quyết định công nhận mức độ chuyển đổi số",))
    assert "iấy chứng nhận" not in taken_apart(COMPOSER.compose(a_letter_of(without)))[1]


@pytest.mark.parametrize(
    ("addressee", "unit", "audience"),
    [
        (Addressee.UNIT, "A", Audience.SCHOOL),
        (Addressee.OFFICER, "A", Audience.OFFICER),
        (Addressee.HEAD, "A", Audience.HEAD),
        (Addressee.SUPERIOR, "A", Audience.SUPERIOR),
    ],
)
def test_a_letter_speaks_to_whom_its_news_is_for(addressee: Addressee, unit: str, audience: Audience) -> None:
    assert facts(a_letter_of(an_announcement(addressee=addressee, unit=unit))).audience is audience


def test_the_office_is_told_of_its_own_case_as_itself() -> None:
    own = replace(an_announcement("plan_amended"), unit=letters.OFFICE.code)
    assert facts(a_letter_of(own)).audience is Audience.DEPARTMENT


def test_an_announcement_without_a_letter_of_its_name_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(NotFound) as refused:
        COMPOSER.compose(a_letter_of(replace_template("reminder")))
    assert "returned" in str(refused.value.hints[0])


def replace_template(template: str) -> Announcement:
    told = an_announcement()
    return replace(told, key=replace(told.key, template=template))


def facts(request: LetterRequest) -> Letter:
    return letter_about_notices(request)


def thread(request: LetterRequest) -> str:
    return str(read_classic(COMPOSER.compose(request).message)["References"])


@pytest.mark.parametrize("cause", [*(one.value for one in Trouble if one is not Trouble.TOO_LARGE), *OTHER_CAUSES])
def test_every_reason_why_a_page_is_in_trouble_has_its_words(cause: str) -> None:
    row = {"case_id": 11, "unit": "MNG", "unit_name": "Trường Mầm non G", "section": cause, "days": 0, "title": "x"}
    nothing = dict.fromkeys(("late", "due", "waiting", "altered", "vacant", "failed"), ())
    week = a_week(**nothing, closed=({**row, "due": date(2025, 2, 3)},))
    said = taken_apart(COMPOSER.compose(a_letter_of(week, to=letters.OFFICER)))[1]
    assert "Trang công bố không mở được" in said
    assert "cần xem lại" not in said
