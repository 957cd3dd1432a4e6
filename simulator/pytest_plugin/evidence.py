"""What the report of a failed test shows of its network: the fate of each message, what was refused, the PDUs. It changes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from msgspec import Struct

from simulator.control import views
from simulator.control.answers import Refusal
from simulator.control.tale import Tale
from simulator.control.why import Explained
from simulator.faq.words import LABELS
from simulator.testing.assertions import RefusedError
from simulator.testing.calls import Call, part
from simulator.testing.client import Client

MESSAGES: Final = 20
"""The newest of a test that sent many."""
REFUSALS: Final = 20
PDUS: Final = 60
VALUE: Final = 60
"""Characters of a field."""
SECRETS: Final = frozenset(("password",))
"""Reports are kept where many can read them."""

Section = tuple[str, str]


class Watched(Struct, frozen=True):
    """A network that a test used. client: what it may see; captured: the PDUs kept so far; language: `zh` or `en`."""

    client: Client
    captured: Callable[[], list[dict[str, Any]]]
    language: str

    def sections(self) -> list[Section]:
        """Titles with their text, as pytest's reports have them; a network that is gone shows nothing."""
        try:
            found = [("carrier: messages", self._messages()), ("carrier: refused", self._refused()), ("carrier: SMPP PDUs", self._pdus())]
        except (OSError, RefusedError, RuntimeError) as error:  # the test stopped it, or ended its lease
            found = [("carrier", [f"the network cannot be asked any more: {error}"])]
        return [(title, "\n".join(lines)) for title, lines in found if lines]

    def _messages(self) -> list[str]:
        newest = list(islice(self.client.messages(), MESSAGES + 1))
        lines = [f"… and earlier ones: these are the newest {MESSAGES}"] if len(newest) > MESSAGES else []
        for message in reversed(newest[:MESSAGES]):
            why = self.client.do(Call("GET", f"/sim/why?kind=message&of={part(message.id)}", Explained))
            lines += [line for tale in why.tales for line in fate(tale, self.language)]
        return lines

    def _refused(self) -> list[str]:
        refused = self.client.refusals()
        left = [f"… and {len(refused) - REFUSALS} before"] if len(refused) > REFUSALS else []
        return left + [_refusal(each) for each in refused[-REFUSALS:]]

    def _pdus(self) -> list[str]:
        pdus = self.captured()
        left = [f"… and {len(pdus) - PDUS} before"] if len(pdus) > PDUS else []
        return left + [pdu(each) for each in pdus[-PDUS:]]


def fate(tale: Tale, language: str) -> Iterator[str]:
    """A message: its trail, the three truths of it, and the case that explains it."""

    def headed(key: str, said: str) -> str:
        return f"  {LABELS[key].by(language)}: {said}"

    yield f"message {tale.id} from {tale.sender} to {tale.to} ({tale.account}) “{tale.text}”"
    for line in tale.timeline:
        detail = line.detail.by(language)
        yield f"  {line.at}  {line.where:<8}  {line.says.by(language)}" + (f": {detail}" if detail else "")
    yield headed("answer", tale.answer.by(language))
    yield headed("report", ", ".join(tale.reports) or LABELS["none"].by(language))
    yield headed("handset", f"{tale.handset.by(language)} ({tale.state.by(language)})")
    if tale.verdict.question is not None:
        yield headed("verdict", f"{tale.verdict.case}: {tale.verdict.question.by(language)}")


def pdu(record: dict[str, Any]) -> str:
    """A captured PDU in one line; what cannot be read, as octets."""
    way = "->" if record["from"] == "client" else "<-"
    at = views.instant(round(datetime.fromisoformat(record["at"]).timestamp() * 1000))
    head = f"{at}  {record['account'] or '?'}/{record['session']} {way} {record.get('command', '?')}"
    if "broken" in record:
        return f"{head}  {record['broken']}: {record['octets'][: 4 * VALUE]}"
    said = {**record["fields"], **record["tlvs"]}
    fields = " ".join(f"{name}={_value(name, value)}" for name, value in said.items() if value not in (0, "") or name == "short_message")
    return f"{head} {record['status']} #{record['sequence']} {fields}".rstrip()


def _value(name: str, value: Any) -> str:
    if name in SECRETS:
        return "***"
    said = str(value)
    return said if len(said) <= VALUE else f"{said[:VALUE]}…"


def _refusal(refused: Refusal) -> str:
    return f"{refused.at}  {refused.account or '?'} to {refused.to or '?'}: {refused.reason}: {refused.detail}"
