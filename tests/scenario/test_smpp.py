"""What a file says of SMPP becomes values, and what is wrong with it is said where it stands."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from yaml import safe_load

from simulator.lifecycle import State
from simulator.scenario.load import json_schema, load, loads
from simulator.scenario.settings import Scenario
from simulator.wire.accounts import BindRules, BindType, Keeping, Outbind, Patience, SenderRules, SmppAccount, Traffic
from simulator.wire.capture import SmppCapture, Times
from simulator.wire.quirks import PROFILES, Dates, Errors, IdForm, IdStyle, Quirks, Tlv
from simulator.wire.smpp import SmppTls
from simulator.wire.smpp_faults import KINDS, Kind, Request, SmppFault

ACCOUNT = """
accounts:
  - system_id: bank
    password: "a longer one"
    system_name: centre
    shares: none
    subscribes: 1400000001
    lists: {vip: [13800000001, "+85251000000"]}
    quirks: hexdec
    binds:
      types: [transmitter, receiver]
      system_type: SMS
      clients: [10.0.0.0/8, "::1"]
      sessions_most: 2
      password_max: 16
      patience: {delay: 1s, delay_max: 5s, tries: 3}
      address_range: ^1069
    senders: {allowed: ["1069*", "95588"], instead: "10690000"}
    traffic: {per_s: 0.5, burst: 2, pending_most: 9}
    keeping: {most: 10, age: 1h}
    outbind: {host: 127.0.0.1, port: 2776, system_id: us, password: pw, again: 2s, tls: true, authority: ca.pem, server_name: esme.example}
"""

CENTRE = """
accounts:
  - system_id: esme
    quirks:
      profile: hexdec
      answered: {style: hexadecimal, digits: 8}
      reported: none
      template: "id:{id} stat:{stat}"
      dates: YYMMDDhhmmss
      errors: four
      words: {REJECTED: NO}
      tlvs: [message_state]
      vendor_tlvs: [0x1454]
      version_max: 3.3
      esm_class: 0x0c
      by_data_sm: true
"""

EVERY = """
accounts: [{system_id: other, password: secret}]
smpp:
  faults:
    - {name: down, kind: connect-refused}
    - {name: deaf, kind: connect-silent, session: 2}
    - {name: hangs, kind: half-open, every: 3}
    - {name: slow, kind: slow-reads, octets_per_s: 100}
    - {name: drips, kind: trickle, octets_a_write: 4, delay: 10ms}
    - {name: full, kind: bind-refused, status: ESME_RBINDFAIL, account: esme}
    - {name: busy, kind: answer-status, status: RTHROTTLED, first: 2, taken: true}
    - {name: vendor, kind: answer-status, status: 0x00000400}
    - {name: misnumbered, kind: answer-sequence, sequence: 7}
    - {name: short, kind: bad-length, length: 0x10000}
    - {name: late, kind: answer-late, delay: 1s, delay_max: 2s, share: 0.5}
    - {name: early, kind: receipt-first, number: 13800000001}
    - {name: never, kind: answer-never, at: [submit_sm, data_sm]}
    - {name: resets, kind: reset, at: enquire_link}
    - {name: closes, kind: close-before}
    - {name: noise, kind: garbage, octets: de ad}
    - {name: stranger, kind: unknown-command, command_id: 0x77}
    - {name: leaves, kind: unbind}
    - {name: farewell, kind: close-after}
    - {name: gone, kind: receipt-never}
    - {name: wrong, kind: receipt-wrong-id, message_id: abc}
    - {name: twice, kind: receipt-twice, delay: 1m}
    - {name: astray, kind: receipt-wrong-bind, to_account: other}
    - {name: delayed, kind: receipt-late, delay: 2h}
    - {name: swapped, kind: receipt-swapped}
"""


def loaded(text: str) -> Scenario:
    found = loads(text, "f")
    assert isinstance(found, Scenario), list(map(str, found))
    return found


def said(text: str) -> list[str]:
    found = loads(text, "f")
    return [] if isinstance(found, Scenario) else list(map(str, found))


def test_everything_of_an_account_can_be_said() -> None:
    """Each setting that there is."""
    account = loaded(ACCOUNT).accounts[0]
    rules = BindRules(
        frozenset((BindType.TRANSMITTER, BindType.RECEIVER)), "SMS", ("10.0.0.0/8", "::1"), 2, 16, Patience(1.0, 5.0, 3), "^1069"
    )
    assert account == SmppAccount(
        "bank",
        "a longer one",
        "centre",
        lists={"vip": ("+8613800000001", "+85251000000")},
        quirks=PROFILES["hexdec"],
        binds=rules,
        senders=SenderRules(("1069*", "95588"), "10690000"),
        traffic=Traffic(0.5, 2, 9),
        keeping=Keeping(10, 3_600_000),
        outbind=Outbind("127.0.0.1", 2776, "us", "pw", 2.0, tls=True, authority="ca.pem", server_name="esme.example"),
        subscribes="1400000001",
    )
    apart = {"window_in", "window_out", "answer_ms"}
    plain = SmppAccount("", "")
    assert {name for name in plain.__struct_fields__ if getattr(account, name) == getattr(plain, name)} == apart | {"shares"}


def test_what_an_account_has_can_be_taken_away() -> None:
    """The app that the default world's shares, by `none`."""
    esme = loaded("accounts: [{system_id: esme, shares: none, traffic: none, binds: {patience: none, sessions_most: none}}]").accounts[0]
    assert esme == SmppAccount("esme", "secret")


def test_a_centre_is_a_profile_and_what_differs() -> None:
    """Its other axes stay as the profile has them."""
    quirks = loaded(CENTRE).accounts[0].quirks
    assert quirks == Quirks(
        answered=IdForm(IdStyle.HEXADECIMAL, 8),
        template="id:{id} stat:{stat}",
        dates=Dates.SECONDS,
        excerpt=PROFILES["hexdec"].excerpt,
        errors=Errors.FOUR,
        words={State.REJECTED: "NO"},
        tlvs=frozenset((Tlv.STATE,)),
        vendor_tlvs=(0x1454,),
        version_max=0x33,
        esm_class=0x0C,
        by_data_sm=True,
    )


def test_every_fault_can_be_said() -> None:
    """With settings that its kind takes, each by the words of a file."""
    faults = loaded(EVERY).smpp.faults
    assert {fault.kind for fault in faults.values()} == set(Kind)
    assert faults["busy"] == SmppFault(Kind.ANSWER_STATUS, first=2, taken=True, status=0x58)
    assert faults["vendor"].status == 0x400
    assert faults["late"] == SmppFault(Kind.ANSWER_LATE, share=0.5, delay_ms=1_000, delay_max_ms=2_000)
    assert faults["never"].at == (Request.SUBMIT_SM, Request.DATA_SM)
    assert faults["resets"].at == (Request.ENQUIRE_LINK,)
    assert faults["early"].number == "+8613800000001"
    told = {setting for fault in faults.values() for setting in fault.said()} - {"kind"}
    assert told == {setting for row in KINDS.values() for setting in row.needs + row.takes}


def test_a_capture_and_tls(tmp_path: Path) -> None:
    """Files that are read are seen from the scenario's folder, those that are written from where the program is started."""
    file = tmp_path / "s.yaml"
    file.write_text(
        "smpp:\n  capture: {account: esme, session: 3, keep: 5, file: a.jsonl, pcap: b.pcap, times: wall}\n"
        "  tls: {cert: c.pem, key: k.pem, client_authority: /etc/ca.pem}\n"
    )
    found = load(file)
    assert isinstance(found, Scenario)
    assert found.smpp.capture == SmppCapture("esme", 3, 5, "a.jsonl", "b.pcap", Times.WALL)
    assert found.smpp.tls == SmppTls(str(tmp_path / "c.pem"), str(tmp_path / "k.pem"), "/etc/ca.pem")


@pytest.mark.parametrize(
    ("account", "problem"),
    [
        ("quirks: hexdeck", 'quirks: "hexdeck" is no profile of a message centre (did you mean hexdec?)'),
        ("quirks: {dates: YYMMDD}", 'quirks.dates: "YYMMDD" is no form of dates (did you mean YYMMDDhhmm?)'),
        ("quirks: {answered: hex}", 'quirks.answered: "hex" is no style of ids; wanted decimal, hexadecimal, uuid or word'),
        ("quirks: {answered: word}", 'quirks.answered: a word needs "digits": how many letters it has'),
        ("quirks: {words: {UNDELIVRABLE: X}}", 'quirks.words: "UNDELIVRABLE" is no state (did you mean UNDELIVERABLE?)'),
        ('quirks: {template: "id:{ID}"}', "quirks.template: {ID} is no field of a receipt (did you mean id?)"),
        ('quirks: {template: "id:{id"}', "a brace that stands alone"),
        ("quirks: {version_max: 3.5}", '"3.5" is no version of SMPP; wanted 3.3, 3.4 or 5.0'),
        ("binds: {types: [transmiter]}", '"transmiter" is no bind type (did you mean transmitter?)'),
        ("binds: {clients: [10.0.0.0/40]}", "is no IP address and no network"),
        ('binds: {address_range: "(1069"}', "cannot be read"),
        ("binds: {system_type: 1234567890123}", "has 13 characters: SMPP has room for 12"),
        ("traffic: {per_s: 0}", '"0" will not do: wanted how many a second'),
        ("traffic: {burst: 5}", 'accounts[0].traffic.burst: stands without "per_s"'),
        ("outbind: {host: a, port: 1, server_name: b}", 'accounts[0].outbind.server_name: stands without "tls: true"'),
        ("outbind: {host: localhost}", 'accounts[0].outbind: "port" is missing: say where the client listens'),
        ("password: longer than eight", 'the password of "esme" has 17 characters, and binds may have 8: shorten it, or say binds:'),
        ("subscribes: 1400000002", '"1400000002" is no app (did you mean 1400000001?)'),
        ("window: 5", 'unknown key "window" (did you mean window_in?)'),
    ],
)
def test_what_is_wrong_with_an_account(account: str, problem: str) -> None:
    """In one line, at its place."""
    (line,) = said(f"accounts:\n  - {{system_id: esme, {account}}}")
    assert line.startswith("f:2:")
    assert problem in line


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("{name: a}", 'f:1:17: smpp.faults[0]: "kind" is missing'),
        ("{name: a, kind: lost}", 'f:1:33: smpp.faults[0].kind: "lost" is a fault of the HTTP APIs: it stands in faults, not in smpp'),
        ("{name: a, kind: recept-late}", "(did you mean receipt-late?)"),
        ("{name: a, kind: receipt-late}", "f:1:17: smpp.faults[0]: delay is missing: receipt-late needs it (the receipt comes so much"),
        ("{name: a, kind: receipt-never, delay: 3s}", "f:1:55: smpp.faults[0].delay: receipt-never takes no delay, only number, account"),
        ("{name: a, kind: answer-status, status: RTHROTLED}", '"RTHROTLED" is no status of SMPP (did you mean RTHROTTLED?)'),
        ("{name: a, kind: answer-status, status: 0x100000000}", '"0x100000000" is no status of SMPP'),
        ("{name: a, kind: answer-never, at: submit}", '"submit" is no request (did you mean submit_sm?)'),
        ("{name: a, kind: answer-never, account: esmee}", '"esmee" is no SMPP account (did you mean esme?)'),
        ("{name: a, kind: garbage, octets: xyz}", '"xyz" is not hexadecimal'),
        ("{name: a, kind: unbind}, {name: a, kind: unbind}", 'smpp.faults[1].name: "a" stands here a second time'),
    ],
)
def test_what_is_wrong_with_a_fault(fault: str, problem: str) -> None:
    """With the words of the file."""
    (line,) = said(f"smpp: {{faults: [{fault}]}}")
    assert problem in line


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ("capture: {file: a.txt}", 'f:1:24: smpp.capture.file: "a.txt" does not end in .jsonl'),
        ("capture: {file: a.pcap}", "as what a capture writes there must: pcap is for that"),
        ("capture: {acount: esme}", 'unknown key "acount" (did you mean account?)'),
        ("capture: {account: nobody}", '"nobody" is no SMPP account; wanted esme'),
        ("capture: yes", "smpp.capture: a text stands here: wanted a mapping with account, session, keep, file…"),
        ("tls: {cert: a.pem}", 'f:1:20: smpp.tls.cert: stands without "key"'),
        ("fault: []", 'unknown key "fault" (did you mean faults?)'),
    ],
)
def test_what_is_wrong_with_the_port(section: str, problem: str) -> None:
    """In one line, at its place."""
    (line,) = said(f"smpp: {{{section}}}")
    assert problem in line


@pytest.mark.parametrize("text", [ACCOUNT, CENTRE, EVERY, "smpp: {capture: none, tls: {}}"])
def test_the_schema_takes_it(text: str) -> None:
    """So that editors do not complain of what `check` takes; what it does not take, they do not either."""
    schema = Draft202012Validator(json_schema())
    plain: dict[str, Any] = safe_load(text)
    assert [error.message for error in schema.iter_errors(plain)] == []
    plain.setdefault("smpp", {})["fault"] = []
    assert list(schema.iter_errors(plain))
