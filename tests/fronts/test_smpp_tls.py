"""SMPP by TLS and over IPv6: beside the plain listener, with client certificates where they are wanted, and the name that was asked for."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
import trustme
from msgspec.structs import replace

from simulator.fronts.smpp.peers import Peer, ask_for_certificates
from simulator.runtime.network import Network, Where
from simulator.scenario.default import scenario
from simulator.smpp.statuses import Status
from simulator.smpp.timers import Timers
from tests.esme import Esme
from tests.fronts.test_smpp_operations import NOW

T = TypeVar("T")
AUTHORITY = trustme.CA()
STRANGER = trustme.CA()


class Secured:
    """A network that listens by TLS too, in a loop of its own. Minutes of its time pass in a second."""

    def __init__(self, loop: asyncio.AbstractEventLoop, network: Network) -> None:
        self._loop, self._network = loop, network

    def await_(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def listen(self, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> int:
        """Its port."""
        server = self.await_(self._network.world.smpp.listen(host, 0, context))
        self._loop.call_soon_threadsafe(self._servers.append, server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    @property
    def plain_port(self) -> int:
        return self._network.where.smpp_port

    def peers(self) -> list[Peer]:
        """Who is connected."""

        async def look() -> list[Peer]:
            return [session.peer for session in self._network.world.smpp.sessions()]

        return self.await_(look())

    _servers: list[asyncio.Server] = []  # noqa: RUF012 - for as long as the loop runs


@contextmanager
def secured(timers: Timers | None = None) -> Iterator[Secured]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    settings = replace(scenario(), timers=timers or Timers())
    network = asyncio.run_coroutine_threadsafe(opened(settings), loop).result(10)
    made = Secured(loop, network)
    try:
        yield made
    finally:
        made.await_(network.stop())
        made.await_(asyncio.sleep(0))
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def opened(settings: Any) -> Network:
    network = Network(settings, seed=1, start=NOW, speed=600.0, derived=False)
    await network.start(Where(smpp_port=0, http_port=0))
    return network


def serving(*names: str) -> ssl.SSLContext:
    """A server's context with a certificate for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(*(names or ("localhost", "127.0.0.1", "::1"))).configure_cert(context)
    return context


def by_tls(name: str = "localhost", certificate: trustme.LeafCert | None = None) -> Callable[[socket.socket], socket.socket]:
    """How a client secures its socket."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    AUTHORITY.configure_trust(context)
    if certificate is not None:
        certificate.configure_cert(context)
    return lambda plain: context.wrap_socket(plain, server_hostname=name)


@pytest.fixture
def network() -> Iterator[Secured]:
    with secured() as network:
        yield network


def test_a_session_by_tls(network: Secured) -> None:
    """It is as any other: the receipt of what is sent in the clear may come by it."""
    port = network.listen(context=serving())
    with Esme(port, secure=by_tls()) as rx, Esme(network.plain_port) as tx:
        assert rx.bind().status == Status.ROK
        tx.bind()
        message = rx.submit().fields["message_id"]
        assert rx.receipt()[0].id == message
        assert tx.alive()


def test_the_name_that_was_asked_for_is_known(network: Secured) -> None:
    """The server sees which of its names a client means (SNI), and by what version they speak; in the clear there is neither."""
    port = network.listen(context=serving("sms.example"))
    with Esme(port, secure=by_tls("sms.example")) as client, Esme(network.plain_port) as plain:
        client.bind()
        plain.bind()
        one, two = network.peers()
        assert (one.address, one.tls, one.server_name, one.subject) == ("127.0.0.1", "TLSv1.3", "sms.example", "")
        assert (two.address, two.tls, two.server_name) == ("127.0.0.1", "", "")
        assert str(one) == f"127.0.0.1:{one.port} by TLSv1.3, asking for sms.example"


def test_a_name_is_answered_with_its_own_certificate(network: Secured) -> None:
    """What the context does about names itself, it goes on doing."""
    other = serving("other.example")

    def choose(secure: Any, name: str, _: ssl.SSLContext) -> None:
        if name == "other.example":
            secure.context = other

    context = serving("sms.example")
    context.sni_callback = choose
    port = network.listen(context=context)
    for name in ("sms.example", "other.example"):
        with Esme(port, secure=by_tls(name)) as client:
            client.bind()
            assert network.peers()[0].server_name == name


def authority_file(tmp_path: Path) -> Path:
    path = tmp_path / "clients.pem"
    AUTHORITY.cert_pem.write_to_path(str(path))
    return path


def test_client_certificates(network: Secured, tmp_path: Path) -> None:
    """Where they are wanted, a client shows one of the authority's, and its name is known."""
    context = serving()
    ask_for_certificates(context, authority_file(tmp_path))
    port = network.listen(context=context)
    with Esme(port, secure=by_tls(certificate=AUTHORITY.issue_cert("esme.example", common_name="esme"))) as client:
        assert client.bind().status == Status.ROK
        assert network.peers()[0].subject == "esme"


def let_in(port: int, certificate: trustme.LeafCert | None) -> None:
    with Esme(port, secure=by_tls(certificate=certificate)) as client:
        client.bind()


@pytest.mark.parametrize("certificate", [None, STRANGER.issue_cert("esme.example")])
def test_no_client_certificate(network: Secured, tmp_path: Path, certificate: trustme.LeafCert | None) -> None:
    """None, or a stranger's, does not get through the handshake."""
    context = serving()
    ask_for_certificates(context, authority_file(tmp_path))
    port = network.listen(context=context)
    with pytest.raises((OSError, EOFError)):
        let_in(port, certificate)
    with Esme(network.plain_port) as other:
        assert other.bind().status == Status.ROK


def test_a_client_that_speaks_no_tls() -> None:
    """It is not answered, and given up after the session-init time; so is one that begins and goes no further."""
    with secured(Timers(session_init_s=0.2)) as network:
        port = network.listen(context=serving())
        with Esme(port) as plain, Esme(port) as silent:
            plain.write(b"\0" * 16)
            assert plain.hung_up()
            silent.write(b"\x16\x03\x01\x02")
            assert silent.hung_up()


def test_a_certificate_of_nobody_the_client_trusts(network: Secured) -> None:
    """The client ends it; others are served."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    STRANGER.issue_cert("localhost").configure_cert(context)
    port = network.listen(context=context)
    with pytest.raises(ssl.SSLCertVerificationError):
        Esme(port, secure=by_tls())
    with Esme(network.plain_port) as other:
        assert other.bind().status == Status.ROK


def test_ipv6(network: Secured) -> None:
    """In the clear and by TLS."""
    plain, secure = network.listen("::1"), network.listen("::1", serving())
    with Esme(plain, host="::1") as one, Esme(secure, host="::1", secure=by_tls()) as two:
        assert [client.bind().status for client in (one, two)] == [Status.ROK, Status.ROK]
        assert [peer.address for peer in network.peers()] == ["::1", "::1"]
        assert str(network.peers()[0]).startswith("[::1]:")
