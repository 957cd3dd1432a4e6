"""What the flags of a submit_sm mean for its text, or which of them is wrong. Each set of flags is judged once; no message is seen."""

from msgspec import Struct

from simulator.message import BOTH, FAILURE, NOTIFY, SUCCESS, Alphabet
from simulator.smpp.bodies import V50
from simulator.smpp.plain import Options
from simulator.smpp.statuses import Status
from simulator.text.coding import alphabet_of
from simulator.wire.quirks import DefaultAlphabet

_DATAGRAM, _TRANSACTION = 0b01, 0b10
"""Bits 1-0 of esm_class (§ 5.2.12): one try without a report; one try, and the answer waits for it. The others store and forward."""
_TYPE = 0x3C
_TYPES = {0x00, 0x08, 0x10}
"""Bits 5-2 of esm_class that an ESME may send: ordinary, and the two acknowledgements (SMPP 3.4 § 5.2.12)."""
_UDHI = 0x40
_RECEIPTS = {0: 0, 1: BOTH, 2: FAILURE, 3: SUCCESS}
"""Bits 1-0 of registered_delivery (§ 5.2.17); 3 is 5.0's, on success only, and reserved in 3.4."""
_DEFAULTS = {
    DefaultAlphabet.GSM: Alphabet.GSM7,
    DefaultAlphabet.PACKED: Alphabet.GSM7,
    DefaultAlphabet.ASCII: Alphabet.LATIN1,  # which holds it
    DefaultAlphabet.LATIN1: Alphabet.LATIN1,
}
_REGISTERED_RESERVED = 0xE0
_INTERMEDIATE = 0x10


class Terms(Struct, frozen=True, gc=False):
    """How to read the octets, which fates the sender wants to be told of, whether a user data header leads the text.

    one_try: it is not stored; transaction: its answer waits for its fate; replaces: it goes in the place of a pending one.
    acknowledges: it is an SME's acknowledgement; packed: seven bits a septet; plain: none of all that.
    """

    alphabet: Alphabet
    wants: int
    header: bool
    one_try: bool = False
    transaction: bool = False
    replaces: bool = False
    packed: bool = False
    acknowledges: bool = False
    plain: bool = True


def terms(options: Options, version: int, default: DefaultAlphabet = DefaultAlphabet.GSM, *, data_sm: bool = False) -> Terms | Status:
    """What these flags mean to a peer of this version, or the status of the first that is wrong (SMPP 3.4 § 4.4.1, in wire order).

    default: what data_coding 0 means here; data_sm: they came with one: there transaction mode is served below 5.0 too (§ 4.7).
    """
    status = _wrong(options, version, transactions=data_sm or version >= V50)
    if status is not None:
        return status
    alphabet = _DEFAULTS[default] if options.data_coding == 0 else alphabet_of(options.data_coding)
    if alphabet is None:
        return Status.RINVDCS if version >= V50 else Status.RSUBMITFAIL
    mode, header, replaces = options.esm_class & 0b11, bool(options.esm_class & _UDHI), bool(options.replace_if_present_flag)
    datagram, transaction = mode == _DATAGRAM, mode == _TRANSACTION
    wants = 0 if datagram else BOTH if transaction else _wants(options.registered_delivery)
    one_try = datagram or transaction
    packed = default is DefaultAlphabet.PACKED and options.data_coding == 0
    acknowledges = options.esm_class & _TYPE != 0
    plain = not (header or one_try or replaces or packed or acknowledges)
    return Terms(alphabet, wants, header, one_try, transaction, replaces, packed, acknowledges, plain)


def _wants(registered: int) -> int:
    return _RECEIPTS[registered & 0b11] | (NOTIFY if registered & _INTERMEDIATE else 0)


def _wrong(options: Options, version: int, *, transactions: bool) -> Status | None:
    registered, mode = options.registered_delivery, options.esm_class & 0b11
    faults = (
        ((mode == _TRANSACTION and not transactions) or options.esm_class & _TYPE not in _TYPES, Status.RINVESMCLASS),
        (options.priority_flag > (4 if version >= V50 else 3), Status.RINVPRTFLG),
        (registered & _REGISTERED_RESERVED or (registered & 0b11 == 0b11 and version < V50), Status.RINVREGDLVFLG),
        (options.replace_if_present_flag > 1, Status.RINVREPFLAG),
        (options.sm_default_msg_id > 0, Status.RINVDFTMSGID),  # there are no canned texts
    )
    return next((status for wrong, status in faults if wrong), None)
