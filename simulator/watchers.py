"""Who asked to be told when a handset that could not be reached is back (set_dpf, SMPP 3.4 § 5.3.2.28). It does not know when that is."""

from simulator.message import Instant, Submission
from simulator.senders import Senders


class Watchers:
    """By number, each account once, with the last text that it asked for."""

    def __init__(self, senders: Senders) -> None:
        self._senders = senders
        self._watched: dict[str, dict[str, Submission]] = {}

    def __contains__(self, number: object) -> bool:
        """Whether anybody wants to know of this number."""
        return number in self._watched

    def watch(self, submission: Submission) -> None:
        """The sender of a text that could not be handed over wants to know when its handset is back."""
        self._watched.setdefault(submission.destination, {})[submission.account] = submission

    def back(self, number: str, now: Instant) -> None:
        """The handset can be reached: everybody who asked is told, once."""
        for account, submission in self._watched.pop(number, {}).items():
            self._senders[account].alert(submission, now)
