"""The loop that empties the outbox: what is recorded, in which order, and what is left for later."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import chain, repeat

import pytest

from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.errors import Unavailable
from notifications.delivery import DeliverySummary, deliver, deliver_all
from notifications.outcomes import MOST_ATTEMPTS, Outcome, Verdict
from notifications.pacing import Pace
from tests.outboxes import MORNING, Outbox, a_letter

Answer = Outcome | Exception
SENT = Outcome(Verdict.SENT, "250 ok")
DOWN = Unavailable("mail_server_unreachable", host="mail.example", port="25", detail="refused")


class Transport:
    """The port ``notifications.delivery.Transport`` with answers prepared; ``before`` runs before each of them."""

    longest = timedelta(seconds=5)

    def __init__(self, *answers: Answer, connections: int = 1, before: Callable[[ClaimedLetter], object] = id) -> None:
        self.connections = connections
        self.carried: list[int] = []
        self.most_at_once = self.at_once = 0
        self.is_closed = False
        self._answers = iter(answers)
        self._before = before

    async def send(self, letter: ClaimedLetter) -> Outcome:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        self._before(letter)
        answer = next(self._answers, SENT)
        if isinstance(answer, Exception):
            raise answer
        self.carried.append(letter.id)
        return answer

    async def close(self) -> None:
        self.is_closed = True


def run(outbox: Outbox, transport: Transport, *, now: datetime = MORNING) -> DeliverySummary:
    return deliver_all(outbox, transport, now=lambda: now)


def test_every_letter_that_is_due_is_sent_once() -> None:
    outbox, transport = Outbox(*map(a_letter, range(10))), Transport(connections=3)
    assert run(outbox, transport) == DeliverySummary(sent=10)
    assert sorted(transport.carried) == list(range(10))
    assert set(outbox.states().values()) == {"sent"}
    assert outbox.kept[0].words == "250 ok"
    assert transport.most_at_once == 3
    assert transport.is_closed
    assert run(outbox, transport) == DeliverySummary()


def test_a_deliverer_never_holds_more_letters_than_it_is_about_to_send() -> None:
    outbox = Outbox(*map(a_letter, range(10)))
    run(outbox, Transport(connections=2))
    assert max(outbox.claims) == 2


@pytest.mark.parametrize(
    ("outcome", "state", "minutes"),
    [
        (Outcome(Verdict.RETRY, "451 greylisted"), "queued", 1),
        (Outcome(Verdict.UNCERTAIN, "lost"), "uncertain", 720),
        (Outcome(Verdict.FAILED, "550 no such user"), "failed", 0),
    ],
)
def test_what_became_of_a_letter_is_written_down_in_the_server_s_own_words(
    outcome: Outcome, state: str, minutes: int
) -> None:
    outbox = Outbox(a_letter(1))
    summary = run(outbox, Transport(outcome))
    kept = outbox.kept[1]
    assert (kept.state.value, kept.words, kept.at) == (state, outcome.words, MORNING + timedelta(minutes=minutes))
    assert summary.retried + summary.uncertain + summary.failed == 1


def test_a_letter_is_given_up_after_the_last_attempt_and_says_so() -> None:
    outbox = Outbox(a_letter(1, attempts=MOST_ATTEMPTS - 1))
    assert run(outbox, Transport(Outcome(Verdict.RETRY, "451 later"))) == DeliverySummary(failed=1)
    assert outbox.kept[1].words == f"thôi không gửi sau {MOST_ATTEMPTS} lần, lần cuối: 451 later"


def test_a_letter_over_which_deliverers_die_is_not_tried_for_ever() -> None:
    outbox, transport = Outbox(a_letter(1, attempts=MOST_ATTEMPTS)), Transport()
    assert run(outbox, transport) == DeliverySummary(failed=1)
    assert transport.carried == []


def test_a_letter_in_doubt_is_not_sent_again_and_again() -> None:
    outbox = Outbox(a_letter(1))
    lost, now = Outcome(Verdict.UNCERTAIN, "lost"), MORNING
    for state in ("uncertain", "uncertain", "failed"):
        run(outbox, Transport(lost), now=now)
        assert outbox.states() == {1: state}
        now += timedelta(hours=12)
    assert run(outbox, Transport(), now=now) == DeliverySummary()


def test_a_server_that_is_down_costs_no_letter_an_attempt_and_is_told() -> None:
    outbox = Outbox(*map(a_letter, range(5)))
    summary = run(outbox, Transport(DOWN, DOWN, connections=2))
    assert (summary.put_back, summary.unavailable) == (2, DOWN)
    assert {kept.letter.attempts for kept in outbox.kept.values()} == {0}
    assert set(outbox.states().values()) == {"queued"}
    assert outbox.kept[0].words == f"chưa gửi: {DOWN}"
    assert run(outbox, Transport(connections=2), now=MORNING + timedelta(minutes=1)) == DeliverySummary(sent=5)


def test_one_connection_that_cannot_be_had_leaves_its_letter_to_the_others() -> None:
    outbox = Outbox(*map(a_letter, range(6)))
    assert run(outbox, Transport(SENT, DOWN, connections=2)) == DeliverySummary(sent=6)


def test_an_odd_letter_does_not_hold_up_the_others() -> None:
    outbox = Outbox(*map(a_letter, range(3)))
    assert run(outbox, Transport(RuntimeError("odd"))) == DeliverySummary(sent=2, retried=1)
    assert outbox.kept[0].words == "lỗi không lường trước khi gửi: RuntimeError"


def test_a_late_holder_changes_nothing() -> None:
    outbox = Outbox(a_letter(1))
    somebody_else = Transport(before=lambda _: outbox.claim(1, now=MORNING + timedelta(days=1), lease_for=timedelta(1)))
    assert run(outbox, somebody_else) == DeliverySummary(overtaken=1)
    assert outbox.states() == {1: "sending"}


def test_a_letter_whose_lease_ran_out_while_the_computer_slept_is_claimed_anew_before_it_goes() -> None:
    outbox = Outbox(a_letter(1))
    moments = chain([MORNING], repeat(MORNING + timedelta(hours=1)))
    summary = deliver_all(outbox, Transport(), now=lambda: next(moments))
    assert (summary.overtaken, summary.sent, outbox.kept[1].letter.attempts) == (1, 1, 2)


def test_a_deliverer_that_is_asked_to_stop_puts_back_what_it_did_not_try() -> None:
    outbox, stopping = Outbox(*map(a_letter, range(9))), asyncio.Event()
    transport = Transport(connections=3, before=lambda letter: stopping.set() if letter.id == 3 else None)
    summary = deliver_all(outbox, transport, now=lambda: MORNING, should_stop=stopping.is_set)
    assert summary.sent + outbox.claims.count(0) < 9
    assert set(outbox.states().values()) == {"sent", "queued"}
    assert summary.unavailable is None
    assert run(outbox, Transport()) == DeliverySummary(sent=9 - summary.sent)


def test_an_outbox_that_fails_is_told_as_it_said_it() -> None:
    class FailingOutbox(Outbox):
        def mark_sent(self, letter_id: int, lease: str, *, at: datetime, answer: str) -> bool:
            raise Unavailable("database_busy", letter=letter_id, lease=lease, at=at, answer=answer)

    with pytest.raises(Unavailable) as caught:
        run(FailingOutbox(a_letter(1), a_letter(2)), Transport(connections=2))
    assert caught.value.reason == "database_busy"


def test_letters_keep_the_pace() -> None:
    clock = [0.0]
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock[0] += seconds

    outbox = Outbox(*map(a_letter, range(4)))
    pace = Pace(30, seconds=lambda: clock[0], sleep=sleep)
    summary = asyncio.run(deliver(outbox, Transport(), now=lambda: MORNING, pace=pace))
    assert (summary.sent, waited) == (4, [2, 2, 2])
