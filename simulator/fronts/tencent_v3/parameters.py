"""An action's parameters, from JSON or from a flattened form, into its shape; or which of them is wrong. It knows no action's meaning."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from simulator.fronts.tencent_v3 import codes
from simulator.fronts.tencent_v3.actions import ZH, Failure

DEPTH_MAX: Final = 8
"""How deep names may nest: the deepest of an SMS action is `MultiSmsInfoSet.0.TemplateParamSet.0`."""
FIELDS_MAX: Final = 10_000
"""Fields of a form: SendMultiGlobalSms has two hundred texts of five fields and as many parameters. Counted before anything is read."""
COMMAS_MAX: Final = 100_000
"""Commas in a body, counted as early: ten megabytes of empty objects would take two hundred in memory."""
_FIELD = re.compile(r"(missing required|unknown) field `(.*?)`(?: - at `\$(.*)`)?$", re.DOTALL)
_AT = re.compile(r" - at `\$\.?(.{0,200})`$", re.DOTALL)
_SAID_MAX: Final = 100
"""Characters of a name that an answer repeats."""


def asked(raw: bytes, shape: type[Struct], language: str) -> Struct | Failure:
    """The parameters of a body as the action wants them. In one go where nothing is wrong; what is wrong is said by the long way."""
    if raw.count(b",") <= COMMAS_MAX:
        try:
            return _reader(shape).decode(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            pass
    value = of_json(raw, language)
    return value if isinstance(value, Failure) else shaped(value, shape, language, typed=True)


@cache
def _reader(shape: type[Struct]) -> msgspec.json.Decoder[Struct]:
    return msgspec.json.Decoder(shape)


def of_json(raw: bytes, language: str) -> dict[str, Any] | Failure:
    """The object of a body; of a name that comes twice the last one counts [assumed]. An empty body is an empty object."""
    if raw.count(b",") > COMMAS_MAX:
        return Failure("RequestSizeLimitExceeded", f"the body has more than {COMMAS_MAX} fields and items")
    try:
        value = msgspec.json.decode(raw or b"{}")
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        value = None
    if not isinstance(value, dict):
        return Failure("FailedOperation.JsonParseFail", codes.message("FailedOperation.JsonParseFail", language))
    return value


def pairs(text: str) -> list[tuple[str, str]] | None:
    """A query or form, None where it has too many fields. Octets that are no UTF-8 stay as they are, for the signature covers them."""
    if text.count("&") >= FIELDS_MAX:
        return None
    return parse_qsl(text, keep_blank_values=True, errors="surrogateescape")


def shown(text: str) -> str:
    """A text of a request as a record or an answer can hold it: octets that are no UTF-8 show as `?`."""
    return text.encode("utf-8", "replace").decode()


def nested(items: Iterable[tuple[str, str]]) -> dict[str, Any] | Failure:
    """`PhoneNumberSet.0=…&PhoneNumberSet.1=…` as the object that it stands for; lists are in the order of their numbers."""
    root: dict[str, Any] = {}
    for name, value in items:
        if shown(name) != name or shown(value) != value:
            return Failure("InvalidParameter", f"{shown(name)[:100]} is no UTF-8")
        steps = name.split(".", DEPTH_MAX)
        inner: Any = root
        for step in steps[:-1]:
            inner = inner.setdefault(step, {}) if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or len(steps) > DEPTH_MAX or isinstance(inner.get(steps[-1]), dict):
            return Failure("InvalidParameter", f"{name[:100]} does not fit the other parameters")
        inner[steps[-1]] = value
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if all(name.isdecimal() and name.isascii() and len(name) < 6 for name in value):
        return [_listed(value[name]) for name in sorted(value, key=int)]
    return {name: _listed(inner) for name, inner in value.items()}


def shaped(value: dict[str, Any], shape: type[Struct], language: str, *, typed: bool) -> Struct | Failure:
    """The parameters as the action wants them. typed: numbers came as numbers (JSON), not as text."""
    try:
        return msgspec.convert(value, shape, strict=typed)
    except msgspec.ValidationError as error:
        return _failure(str(error), language)


def _failure(said: str, language: str) -> Failure:
    field = _FIELD.search(said)
    if field is not None:
        what, name, inside = field.groups()
        name = name[:_SAID_MAX]
        where = f"{inside.lstrip('.')[:_SAID_MAX]}.{name}" if inside else name
        if what == "unknown":
            return Failure("UnknownParameter", _said(language, f"未定义的参数 `{where}`。", f"The parameter `{where}` is not recognized."))
        return missing(where, language)
    at = _AT.search(said)
    where, what = (at[1], said[: at.start()]) if at else ("", said[:_SAID_MAX])
    chinese, english = f"参数 `{where}` 的取值或类型错误：{what}", f"The parameter `{where}` is not valid: {what}"
    return Failure("InvalidParameter", _said(language, chinese, english))


def missing(name: str, language: str) -> Failure:
    """A parameter that has to be there is not."""
    return Failure("MissingParameter", _said(language, f"缺少参数 `{name}`。", f"The request is missing a required parameter `{name}`."))


def _said(language: str, chinese: str, english: str) -> str:
    return chinese if language == ZH else english
