"""What the handsets of a network show, against what was expected of them. It looks and compares, and changes nothing."""

from simulator.control import views
from simulator.player import compare
from simulator.player.fronts import Sent
from simulator.runtime.network import Network
from simulator.scenario.settings import Call, Expect, Send


class Phones:
    """One play's."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def of_number(self, step: Expect) -> list[str]:
        """What is wrong with a handset's folders, whoever sent what is in them."""
        handset = self._handset(step.handset)
        wanted = [(name, shown) for name, shown in _folders(step) if shown is not None]
        return [line for name, shown in wanted for line in compare.folders(name, shown, [text["text"] for text in handset[name]])]

    def of_send(self, step: Expect, send: Send | Call, sent: Sent) -> list[str]:
        """What is wrong with the folders that a send went to, and with whom its text seems to be from."""
        wrong = []
        for name, wanted in _folders(step):
            if wanted is not None:
                wrong += self._folder(name, wanted, send, sent)
        if step.sender and send.to is not None:
            senders = [text["from"] for text in self._handset(send.to)["inbox"] if text["id"] in sent.ids]
            wrong += compare.folder("its sender", step.sender, senders)
        return wrong

    def _folder(self, name: str, wanted: compare.Shown, send: Send | Call, sent: Sent) -> list[str]:
        """Of a request to several numbers each is looked at; of one that was refused its own, where that is known."""
        messages = [self._network.world.ledger.find(one) for one in sent.ids]
        reached = dict.fromkeys(message.submission.destination for message in messages if message is not None)
        lines = []
        for number in reached or filter(None, [send.to]):
            shown = [text["text"] for text in self._handset(number)[name] if text["id"] in sent.ids]
            lines += compare.folder(f"{number}'s {name}" if len(reached) > 1 else name, wanted, shown)
        return lines

    def _handset(self, number: str) -> dict[str, list[dict[str, str]]]:
        return views.handset(self._network.world.journey.line(number), self._network.driver.now())


def _folders(step: Expect) -> tuple[tuple[str, compare.Shown | None], ...]:
    return ("inbox", step.inbox), ("blocked", step.blocked)
