"""Outbind: who is not there when something waits is called, and has to bind on that connection, and in time."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from msgspec.structs import replace

from simulator.scenario.settings import Scenario
from simulator.smpp.commands import Command
from simulator.smpp.pdu import Pdu
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from simulator.testing import Carrier
from simulator.wire.accounts import Outbind
from tests.esme import PATIENCE_S, Esme
from tests.fronts.test_smpp_operations import world
from tests.fronts.test_smpp_receipts import ids, in_order, submitted
from tests.fronts.test_smpp_tls import AUTHORITY, serving
from tests.ports import kept_port

RX, TX = Command.BIND_RECEIVER, Command.BIND_TRANSMITTER
AGAIN_S = 0.05


class Answering(Esme):
    """The client at the end of a connection that the network opened."""

    def __init__(self, accepted: socket.socket) -> None:
        self._accepted = accepted
        super().__init__(0)

    def _connected(self, *_: Any) -> socket.socket:
        self._accepted.settimeout(PATIENCE_S)
        return self._accepted


class Home:
    """Where a client listens for calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(PATIENCE_S)
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()

    def called(self) -> Answering:
        """The next call."""
        return Answering(self._socket.accept()[0])

    def is_called(self, within_s: float) -> bool:
        """Whether another call comes."""
        self._socket.settimeout(within_s)
        try:
            self._socket.accept()[0].close()
        except TimeoutError:
            return False
        return True


@pytest.fixture
def home() -> Iterator[Home]:
    with Home() as home:
        yield home


def calling(home: Home, timers: Timers | None = None, **changes: Any) -> Scenario:
    """The default world, its account called at this home."""
    wanted = Outbind("127.0.0.1", home.port, "carrier", "letmein", AGAIN_S)
    settings: Scenario = replace(world(outbind=wanted, **changes), timers=timers or Timers())
    return settings


def test_a_call(home: Home) -> None:
    """It says who calls; the client binds on it and gets what waited, in order, and what comes later."""
    with Carrier(calling(home)) as carrier, Esme(carrier.smpp_port) as tx:
        tx.bind(TX)
        messages = submitted(tx, 5)
        carrier.pass_(minutes=1)
        with home.called() as client:
            outbind = client.hear()
            assert outbind.command is Command.OUTBIND
            assert outbind.fields == {"system_id": "carrier", "password": "letmein"}
            assert client.bind(RX).status == Status.ROK
            assert ids(client, 5) == in_order(carrier, messages)
            later = submitted(tx, 1)
            carrier.pass_(minutes=1)
            assert ids(client, 1) == later


def test_nobody_is_called_who_is_there(home: Home) -> None:
    """A session that receives takes it all, and where nothing waits there is no reason to call."""
    with Carrier(calling(home)) as carrier, Esme(carrier.smpp_port) as client:
        client.bind()
        submitted(client, 3)
        carrier.pass_(minutes=1)
        ids(client, 3)
        assert not home.is_called(3 * AGAIN_S)


def test_a_client_that_does_not_bind(home: Home) -> None:
    """It has the session-init time; then it is hung up on, and called again."""
    with Carrier(calling(home, Timers(session_init_s=0.5))) as carrier, Esme(carrier.smpp_port) as tx:
        tx.bind(TX)
        submitted(tx, 1)
        carrier.pass_(minutes=1)
        with home.called() as client:
            assert client.hear().command is Command.OUTBIND
            assert client.hung_up()
        with home.called() as client:
            client.hear()
            client.bind(RX)
            assert len(ids(client, 1)) == 1


def test_a_client_that_hangs_up(home: Home) -> None:
    """It does not trust the caller: it is called again after a while, also when it has no session at all. One that comes ends that."""
    with Carrier(calling(home)) as carrier:
        with Esme(carrier.smpp_port) as tx:
            tx.bind(TX)
            submitted(tx, 1)
        carrier.pass_(minutes=1)
        for _ in range(3):
            home.called().close()
        with Esme(carrier.smpp_port) as rx:
            rx.bind(RX)
            ids(rx, 1)
            while home.is_called(3 * AGAIN_S):  # one call may have been on its way
                pass
            assert rx.alive()


def test_a_client_that_binds_wrongly(home: Home) -> None:
    """A call gives no rights: the password is asked for as ever, and another try is allowed."""
    with Carrier(calling(home)) as carrier, Esme(carrier.smpp_port) as tx:
        tx.bind(TX)
        submitted(tx, 1)
        carrier.pass_(minutes=1)
        with home.called() as client:
            client.hear()
            assert [client.bind(RX, password=password).status for password in ("wrong", "secret")] == [Status.RINVPASWD, Status.ROK]
            assert len(ids(client, 1)) == 1


def test_a_client_that_took_everything_is_called_for_the_next(home: Home) -> None:
    """After it unbound, and only once something waits again."""
    with Carrier(calling(home)) as carrier, Esme(carrier.smpp_port) as tx:
        tx.bind(TX)
        for _ in range(2):
            (message,) = submitted(tx, 1)
            carrier.pass_(minutes=1)
            with home.called() as client:
                client.hear()
                client.bind(RX)
                assert ids(client, 1) == [message]
                client.ask(Pdu(Command.UNBIND, sequence=client.next()))
                assert client.hung_up()
        assert not home.is_called(3 * AGAIN_S)


def test_nobody_lives_there() -> None:
    """The call comes to nothing and is made again; everybody else is served, and the network stops as it should."""
    with kept_port() as port, Carrier(world(outbind=Outbind("127.0.0.1", port, again_s=0.01))) as carrier, Esme(carrier.smpp_port) as tx:
        tx.bind(TX)
        (message,) = submitted(tx, 1)
        carrier.pass_(minutes=1)
        with Esme(carrier.smpp_port) as rx:
            rx.bind(RX)
            assert ids(rx, 1) == [message]


def test_an_outbind_to_us_is_no_command(home: Home) -> None:
    """Only a centre sends it."""
    with Carrier(calling(home)) as carrier, Esme(carrier.smpp_port) as client:
        assert client.bind().status == Status.ROK
        client.say(Pdu(Command.OUTBIND, sequence=9))
        assert client.hear() == Pdu(Command.GENERIC_NACK, Status.RINVCMDID, 9)


@pytest.mark.parametrize("name", ["a name of the centre", "中心"])
def test_a_name_that_cannot_be_said(name: str) -> None:
    """It is found when the network starts."""
    with pytest.raises(ValueError, match="system_id"):
        Carrier(world(outbind=Outbind("127.0.0.1", 1, name))).__enter__()


class SecureHome(Home):
    """A client that listens for calls by TLS, with a certificate for these names."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._context = serving(*names)

    def called(self) -> Answering:
        accepted, _ = self._socket.accept()
        accepted.settimeout(PATIENCE_S)
        return Answering(self._context.wrap_socket(accepted, server_side=True))


@pytest.fixture
def authority(tmp_path: Path) -> str:
    """The file of who issued the clients' certificates."""
    path = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return str(path)


def calling_by_tls(home: Home, **how: Any) -> Scenario:
    settings: Scenario = world(outbind=Outbind("127.0.0.1", home.port, "carrier", "letmein", AGAIN_S, tls=True, **how))
    return settings


@pytest.mark.parametrize(("names", "server_name"), [((), ""), (("esme.example",), "esme.example")])
@pytest.mark.parametrize("checked", [False, True])
def test_a_call_by_tls(authority: str, names: tuple[str, ...], server_name: str, checked: bool) -> None:
    """Where an authority is set the certificate is of it, for the name; else any is taken. Then it is as any other call."""
    how = {"authority": authority} if checked else {}
    with (
        SecureHome(*names) as home,
        Carrier(calling_by_tls(home, server_name=server_name, **how)) as carrier,
        Esme(carrier.smpp_port) as tx,
    ):
        tx.bind(TX)
        (message,) = submitted(tx, 1)
        carrier.pass_(minutes=1)
        with home.called() as client:
            assert client.hear().fields == {"system_id": "carrier", "password": "letmein"}
            assert client.bind(RX).status == Status.ROK
            assert ids(client, 1) == [message]


def test_a_certificate_for_another_name(authority: str) -> None:
    """The network says nothing to it, and calls again."""
    wanted = {"authority": authority, "server_name": "other.example"}
    with SecureHome("esme.example") as home, Carrier(calling_by_tls(home, **wanted)) as carrier, Esme(carrier.smpp_port) as tx:
        tx.bind(TX)
        submitted(tx, 1)
        carrier.pass_(minutes=1)
        for _ in range(2):
            with pytest.raises((ssl.SSLError, EOFError)), home.called() as client:
                client.hear()


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_an_authority_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    """It is found when the network starts."""
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=r"authority\.pem"):
        Carrier(world(outbind=Outbind("127.0.0.1", 1, tls=True, authority=str(path)))).__enter__()
