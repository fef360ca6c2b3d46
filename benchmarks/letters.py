"""How fast letters become bytes and leave: our headers against the library's, and one against several connections.

Run: ``python benchmarks/letters.py``. Times are medians; the ratios are what counts. The relay answers each message
after 20 ms, as one down the street does.
"""

import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cycle_engine.domain.notices import Contact
from notifications.delivery import deliver
from notifications.envelopes import Message, to_bytes
from notifications.pacing import Pace
from notifications.transport_settings import Security, TransportKind, TransportSettings
from notifications.transports import SmtpTransport
from tests.mail_servers import MailServer, running
from tests.outboxes import MORNING, Outbox, a_letter

ROUNDS: Final = 50
LETTERS: Final = 200
ANSWER_SECONDS: Final = 0.02

OFFICE: Final = Contact("pgd@pgd.example", "Phòng Giáo dục và Đào tạo huyện Tiên Lãng")
SCHOOL: Final = Contact("mn-hoa-sen@truong.example", "Trường Mầm non Hoa Sen")
OFFICER: Final = Contact("can-bo@pgd.example", "Cán bộ phụ trách chuyển đổi số")
SUBJECT: Final = "[CĐS MN 2024-2025] Nhắc hạn tự đánh giá - Trường Mầm non Hoa Sen - hạn 24/01/2025"
TEXT: Final = "Kính gửi: Trường Mầm non Hoa Sen\n\nĐề nghị nhà trường hoàn thành tự đánh giá.\n\n" * 10
HTML: Final = f"<html><body>{TEXT}</body></html>"
DATE: Final = datetime(2025, 1, 10, 1, 0, tzinfo=UTC)


class Relay(MailServer):
    """A relay that takes its time to answer."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        """Answer late."""
        await asyncio.sleep(ANSWER_SECONDS)
        return await super().handle_DATA(server, session, envelope)


def main() -> None:
    print(f"one letter, text and HTML, as bytes; median of {ROUNDS}")
    print_ratios({"to_bytes": ours, "email.mime and Header": classic, "EmailMessage.as_bytes": modern}, "ms", 1e3)
    print(f"{LETTERS} letters to a relay that answers after {ANSWER_SECONDS * 1e3:.0f} ms, per letter")
    costs = {f"{count} connection(s)": sending(count) / LETTERS for count in (1, 3, 8)}
    for name, cost in costs.items():
        print(f"  {name:28} {cost * 1e3:8.2f} ms   {cost / costs['1 connection(s)']:6.2f} x")


def print_ratios(ways: dict[str, Callable[[], bytes]], unit: str, scale: float) -> None:
    costs = {name: timed(way) for name, way in ways.items()}
    least = min(costs.values())
    for name, cost in costs.items():
        print(f"  {name:28} {cost * scale:8.3f} {unit}   {cost / least:6.1f} x")


def timed(work: Callable[[], object]) -> float:
    def once() -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    return median(once() for _ in range(ROUNDS))


def ours() -> bytes:
    return to_bytes(Message(OFFICE, (SCHOOL,), SUBJECT, TEXT, DATE, "<1@pgd.example>", html=HTML, cc=(OFFICER,)))


def classic() -> bytes:
    letter = MIMEMultipart("alternative", boundary="fixed")
    letter["From"], letter["To"], letter["Cc"] = (formataddr((c.name, c.address)) for c in (OFFICE, SCHOOL, OFFICER))
    letter["Subject"], letter["Date"], letter["Message-ID"] = SUBJECT, format_datetime(DATE), "<1@pgd.example>"
    letter.attach(MIMEText(TEXT, "plain", "utf-8"))
    letter.attach(MIMEText(HTML, "html", "utf-8"))
    return letter.as_bytes()


def modern() -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Cc"] = (f'"{c.name}" <{c.address}>' for c in (OFFICE, SCHOOL, OFFICER))
    letter["Subject"], letter["Date"], letter["Message-ID"] = SUBJECT, format_datetime(DATE), "<1@pgd.example>"
    letter.set_content(TEXT)
    letter.add_alternative(HTML, subtype="html")
    return letter.as_bytes()


def sending(connections: int) -> float:
    async def scenario() -> float:
        async with running(Relay()) as port:
            settings = TransportSettings(
                TransportKind.SMTP, host="127.0.0.1", port=port, security=Security.NONE, connections=connections
            )
            outbox, start = Outbox(*map(a_letter, range(LETTERS))), perf_counter()
            summary = await deliver(outbox, SmtpTransport(settings), now=lambda: MORNING, pace=Pace())
            took = perf_counter() - start
        if summary.sent != LETTERS:
            raise RuntimeError(summary)
        return took

    return asyncio.run(scenario())


if __name__ == "__main__":
    main()
