"""`fakecarrier why`: what became of a text, and why; or what a code may mean, which needs no network. It changes nothing."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import Any
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from simulator.cli.options import same_network
from simulator.cli.talk import TalkError, UnansweredError, get
from simulator.control.readings import named, readings
from simulator.control.spellings import meant, near

Fields = dict[str, Any]


class Question(Struct, frozen=True):
    """What is asked. kind: `message`, `number`, `code`, None: whatever it can be; carrier: whose code, None: anybody's."""

    of: str
    kind: str | None = None
    carrier: str | None = None

    @property
    def query(self) -> str:
        """As the control API takes it."""
        return urlencode({"of": self.of} | {name: said for name in ("kind", "carrier") if (said := getattr(self, name)) is not None})


def asked(what: str, carrier: str | None, *, message: bool, number: bool, code: bool) -> Question:
    """TalkError: it cannot be two things at once."""
    kinds = [kind for kind, said in (("message", message), ("number", number), ("code", code)) if said]
    if not what.strip():
        raise TalkError("why what? Name a message's id, a phone number, or a code such as 1014 or MK:0024")
    if len(kinds) > 1:
        raise TalkError(f"--{kinds[0]} and --{kinds[1]} say two things: keep one of them")
    return Question(what, kinds[0] if kinds else None, None if carrier is None else str(carrier))


def ask(url: str, question: Question) -> Fields:
    """All readings, as `/sim/why` gives them. A code is explained without a network too; TalkError: there is nothing to be said."""
    known = _of_code(question)
    if question.kind == "code":
        if not known["codes"]:
            raise TalkError(_no_code(question))
        return known
    try:
        found: Fields = get(url, f"/sim/why?{question.query}")
    except UnansweredError as error:
        if question.kind is not None:
            raise
        if known["codes"]:
            return known
        raise UnansweredError(f"{error}{f'; {_no_code(question)}' if near(question.of) else ''}", error.why) from error
    return found


def told(found: Fields, language: str, url: str) -> Iterator[str]:
    """The same for people, in `zh` or `en`; url: of the network that was asked."""
    from simulator.cli.telling import Telling  # noqa: PLC0415 - rich is not cheap

    return Telling(language, url).lines(found)


def as_json(found: Fields) -> str:
    """The same for programs, with the words of both languages."""
    return json.dumps(found, ensure_ascii=False, indent=2)


def write(url: str, question: Question, file: Path) -> str:
    """Write the smallest scenario that replays it, one that was played and held; what was written. TalkError: there is none."""
    from simulator.player.play import play  # noqa: PLC0415 - a network of its own, which an answer needs not
    from simulator.scenario.load import loads  # noqa: PLC0415
    from simulator.scenario.settings import Scenario  # noqa: PLC0415

    if file.exists():
        raise TalkError(f"{file} is there already: name another file, or take it away")
    for candidate in _candidates(url, question):
        scenario = loads(candidate, str(file))
        if isinstance(scenario, Scenario) and play(scenario, str(file)).held:
            try:
                file.write_text(candidate, "utf-8")
            except OSError as error:
                raise TalkError(f"{file} cannot be written: {error.strerror}") from error
            return f"{file}: {scenario.title}; play it with `fakecarrier run {file}`"
    raise TalkError(f"no scenario replays {question.of}: {_unsayable(url, question)}")


def _candidates(url: str, question: Question) -> Iterator[str]:
    """A code's need no network, whichever is asked first."""
    if question.kind != "code":
        try:
            yield from get(url, f"/sim/why/scenarios?{question.query}")["scenarios"]
        except UnansweredError:
            if question.kind is not None or not readings(question.of, question.carrier):
                raise
    from simulator.control.replay_of_code import of_reading  # noqa: PLC0415

    if question.kind in {None, "code"}:
        for reading in readings(question.of, question.carrier):
            yield from of_reading(reading)


def _unsayable(url: str, question: Question) -> str:
    """Why not, as the network says of a text; of a code, that nothing brings it."""
    if question.kind != "code":
        with suppress(TalkError):
            said = get(url, f"/sim/why/scenarios?{question.query}")
            if said.get("unsayable"):
                return str(said["unsayable"])
            if said["scenarios"] and not readings(question.of, question.carrier):
                again = f"fakecarrier why {quote(question.of)}{same_network(url)}"
                return f"what was written of it came out otherwise when it was played; `{again}` has its case"
    if readings(question.of, question.carrier):
        return "nothing in a network answers or reports it, and no fault can"
    return "nothing was handed in"


def truths(message: Fields) -> Iterator[str]:
    """The answer, the report and the handset: they may differ."""
    reports = [f"{report['code']} ({report['state']})" for report in message["reports"]]
    yield f"  answer   accepted as {message['id']}"
    yield f"  report   {', then '.join(reports) or 'none so far'}"
    yield f"  handset  {_FOLDERS[message['folder']]} (state {message['state']})"


_FOLDERS = {
    "inbox": "has the text",
    "blocked": "has the text in its blocked folder, not in the inbox",
    "unseen": "took the text and shows nothing",
    "": "does not show it",
}


def _no_code(question: Question) -> str:
    elsewhere = question.carrier is not None and readings(question.of)
    hint = ", but elsewhere: leave --carrier out" if elsewhere else meant(question.of)
    return f"{question.of!r} is no code that is known{f' of {question.carrier}' if question.carrier else ' here'}{hint}"


def _of_code(question: Question) -> Fields:
    codes = readings(question.of, question.carrier) if question.kind in {None, "code"} else []
    cases = named(one for code in codes for one in code.cases)
    found: Fields = msgspec.to_builtins({"asked": question.of, "tales": (), "earlier": (), "codes": codes, "cases": cases})
    return found
