"""Plain HTTP for the tests: one request and its answer whatever its status, and a customer's server that takes callbacks."""

import json
import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

Json = dict[str, Any]
PATIENCE_S = 30.0
"""Of whoever waits for what must come: long enough for a machine that is busy."""


def exchange(method: str, url: str, body: bytes | Json | None = None, headers: dict[str, str] | None = None) -> tuple[int, str, bytes]:
    """Status, media type and body of the answer."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, json.dumps(body) if isinstance(body, dict) else body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers.get_content_type(), response.read()
    finally:
        connection.close()


def ask(method: str, url: str, body: bytes | Json | None = None, headers: dict[str, str] | None = None) -> tuple[int, Json]:
    """Status and JSON of the answer."""
    status, _, answer = exchange(method, url, body, headers)
    return status, json.loads(answer)


class Receiver:
    """A customer's server: it answers with these HTTP statuses in turn, the last one for ever. got: the pushes, oldest first."""

    def __init__(self, *statuses: int) -> None:
        receiver, left = self, list(statuses or [200])
        self.got: list[Any] = []
        self._came = threading.Condition()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                pushed = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with receiver._came:
                    receiver.got.append(pushed)
                    receiver._came.notify_all()
                self.send_response(left.pop(0) if len(left) > 1 else left[0])
                self.end_headers()
                self.wfile.write(b'{"result":0,"errmsg":"OK"}')

            def log_message(self, *said: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/status"

    def wait(self, pushes: int) -> list[Any]:
        """The pushes, once there are so many; after a while those that there are."""
        with self._came:
            self._came.wait_for(lambda: len(self.got) >= pushes, PATIENCE_S)
            return self.got

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
