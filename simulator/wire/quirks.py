"""Where message centres leave the paper, as data: one profile a kind of centre. Settings only; what each word means is the front's to do.

Collected from bug reports and provider pages of SMPP clients and gateways. A profile is a value: a scenario may change single axes of it.
"""

from enum import Enum, unique
from typing import Final

from msgspec import Struct

from simulator.lifecycle import State


@unique
class IdStyle(Enum):
    """How a serial number is written."""

    DECIMAL = "decimal"
    HEXADECIMAL = "hexadecimal"
    UUID = "uuid"
    WORD = "word"  # letters and digits


class IdForm(Struct, frozen=True):
    """digits: padded with zeros to so many (0: not at all); a word has so many letters. upper: of letters."""

    style: IdStyle
    digits: int = 0
    upper: bool = False


@unique
class Dates(Enum):
    """How a receipt writes its dates, in the centre's local time."""

    MINUTES = "YYMMDDhhmm"
    SECONDS = "YYMMDDhhmmss"
    FULL_MINUTES = "YYYYMMDDhhmm"
    FULL_SECONDS = "YYYYMMDDhhmmss"
    SMPP = "YYMMDDhhmmsstnnp"


@unique
class Excerpt(Enum):
    """What stands behind a receipt's `text:`."""

    TWENTY = "first 20 octets"
    NONE = "the word none"
    EMPTY = "nothing"


@unique
class Errors(Enum):
    """How `err` is written."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    LETTERS = "letters"  # `21b`


@unique
class DefaultAlphabet(Enum):
    """What data_coding 0 means to the centre."""

    GSM = "gsm"
    PACKED = "gsm-packed"
    ASCII = "ascii"
    LATIN1 = "latin1"


@unique
class Tlv(Enum):
    """TLVs of a receipt."""

    ID = "receipted_message_id"
    STATE = "message_state"
    ERROR = "network_error_code"


class Quirks(Struct, frozen=True):
    """One kind of centre.

    answered, reported: the message id in submit_sm_resp and in the receipt's text (None: written as answered).
    template: the receipt's text, with {id} {submit} {done} {stat} {err} {text} {dlvrd}; empty: no text at all.
    no_done_date: the done date of a failure is all zeros. words: of `stat`, where they are not SMPP's; raw_words: it is the carrier's own.
    tlvs: of the receipt; vendor_tlvs: tags of further TLVs of four octets, filled with the error's number.
    by_data_sm: receipts come as data_sm; esm_class: of a receipt; ucs2: its text is in UCS-2; accepted_first: an ACCEPTD goes before it.
    versions: the highest interface_version served, and whether there are transceivers; error_bodies: a refusal has an empty message id.
    """

    answered: IdForm = IdForm(IdStyle.DECIMAL, 10)
    reported: IdForm | None = None
    template: str = "id:{id} sub:001 dlvrd:{dlvrd} submit date:{submit} done date:{done} stat:{stat} err:{err} text:{text}"
    dates: Dates = Dates.MINUTES
    no_done_date: bool = False
    excerpt: Excerpt = Excerpt.TWENTY
    errors: Errors = Errors.THREE
    words: dict[State, str] = {}
    raw_words: bool = False
    tlvs: frozenset[Tlv] = frozenset(Tlv)
    vendor_tlvs: tuple[int, ...] = ()
    alphabet: DefaultAlphabet = DefaultAlphabet.GSM
    by_data_sm: bool = False
    esm_class: int = 0x04
    ucs2: bool = False
    accepted_first: bool = False
    version_max: int = 0x50
    transceivers: bool = True
    error_bodies: bool = False


_HEX8 = IdForm(IdStyle.HEXADECIMAL, 8)
_UUID = IdForm(IdStyle.UUID)
_NO_COUNTS = "id:{id} submit date:{submit} done date:{done} stat:{stat} err:{err}"
_BARE: Final[frozenset[Tlv]] = frozenset()

PROFILES: Final[dict[str, Quirks]] = {
    "paper": Quirks(),
    "hexdec": Quirks(
        answered=IdForm(IdStyle.HEXADECIMAL, 8, upper=True), reported=IdForm(IdStyle.DECIMAL, 16), excerpt=Excerpt.NONE, tlvs=_BARE
    ),
    "dechex": Quirks(answered=IdForm(IdStyle.DECIMAL), reported=IdForm(IdStyle.HEXADECIMAL), tlvs=_BARE),
    "short": Quirks(template=_NO_COUNTS + " text:{text}", tlvs=_BARE),
    "seconds": Quirks(
        answered=IdForm(IdStyle.HEXADECIMAL, 32),
        dates=Dates.SECONDS,
        excerpt=Excerpt.EMPTY,
        tlvs=frozenset((Tlv.ID, Tlv.STATE)),
        alphabet=DefaultAlphabet.LATIN1,
    ),
    "gateway": Quirks(answered=_UUID, template=_NO_COUNTS, errors=Errors.TWO, tlvs=frozenset((Tlv.ID, Tlv.STATE)), accepted_first=True),
    "smpptime": Quirks(
        answered=IdForm(IdStyle.WORD, 26),
        template="id:{id} sub:000 dlvrd:000 submit date:{submit} done date:{done} stat:{stat} err:{err}",
        dates=Dates.SMPP,
        tlvs=_BARE,
    ),
    "failed": Quirks(
        answered=IdForm(IdStyle.DECIMAL, 19),
        template="id:{id} sub:001 dlvrd:001 submit date:{submit} done date:{done} stat:{stat} err:{err} Text:",
        words={State.UNDELIVERABLE: "FAILED", State.REJECTED: "FAILED"},
        no_done_date=True,
        tlvs=_BARE,
    ),
    "nolabel": Quirks(
        answered=_UUID,
        template="id:{id} sub:000 dlvrd:000 submit date:{submit} done date:{done} {stat} err:{err} Text:",
        dates=Dates.SECONDS,
        tlvs=_BARE,
    ),
    "tlvonly": Quirks(answered=IdForm(IdStyle.HEXADECIMAL), template=""),
    "vendor4": Quirks(
        answered=IdForm(IdStyle.DECIMAL, 18),
        errors=Errors.FOUR,
        tlvs=frozenset((Tlv.ERROR,)),
        vendor_tlvs=(0x1454, 0x1418),
        alphabet=DefaultAlphabet.ASCII,
    ),
    "carrier33": Quirks(answered=_HEX8, tlvs=_BARE, version_max=0x33, transceivers=False, error_bodies=True),
    "cn-aggregator": Quirks(raw_words=True, tlvs=_BARE),
}
"""By name. `paper` is SMPP 3.4 Appendix B; `cn-aggregator` puts the carrier's own seven characters (`MK:0024`) into stat."""
