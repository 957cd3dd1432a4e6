"""The real Kannel: its bearerbox and smsbox as processes of ours, bound to a network, and a customer's server that both call."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.integration.tools import tool
from tests.ports import kept_port
from tests.web import exchange

PATIENCE_S = 60.0
SETTINGS = """
group = core
admin-port = {admin}
admin-interface = "127.0.0.1"
admin-password = secret
smsbox-port = {boxes}
smsbox-interface = "127.0.0.1"
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = fakecarrier
host = "127.0.0.1"
port = {smpp}
transceiver-mode = true
smsc-username = esme
smsc-password = secret
system-type = ""
reconnect-delay = 1

group = smsbox
bearerbox-host = "127.0.0.1"
sendsms-port = {http}
sendsms-interface = "127.0.0.1"
mo-recode = true

group = sendsms-user
username = app
password = secret
concatenation = true
max-messages = 10

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "{customer}/reply?from=%p&to=%P&text=%b"
"""
"""Kannel user's guide, chapters 6 and 10; no reply is answered (max-messages)."""

SENT, DELIVERED, FAILED, BUFFERED, EXPIRED = 8, 1, 2, 4, 34
"""Kinds of Kannel's delivery reports: taken by the centre, shown, given up, on the way; what expired has a bit beside that of given up."""


class Customer:
    """The application behind Kannel: it is called about reports and replies, by GET."""

    def __init__(self) -> None:
        customer = self
        self._got: list[tuple[str, dict[str, str]]] = []
        self._came = threading.Condition()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                with customer._came:
                    customer._got.append((parts.path, dict(parse_qsl(parts.query, keep_blank_values=True))))
                    customer._came.notify_all()
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *said: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def called(self, path: str, **with_: str) -> dict[str, str]:
        """What the first call to a path said that has these values; once it has come."""
        wanted = with_.items()

        def found() -> dict[str, str] | None:
            return next((said for where, said in self._got if where == path and wanted <= said.items()), None)

        with self._came:
            said = self._came.wait_for(found, PATIENCE_S)
            assert said is not None, f"no {path} with {with_} among {self._got}"
            return said

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Box:
    """One daemon of Kannel's. It is up once it has said `ready`."""

    def __init__(self, name: str, settings: Path, ready: str) -> None:
        command = [tool(name, "kannel"), "-v", "0", str(settings)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
        self._lines: list[str] = []
        self._up = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(ready,))
        self._reader.start()
        if not self._up.wait(PATIENCE_S) or self._process.poll() is not None:
            self.stop()
            raise AssertionError(f"{name} did not start:\n{''.join(self._lines)}")

    def _read(self, ready: str) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._lines.append(line)
            if ready in line:
                self._up.set()
        self._up.set()

    def stop(self) -> int:
        """End it; its exit code. It says farewell to its peers first."""
        self._process.terminate()
        try:
            return self._process.wait(PATIENCE_S)
        finally:
            self._process.kill()
            self._reader.join()
            assert self._process.stderr is not None
            self._process.stderr.close()


class Kannel:
    """Two boxes bound to a network. customer: who is called."""

    def __init__(self, http_port: int, customer: Customer) -> None:
        self._address = f"http://127.0.0.1:{http_port}/cgi-bin/sendsms"
        self.customer = customer

    def send(self, to: str, text: str, **fields: Any) -> None:
        """Hand a text to Kannel as its users do, with all reports asked for."""
        report = f"{self.customer.url}/report?to={to}&kind=%d&id=%F&text=%A"
        said = {"username": "app", "password": "secret", "from": "BANK", "to": to, "text": text, "charset": "UTF-8"}
        query = urlencode({**said, "dlr-mask": SENT | DELIVERED | FAILED | BUFFERED, "dlr-url": report, **fields})
        answer = exchange("GET", f"{self._address}?{query}")
        assert answer[0] == 202, answer

    def report(self, to: str, kind: int) -> dict[str, str]:
        """The first delivery report of this kind about a text to this number."""
        return self.customer.called("/report", to=to, kind=str(kind))


@contextmanager
def bound(smpp_port: int, folder: Path) -> Iterator[Kannel]:
    """A Kannel that binds to the network there; it unbinds at the end."""
    with ExitStack() as stack:
        customer = stack.enter_context(Customer())
        admin, boxes, http = (stack.enter_context(kept_port()) for _ in range(3))  # Kannel says SO_REUSEADDR
        settings = folder / "kannel.conf"
        settings.write_text(SETTINGS.format(admin=admin, boxes=boxes, http=http, smpp=smpp_port, customer=customer.url), "utf-8")
        stack.callback(Box("bearerbox", settings, "entering mainloop").stop)
        # Between its connection and its heartbeat smsbox takes texts, and dies of them.
        stack.callback(Box("smsbox", settings, "heartbeat_thread").stop)
        yield Kannel(http, customer)
