"""`fakecarrier serve` and SMPP: TLS, captures, and a scenario file that is read again; what cannot be is said in one line."""

import json
import signal
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from simulator.smpp.commands import Command
from simulator.smpp.statuses import Status
from tests.esme import Esme
from tests.served import Served, run, serve
from tests.web import ask, exchange

AUTHORITY = trustme.CA()


def trusting(authority: str, certificate: trustme.LeafCert | None = None) -> Callable[[socket.socket], socket.socket]:
    """How a client secures its socket. authority: as PEM."""
    context = ssl.create_default_context(cadata=authority)
    if certificate is not None:
        certificate.configure_cert(context)
    return lambda plain: context.wrap_socket(plain, server_hostname="localhost")


def authority_of(served: Served) -> str:
    return exchange("GET", f"{served.url}/sim/ca.pem")[2].decode()


def reload(served: Served) -> str:
    """Have the file read again; what the network says to that, on either stream."""
    served.process.send_signal(signal.SIGHUP)
    assert served.process.stdout is not None
    return served.process.stdout.readline().strip()


def test_smpp_by_tls() -> None:
    """On a port of its own beside the plain one, with the certificate of the run, which HTTPS shows too."""
    with serve("--smpp-tls-port", "0", "--https-port", "0") as served:
        assert served.said["smpp"]["tls_port"] == served.said["smpp_tls_port"]
        with Esme(served.said["smpp_tls_port"], secure=trusting(authority_of(served))) as client, Esme(served.said["smpp_port"]) as plain:
            assert [client.bind().status, plain.bind().status] == [Status.ROK, Status.ROK]
        sessions = ask("GET", f"{served.url}/sim/sessions")[1]["sessions"]
        assert {session["tls"] for session in sessions} <= {"TLSv1.3", ""}


def test_clients_show_certificates(tmp_path: Path) -> None:
    """Where an authority is named, only those with one of its certificates come in, and their names are seen."""
    file = tmp_path / "clients.pem"
    AUTHORITY.cert_pem.write_to_path(str(file))
    with serve("--smpp-tls-port", "0", "--smpp-client-ca", str(file)) as served:
        own = AUTHORITY.issue_cert("esme.example", common_name="esme")
        with Esme(served.said["smpp_tls_port"], secure=trusting(authority_of(served), own)) as client:
            client.bind()
            assert ask("GET", f"{served.url}/sim/sessions/1")[1]["certificate"] == "esme"
        with pytest.raises((OSError, EOFError)), Esme(served.said["smpp_tls_port"], secure=trusting(authority_of(served))) as client:
            client.bind()


def test_a_scenario_asks_for_tls(tmp_path: Path) -> None:
    """With a certificate of its own, seen from its folder; on a free port unless one is asked for."""
    leaf, scenario = AUTHORITY.issue_cert("localhost"), tmp_path / "s.yaml"
    leaf.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    leaf.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    scenario.write_text("smpp: {tls: {cert: cert.pem, key: key.pem}}")
    with serve(str(scenario)) as served, Esme(served.said["smpp_tls_port"], secure=trusting(AUTHORITY.cert_pem.bytes().decode())) as client:
        assert client.bind().status == Status.ROK
        assert exchange("GET", f"{served.url}/sim/ca.pem")[0] == 404


def test_captures(tmp_path: Path) -> None:
    """Told by their endings, both at once; JSON lines are there as soon as the PDUs are on the wire."""
    lines, packets = tmp_path / "a.jsonl", tmp_path / "a.pcap"
    with serve("--capture", str(lines), "--capture", str(packets)) as served:
        with Esme(served.said["smpp_port"]) as client:
            client.bind()
            assert [json.loads(line)["command"] for line in lines.read_text().splitlines()] == ["bind_transceiver", "bind_transceiver_resp"]
        running = ask("GET", f"{served.url}/sim/capture")[1]["running"]
        assert (running["file"], running["pcap"]) == (str(lines), str(packets))
        assert packets.read_bytes()[:4] == bytes.fromhex("d4c3b2a1")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--capture", "pdus.txt"), "--capture pdus.txt: its name ends neither in .jsonl (JSON lines) nor in .pcap (for Wireshark)"),
        (("--capture", "a.pcap", "--capture", "b.pcap"), "--capture b.pcap: a.pcap takes the same already"),
        (("--capture", "no/such/folder/a.pcap"), "the capture's file no/such/folder/a.pcap cannot be written: No such file or directory"),
        (("--ca-file", "ca.pem"), "--ca-file is for TLS, which is off: add --https-port or --smpp-tls-port, 0 for any free one"),
        (("--smpp-tls-port", "0", "--cert", "c.pem"), "--cert and --key go together"),
        (
            ("--smpp-tls-port", "0", "--smpp-client-ca", "no.pem"),
            "no.pem, which SMPP clients are to have their certificates from: there is no",
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_line(options: tuple[str, ...], sentence: str) -> None:
    """With what to do about it, and exit 1."""
    ended = run("serve", "--smpp-port", "0", "--http-port", "0", *options)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
    assert ended.stderr.startswith("fakecarrier: ")
    assert sentence in ended.stderr


def test_a_tls_port_in_use() -> None:
    """It is named, and how to choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run("serve", "--smpp-port", "0", "--http-port", "0", "--smpp-tls-port", port)
    assert ended.returncode == 1
    assert f"SMPP TLS port {port} cannot be used" in ended.stderr
    assert "choose another with --smpp-tls-port, 0 for any free one" in ended.stderr


def test_a_file_is_read_again(tmp_path: Path) -> None:
    """Faults and captures of the file come and go with it, what was switched on by hand stays, and so do sessions."""
    file, kept = tmp_path / "s.yaml", tmp_path / "a.jsonl"
    file.write_text("smpp: {faults: [{name: busy, kind: answer-status, status: RTHROTTLED}]}")
    with serve(str(file)) as served, Esme(served.said["smpp_port"]) as client:
        client.bind()
        assert client.submit().status == Status.RTHROTTLED
        ask("PUT", f"{served.url}/sim/smpp/faults/by-hand", {"kind": "receipt-never"})
        file.write_text(f"smpp: {{capture: {{file: {kept}}}}}\naccounts: [{{system_id: late, password: late}}]")
        assert reload(served) == "reloaded"
        assert client.submit().status == Status.ROK
        assert [fault["name"] for fault in ask("GET", f"{served.url}/sim/smpp/faults")[1]["faults"]] == ["by-hand"]
        assert len(kept.read_text().splitlines()) == 2
        with Esme(served.said["smpp_port"]) as other:
            assert other.bind(system_id="late", password="late").status == Status.ROK


def test_credentials_are_shown_as_the_file_has_them_now(tmp_path: Path) -> None:
    """And whoever is in it no more is asked to leave."""
    file = tmp_path / "s.yaml"
    file.write_text("accounts: [{system_id: bank, password: secret}]")
    with serve(str(file)) as served, Esme(served.said["smpp_port"]) as client:
        client.bind(system_id="bank")
        file.write_text("accounts: [{system_id: esme, password: changed}]\napps: [{id: 1400000001, key: another}]")
        assert reload(served) == "reloaded"
        assert client.hear().command is Command.UNBIND
        entry = ask("GET", f"{served.url}/sim/entry")[1]
        assert (entry["smpp"]["password"], entry["tencent"]["appkey"]) == ("changed", "another")
        with Esme(served.said["smpp_port"]) as late:
            assert late.bind(system_id="bank").status == Status.RINVSYSID
            assert late.bind(password="changed").status == Status.ROK


def test_an_authority_that_cannot_be_read_is_said_in_one_line(tmp_path: Path) -> None:
    """It is seen from the file's folder; at the start nothing is served, later the world stays as it was."""
    file = tmp_path / "s.yaml"
    calling = "accounts: [{system_id: esme, outbind: {host: 127.0.0.1, port: 9, tls: true, authority: no.pem}}]"
    file.write_text(calling)
    ended = run("serve", str(file), "--smpp-port", "0", "--http-port", "0")
    sentence = f"outbind's authority '{tmp_path / 'no.pem'}' cannot be read"
    assert (ended.returncode, len(ended.stderr.splitlines()), sentence in ended.stderr) == (1, 1, True)
    file.write_text("title: nobody is called")
    with serve(str(file)) as served:
        file.write_text(calling)
        served.process.send_signal(signal.SIGHUP)
        assert served.process.stderr is not None
        said = served.process.stderr.readline()
        assert sentence in said
        assert "the world stays as it was" in said


def test_a_capture_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    """The world stays as it was, with the capture that ran, and it is said why."""
    file = tmp_path / "s.yaml"
    file.write_text("smpp: {capture: {keep: 7}}")
    with serve(str(file)) as served:
        file.write_text("smpp: {capture: {pcap: no/such/folder/a.pcap}, faults: [{name: a, kind: receipt-never}]}")
        served.process.send_signal(signal.SIGHUP)
        assert served.process.stderr is not None
        said = served.process.stderr.readline()
        assert "no/such/folder/a.pcap cannot be written: No such file or directory: the world stays as it was" in said
        assert ask("GET", f"{served.url}/sim/smpp/faults") == (200, {"faults": []})
        assert ask("GET", f"{served.url}/sim/capture")[1]["running"]["keep"] == 7


def test_late_names_of_a_network_that_answers_none(tmp_path: Path) -> None:
    """A file that is read again cannot have them, and it is said why; one that had them at the start opened a name server."""
    file, late = tmp_path / "s.yaml", "faults: [{name: slow-names, kind: late-dns, delay: 5s}]"
    file.write_text("title: nothing is late")
    with serve(str(file)) as served:
        file.write_text(late)
        served.process.send_signal(signal.SIGHUP)
        assert served.process.stderr is not None
        said = served.process.stderr.readline().strip()
        assert said == "fault slow-names: this network has no name server: start it with --dns-port 0: the world stays as it was"
    with serve(str(file)) as served:
        file.write_text(f"title: late again\n{late}")
        assert reload(served) == "reloaded"


def test_what_an_account_says_is_what_its_clients_meet(tmp_path: Path) -> None:
    """The centre's name, who may bind, and how fast one may send."""
    file = tmp_path / "s.yaml"
    file.write_text(
        "accounts:\n  - {system_id: bank, password: secret, system_name: centre, quirks: dechex,"
        " binds: {types: [transmitter], sessions_most: 1}, traffic: {per_s: 0.001, burst: 1}}\n"
    )
    with serve(str(file)) as served, Esme(served.said["smpp_port"]) as client, Esme(served.said["smpp_port"]) as other:
        assert client.bind(system_id="bank").status == Status.RBINDFAIL
        assert client.bind(Command.BIND_TRANSMITTER, system_id="bank").fields["system_id"] == "centre"
        assert other.bind(Command.BIND_TRANSMITTER, system_id="bank").status == Status.RALYBND
        answers = [client.submit(), client.submit()]
        assert [answer.status for answer in answers] == [Status.ROK, Status.RTHROTTLED]
        assert answers[0].fields["message_id"] == "1"
