"""The values of command_status, and the error that carries one. Names without the prefix ESME_; what they are for is not decided here."""

from enum import IntEnum


class Status(IntEnum):
    """SMPP 3.4 § 5.1.3, and what 5.0 added from 0x100 on. C0 to C4 also bear their names of 5.0."""

    ROK = 0x00
    RINVMSGLEN = 0x01
    RINVCMDLEN = 0x02
    RINVCMDID = 0x03
    RINVBNDSTS = 0x04
    RALYBND = 0x05
    RINVPRTFLG = 0x06
    RINVREGDLVFLG = 0x07
    RSYSERR = 0x08
    RINVSRCADR = 0x0A
    RINVDSTADR = 0x0B
    RINVMSGID = 0x0C
    RBINDFAIL = 0x0D
    RINVPASWD = 0x0E
    RINVSYSID = 0x0F
    RCANCELFAIL = 0x11
    RREPLACEFAIL = 0x13
    RMSGQFUL = 0x14
    RINVSERTYP = 0x15
    RINVNUMDESTS = 0x33
    RINVDLNAME = 0x34
    RINVDESTFLAG = 0x40
    RINVSUBREP = 0x42
    RINVESMCLASS = 0x43
    RCNTSUBDL = 0x44
    RSUBMITFAIL = 0x45
    RINVSRCTON = 0x48
    RINVSRCNPI = 0x49
    RINVDSTTON = 0x50
    RINVDSTNPI = 0x51
    RINVSYSTYP = 0x53
    RINVREPFLAG = 0x54
    RINVNUMMSGS = 0x55
    RTHROTTLED = 0x58
    RINVSCHED = 0x61
    RINVEXPIRY = 0x62
    RINVDFTMSGID = 0x63
    RX_T_APPN = 0x64
    RX_P_APPN = 0x65
    RX_R_APPN = 0x66
    RQUERYFAIL = 0x67
    RINVOPTPARSTREAM = 0xC0
    RINVTLVSTREAM = 0xC0
    ROPTPARNOTALLWD = 0xC1
    RTLVNOTALLWD = 0xC1
    RINVPARLEN = 0xC2
    RINVTLVLEN = 0xC2
    RMISSINGOPTPARAM = 0xC3
    RMISSINGTLV = 0xC3
    RINVOPTPARAMVAL = 0xC4
    RINVTLVVAL = 0xC4
    RDELIVERYFAILURE = 0xFE
    RUNKNOWNERR = 0xFF
    RSERTYPUNAUTH = 0x100
    RPROHIBITED = 0x101
    RSERTYPUNAVAIL = 0x102
    RSERTYPDENIED = 0x103
    RINVDCS = 0x104
    RINVSRCADDRSUBUNIT = 0x105
    RINVDSTADDRSUBUNIT = 0x106
    RINVBCASTFREQINT = 0x107
    RINVBCASTALIAS_NAME = 0x108
    RINVBCASTAREAFMT = 0x109
    RINVNUMBCAST_AREAS = 0x10A
    RINVBCASTCNTTYPE = 0x10B
    RINVBCASTMSGCLASS = 0x10C
    RBCASTFAIL = 0x10D
    RBCASTQUERYFAIL = 0x10E
    RBCASTCANCELFAIL = 0x10F
    RINVBCAST_REP = 0x110
    RINVBCASTSRVGRP = 0x111
    RINVBCASTCHANIND = 0x112


def name_of(code: int) -> str:
    """`RINVDSTADR` for 11; `0x00000400` for a code that SMPP does not name (vendors have their own)."""
    try:
        return Status(code).name
    except ValueError:
        return f"0x{code:08X}"


def code_of(name: str) -> int | None:
    """The code of `RINVDSTADR`, or `ESME_RINVDSTADR` as the paper writes it; None where SMPP has no such name."""
    found = Status.__members__.get(name.removeprefix("ESME_"))
    return None if found is None else int(found)


class ProtocolError(Exception):
    """A peer broke the wire. `status`: what to answer with; `reason`: what was wrong, in one line."""

    def __init__(self, status: Status, reason: str) -> None:
        super().__init__(f"{status.name}: {reason}")
        self.status = status
        self.reason = reason
