"""Letters to a real mail server: what it says, how it fails, and what becomes of the letters."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from cycle_engine.errors import Unavailable
from notifications.delivery import DeliverySummary, deliver
from notifications.pacing import Pace
from notifications.transport_settings import Security, TransportKind, TransportSettings, build_transport
from notifications.transports import SmtpTransport
from tests.mail_servers import LOGIN, PASSWORD, Certificates, MailServer, hang_up, make_certificates, running
from tests.outboxes import MORNING, Outbox, a_letter

OPEN = TransportSettings(TransportKind.SMTP, host="127.0.0.1", security=Security.NONE, timeout_seconds=10)
WRONG = "bí-mật-sai"
SCHOOL, OFFICER = "mn@truong.example", "can-bo@pgd.example"


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


def run(
    outbox: Outbox,
    handler: MailServer,
    settings: TransportSettings = OPEN,
    *,
    later: timedelta = timedelta(),
    **server: Any,
) -> DeliverySummary:
    async def scenario() -> DeliverySummary:
        async with running(handler, **server) as port:
            transport = SmtpTransport(replace(settings, port=port))
            return await deliver(outbox, transport, now=lambda: MORNING + later, pace=Pace())

    return asyncio.run(scenario())


def protected(certificates: Certificates, security: Security = Security.STARTTLS) -> TransportSettings:
    return replace(OPEN, host="localhost", security=security, login=LOGIN, password=PASSWORD,
                   ca_file=certificates.authority)  # fmt: skip


def with_login(handler: MailServer) -> dict[str, Any]:
    return {"authenticator": handler.authenticate, "auth_required": True}


def test_a_letter_arrives_unchanged_with_its_envelope() -> None:
    handler, outbox = MailServer(), Outbox(a_letter(1, to=(SCHOOL, OFFICER)))
    assert run(outbox, handler) == DeliverySummary(sent=1)
    (envelope,) = handler.taken
    assert envelope.mail_from == "pgd@pgd.example"
    assert envelope.rcpt_tos == [SCHOOL, OFFICER]
    assert envelope.content == a_letter(1).message
    assert outbox.kept[1].words == "250 taken"


def test_a_hundred_letters_go_over_three_connections_each_once() -> None:
    handler, outbox = MailServer(), Outbox(*map(a_letter, range(100)))
    assert run(outbox, handler) == DeliverySummary(sent=100)
    assert len(handler.peers) == 3
    assert Counter(envelope.content for envelope in handler.taken) == Counter(a_letter(n).message for n in range(100))


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_letters_go_protected_and_logged_in(certificates: Certificates, security: Security) -> None:
    handler, outbox = MailServer(), Outbox(a_letter(1), a_letter(2))
    server = with_login(handler) | {"starttls": certificates.for_server(), "require_starttls": True}
    if security is Security.TLS:  # aiosmtpd does not see that it is inside TLS already
        server = {"tls": certificates.for_server(), "authenticator": handler.authenticate, "auth_require_tls": False}
    summary = run(outbox, handler, protected(certificates, security), **server)
    assert summary == DeliverySummary(sent=2)
    assert handler.logins == 2


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_server_that_nobody_vouches_for_gets_no_letter(certificates: Certificates, security: Security) -> None:
    handler, outbox = MailServer(), Outbox(a_letter(1))
    server: dict[str, Any] = {"starttls" if security is Security.STARTTLS else "tls": certificates.for_server()}
    settings = replace(protected(certificates, security), ca_file=None)
    assert reason(run(outbox, handler, settings, **server)) == "mail_server_untrusted"
    assert outbox.states() == {1: "queued"}


def test_protection_that_was_asked_for_is_never_gone_without(certificates: Certificates) -> None:
    handler, outbox = MailServer(), Outbox(a_letter(1))
    assert reason(run(outbox, handler, protected(certificates))) == "mail_starttls_missing"
    assert handler.taken == []


def test_a_wrong_password_is_told_loudly_costs_no_letter_and_is_shown_nowhere(certificates: Certificates) -> None:
    handler, outbox = MailServer(), Outbox(a_letter(1))
    settings = replace(protected(certificates), password=WRONG)
    summary = run(outbox, handler, settings, starttls=certificates.for_server(), **with_login(handler))
    assert reason(summary) == "mail_login_refused"
    assert outbox.states() == {1: "queued"}
    assert outbox.kept[1].letter.attempts == 0
    shown = f"{summary} {summary.unavailable} {settings} {outbox.kept}"
    assert "535" in shown
    assert WRONG not in shown
    assert LOGIN in str(summary.unavailable)


def test_a_server_that_asks_for_a_login_we_do_not_have_keeps_the_letters_waiting(certificates: Certificates) -> None:
    handler, outbox = MailServer(recipients={SCHOOL: ["530 5.7.0 Authentication required"]}), Outbox(a_letter(1))
    assert reason(run(outbox, handler)) == "mail_login_needed"
    settings = replace(protected(certificates), login="")
    summary = run(outbox, handler, settings, later=timedelta(minutes=1), starttls=certificates.for_server(),
                  **with_login(handler))  # fmt: skip
    assert reason(summary) == "mail_sender_refused"


def test_a_sender_the_server_does_not_know_fails_no_letter() -> None:
    handler, outbox = MailServer(sender="553 5.7.1 not owned by you"), Outbox(a_letter(1))
    assert reason(run(outbox, handler)) == "mail_sender_refused"
    assert outbox.states() == {1: "queued"}


def test_a_server_that_is_off_leaves_the_letters_queued() -> None:
    async def scenario() -> DeliverySummary:
        async with running(MailServer()) as port:
            pass
        transport = SmtpTransport(replace(OPEN, port=port))
        return await deliver(outbox, transport, now=lambda: MORNING, pace=Pace())

    outbox = Outbox(a_letter(1))
    assert reason(asyncio.run(scenario())) == "mail_server_unreachable"
    assert outbox.states() == {1: "queued"}


def test_a_letter_that_is_put_off_goes_a_minute_later() -> None:
    handler, outbox = MailServer(recipients={SCHOOL: ["451 4.7.1 Greylisted", "250 OK"]}), Outbox(a_letter(1))
    assert run(outbox, handler) == DeliverySummary(retried=1)
    assert outbox.kept[1].words == f"{SCHOOL} (451 4.7.1 Greylisted)"
    assert run(outbox, handler, later=timedelta(seconds=59)) == DeliverySummary()
    assert run(outbox, handler, later=timedelta(seconds=60)) == DeliverySummary(sent=1)


@pytest.mark.parametrize(
    "handler",
    [
        lambda: MailServer(recipients={SCHOOL: ["550 5.1.1 No such mailbox"]}),
        lambda: MailServer(messages=["550 5.1.1 No such mailbox"]),
    ],
)
def test_what_will_never_be_taken_is_parked_in_the_server_s_own_words(handler: Callable[[], MailServer]) -> None:
    outbox = Outbox(a_letter(1), a_letter(2, to=(OFFICER,)))
    summary = run(outbox, handler(), replace(OPEN, connections=1))
    assert summary == DeliverySummary(sent=1, failed=1)  # the other letter goes over the same connection
    assert "550 5.1.1 No such mailbox" in outbox.kept[1].words


def test_a_letter_too_big_for_the_server_fails_alone_before_it_is_handed_over() -> None:
    handler, outbox = MailServer(), Outbox(replace(a_letter(1), message=b"x" * 2000), a_letter(2))
    assert run(outbox, handler, data_size_limit=1000) == DeliverySummary(sent=1, failed=1)
    assert outbox.kept[1].words.startswith("552")


def test_who_takes_a_letter_has_it_and_the_words_name_who_does_not() -> None:
    handler, outbox = MailServer(recipients={SCHOOL: ["550 no such user"]}), Outbox(a_letter(1, to=(SCHOOL, OFFICER)))
    assert run(outbox, handler) == DeliverySummary(sent=1)
    assert handler.taken[0].rcpt_tos == [OFFICER]
    assert outbox.kept[1].words == f"250 taken; không nhận: {SCHOOL} (550 no such user)"
    assert run(outbox, handler, later=timedelta(days=9)) == DeliverySummary()


def test_while_somebody_is_put_off_nobody_gets_it_until_patience_ends() -> None:
    outbox = Outbox(a_letter(1, to=(SCHOOL, OFFICER)))
    handler = MailServer(recipients={SCHOOL: ["452 mailbox full"]})
    later = timedelta()
    for minutes in (1, 5, 15):
        assert run(outbox, handler, later=later) == DeliverySummary(retried=1)
        assert handler.taken == []
        later += timedelta(minutes=minutes)
    assert run(outbox, handler, later=later) == DeliverySummary(sent=1)
    assert [envelope.rcpt_tos for envelope in handler.taken] == [[OFFICER]]
    assert handler.attempts[OFFICER] == 4


def test_a_connection_lost_before_the_message_was_handed_over_means_later() -> None:
    handler, outbox = MailServer(recipients={SCHOOL: ["die"]}), Outbox(a_letter(1))
    assert run(outbox, handler) == DeliverySummary(retried=1)


def test_a_server_that_dies_when_it_should_say_go_ahead_has_taken_nothing() -> None:
    class DyingServer(SMTP):
        async def smtp_DATA(self, _arg: str) -> None:  # noqa: N802  aiosmtpd's name
            hang_up(self)

    outbox = Outbox(a_letter(1))
    assert run(outbox, MailServer(), kind=DyingServer) == DeliverySummary(retried=1)


def test_a_server_that_dies_after_the_final_dot_leaves_the_letter_uncertain() -> None:
    handler, outbox = MailServer(messages=["die"]), Outbox(a_letter(1))
    assert run(outbox, handler) == DeliverySummary(uncertain=1)
    assert len(handler.taken) == 1
    assert outbox.states() == {1: "uncertain"}
    assert outbox.kept[1].words.startswith("mất liên lạc sau khi đã giao thư")
    assert run(outbox, handler, later=timedelta(hours=11)) == DeliverySummary()


@pytest.mark.parametrize(
    ("handler", "summary"),
    [
        (lambda: MailServer(recipients={SCHOOL: ["silence"]}), DeliverySummary(retried=1)),
        (lambda: MailServer(messages=["silence"]), DeliverySummary(uncertain=1)),
    ],
)
def test_a_server_that_falls_silent_is_not_waited_for_for_ever(
    handler: Callable[[], MailServer], summary: DeliverySummary
) -> None:
    outbox = Outbox(a_letter(1))
    assert run(outbox, handler(), replace(OPEN, timeout_seconds=0.1)) == summary


def test_a_server_that_has_had_enough_letters_over_a_connection_gets_a_new_one() -> None:
    handler, outbox = MailServer(), Outbox(*map(a_letter, range(5)))
    summary = run(outbox, handler, replace(OPEN, connections=1), command_call_limit={"MAIL": 2, "*": 20})
    assert summary == DeliverySummary(sent=5)
    assert len(handler.peers) == 3


def test_an_address_that_is_none_fails_before_any_server_sees_it() -> None:
    handler = MailServer()
    outbox = Outbox(a_letter(1, to=("trường@mn.example",)), a_letter(2, to=("a@b.example\r\nDATA",)))
    assert run(outbox, handler) == DeliverySummary(failed=2)
    assert not handler.attempts


def test_in_a_rehearsal_every_letter_goes_to_one_address_and_says_to_whom_it_would_have_gone() -> None:
    async def scenario() -> DeliverySummary:
        async with running(handler) as port:
            settings = replace(OPEN, port=port, redirect_to="dien-tap@pgd.example")
            transport = build_transport(settings, maildir=Path())
            return await deliver(outbox, transport, now=lambda: MORNING, pace=Pace())

    handler, outbox = MailServer(), Outbox(a_letter(1, to=(SCHOOL, OFFICER)))
    assert asyncio.run(scenario()) == DeliverySummary(sent=1)
    (envelope,) = handler.taken
    assert envelope.rcpt_tos == ["dien-tap@pgd.example"]
    assert envelope.content == f"X-Original-To: {SCHOOL},\r\n {OFFICER}\r\n".encode() + a_letter(1).message


def reason(summary: DeliverySummary) -> str:
    assert isinstance(summary.unavailable, Unavailable)
    assert summary.put_back
    assert str(summary.unavailable)
    assert all(map(str, summary.unavailable.hints))
    return summary.unavailable.reason
