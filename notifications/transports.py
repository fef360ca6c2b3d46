"""Letters to a mail server by SMTP; the only module that knows the SMTP library.

What concerns every letter alike (no server, no trust in it, the login or the sender refused) raises ``Unavailable``,
and no letter pays for it. The talk about a letter is held step by step, because the library's ``sendmail`` does not
tell how far it came when the connection is lost.
"""

import asyncio
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import aiosmtplib
from aiosmtplib import SMTP

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from notifications.outcomes import Outcome, Verdict
from notifications.smtp_answers import (
    BUSY,
    GO_AHEAD,
    NEEDS_LOGIN,
    TOO_BIG,
    Answer,
    Kind,
    Stage,
    judge_message,
    judge_recipients,
    judge_silence,
    one_line,
)
from notifications.transport_settings import Security, TransportSettings

_STEPS_AT_WORST: Final = 5
"""A whole message may take so many times the time of one step; a server that checks for viruses answers late."""

_BROKEN_TALK: Final = (aiosmtplib.SMTPException, OSError)


@dataclass(slots=True)
class _Talk:
    """The talk about one letter, as far as it has come."""

    letter: ClaimedLetter
    stage: Stage = Stage.OPENING


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
        except _BROKEN_TALK as error:
            return judge_silence(talk.stage, self._detail(error))

    async def close(self) -> None:
        """Say goodbye on every connection; a server that does not answer is left without."""
        while self._idle:
            client = self._idle.pop()
            with suppress(*_BROKEN_TALK):
                await client.quit(timeout=min(1.0, self._settings.timeout_seconds))
            client.close()

    async def _talk(self, talk: _Talk) -> Outcome:
        """Talk over an idle connection; when the server has hung up on it meanwhile, over a new one."""
        while self._idle:
            try:
                return await self._talk_over(self._idle.pop(), talk)
            except aiosmtplib.SMTPServerDisconnected:
                if talk.stage is not Stage.OPENING:
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
        outcome = await self._name_sender(client, talk)
        if outcome is None:
            talk.stage = Stage.BEGUN
            refused = await self._name_recipients(client, talk.letter)
            outcome = judge_recipients(talk.letter, refused)
        if outcome is None:
            answer = await self._hand_over(client, talk)
            outcome = judge_message(answer, talk.stage, refused)
        if talk.stage is Stage.BEGUN:
            await _forget_letter(client)
        return outcome

    async def _name_sender(self, client: SMTP, talk: _Talk) -> Outcome | None:
        size = [f"size={len(talk.letter.message)}"] if client.supports_extension("size") else []
        try:
            await client.mail(talk.letter.sender, options=size)
        except aiosmtplib.SMTPSenderRefused as error:
            answer = self._answer(error)
            if answer.code == BUSY:  # enough letters over one connection, says the server, and has closed it
                raise aiosmtplib.SMTPServerDisconnected(str(answer)) from error
            if answer.kind is Kind.NEVER and answer.code != TOO_BIG:
                raise self._unavailable("mail_sender_refused", error, sender=talk.letter.sender) from error
            return judge_message(answer, talk.stage, {})
        return None

    async def _name_recipients(self, client: SMTP, letter: ClaimedLetter) -> dict[str, Answer]:
        """Name every recipient and collect who was refused; the library raises for each."""
        refused: dict[str, Answer] = {}
        for address in letter.recipients:
            try:
                await client.rcpt(address)
            except aiosmtplib.SMTPRecipientRefused as error:
                if error.code in NEEDS_LOGIN:
                    raise self._unavailable("mail_login_needed", error) from error
                refused[address] = self._answer(error)
        return refused

    async def _hand_over(self, client: SMTP, talk: _Talk) -> Answer:
        """Send the message up to the final dot and wait for the answer, as long as the whole message may take."""
        response = await client.execute_command(b"DATA")
        if response.code == GO_AHEAD:
            if client.protocol is None:
                raise aiosmtplib.SMTPServerDisconnected("Connection lost")
            talk.stage = Stage.HANDED_OVER
            client.protocol.write(_as_data(talk.letter.message))
            response = await client.protocol.read_response()
        if response.code == BUSY:
            client.close()
        return Answer(response.code, self._one_line(response.message))

    async def _connect(self) -> SMTP:
        """Open a connection, protected and logged in. Whatever goes wrong here concerns every letter."""
        settings = self._settings
        client = SMTP(
            hostname=settings.host,
            port=settings.server_port,
            use_tls=settings.security is Security.TLS,
            start_tls=False,  # done below, where its absence can be told from other faults
            tls_context=self._tls_context(),
            timeout=settings.timeout_seconds,
            local_hostname=settings.sender_address.rpartition("@")[2] or "localhost",
        )
        try:
            async with asyncio.timeout(self.longest.total_seconds() / 2):
                await self._open(client)
        except _BROKEN_TALK as error:
            client.close()
            raise self._unreachable(error) from error
        except BaseException:
            client.close()
            raise
        return client

    async def _open(self, client: SMTP) -> None:
        await client.connect()
        await client.ehlo()
        if self._settings.security is Security.STARTTLS:
            if not client.supports_extension("starttls"):
                raise self._unavailable("mail_starttls_missing", None)
            await client.starttls()
            await client.ehlo()
        if self._settings.login:
            await self._log_in(client)

    async def _log_in(self, client: SMTP) -> None:
        try:
            await client.login(self._settings.login, self._settings.password)
        except (aiosmtplib.SMTPTimeoutError, aiosmtplib.SMTPServerDisconnected):
            raise
        except aiosmtplib.SMTPException as error:
            raise self._unavailable("mail_login_refused", error, login=self._settings.login) from error

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
        return self._unavailable("mail_server_unreachable", error, port=str(self._settings.server_port))

    def _unavailable(self, reason: str, error: Exception | None, **facts: str) -> Unavailable:
        detail = self._detail(error) if error else ""
        hint = text(f"delivery.{reason}_hint")
        return Unavailable(reason, hints=[hint], host=self._settings.host, detail=detail, **facts)

    def _answer(self, error: aiosmtplib.SMTPResponseException) -> Answer:
        return Answer(error.code, self._one_line(error.message))

    def _detail(self, error: Exception) -> str:
        if isinstance(error, aiosmtplib.SMTPResponseException):
            return str(self._answer(error))
        if isinstance(error, TimeoutError):
            return str(text("delivery.timed_out"))
        return self._one_line(str(error)) or type(error).__name__

    def _one_line(self, words: str) -> str:
        return one_line(words, secret=self._settings.password)


async def _forget_letter(client: SMTP) -> None:
    """Make the server forget the letter that was begun; one that cannot is not talked to again."""
    try:
        await client.rset()
    except _BROKEN_TALK:
        client.close()


def _as_data(message: bytes) -> bytes:
    """Write a message as DATA carries it (RFC 5321, 4.5.2): lines end in CRLF, a dot at a line's start is doubled."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    ended = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"
