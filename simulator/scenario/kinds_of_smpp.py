"""The kinds of value in a scenario file that SMPP has of its own, as pydantic takes them. What their texts mean is the scalars' to say."""

from collections.abc import Iterable
from typing import Annotated, Any, Final, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidatorFunctionWrapHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core.core_schema import CoreSchema, no_info_before_validator_function, no_info_wrap_validator_function

from simulator.lifecycle import State
from simulator.scenario import scalars_of_smpp
from simulator.scenario.kinds import as_read, as_told, as_whole, as_word
from simulator.scenario.scalars import Unlimited
from simulator.wire import faults, quirks, smpp_faults
from simulator.wire.accounts import BindType
from simulator.wire.capture import Times

_CODE: Final = r"^(0[xX][0-9a-fA-F]+|[0-9]+)$"
_STATUS: Final = r"^((ESME_)?R[A-Z_]+|0[xX][0-9a-fA-F]{1,8}|[0-9]+)$"


class _None:
    """Also `none`, which takes what may stand here away."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
            return Unlimited.NONE if value == "none" else read(value)

        return no_info_wrap_validator_function(validate, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"const": "none"}]}


class Short:
    """A word alone is short for a mapping that says it as this key."""

    def __init__(self, key: str, words: Iterable[str]) -> None:
        self._key, self._words = key, list(words)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: Any) -> Any:
            return {self._key: value} if isinstance(value, str) and value else value

        return no_info_before_validator_function(validate, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"enum": self._words}, handler(schema)]}


class _Listed:
    """One word stands for a list of it."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: Any) -> Any:
            return [value] if isinstance(value, str) and value else value

        return no_info_before_validator_function(validate, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


Part = TypeVar("Part")
OrNone = Annotated[Part, _None()]
OneOrMore = Annotated[list[Part], _Listed()]

StatusCode = Annotated[
    int,
    as_read(scalars_of_smpp.status, "a status such as RTHROTTLED or 0x58"),
    as_told(_STATUS, "RTHROTTLED", "ESME_RMSGQFUL", "0x00000400"),
]
Word = Annotated[int, as_read(scalars_of_smpp.coded(0, 0xFFFFFFFF), "a number such as 16 or 0x10"), as_told(_CODE, 16, "0x10")]
RequestId = Annotated[
    int, as_read(scalars_of_smpp.coded(0, 0x7FFFFFFF), "a request's command id such as 0x00010299"), as_told(_CODE, "0x00010299")
]
Tag = Annotated[int, as_read(scalars_of_smpp.coded(1, 0xFFFF), "a TLV's tag such as 0x1454"), as_told(_CODE, "0x1454")]
EsmClass = Annotated[int, as_read(scalars_of_smpp.coded(0, 0xFF), "an octet such as 0x04"), as_told(_CODE, "0x04")]
Octets = Annotated[str, as_read(scalars_of_smpp.octets, "octets in hexadecimal"), as_told("^[0-9a-fA-F ]*$", "deadbeef")]
Network = Annotated[str, as_read(scalars_of_smpp.network, "an IP address or a network"), as_told("^[0-9a-fA-F.:/]+$", "10.0.0.0/8")]
Rate = Annotated[float, as_read(scalars_of_smpp.rate, "how many a second"), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
AddressRange = Annotated[str, as_read(scalars_of_smpp.address_range, "an address or an expression"), as_told("", "^1069", "10690000")]
ReceiptText = Annotated[str, as_read(scalars_of_smpp.receipt, "a receipt's text"), as_told("", "id:{id} stat:{stat} err:{err}")]
LinesFile = Annotated[str, as_read(scalars_of_smpp.output("file"), "a file such as pdus.jsonl"), as_told(r"\.jsonl$", "pdus.jsonl")]
PcapFile = Annotated[str, as_read(scalars_of_smpp.output("pcap"), "a file such as pdus.pcap"), as_told(r"\.pcap$", "pdus.pcap")]
Version = Annotated[
    int, as_read(scalars_of_smpp.version, "3.3, 3.4 or 5.0"), WithJsonSchema({"enum": ["3.3", "3.4", "5.0", 3.3, 3.4, 5.0]})
]
Port = Annotated[int, *as_whole(1, 65_535)]
Digits = Annotated[int, *as_whole(0, 64)]
PasswordLength = Annotated[int, *as_whole(1, 254)]
Kept = Annotated[int, *as_whole(0, 10_000_000)]

BindWord = Annotated[BindType, *as_word("bind type", {each.value: each for each in BindType})]
RequestWord = Annotated[smpp_faults.Request, *as_word("request", {each.value: each for each in smpp_faults.Request})]
_OF_HTTP: Final = {each.value: "is a fault of the HTTP APIs: it stands in faults, not in smpp" for each in faults.Kind}
SmppFaultWord = Annotated[smpp_faults.Kind, *as_word("kind of SMPP fault", {each.value: each for each in smpp_faults.Kind}, _OF_HTTP)]
TimesWord = Annotated[Times, *as_word("clock", {each.value: each for each in Times})]
ProfileWord = Annotated[str, *as_word("profile of a message centre", {name: name for name in quirks.PROFILES})]
IdWord = Annotated[quirks.IdStyle, *as_word("style of ids", {each.value: each for each in quirks.IdStyle})]
DatesWord = Annotated[quirks.Dates, *as_word("form of dates", {each.value: each for each in quirks.Dates})]
ExcerptWord = Annotated[quirks.Excerpt, *as_word("excerpt", {each.name.lower(): each for each in quirks.Excerpt})]
ErrorsWord = Annotated[quirks.Errors, *as_word("form of err", {each.name.lower(): each for each in quirks.Errors})]
AlphabetWord = Annotated[quirks.DefaultAlphabet, *as_word("default alphabet", {each.value: each for each in quirks.DefaultAlphabet})]
TlvWord = Annotated[quirks.Tlv, *as_word("TLV of a receipt", {each.value: each for each in quirks.Tlv})]
StateName = Annotated[State, *as_word("state", {each.name: each for each in State})]
