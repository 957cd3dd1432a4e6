"""What was expected against what was seen, as sentences for each difference. It asks nobody and waits for nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulator.scenario.courses import Holds

SAID_MAX: Final = 300
"""Characters of an answer that are told."""

Fields = Mapping[str, Any]
Shown = str | bool | Holds
"""What a folder is to show: this text, one that holds these words, any (True), or nothing (False)."""


def answer(wanted: Fields, found: Fields) -> list[str]:
    """The API's answer; empty where none is wanted, or none came."""
    if not wanted or not found:
        return [] if wanted == found else ["no answer came" if not found else f"an answer came ({said(found)}), wanted none"]
    return [f"the answer's {line}" for line in _differences(wanted, found)]


def refuses(answer: Fields) -> bool:
    """Whether an API, its gateway, a centre or the console does not do what it was asked."""
    told = answer.get("result", 0) != 0 or "ErrorCode" in answer or answer.get("Code", "Ok") != "Ok" or answer.get("command_status", 0)
    return bool(told) or answer.get("status", 200) in range(400, 600)


def record(wanted: Fields, found: Fields) -> list[str]:
    """The platform's record; empty where none is wanted, or there is none."""
    if not wanted or not found:
        return [] if wanted == found else ["there is no record" if not found else f"there is a record ({said(found)}), wanted none"]
    return fields("the record's", wanted, found)


def fields(whose: str, wanted: Fields, found: Fields) -> list[str]:
    """Single fields of anything. whose: "the review's"."""
    return [f"{whose} {line}" for line in _differences(wanted, found)]


def took(wanted_ms: int, found_ms: int) -> list[str]:
    """How long the answer took."""
    return [] if wanted_ms == found_ms else [f"the answer took {found_ms / 1000:g} s, wanted {wanted_ms / 1000:g} s"]


def said(fields: Fields) -> str:
    """An answer in one line, of a long one its beginning."""
    line = ", ".join(f"{key} {value}" for key, value in fields.items() if value != "")
    return line if len(line) <= SAID_MAX else line[: SAID_MAX - 1] + "…"


def reports(wanted: Sequence[Fields], told: Sequence[Fields], part: str = "") -> list[str]:
    """The reports that came, in their order. part: which part of a long text they are of, and a blank."""
    if len(told) != len(wanted):
        came = f"{part}{_number(len(told), 'report')} came{_listed(told)}"
        return [f"{came}, wanted {_number(len(wanted), 'report') if wanted else 'none'}"]
    which = [""] if len(wanted) == 1 else [f" {nth}" for nth in range(1, len(wanted) + 1)]
    return [
        f"{part}report{nth}'s {line}" for nth, one, report in zip(which, wanted, told, strict=False) for line in _differences(one, report)
    ]


def pushes(wanted: Sequence[Fields], found: Sequence[Fields]) -> list[str]:
    """What the platform pushed to the customer's URL, in its order."""
    if len(wanted) != len(found):
        return [f"pushed: {'; '.join(map(said, found)) or 'nothing'}, wanted {len(wanted) or 'nothing'}"]
    both = enumerate(zip(wanted, found, strict=True), 1)
    return [f"push {nth}'s {line}" for nth, (one, push) in both for line in _differences(one, push)]


def folder(name: str, wanted: Shown, found: Sequence[str]) -> list[str]:
    """Texts of one send in a folder of the handset."""
    if wanted is False:
        return [f"{name} shows “{found[0]}”, wanted nothing"] if found else []
    if not found:
        return [f"{name} does not show it"]
    return [] if wanted is True or _is(wanted, found[0]) else [f"{name} shows “{found[0]}”, wanted {_said(wanted)}"]


def folders(name: str, wanted: Shown, found: Sequence[str]) -> list[str]:
    """All texts in a folder of the handset, whoever sent them: one of them is wanted, or none at all."""
    if wanted is False or wanted is True or not found:
        return folder(name, wanted, found)
    return [] if any(_is(wanted, text) for text in found) else [f"{name} shows {_quoted(found[-5:])}, wanted {_said(wanted)}"]


def _is(wanted: str | Holds, text: str) -> bool:
    return wanted.words in text if isinstance(wanted, Holds) else wanted == text


def _said(wanted: str | Holds) -> str:
    return f"one that holds “{wanted.words}”" if isinstance(wanted, Holds) else f"“{wanted}”"


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
