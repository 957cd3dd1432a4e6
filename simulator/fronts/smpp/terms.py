"""What the flags of a submit_sm mean for its text, or which of them is wrong. Each set of flags is judged once; no message is seen."""

from msgspec import Struct

from simulator.message import BOTH, FAILURE, SUCCESS, Alphabet
from simulator.smpp.bodies import V50
from simulator.smpp.plain import Options
from simulator.smpp.statuses import Status
from simulator.text.coding import alphabet_of

_MODES = {0b00, 0b11}
"""Store and forward, by default or by name. Datagram and transaction mode are not offered yet."""
_TYPES = {0x00, 0x08, 0x10}
"""Bits 5-2 of esm_class that an ESME may send: ordinary, and the two acknowledgements (SMPP 3.4 § 5.2.12)."""
_UDHI = 0x40
_RECEIPTS = {0: 0, 1: BOTH, 2: FAILURE, 3: SUCCESS}
"""Bits 1-0 of registered_delivery (§ 5.2.17); 3 is 5.0's, on success only, and reserved in 3.4."""
_REGISTERED_RESERVED = 0xE0


class Terms(Struct, frozen=True, gc=False):
    """How to read the octets, which fates the sender wants to be told of, whether a user data header leads the text."""

    alphabet: Alphabet
    wants: int
    header: bool


def terms(options: Options, version: int) -> Terms | Status:
    """What these flags mean to a peer of this version, or the status of the first that is wrong (SMPP 3.4 § 4.4.1, in wire order)."""
    status = _wrong(options, version)
    if status is not None:
        return status
    alphabet = alphabet_of(options.data_coding)
    if alphabet is None:
        return Status.RINVDCS if version >= V50 else Status.RSUBMITFAIL
    return Terms(alphabet, _RECEIPTS[options.registered_delivery & 0b11], bool(options.esm_class & _UDHI))


def _wrong(options: Options, version: int) -> Status | None:
    registered = options.registered_delivery
    faults = (
        (options.esm_class & 0b11 not in _MODES or options.esm_class & 0x3C not in _TYPES, Status.RINVESMCLASS),
        (options.priority_flag > 3, Status.RINVPRTFLG),
        (registered & _REGISTERED_RESERVED or (registered & 0b11 == 0b11 and version < V50), Status.RINVREGDLVFLG),
        (options.replace_if_present_flag > 1, Status.RINVREPFLAG),
        (options.replace_if_present_flag == 1, Status.RINVSUBREP),  # replacing is not offered yet
        (options.sm_default_msg_id > 0, Status.RINVDFTMSGID),  # there are no canned texts
    )
    return next((status for wrong, status in faults if wrong), None)
