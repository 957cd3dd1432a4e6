"""Makes docs/reference/tencent.md from tables of fronts and tests: `python -m tests.docs.tencent_page`. It invents nothing."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from simulator.fronts.tencent_v3 import codes as v3
from simulator.fronts.tencent_v3.actions import V2019, V2021
from simulator.fronts.tencent_v5 import codes as v5
from simulator.kernel.clock import Time
from simulator.refusals import Reason
from simulator.scenario.default import scenario
from simulator.wire.faults import KINDS
from simulator.wire.published import published
from simulator.world import build
from tests.fronts.tencent_codes import NEVER, V3_WHOLE, V5_WHOLE, WAYS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tencent.md"

HEAD = """# The Tencent Cloud SMS APIs: what is served

Made from the code's tables by `python -m tests.docs.tencent_page`; a test holds it up to date. Every way to a code below is played
through an official client in `tests/fronts/test_tencent_codes.py`, the requests that are refused as a whole in the test that is named.
"""


def page() -> str:
    """The whole page."""
    world = build(scenario(), 1, Time(lambda: 0, lambda: None, lambda: True), derived=True)
    parts = [
        HEAD,
        "## The v5 API\n\nPOST to `/v5/tlssmssvr/` and the interface's name.\n",
        _list(f"`{name}`" for name in world.v5.interfaces),
        "### Results\n",
        _table(("result", "errmsg", "how it comes about"), _v5_results()),
        "### Failures of the gateway\n\nAnother body: `ActionStatus`, `ErrorInfo`, `ErrorCode`; the HTTP status is 200.\n",
        _table(("ErrorCode", "ErrorInfo"), ((str(code), said) for code, said in v5.GATEWAY.items())),
        "## The cloud API v3\n\n`POST /` and `GET /`, versions 2021-01-11 and 2019-07-11; calls a second by key and region.\n",
        _table(("action", V2021, V2019), _actions(world.v3.actions)),
        "### Codes of SendSms\n",
        _table(("code", "meaning", "how it comes about"), _v3_codes()),
        "### Codes of the other actions, and common ones\n\nReasons are those of `simulator/refusals.py`.\n",
        _table(("code", "meaning", "reason"), _others()),
        "## Faults of the HTTP fronts\n",
        _table(("kind", "what it does", "FAQ case"), ((kind.value, row.does, ", ".join(row.cases)) for kind, row in KINDS.items())),
    ]
    return "\n".join(parts)


def _v5_results() -> Iterator[tuple[str, str, str]]:
    said = {str(number): words for number, words in v5.RESULTS.values()}
    whole = {row.code: f"{row.does} (`{row.test}`)" for row in V5_WHOLE}
    for number in sorted({*said, *NEVER}, key=int):
        ways = [way.does for way in WAYS if way.v5 == number] + ([whole[number]] if number in whole else [])
        ways += [f"never: {NEVER[number]}"] if number in NEVER else []
        yield number, said.get(number, ""), "; ".join(ways)


def _v3_codes() -> Iterator[tuple[str, str, str]]:
    whole = {row.code: f"{row.does} (`{row.test}`)" for row in V3_WHOLE}
    for row in published().values():
        if row.send:
            ways = [way.does for way in WAYS if way.v3 == row.code] + ([whole[row.code]] if row.code in whole else [])
            yield f"`{row.code}`", row.meaning, "; ".join(ways)


def _others() -> Iterator[tuple[str, str, str]]:
    reasons: dict[str, list[str]] = {}
    for reason, code in every_code():
        reasons.setdefault(code, []).append(reason.value)
    for row in published().values():
        if not row.send:
            brought = "; ".join(filter(None, (", ".join(dict.fromkeys(reasons.get(row.code, ()))), v3.UNREASONED.get(row.code))))
            yield f"`{row.code}`", row.meaning, brought or f"never: {v3.NEVER[row.code]}"


def every_code() -> Iterator[tuple[Reason, str]]:
    """Each reason with each code that some action of some version refuses with for it."""
    actions = ["", *{action for action, _ in v3.PER_ACTION}]
    for reason in Reason:
        for version in (V2021, V2019):
            yield from ((reason, v3.code(reason, action, version)) for action in actions)


def _actions(rows: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    rates: dict[str, dict[str, int]] = {}
    for row in rows:
        rates.setdefault(row.name, {})[row.version] = row.per_second
    for name, by_version in rates.items():
        yield f"`{name}`", *(f"{by_version[version]:,}" if version in by_version else "–" for version in (V2021, V2019))


def _list(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    return line(head) + line("---" for _ in head) + "".join(line(row) for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
