"""Makes docs/reference/smpp.md from the code's tables and the tests': `python -m tests.docs.smpp_page`. It invents nothing."""

from collections.abc import Iterator
from pathlib import Path

from simulator.smpp.bodies import V50, bodies
from simulator.smpp.commands import FIRST_50, RESPONSE, Command, response_of
from simulator.smpp.fields import Count, CString, Destinations, FieldType, Int, Int1, Octets, TimeString, Unsuccesses
from simulator.smpp.pdu import Answer
from simulator.smpp.states import SENDERS, SessionState, Side, breach
from simulator.smpp.statuses import Status
from simulator.smpp.tlvs import PDUS, TABLE, Number, Raw, Text, Tlv
from simulator.wire.quirks import PROFILES, IdForm, Quirks
from simulator.wire.smpp_faults import KINDS
from tests.docs import smpp_rows
from tests.docs.smpp_rows import OPERATIONS, STATUSES, TLVS, Row
from tests.docs.tables import table
from tests.fronts.smpp_bad_input import ROWS, Bad, Due

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "smpp.md"

HEAD = """# SMPP: what is served

Made from the code's tables by `python -m tests.docs.smpp_page`; a test holds it up to date, and that each test named here is there. Tests
are named by their file below `tests/`. What is chosen where the papers are silent is listed in [design.md](../design.md).
"""

SPOKEN = "fronts/test_smpp_versions::test_the_same_word_with_each"

VERSIONS = f"""A client is spoken to in the version that its bind says: below 0x34 as 3.3, from 0x50 on as 5.0. To 3.3 no TLV is
written; to 3.4 no value, command or status of 5.0. The whole conversation in each is `{SPOKEN}`.
"""

SENDING = """E: the client, M: the network. A response goes the other way in the same states. Broadcasts are unknown commands before 5.0.
"""

OPENED = f"""Every row is played over a socket, before the bind (open) or after it (bound), with the capture on: the answer is the only one,
what was sent is in the capture octet for octet, and the session goes on as it was or ends. `{smpp_rows.BAD}`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        (
            HEAD,
            "## Versions\n",
            VERSIONS,
            "## Operations\n",
            table(("PDU", "id", "since", "answered by", "what is done", "test"), operations()),
            "### Who may say what when\n",
            SENDING,
            table(("PDU", "open", "bound tx", "bound rx", "bound trx", "unbound", "a client's in another state"), _states()),
            f"Each of these, in every state and version, over a socket: `{smpp_rows.STATES}`.\n",
            "### Fields\n\nIn wire order. A number is of octets; texts end in NUL, which counts.\n",
            table(("PDU", "fields"), _fields()),
            "## TLVs\n\nUnknown tags are let pass. Where a known one does not belong, it is not looked at.\n",
            table(("tag", "name", "octets", "in 3.4", "5.0 adds", "what is done", "test"), tlvs()),
            "## Statuses\n\nAny of them, and vendors' own, can be had for any answer by the fault `answer-status`.\n",
            table(("status", "name", "how it comes about", "test"), statuses()),
            "## Bad input\n",
            OPENED,
            table(("what comes", "when", "what is answered", "status"), map(_bad, ROWS)),
            "## Profiles of real centres\n\nFrom bug reports and providers' pages; an account has one, and may change single axes of it.\n",
            table(
                ("profile", "what it is", "id in the answer", "id in the receipt", "dates", "err", "TLVs", "data_coding 0", "test"),
                profiles(),
            ),
            "## Faults\n\nBy scenario or at run time: for an account, a session, a number; the first ones, one in so many, a share.\n",
            table(("kind", "strikes", "what it does", "needs", "also takes", "test"), faults()),
        )
    )


def operations() -> Iterator[tuple[str, ...]]:
    """A row for each request, and generic_nack."""
    for command in SENDERS:
        response = response_of(command)
        since = "5.0" if (command & ~RESPONSE) >= FIRST_50 else _since(command)
        told = "–" if response is None else f"`{response.name.lower()}`"
        yield f"`{command.name.lower()}`", f"{command:08X}", since, told, *_shown(OPERATIONS[command])


def _since(command: Command) -> str:
    newer = {Command.BIND_TRANSCEIVER, Command.OUTBIND, Command.ALERT_NOTIFICATION, Command.DATA_SM}
    return "3.4" if command in newer else "3.3"


def _states() -> Iterator[tuple[str, ...]]:
    states = [state for state in SessionState if state is not SessionState.CLOSED]
    for command in SENDERS:
        cells = ["".join(side.value for side in Side if breach(state, command, side) is None) or "–" for state in states]
        wrong = dict.fromkeys(_wrong(command, state) for state in states if breach(state, command, Side.ESME) is not None)
        yield f"`{command.name.lower()}`", *cells, ", ".join(wrong) or "–"


def _wrong(command: Command, state: SessionState) -> str:
    found = breach(state, command, Side.ESME)
    assert found is not None
    return f"{'nack ' if found.answer is Answer.NACK else ''}{found.status.name}"


def _fields() -> Iterator[tuple[str, str]]:
    for body in bodies(V50).values():
        if body.fields:
            yield f"`{body.command.name.lower()}`", ", ".join(f"{field.name} {_form(field.type)}" for field in body.fields)
    bare = [body.command.name.lower() for body in bodies(V50).values() if not body.fields]
    yield ", ".join(f"`{name}`" for name in bare), "none"


def _form(kind: FieldType) -> str:
    match kind:
        case Int1() | Count():
            return "1"
        case Int(size):
            return str(size)
        case CString(most):
            return f"≤ {most}"
        case TimeString():
            return "1 or 17"
        case Octets(length):
            return f"({length})"
        case Destinations(count) | Unsuccesses(count):
            return f"({count} times)"
        case _:
            raise AssertionError(kind)


def tlvs() -> Iterator[tuple[str, ...]]:
    """A row for each TLV."""
    for row in TABLE:
        yield f"{row.tag:04X}", f"`{row.name}`", _octets(row), _places(row.within), _places(row.also), *_shown(tlv(row))


def tlv(row: Tlv) -> Row:
    """What is done with it."""
    if row.name in TLVS:
        return TLVS[row.name]
    return smpp_rows.TAKEN if set("SMA") & set(row.within + row.also) else smpp_rows.NO_BROADCASTS


def _octets(row: Tlv) -> str:
    match row.type:
        case Number(sizes, raw):
            return " or ".join(str(size) for size in (*sizes, *raw))
        case Text(least, most) | Raw(least, most):
            return str(least) if least == most else f"{least} to {most:,}"


def _places(letters: str) -> str:
    if letters == "*":
        return "any response"
    return ", ".join(_short(PDUS[letter]) for letter in letters) or "–"


def _short(commands: tuple[Command, ...]) -> str:
    return "bind_*_resp" if len(commands) > 1 else commands[0].name.lower()


def statuses() -> Iterator[tuple[str, ...]]:
    """A row for each status."""
    for status in Status:
        yield f"{int(status):08X}", status.name, *_shown(STATUSES[status])


_DUE = {
    Due.TYPED: "its own response, header only",
    Due.NACK: "generic_nack",
    Due.CLOSE: "generic_nack, and the end",
    Due.TAKEN: "its own response",
    Due.NOTHING: "nothing",
}


def _bad(row: Bad) -> tuple[str, ...]:
    return row.name, "open and bound" if row.when == "both" else row.when, _DUE[row.due], "" if row.due is Due.NOTHING else row.status.name


def profiles() -> Iterator[tuple[str, ...]]:
    """A row for each profile."""
    for name, quirks in PROFILES.items():
        row = smpp_rows.PROFILES[name]
        reported = "as in the answer" if quirks.reported is None else _id(quirks.reported)
        told = ", ".join(tlv.value for tlv in sorted(quirks.tlvs, key=lambda one: one.value)) or "–"
        vendors = "".join(f", {tag:04X}" for tag in quirks.vendor_tlvs)
        ids, said = (_id(quirks.answered), reported), (quirks.dates.value, _error(quirks), told + vendors, quirks.alphabet.value)
        yield f"`{name}`", row.does, *ids, *said, f"`{row.test}`"


def _id(form: IdForm) -> str:
    return f"{form.style.value}{f' {form.digits}' if form.digits else ''}{', upper case' if form.upper else ''}"


def _error(quirks: Quirks) -> str:
    return "none" if not quirks.template else f"{quirks.errors.value} digits" if quirks.errors.value.isdigit() else quirks.errors.value


def faults() -> Iterator[tuple[str, ...]]:
    """A row for each kind."""
    for kind, row in KINDS.items():
        needs, takes = (", ".join(names) or "–" for names in (row.needs, row.takes))
        yield f"`{kind.value}`", row.level.name.lower(), row.does, needs, takes, f"`{smpp_rows.FAULTS[kind]}`"


def _shown(row: Row) -> tuple[str, str]:
    return row.does, f"`{row.test}`" if row.test else "–"


def tests_named() -> set[str]:
    """Every test that the page names."""
    rows = [
        *OPERATIONS.values(),
        *TLVS.values(),
        smpp_rows.TAKEN,
        smpp_rows.NO_BROADCASTS,
        *STATUSES.values(),
        *smpp_rows.PROFILES.values(),
    ]
    others = {SPOKEN, smpp_rows.STATES, smpp_rows.BAD, *smpp_rows.FAULTS.values()}
    return {row.test for row in rows if row.test} | others


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
