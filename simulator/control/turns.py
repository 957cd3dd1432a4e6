"""Lets others have their turn while much is looked through. It does not know what is looked for."""

import asyncio
from time import perf_counter
from typing import Final

TURN_S: Final = 0.002
"""So long nobody else has a turn, and half as long as the others had theirs: all who look have a third of a network under load."""


class Turns:
    """One network's. However many look through much at once, one of them has a turn between two of everybody else's."""

    def __init__(self) -> None:
        self.one = asyncio.Lock()


class Turn:
    """Those of one request; the first begins here."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._until = perf_counter() + TURN_S

    async def over(self) -> None:
        """If this turn has lasted long enough, everybody else who has something to do does it first."""
        if perf_counter() < self._until:
            return
        async with self._turns.one:
            begun = perf_counter()
            await asyncio.sleep(0)
            now = perf_counter()
        self._until = now + max(TURN_S, (now - begun) / 2)
