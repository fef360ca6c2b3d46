"""How an office sends its letters: one value that cannot be built wrong, and the transport it stands for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.errors import OperationRefused

if TYPE_CHECKING:
    from notifications.delivery import Transport


class TransportKind(StrEnum):
    """Where letters go."""

    MAILDIR = "maildir"
    """Into a mail folder of the workspace: no server needed, nothing leaves the machine."""
    SMTP = "smtp"
    """To a mail server."""


class Security(StrEnum):
    """How the connection to a mail server is protected."""

    STARTTLS = "starttls"
    """Begins in the open and is protected before anything is said; never goes on without."""
    TLS = "tls"
    """Protected from the first byte."""
    NONE = "none"
    """In the open: to this very machine, elsewhere only where the settings allow it by name."""


STANDARD_PORTS: Final = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}

_RANGES: Final = {
    "port": (0, 65535),
    "connections": (1, 20),  # no relay likes more from one sender
    "per_minute": (0, 100_000),
    "timeout_seconds": (0.01, 3600),
}


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """How letters are sent.

    ``timeout_seconds`` bounds one step of the talk with a server, ``per_minute`` letters of one run (0: no bound). With
    ``redirect_to`` every letter goes there and nowhere else, for rehearsals. ``ca_file`` is trusted besides the
    system's authorities. Raises ``OperationRefused`` for a value that cannot be meant.
    """

    kind: TransportKind = TransportKind.MAILDIR
    host: str = "localhost"
    port: int = 0  # 0: the standard port of the kind of security
    security: Security = Security.STARTTLS
    login: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 60
    connections: int = 3
    per_minute: int = 60
    redirect_to: str = ""
    sender_address: str = ""
    sender_name: str = ""
    ca_file: Path | None = None
    unprotected_allowed: bool = False

    def __post_init__(self) -> None:
        for address in filter(None, (self.redirect_to, self.sender_address)):
            if not is_mailbox(address):
                raise OperationRefused("mail_address_not_valid", address=address)
        for setting, (lowest, highest) in _RANGES.items():
            if not lowest <= (value := getattr(self, setting)) <= highest:
                facts = {"setting": setting, "value": value, "lowest": lowest, "highest": highest}
                raise OperationRefused("mail_setting_out_of_range", **facts)
        unprotected = self.kind is TransportKind.SMTP and self.security is Security.NONE
        if unprotected and not self.unprotected_allowed and not _is_this_machine(self.host):
            raise OperationRefused("mail_unprotected", host=self.host)

    @property
    def server_port(self) -> int:
        """The port to call."""
        return self.port or STANDARD_PORTS[self.security]


def settings_for(mail: Mapping[str, Any], *, stays_here: bool) -> TransportSettings:
    """Say how letters leave, by an office's ``[mail]`` settings and the password.

    With ``stays_here`` none leaves: all go into the Maildir, at once. Raises as the value does.
    """
    return TransportSettings(
        kind=TransportKind.MAILDIR if stays_here else TransportKind(mail["transport"]),
        host=mail["host"],
        port=mail["port"],
        security=Security(mail["security"]),
        login=mail["login"],
        password=mail["password"],
        timeout_seconds=mail["timeout_seconds"],
        connections=mail["connections"],
        per_minute=0 if stays_here else mail["per_minute"],
        redirect_to=mail["redirect_to"],
        ca_file=Path(mail["ca_file"]) if mail["ca_file"] else None,
    )


def build_transport(settings: TransportSettings, maildir: Path) -> "Transport":
    """Build the way of sending that the settings ask for; ``maildir`` is the workspace's mail folder."""
    from notifications.maildir import MaildirTransport
    from notifications.redirection import RedirectedTransport
    from notifications.transports import SmtpTransport

    smtp = settings.kind is TransportKind.SMTP
    transport: Transport = SmtpTransport(settings) if smtp else MaildirTransport(maildir)
    return RedirectedTransport(transport, settings.redirect_to) if settings.redirect_to else transport


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
