"""A search over whole numbers for the highest that holds: doubled until one does not, then halved between. It tries nothing itself."""

from typing import Final

NEAR: Final = 20
"""It ends when what holds and what does not are one part in so many apart."""


class Bisection:
    """at: what is to be tried now; held: the highest that did, 0 while none has."""

    def __init__(self, first: int, most: int) -> None:
        self.at = min(first, most)
        self.held = 0
        self._most = most
        self._broke: int | None = None

    def next(self, *, held: bool) -> int | None:
        """What to try after this; None: it is found."""
        if held:
            self.held = self.at
        else:
            self._broke = self.at
        if self._broke is None:
            if self.at == self._most:
                return None
            self.at = min(2 * self.at, self._most)
        elif self._broke - self.held <= max(1, self.held // NEAR):
            return None
        else:
            self.at = (self.held + self._broke) // 2
        return self.at
