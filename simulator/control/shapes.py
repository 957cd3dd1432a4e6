"""What somebody said, as a struct has it; where it is not so, what it might have been. It reads no request."""

import re
from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec
from msgspec import inspect

from simulator.scenario.problems import one_of

Form = TypeVar("Form", bound=msgspec.Struct)
_WORD: Final = re.compile(r"Invalid enum value .* - at `\$\.(\w+)`", re.DOTALL)
_FIELD: Final = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)


def shaped(said: Any, form: type[Form]) -> Form:
    """ValueError where it is not so."""
    try:
        return msgspec.convert(said, form)
    except msgspec.ValidationError as error:
        raise ValueError(explained(error, form)) from error


def explained(error: Exception, form: type[msgspec.Struct]) -> str:
    """What msgspec found wrong with the fields of `form`, with the words or the names that there are."""
    said = str(error)
    if found := _WORD.match(said):
        return f"{said}: wanted {', '.join(_words(form, found[1]))}"
    if found := _FIELD.match(said):
        return said + one_of(found[1], [field.encode_name for field in msgspec.structs.fields(form)])
    return said


def _words(form: type[msgspec.Struct], name: str) -> list[str]:
    """Those that a field takes."""
    shape = inspect.type_info(form)
    assert isinstance(shape, inspect.StructType)
    return [word for field in shape.fields if field.encode_name == name for word in _values(field.type)]


def _values(kind: inspect.Type) -> Iterator[str]:
    match kind:
        case inspect.EnumType():
            yield from (str(each.value) for each in kind.cls)
        case inspect.LiteralType():
            yield from map(str, kind.values)
        case inspect.UnionType():
            for each in kind.types:
                yield from _values(each)
        case inspect.Metadata():
            yield from _values(kind.type)
        case _:
            return
