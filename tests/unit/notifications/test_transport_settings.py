"""What an office may ask for when it says how its letters leave."""

import asyncio
from pathlib import Path

import pytest

from cycle_engine.errors import OperationRefused
from notifications.maildir import MaildirTransport
from notifications.redirection import RedirectedTransport
from notifications.transport_settings import Security, TransportKind, TransportSettings, build_transport
from notifications.transports import SmtpTransport
from tests.outboxes import a_letter


def smtp(**other: object) -> TransportSettings:
    return TransportSettings(TransportKind.SMTP, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_an_open_line_may_lead_to_this_very_machine(host: str) -> None:
    assert smtp(host=host, security=Security.NONE).server_port == 25


@pytest.mark.parametrize("host", ["mail.example", "localhost.example", "10.0.0.1", "0.0.0.0", "::2"])  # noqa: S104  a host to be refused
def test_an_open_line_to_elsewhere_must_be_allowed_by_name(host: str) -> None:
    with pytest.raises(OperationRefused) as caught:
        smtp(host=host, security=Security.NONE)
    assert caught.value.reason == "mail_unprotected"
    assert host in str(caught.value)
    assert smtp(host=host, security=Security.NONE, unprotected_allowed=True).host == host


@pytest.mark.parametrize(("security", "port"), [(Security.STARTTLS, 587), (Security.TLS, 465)])
def test_a_port_that_is_not_given_is_the_standard_one(security: Security, port: int) -> None:
    assert smtp(security=security).server_port == port
    assert smtp(security=security, port=2525).server_port == 2525


@pytest.mark.parametrize(
    ("setting", "value"), [("port", 65536), ("port", -1), ("connections", 0), ("connections", 21),
                           ("per_minute", -1), ("timeout_seconds", 0)]
)  # fmt: skip
def test_a_number_that_cannot_be_meant_is_refused_by_its_name(setting: str, value: float) -> None:
    with pytest.raises(OperationRefused, match=f"{setting} = {value}"):
        smtp(**{setting: value})


@pytest.mark.parametrize("setting", ["redirect_to", "sender_address"])
def test_an_address_must_be_one(setting: str) -> None:
    with pytest.raises(OperationRefused, match="phòng@gd"):
        smtp(**{setting: "phòng@gd"})


def test_a_password_is_not_shown() -> None:
    settings = smtp(login="a", password="bí mật")  # noqa: S106  one made up
    assert "bí mật" not in f"{settings} {settings!r}"


def test_the_settings_choose_the_way_letters_leave(tmp_path: Path) -> None:
    assert isinstance(build_transport(TransportSettings(), tmp_path), MaildirTransport)
    assert isinstance(build_transport(smtp(), tmp_path), SmtpTransport)
    assert isinstance(build_transport(smtp(redirect_to="a@b.example"), tmp_path), RedirectedTransport)


def test_a_letter_that_is_redirected_stays_as_it_is_under_a_line_that_says_for_whom(tmp_path: Path) -> None:
    transport = build_transport(TransportSettings(redirect_to="dien-tap@pgd.example"), tmp_path)
    asyncio.run(transport.send(a_letter(1, to=("a@truong.example", "b@truong.example"))))
    (kept,) = (tmp_path / "new").iterdir()
    first_lines = "X-Original-To: a@truong.example,\n b@truong.example\n"
    assert kept.read_text() == first_lines + a_letter(1).message.decode().replace("\r\n", "\n")
