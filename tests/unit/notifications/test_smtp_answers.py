"""What a mail server's answers mean for a letter."""

import pytest

from notifications.outcomes import PATIENCE_FOR_ALL, Verdict
from notifications.smtp_answers import Answer, Stage, judge_message, judge_recipients, judge_silence, one_line
from tests.outboxes import a_letter

PUT_OFF, UNKNOWN = Answer(452, "full"), Answer(550, "unknown")


@pytest.mark.parametrize(
    ("code", "stage", "verdict"),
    [
        (250, Stage.HANDED_OVER, Verdict.SENT),
        (251, Stage.HANDED_OVER, Verdict.SENT),
        (421, Stage.HANDED_OVER, Verdict.RETRY),
        (451, Stage.HANDED_OVER, Verdict.RETRY),
        (550, Stage.HANDED_OVER, Verdict.FAILED),
        (354, Stage.HANDED_OVER, Verdict.UNCERTAIN),
        (-1, Stage.HANDED_OVER, Verdict.UNCERTAIN),
        (-1, Stage.BEGUN, Verdict.RETRY),
        (250, Stage.BEGUN, Verdict.RETRY),  # taken? nothing was handed over
        (554, Stage.BEGUN, Verdict.FAILED),
    ],
)
def test_the_first_digit_decides_and_an_answer_without_meaning_is_none(
    code: int, stage: Stage, verdict: Verdict
) -> None:
    assert judge_message(Answer(code, "words"), stage, {}).verdict is verdict


@pytest.mark.parametrize(
    ("stage", "verdict"),
    [(Stage.OPENING, Verdict.RETRY), (Stage.BEGUN, Verdict.RETRY), (Stage.HANDED_OVER, Verdict.UNCERTAIN)],
)
def test_silence_is_in_doubt_only_after_the_message_was_handed_over(stage: Stage, verdict: Verdict) -> None:
    assert judge_silence(stage, "lost").verdict is verdict


@pytest.mark.parametrize(
    ("refused", "attempts", "verdict"),
    [
        ({}, 1, None),
        ({"a@x.example": UNKNOWN}, 1, None),
        ({"a@x.example": UNKNOWN, "b@x.example": UNKNOWN}, 1, Verdict.FAILED),
        ({"a@x.example": UNKNOWN, "b@x.example": PUT_OFF}, 9, Verdict.RETRY),
        ({"a@x.example": PUT_OFF}, PATIENCE_FOR_ALL, Verdict.RETRY),
        ({"a@x.example": PUT_OFF}, PATIENCE_FOR_ALL + 1, None),
    ],
)
def test_a_message_is_handed_over_to_whom_it_can_reach(
    refused: dict[str, Answer], attempts: int, verdict: Verdict | None
) -> None:
    outcome = judge_recipients(a_letter(1, to=("a@x.example", "b@x.example"), attempts=attempts), refused)
    assert (outcome and outcome.verdict) == verdict
    if outcome:
        assert outcome.refused == tuple(refused)


def test_a_server_s_words_become_one_line_without_the_secret() -> None:
    assert one_line("5.7.8\r\nbad\x00 password\udc80: xyz", secret="xyz") == "5.7.8 bad password : ***"  # noqa: S106  one made up
    assert len(one_line("x" * 9999)) == 500
