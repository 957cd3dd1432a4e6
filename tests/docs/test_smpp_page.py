"""The page on SMPP is what the tables say, it leaves nothing out, and every test that it names is there."""

import ast
import re
from pathlib import Path

import pytest
import smpp34
from smpplib import consts

from simulator.smpp.commands import Command, is_response
from simulator.smpp.statuses import Status
from simulator.smpp.tlvs import BY_NAME, TABLE
from simulator.wire.quirks import PROFILES
from simulator.wire.smpp_faults import KINDS
from tests.docs import smpp_page, smpp_rows
from tests.fronts.smpp_bad_input import ROWS
from tests.fronts.smpp_states import CELLS

TESTS = Path(__file__).parents[1]
IN_TABLES = {smpp_rows.BAD: {row.status.name for row in ROWS}, smpp_rows.STATES: {"RINVCMDID", *(cell.answer for cell in CELLS)}}
"""Tests whose statuses stand in a table beside them."""


def test_it_is_up_to_date() -> None:
    """Made anew it is the same: `python -m tests.docs.smpp_page` writes it."""
    assert smpp_page.PAGE.read_text(encoding="utf-8") == smpp_page.page()


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("named", sorted(smpp_page.tests_named()))
def test_every_test_is_there(named: str) -> None:
    """In the file that the page names."""
    file, _, function = named.partition("::")
    assert function in functions(TESTS / f"{file}.py")


@pytest.mark.parametrize("status", [status for status, row in smpp_rows.STATUSES.items() if row.test != smpp_rows.FAULT])
def test_a_tests_file_speaks_of_its_status(status: Status) -> None:
    """Where the page says that a test shows a status, it is looked for there."""
    test = smpp_rows.STATUSES[status].test
    names = {name for name, code in Status.__members__.items() if code == status}
    source = (TESTS / f"{test.partition('::')[0]}.py").read_text("utf-8")
    assert names & (IN_TABLES.get(test) or set(re.findall(r"\bStatus\.(\w+)", source)))


def test_nothing_is_left_out() -> None:
    """Every request, TLV, status, profile and fault that the code has; and what two other codecs know of 3.4."""
    assert smpp_rows.OPERATIONS.keys() == {one for one in Command if not is_response(one)} | {Command.GENERIC_NACK}
    assert smpp_rows.STATUSES.keys() == set(Status)
    assert smpp_rows.PROFILES.keys() == PROFILES.keys()
    assert smpp_rows.FAULTS.keys() == KINDS.keys()
    assert smpp_rows.TLVS.keys() <= BY_NAME.keys()
    page = smpp_page.page()
    assert [row.name for row in TABLE if f"| {row.tag:04X} | `{row.name}` |" not in page] == []
    assert [tag for name, tag in vars(smpp34).items() if name.startswith("TLV_") and f"| {tag:04X} | `" not in page] == []
    assert [name for name, code in vars(consts).items() if name.startswith("SMPP_ESME_") and f"| {code:08X} | " not in page] == []


def test_what_nothing_does_has_a_reason() -> None:
    """A row without a test, or with the fault's alone, says never and why."""
    rows = [*smpp_rows.TLVS.values(), *smpp_rows.STATUSES.values(), *smpp_rows.OPERATIONS.values()]
    assert [row for row in rows if row.test in {"", smpp_rows.FAULT} and not (row.does.startswith("never") and ": " in row.does)] == []
