"""Reports that the platform pushes to your server: the app of the default world, with a callback URL."""

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from msgspec.structs import replace

from simulator.scenario.default import scenario
from simulator.testing import Carrier


class Customer(HTTPServer):
    """Your program, in place of this: it takes the platform's reports and says so."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Take)
        self.reports: list[dict[str, str]] = []


class Take(BaseHTTPRequestHandler):
    """One push: a JSON array of reports."""

    def do_POST(self) -> None:
        self.server.reports += json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"result": 0, "errmsg": "OK"}')

    def log_message(self, format: str, *args: object) -> None:
        """Not on the terminal."""


@pytest.fixture
def customer() -> Iterator[Customer]:
    """Your server, in a thread."""
    with Customer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def send(port: int, mobile: str) -> str:
    """Your program once more: a code through the v5 API, and the message's sid."""
    now, nonce = int(time.time()), 4711
    key = "5f03a35d00ee52a21327ab048186a2c4"
    sig = hashlib.sha256(f"appkey={key}&random={nonce}&time={now}&mobile={mobile}".encode()).hexdigest()
    body = {"tel": {"nationcode": "86", "mobile": mobile}, "tpl_id": 1001, "params": ["4321", "5"], "sig": sig, "time": now}
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("POST", f"/v5/tlssmssvr/sendsms?sdkappid=1400000001&random={nonce}", json.dumps(body))
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer["sid"]


def test_a_failure_is_pushed(customer: Customer) -> None:
    """A Unicom handset is off, and its carrier reports early: the platform pushes Unicom's code for it."""
    world = scenario()
    app = replace(world.apps[0], callback_url=f"http://127.0.0.1:{customer.server_port}/status")
    with Carrier(replace(world, apps=(app,))) as carrier:
        sid = send(carrier.http_port, "18600000201")
        carrier.pass_(minutes=1)
    assert [(report["sid"], report["errmsg"]) for report in customer.reports] == [(sid, "LT:0011")]
