"""What was expected against what was seen, as sentences for each difference. It asks nobody and waits for nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

Fields = Mapping[str, Any]


def answer(wanted: Fields, found: Fields) -> list[str]:
    """The API's answer; empty where none is wanted, or none came."""
    if not wanted or not found:
        return [] if wanted == found else ["no answer came" if not found else f"an answer came ({said(found)}), wanted none"]
    return [f"the answer's {line}" for line in _differences(wanted, found)]


def took(wanted_ms: int, found_ms: int) -> list[str]:
    """How long the answer took."""
    return [] if wanted_ms == found_ms else [f"the answer took {found_ms / 1000:g} s, wanted {wanted_ms / 1000:g} s"]


def said(fields: Fields) -> str:
    """An answer in one line."""
    return ", ".join(f"{key} {value}" for key, value in fields.items() if value != "")


def reports(wanted: Sequence[Fields], told: Sequence[Fields], part: str = "") -> list[str]:
    """The reports that came, in their order. part: which part of a long text they are of, and a blank."""
    if len(told) != len(wanted):
        came = f"{part}{_number(len(told), 'report')} came{_listed(told)}"
        return [f"{came}, wanted {_number(len(wanted), 'report') if wanted else 'none'}"]
    which = [""] if len(wanted) == 1 else [f" {nth}" for nth in range(1, len(wanted) + 1)]
    return [
        f"{part}report{nth}'s {line}" for nth, one, report in zip(which, wanted, told, strict=False) for line in _differences(one, report)
    ]


def folder(name: str, wanted: str | bool, found: Sequence[str]) -> list[str]:  # noqa: FBT001 - False: nothing
    """Texts of one send in a folder of the handset."""
    if wanted is False:
        return [f"{name} shows “{found[0]}”, wanted nothing"] if found else []
    if not found:
        return [f"{name} does not show it"]
    return [] if wanted is True or found[0] == wanted else [f"{name} shows “{found[0]}”, wanted “{wanted}”"]


def replies(wanted: Sequence[str], found: Sequence[str]) -> list[str]:
    """Texts that came back to the sender, in their order."""
    if list(wanted) == list(found):
        return []
    return [f"replies that came: {_quoted(found)}, wanted {_quoted(wanted)}"]


def _differences(wanted: Fields, found: Fields) -> list[str]:
    lines = []
    for key, value in wanted.items():
        if key not in found:
            lines.append(f"{key} is missing, wanted {value!s}: it has {', '.join(found) or 'nothing'}")
        elif not _same(value, found[key]):
            lines.append(f"{key} is {found[key]!s}, wanted {value!s}")
    return lines


def _same(wanted: Any, found: Any) -> bool:
    """A file holds text only, so what is compared is how values are written; of mappings only the fields that are named."""
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(key in found and _same(value, found[key]) for key, value in wanted.items())
    if isinstance(wanted, list | tuple):
        return isinstance(found, list | tuple) and len(wanted) == len(found) and all(map(_same, wanted, found))
    return str(found) == str(wanted)


def _listed(told: Sequence[Fields]) -> str:
    words = [str(report.get("errmsg") or report.get("Description") or f"{report.get('stat')} err {report.get('err')}") for report in told]
    return f" ({', '.join(words)})" if words else ""


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _quoted(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts) or "none"
