"""The values of command_status."""

import pytest
import smpp34
from smpplib import consts

from simulator.smpp.statuses import ProtocolError, Status, name_of

SMPPLIB = {name.removeprefix("SMPP_ESME_"): code for name, code in vars(consts).items() if name.startswith("SMPP_ESME_")}
SMPP34 = {name.removeprefix("ESME_"): code for name, code in vars(smpp34).items() if name.startswith("ESME_")}


@pytest.mark.parametrize("name", sorted(SMPPLIB.keys() & Status.__members__.keys()))
def test_codes_as_in_smpplib(name: str) -> None:
    """A status has the code that smpplib gives this name."""
    assert Status[name] == SMPPLIB[name]


@pytest.mark.parametrize(("name", "code"), sorted(SMPP34.items()))
def test_codes_as_in_smpp34(name: str, code: int) -> None:
    """Every status of smpp34 is here with its code."""
    assert Status[name] == code


def test_nearly_all_are_confirmed_by_a_foreign_library() -> None:
    """smpplib knows at least forty of the names."""
    assert len(SMPPLIB.keys() & Status.__members__.keys()) >= 40


@pytest.mark.parametrize(
    ("code", "name"), [(0, "ROK"), (0x58, "RTHROTTLED"), (0xC0, "RINVOPTPARSTREAM"), (0x112, "RINVBCASTCHANIND"), (0x400, "0x00000400")]
)
def test_names(code: int, name: str) -> None:
    """A code is told by its 3.4 name, a vendor's by its digits."""
    assert name_of(code) == name


def test_names_of_both_versions() -> None:
    """C0 to C4 bear two names for one code."""
    assert Status.RINVTLVSTREAM is Status.RINVOPTPARSTREAM
    assert Status.RMISSINGTLV is Status.RMISSINGOPTPARAM


def test_a_protocol_error_carries_its_status() -> None:
    """The status is what the peer is answered with, the reason what people read."""
    broken = ProtocolError(Status.RINVSYSID, "no NUL")
    assert (broken.status, broken.reason, str(broken)) == (0x0F, "no NUL", "RINVSYSID: no NUL")
