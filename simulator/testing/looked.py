"""A handset as a test's own network tells it: a dict, with what is asserted of it. It asks nothing before something is asserted."""

from typing import Any

from simulator.control.answers import Text
from simulator.testing import assertions
from simulator.testing.client import HandsetOf

__tracebackhide__ = assertions.HIDE


class Looked(dict[str, Any]):
    """A handset as it was at that moment; what is asserted of it is looked at anew."""

    def __init__(self, said: dict[str, Any], handset: HandsetOf) -> None:
        super().__init__(said)
        self._handset = handset

    def received(self, text: str = "", *, within_s: float | None = None) -> Text:
        """The newest text that it shows and that holds `text`; NotSoError shows the trails. within_s: it may come so late."""
        return self._handset.received(text, within_s=within_s)

    def received_nothing(self) -> None:
        """NotSoError where it shows anything."""
        self._handset.received_nothing()
