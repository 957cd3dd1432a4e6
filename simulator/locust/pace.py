"""How fast a user sends: so many texts a second, whatever the answers take, or as fast as they come. It sends nothing."""

import time
from collections.abc import Iterator
from random import Random
from typing import Final

from locust.env import Environment

from simulator.locust import running
from simulator.locust.books import Books
from simulator.locust.texts import numbers

BEHIND_S_MOST: Final = 1.0
"""What a user that could not send may make up for; more than that is no load of the stated rate any more."""


class Paced:
    """To be mixed into a User."""

    environment: Environment
    books: Books
    numbers: Iterator[str]
    chance: Random

    def on_start(self) -> None:
        """Find the books of this process."""
        self.books = running.books(self.environment)
        options, process = self.books.options, self.books.process
        self.numbers = self.books.once("numbers", lambda: numbers(options.numbers, options.seed, process))
        self.chance = self.books.once("chance", lambda: Random(f"{options.seed}/{process}"))
        self._every_s = 1 / options.pace if options.pace else 0.0
        self._due = time.perf_counter() + self.chance.random() * self._every_s

    def spent(self, texts: int) -> None:
        """So many left: the next is due so much later."""
        self._due += texts * self._every_s

    def goes_on(self) -> bool:
        """Whether it sends the next text before any other user has its turn."""
        return False

    def wait_time(self) -> float:
        """Seconds until this user sends again."""
        if not self._every_s:
            return 0.0
        now = time.perf_counter()
        self._due = max(self._due, now - BEHIND_S_MOST)
        return max(0.0, self._due - now)
