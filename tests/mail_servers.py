"""A real mail server for the tests, in the same event loop as the deliverer, with a certificate made for it."""

import asyncio
import ipaddress
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LOGIN, PASSWORD = "can-bo@pgd.example", "mật khẩu thử"


@dataclass(frozen=True, slots=True)
class Certificates:
    """An authority's certificate, and a server's that it signed; both only for this run of the tests."""

    authority: Path
    server: Path

    def for_server(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.server)
        return context


class MailServer:
    """What the server answers, and what it has taken. Answers are looked up, then used up, by recipient or in turn."""

    def __init__(
        self,
        *,
        recipients: Mapping[str, list[str]] | None = None,
        messages: list[str] | None = None,
        sender: str = "250 OK",
    ) -> None:
        self.taken: list[Envelope] = []
        self.logins = 0
        self.attempts: Counter[str] = Counter()
        self.peers: set[object] = set()
        self._recipients = recipients or {}
        self._messages = messages or []
        self._sender = sender

    async def handle_MAIL(self, _server: SMTP, session: Any, envelope: Envelope, address: str, _options: object) -> str:  # noqa: N802  aiosmtpd's name
        self.peers.add(session.peer)
        if self._sender.startswith("250"):
            envelope.mail_from = address
        return self._sender

    async def handle_RCPT(self, server: SMTP, _session: Any, envelope: Envelope, address: str, _options: object) -> str:  # noqa: N802
        self.attempts[address] += 1
        answer = next(iter(self._recipients.get(address, [])), "250 OK")
        if len(self._recipients.get(address, [])) > 1:
            self._recipients[address].pop(0)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return await self._answer(server, answer)

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = self._messages.pop(0) if self._messages else "250 taken"
        if answer.startswith("250") or answer in {"die", "silence"}:
            self.taken.append(envelope)
        return await self._answer(server, answer)

    async def _answer(self, server: SMTP, answer: str) -> str:
        if answer == "die":
            hang_up(server)
        if answer == "silence":
            await asyncio.Event().wait()
        return answer

    def authenticate(
        self, _server: SMTP, _session: Any, _envelope: object, mechanism: str, given: object
    ) -> AuthResult:
        is_right = given == LoginPassword(LOGIN.encode(), PASSWORD.encode())
        assert mechanism in {"PLAIN", "LOGIN"}
        self.logins += is_right
        return AuthResult(success=is_right, handled=False)


def hang_up(server: SMTP) -> None:
    """Cut the line in the middle of a word."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


@asynccontextmanager
async def running(
    handler: MailServer,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    kind: Callable[..., SMTP] = SMTP,
    **options: Any,
) -> AsyncIterator[int]:
    """Run the server for the length of the block; its port."""
    loop = asyncio.get_running_loop()

    def talk() -> SMTP:
        return kind(handler, loop=loop, hostname="mail.example", tls_context=starttls, **options)

    server = await loop.create_server(talk, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)


def make_certificates(folder: Path) -> Certificates:
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = _certificate("Authority of the tests", authority_key, authority_key, "Authority of the tests")
    server = _certificate("localhost", server_key, authority_key, "Authority of the tests")
    certificates = Certificates(folder / "authority.pem", folder / "server.pem")
    certificates.authority.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    private = server_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    certificates.server.write_bytes(private + server.public_bytes(serialization.Encoding.PEM))
    return certificates


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, issuer: str
) -> x509.Certificate:
    is_authority = key is signer
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=is_authority, crl_sign=is_authority, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
