"""Letters spaced evenly in time, as relays like it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta


class Pace:
    """Spaces letters evenly, ``per_minute`` of them; 0 sets no bound. Seconds are of any clock that only goes on."""

    def __init__(
        self,
        per_minute: int = 0,
        *,
        seconds: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.interval = timedelta(minutes=1) / per_minute if per_minute else timedelta()
        self._seconds = seconds
        self._sleep = sleep
        self._next_turn = float("-inf")

    async def turn(self) -> None:
        """Wait for the next letter's turn."""
        if not self.interval:
            return
        now = (self._seconds or asyncio.get_running_loop().time)()
        turn = max(now, self._next_turn)
        self._next_turn = turn + self.interval.total_seconds()
        if turn > now:
            await self._sleep(turn - now)
