"""A rehearsal's safety net: every letter goes to one address."""

from dataclasses import replace
from typing import TYPE_CHECKING

from cycle_engine.domain.notices import ClaimedLetter
from notifications.header_fields import addresses_field
from notifications.outcomes import Outcome

if TYPE_CHECKING:
    from notifications.delivery import Transport


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
