"""How `why` is printed: headings, a timeline, the verdict; in Chinese or in English, the same facts. It asks nobody and decides nothing."""

import sys
from collections.abc import Iterable, Iterator
from io import StringIO
from shlex import quote
from typing import Any, Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.cli.options import same_network
from simulator.cli.shelf import short
from simulator.faq.words import LABELS, PLACES
from simulator.reporting.published import SENTENCES, Kind

PLAIN_WIDTH: Final = 200
"""Columns where nobody sees a terminal: a timeline is not folded."""
MAINLAND: Final = "mainland"
"""A report's network where all of the mainland's say the same."""
RUN: Final = "fakecarrier run"

Fields = dict[str, Any]


class Telling:
    """language: `zh` or `en`; url: of the network that was asked, named in what to type where it would not be asked anyway."""

    def __init__(self, language: str, url: str | None = None) -> None:
        self._language = language
        self._besides = "" if url is None else same_network(url)
        self._heading = max(cell_len(self._label(key)) for key in _HEADED)

    def lines(self, found: Fields) -> Iterator[str]:
        """All that `/sim/why` answered."""
        known = {case["id"]: case for case in found["cases"]}
        for tale in found["tales"]:
            yield from self._tale(tale, found["asked"])
        if found["earlier"]:
            yield self._label("earlier")
        for earlier in found["earlier"]:
            yield f"  {earlier['at']}  {earlier['id'] or self._label('refused')}  {earlier['case']}".rstrip()
        yield from self._readings(found["codes"], known, found["asked"])

    def _tale(self, tale: Fields, asked: str) -> Iterator[str]:
        yield self._title(tale)
        if tale["text"]:
            yield f"  “{tale['text']}”"
        yield from self._timeline(tale["timeline"])
        if tale["kind"] == "message":
            yield self._headed("answer", self._said(tale["answer"]))
            yield self._headed("report", ", ".join(tale["reports"]) or self._label("none"))
        elif tale["kind"] == "refused":
            yield self._headed("answer", self._said(tale["answer"]))
        yield self._headed("handset", f"{self._said(tale['handset'])} ({self._said(tale['state'])})")
        yield from self._verdict(tale, asked)

    def _title(self, tale: Fields) -> str:
        """As `message 8:… from 1069… to +86… (app:…)`."""
        sender = f" {self._label('from')} {tale['from']}" if tale["from"] else ""
        account = f" ({tale['account']})" if tale["account"] else ""
        name = self._label(tale["kind"])
        return f"{name}{' ' + tale['id'] if tale['id'] else ''}{sender} {self._label('to')} {tale['to']}{account}".strip()

    def _timeline(self, lines: Iterable[Fields]) -> Iterator[str]:
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        for _ in range(5):
            table.add_column(no_wrap=True)
        for line in lines:
            words = (line["at"], line["event"], self._said(PLACES[line["where"]]), self._said(line["says"]), self._said(line["detail"]))
            table.add_row(*map(Text, words))
        if table.row_count:
            yield from (f"  {row.rstrip()}" for row in _printed(table).splitlines())

    def _verdict(self, tale: Fields, asked: str) -> Iterator[str]:
        verdict = tale["verdict"]
        if not verdict["case"]:
            yield self._headed("verdict", self._label("arrived" if tale["kind"] == "message" else "no_case"))
        else:
            yield self._headed("verdict", f"{verdict['case']}  {self._said(verdict['question'])}")
            if verdict["same"]:
                yield self._headed("same", ", ".join(verdict["same"]))
            for key in ("told", "check", "cure"):
                yield self._headed(key, self._said(verdict[key]))
        if verdict["related"]:
            yield self._headed("related", ", ".join(one["id"] for one in verdict["related"]))
        for key in ("because", "befell"):
            if tale[key]:
                yield self._headed(key, ", ".join(one if isinstance(one, str) else self._said(one) for one in tale[key]))
        for file in verdict["files"][:1]:
            yield self._headed("reproduce", f"{RUN} {short(file)}")
        if tale["kind"] != "nothing":
            yield self._headed("reproduce", self._exporting(quote(asked)))

    def _readings(self, codes: list[Fields], known: dict[str, Fields], asked: str) -> Iterator[str]:
        """What differs first: where each is met. Readings that say the same are told once."""
        alike: dict[str, list[Fields]] = {}
        for reading in codes:
            alike.setdefault(str([reading[key] for key in _SAME]), []).append(reading)
        blocks = list(alike.values())
        if len(blocks) > 1:
            yield f"{asked}{self._label('met_in')}{' | '.join(map(_met_in, blocks))}"
        for block in blocks:
            yield from self._reading(block, known, self._again(asked, block, blocks[0]))

    def _reading(self, block: list[Fields], known: dict[str, Fields], again: str) -> Iterator[str]:
        """One of them, or several that say the same."""
        reading = block[0]
        yield f"{self._label('code')} {reading['code']} ({_met_in(block)}): {self._said(reading['says'])}"
        if not reading["known"]:
            yield f"  {self._label('unpublished')}"
        if reading["official"] and reading["official"] not in {reading["says"]["zh"], reading["says"]["en"]}:
            yield self._headed("published", reading["official"])
        yield f"  {self._label(_cases(reading))}"
        width = max((cell_len(one) for one in reading["cases"]), default=0)
        for one in reading["cases"]:
            yield f"    {set_cell_size(one, width)}  {self._said(known[one]['question'])}"
            for file in known[one]["files"][:1]:
                yield f"    {' ' * width}  {RUN} {short(file)}"
        if reading["replays"] and again:
            yield self._headed("reproduce", again)

    def _again(self, asked: str, block: list[Fields], first: list[Fields]) -> str:
        """How to have it exported: the first is what a code alone exports; others are picked by their networks, or cannot be (``)."""
        if block is first:
            return self._exporting(quote(asked))
        network = block[0]["network"]
        return self._exporting(f"{quote(asked)} --carrier {network}") if network else ""

    def _exporting(self, asked: str) -> str:
        return f"fakecarrier why {asked}{self._besides} --export FILE.yaml && {RUN} FILE.yaml"

    def _headed(self, key: str, said: str) -> str:
        return f"  {set_cell_size(self._label(key), self._heading)}  {said}".rstrip()

    def _label(self, key: str) -> str:
        return LABELS[key].by(self._language)

    def _said(self, words: Any) -> str:
        """Words as JSON or as they are."""
        return str(words[self._language] if isinstance(words, dict) else words.by(self._language))


_HEADED: Final = (
    *("answer", "report", "handset", "verdict", "same", "told", "check", "cure", "related", "because", "befell"),
    *("reproduce", "published"),
)
"""The headings that stand in one column."""


_SAME: Final = ("api", "code", "says", "cases", "official", "known")
"""What readings have to share to be told once: all but whose network's they are."""


def _met_in(block: list[Fields]) -> str:
    """The API, and the networks where that matters: `report, mobile, international`."""
    networks = [reading["network"] or (MAINLAND if len(block) > 1 else "") for reading in block]
    return ", ".join(filter(None, (block[0]["api"], *networks)))


def _cases(reading: Fields) -> str:
    """The label above them: whoever asks about a code of delivery saw nothing arrive all the same."""
    if not reading["cases"]:
        return "no_case"
    return "cases_delivered" if reading["says"]["en"] == SENTENCES[Kind.DELIVERED][1] else "cases"


def _printed(table: Table) -> str:
    """What rich makes of a table: columns as wide as their cells, of which Chinese characters take two."""
    width = Console().width - 2 if sys.stdout.isatty() else PLAIN_WIDTH
    console = Console(file=StringIO(), width=max(width, 40), color_system=None, highlight=False)
    console.print(table, soft_wrap=not sys.stdout.isatty())
    said = console.file
    assert isinstance(said, StringIO)
    return said.getvalue()
