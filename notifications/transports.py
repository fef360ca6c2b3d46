"""The ways letters leave: to a mail server by SMTP, or into a Maildir; the only module that knows the SMTP library.

A server's answer decides what becomes of a letter: 2xx taken, 4xx try later, 5xx never. Without an answer it depends on
how far the talk had come: before the message was handed over it goes again, after that nobody can know. What concerns
every letter alike (no server, no trust in it, the login or the sender refused) raises ``Unavailable``, and no letter
pays for it. The talk is held step by step, because the library's ``sendmail`` does not tell how far it came.
"""

import asyncio
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiosmtplib
from aiosmtplib import SMTP, SMTPResponse

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from notifications.header_fields import addresses_field
from notifications.maildir import MaildirTransport
from notifications.outcomes import PATIENCE_FOR_ALL, Outcome, Verdict
from notifications.transport_settings import Security, TransportKind, TransportSettings

if TYPE_CHECKING:
    from notifications.delivery import Transport

_STEPS_AT_WORST: Final = 5
"""A whole message may take so many times the time of one step; a server that checks for viruses answers late."""

_GO_AHEAD: Final = 354
_BUSY: Final = 421
_NEEDS_LOGIN: Final = (530, 534, 535, 538)
_TOO_BIG: Final = 552
_LONGEST_WORDS: Final = 500
_UNPRINTABLE: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def build_transport(settings: TransportSettings, maildir: Path) -> "Transport":
    """Build the way of sending that the settings ask for; ``maildir`` is the workspace's mail folder."""
    smtp = settings.kind is TransportKind.SMTP
    transport: Transport = SmtpTransport(settings) if smtp else MaildirTransport(maildir)
    return RedirectedTransport(transport, settings.redirect_to) if settings.redirect_to else transport


class RedirectedTransport:
    """Sends every letter to one address and to nobody else, for rehearsals.

    The letter stays as it is but for a line on top that says to whom it would have gone.
    """

    def __init__(self, transport: "Transport", address: str) -> None:
        self._transport = transport
        self._address = address
        self.connections = transport.connections
        self.longest = transport.longest

    async def send(self, letter: ClaimedLetter) -> Outcome:
        """Hand the letter over to the one address."""
        first_line = addresses_field("X-Original-To", letter.recipients)
        aside = replace(letter, recipients=(self._address,), message=first_line + letter.message)
        return await self._transport.send(aside)

    async def close(self) -> None:
        """Part from the server."""
        await self._transport.close()


class _Stage(IntEnum):
    """How far the talk about one letter has come."""

    OPENING = 0
    BEGUN = 1
    HANDED_OVER = 2


@dataclass(slots=True)
class _Talk:
    """The talk about one letter, as far as it has come."""

    letter: ClaimedLetter
    stage: _Stage = _Stage.OPENING


class SmtpTransport:
    """Hands letters over to a mail server, over a few connections that are used again and again."""

    def __init__(self, settings: TransportSettings) -> None:
        self._settings = settings
        self._idle: list[SMTP] = []
        self.connections = settings.connections
        self.longest = timedelta(seconds=settings.timeout_seconds * _STEPS_AT_WORST)

    async def send(self, letter: ClaimedLetter) -> Outcome:
        """Hand one letter over. Raises ``Unavailable`` when the server serves nobody, or not us."""
        addresses = (letter.sender, *letter.recipients)
        if wrong := [address for address in addresses if not is_mailbox(address)]:
            return Outcome(Verdict.FAILED, str(text("delivery.address_not_valid", addresses=wrong)))
        talk = _Talk(letter)
        try:
            async with asyncio.timeout(self.longest.total_seconds()):
                return await self._talk(talk)
        except TimeoutError:
            return self._without_answer(talk, str(text("delivery.timed_out", seconds=self._waited(talk))))
        except (aiosmtplib.SMTPException, OSError) as error:
            return self._without_answer(talk, self._one_line(str(error)))

    async def close(self) -> None:
        """Say goodbye on every connection; a server that does not answer is left without."""
        while self._idle:
            client = self._idle.pop()
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit(timeout=min(1.0, self._settings.timeout_seconds))
            client.close()

    async def _talk(self, talk: _Talk) -> Outcome:
        """Talk over an idle connection; when the server has hung up on it meanwhile, over a new one."""
        while self._idle:
            try:
                return await self._talk_over(self._idle.pop(), talk)
            except aiosmtplib.SMTPServerDisconnected:
                if talk.stage is not _Stage.OPENING:
                    raise
        return await self._talk_over(await self._connect(), talk)

    async def _talk_over(self, client: SMTP, talk: _Talk) -> Outcome:
        try:
            outcome = await self._converse(client, talk)
        except BaseException:  # cancelled in the middle of a word, too: what follows on this connection means nothing
            client.close()
            raise
        if client.is_connected:
            self._idle.append(client)
        return outcome

    async def _converse(self, client: SMTP, talk: _Talk) -> Outcome:
        if refusal := await self._name_sender(client, talk):
            return refusal
        talk.stage = _Stage.BEGUN
        refused = await _name_recipients(client, talk.letter)
        if outcome := self._outcome_without_message(talk.letter, refused):
            await client.rset()
            return outcome
        answer = await _hand_over(client, talk)
        if answer.code == _BUSY:
            client.close()
        return self._judge(answer, talk, refused)

    async def _name_sender(self, client: SMTP, talk: _Talk) -> Outcome | None:
        size = [f"size={len(talk.letter.message)}"] if client.supports_extension("size") else []
        try:
            await client.mail(talk.letter.sender, options=size)
        except aiosmtplib.SMTPSenderRefused as error:
            if error.code == _BUSY:  # the server has closed the connection: it has had enough letters over this one
                raise aiosmtplib.SMTPServerDisconnected(self._words(error.code, error.message)) from error
            if error.code // 100 == 5 and error.code != _TOO_BIG:
                raise self._unavailable("mail_sender_refused", error, sender=talk.letter.sender) from error
            return self._judge(SMTPResponse(error.code, error.message), talk, {})
        return None

    def _outcome_without_message(self, letter: ClaimedLetter, refused: dict[str, SMTPResponse]) -> Outcome | None:
        """Decide whether the message is handed over at all: not to nobody, and at first not to some of all."""
        put_off = any(answer.code // 100 == 4 for answer in refused.values())
        named = self._named(refused)
        for answer in refused.values():
            if answer.code in _NEEDS_LOGIN:
                raise Unavailable("mail_login_needed", host=self._settings.host, detail=named[0])
        if len(refused) == len(letter.recipients):
            return Outcome(Verdict.RETRY if put_off else Verdict.FAILED, "; ".join(named), tuple(refused))
        if put_off and letter.attempts <= PATIENCE_FOR_ALL:
            return Outcome(Verdict.RETRY, str(text("delivery.waiting_for_all", refused=named)), tuple(refused))
        return None

    def _judge(self, answer: SMTPResponse, talk: _Talk, refused: dict[str, SMTPResponse]) -> Outcome:
        words = self._words(answer.code, answer.message)
        match answer.code // 100:
            case 2 if talk.stage is _Stage.HANDED_OVER:
                named = self._named(refused)
                said = str(text("delivery.refused_among_others", words=words, refused=named)) if named else words
                return Outcome(Verdict.SENT, said, tuple(refused))
            case 5:
                return Outcome(Verdict.FAILED, words)
            case 4:
                return Outcome(Verdict.RETRY, words)
        return self._without_answer(talk, words)  # no answer that has a meaning

    def _without_answer(self, talk: _Talk, detail: str) -> Outcome:
        if talk.stage is _Stage.HANDED_OVER:
            return Outcome(Verdict.UNCERTAIN, str(text("delivery.uncertain", detail=detail)))
        return Outcome(Verdict.RETRY, str(text("delivery.before_handing_over", detail=detail)))

    async def _connect(self) -> SMTP:
        """Open a connection, protected and logged in. Whatever goes wrong here concerns every letter."""
        settings = self._settings
        client = SMTP(
            hostname=settings.host,
            port=settings.server_port,
            use_tls=settings.security is Security.TLS,
            start_tls=False,  # done below, where a refusal can be told from others
            tls_context=self._tls_context(),
            timeout=settings.timeout_seconds,
            local_hostname=settings.sender_address.rpartition("@")[2] or "localhost",
        )
        try:
            async with asyncio.timeout(settings.timeout_seconds * _STEPS_AT_WORST / 2):
                await self._open(client)
        except BaseException as error:
            client.close()
            if isinstance(error, (aiosmtplib.SMTPException, OSError)):
                raise self._unreachable(error) from error
            raise
        return client

    async def _open(self, client: SMTP) -> None:
        settings = self._settings
        await client.connect()
        await client.ehlo()
        if settings.security is Security.STARTTLS:
            if not client.supports_extension("starttls"):
                raise Unavailable("mail_starttls_missing", host=settings.host)
            await client.starttls()
            await client.ehlo()
        if settings.login:
            try:
                await client.login(settings.login, settings.password)
            except (aiosmtplib.SMTPTimeoutError, aiosmtplib.SMTPServerDisconnected):
                raise
            except aiosmtplib.SMTPException as error:
                raise self._unavailable("mail_login_refused", error, login=settings.login) from error

    def _tls_context(self) -> ssl.SSLContext | None:
        if self._settings.security is Security.NONE:
            return None
        context = ssl.create_default_context()
        if (file := self._settings.ca_file) is not None:
            try:
                context.load_verify_locations(cafile=file)
            except OSError as error:
                raise self._unavailable("mail_ca_file_unreadable", error, file=str(file)) from error
        return context

    def _unreachable(self, error: Exception) -> Unavailable:
        cause = error if isinstance(error, ssl.SSLError) else error.__cause__
        if isinstance(cause, ssl.SSLCertVerificationError):
            return self._unavailable("mail_server_untrusted", cause)
        return self._unavailable("mail_server_unreachable", error, port=self._settings.server_port)

    def _unavailable(self, reason: str, error: Exception, **facts: object) -> Unavailable:
        answered = isinstance(error, aiosmtplib.SMTPResponseException)
        detail = self._words(error.code, error.message) if answered else self._one_line(str(error))
        return Unavailable(reason, host=self._settings.host, detail=detail, **facts)

    def _named(self, refused: dict[str, SMTPResponse]) -> list[str]:
        return [
            str(text("delivery.refused_recipient", address=address, words=self._words(answer.code, answer.message)))
            for address, answer in refused.items()
        ]

    def _words(self, code: int, message: str) -> str:
        return self._one_line(f"{code} {message}" if code > 0 else message)

    def _one_line(self, words: str) -> str:
        """Fold what a server said into one line; a server that repeats the password is not repeated."""
        if self._settings.password:
            words = words.replace(self._settings.password, "***")
        return _UNPRINTABLE.sub(" ", words).strip()[:_LONGEST_WORDS]

    def _waited(self, talk: _Talk) -> float:
        late = talk.stage is _Stage.HANDED_OVER
        return self.longest.total_seconds() if late else self._settings.timeout_seconds


async def _name_recipients(client: SMTP, letter: ClaimedLetter) -> dict[str, SMTPResponse]:
    """Name every recipient and collect who was refused; the library raises for each."""
    refused: dict[str, SMTPResponse] = {}
    for address in letter.recipients:
        try:
            await client.rcpt(address)
        except aiosmtplib.SMTPRecipientRefused as error:
            refused[address] = SMTPResponse(error.code, error.message)
    return refused


async def _hand_over(client: SMTP, talk: _Talk) -> SMTPResponse:
    """Send the message up to the final dot and wait for the answer, as long as the whole message may take."""
    go_ahead = await client.execute_command(b"DATA")
    if go_ahead.code != _GO_AHEAD:
        return go_ahead
    if client.protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    talk.stage = _Stage.HANDED_OVER
    client.protocol.write(_as_data(talk.letter.message))
    return await client.protocol.read_response()


def _as_data(message: bytes) -> bytes:
    """Write a message as DATA carries it (RFC 5321, 4.5.2): lines end in CRLF, a dot at a line's start is doubled."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"
